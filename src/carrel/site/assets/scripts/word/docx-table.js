// The tables of a worksheet in a Word file.

import { formOf } from "../documents/forms.js";
import { xml } from "../lib/xml.js";
import { lookAt } from "./docx-place.js";
import { INDENT } from "./docx-styles.js";
import { paragraph, runs } from "./docx-text.js";

/**
 * @typedef {import("../documents/description.js").Block} Block
 * @typedef {import("../documents/description.js").Cell} Cell
 * @typedef {import("../documents/description.js").TableBlock} TableBlock
 * @typedef {import("./docx-place.js").Place} Place
 * @typedef {import("./docx-text.js").Draft} Draft
 */

const ROOM = 850; // the height of a blank cell, in twentieths of a point: two lines by hand
const MOST_ROWS_TOGETHER = 4; // a longer table may break, but its first and last rows are not alone
const LONG_ROW = 800; // characters: a longer row may continue on the next page

/**
 * A row of a table, and how it is written.
 * @typedef {object} Row
 * @property {Cell[]} cells
 * @property {boolean} isHeader
 * @property {boolean} stays true if it stays on one page with the next row
 */
/** @typedef {(blocks: Block[], place: Place, draft: Draft) => string} BlocksWriter */

/**
 * Returns a table with its caption before it, and an empty paragraph after it, as Word requires.
 * @param {TableBlock} table
 * @param {Place} place
 * @param {Draft} draft
 * @param {BlocksWriter} writeBlocks writes what stands in a cell
 * @returns {string}
 */
export function tableXml(table, place, draft, writeBlocks) {
  const columns = columnWidths(table, draft.width - place.indent * INDENT, draft.finished);
  const inside = { ...place, indent: 0, inTable: true, style: "", list: undefined };
  const rows = rowsOf(table, draft.finished).map((row) => {
    const written = { ...inside, stays: row.stays };
    return rowXml(row, columns, (blocks) => writeBlocks(blocks, written, draft), draft);
  });
  const caption = table.caption
    ? paragraph({ ...lookAt(place, draft), keep: true }, runs(table.caption, "<w:b/><w:bCs/>"))
    : "";
  const grid = xml("w:tblGrid", {}, ...columns.map((width) => xml("w:gridCol", { "w:w": width })));
  return (
    caption +
    xml("w:tbl", {}, propertiesXml(table, columns, place, draft), grid, ...rows) +
    paragraph({ style: "CarrelCell", rtl: draft.rtl })
  );
}

/** @param {TableBlock} table @param {boolean} finished @returns {Row[]} */
function rowsOf({ header, rows }, finished) {
  const last = rows.length - 1;
  const stays = (/** @type {number} */ at) =>
    finished && at < last && (last < MOST_ROWS_TOGETHER || at === 0 || at === last - 1);
  return [
    ...header.map((cells) => ({ cells, isHeader: true, stays: finished })),
    ...rows.map((cells, at) => ({ cells, isHeader: false, stays: stays(at) })),
  ];
}

/**
 * @param {TableBlock} table
 * @param {number[]} columns
 * @param {Place} place
 * @param {Draft} draft
 * @returns {string}
 */
function propertiesXml({ rows, caption }, columns, { indent }, { finished, rtl }) {
  const headedRows = rows.some((row) => row[0]?.header);
  return xml(
    "w:tblPr",
    {},
    xml("w:tblStyle", { "w:val": finished ? "CarrelTable" : "TableGrid" }),
    rtl ? "<w:bidiVisual/>" : "",
    xml("w:tblW", { "w:w": sum(columns), "w:type": "dxa" }),
    indent ? xml("w:tblInd", { "w:w": indent * INDENT, "w:type": "dxa" }) : "",
    '<w:tblLayout w:type="fixed"/>',
    xml("w:tblLook", {
      "w:val": headedRows ? "00A0" : "0020",
      "w:firstRow": 1,
      "w:lastRow": 0,
      "w:firstColumn": headedRows ? 1 : 0,
      "w:lastColumn": 0,
      "w:noHBand": 1,
      "w:noVBand": 1,
    }),
    caption ? xml("w:tblCaption", { "w:val": caption }) : "",
  );
}

/** @param {number[]} numbers @returns {number} */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

// Columns

/**
 * Columns of boxes to tick are narrow, columns to write in are wide.
 * @param {TableBlock} table
 * @param {number} width
 * @param {boolean} finished
 * @returns {number[]}
 */
function columnWidths(table, width, finished) {
  const rows = [...table.header, ...table.rows];
  const count = Math.max(...rows.map((row) => sum(row.map((cell) => cell.span))), 1);
  const columns = Array.from({ length: count }, (_, column) => column);
  const headed = table.rows.some((row) => row[0]?.header);
  const rated = columns.some((column) => hasMarks(table, column));
  const first = rated && count < 5 ? 5 : firstShare(finished, count);
  const other = finished && count === 2 ? 7 : 5;
  const shares = columns.map((column) => {
    if (hasMarks(table, column)) return 2;
    return column === 0 && headed ? first : other;
  });
  return shares.map((share) => Math.floor((width * share) / sum(shares)));
}

/**
 * The share of a column of headers.
 * @param {boolean} finished
 * @param {number} count
 * @returns {number}
 */
function firstShare(finished, count) {
  return finished && count > 2 ? 4 : 3;
}

/** @param {TableBlock} table @param {number} column @returns {boolean} */
function hasMarks({ rows }, column) {
  return rows.some((row) =>
    row[column]?.blocks.some(
      (block) => block.kind === "paragraph" && block.inlines[0]?.kind === "mark",
    ),
  );
}

// Rows and cells

/**
 * @param {Row} row
 * @param {number[]} columns
 * @param {(blocks: Block[]) => string} write
 * @param {Draft} draft
 * @returns {string}
 */
function rowXml({ cells, isHeader }, columns, write, draft) {
  const properties = rowProperties(cells, isHeader);
  let at = 0;
  const written = evened(cells, columns.length).map((cell) => {
    const width = sum(columns.slice(at, at + cell.span));
    at += cell.span;
    const shaded = cell.header && (isHeader || !draft.finished);
    return cellXml(
      cell,
      width,
      shaded,
      write(cell.header ? cell.blocks.map(emboldened) : cell.blocks),
      draft,
    );
  });
  return xml("w:tr", {}, properties ? xml("w:trPr", {}, properties) : "", ...written);
}

/** @param {Cell[]} cells @param {boolean} isHeader @returns {string} */
function rowProperties(cells, isHeader) {
  const fields = cells.flatMap((cell) =>
    cell.blocks.flatMap((block) => (block.kind === "field" ? block.field : [])),
  );
  const toWrite = fields.some((field) => field.blank && formOf(field).alone);
  const length = sum(fields.map(({ value }) => String(value).length));
  return [
    length < LONG_ROW ? "<w:cantSplit/>" : "",
    toWrite ? xml("w:trHeight", { "w:val": ROOM, "w:hRule": "atLeast" }) : "",
    isHeader ? "<w:tblHeader/>" : "",
  ].join("");
}

/**
 * Returns a row with as many cells as the table has columns.
 * @param {Cell[]} cells
 * @param {number} count
 * @returns {Cell[]}
 */
function evened(cells, count) {
  const missing = Math.max(0, count - sum(cells.map((cell) => cell.span)));
  const empty = { header: false, blocks: [], span: 1 };
  return [...cells, ...Array.from({ length: missing }, () => empty)];
}

/**
 * @param {Cell} cell
 * @param {number} width
 * @param {boolean} shaded
 * @param {string} content
 * @param {Draft} draft
 * @returns {string}
 */
function cellXml({ span }, width, shaded, content, { rtl }) {
  const properties = xml(
    "w:tcPr",
    {},
    xml("w:tcW", { "w:w": width, "w:type": "dxa" }),
    span > 1 ? xml("w:gridSpan", { "w:val": span }) : "",
    shaded ? '<w:shd w:val="clear" w:color="auto" w:fill="EEF1F5"/>' : "",
  );
  const ended = content.endsWith("</w:p>") || content.endsWith("<w:p/>");
  return xml("w:tc", {}, properties, content, ended ? "" : paragraph({ style: "CarrelCell", rtl }));
}

/** @param {Block} block @returns {Block} */
function emboldened(block) {
  if (block.kind !== "paragraph") return block;
  return {
    ...block,
    inlines: block.inlines.map((inline) =>
      inline.kind === "text" ? { ...inline, bold: true } : inline,
    ),
  };
}
