// Places in a flow: cells under a header, lines with a choice, patterns of an author's sentence.

import { normalWords } from "./search.js";

/**
 * @typedef {import("../documents/description.js").Choice} Choice
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("./search.js").Search} Search
 */

/** Characters: longer lines are not compared with sentences that have gaps. */
export const LONGEST_AUTHORS_LINE = 4000;
const ANY_TICK = /[☒☑✓✔✗✘🗹☐□]/gu;

/**
 * The lines of each cell, by table, row and column.
 * @param {Search} search
 * @returns {Map<string, number[]>}
 */
export function cellLines({ flow }) {
  /** @type {Map<string, number[]>} */
  const cells = new Map();
  flow.lines.forEach(({ cell }, number) => {
    if (!cell) return;
    const at = `${cell.table}/${cell.row}/${cell.column}`;
    if (!cells.has(at)) cells.set(at, []);
    cells.get(at)?.push(number);
  });
  return cells;
}

/**
 * @param {Map<string, number[]>} cells
 * @param {string} at
 * @param {Search} search
 * @returns {string}
 */
export function cellWords(cells, at, { flow }) {
  return (cells.get(at) ?? []).map((number) => flow.lines[number].text).join("\n");
}

/**
 * The cells under a header, in tables whose first row has it.
 * @param {Map<string, number[]>} cells
 * @param {PaperField} field
 * @param {Search} search
 * @returns {string[]}
 */
export function columnCells(cells, field, search) {
  const places = [...cells.keys()].map((at) => at.split("/").map(Number));
  const heads = places.filter(
    ([table, row, column]) =>
      row === 0 &&
      normalWords(cellWords(cells, `${table}/0/${column}`, search)) === normalWords(field.column),
  );
  const rows = places.filter(
    ([table, row, column]) =>
      row > 0 && heads.some((head) => head[0] === table && head[2] === column),
  );
  const wanted = rows.filter(
    ([table, row]) =>
      !field.row ||
      normalWords(cellWords(cells, `${table}/${row}/0`, search)) === normalWords(field.row),
  );
  return wanted.map((place) => place.join("/"));
}

/** @param {string} text @param {Choice} choice @returns {string} */
export function besideChoice(text, choice) {
  const words = choice.text.trim();
  const at = words ? text.toLowerCase().indexOf(words.toLowerCase()) : -1;
  return at < 0 ? text : text.slice(0, at);
}

/**
 * The one line that nobody claimed and that ends in a choice's words.
 * @param {Choice} choice
 * @param {Search} search
 * @returns {number | undefined}
 */
export function choiceLine(choice, search) {
  const words = normalWords(choice.text);
  const found = search.flow.lines.flatMap((line, number) => {
    const bare = normalWords(
      line.text.replace(ANY_TICK, " ").replace(/^\s*(?:[([]?\s?[xX\d_]*\s?[)\].]?)\s/, " "),
    );
    return !search.claimed.has(number) &&
      words &&
      (bare === words || (choice.other && bare.startsWith(words)))
      ? [number]
      : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

/** @param {string} text @returns {string} */
export function loosely(text) {
  return text
    .trim()
    .replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
    .replace(/\s+/g, "\\s+");
}
