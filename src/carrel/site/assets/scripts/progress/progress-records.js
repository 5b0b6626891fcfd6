// The records of this module's progress as this page knows them, and how they change. Whoever shows them listens to `carrel:progress`.

import { isRecord } from "../answers/answer.js";
import { keep } from "../answers/autosave.js";
import { openStore } from "../answers/store.js";
import { localDay } from "../lib/local-day.js";
import { moduleName } from "../page/site.js";
import {
  dayKey,
  entriesOf,
  lastKey,
  pageKey,
  shortKey,
  standingOf,
  withShortNames,
} from "./progress.js";

/** @typedef {import("../answers/answer.js").Answer} Answer */
/** @typedef {import("./progress.js").Entry} Entry */
/** @typedef {import("./progress.js").Standing} Standing */

/** @type {Map<string, Answer>} */
let records = new Map();
let known = false;

/** Whether the records were read. Before that, whoever knows none knows nothing. */
export function progressIsKnown() {
  return known;
}

/** The records, by their keys; those of pages by the short names of their addresses, too. */
export function progressRecords() {
  return records;
}

/** All pages of this module, as the drop-down of the header names them. @returns {Entry[]} */
export function moduleEntries() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll("details.sections a[data-pages]")
  );
  return [...links].flatMap(entriesAt);
}

/**
 * The pages that a link of a menu stands for.
 * @param {HTMLAnchorElement} link
 */
export function entriesAt(link) {
  return entriesOf(link.dataset.pages ?? "");
}

/** This page, where it is one that can be done. @returns {{ address: string, version: string, was: string[] } | null} */
export function thisPage() {
  const main = /** @type {HTMLElement | null} */ (document.querySelector("main[data-page]"));
  if (!main) return null;
  const { page = "", version = "", was = "" } = main.dataset;
  return { address: page, version, was: was.split(" ").filter(Boolean) };
}

/** What is known of this page. */
export function standingHere() {
  const page = thisPage();
  return page ? standingOf(page, records) : undefined;
}

/** Reads the records, and lets everybody know. */
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
  known = true;
  document.dispatchEvent(new Event("carrel:progress"));
}

/** Listens to the page, once: other tabs and deleting change the records, too. */
export function listenToRecords() {
  document.addEventListener("carrel:answers", (event) =>
    hear(/** @type {CustomEvent<Answer[]>} */ (event).detail),
  );
}

/** @param {Answer[]} answers none: there may be nothing left */
function hear(answers) {
  if (answers.length === 0) return readProgress();
  const news = answers.filter(({ key }) => isRecord(key));
  for (const record of news) records.set(record.key, record).set(shortKey(record.key), record);
  if (news.length) document.dispatchEvent(new Event("carrel:progress"));
}

/**
 * Says whether this page is done.
 * @param {boolean} done
 * @param {Standing["by"]} by
 */
export function markPage(done, by) {
  const page = thisPage();
  return (
    page &&
    record(pageKey(page.address), "page", JSON.stringify({ done, by, version: page.version }))
  );
}

/** This page was looked at: it is the last one, and today is a day of work. */
export function noteSeen() {
  const page = thisPage();
  if (!page) return;
  const day = localDay(new Date());
  record(dayKey(moduleName(), day), "day", day);
  if (page.address !== `${moduleName()}/`) record(lastKey(moduleName()), "last", page.address);
}

/**
 * @param {string} key
 * @param {string} kind
 * @param {string} value
 */
function record(key, kind, value) {
  const label = document.querySelector("main h1")?.textContent?.trim() ?? "";
  return keep({ key, kind, label, value, base: records.get(key)?.value ?? "" });
}
