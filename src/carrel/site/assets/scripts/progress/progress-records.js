// The records of this module's progress: reads them, saves them, and dispatches `carrel:progress`
// when they change.

import { isRecord } from "../answers/answer.js";
import { saveAnswer } from "../answers/autosave.js";
import { openStore } from "../answers/store.js";
import { localDay } from "../lib/local-day.js";
import { moduleName } from "../page/site.js";
import {
  dayKey,
  lastKey,
  pageKey,
  parseEntries,
  shortKey,
  statusOf,
  withShortNames,
} from "./progress.js";

/** @typedef {import("../answers/answer.js").Answer} Answer */
/** @typedef {import("./progress.js").Entry} Entry */
/** @typedef {import("./progress.js").Status} Status */

/** @type {Map<string, Answer>} */
let records = new Map();
let loaded = false;

/** False until the records were read; until then, no record does not mean that nothing is done. */
export function isProgressLoaded() {
  return loaded;
}

/** Returns the records by their keys; those of pages also by the short names of their addresses. */
export function progressRecords() {
  return records;
}

/** Returns all pages of this module, as the menu in the header lists them. @returns {Entry[]} */
export function moduleEntries() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll("details.sections a[data-pages]")
  );
  return [...links].flatMap(entriesOfLink);
}

/**
 * Returns the pages that a link of a menu stands for.
 * @param {HTMLAnchorElement} link
 */
export function entriesOfLink(link) {
  return parseEntries(link.dataset.pages ?? "");
}

/**
 * Returns this page; null if it cannot be done.
 * @returns {{ address: string, version: string, was: string[] } | null}
 */
export function thisPage() {
  const main = /** @type {HTMLElement | null} */ (document.querySelector("main[data-page]"));
  if (!main) return null;
  const { page = "", version = "", was = "" } = main.dataset;
  return { address: page, version, was: was.split(" ").filter(Boolean) };
}

/** Returns this page's status; undefined if it has none. */
export function thisPageStatus() {
  const page = thisPage();
  return page ? statusOf(page, records) : undefined;
}

/** Reads the records, and announces them. */
export async function readProgress() {
  if (!moduleName()) return;
  const store = await openStore();
  const earlier = moduleEntries().flatMap(({ was }) => was);
  const modules = new Set([
    moduleName(),
    ...earlier.map((address) => address.slice(0, address.indexOf("/"))),
  ]);
  const found = await store.get([...modules].map((module) => `~${module}/`)).catch(() => []);
  records = withShortNames(new Map(found.map((record) => [record.key, record])));
  loaded = true;
  announce();
}

/** Adds the listener to the document, once: other tabs and deleting change the records, too. */
export function listenToRecords() {
  document.addEventListener("carrel:answers", (event) =>
    updateRecords(/** @type {CustomEvent<Answer[]>} */ (event).detail),
  );
}

/** @param {Answer[]} answers empty if all answers may have been deleted */
function updateRecords(answers) {
  if (answers.length === 0) return readProgress();
  const changed = answers.filter(({ key }) => isRecord(key));
  for (const record of changed) records.set(record.key, record).set(shortKey(record.key), record);
  if (changed.length) announce();
}

function announce() {
  document.dispatchEvent(new Event("carrel:progress"));
}

/**
 * Marks this page as done or open.
 * @param {boolean} done
 * @param {Status["by"]} by
 */
export function markPage(done, by) {
  const page = thisPage();
  if (!page) return null;
  return saveRecord(
    pageKey(page.address),
    "page",
    JSON.stringify({ done, by, version: page.version }),
  );
}

/** Saves that this page was opened last, and that the learner worked today. */
export function saveVisit() {
  const page = thisPage();
  if (!page) return;
  const day = localDay(new Date());
  saveRecord(dayKey(moduleName(), day), "day", day);
  if (page.address !== `${moduleName()}/`) saveRecord(lastKey(moduleName()), "last", page.address);
}

/**
 * @param {string} key
 * @param {string} kind
 * @param {string} value
 */
function saveRecord(key, kind, value) {
  const label = document.querySelector("main h1")?.textContent?.trim() ?? "";
  return saveAnswer({ key, kind, label, value, base: records.get(key)?.value ?? "" });
}
