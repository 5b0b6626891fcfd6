// A whole module on this device: what there is to keep, and what is kept of it. What a learner sees of it is in `keep-module.js`.

import { moduleName, siteRoot } from "../page/site.js";
import { isFull, isHashed, isWhole, NOTES, noted, notedPage } from "./cache-headers.js";
import { moduleCacheName, visitedName } from "./cache-names.js";

const AT_ONCE = 4; // files

/** @typedef {[url: string, version: string, size: number]} Entry */
/**
 * @typedef {object} Listing what `offline.json` says: everything that a module needs, from the site's root
 * @property {string} title
 * @property {number} count pages that a learner would count
 * @property {Entry[]} pages
 * @property {Entry[]} files
 * @property {Entry[]} films
 */
/**
 * @typedef {object} Record what is noted of a module that is being kept
 * @property {Listing} listing
 * @property {boolean} films whether they are wanted, too
 * @property {string} since when all of it was there; empty as long as it is not
 */
/**
 * @typedef {object} Outcome
 * @property {"kept" | "stopped" | "full" | "partly"} how
 * @property {number} failed files that did not come
 */

const root = siteRoot();

function cacheName() {
  return moduleCacheName(root, moduleName());
}

/** The address of the list of what there is to keep; in the cache, of what is noted. */
function listAddress() {
  return new URL(`${moduleName()}/offline.json`, root).href;
}

/** What the host has. @returns {Promise<Listing>} */
export async function fetchListing() {
  const answer = await fetch(listAddress(), { cache: "no-cache" });
  if (!isWhole(answer)) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.json();
}

/** What is noted of this module; null where nothing of it is kept. @returns {Promise<Record | null>} */
export async function keptRecord() {
  return recordIn(cacheName(), listAddress());
}

/**
 * @param {string} name of a cache
 * @param {string} address
 * @returns {Promise<Record | null>}
 */
async function recordIn(name, address) {
  if (!(await caches.has(name))) return null;
  return (await caches.match(address, { cacheName: name }))?.json() ?? null;
}

/** Every module of this site that is kept whole: its name, and what is noted of it. @returns {Promise<{ module: string, title: string, count: number }[]>} */
export async function keptModules() {
  const prefix = moduleCacheName(root, "");
  const modules = (await caches.keys())
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
  const records = await Promise.all(
    modules.map((module) =>
      recordIn(prefix + module, new URL(`${module}/offline.json`, root).href),
    ),
  );
  return modules.flatMap((module, index) => {
    const record = records[index];
    return record?.since
      ? [{ module, title: record.listing.title, count: record.listing.count }]
      : [];
  });
}

/**
 * @param {Listing} listing
 * @param {boolean} films
 */
export function entriesOf(listing, films) {
  return [...listing.files, ...listing.pages, ...(films ? listing.films : [])];
}

/** @param {Entry[]} entries */
export function sizeOf(entries) {
  return entries.reduce((sum, [, , size]) => sum + size, 0);
}

/** How many bytes this device has left for the site; infinite where the browser does not say. */
export async function roomLeft() {
  const { quota = Infinity, usage = 0 } =
    (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  return quota - usage;
}

/**
 * Keeps a module, or brings what is kept of it up to date: only what is missing or has changed is fetched.
 * @param {Listing} listing
 * @param {boolean} films
 * @param {AbortSignal} signal
 * @param {(entry: Entry) => void} progress hears of each thing that is there
 * @returns {Promise<Outcome>}
 */
export async function keepAll(listing, films, signal, progress) {
  const cache = await caches.open(cacheName());
  const before = await keptRecord();
  if (!before) await note(cache, { listing, films, since: "" });
  const entries = entriesOf(listing, films);
  const versions = await keptVersions(cache);
  const outcome = await fetchEach(cache, entries, versions, signal, progress);
  if (outcome.how === "kept")
    await finish(cache, { listing, films, since: new Date().toISOString() }, entries);
  return outcome;
}

/** @param {Cache} cache @returns {Promise<Map<string, string>>} by address */
async function keptVersions(cache) {
  const kept = await cache.matchAll();
  return new Map(
    kept.map(({ headers }) => [headers.get(NOTES.url) ?? "", headers.get(NOTES.version) ?? ""]),
  );
}

/**
 * @param {Cache} cache
 * @param {Entry[]} entries
 * @param {Map<string, string>} versions
 * @param {AbortSignal} signal
 * @param {(entry: Entry) => void} progress
 * @returns {Promise<Outcome>}
 */
async function fetchEach(cache, entries, versions, signal, progress) {
  const waiting = entries.values(); // each worker takes the next
  let failed = 0;
  let full = false;
  const work = async () => {
    for (const entry of waiting) {
      if (signal.aborted || full) return;
      try {
        const url = new URL(entry[0], root).href;
        if (versions.get(url) !== entry[1]) await keepOne(cache, url, entry[1], signal);
        progress(entry);
      } catch (error) {
        full ||= isFull(error);
        failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (signal.aborted) return { how: "stopped", failed };
  return { how: full ? "full" : failed ? "partly" : "kept", failed };
}

/**
 * @param {Cache} cache
 * @param {string} url
 * @param {string} version
 * @param {AbortSignal} signal
 */
async function keepOne(cache, url, version, signal) {
  const answer = await fetch(url, {
    headers: { [NOTES.keeper]: "yes" },
    cache: isHashed(url) ? "default" : "no-cache",
    signal,
  });
  if (!isWhole(answer)) throw new Error(`${url}: ${answer.status}`);
  const notes = { url, version, at: new Date().toISOString() };
  const thing = url.endsWith("/")
    ? notedPage(await answer.text(), answer.headers, root, notes)
    : notedFile(await answer.blob(), answer, notes);
  if (!thing) throw new Error(`${url} is no page of this site`);
  await cache.put(url, thing);
}

/**
 * @param {Blob} blob
 * @param {Response} answer
 * @param {{ url: string, version: string, at: string }} notes
 */
function notedFile(blob, answer, notes) {
  return noted(blob, answer.headers, { ...notes, size: blob.size });
}

/**
 * Notes that all is there, and takes away what the module does not need any more.
 * @param {Cache} cache
 * @param {Record} record
 * @param {Entry[]} entries
 */
async function finish(cache, record, entries) {
  await note(cache, record);
  const wanted = new Set([listAddress(), ...entries.map(([url]) => new URL(url, root).href)]);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

/**
 * @param {Cache} cache
 * @param {Record} record
 */
async function note(cache, record) {
  await cache.put(
    listAddress(),
    new Response(JSON.stringify(record), { headers: { "content-type": "application/json" } }),
  );
}

/** Takes the module off this device. Pages that were visited stay as others do. */
export async function forgetModule() {
  await caches.delete(cacheName());
}

/** Forgets which pages were visited: on a shared computer they are nobody else's business. */
export async function forgetVisited() {
  if ("caches" in globalThis) await caches.delete(visitedName(root));
}

/** The pages that were visited, the last one first. @returns {Promise<{ url: string, title: string }[]>} */
export async function visitedPages() {
  if (!(await caches.has(visitedName(root)))) return [];
  const kept = await (await caches.open(visitedName(root))).matchAll();
  return kept
    .filter(({ headers }) => headers.has(NOTES.title))
    .sort((one, other) =>
      (one.headers.get(NOTES.at) ?? "") < (other.headers.get(NOTES.at) ?? "") ? 1 : -1,
    )
    .map(({ headers }) => ({
      url: headers.get(NOTES.url) ?? "",
      title: titleIn(headers.get(NOTES.title) ?? ""),
    }));
}

/** @param {string} noted as it stood in the page's HTML */
function titleIn(noted) {
  return (
    new DOMParser().parseFromString(decodeURIComponent(noted), "text/html").body.textContent ?? ""
  );
}
