// Text as Markdown, or as plain text, for reading. What a learner wrote stays text: nothing in it
// becomes a heading, a link, or a list.

import { cleanText } from "../lib/xml.js";

/**
 * @typedef {import("./description.js").Choice} Choice
 * @typedef {import("./description.js").PaperField} PaperField
 * @typedef {Record<string, string>} Words messages by their names
 * @typedef {{ marked: boolean, words: Words }} Pen `marked`: true for Markdown
 */

const SIGNS = /[\\`*_[\]<>&~|#]/g;
const LINE_STARTS = /^(\s*)([-+=]|\d{1,9}[.)](?=\s|$)|:{3})/;
const GAP_MARK = "\\_\\_\\_\\_";
const GAP_TEXT = "____";

/**
 * Returns a text in which no character has a meaning in Markdown.
 * @param {string} text
 * @returns {string}
 */
export function escapeMarkdown(text) {
  return cleanText(text)
    .replace(SIGNS, "\\$&")
    .split("\n")
    .map((line) => line.replace(LINE_STARTS, (_, space, start) => space + escapedStart(start)))
    .map((line) => line.replace(/^ {1,}|\t/g, (space) => "\u00a0".repeat(space.length)))
    .join("\n");
}

/** @param {string} start what would make the line an item of a list, or a heading */
function escapedStart(start) {
  return /\d/.test(start) ? `${start.slice(0, -1)}\\${start.slice(-1)}` : `\\${start}`;
}

/** @param {string} text @param {Pen} pen @returns {string} */
export function said(text, pen) {
  return pen.marked ? escapeMarkdown(text) : cleanText(text);
}

/**
 * A text of several lines, in which every line break counts.
 * @param {string} text
 * @param {Pen} pen
 * @returns {string}
 */
export function saidInLines(text, pen) {
  if (!pen.marked) return cleanText(text);
  return escapeMarkdown(text.replace(/\n+$/, "")).replace(/([^\n])\n(?=[^\n])/g, "$1\\\n");
}

/** @param {string} text @param {string} first @param {string} [further] @returns {string} */
export function indented(text, first, further = " ".repeat(first.length)) {
  return first + text.replace(/\n(?=[^\n])/g, `\n${further}`);
}

/**
 * Returns what stands in place of a blank.
 * @param {Pen} pen
 */
export function gap(pen) {
  return pen.marked ? GAP_MARK : GAP_TEXT;
}

/**
 * Returns text blocks as a quotation in Markdown, and further to the right in plain text.
 * @param {string} text
 * @param {string} plain the indentation of plain text
 * @param {Pen} pen
 */
export function quoted(text, plain, pen) {
  const start = pen.marked ? "> " : plain;
  return indented(text, start, start).replace(/\n\n/g, pen.marked ? "\n>\n" : "\n\n");
}

/** @param {PaperField} field @param {Pen} pen @returns {string} */
export function shortAnswer(field, pen) {
  if (field.blank) return gap(pen);
  return said(String(field.value), pen).replace(/\n/g, " ");
}

/** @param {PaperField} field @param {Choice} choice @returns {string} */
export function tickSign(field, choice) {
  return (Array.isArray(field.value) ? field.value.includes(choice.id) : field.value === choice.id)
    ? "☒"
    : "☐";
}

/** @param {Choice} choice @param {Pen} pen @returns {string} */
export function choiceText(choice, pen) {
  return said(choice.text, pen) + (choice.other ? ` ${shortAnswer(choice.other, pen)}` : "");
}
