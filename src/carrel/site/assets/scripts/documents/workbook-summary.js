// What the workbook says of its worksheets: how many answers there are, when the last one was
// changed, what is still blank.

import { isBlank } from "../answers/answer.js";
import { fieldsIn, readValue } from "../fields/fields.js";
import { closest } from "../page/events.js";
import { formatTime, t } from "../page/messages.js";

/** @typedef {import("../answers/answer.js").Answer} Answer */
/** @typedef {import("../fields/fields.js").Field} Field */
/** @typedef {Map<string, Answer>} Answers by their keys */

/** Listens to the page, once: what is still blank leads to where it can be filled in. */
export function listenToBook() {
  document.addEventListener("click", (event) => {
    const link = closest(event, "[data-blank]");
    if (!link) return;
    event.preventDefault();
    /** @type {HTMLElement | null} */ (document.getElementById(link.dataset.blank ?? ""))?.focus();
  });
}

/** @param {Answers} answers */
export function showBook(answers) {
  for (const card of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-sheets].share")
  )) {
    const names = namesIn(card.dataset.sheets ?? "").flat();
    showShare(
      card,
      names.filter((one) => isAnswered(one, answers)).length,
      names.length,
      latest(names.flat(), answers),
    );
  }
  const book = document.querySelector("main > .share");
  if (book) showSheets(book, answers);
}

/**
 * The names of the answers that a workbook counts: worksheets, in each its fields, and each with
 * its earlier names.
 * @param {string} written
 * @returns {string[][][]}
 */
export function namesIn(written) {
  return written
    .split(" ")
    .filter(Boolean)
    .map((sheet) => sheet.split(",").map((field) => field.split(":")));
}

/**
 * Whether an answer is there, under today's name or an earlier one. Under today's name it may be
 * one that was made blank again.
 * @param {string[]} names
 * @param {Answers} answers
 */
export function isAnswered(names, answers) {
  const found = names.map((name) => answers.get(name)).find((answer) => answer !== undefined);
  return found !== undefined && !isBlank(found.value);
}

/**
 * @param {string[]} names
 * @param {Answers} answers
 */
function latest(names, answers) {
  const times = names.map((name) => answers.get(name)?.at ?? "");
  return times.sort().at(-1) ?? "";
}

/**
 * @param {Element} book
 * @param {Answers} answers
 */
function showSheets(book, answers) {
  const all = [...document.querySelectorAll(".sheet")].map((sheet) => ({
    sheet,
    fields: counted(sheet),
  }));
  for (const { sheet, fields } of all) showSheet(sheet, fields, answers);
  const fields = all.flatMap((one) => one.fields);
  showShare(
    book,
    fields.filter(isWritten).length,
    fields.length,
    latest(
      fields.map(({ key }) => key),
      answers,
    ),
  );
}

/**
 * The fields that count: not self-checks, the blanks beside choices, and the rows that a learner
 * added.
 * @param {Element} sheet
 */
function counted(sheet) {
  return fieldsIn(sheet).filter(
    ({ controls: [control] }) =>
      !control.closest(".check, [data-copy]") &&
      !(control.closest(".choice") && control.matches("[type=text]")),
  );
}

/** @param {Field} field */
function isWritten(field) {
  return !isBlank(readValue(field));
}

/**
 * @param {Element} sheet
 * @param {Field[]} fields
 * @param {Answers} answers
 */
function showSheet(sheet, fields, answers) {
  const blank = fields.filter((field) => !isWritten(field));
  const at = latest(
    fields.map(({ key }) => key),
    answers,
  );
  const said = t("count", { n: fields.length - blank.length, of: fields.length });
  put(sheet.querySelector(".sheet-count"), at ? `${said} · ${formatTime(at)}` : said);
  const details = sheet.querySelector(".blanks");
  details?.classList.toggle("none", blank.length === 0);
  put(details?.querySelector("summary"), t("blank", { n: blank.length }));
  details?.querySelector("ul")?.replaceChildren(...blank.map(wayTo));
}

/**
 * @param {Field} field
 * @returns {HTMLElement}
 */
function wayTo({ label, controls: [control] }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${control.id}`;
  link.dataset.blank = control.id;
  link.textContent = label || t("unnamed");
  item.append(link);
  return item;
}

/**
 * @param {Element} place with a bar and words
 * @param {number} n
 * @param {number} of
 * @param {string} at
 */
function showShare(place, n, of, at) {
  const bar = place.querySelector("progress");
  if (bar) Object.assign(bar, { max: of, value: n });
  put(place.querySelector(".share-count"), t("count", { n, of }));
  put(place.querySelector(".share-last"), at ? t("last", { when: formatTime(at) }) : "");
}

/**
 * @param {Element | null | undefined} place
 * @param {string} words
 */
function put(place, words) {
  if (place && place.textContent !== words) place.textContent = words;
}
