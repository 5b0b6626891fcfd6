// The kinds of blanks: one file each in kinds/, and the table of all of them. What documents do
// with a kind depends on its form: see documents/forms.js.

import { choose } from "./kinds/choose.js";
import { date } from "./kinds/date.js";
import { picture } from "./kinds/picture.js";
import { rank } from "./kinds/rank.js";
import { rating } from "./kinds/rating.js";
import { short } from "./kinds/short.js";
import { text } from "./kinds/text.js";
import { tick } from "./kinds/tick.js";

/**
 * @typedef {import("../answers/answer.js").Value} Value
 *
 * One kind of blank. `controls` are the form controls of one field: a text has one, a field with
 * choices has one for each choice. They are typed as inputs; a text area has all that is used here.
 * @typedef {object} Kind
 * @property {string} form how documents write the kind and find it again: a name in
 *   documents/forms.js, such as "text" or "ticks"
 * @property {boolean} [choices] true if each control is a choice; the field's label then stands
 *   around the controls
 * @property {Value} blank the value of a field in which nothing was written
 * @property {(controls: HTMLInputElement[]) => Value} read returns the value
 * @property {(controls: HTMLInputElement[], value: Value) => void} put shows a value; what the
 *   controls cannot show (a choice that was removed, words in a date) is left out
 * @property {(controls: HTMLInputElement[], value: Value) => boolean} holds true if `put` leaves
 *   nothing of the value out
 * @property {(controls: HTMLInputElement[], value: Value) => string} inWords returns the value as
 *   plain text; `controls` is empty where the field is not on the page
 * @property {(value: string) => string} [shown] returns a text value as the learner's language
 *   writes it
 */

/** Every kind, by its name in `data-kind`. @type {Record<string, Kind>} */
export const kinds = { text, short, date, picture, tick, choose, rating, rank };

/**
 * Returns the kind with that name; a name that is not in the table is treated as text.
 * @param {string | undefined} name
 * @returns {Kind}
 */
export function kindNamed(name) {
  return kinds[name ?? ""] ?? text;
}
