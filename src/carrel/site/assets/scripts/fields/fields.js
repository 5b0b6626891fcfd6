// The blanks on the page: what stands in one, and how to put an answer there.

/** @typedef {import("../answers/answer.js").Value} Value */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Control */
/**
 * One blank. A choice has a control for each of its choices; the same field may stand on a page twice, as two of these.
 * @typedef {object} Field
 * @property {string} key
 * @property {string} kind
 * @property {string} label
 * @property {string[]} was its earlier keys
 * @property {string} from the key of an answer that this one may begin with
 * @property {Control[]} controls
 * @property {HTMLFormElement} form
 */

/**
 * The fields in a part of the page, in its order.
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
 * The field that a control belongs to.
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
 * The question in plain words.
 * @param {Control} control
 * @returns {string}
 */
function labelOf(control) {
  const row = control.closest("tr")?.querySelector("th[scope=row]");
  const group =
    control.matches("[type=radio], [type=checkbox], .blank-rank") &&
    (row ?? control.closest("fieldset")?.querySelector("legend"));
  const words = group ? group.textContent : control.getAttribute("aria-label");
  return (words ?? "").replace(/\s+/g, " ").trim();
}

/**
 * What stands in a field now.
 * @param {Field} field
 * @returns {Value}
 */
export function readValue({ kind, controls }) {
  const boxes = /** @type {HTMLInputElement[]} */ (controls);
  if (kind === "tick") return boxes.filter((box) => box.checked).map((box) => box.value);
  if (kind === "choose" || kind === "rating") return boxes.find((box) => box.checked)?.value ?? "";
  if (kind === "rank") return inOrder(boxes).map((box) => box.dataset.choice ?? "");
  return controls[0].value;
}

/**
 * The items of a ranking that have a place, by their places.
 * @param {HTMLInputElement[]} boxes
 */
function inOrder(boxes) {
  return boxes
    .filter((box) => box.value !== "")
    .sort((one, other) => Number(one.value) - Number(other.value));
}

/**
 * Puts an answer into a field. What it cannot hold (a choice that is gone, words in a date) it leaves out.
 * @param {Field} field
 * @param {Value} value
 */
export function putValue({ kind, controls }, value) {
  const boxes = /** @type {HTMLInputElement[]} */ (controls);
  const chosen = typeof value === "string" ? [value] : value;
  if (kind === "tick" || kind === "choose" || kind === "rating") {
    for (const box of boxes) box.checked = chosen.some((choice) => means(box, choice));
  } else if (kind === "rank") {
    putOrder(boxes, chosen);
  } else if (controls[0].value !== chosen.join("\n")) {
    putText(controls[0], chosen.join("\n"));
  }
}

/**
 * @param {Control} control
 * @param {string} text
 */
function putText(control, text) {
  const { selectionStart, selectionEnd } = control;
  control.value = text;
  if (control === document.activeElement && selectionStart !== null && control.type !== "date") {
    control.setSelectionRange(selectionStart, selectionEnd);
  }
}

/**
 * Whether a choice of the page is the one that was chosen, now or under an earlier id.
 * @param {HTMLInputElement} box
 * @param {string} choice
 */
function means(box, choice) {
  const id = box.dataset.choice ?? box.value;
  return (
    choice !== "" && (choice === id || (box.dataset.wasValue ?? "").split(" ").includes(choice))
  );
}

/**
 * Puts the items of a ranking in order; those that are not named follow, without a place.
 * @param {HTMLInputElement[]} boxes
 * @param {string[]} order
 */
function putOrder(boxes, order) {
  const named = order
    .map((choice) => boxes.find((box) => means(box, choice)))
    .filter((box) => box !== undefined);
  const list = boxes[0].closest("ul, ol");
  [...named, ...boxes.filter((box) => !named.includes(box))].forEach((box, index) => {
    box.value = index < named.length ? String(index + 1) : "";
    const item = box.closest("li");
    if (item && list) list.append(item);
  });
}

/**
 * Whether a value that was kept has a place in this field as it is now. If not, it is shown beside it.
 * @param {Field} field
 * @param {Value} value
 */
export function holds(field, value) {
  const boxes = /** @type {HTMLInputElement[]} */ (field.controls);
  const chosen = typeof value === "string" ? [value] : value;
  if (["tick", "choose", "rating", "rank"].includes(field.kind)) {
    return chosen.every((choice) => choice === "" || boxes.some((box) => means(box, choice)));
  }
  if (field.kind === "date")
    return typeof value === "string" && /^(\d{4,6}-\d\d-\d\d)?$/.test(value);
  return typeof value === "string";
}

/**
 * An answer in words: what a person would read out.
 * @param {Field | undefined} field
 * @param {Value} value
 * @returns {string}
 */
export function inWords(field, value) {
  if (typeof value === "string" && !["choose", "rating"].includes(field?.kind ?? "")) return value;
  const chosen = typeof value === "string" ? [value] : value;
  const boxes = /** @type {HTMLInputElement[]} */ (field?.controls ?? []);
  return chosen
    .map((choice) => wordsOf(boxes.find((box) => means(box, choice))) ?? choice)
    .join("; ");
}

/**
 * The words of one choice.
 * @param {HTMLInputElement | undefined} box
 * @returns {string | undefined}
 */
function wordsOf(box) {
  const label =
    box?.closest("label") ??
    (box?.id ? document.querySelector(`label[for="${CSS.escape(box.id)}"]`) : null);
  const cell = box?.closest("td")?.dataset.label;
  return (cell ?? label?.textContent ?? undefined)?.replace(/\s+/g, " ").trim();
}
