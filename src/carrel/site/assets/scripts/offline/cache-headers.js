// The headers that are added to everything in the caches. Both the worker and the pages write them,
// so a file and what is noted about it are stored in one step.

/** The added headers; `keeper` is sent with the requests of a page that fills a cache itself. */
export const HEADERS = {
  url: "x-carrel-url",
  at: "x-carrel-at", // when it was cached
  size: "x-carrel-size", // bytes
  title: "x-carrel-title", // a page's title, encoded; files have none
  needs: "x-carrel-needs", // files that a page shows: addresses from the root, between spaces
  version: "x-carrel-version", // of a module's file: the digest in `offline.json`
  keeper: "x-carrel-keeper",
};

const MEDIA = /\.(?:mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|oga|opus|wav)$/i;
const HASHED = /\/assets\/[\w-]+\.[0-9a-f]{8}\.\w+$/;
const SOURCE = /<(?:script|img|video|track|input)\b[^<>]*?\s(?:src|poster)="([^"]*)"/g;
const STYLE_SHEET = /<link rel="stylesheet" href="([^"]*)"/g;
// Headers that describe how a response was transferred.
const TRANSFER = ["content-encoding", "content-length", "transfer-encoding"];

/**
 * True if a file's name changes with its content, so that it never has to be fetched again.
 * @param {string} url
 */
export function isHashed(url) {
  return HASHED.test(url);
}

/**
 * True for videos and sound. They are large, so they are cached only when a learner asks for them.
 * @param {string} url
 */
export function isMedia(url) {
  return MEDIA.test(url);
}

/**
 * Reads a page's title, and the addresses of the files that it shows.
 * @param {string} html
 * @param {string} url
 * @param {URL} root
 * @returns {{ title: string, needs: string[] } | null} null if it is not a page of this site, but
 *   for example the login page of a network
 */
function readPage(html, url, root) {
  const pageRoot = /<html\b[^<>]*\sdata-root="([^"]*)"/.exec(html)?.[1];
  if (pageRoot === undefined || new URL(pageRoot, url).href !== root.href) return null;
  const shown = [...html.matchAll(SOURCE), ...html.matchAll(STYLE_SHEET)].map(
    ([, address]) => new URL(address.replaceAll("&amp;", "&"), url).href,
  );
  const needs = new Set(
    shown.filter((address) => address.startsWith(root.href) && !isMedia(address)),
  );
  return { title: /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "", needs: [...needs] };
}

/**
 * Returns a response for the cache, with added headers.
 * @param {string | Blob} body
 * @param {Headers} headers of the response from the server
 * @param {Partial<Record<keyof typeof HEADERS, string | number>>} values of the added headers
 */
export function withHeaders(body, headers, values) {
  const all = new Headers(headers);
  for (const name of TRANSFER) all.delete(name);
  for (const [name, value] of Object.entries(values))
    all.set(HEADERS[/** @type {keyof typeof HEADERS} */ (name)], String(value));
  return new Response(body, { headers: all });
}

/**
 * Returns a page for the cache, with added headers; null if it is not a page of this site.
 * @param {string} html
 * @param {Headers} headers
 * @param {URL} root
 * @param {{ url: string, at: string, version?: string }} values
 */
export function pageWithHeaders(html, headers, root, values) {
  const page = readPage(html, values.url, root);
  if (!page) return null;
  const needs = page.needs.map((need) => need.slice(root.href.length)).join(" ");
  const title = encodeURIComponent(page.title);
  return withHeaders(html, headers, { ...values, size: html.length, title, needs });
}

/**
 * True if a response is the file itself: no error, and not redirected to another site.
 * @param {Response} response
 */
export function isComplete(response) {
  return response.status === 200 && response.type === "basic";
}

/** @param {Response} response */
export function isHtml(response) {
  return (response.headers.get("content-type") ?? "").startsWith("text/html");
}

/**
 * True if an error says that the device has no space left.
 * @param {unknown} error
 */
export function isFull(error) {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}
