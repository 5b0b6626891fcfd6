// How the worker answers requests: pages from the server if it answers in time, files from the
// cache if they are there.

import { HEADERS, isHashed, isMedia } from "./cache-headers.js";
import {
  cacheFile,
  cachePage,
  canonical,
  findCached,
  offlinePage,
  ROOT,
  updateFile,
} from "./worker-cache.js";
import { partOf } from "./worker-ranges.js";

const PATIENCE = 3000; // milliseconds to wait for the server before a cached page is shown
// What is useless when it is old: the lists of files, this worker, the index of search.
const NEVER = /^(?:carrel\.json|[^/]+\/offline\.json|sw\.js|sitemap\.xml|pagefind\/.*)$/;
const PAGE = /(?:^|\/)(?:[^/.]*|[^/]*\.html)$/;

/**
 * Returns whether the worker answers a request as a page or as a file.
 * @param {Request} request
 * @returns {"page" | "file" | ""} "" if the browser handles it without the worker
 */
export function kindOf({ method, url, headers }) {
  if (method !== "GET" || !url.startsWith(ROOT.href) || headers.has(HEADERS.keeper)) return "";
  const path = canonical(url).slice(ROOT.href.length);
  if (NEVER.test(path)) return "";
  return PAGE.test(path) ? "page" : "file";
}

/**
 * Answers with a page from the server; from the cache if the server fails or is too slow.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
export async function answerPage(event) {
  const fetched = fetchPage(event);
  const cached = await findCached(canonical(event.request.url));
  if (!cached) return fetched.catch(() => answerMissing(event.request));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const good = fetched.then(
    (response) => (response.status < 500 ? response : cached),
    () => cached,
  );
  return Promise.race([good, late.then(() => cached)]);
}

/**
 * Fetches a page, and caches it, even when it comes too late to be shown.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
function fetchPage(event) {
  const { request } = event;
  const fetched = fetch(request).then((response) => {
    const caching =
      request.mode === "navigate" ? cachePage(canonical(request.url), response.clone()) : undefined;
    return { response, caching };
  });
  event.waitUntil(fetched.then(({ caching }) => caching).catch(() => {}));
  return fetched.then(({ response }) => response);
}

/**
 * Answers for a page that is neither on the server nor in the cache.
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function answerMissing(request) {
  if (request.mode !== "navigate") return Response.error();
  const folder = `${canonical(request.url)}/`;
  return (await findCached(folder)) ? Response.redirect(folder) : offlinePage();
}

/**
 * Answers with a file from the cache, otherwise from the server.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
export async function answerFile(event) {
  const { request } = event;
  const url = canonical(request.url);
  const range = request.headers.get("range");
  const cached = await findCached(url);
  if (cached && range) return partOf(cached, range);
  if (cached && !isHashed(url)) event.waitUntil(updateFile(url, cached.headers));
  if (cached) return cached;
  const response = await fetch(request);
  if (!range && !isMedia(url)) event.waitUntil(cacheFile(url, response.clone()));
  return response;
}
