// How the worker answers requests: pages from the host, as long as it answers in time; files from what is kept, where they are.

import { isFilm, isHashed, NOTES } from "./cache-headers.js";
import {
  canonical,
  findKept,
  keepFile,
  keepPage,
  offlinePage,
  ROOT,
  renewFile,
} from "./worker-cache.js";
import { partOf } from "./worker-ranges.js";

const PATIENCE = 3000; // milliseconds that a learner waits on a thin line before a kept page is shown instead
// What is worth nothing when it is old: the lists of files, this worker, the index of search.
const NEVER = /^(?:carrel\.json|[^/]+\/offline\.json|sw\.js|sitemap\.xml|pagefind\/.*)$/;
const PAGE = /(?:^|\/)(?:[^/.]*|[^/]*\.html)$/;

/**
 * What kind of answer a request gets from the worker.
 * @param {Request} request
 * @returns {"page" | "file" | ""} empty: none; the browser asks by itself
 */
export function kindOf(request) {
  if (
    request.method !== "GET" ||
    !request.url.startsWith(ROOT.href) ||
    request.headers.has(NOTES.keeper)
  )
    return "";
  const path = canonical(request.url).slice(ROOT.href.length);
  if (NEVER.test(path)) return "";
  return PAGE.test(path) ? "page" : "file";
}

/**
 * A page: as the host has it now; where the host does not answer, or not in time, as it was kept.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
export async function answerPage(event) {
  const fetched = fetchPage(event);
  const kept = await findKept(canonical(event.request.url));
  if (!kept) return fetched.catch(() => insteadOf(event.request));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const good = fetched.then(
    (answer) => (answer.status < 500 ? answer : kept),
    () => kept,
  );
  return Promise.race([good, late.then(() => kept)]);
}

/**
 * The page from the host. It is kept even when it comes too late to be shown.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
function fetchPage(event) {
  const { request } = event;
  const fetched = fetch(request).then((answer) => {
    const keeping =
      request.mode === "navigate" ? keepPage(canonical(request.url), answer.clone()) : undefined;
    return { answer, keeping };
  });
  event.waitUntil(fetched.then(({ keeping }) => keeping).catch(() => {}));
  return fetched.then(({ answer }) => answer);
}

/**
 * What is shown in place of a page that is neither to be had nor kept.
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function insteadOf(request) {
  if (request.mode !== "navigate") return Response.error();
  const folder = `${canonical(request.url)}/`;
  return (await findKept(folder)) ? Response.redirect(folder) : offlinePage();
}

/**
 * A file: as it was kept, and otherwise from the host.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
export async function answerFile(event) {
  const { request } = event;
  const url = canonical(request.url);
  const range = request.headers.get("range");
  const kept = await findKept(url);
  if (kept && range) return partOf(kept, range);
  if (kept && !isHashed(url)) event.waitUntil(renewFile(url, kept.headers));
  if (kept) return kept;
  const answer = await fetch(request);
  if (!range && !isFilm(url)) event.waitUntil(keepFile(url, answer.clone()));
  return answer;
}
