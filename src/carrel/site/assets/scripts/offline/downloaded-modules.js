// Whole modules on this device: fetches what a module needs into its cache, and reads what is
// there. The panel for it is in `download-module.js`.

import { moduleName, siteRoot } from "../page/site.js";
import {
  HEADERS,
  isComplete,
  isFull,
  isHashed,
  pageWithHeaders,
  withHeaders,
} from "./cache-headers.js";
import { moduleCacheName, visitedName } from "./cache-names.js";

const PARALLEL = 4; // files that are fetched at the same time

/** @typedef {[url: string, version: string, size: number]} Entry `url` from the site's root */
/**
 * @typedef {object} Listing `offline.json`: everything that a module needs
 * @property {string} title
 * @property {number} count of pages, as a learner would count them
 * @property {Entry[]} pages
 * @property {Entry[]} files
 * @property {Entry[]} films videos and sound
 */
/**
 * @typedef {object} Record what is noted about a download, in the module's cache
 * @property {Listing} listing
 * @property {boolean} films true if they are wanted, too
 * @property {string} since when it was complete; "" until then
 */
/**
 * @typedef {object} Outcome
 * @property {"kept" | "stopped" | "full" | "partly"} how
 * @property {number} failed how many files could not be fetched
 */

const root = siteRoot();

function cacheName() {
  return moduleCacheName(root, moduleName());
}

/**
 * Returns the address of a module's listing. In the cache, it is the address of the record.
 * @param {string} module
 */
function listingAddress(module) {
  return new URL(`${module}/offline.json`, root).href;
}

/** Fetches the listing of this module. @returns {Promise<Listing>} */
export async function fetchListing() {
  const response = await fetch(listingAddress(moduleName()), { cache: "no-cache" });
  if (!isComplete(response)) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

/** Resolves to the record of this module's download; null if there is none. */
export async function downloadRecord() {
  return readRecord(cacheName(), moduleName());
}

/**
 * @param {string} name of the cache
 * @param {string} module
 * @returns {Promise<Record | null>}
 */
async function readRecord(name, module) {
  if (!(await caches.has(name))) return null;
  return (await caches.match(listingAddress(module), { cacheName: name }))?.json() ?? null;
}

/**
 * Resolves to all modules of this site whose download is complete.
 * @returns {Promise<{ module: string, title: string, count: number }[]>}
 */
export async function downloadedModules() {
  const prefix = moduleCacheName(root, "");
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
  const modules = names.map((name) => name.slice(prefix.length));
  const records = await Promise.all(modules.map((module) => readRecord(prefix + module, module)));
  return modules.flatMap((module, index) => {
    const record = records[index];
    return record?.since
      ? [{ module, title: record.listing.title, count: record.listing.count }]
      : [];
  });
}

/**
 * Returns everything in a listing, with or without its videos and sound.
 * @param {Listing} listing
 * @param {boolean} films
 */
export function listEntries(listing, films) {
  return [...listing.files, ...listing.pages, ...(films ? listing.films : [])];
}

/**
 * Returns the size of all entries in bytes.
 * @param {Entry[]} entries
 */
export function totalSize(entries) {
  return entries.reduce((sum, [, , size]) => sum + size, 0);
}

/** Resolves to the free space in bytes; infinite if the browser does not report it. */
export async function freeSpace() {
  const { quota = Infinity, usage = 0 } =
    (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  return quota - usage;
}

/**
 * Downloads a module, or updates its download: fetches only what is missing or has changed.
 * @param {Listing} listing
 * @param {boolean} films
 * @param {AbortSignal} signal
 * @param {(entry: Entry) => void} progress is called with each entry that is there
 * @returns {Promise<Outcome>}
 */
export async function downloadModule(listing, films, signal, progress) {
  const cache = await caches.open(cacheName());
  if (!(await downloadRecord())) await writeRecord(cache, { listing, films, since: "" });
  const entries = listEntries(listing, films);
  const versions = await cachedVersions(cache);
  const fetchEntry = async (/** @type {Entry} */ entry) => {
    const [path, version] = entry;
    const url = new URL(path, root).href;
    if (versions.get(url) !== version) await fetchInto(cache, url, version, signal);
    progress(entry);
  };
  const outcome = await fetchAll(entries, fetchEntry, signal);
  if (outcome.how === "kept")
    await finish(cache, { listing, films, since: new Date().toISOString() }, entries);
  return outcome;
}

/**
 * Resolves to the versions of what is in a cache, by address.
 * @param {Cache} cache
 * @returns {Promise<Map<string, string>>}
 */
async function cachedVersions(cache) {
  const cached = await cache.matchAll();
  return new Map(
    cached.map(({ headers }) => [
      headers.get(HEADERS.url) ?? "",
      headers.get(HEADERS.version) ?? "",
    ]),
  );
}

/**
 * Fetches all entries, several at the same time, until the learner stops it or the device is full.
 * @param {Entry[]} entries
 * @param {(entry: Entry) => Promise<void>} fetchEntry
 * @param {AbortSignal} signal
 * @returns {Promise<Outcome>}
 */
async function fetchAll(entries, fetchEntry, signal) {
  const waiting = entries.values(); // each of the parallel loops takes the next
  let failed = 0;
  let full = false;
  const fetchWaiting = async () => {
    for (const entry of waiting) {
      if (signal.aborted || full) return;
      await fetchEntry(entry).catch((error) => {
        full ||= isFull(error);
        failed += 1;
      });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, fetchWaiting));
  if (signal.aborted) return { how: "stopped", failed };
  if (full) return { how: "full", failed };
  return { how: failed ? "partly" : "kept", failed };
}

/**
 * @param {Cache} cache
 * @param {string} url
 * @param {string} version
 * @param {AbortSignal} signal
 */
async function fetchInto(cache, url, version, signal) {
  const response = await fetch(url, {
    headers: { [HEADERS.keeper]: "yes" },
    cache: isHashed(url) ? "default" : "no-cache",
    signal,
  });
  if (!isComplete(response)) throw new Error(`${url}: ${response.status}`);
  const values = { url, version, at: new Date().toISOString() };
  const { headers } = response;
  const cached = url.endsWith("/")
    ? pageWithHeaders(await response.text(), headers, root, values)
    : fileWithHeaders(await response.blob(), headers, values);
  if (!cached) throw new Error(`${url} is no page of this site`);
  await cache.put(url, cached);
}

/**
 * @param {Blob} blob
 * @param {Headers} headers
 * @param {{ url: string, version: string, at: string }} values
 */
function fileWithHeaders(blob, headers, values) {
  return withHeaders(blob, headers, { ...values, size: blob.size });
}

/**
 * Notes that the download is complete, and deletes what the module no longer needs.
 * @param {Cache} cache
 * @param {Record} record
 * @param {Entry[]} entries
 */
async function finish(cache, record, entries) {
  await writeRecord(cache, record);
  const needed = new Set(entries.map(([url]) => new URL(url, root).href));
  needed.add(listingAddress(moduleName()));
  for (const { url } of await cache.keys()) if (!needed.has(url)) await cache.delete(url);
}

/**
 * @param {Cache} cache
 * @param {Record} record
 */
async function writeRecord(cache, record) {
  await cache.put(
    listingAddress(moduleName()),
    new Response(JSON.stringify(record), { headers: { "content-type": "application/json" } }),
  );
}

/** Deletes the module's download. Its visited pages stay cached as all others do. */
export async function deleteModule() {
  await caches.delete(cacheName());
}

/** Deletes all visited pages: on a shared computer, other people should not see them. */
export async function deleteVisited() {
  if ("caches" in globalThis) await caches.delete(visitedName(root));
}

/**
 * Resolves to the cached pages that were visited, the latest first.
 * @returns {Promise<{ url: string, title: string }[]>}
 */
export async function visitedPages() {
  if (!(await caches.has(visitedName(root)))) return [];
  const cached = await (await caches.open(visitedName(root))).matchAll();
  return cached
    .filter(({ headers }) => headers.has(HEADERS.title))
    .sort((one, other) =>
      (one.headers.get(HEADERS.at) ?? "") < (other.headers.get(HEADERS.at) ?? "") ? 1 : -1,
    )
    .map(({ headers }) => ({
      url: headers.get(HEADERS.url) ?? "",
      title: decodeTitle(headers.get(HEADERS.title) ?? ""),
    }));
}

/** @param {string} encoded as it is in the page's HTML, with character references */
function decodeTitle(encoded) {
  const html = decodeURIComponent(encoded);
  return new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
}
