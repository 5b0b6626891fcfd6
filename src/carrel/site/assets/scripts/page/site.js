// Where this page is: the only module that knows the site's root, the page's module and language,
// whether the page was opened from a folder, and whether it belongs to a preview.

/** True if this page was opened from a folder and not from a web server. */
export function isFromFolder() {
  return location.protocol === "file:";
}

/** Returns the address of the site's first page. @returns {URL} */
export function siteRoot() {
  return new URL(document.documentElement.dataset.root ?? "./", document.baseURI);
}

/** Returns the name of this page's module; "" if it belongs to none. @returns {string} */
export function moduleName() {
  return document.documentElement.dataset.module ?? "";
}

/** Returns the page's language for `Intl`; undefined for the browser's. */
export function language() {
  return document.documentElement.lang || undefined;
}

/** True on a page of `carrel serve`, which has no service worker. */
export function isPreview() {
  return !globalThis.carrel.parts.worker;
}

/**
 * Returns the address of a page that a link leads to, from the site's root, as the build wrote it.
 * @param {HTMLAnchorElement} link
 * @returns {string}
 */
export function addressFromRoot(link) {
  const { pathname } = new URL(link.href);
  return decodeURI(pathname.slice(siteRoot().pathname.length)).replace(/index\.html$/, "");
}
