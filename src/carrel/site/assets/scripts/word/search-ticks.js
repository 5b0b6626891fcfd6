// Finds ticked choices.

import { kindNamed } from "../fields/kinds.js";
import { markKey } from "./docx-names.js";
import { RANKED } from "./search.js";
import { besideChoice, cellLines, cellWords, choiceLine, columnCells } from "./search-places.js";
import { claim, together, wordsIn } from "./search-spans.js";

/**
 * @typedef {import("../documents/description.js").Choice} Choice
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("./search.js").Evidence} Evidence
 * @typedef {import("./search.js").Found} Found
 * @typedef {import("./search.js").Named} Named
 * @typedef {import("./search.js").Search} Search
 */

/** @typedef {{ ticked: boolean, evidence: Evidence }} Tick */

const TICKED = /[☒☑✓✔✗✘🗹×]|(?:^|[\s([])[xX](?=$|[\s)\]☐])/u;

/**
 * Whether a box is ticked: by the sign that people see, then by what the control says.
 * @param {Named[]} named
 * @param {Choice} choice
 * @param {Search} search
 * @returns {{ ticked: boolean, evidence: Evidence }}
 */
function readTick(named, choice, search) {
  const { from, to, span, evidence } = together(named);
  claim(from, [from[0], 0], search);
  const line = search.flow.lines[from[0]];
  const around =
    line.cell && !line.text.includes(choice.text) ? line.text : besideChoice(line.text, choice);
  const inside = wordsIn(search.flow, from, to);
  const checked =
    named.map((one) => one.span.checked).find((state) => state !== undefined) ?? span.checked;
  const seen = TICKED.test(around) || TICKED.test(inside);
  return { ticked: seen || (!!checked && !/[☐□]/u.test(inside)), evidence };
}

/**
 * @param {string} key
 * @param {PaperField} field
 * @param {Map<string, Tick>} ticks by choices
 * @returns {Found}
 */
function fromTicks(key, field, ticks) {
  const ticked = field.choices.filter(({ id }) => ticks.get(id)?.ticked).map(({ id }) => id);
  const evidence =
    RANKED[Math.max(...[...ticks.values()].map((tick) => RANKED.indexOf(tick.evidence)))];
  const doubtful = evidence === "place" || ticks.size < field.choices.length;
  if (Array.isArray(kindNamed(field.kind).blank)) return { key, value: ticked, evidence, doubtful };
  // Who ticks another box may forget the first
  const fresh = ticked.length > 1 ? ticked.filter((id) => id !== field.value) : ticked;
  return { key, value: fresh[0] ?? "", evidence, doubtful: doubtful || ticked.length > 1 };
}

/**
 * Finds ticked choices by their names.
 * @param {string} key
 * @param {PaperField} field
 * @param {Search} search
 * @returns {Found | undefined}
 */
export function findTicks(key, field, search) {
  const ticks = new Map();
  for (const choice of field.choices) {
    const named = search.named.get(markKey(key, choice.id));
    if (named) ticks.set(choice.id, readTick(named, choice, search));
  }
  return ticks.size ? fromTicks(key, field, ticks) : undefined;
}

/**
 * Guesses the chosen step by the cells under the steps, in the row of the field.
 * @param {PaperField} field
 * @param {Search} search
 * @returns {Found | undefined}
 */
export function guessScale(field, search) {
  const cells = cellLines(search);
  const ticks = new Map();
  for (const choice of field.choices) {
    const found = columnCells(
      cells,
      { ...field, column: choice.text, row: field.row || field.label },
      search,
    );
    if (found.length !== 1) continue;
    ticks.set(choice.id, {
      ticked: TICKED.test(cellWords(cells, found[0], search)),
      evidence: "place",
    });
    for (const number of cells.get(found[0]) ?? []) search.claimed.add(number);
  }
  return ticks.size ? fromTicks(field.key, field, ticks) : undefined;
}

/**
 * Guesses ticked choices by the lines that hold the choices' words.
 * @param {PaperField} field
 * @param {Search} search
 * @returns {Found | undefined}
 */
export function guessTicks(field, search) {
  const ticks = new Map();
  for (const choice of field.choices) {
    const number = choiceLine(choice, search);
    if (number === undefined) continue;
    ticks.set(choice.id, {
      ticked: TICKED.test(besideChoice(search.flow.lines[number].text, choice)),
      evidence: "place",
    });
    search.claimed.add(number);
  }
  return ticks.size === field.choices.length ? fromTicks(field.key, field, ticks) : undefined;
}
