import { answerControl } from "../../word/docx-controls.js";
import { lookAt } from "../../word/docx-place.js";
import { paragraph } from "../../word/docx-text.js";
import { findText, guessText } from "../../word/search-text.js";
import { textForm } from "./text-form.js";

const GAP = "_".repeat(14);
const READING = {
  alone: false,
  oneLine: true,
  parse: (/** @type {string} */ text) => ({ value: text, sure: true }),
};

/** A text of one line, in a sentence. @type {import("../forms.js").Form} */
export const lineForm = {
  ...textForm,
  alone: false,
  paragraphs: false,
  toWord: (field, place, draft) =>
    paragraph(lookAt(place, draft), lineForm.toWordInline(field, draft)),
  toWordInline: (field, draft) => answerControl(field, GAP, draft),
  find: (key, field, search) => findText(key, field, search, READING),
  guess: (field, search) => guessText(field, search, READING),
};
