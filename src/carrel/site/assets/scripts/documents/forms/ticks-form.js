import { kindNamed } from "../../fields/kinds.js";
import { choicesXml } from "../../word/docx-choice.js";
import { tickControl } from "../../word/docx-controls.js";
import { findTicks, guessTicks } from "../../word/search-ticks.js";
import { answered, controlsIn, describeControl, formerIds, newField } from "../describe-field.js";
import { oneSpace, wordsOf } from "../describe-words.js";
import { choiceText, tickSign } from "../markdown-text.js";
import { chosenWords, paragraphOrList } from "../plan-words.js";
import { lineForm } from "./line-form.js";

/**
 * @typedef {import("../describe-field.js").Reading} Reading
 * @typedef {import("../description.js").PaperField} PaperField
 */

/**
 * Boxes to tick, each on a line of its own; one of them may have a blank beside it.
 * @type {import("../forms.js").Form}
 */
export const ticksForm = {
  describe(group, reading) {
    const inputs = controlsIn(group);
    if (!inputs.length) return null;
    const legend = oneSpace(group.querySelector("legend")?.textContent ?? "").trim();
    const field = newField(inputs[0], legend, reading);
    field.choices = inputs.map((input) => ({
      id: input.dataset.choice ?? input.value,
      text: wordsOf(input.labels?.[0] ?? null),
      was: formerIds(input),
    }));
    for (const [at, input] of inputs.entries()) {
      const other = otherField(input, field.choices[at].text, reading);
      if (other) field.choices[at].other = other;
    }
    return answered(field, kindNamed(field.kind).read(inputs));
  },
  toText: (field, pen) =>
    field.choices
      .map((choice) => `- ${tickSign(field, choice)} ${choiceText(choice, pen)}`)
      .join("\n"),
  inPlan: chosenWords,
  toPlan: (field) => paragraphOrList(chosenWords(field)),
  toWord: (field, place, draft) =>
    choicesXml(
      field,
      (choice) => tickControl(field, choice, choice.text, draft),
      (other) => lineForm.toWordInline(other, draft),
      place,
      draft,
    ),
  toWordInline: (field, draft, choice) =>
    choice ? tickControl(field, choice, choice.text, draft) : "",
  titles: ({ choices }) => choices.map(({ id, text }) => [id, text]),
  find: findTicks,
  guess: guessTicks,
};

/**
 * The blank beside a choice such as "something else".
 * @param {HTMLInputElement} input
 * @param {string} before
 * @param {Reading} reading
 * @returns {PaperField | null}
 */
function otherField(input, before, reading) {
  const beside = input
    .closest(".choice")
    ?.querySelector('input[type="text"][data-field], textarea[data-field]');
  return beside ? { ...describeControl(beside, reading), before } : null;
}
