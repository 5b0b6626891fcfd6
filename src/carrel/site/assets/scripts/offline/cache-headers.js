// What is noted with each thing that is kept for times without a connection; the worker and the pages both keep some.

/** Headers that are put on what is kept; all but `keeper`, which marks the requests of a page that fills a cache itself. */
export const NOTES = {
  url: "x-carrel-url",
  at: "x-carrel-at", // when it was kept
  size: "x-carrel-size", // bytes
  title: "x-carrel-title", // of a page: its title, encoded; only pages have one
  needs: "x-carrel-needs", // of a page: the files that it shows, from the site's root, encoded, with blanks between them
  version: "x-carrel-version", // of a module's file: the digest in `offline.json`
  keeper: "x-carrel-keeper",
};

const FILM = /\.(?:mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|oga|opus|wav)$/i;
const HASHED = /\/assets\/[\w-]+\.[0-9a-f]{8}\.\w+$/;
const SHOWN =
  /<(?:script|img|video|track|input)\b[^<>]*?\s(?:src|poster)="([^"]*)"|<link rel="stylesheet" href="([^"]*)"/g;

/**
 * Whether a file's name changes with its content, so that it never has to be asked for again.
 * @param {string} url
 */
export function isHashed(url) {
  return HASHED.test(url);
}

/**
 * Films and sound are kept only when a learner asks for them: they are heavy.
 * @param {string} url
 */
export function isFilm(url) {
  return FILM.test(url);
}

/**
 * What is noted of a page.
 * @param {string} html
 * @param {string} url
 * @param {URL} root
 * @returns {{ title: string, needs: string[] } | null} null where it is no page of this site, but of a network that wants a login, say
 */
function factsOf(html, url, root) {
  const way = /<html\b[^<>]*\sdata-root="([^"]*)"/.exec(html)?.[1];
  if (way === undefined || new URL(way, url).href !== root.href) return null;
  const shown = [...html.matchAll(SHOWN)].map(
    ([, source, sheet]) => new URL((source ?? sheet).replaceAll("&amp;", "&"), url).href,
  );
  const needs = new Set(
    shown.filter((address) => address.startsWith(root.href) && !isFilm(address)),
  );
  return { title: /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "", needs: [...needs] };
}

/**
 * An answer to keep, with its notes.
 * @param {string | Blob} body
 * @param {Headers} headers of the answer as it came
 * @param {Partial<Record<keyof typeof NOTES, string | number>>} notes
 */
export function noted(body, headers, notes) {
  const all = new Headers(headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) all.delete(name); // they are of the way that it came
  for (const [name, value] of Object.entries(notes))
    all.set(NOTES[/** @type {keyof typeof NOTES} */ (name)], String(value));
  return new Response(body, { headers: all });
}

/**
 * A page to keep, with its notes; null where it is no page of this site.
 * @param {string} html
 * @param {Headers} headers
 * @param {URL} root
 * @param {{ url: string, at: string, version?: string }} notes
 */
export function notedPage(html, headers, root, notes) {
  const facts = factsOf(html, notes.url, root);
  if (!facts) return null;
  const needs = facts.needs.map((need) => need.slice(root.href.length)).join(" ");
  return noted(html, headers, {
    ...notes,
    size: html.length,
    title: encodeURIComponent(facts.title),
    needs,
  });
}

/**
 * Whether an answer is the thing itself: no error, no page of another host that a request was led to.
 * @param {Response} answer
 */
export function isWhole(answer) {
  return answer.status === 200 && answer.type === "basic";
}

/** @param {Response} answer */
export function isHtml(answer) {
  return (answer.headers.get("content-type") ?? "").startsWith("text/html");
}

/** @param {unknown} error */
export function isFull(error) {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}
