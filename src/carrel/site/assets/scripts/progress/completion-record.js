// The record of completion: lists the pages that are still open; once there are none, it shows the
// learner's own statement.

import { isAnswered, namesIn } from "../documents/workbook-summary.js";
import { formatDate, t, tCount } from "../page/messages.js";
import { daysWorked, filterDone, statusOf, sumMinutes, withShortNames } from "./progress.js";
import { moduleEntries } from "./progress-records.js";

/** @typedef {import("../answers/answer.js").Answer} Answer */
/** @typedef {Map<string, Answer>} Answers by their keys, with the records of progress */

/**
 * Shows the record on its page; does nothing elsewhere.
 * @param {Answers} answers
 */
export function showRecord(answers) {
  const record = /** @type {HTMLElement | null} */ (document.querySelector(".record"));
  const open = /** @type {HTMLElement | null} */ (document.querySelector(".record-open"));
  if (!record || !open) return;
  const links = /** @type {HTMLElement[]} */ ([...open.querySelectorAll("[data-required]")]);
  const pages = links.map((link) => ({ link, status: statusOf(pageOf(link), answers) }));
  for (const { link, status } of pages)
    link.closest("li")?.toggleAttribute("hidden", status?.done === true);
  const isOpen = pages.some(({ status }) => !status?.done);
  open.hidden = !isOpen;
  record.hidden = isOpen;
  if (isOpen) return;
  const changed = pages.filter(({ link, status }) => status?.version !== link.dataset.version);
  fillIn(record, answers, changed.length);
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
 * @param {number} changed how many pages have changed since they were done
 */
function fillIn(record, answers, changed) {
  const minutes = sumMinutes(filterDone(moduleEntries(), withShortNames(answers)));
  const sheets = namesIn(record.dataset.sheets ?? "");
  const answered = sheets.filter((fields) => fields.some((names) => isAnswered(names, answers)));
  put(record, "[data-dates]", daysText(daysWorked(ownRecords(answers))));
  put(record, "[data-time]", tCount("minutes", minutes));
  put(record, "[data-exercises]", t("exercises", { n: answered.length, of: sheets.length }));
  record.querySelector("[data-changed]")?.toggleAttribute("hidden", changed === 0);
  put(record, "[data-changed]", changed ? tCount("changed", changed) : "");
}

/** @param {Answers} answers */
function ownRecords(answers) {
  const names = (document.querySelector("main")?.dataset.names ?? "").split(" ");
  return new Map([...answers].filter(([key]) => names.some((name) => key.startsWith(`~${name}/`))));
}

/** @param {string[]} days */
function daysText(days) {
  const [first, last] = [days[0], days.at(-1)].map((day) => formatDate(day ?? ""));
  return days.length ? tCount("days", days.length, { first, last }) : "";
}

/**
 * @param {Element} record
 * @param {string} selector
 * @param {string} text
 */
function put(record, selector, text) {
  const place = record.querySelector(selector);
  if (place && place.textContent !== text) place.textContent = text;
}
