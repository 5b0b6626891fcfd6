// The blanks on the page: which there are, what was written into one, and how to put an answer
// there.

import { kindNamed } from "./kinds.js";

/** @typedef {import("../answers/answer.js").Value} Value */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Control */
/**
 * One blank. The same field may be on a page twice, as two of these.
 * @typedef {object} Field
 * @property {string} key module/worksheet/field
 * @property {string} kind a name in kinds.js
 * @property {string} label
 * @property {string[]} was its earlier keys
 * @property {string} from the key of an earlier answer that this one can start from
 * @property {Control[]} controls
 * @property {HTMLFormElement} form
 */

/**
 * Returns the fields in a part of the page, in its order.
 * @param {ParentNode} root
 * @returns {Field[]}
 */
export function fieldsIn(root) {
  /** @type {Map<HTMLFormElement, Map<string, Field>>} */
  const forms = new Map();
  const controls = /** @type {NodeListOf<Control>} */ (
    root.querySelectorAll("form :is(input, textarea)[data-field]")
  );
  for (const control of controls) {
    const form = /** @type {HTMLFormElement} */ (control.form);
    if (!forms.has(form)) forms.set(form, new Map());
    const fields = /** @type {Map<string, Field>} */ (forms.get(form));
    const key = control.dataset.field ?? "";
    if (!fields.has(key)) fields.set(key, describe(control, form));
    fields.get(key)?.controls.push(control);
  }
  return [...forms.values()].flatMap((fields) => [...fields.values()]);
}

/**
 * Returns the field that a control belongs to; undefined where it belongs to none.
 * @param {Control} control
 * @returns {Field | undefined}
 */
export function fieldOf(control) {
  if (!control.form || !control.dataset.field) return undefined;
  return fieldsIn(control.form.parentElement ?? document).find(
    ({ form, key }) => form === control.form && key === control.dataset.field,
  );
}

/**
 * @param {Control} control
 * @param {HTMLFormElement} form
 * @returns {Field}
 */
function describe(control, form) {
  const { field = "", kind = "text", was = "", from = "" } = control.dataset;
  return {
    key: field,
    kind,
    label: labelOf(control),
    was: was.split(" ").filter(Boolean),
    from,
    controls: [],
    form,
  };
}

/**
 * Returns the question as plain text.
 * @param {Control} control
 * @returns {string}
 */
function labelOf(control) {
  const row = control.closest("tr")?.querySelector("th[scope=row]");
  const group =
    kindNamed(control.dataset.kind).choices &&
    (row ?? control.closest("fieldset")?.querySelector("legend"));
  const words = group ? group.textContent : control.getAttribute("aria-label");
  return (words ?? "").replace(/\s+/g, " ").trim();
}

/**
 * Returns the value of a field.
 * @param {Field} field
 * @returns {Value}
 */
export function readValue({ kind, controls }) {
  return kindNamed(kind).read(/** @type {HTMLInputElement[]} */ (controls));
}

/**
 * Puts a value into a field. What its controls cannot show is left out.
 * @param {Field} field
 * @param {Value} value
 */
export function putValue({ kind, controls }, value) {
  kindNamed(kind).put(/** @type {HTMLInputElement[]} */ (controls), value);
}

/**
 * Returns true if the field can show all of a saved value. If not, the value is shown beside it.
 * @param {Field} field
 * @param {Value} value
 */
export function holds({ kind, controls }, value) {
  return kindNamed(kind).holds(/** @type {HTMLInputElement[]} */ (controls), value);
}

/**
 * Returns a value as plain text.
 * @param {Field | undefined} field
 * @param {Value} value
 * @returns {string}
 */
export function inWords(field, value) {
  const controls = /** @type {HTMLInputElement[]} */ (field?.controls ?? []);
  return kindNamed(field?.kind).inWords(controls, value);
}
