// What the worker caches, and where: a cache for each build of the site (its styles and scripts,
// and the page that is shown without a connection) and one for everything that was visited. The
// pages fill the caches of downloaded modules themselves.

import {
  HEADERS,
  isComplete,
  isFull,
  isHashed,
  isHtml,
  pageWithHeaders,
  withHeaders,
} from "./cache-headers.js";
import { buildName, sitePrefix, visitedName } from "./cache-names.js";
import { urlsToDelete } from "./worker-room.js";

export const ROOT = new URL("./", location.href);
const LIMITS = { pages: 300, bytes: 60_000_000 };
const MAX_SIZE = 10_000_000; // bytes of one file
const BUILDS = 3; // the latest builds stay cached: a page of theirs may still be open
const ANY_VARY = { ignoreVary: true }; // one address is one file here

const { build } = globalThis.carrel;

/** @type {Map<string, Promise<void>>} pages that are being cached now, by address */
const caching = new Map();

/**
 * Returns the address under which a file is cached: without what a static server ignores.
 * @param {string} address
 */
export function canonical(address) {
  const url = new URL(address);
  url.search = url.hash = "";
  return url.href.replace(/\/index\.html$/, "/");
}

/**
 * Resolves to what is cached for an address: the latest, if several caches have it.
 * @param {string} url
 * @returns {Promise<Response | undefined>}
 */
export async function findCached(url) {
  const names = await siteCaches();
  const found = await Promise.all(
    names.map((cacheName) => caches.match(url, { ...ANY_VARY, cacheName })),
  );
  return found.filter((response) => response !== undefined).reduce(later, undefined);
}

/**
 * @param {Response | undefined} one
 * @param {Response} other
 */
function later(one, other) {
  const at = (/** @type {Response} */ response) => response.headers.get(HEADERS.at) ?? "";
  return one && at(one) >= at(other) ? one : other;
}

/** Resolves to the names of this site's caches, the oldest first. */
async function siteCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(sitePrefix(ROOT)));
}

// The build

/** Caches what every page of this build may need. */
export async function cacheBuild() {
  const cache = await caches.open(buildName(ROOT, build.version));
  await Promise.all(build.assets.map((asset) => cacheAsset(cache, new URL(asset, ROOT).href)));
  const page = new URL(build.page, ROOT).href;
  await cache.put(page, await download(page, { cache: "no-cache" }));
}

/**
 * @param {Cache} cache
 * @param {string} url
 */
async function cacheAsset(cache, url) {
  await cache.put(url, (await findCached(url)) ?? (await download(url)));
}

/**
 * @param {string} url
 * @param {RequestInit} [options]
 */
async function download(url, options) {
  const response = await fetch(url, options);
  if (!isComplete(response)) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** Deletes the caches of older builds, except the latest and those that a cached page needs. */
export async function deleteOldBuilds() {
  const own = buildName(ROOT, build.version);
  const builds = (await siteCaches()).filter(
    (name) => name.startsWith(buildName(ROOT, "")) && name !== own,
  );
  const old = builds.slice(0, Math.max(0, builds.length + 1 - BUILDS));
  if (old.length === 0) return;
  const needed = await assetsOfOldPages();
  for (const name of old) {
    const urls = (await (await caches.open(name)).keys()).map(({ url }) => url);
    if (!urls.some((url) => needed.has(url))) await caches.delete(name);
  }
}

/** Resolves to the styles and scripts that cached pages need and that are not in this build. */
async function assetsOfOldPages() {
  const ours = new Set(build.assets.map((asset) => new URL(asset, ROOT).href));
  const names = await siteCaches();
  const cached = await Promise.all(names.map(async (name) => (await caches.open(name)).matchAll()));
  const needs = cached.flat().flatMap(({ headers }) => neededFiles(headers) ?? []);
  return new Set(needs.filter((url) => isHashed(url) && !ours.has(url)));
}

/**
 * Resolves to the page that is shown in place of one that cannot be loaded. It is shown at that
 * page's address, so its links begin at the site's root.
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
 * Caches a page, if the response is one.
 * @param {string} url
 * @param {Response} response
 * @returns {Promise<void>}
 */
export function cachePage(url, response) {
  const done = cacheHtml(url, response).finally(() => caching.delete(url));
  caching.set(url, done);
  return done;
}

/**
 * @param {string} url
 * @param {Response} response
 */
async function cacheHtml(url, response) {
  if (!isComplete(response) || !isHtml(response)) return;
  const html = await response.text();
  await putVisited(url, () => pageWithHeaders(html, response.headers, ROOT, { url, at: now() }));
}

/**
 * Caches a file, unless it is too large.
 * @param {string} url
 * @param {Response} response
 */
export async function cacheFile(url, response) {
  const { headers } = response;
  const isTooLarge = Number(headers.get("content-length")) > MAX_SIZE;
  if (!isComplete(response) || isHtml(response) || isTooLarge) return;
  const blob = await response.blob();
  const { size } = blob;
  if (size <= MAX_SIZE)
    await putVisited(url, () => withHeaders(blob, headers, { url, at: now(), size }));
}

/**
 * Fetches a cached file again, for the next time: its name does not show whether it has changed.
 * @param {string} url
 * @param {Headers} before
 */
export async function updateFile(url, before) {
  const response = await fetch(url).catch(() => null);
  const isSame = ["etag", "last-modified"].some(
    (name) => before.has(name) && before.get(name) === response?.headers.get(name),
  );
  if (response && !isSame) await cacheFile(url, response);
}

/**
 * Puts a response into the cache of visited pages. If the device is full, the oldest pages are
 * deleted; if that does not help, the response is not cached.
 * @param {string} url
 * @param {() => Response | null} makeResponse is called for each attempt
 */
async function putVisited(url, makeResponse) {
  const response = makeResponse();
  if (!response) return;
  const visited = await caches.open(visitedName(ROOT));
  try {
    await visited.put(url, response);
  } catch (error) {
    if (!isFull(error)) throw error;
    await makeRoom({ pages: LIMITS.pages / 4, bytes: LIMITS.bytes / 4 });
    await visited.put(url, makeResponse() ?? response).catch(() => {});
  }
}

function now() {
  return new Date().toISOString();
}

/**
 * Caches a page that a learner has open, with all that it shows. The browser has most of that in
 * its own cache.
 * @param {string} address
 */
export async function cacheVisit(address) {
  const url = canonical(address);
  if (!url.startsWith(ROOT.href)) return;
  await caching.get(url);
  try {
    if (!(await findVisited(url))) await cachePage(url, await fetch(url));
    const page = await findVisited(url);
    const needed = page ? (neededFiles(page.headers) ?? []) : [];
    await Promise.all(needed.map(cacheMissing));
  } catch {
    // There is no connection: the page's next visit caches the rest.
  }
  await makeRoom(LIMITS);
}

/** @param {string} url */
function findVisited(url) {
  return caches.match(url, { ...ANY_VARY, cacheName: visitedName(ROOT) });
}

/** @param {string} url */
async function cacheMissing(url) {
  if (!(await findCached(url))) await cacheFile(url, await fetch(url));
}

/**
 * Returns the addresses of the files that a cached page shows; null for a file.
 * @param {Headers} headers
 */
function neededFiles(headers) {
  if (!headers.has(HEADERS.title)) return null;
  const needs = (headers.get(HEADERS.needs) ?? "").split(" ").filter(Boolean);
  return needs.map((need) => new URL(need, ROOT).href);
}

/** @param {{ pages: number, bytes: number }} limits */
async function makeRoom(limits) {
  const visited = await caches.open(visitedName(ROOT));
  const cached = (await visited.matchAll()).map(({ headers }) => ({
    url: headers.get(HEADERS.url) ?? "",
    at: headers.get(HEADERS.at) ?? "",
    size: Number(headers.get(HEADERS.size)),
    needs: neededFiles(headers),
  }));
  for (const url of urlsToDelete(cached, limits)) await visited.delete(url, ANY_VARY);
}
