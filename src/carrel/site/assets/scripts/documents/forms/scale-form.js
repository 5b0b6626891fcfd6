import { kindNamed } from "../../fields/kinds.js";
import { tickControl } from "../../word/docx-controls.js";
import { guessScale } from "../../word/search-ticks.js";
import { answered, formerIds, newField } from "../describe-field.js";
import { oneSpace } from "../describe-words.js";
import { ticksForm } from "./ticks-form.js";

/**
 * @typedef {import("../describe-field.js").Reading} Reading
 * @typedef {import("../description.js").Choice} Choice
 * @typedef {import("../description.js").PaperField} PaperField
 */

/** The steps of a scale, each in a cell of a table's row. @type {import("../forms.js").Form} */
export const scaleForm = {
  ...ticksForm,
  describe(step, reading) {
    const input = /** @type {HTMLInputElement} */ (step.querySelector("input[data-field]"));
    return reading.seen.get(input.dataset.field ?? "") ?? describeScale(input, reading);
  },
  toWordInline: (field, draft, choice) =>
    choice ? tickControl(field, choice, titleOf(field, choice), draft) : "",
  titles: (field) => field.choices.map((choice) => [choice.id, titleOf(field, choice)]),
  guess: guessScale,
};

/** @param {PaperField} field @param {Choice} choice */
function titleOf({ label }, { text }) {
  return `${label}: ${text}`;
}

/**
 * The whole field is described when its first step is met.
 * @param {HTMLInputElement} first
 * @param {Reading} reading
 * @returns {PaperField}
 */
function describeScale(first, reading) {
  const row = first.closest("tr") ?? first.closest("form");
  const steps = `input[data-field="${CSS.escape(first.dataset.field ?? "")}"]`;
  const inputs = /** @type {HTMLInputElement[]} */ ([...(row?.querySelectorAll(steps) ?? [first])]);
  const field = newField(first, "", reading);
  field.choices = inputs.map((input) => ({
    id: input.value,
    text: stepWords(input),
    was: formerIds(input),
  }));
  const spoken = oneSpace(first.closest(".rate")?.textContent ?? "").trim();
  const end = `: ${field.choices[0].text}`;
  field.label = spoken.endsWith(end) ? spoken.slice(0, -end.length) : reading.row || spoken;
  field.column = "";
  return answered(field, kindNamed(field.kind).read(inputs));
}

/** @param {HTMLInputElement} input @returns {string} */
function stepWords(input) {
  const cell = /** @type {HTMLElement | null} */ (input.closest("td, th"));
  return cell?.dataset.label ?? oneSpace(input.closest("label")?.textContent ?? "").trim();
}
