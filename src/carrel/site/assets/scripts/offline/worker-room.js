// Chooses which visited pages stay in the cache when there are too many: the latest ones, with the
// files that they show.

/**
 * @typedef {object} Cached a page or file in the cache of visited pages
 * @property {string} url
 * @property {string} at when it was cached
 * @property {number} size
 * @property {string[] | null} needs addresses of the files that a page shows; null for a file
 */

/**
 * Returns the addresses to delete: pages beyond the limits, and files that no remaining page shows.
 * @param {Cached[]} cached
 * @param {{ pages: number, bytes: number }} limits
 * @returns {string[]}
 */
export function urlsToDelete(cached, limits) {
  const sizes = new Map(cached.map(({ url, size }) => [url, size]));
  const pages = cached
    .filter(({ needs }) => needs)
    .sort((one, other) => (one.at < other.at ? 1 : -1));
  /** @type {Set<string>} */
  const remaining = new Set();
  let bytes = 0;
  for (const { url, needs } of pages.slice(0, limits.pages)) {
    const added = [url, ...(needs ?? [])].filter((address) => !remaining.has(address));
    bytes += added.reduce((sum, address) => sum + (sizes.get(address) ?? 0), 0);
    if (bytes > limits.bytes) break;
    for (const address of added) remaining.add(address);
  }
  return cached.map(({ url }) => url).filter((url) => !remaining.has(url));
}
