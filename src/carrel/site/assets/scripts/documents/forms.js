// The forms of blanks in documents: one file each in forms/, and the table of all of them. A kind
// of blank (fields/kinds.js) names its form, so that a new kind with a form that is here needs no
// change.

import { kindNamed } from "../fields/kinds.js";
import { dateForm } from "./forms/date-form.js";
import { lineForm } from "./forms/line-form.js";
import { pictureForm } from "./forms/picture-form.js";
import { ranksForm } from "./forms/ranks-form.js";
import { scaleForm } from "./forms/scale-form.js";
import { textForm } from "./forms/text-form.js";
import { ticksForm } from "./forms/ticks-form.js";

/**
 * @typedef {import("./describe-field.js").Reading} Reading
 * @typedef {import("./description.js").Block} Block
 * @typedef {import("./description.js").Choice} Choice
 * @typedef {import("./description.js").PaperField} PaperField
 * @typedef {import("./markdown-text.js").Pen} Pen
 * @typedef {import("../word/docx-place.js").Place} Place
 * @typedef {import("../word/docx-text.js").Draft} Draft
 * @typedef {import("../word/search.js").Found} Found
 * @typedef {import("../word/search.js").Search} Search
 *
 * How a form of blanks is described, written, and found again.
 * @typedef {object} Form
 * @property {boolean} [alone] true if it stands on lines of its own, with room to write by hand
 * @property {boolean} [takesText] true if the learner can add a passage of a file to it
 * @property {boolean} [dated] true if its value is a day, which a calendar can hold
 * @property {boolean} [paragraphs] true if a plan has its answer as a paragraph
 *
 * On the page: `element` is the control, or what is around the controls (`fieldset`, `.picture`,
 * `.rate`). Text areas and what is around controls stand on lines of their own, an input in a line.
 * @property {(element: Element, reading: Reading) => PaperField | null} describe
 *
 * In Markdown and plain text, on lines of its own:
 * @property {(field: PaperField, pen: Pen) => string} toText
 *
 * In a plan: as texts, and as blocks of their own. The field is not blank.
 * @property {(field: PaperField, language: string) => string[]} inPlan
 * @property {(field: PaperField, language: string) => Block[]} toPlan
 *
 * In a Word file: on lines of its own, and in a line (with a choice: one step of a scale).
 * @property {(field: PaperField, place: Place, draft: Draft) => string} toWord
 * @property {(field: PaperField, draft: Draft, choice?: Choice) => string} toWordInline
 *
 * In a file that comes back: the titles of its controls, by the ids of choices ("" for the field);
 * its answer by names; and its answer by where it stands.
 * @property {(field: PaperField) => [string, string][]} titles
 * @property {(key: string, field: PaperField, search: Search) => Found | undefined} find
 * @property {(field: PaperField, search: Search) => Found | undefined} guess
 */

/** Every form, by its name in a kind's `form`. @type {Record<string, Form>} */
export const forms = {
  text: textForm,
  line: lineForm,
  date: dateForm,
  picture: pictureForm,
  ticks: ticksForm,
  scale: scaleForm,
  ranks: ranksForm,
};

/**
 * Returns the form of a kind of blank.
 * @param {string | undefined} kind its name
 * @returns {Form}
 */
export function formOfKind(kind) {
  return forms[kindNamed(kind).form];
}

/**
 * Returns the form of a field.
 * @param {{ kind: string }} field
 * @returns {Form}
 */
export function formOf({ kind }) {
  return formOfKind(kind);
}
