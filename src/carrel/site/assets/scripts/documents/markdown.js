// Writes a document as Markdown, or as plain text.

import { cleanText } from "../lib/xml.js";
import { formOf } from "./forms.js";
import { indented, quoted, said, shortAnswer, tickSign } from "./markdown-text.js";
import { madeWith } from "./plan-words.js";

/**
 * @typedef {import("./description.js").About} About
 * @typedef {import("./description.js").Block} Block
 * @typedef {import("./description.js").Cell} Cell
 * @typedef {import("./description.js").DocumentDescription} DocumentDescription
 * @typedef {import("./description.js").Group} Group
 * @typedef {import("./description.js").Inline} Inline
 * @typedef {import("./description.js").ListBlock} ListBlock
 * @typedef {import("./description.js").PaperField} PaperField
 * @typedef {import("./markdown-text.js").Pen} Pen
 * @typedef {import("./markdown-text.js").Words} Words
 */

// Lines

/** @param {Inline} inline @param {Pen} pen @returns {string} */
function inlineText(inline, pen) {
  if (inline.kind === "break") return pen.marked ? "\\\n" : "\n";
  if (inline.kind === "field") return shortAnswer(inline.field, pen);
  if (inline.kind === "mark") return tickSign(inline.field, inline.choice);
  const words = said(inline.text, pen);
  if (!pen.marked)
    return inline.href && inline.href !== inline.text ? `${words} <${inline.href}>` : words;
  return inline.href
    ? `[${words}](<${inline.href.replace(/[<>\\\s]/g, encodeURIComponent)}>)`
    : emphasised(words, inline);
}

/** @param {string} words @param {{ bold?: boolean, italic?: boolean }} look @returns {string} */
function emphasised(words, { bold, italic }) {
  const emphasis = italic ? "*" : "";
  const sign = bold ? "**" : emphasis;
  const [, before, inner, after] = /** @type {RegExpExecArray} */ (
    /^(\s*)(.*?)(\s*)$/s.exec(words)
  );
  return inner && sign ? `${before}${sign}${inner}${sign}${after}` : words;
}

/** @param {Inline[]} inlines @param {Pen} pen @returns {string} */
function lineText(inlines, pen) {
  return inlines.map((inline) => inlineText(inline, pen)).join("");
}

// Blocks

/** @param {Block[]} blocks @param {number} level @param {Pen} pen @returns {string} */
function blocksText(blocks, level, pen) {
  return blocks
    .map((block) => blockText(block, level, pen))
    .filter(Boolean)
    .join("\n\n");
}

/**
 * @param {Block} block
 * @param {number} level of the heading above
 * @param {Pen} pen
 * @returns {string}
 */
function blockText(block, level, pen) {
  switch (block.kind) {
    case "heading":
      return headingText(lineText(block.inlines, pen), Math.min(6, level + 1), pen);
    case "paragraph":
      return lineText(block.inlines, pen);
    case "label":
      return pen.marked ? `**${said(block.text, pen)}**` : cleanText(block.text).toUpperCase();
    case "hint":
      return said(block.text, pen);
    case "code":
      return indented(cleanText(block.text), "    ");
    case "image":
      return said(`[${[block.alt, block.caption].filter(Boolean).join(" – ")}]`, pen);
    case "quote":
    case "box":
      return quoted(blocksText(block.blocks, level, pen), "  ", pen);
    case "list":
      return listText(block, level, pen);
    case "table":
      return tableText([...block.header, ...block.rows], block.header.length, pen);
    case "field":
      return formOf(block.field).toText(block.field, pen);
  }
}

/** @param {ListBlock} block @param {number} level @param {Pen} pen @returns {string} */
function listText({ ordered, start, items }, level, pen) {
  return items
    .map((item, at) => indented(blocksText(item, level, pen), ordered ? `${start + at}. ` : "- "))
    .join("\n");
}

/** @param {string} words @param {number} level @param {Pen} pen @returns {string} */
function headingText(words, level, pen) {
  if (pen.marked) return `${"#".repeat(level)} ${words.replace(/\\?\n/g, " ")}`;
  return level > 2
    ? words
    : `${words}\n${(level === 1 ? "=" : "-").repeat(Math.min([...words].length, 70))}`;
}

/**
 * @param {Cell[][]} rows
 * @param {number} headers how many of them are headers
 * @param {Pen} pen
 * @returns {string}
 */
function tableText(rows, headers, pen) {
  return pen.marked ? markedTable(rows, headers, pen) : plainTable(rows, headers, pen);
}

/** @param {Cell[][]} rows @param {number} headers @param {Pen} pen @returns {string} */
function markedTable(rows, headers, pen) {
  const lines = rows.map((row) => `| ${row.map((cell) => cellText(cell, pen)).join(" | ")} |`);
  const columns = Math.max(...rows.map((row) => row.length));
  const empty = `|${"   |".repeat(columns)}`;
  const [head, body] = headers ? [lines.slice(0, 1), lines.slice(1)] : [[empty], lines];
  return [...head, `|${"---|".repeat(columns)}`, ...body].join("\n");
}

/**
 * A table as a list, since few can read columns that do not stand straight.
 * @param {Cell[][]} rows
 * @param {number} headers
 * @param {Pen} pen
 * @returns {string}
 */
function plainTable(rows, headers, pen) {
  const names = headers ? rows[0].map((cell) => cellText(cell, pen)) : [];
  return rows
    .slice(headers)
    .map((row) => plainRow(row, names, pen))
    .join("\n\n");
}

/** @param {Cell[]} row @param {string[]} names @param {Pen} pen @returns {string} */
function plainRow(row, names, pen) {
  const headed = row[0]?.header;
  const parts = row.map((cell, column) =>
    column || !headed ? plainCell(names[column] ?? "", cell, pen) : cellText(cell, pen),
  );
  return parts.filter(Boolean).join("\n");
}

/** @param {string} name @param {Cell} cell @param {Pen} pen @returns {string} */
function plainCell(name, cell, pen) {
  const words = cellText(cell, pen);
  return indented(words ? `${name}${name ? ": " : ""}${words}` : "", "  ");
}

/** @param {Cell} cell @param {Pen} pen @returns {string} */
function cellText(cell, pen) {
  const text = cell.blocks
    .map((block) =>
      isWritten(block) ? said(String(block.field.value), pen) : blockText(block, 6, pen),
    )
    .join("\n")
    .trim();
  return pen.marked ? text.replace(/\\?\n/g, "<br>") : text;
}

/**
 * Whether a block is a place to write in.
 * @param {Block} block
 * @returns {block is { kind: "field", field: PaperField }}
 */
function isWritten(block) {
  return block.kind === "field" && !block.field.choices.length;
}

// The whole

/** @param {DocumentDescription} document @param {Pen} pen @returns {string} */
function documentText({ about, groups }, pen) {
  const parts = [
    headingText(said(about.title, pen), 1, pen),
    factsText(about, pen),
    ...groups.map((group) => groupText(group, about, pen)),
    sourceText(about, pen),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/** The lines under the title. @param {About} about @param {Pen} pen @returns {string} */
function factsText({ title, cover, module, learner, date }, pen) {
  const { word_name: name, word_day: day } = pen.words;
  const lines = cover?.map((line) => said(line, pen)) ?? [
    module === title ? "" : said(module, pen),
    learner ? `${said(name, pen)}: ${said(learner, pen)}` : "",
    date ? `${said(day, pen)}: ${date}` : "",
  ];
  return lines.filter(Boolean).join(pen.marked ? "\\\n" : "\n");
}

/**
 * Where it is from, and what may be done with it.
 * @param {About} about
 * @param {Pen} pen
 * @returns {string}
 */
function sourceText(about, pen) {
  const { finished, licence, address } = about;
  const link = pen.marked ? `<${address}>` : address;
  const parts = [
    finished ? said(madeWith(about, pen.words), pen) : "",
    licence ? `${said(pen.words.word_licence, pen)}: ${said(licence, pen)}` : "",
    address ? link : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

/** @param {Group} group @param {About} about @param {Pen} pen @returns {string} */
function groupText(group, about, pen) {
  const level = group.heading ? group.level + 1 : 1;
  const worksheets = group.worksheets.map((worksheet) => {
    const named = worksheet.title && worksheet.title !== about.title;
    return [
      named ? headingText(said(worksheet.title, pen), Math.min(6, level + 1), pen) : "",
      blocksText(worksheet.blocks, level + 1, pen),
    ]
      .filter(Boolean)
      .join("\n\n");
  });
  return [group.heading ? headingText(said(group.heading, pen), level, pen) : "", ...worksheets]
    .filter(Boolean)
    .join("\n\n");
}

/** @param {DocumentDescription} document @param {Words} words @returns {string} */
export function writeMarkdown(document, words) {
  return documentText(document, { marked: true, words });
}

/** @param {DocumentDescription} document @param {Words} words @returns {string} */
export function writePlainText(document, words) {
  return documentText(document, { marked: false, words });
}
