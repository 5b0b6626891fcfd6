// The record of completion as a file: a text, or a Word document. Both say what the page says.

import { download } from "../page/dialogs.js";
import { t } from "../page/messages.js";
import { loadPart } from "../page/parts.js";

/** @typedef {import("./description.js").Block} Block */
/** @typedef {{ term: string, lines: string[] }} Row */
/** @typedef {{ title: string, statement: string, rows: Row[], notes: string[] }} Paper */

/** What stands on the page. @returns {Paper} */
function readRecord() {
  const record = /** @type {HTMLElement} */ (document.querySelector(".record"));
  const [statement, ...notes] = [
    ...record.querySelectorAll(":scope > p:not([hidden], .signature)"),
  ].map(wordsOf);
  const rows = [...record.querySelectorAll("dt")].map((term) => ({
    term: wordsOf(term),
    lines: linesOf(/** @type {Element} */ (term.nextElementSibling)),
  }));
  return {
    title: wordsOf(/** @type {Element} */ (document.querySelector("main h1"))),
    statement,
    rows,
    notes,
  };
}

/** @param {Element} detail */
function linesOf(detail) {
  const name = detail.querySelector("input");
  if (name) return [name.value];
  const items = [...detail.querySelectorAll("li, span, div")];
  return (items.length ? items : [detail]).map(wordsOf);
}

/** @param {Element} element */
function wordsOf(element) {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Gives the learner the record as a text file. */
export function saveRecordAsText() {
  const { title, statement, rows, notes } = readRecord();
  const listed = rows.flatMap(({ term, lines }) => [
    `${term}:`,
    ...lines.map((line) => `  ${line}`),
    "",
  ]);
  const text = [title, "", statement, "", ...listed, ...notes, ""].join("\r\n");
  const day = new Date().toISOString().slice(0, 10);
  download(
    new Blob([text], { type: "text/plain;charset=utf-8" }),
    `${t("record_file")}-${day}.txt`,
  );
}

/** Gives the learner the record as a Word file. */
export async function saveRecordAsWord() {
  const { title, statement, rows, notes } = readRecord();
  const table = /** @type {Block} */ ({
    kind: "table",
    caption: "",
    header: [],
    rows: rows.map(({ term, lines }) => [cellOf([term], true), cellOf(lines, false)]),
  });
  const blocks = [paragraph(statement), table, ...notes.map(paragraph)];
  const { giveWord } = await loadPart("documents");
  await giveWord(title, [{ heading: "", level: 1, worksheets: [{ key: "", title: "", blocks }] }]);
}

/**
 * @param {string[]} lines
 * @param {boolean} header
 */
function cellOf(lines, header) {
  return { header, blocks: lines.map(paragraph), span: 1 };
}

/** @param {string} text @returns {Block} */
function paragraph(text) {
  return { kind: "paragraph", inlines: [{ kind: "text", text }] };
}
