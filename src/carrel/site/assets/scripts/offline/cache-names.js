// The names of the caches in which things are kept for times without a connection; the worker and the pages both use them. A name
// begins with the path of its site, so that two sites on one host do not meet.

/** @param {URL} root */
export function ownPrefix(root) {
  return `carrel ${root.pathname} `;
}

/** @param {URL} root */
export function visitedName(root) {
  return `${ownPrefix(root)}visited`;
}

/**
 * @param {URL} root
 * @param {string} version
 */
export function buildName(root, version) {
  return `${ownPrefix(root)}build ${version}`;
}

/**
 * @param {URL} root
 * @param {string} module
 */
export function moduleCacheName(root, module) {
  return `${ownPrefix(root)}module ${module}`;
}
