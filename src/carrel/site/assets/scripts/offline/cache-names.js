// The names of the caches, for the worker and the pages. A name begins with the path of its site,
// so that several sites on one web server have caches of their own.

/** @param {URL} root */
export function sitePrefix(root) {
  return `carrel ${root.pathname} `;
}

/** @param {URL} root */
export function visitedName(root) {
  return `${sitePrefix(root)}visited`;
}

/**
 * @param {URL} root
 * @param {string} version
 */
export function buildName(root, version) {
  return `${sitePrefix(root)}build ${version}`;
}

/**
 * @param {URL} root
 * @param {string} module
 */
export function moduleCacheName(root, module) {
  return `${sitePrefix(root)}module ${module}`;
}
