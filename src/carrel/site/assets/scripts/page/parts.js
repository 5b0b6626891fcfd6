// The parts of Carrel's scripts that are loaded only when they are used.

import { siteRoot } from "./site.js";

/**
 * Returns the address of a part's script.
 * @param {string} name such as "search"
 * @returns {string}
 */
export function partAddress(name) {
  return new URL(globalThis.carrel.parts[name], siteRoot()).href;
}

/** @type {Map<string, Promise<any>>} */
const loading = new Map();

/**
 * Loads a part, once, and resolves to what its first module exports. It is a classic script,
 * because browsers refuse to load modules in a page that was opened from a folder.
 * @param {string} name
 * @returns {Promise<any>}
 */
export function loadPart(name) {
  if (!loading.has(name))
    loading.set(
      name,
      addScript(partAddress(name)).then(() => globalThis.carrel.modules[name]),
    );
  const part = /** @type {Promise<any>} */ (loading.get(name));
  part.catch(() => loading.delete(name)); // the next call may have a connection again
  return part;
}

/**
 * Adds a script to the page. Resolves when it has run.
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
