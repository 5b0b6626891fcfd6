// What every other module asks of the page: where the site's root is, what an event happened in, and the parts of Carrel's
// scripts that are loaded only when they are used.

/**
 * The element around an event's target that matches.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function around(event, selector) {
  return event.target instanceof Element ? event.target.closest(selector) : null;
}

/** The address of the site's first page. @returns {URL} */
export function siteRoot() {
  return new URL(document.documentElement.dataset.root ?? "./", document.baseURI);
}

/** The name of the module that this page belongs to; empty where it belongs to none. @returns {string} */
export function moduleName() {
  return document.documentElement.dataset.module ?? "";
}

/**
 * The address of a page that a link leads to, from the site's root, as the build wrote it.
 * @param {HTMLAnchorElement} link
 * @returns {string}
 */
export function addressOf(link) {
  const { pathname } = new URL(link.href);
  return decodeURI(pathname.slice(siteRoot().pathname.length)).replace(/index\.html$/, "");
}

/**
 * The address of a script that is loaded only when it is used.
 * @param {string} name such as "search"
 * @returns {string}
 */
export function partAddress(name) {
  return new URL(globalThis.carrel.parts[name], siteRoot()).href;
}

/** @type {Map<string, Promise<any>>} */
const loading = new Map();

/**
 * Loads a part of Carrel's scripts, once. A classic script, as a browser refuses modules to a page that was opened from a folder.
 * @param {string} name
 * @returns {Promise<any>} what its first module exports
 */
export function loadPart(name) {
  if (!loading.has(name))
    loading.set(
      name,
      addScript(partAddress(name)).then(() => globalThis.carrel.modules[name]),
    );
  const part = /** @type {Promise<any>} */ (loading.get(name));
  part.catch(() => loading.delete(name)); // the line may be back when it is asked for again
  return part;
}

/**
 * @param {string} address
 * @returns {Promise<void>}
 */
function addScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} could not be loaded`));
    document.head.append(script);
  });
}
