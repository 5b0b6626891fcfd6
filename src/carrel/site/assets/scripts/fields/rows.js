// Tables that grow: "add a row" copies the last row; a copy's answers are kept under the row's keys
// with `~2`, `~3` … at their end.

import { closest } from "../page/events.js";
import { t } from "../page/messages.js";

/** @typedef {import("../answers/answer.js").Answer} Answer */

const COPY = /~(\d+)$/;
const KEPT = "[data-field], [data-show]"; // what holds or shows an answer

/** Puts a button under each table that grows; not where answers are only shown. */
export function startRows() {
  for (const table of tables())
    if (
      pattern(table)?.querySelector("[data-field]") &&
      !table.nextElementSibling?.matches(".grow")
    )
      table.after(button());
}

/** Listens to the page, once. */
export function listenToRows() {
  document.addEventListener("click", (event) => {
    const pressed = closest(event, "[data-add-row]");
    const table = pressed?.closest(".grow")?.previousElementSibling;
    if (table instanceof HTMLTableElement) addRow(table, nextNumber(table), true);
  });
  document.addEventListener("carrel:rows", (event) =>
    addRowsFor(/** @type {CustomEvent<Answer[]>} */ (event).detail),
  );
}

/** @returns {NodeListOf<HTMLTableElement>} */
function tables() {
  return document.querySelectorAll("table[data-rows-grow]");
}

function button() {
  const line = document.createElement("p");
  line.className = "grow";
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.dataset.addRow = "";
  made.textContent = t("add_row");
  line.append(made);
  return line;
}

/** The row that is copied: the last one that the author wrote. @param {HTMLTableElement} table */
function pattern(table) {
  const rows = [...table.tBodies]
    .flatMap((body) => [...body.rows])
    .filter((row) => !row.dataset.copy && row.querySelector(KEPT));
  return rows.at(-1);
}

/** @param {HTMLTableElement} table */
function nextNumber(table) {
  const copies = [...table.querySelectorAll("tr[data-copy]")].map((row) =>
    Number(/** @type {HTMLElement} */ (row).dataset.copy),
  );
  return Math.max(1, ...copies) + 1;
}

/**
 * The names of the answers in a row, today's and earlier ones.
 * @param {HTMLTableRowElement | undefined} row
 * @returns {string[]}
 */
function keysIn(row) {
  const kept = /** @type {HTMLElement[]} */ ([...(row?.querySelectorAll(KEPT) ?? [])]);
  return kept
    .flatMap(({ dataset }) => [
      dataset.field ?? dataset.show ?? "",
      ...(dataset.was ?? "").split(" "),
    ])
    .filter(Boolean);
}

/**
 * Adds the rows that these answers stand in.
 * @param {{ key: string, value: import("../answers/answer.js").Value }[]} answers
 */
export function addRowsFor(answers) {
  for (const table of tables()) {
    const keys = new Set(keysIn(pattern(table)));
    const numbers = answers
      .filter(({ key, value }) => value.length > 0 && keys.has(key.replace(COPY, "")))
      .map(({ key }) => Number(COPY.exec(key)?.[1] ?? 1));
    for (
      let number = nextNumber(table);
      number <= Math.min(Math.max(1, ...numbers), 500);
      number += 1
    )
      addRow(table, number, false);
  }
}

/**
 * @param {HTMLTableElement} table
 * @param {number} number
 * @param {boolean} focused whether to go to the new row
 */
function addRow(table, number, focused) {
  const row = pattern(table);
  if (!row) return;
  const copy = /** @type {HTMLTableRowElement} */ (row.cloneNode(true));
  copy.dataset.copy = String(number);
  for (const element of copy.querySelectorAll("*"))
    renumber(/** @type {HTMLElement} */ (element), number);
  row.parentElement?.append(copy);
  const first = /** @type {HTMLElement | null} */ (copy.querySelector("[data-field]"));
  if (focused) first?.focus();
}

/**
 * Gives one element of a copied row a name of its own, and empties it.
 * @param {HTMLElement} element
 * @param {number} number
 */
function renumber(element, number) {
  for (const name of ["id", "name", "for", "data-field", "data-show", "data-was", "data-from"]) {
    // a further row begins with that row of the earlier table
    const names = element.getAttribute(name)?.split(" ") ?? [];
    if (names.length) element.setAttribute(name, names.map((one) => `${one}~${number}`).join(" "));
  }
  const label = element.getAttribute("aria-label");
  if (label) element.setAttribute("aria-label", t("row_copy", { label, n: number }));
  if (element instanceof HTMLOutputElement) element.textContent = "";
  if (element instanceof HTMLTextAreaElement) element.value = element.defaultValue;
  if (element instanceof HTMLInputElement)
    Object.assign(
      element,
      element.matches("[type=radio], [type=checkbox]") ? { checked: false } : { value: "" },
    );
}
