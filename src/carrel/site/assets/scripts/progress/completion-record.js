// The record of completion: which pages are still open, and once there are none, the learner's own statement.

import { isAnswered, namesIn } from "../documents/workbook-summary.js";
import { formatDate, t, tCount } from "../page/messages.js";
import { daysOf, doneAmong, minutesOf, standingOf, withShortNames } from "./progress.js";
import { moduleEntries } from "./progress-records.js";

/** @typedef {import("../answers/answer.js").Answer} Answer */
/** @typedef {Map<string, Answer>} Answers by their keys */

/** @param {Answers} answers with the records of progress among them */
export function showRecord(answers) {
  const record = /** @type {HTMLElement | null} */ (document.querySelector(".record"));
  const open = /** @type {HTMLElement | null} */ (document.querySelector(".record-open"));
  if (!record || !open) return;
  const links = /** @type {HTMLElement[]} */ ([...open.querySelectorAll("[data-required]")]);
  const pages = links.map((link) => ({ link, standing: standingOf(pageOf(link), answers) }));
  for (const { link, standing } of pages)
    link.closest("li")?.toggleAttribute("hidden", standing?.done === true);
  const isOpen = pages.some(({ standing }) => !standing?.done);
  open.hidden = !isOpen;
  record.hidden = isOpen;
  if (!isOpen)
    fillIn(
      record,
      answers,
      pages.filter(({ link, standing }) => standing?.version !== link.dataset.version).length,
    );
}

/** @param {HTMLElement} link */
function pageOf(link) {
  return {
    address: link.dataset.required ?? "",
    was: (link.dataset.was ?? "").split(" ").filter(Boolean),
  };
}

/**
 * @param {HTMLElement} record
 * @param {Answers} answers
 * @param {number} changed how many pages are not as they were
 */
function fillIn(record, answers, changed) {
  put(record, "[data-dates]", sayDays(daysOf(ownRecords(answers))));
  put(
    record,
    "[data-time]",
    tCount("minutes", minutesOf(doneAmong(moduleEntries(), withShortNames(answers)))),
  );
  const sheets = namesIn(record.dataset.sheets ?? "");
  const touched = sheets.filter((fields) => fields.some((names) => isAnswered(names, answers)));
  put(record, "[data-exercises]", t("exercises", { n: touched.length, of: sheets.length }));
  record.querySelector("[data-changed]")?.toggleAttribute("hidden", changed === 0);
  put(record, "[data-changed]", changed ? tCount("changed", changed) : "");
}

/** @param {Answers} answers */
function ownRecords(answers) {
  const names = (document.querySelector("main")?.dataset.names ?? "").split(" ");
  return new Map([...answers].filter(([key]) => names.some((name) => key.startsWith(`~${name}/`))));
}

/** @param {string[]} days */
function sayDays(days) {
  const [first = "", last = ""] = [days[0], days.at(-1)]
    .filter((day) => day !== undefined)
    .map(formatDate);
  return days.length
    ? t(days.length === 1 ? "days_one" : "days_other", { first, last, n: days.length })
    : "";
}

/**
 * @param {Element} record
 * @param {string} selector
 * @param {string} words
 */
function put(record, selector, words) {
  const place = record.querySelector(selector);
  if (place && place.textContent !== words) place.textContent = words;
}
