// How far a learner has come, in plain data. It is kept among the answers, in records whose keys begin with `~MODULE/`:
//
//   ~MODULE/SECTION/PAGE/     a page, by its address: whether it is done, who said so, which version of the page it was (JSON)
//   ~MODULE/.last             the address of the page that was seen last; its label is the page's title
//   ~MODULE/.day/YYYY-MM-DD   a day on which there was work
//
// Each is written when it changes and not at every visit, so the newer of two records, from two devices, is the one that holds.

import { crc32 } from "../lib/crc32.js";

/** @typedef {import("../answers/answer.js").Answer} Answer */
/**
 * A page as the menus know it.
 * @typedef {object} Entry
 * @property {string} address from the site's root; its short name, where it never had another
 * @property {number} minutes
 * @property {boolean} required
 * @property {string[]} was addresses that it had before
 */
/**
 * What was said of a page last: by the learner, by reading to its end, or by the learner who wants to look again.
 * @typedef {{ done: boolean, by: "learner" | "reading" | "again", version: string, at: string }} Standing
 */
/** @typedef {Map<string, Answer>} Records by their keys */

/** @param {string} address */
export function pageKey(address) {
  return `~${address}`;
}

/** @param {string} module */
export function lastKey(module) {
  return `~${module}/.last`;
}

/**
 * @param {string} module
 * @param {string} day YYYY-MM-DD
 */
export function dayKey(module, day) {
  return `~${module}/.day/${day}`;
}

/**
 * The short name of an address. Every page has the menus of its whole module, so they say no more than that.
 * @param {string} address
 */
export function shortName(address) {
  return `#${crc32(new TextEncoder().encode(address)).toString(16)}`;
}

/**
 * The records, so that those of pages are found under the short names of their addresses, too.
 * @param {Records} records
 * @returns {Records}
 */
export function withShortNames(records) {
  return new Map([
    ...records,
    ...[...records].map(([key, record]) => /** @type {const} */ ([shortKey(key), record])),
  ]);
}

/** @param {string} key */
export function shortKey(key) {
  return pageKey(shortName(key.slice(1)));
}

/**
 * The pages that a menu's entry stands for; `site/progress.py` wrote them.
 * @param {string} written
 * @returns {Entry[]}
 */
export function entriesOf(written) {
  return written
    .split(" ")
    .filter(Boolean)
    .map((one) => {
      const [name, minutes, ...was] = one.split(":");
      const address = was.length ? name : `#${name}`;
      return {
        address,
        minutes: Number.parseInt(minutes, 10),
        required: !minutes.endsWith("?"),
        was,
      };
    });
}

/**
 * What is known of a page, under the address that it has or one that it had; the latest counts.
 * @param {{ address: string, was: string[] }} entry
 * @param {Records} records
 * @returns {Standing | undefined}
 */
export function standingOf({ address, was }, records) {
  const found = [address, ...was]
    .map((one) => read(records.get(pageKey(one))))
    .filter((one) => one !== undefined);
  return found.reduce(
    (/** @type {Standing | undefined} */ latest, one) =>
      latest && latest.at >= one.at ? latest : one,
    undefined,
  );
}

/**
 * A record may come out of a save file that anybody wrote.
 * @param {Answer | undefined} record
 * @returns {Standing | undefined}
 */
function read(record) {
  try {
    const { done, by, version } = JSON.parse(String(record?.value));
    return record && { done: done === true, by, version: String(version), at: record.at };
  } catch {
    return undefined;
  }
}

/**
 * @param {Entry[]} entries
 * @param {Records} records
 */
export function doneAmong(entries, records) {
  return entries.filter((entry) => standingOf(entry, records)?.done);
}

/**
 * Whether a group of pages is done, in part or as a whole. Pages that nobody has to read do not keep a section open.
 * @param {Entry[]} entries
 * @param {Records} records
 * @returns {"" | "partly" | "done"}
 */
export function stateOf(entries, records) {
  const required = entries.filter((entry) => entry.required);
  const wanted = required.length ? required : entries;
  const done = doneAmong(wanted, records).length;
  if (done === wanted.length) return done ? "done" : "";
  return done ? "partly" : "";
}

/**
 * How much of the required pages is done, by their minutes. It is 100 when all of them are, and not before.
 * @param {Entry[]} entries
 * @param {Records} records
 */
export function percentDone(entries, records) {
  const required = entries.filter((entry) => entry.required);
  const done = doneAmong(required, records);
  if (done.length === required.length) return required.length ? 100 : 0;
  return Math.min(99, Math.round((100 * minutesOf(done)) / minutesOf(required)));
}

/** @param {Entry[]} entries */
export function minutesOf(entries) {
  return entries.reduce((sum, { minutes }) => sum + minutes, 0);
}

/**
 * The days of work on a module, the first one first.
 * @param {Records} records
 * @returns {string[]} YYYY-MM-DD
 */
export function daysOf(records) {
  const days = [...records.keys()]
    .map((key) => /\/\.day\/(\d{4}-\d\d-\d\d)$/.exec(key)?.[1])
    .filter((day) => day !== undefined);
  return [...new Set(days)].sort();
}
