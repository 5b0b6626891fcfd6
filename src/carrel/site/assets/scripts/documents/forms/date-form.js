import { xml } from "../../lib/xml.js";
import { answerControl } from "../../word/docx-controls.js";
import { lookAt } from "../../word/docx-place.js";
import { paragraph } from "../../word/docx-text.js";
import { findText, guessText } from "../../word/search-text.js";
import { dayFrom } from "../days.js";
import { longDate, paragraphOrList } from "../plan-words.js";
import { lineForm } from "./line-form.js";

/**
 * @typedef {import("../description.js").PaperField} PaperField
 * @typedef {import("../../word/docx-text.js").Draft} Draft
 */

const READING = { alone: false, oneLine: true, parse };

/** A day, in a sentence or a cell. @type {import("../forms.js").Form} */
export const dateForm = {
  ...lineForm,
  takesText: false,
  dated: true,
  inPlan: ({ value }, language) => [longDate(String(value), language)],
  toPlan: (field, language) => paragraphOrList(dateForm.inPlan(field, language)),
  toWord: (field, place, draft) =>
    paragraph(lookAt(place, draft), dateForm.toWordInline(field, draft)),
  toWordInline: (field, draft) =>
    answerControl(field, draft.words.word_date, draft, dateControl(field, draft)),
  find: (key, field, search) => findText(key, field, search, READING),
  guess: (field, search) => guessText(field, search, READING),
};

/**
 * The day that a text means; the text itself where that is not sure.
 * @param {string} text
 * @param {string} chosen
 */
function parse(text, chosen) {
  const day = dayFrom(text, chosen);
  return { value: day || text, sure: !text || !!day };
}

/** @param {PaperField} field @param {Draft} draft @returns {string} */
function dateControl({ value }, { language }) {
  const isDay = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
  return xml(
    "w:date",
    isDay ? { "w:fullDate": `${value}T00:00:00Z` } : {},
    xml("w:dateFormat", { "w:val": "yyyy-MM-dd" }),
    xml("w:lid", { "w:val": language }),
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/>',
  );
}
