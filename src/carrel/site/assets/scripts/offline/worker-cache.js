// What the worker keeps, and where. There is a cache for each build of the site (its styles and scripts, and the page that is shown
// without a connection), one for everything that was visited, and one for each module that a learner chose to keep; the pages fill
// those by themselves.

import { isFull, isHashed, isHtml, isWhole, NOTES, noted, notedPage } from "./cache-headers.js";
import { buildName, ownPrefix, visitedName } from "./cache-names.js";
import { toForget } from "./worker-room.js";

export const ROOT = new URL("./", location.href);
const LIMITS = { pages: 300, bytes: 60_000_000 };
const LARGEST = 10_000_000; // bytes of one file
const BUILDS = 3; // so many stay, whether a kept page needs them or not: a page of theirs may still be open
const LOOSELY = { ignoreVary: true }; // one address is one thing here, whatever a host says that it depends on

const { build } = globalThis.carrel;

/** @type {Map<string, Promise<void>>} pages that are being kept just now */
const keeping = new Map();

/**
 * The address under which something is kept: without what a static host does not look at.
 * @param {string} address
 */
export function canonical(address) {
  const url = new URL(address);
  url.search = url.hash = "";
  return url.href.replace(/\/index\.html$/, "/");
}

/**
 * What is kept of this address; of several, the one that was kept last.
 * @param {string} url
 * @returns {Promise<Response | undefined>}
 */
export async function findKept(url) {
  const names = await ownCaches();
  const found = await Promise.all(
    names.map((cacheName) => caches.match(url, { ...LOOSELY, cacheName })),
  );
  return found.filter((answer) => answer !== undefined).reduce(later, undefined);
}

/**
 * @param {Response | undefined} one
 * @param {Response} other
 */
function later(one, other) {
  const at = (/** @type {Response} */ answer) => answer.headers.get(NOTES.at) ?? "";
  return one && at(one) >= at(other) ? one : other;
}

/** The names of this site's caches, the oldest first. */
async function ownCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(ownPrefix(ROOT)));
}

// The build

/** Keeps what every page of this build may ask for. */
export async function keepBuild() {
  const cache = await caches.open(buildName(ROOT, build.version));
  await Promise.all(build.assets.map((asset) => keepAsset(cache, new URL(asset, ROOT).href)));
  const page = new URL(build.page, ROOT).href;
  await cache.put(page, await download(page, { cache: "no-cache" }));
}

/**
 * @param {Cache} cache
 * @param {string} url
 */
async function keepAsset(cache, url) {
  await cache.put(url, (await findKept(url)) ?? (await download(url)));
}

/**
 * @param {string} url
 * @param {RequestInit} [how]
 */
async function download(url, how) {
  const answer = await fetch(url, how);
  if (!isWhole(answer)) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

/** Takes away what older builds left, but not what a kept page needs, nor the last ones. */
export async function forgetOldBuilds() {
  const own = buildName(ROOT, build.version);
  const builds = (await ownCaches()).filter(
    (name) => name.startsWith(buildName(ROOT, "")) && name !== own,
  );
  const old = builds.slice(0, Math.max(0, builds.length + 1 - BUILDS));
  if (old.length === 0) return;
  const needed = await neededAssets();
  for (const name of old) {
    const urls = (await (await caches.open(name)).keys()).map(({ url }) => url);
    if (!urls.some((url) => needed.has(url))) await caches.delete(name);
  }
}

/** The styles and scripts that kept pages need and that this build does not have. */
async function neededAssets() {
  const ours = new Set(build.assets.map((asset) => new URL(asset, ROOT).href));
  const pages = (
    await Promise.all((await ownCaches()).map(async (name) => (await caches.open(name)).matchAll()))
  ).flat();
  const needs = pages.flatMap(({ headers }) => needsOf(headers) ?? []);
  return new Set(needs.filter((url) => isHashed(url) && !ours.has(url)));
}

/**
 * The page that is shown where no other is to be had. It is shown at that other's address, so the ways in it begin at the site's root.
 * @returns {Promise<Response>}
 */
export async function offlinePage() {
  const page = await caches.match(new URL(build.page, ROOT).href, {
    cacheName: buildName(ROOT, build.version),
  });
  if (!page) return Response.error();
  const root = ROOT.pathname.replaceAll("&", "&amp;");
  const html = (await page.text()).replaceAll('="../', () => `="${root}`);
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

// What was visited

/**
 * Keeps a page, if it is one.
 * @param {string} url
 * @param {Response} answer
 * @returns {Promise<void>}
 */
export function keepPage(url, answer) {
  const done = keepText(url, answer).finally(() => keeping.delete(url));
  keeping.set(url, done);
  return done;
}

/**
 * @param {string} url
 * @param {Response} answer
 */
async function keepText(url, answer) {
  if (!isWhole(answer) || !isHtml(answer)) return;
  const html = await answer.text();
  await keep(url, () => notedPage(html, answer.headers, ROOT, { url, at: now() }));
}

/**
 * Keeps a file, unless it is too large.
 * @param {string} url
 * @param {Response} answer
 */
export async function keepFile(url, answer) {
  if (!isWhole(answer) || isHtml(answer) || Number(answer.headers.get("content-length")) > LARGEST)
    return;
  const blob = await answer.blob();
  if (blob.size <= LARGEST)
    await keep(url, () => noted(blob, answer.headers, { url, at: now(), size: blob.size }));
}

/**
 * Asks for a kept file again, for the next time: its name does not say whether it has changed.
 * @param {string} url
 * @param {Headers} before
 */
export async function renewFile(url, before) {
  const answer = await fetch(url).catch(() => null);
  const same = ["etag", "last-modified"].some(
    (name) => before.has(name) && before.get(name) === answer?.headers.get(name),
  );
  if (answer && !same) await keepFile(url, answer);
}

/**
 * Puts something among what was visited. Where the device is full, older things make room; where that does not help, it is not kept.
 * @param {string} url
 * @param {() => Response | null} made
 */
async function keep(url, made) {
  const thing = made();
  if (!thing) return;
  const visited = await caches.open(visitedName(ROOT));
  try {
    await visited.put(url, thing);
  } catch (error) {
    if (!isFull(error)) throw error;
    await makeRoom({ pages: LIMITS.pages / 4, bytes: LIMITS.bytes / 4 });
    await visited.put(url, made() ?? thing).catch(() => {});
  }
}

function now() {
  return new Date().toISOString();
}

/**
 * Keeps a page that a learner has open, with all that it shows. What the browser has loaded for the page already, it has at hand.
 * @param {string} address
 */
export async function keepWhole(address) {
  const url = canonical(address);
  if (!url.startsWith(ROOT.href)) return;
  await keeping.get(url);
  try {
    if (!(await findVisited(url))) await keepPage(url, await fetch(url));
    const page = await findVisited(url);
    await Promise.all((page ? (needsOf(page.headers) ?? []) : []).map(keepMissing));
  } catch {
    // the line is down: the page's next visit goes on from here
  }
  await makeRoom(LIMITS);
}

/** @param {string} url */
function findVisited(url) {
  return caches.match(url, { ...LOOSELY, cacheName: visitedName(ROOT) });
}

/** @param {string} url */
async function keepMissing(url) {
  if (!(await findKept(url))) await keepFile(url, await fetch(url));
}

/**
 * The files that a page shows; null where this is no page.
 * @param {Headers} headers
 */
function needsOf(headers) {
  if (!headers.has(NOTES.title)) return null;
  const needs = (headers.get(NOTES.needs) ?? "").split(" ").filter(Boolean);
  return needs.map((need) => new URL(need, ROOT).href);
}

/** @param {{ pages: number, bytes: number }} limits */
async function makeRoom(limits) {
  const visited = await caches.open(visitedName(ROOT));
  const things = (await visited.matchAll()).map(({ headers }) => ({
    url: headers.get(NOTES.url) ?? "",
    at: headers.get(NOTES.at) ?? "",
    size: Number(headers.get(NOTES.size)),
    needs: needsOf(headers),
  }));
  for (const url of toForget(things, limits)) await visited.delete(url, LOOSELY);
}
