// Finds answers in words.

import { normalWords } from "./search.js";
import { cellLines, columnCells, LONGEST_AUTHORS_LINE, loosely } from "./search-places.js";
import { claim, together, wholePlace, wordsBetween, wordsIn } from "./search-spans.js";

/**
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("./search.js").Found} Found
 * @typedef {import("./search.js").Search} Search
 */

/**
 * How a form takes text that was written in a word processor.
 * @typedef {object} TextReading
 * @property {boolean} alone true if it stands on lines of its own
 * @property {boolean} oneLine true if it is one line
 * @property {(text: string, chosen: string) => { value: string, sure: boolean }} parse returns the
 *   value that a text means; `chosen` is the day that the file's own date control holds, if any
 */

/**
 * Finds a text by the names of its spans.
 * @param {string} key
 * @param {PaperField} field
 * @param {Search} search
 * @param {TextReading} form
 * @returns {Found | undefined}
 */
export function findText(key, field, search, form) {
  const named = search.named.get(key);
  if (!named) return undefined;
  const { from, to, span, evidence } = together(named);
  const [first, last] = form.alone ? wholePlace(field, from, to, search) : [from, to];
  claim(first, last, search);
  const text = withoutPrompt(wordsIn(search.flow, first, last), form.oneLine, search);
  const { value, sure } = form.parse(text, span.day);
  return { key, value, evidence, doubtful: !sure };
}

/**
 * What a person wrote: prompts, and the line that they stood on, are no answer.
 * @param {string} text
 * @param {boolean} oneLine
 * @param {Search} search
 * @returns {string}
 */
function withoutPrompt(text, oneLine, { prompts }) {
  const bare = oneLine ? text.replace(/^\s*_{2,}|_{2,}\s*$/g, "").replace(/\n/g, " ") : text;
  const left = oneLine ? bare.trim() : bare.replace(/\s+$/, "");
  const prompt = prompts.find((candidate) => left.trimStart().startsWith(candidate));
  return prompt === undefined ? left : withoutStart(left, prompt);
}

/**
 * A prompt that somebody typed behind is left out; a sentence that only begins with the same words
 * stays whole.
 * @param {string} text
 * @param {string} prompt
 * @returns {string}
 */
function withoutStart(text, prompt) {
  const left = text.trimStart().slice(prompt.length);
  return left === "" || /^\n|^\p{L}/u.test(left) ? left.trimStart() : text;
}

/**
 * Guesses a text by where it stands: under a column's header, between the words of its sentence, or
 * under its question.
 * @param {PaperField} field
 * @param {Search} search
 * @param {TextReading} form
 * @returns {Found | undefined}
 */
export function guessText(field, search, form) {
  if (field.column) return cellByPlace(field, search, form);
  if (field.before || field.after) return gapByPlace(field, search, form);
  return field.question ? textByPlace(field, search, form) : undefined;
}

/**
 * @param {PaperField} field
 * @param {string} text
 * @param {Search} search
 * @param {TextReading} form
 * @returns {Found}
 */
function guessed(field, text, search, form) {
  const { value } = form.parse(withoutPrompt(text, form.oneLine, search), "");
  return { key: field.key, value, evidence: "place", doubtful: true };
}

/**
 * @param {PaperField} field
 * @param {Search} search
 * @param {TextReading} form
 * @returns {Found | undefined}
 */
function cellByPlace(field, search, form) {
  const cells = cellLines(search);
  const alike = search.all.filter(
    ({ key, row, column }) =>
      row === field.row && column === field.column && key.split("/")[1] === field.key.split("/")[1],
  );
  const found = columnCells(cells, field, search);
  const numbers =
    found.length === alike.length ? cells.get(found[alike.indexOf(field)]) : undefined;
  if (!numbers || numbers.some((number) => search.claimed.has(number))) return undefined;
  return takeLines(field, numbers, search, form);
}

/**
 * @param {PaperField} field
 * @param {number[]} numbers
 * @param {Search} search
 * @param {TextReading} form
 * @returns {Found}
 */
function takeLines(field, numbers, search, form) {
  for (const number of numbers) search.claimed.add(number);
  const { lines } = search.flow;
  const texts = numbers.map((number) => wordsBetween(lines[number], 0, lines[number].text.length));
  return guessed(field, texts.join("\n"), search, form);
}

/**
 * A gap in a sentence, by the words around it.
 * @param {PaperField} field
 * @param {Search} search
 * @param {TextReading} form
 * @returns {Found | undefined}
 */
function gapByPlace(field, search, form) {
  const end = field.after.trim() ? loosely(field.after) : "$";
  const pattern = new RegExp(`${loosely(field.before)}\\s*(.{1,2000}?)\\s*${end}`, "isu");
  const matches = search.flow.lines.flatMap(
    ({ text }) => (text.length < LONGEST_AUTHORS_LINE && pattern.exec(text)?.[1]) || [],
  );
  if (matches.length !== 1 || (field.before + field.after).trim().length < 3) return undefined;
  return guessed(field, matches[0], search, form);
}

/**
 * The line of a question that is asked once, with one text under it.
 * @param {PaperField} field
 * @param {Search} search
 * @returns {number | undefined}
 */
function questionLine(field, search) {
  const question = normalWords(field.question);
  const asked = search.flow.lines.flatMap((line, number) =>
    normalWords(line.text) === question && !line.cell ? [number] : [],
  );
  const rivals = [...search.alone].filter(
    (other) => other.question === field.question && !other.column,
  );
  return asked.length === 1 && rivals.length <= 1 ? asked[0] : undefined;
}

/**
 * A text under its question: up to the next line that is an author's.
 * @param {PaperField} field
 * @param {Search} search
 * @param {TextReading} form
 * @returns {Found | undefined}
 */
function textByPlace(field, search, form) {
  const asked = questionLine(field, search);
  if (asked === undefined) return undefined;
  const { lines } = search.flow;
  const authors = new Set(search.all.map((other) => normalWords(other.question)));
  const ends = (/** @type {number} */ number) =>
    lines[number].cell ||
    search.claimed.has(number) ||
    /heading|title|hint|carrel choice/.test(lines[number].style) ||
    authors.has(normalWords(lines[number].text)) ||
    search.isAuthors(lines[number].text);
  const numbers = [];
  for (let number = asked + 1; number < lines.length && !ends(number); number++)
    numbers.push(number);
  return numbers.length ? takeLines(field, numbers, search, form) : undefined;
}
