import { answerControl } from "../../word/docx-controls.js";
import { lookAt } from "../../word/docx-place.js";
import { paragraph, startsRtl } from "../../word/docx-text.js";
import { findText, guessText } from "../../word/search-text.js";
import { describeControl } from "../describe-field.js";
import { gap, quoted, saidInLines } from "../markdown-text.js";
import { paragraphOrList } from "../plan-words.js";

/**
 * @typedef {import("../description.js").PaperField} PaperField
 * @typedef {import("../../word/docx-text.js").Draft} Draft
 */

const LINE_BY_HAND = 1.5; // lines of text for one line that is written by hand
const READING = {
  alone: true,
  oneLine: false,
  parse: (/** @type {string} */ text) => ({ value: text, sure: true }),
};

/** Text of several lines, in a box or a cell. @type {import("../forms.js").Form} */
export const textForm = {
  alone: true,
  takesText: true,
  paragraphs: true,
  describe: describeControl,
  toText: (field, pen) =>
    field.blank ? gap(pen) : quoted(saidInLines(String(field.value), pen), "    ", pen),
  inPlan: ({ value }) => [String(value).trim()],
  toPlan: (field, language) => paragraphOrList(textForm.inPlan(field, language)),
  toWord(field, place, draft) {
    const { blank } = field;
    const look = {
      ...lookAt(place, draft),
      style: place.inTable ? "CarrelCellAnswer" : "CarrelAnswer",
      list: undefined,
      rtl: isRtl(field, draft),
      keep: false,
      whole: blank && !place.inTable,
    };
    const room = Math.ceil(Math.max(field.lines, 2) * LINE_BY_HAND) - 1;
    const prompt = draft.words.word_placeholder + (place.inTable ? "" : "\n".repeat(room));
    return paragraph(look, answerControl(field, prompt, draft));
  },
  toWordInline: (field, draft) => answerControl(field, draft.words.word_placeholder, draft),
  titles: ({ label }) => [["", label]],
  find: (key, field, search) => findText(key, field, search, READING),
  guess: (field, search) => guessText(field, search, READING),
};

/**
 * True if a paragraph with the answer runs from right to left.
 * @param {PaperField} field
 * @param {Draft} draft
 */
function isRtl({ blank, value }, draft) {
  const text = String(value);
  return blank ? draft.rtl : startsRtl(text) || (draft.rtl && !/\p{L}/u.test(text));
}
