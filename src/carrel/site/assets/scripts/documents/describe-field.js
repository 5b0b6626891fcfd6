// What the forms of blanks have in common when the page is described.

import { isBlank } from "../answers/answer.js";
import { kindNamed } from "../fields/kinds.js";

/**
 * @typedef {import("./description.js").PaperField} PaperField
 * @typedef {import("./description.js").Picture} Picture
 * @typedef {import("./description.js").Value} Value
 *
 * @typedef {object} Reading where the description of a worksheet has arrived
 * @property {string} question the text of the last paragraph or heading
 * @property {string} row the header of the table's row
 * @property {Map<string, Picture>} pictures the learner's pictures, by the keys of their fields
 * @property {Map<string, PaperField>} seen the fields that were described already, by their keys
 * @property {boolean} shown true if earlier answers are described as fields, not as text
 */

/** @param {Map<string, Picture>} [pictures] @param {boolean} [shown] @returns {Reading} */
export function newReading(pictures = new Map(), shown = false) {
  return { question: "", row: "", pictures, seen: new Map(), shown };
}

/**
 * Returns the description of a field without its choices and its value.
 * @param {HTMLElement} control
 * @param {string} label
 * @param {Reading} reading
 * @returns {PaperField}
 */
export function newField(control, label, reading) {
  const key = control.dataset.field ?? "";
  const cell = /** @type {HTMLElement | null} */ (control.closest("td, th"));
  /** @type {PaperField} */
  const field = {
    key,
    kind: control.dataset.kind ?? "text",
    label,
    choices: [],
    value: "",
    lines: 1,
    blank: true,
    was: formerKeys(control, key),
    question: reading.question,
    row: reading.row,
    column: cell?.dataset.label ?? "",
    grows: !!control.closest("[data-rows-grow]"),
    before: "",
    after: "",
  };
  reading.seen.set(key, field);
  return field;
}

/**
 * The keys that a field had before.
 * @param {HTMLElement} control
 * @param {string} key
 * @returns {string[]}
 */
function formerKeys(control, key) {
  const said =
    control.dataset.was ??
    /** @type {HTMLElement | null} */ (control.closest("fieldset[data-was]"))?.dataset.was ??
    "";
  const sheet = key.slice(0, key.lastIndexOf("/") + 1);
  return said
    .split(/\s+/)
    .filter(Boolean)
    .map((was) => (was.includes("/") ? was : sheet + was));
}

/** @param {HTMLElement} input @returns {string[]} */
export function formerIds(input) {
  return (input.dataset.wasValue ?? "").split(" ").filter(Boolean);
}

/**
 * Returns the field with its value.
 * @param {PaperField} field
 * @param {Value} value
 */
export function answered(field, value) {
  field.value = value;
  field.blank = isBlank(value);
  return field;
}

/**
 * Describes a field of one control, such as a text area, a gap in a line, or a date.
 * @param {Element} element the control
 * @param {Reading} reading
 * @returns {PaperField}
 */
export function describeControl(element, reading) {
  const control = /** @type {HTMLInputElement} */ (element);
  const field = newField(control, control.getAttribute("aria-label") ?? "", reading);
  if (element instanceof HTMLTextAreaElement)
    field.lines = Number(control.getAttribute("rows")) || 3;
  const value = kindNamed(field.kind).read([control]);
  return answered(field, typeof value === "string" ? value.replace(/\r\n?/g, "\n") : value);
}

/**
 * Returns the controls inside an element that belong to the field of the first one.
 * @param {Element} element
 * @returns {HTMLInputElement[]}
 */
export function controlsIn(element) {
  const controls = /** @type {HTMLInputElement[]} */ ([
    ...element.querySelectorAll("input[data-field]"),
  ]);
  return controls.filter(({ dataset }) => dataset.field === controls[0].dataset.field);
}
