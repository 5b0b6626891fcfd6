// How far a learner has come, as plain data. It is stored among the answers, in records whose keys
// begin with `~MODULE/`:
//
//   ~MODULE/SECTION/PAGE/     a page, by its address: whether it is done, who marked it, and which
//                             version of the page it was (JSON)
//   ~MODULE/.last             the address of the page that was opened last; its label is the title
//   ~MODULE/.day/YYYY-MM-DD   a day on which the learner worked
//
// Each is saved when it changes and not at every visit, so of two devices' records the newer
// counts.

import { crc32 } from "../lib/crc32.js";

/** @typedef {import("../answers/answer.js").Answer} Answer */
/**
 * A page as the menus list it.
 * @typedef {object} Entry
 * @property {string} address from the site's root; its short name, if it never had another
 * @property {number} minutes
 * @property {boolean} required
 * @property {string[]} was addresses that it had before
 */
/**
 * What a page was marked as last: by the learner, by reading to its end, or by the learner who
 * wants to read it again.
 * @typedef {object} Status
 * @property {boolean} done
 * @property {"learner" | "reading" | "again"} by
 * @property {string} version
 * @property {string} at
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
 * Returns the short name of an address. The menus on every page list the whole module, so they use
 * short names.
 * @param {string} address
 */
export function shortName(address) {
  return `#${crc32(new TextEncoder().encode(address)).toString(16)}`;
}

/**
 * Returns the records with those of pages also under the short names of their addresses.
 * @param {Records} records
 * @returns {Records}
 */
export function withShortNames(records) {
  const short = [...records].map(([key, record]) => /** @type {const} */ ([shortKey(key), record]));
  return new Map([...records, ...short]);
}

/** @param {string} key */
export function shortKey(key) {
  return pageKey(shortName(key.slice(1)));
}

/**
 * Reads the pages of a menu's entry, as `site/progress.py` wrote them.
 * @param {string} written
 * @returns {Entry[]}
 */
export function parseEntries(written) {
  return written.split(" ").filter(Boolean).map(parseEntry);
}

/**
 * @param {string} written
 * @returns {Entry}
 */
function parseEntry(written) {
  const [name, minutes, ...was] = written.split(":");
  return {
    address: was.length ? name : `#${name}`,
    minutes: Number.parseInt(minutes, 10),
    required: !minutes.endsWith("?"),
    was,
  };
}

/**
 * Returns a page's latest status, under its address or an earlier one; undefined if it has none.
 * @param {{ address: string, was: string[] }} entry
 * @param {Records} records
 * @returns {Status | undefined}
 */
export function statusOf({ address, was }, records) {
  /** @type {Status | undefined} */
  let latest;
  for (const name of [address, ...was]) {
    const status = readStatus(records.get(pageKey(name)));
    if (status && !(latest && latest.at >= status.at)) latest = status;
  }
  return latest;
}

/**
 * Reads a record, which may come from a save file that anyone wrote; undefined if it is not valid.
 * @param {Answer | undefined} record
 * @returns {Status | undefined}
 */
function readStatus(record) {
  try {
    const { done, by, version } = JSON.parse(String(record?.value));
    return record && { done: done === true, by, version: String(version), at: record.at };
  } catch {
    return undefined;
  }
}

/**
 * Returns the entries that are done.
 * @param {Entry[]} entries
 * @param {Records} records
 */
export function filterDone(entries, records) {
  return entries.filter((entry) => statusOf(entry, records)?.done);
}

/**
 * Returns whether a group of pages is done. Pages that are not required do not keep it open.
 * @param {Entry[]} entries
 * @param {Records} records
 * @returns {"" | "partly" | "done"}
 */
export function groupState(entries, records) {
  const required = entries.filter((entry) => entry.required);
  const counted = required.length ? required : entries;
  const done = filterDone(counted, records).length;
  if (done === 0) return "";
  return done === counted.length ? "done" : "partly";
}

/**
 * Returns the share of the required pages that is done, by their minutes, in percent. It is 100
 * when all of them are done, and not before.
 * @param {Entry[]} entries
 * @param {Records} records
 */
export function percentDone(entries, records) {
  const required = entries.filter((entry) => entry.required);
  const done = filterDone(required, records);
  if (done.length === required.length) return required.length ? 100 : 0;
  return Math.min(99, Math.round((100 * sumMinutes(done)) / sumMinutes(required)));
}

/** @param {Entry[]} entries */
export function sumMinutes(entries) {
  return entries.reduce((sum, { minutes }) => sum + minutes, 0);
}

/**
 * Returns the days on which the learner worked, the earliest first.
 * @param {Records} records
 * @returns {string[]} YYYY-MM-DD
 */
export function daysWorked(records) {
  const days = [...records.keys()]
    .map((key) => /\/\.day\/(\d{4}-\d\d-\d\d)$/.exec(key)?.[1])
    .filter((day) => day !== undefined);
  return [...new Set(days)].sort();
}
