// Which visited pages stay when there are too many: those that were visited last, with what they show.

/**
 * @typedef {object} Thing one thing among those that were visited
 * @property {string} url
 * @property {string} at when it was kept
 * @property {number} size
 * @property {string[] | null} needs the files that a page shows; null for a file
 */

/**
 * The things that must go: pages beyond the limits, and files that no page that stays shows.
 * @param {Thing[]} things
 * @param {{ pages: number, bytes: number }} limits
 * @returns {string[]} their addresses
 */
export function toForget(things, limits) {
  const sizes = new Map(things.map(({ url, size }) => [url, size]));
  const pages = things
    .filter(({ needs }) => needs)
    .sort((one, other) => (one.at < other.at ? 1 : -1));
  /** @type {Set<string>} */
  const stay = new Set();
  let bytes = 0;
  for (const { url, needs } of pages.slice(0, limits.pages)) {
    const more = [url, ...(needs ?? [])].filter((address) => !stay.has(address));
    bytes += more.reduce((sum, address) => sum + (sizes.get(address) ?? 0), 0);
    if (bytes > limits.bytes) break;
    for (const address of more) stay.add(address);
  }
  return things.map(({ url }) => url).filter((url) => !stay.has(url));
}
