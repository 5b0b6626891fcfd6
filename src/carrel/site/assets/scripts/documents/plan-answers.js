// What the lines and cells of a worksheet have for a plan: its answers, and the author's text.

import { lineInWords } from "./description.js";
import { formOf } from "./forms.js";
import { SENTENCE_ENDS, textOf } from "./plan-words.js";

/**
 * @typedef {import("./description.js").Block} Block
 * @typedef {import("./description.js").Cell} Cell
 * @typedef {import("./description.js").Choice} Choice
 * @typedef {import("./description.js").Inline} Inline
 * @typedef {import("./description.js").Mark} Mark
 * @typedef {import("./description.js").PaperField} PaperField
 */

const BLANK_IN_SENTENCE = "…"; // in place of a blank in a sentence that has answers, too

/** @param {Inline[]} inlines @returns {PaperField[]} */
export function fieldsIn(inlines) {
  return inlines.flatMap((inline) => (inline.kind === "field" ? inline.field : []));
}

/** @param {Inline[]} inlines @returns {string} */
export function wordsIn(inlines) {
  return lineInWords(inlines, "", " ");
}

/** @param {Inline[]} inlines @returns {Inline[][]} */
export function sentencesIn(inlines) {
  /** @type {Inline[][]} */
  const sentences = [[]];
  for (const inline of inlines) {
    if (inline.kind === "text")
      inline.text.split(SENTENCE_ENDS).forEach((text, at) => {
        if (at) sentences.push([]);
        sentences[sentences.length - 1].push({ ...inline, text });
      });
    else sentences[sentences.length - 1].push(inline);
  }
  return sentences;
}

/** @param {Inline[]} sentence @param {string} language @returns {string} */
export function filled(sentence, language) {
  const parts = sentence.map((inline) => {
    if (inline.kind === "field")
      return inline.field.blank
        ? BLANK_IN_SENTENCE
        : formOf(inline.field).inPlan(inline.field, language).join("; ");
    return lineInWords([inline], "", "\n");
  });
  return parts
    .reduce(
      (text, part) =>
        /[.!?…]$/.test(text) && /^\./.test(part) ? text + part.slice(1) : text + part,
      "",
    )
    .trim();
}

/**
 * Answers as blocks; no blocks where all are blank.
 * @param {PaperField[]} fields
 * @param {string} language
 * @returns {Block[]}
 */
export function answerBlocks(fields, language) {
  return fields
    .filter(({ blank }) => !blank)
    .flatMap((field) => formOf(field).toPlan(field, language));
}

/** @param {Cell} cell @returns {PaperField[]} */
export function cellFields({ blocks }) {
  return blocks.flatMap((block) => {
    if (block.kind === "field") return block.field;
    return block.kind === "paragraph" ? fieldsIn(block.inlines) : [];
  });
}

/** @param {Cell} cell @returns {Mark[]} */
export function marksIn({ blocks }) {
  return blocks
    .flatMap((block) => (block.kind === "paragraph" ? block.inlines : []))
    .flatMap((inline) => (inline.kind === "mark" ? inline : []));
}

/** @param {Mark} mark @returns {boolean} */
export function isChosen({ field, choice }) {
  return field.value === choice.id;
}

/** @param {Cell} cell @returns {boolean} */
export function isAnswered(cell) {
  return cellFields(cell).some(({ blank }) => !blank) || marksIn(cell).some(isChosen);
}

/** @param {Cell} cell @param {string} language @returns {Block[]} */
export function answersIn(cell, language) {
  return answerBlocks(cellFields(cell), language);
}

/** What a cell says without its blanks. @param {Cell} cell @returns {Block[]} */
export function authorsWords({ blocks }) {
  return blocks.filter(
    (block) =>
      block.kind === "paragraph" &&
      !block.inlines.some(({ kind }) => kind === "field" || kind === "mark"),
  );
}

/** @param {Cell[]} row @returns {string} */
export function headerOf(row) {
  return row[0].header ? textOf(row[0].blocks).join(" ") : "";
}
