// Finds the answers in a flow: by the names that they were given, by the titles of their controls,
// and at last by where they stand. Each comes back in the form that the page's field has.

import { formOf } from "../documents/forms.js";
import { kindNamed } from "../fields/kinds.js";
import { controlTitle } from "./docx-names.js";
import {
  fieldsByKey,
  idOf,
  namedKeys,
  nameSpans,
  targetOfKey,
  targetsOf,
  whatSpanNames,
} from "./search.js";
import { authorsWords, leftOver } from "./search-leftovers.js";

/**
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./search.js").Found} Found
 * @typedef {import("./search.js").Search} Search
 * @typedef {import("./search.js").Target} Target
 */

const WORD_PROMPTS = [
  "Click or tap here to enter text.",
  "Click here to enter text.",
  "Click or tap to enter a date.",
  "Click here to enter a date.",
];

/**
 * Names controls that lost their names and kept their titles, where one field alone has that title.
 * @param {Search} search
 */
function nameByTitles(search) {
  const titles = targetsByTitle(search.all);
  for (const span of search.flow.spans) {
    const target = whatSpanNames(span, search) ? undefined : titles.get(span.title);
    if (target && !search.named.has(idOf(target)))
      search.named.set(idOf(target), [{ span, evidence: "label" }]);
  }
}

/** What a title stands for; null if that is not one thing only. @param {PaperField[]} fields */
function targetsByTitle(fields) {
  /** @type {Map<string, Target | null>} */
  const titles = new Map([["", null]]);
  for (const field of fields)
    for (const [choice, title] of formOf(field).titles(field)) {
      const shown = controlTitle(title);
      titles.set(shown, titles.has(shown) ? null : { key: field.key, field, choice });
    }
  return titles;
}

/**
 * Returns the answers that a flow holds to these fields, and the passages that belong to none.
 * @param {Flow} flow
 * @param {PaperField[]} fields
 * @param {string[]} known the lines of the page that are the author's
 * @param {string[]} prompts what blanks are filled with
 * @returns {{ found: Found[], unplaced: string[] }}
 */
export function findAnswers(flow, fields, known, prompts) {
  const search = newSearch(flow, fields, known, prompts);
  nameSpans(search);
  nameByTitles(search);
  const found = [...namedKeys(search)].flatMap(
    ([key, field]) => formOf(field).find(key, field, search) ?? [],
  );
  for (const field of fields.filter(({ key }) => !found.some((answer) => answer.key === key)))
    found.push(...[formOf(field).guess(field, search) ?? []].flat());
  const order = fields.map(({ key }) => key);
  found.sort((one, other) => place(one.key, order) - place(other.key, order));
  const vague = new Set(found.filter((answer) => isVague(answer, search)));
  return {
    found: found.filter((answer) => !vague.has(answer)),
    unplaced: [...vague]
      .map(({ value }) => String(value))
      .concat(leftOver(search, known.length > 0)),
  };
}

/**
 * @param {Flow} flow
 * @param {PaperField[]} fields
 * @param {string[]} known
 * @param {string[]} prompts
 * @returns {Search}
 */
function newSearch(flow, fields, known, prompts) {
  return {
    flow,
    all: fields,
    alone: new Set(fields.filter((field) => formOf(field).alone)),
    targets: targetsOf(fields),
    fields: fieldsByKey(fields),
    named: new Map(),
    claimed: new Set(),
    isAuthors: authorsWords(known),
    prompts: [...prompts, ...WORD_PROMPTS].filter(Boolean),
  };
}

/**
 * True if the value is text that its field cannot hold, such as words in a date.
 * @param {Found} answer
 * @param {Search} search
 * @returns {boolean}
 */
function isVague({ key, value }, search) {
  const field = targetOfKey(key, search)?.field;
  return (
    !!field &&
    typeof value === "string" &&
    !kindNamed(field.kind).choices &&
    !kindNamed(field.kind).holds([], value)
  );
}

/** @param {string} key @param {string[]} order @returns {number} */
function place(key, order) {
  const at = order.indexOf(key);
  return at < 0 ? order.length : at;
}
