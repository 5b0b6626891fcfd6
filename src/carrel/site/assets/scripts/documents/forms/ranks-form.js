import { choicesXml } from "../../word/docx-choice.js";
import { placeControl } from "../../word/docx-controls.js";
import { findOrder, guessOrder } from "../../word/search-order.js";
import { choiceText } from "../markdown-text.js";
import { chosenWords, listOf } from "../plan-words.js";
import { lineForm } from "./line-form.js";
import { ticksForm } from "./ticks-form.js";

/**
 * @typedef {import("../description.js").Choice} Choice
 * @typedef {import("../description.js").PaperField} PaperField
 * @typedef {import("../markdown-text.js").Pen} Pen
 */

/** Items with a number each, which puts them in order. @type {import("../forms.js").Form} */
export const ranksForm = {
  ...ticksForm,
  toText: (field, pen) =>
    field.choices
      .map((choice) => `- ${numberOf(field, choice, pen)} ${choiceText(choice, pen)}`)
      .join("\n"),
  toPlan: (field) => [listOf(chosenWords(field), true)],
  toWord: (field, place, draft) =>
    choicesXml(
      field,
      (choice) => placeControl(field, choice, draft),
      (other) => lineForm.toWordInline(other, draft),
      place,
      draft,
    ),
  find: findOrder,
  guess: guessOrder,
};

/** @param {PaperField} field @param {Choice} choice @param {Pen} pen @returns {string} */
function numberOf({ value }, { id }, pen) {
  const place = Array.isArray(value) ? value.indexOf(id) + 1 : 0;
  return place ? `(${place})` : `(${pen.marked ? "\\_\\_" : "__"})`;
}
