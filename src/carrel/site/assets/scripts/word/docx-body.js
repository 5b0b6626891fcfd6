// The blocks of a worksheet as paragraphs and tables of a Word file.

import { xml } from "../lib/xml.js";
import { INDENT, MARGIN } from "./docx-styles.js";
import {
  answerControl,
  paragraph,
  placeControl,
  runs,
  startsRtl,
  tickControl,
} from "./docx-text.js";

/**
 * @typedef {import("../documents/paper.js").Block} Block
 * @typedef {import("../documents/paper.js").Field} Field
 * @typedef {import("../documents/paper.js").Choice} Choice
 * @typedef {import("../documents/paper.js").Inline} Inline
 * @typedef {import("../documents/paper.js").Cell} Cell
 * @typedef {import("../documents/paper.js").TableBlock} TableBlock
 * @typedef {import("../documents/paper.js").ListBlock} ListBlock
 * @typedef {import("./docx-text.js").Draft} Draft
 * @typedef {import("./docx-text.js").Look} Look
 *
 * @typedef {object} Place where a block stands
 * @property {number} indent steps to the right
 * @property {boolean} inTable
 * @property {boolean} [stays] whether it stays on one page with the row below
 * @property {boolean} asks whether what comes next belongs to it
 * @property {string} style of ordinary paragraphs
 * @property {{ id: number, level: number } | undefined} list of which the next paragraph is an item
 * @property {number} depth of lists
 * @property {(level: number) => number} headingLevel
 */

const ROOM = 850; // the height of a blank cell, in twentieths of a point: enough for two lines by hand
const PICTURE_WIDTH = 8.5,
  PICTURE_HEIGHT = 10; // centimetres, at most
const EMU_PER_CM = 360000,
  EMU_PER_PIXEL = 9525;
const ASKED = new Set(["field", "table", "hint"]);
const MOST_ROWS_TOGETHER = 4; // of a table that stays on one page; of a longer one, neither its first nor its last row stands alone
const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006";
export const MEDIA_TYPES = /** @type {Record<string, string>} */ ({
  "image/png": "png",
  "image/jpeg": "jpeg",
  "image/gif": "gif",
});

/**
 * The levels of a document's headings: no level is left out, whatever the page had around the worksheet.
 * @param {Block[]} blocks
 * @param {number} above the level of the heading over them
 * @returns {(level: number) => number}
 */
function headingLevels(blocks, above) {
  const found = new Set(blocks.flatMap(levelsIn));
  const sorted = [...found].sort((one, other) => one - other);
  return (level) => Math.min(6, above + 1 + sorted.indexOf(level));
}

/** @param {Block} block @returns {number[]} */
function levelsIn(block) {
  if (block.kind === "heading") return [block.level];
  if (block.kind === "list") return block.items.flat().flatMap(levelsIn);
  if (block.kind === "table")
    return [...block.header, ...block.rows].flat().flatMap((cell) => cell.blocks.flatMap(levelsIn));
  return "blocks" in block ? block.blocks.flatMap(levelsIn) : [];
}

/**
 * The blocks of one worksheet.
 * @param {Block[]} blocks
 * @param {number} above the level of the heading over them
 * @param {Draft} draft
 * @returns {string}
 */
export function bodyXml(blocks, above, draft) {
  const place = {
    indent: 0,
    inTable: false,
    asks: false,
    style: "",
    list: undefined,
    depth: 0,
    headingLevel: headingLevels(blocks, above),
  };
  return blocksXml(blocks, place, draft);
}

/** @param {Block[]} blocks @param {Place} place @param {Draft} draft @returns {string} */
function blocksXml(blocks, place, draft) {
  return blocks
    .map((block, index) => {
      const next = blocks[index + 1]?.kind;
      const asks =
        !place.inTable &&
        (ASKED.has(next) || (draft.finished && next === "list" && block.kind !== "list"));
      return blockXml(block, { ...place, asks, list: index ? undefined : place.list }, draft);
    })
    .join("");
}

/** @param {Block} block @param {Place} place @param {Draft} draft @returns {string} */
function blockXml(block, place, draft) {
  switch (block.kind) {
    case "heading":
      return paragraph(
        { style: `Heading${place.headingLevel(block.level)}`, rtl: draft.rtl },
        inlinesXml(block.inlines, draft),
      );
    case "paragraph":
      return paragraphXml(block.inlines, place, draft);
    case "label":
    case "hint":
      return paragraph(
        { ...lookAt(place, draft), style: block.kind === "label" ? "CarrelLabel" : "CarrelHint" },
        runs(block.text),
      );
    case "code":
      return paragraph({ ...lookAt(place, draft), style: "CarrelCode" }, runs(block.text));
    case "image":
      return paragraph(
        lookAt(place, draft),
        runs(`[${[block.alt, block.caption].filter(Boolean).join(" – ")}]`, "<w:i/><w:iCs/>"),
      );
    case "quote":
      return blocksXml(block.blocks, { ...place, style: "Quote", indent: place.indent + 1 }, draft);
    case "box":
      return blocksXml(block.blocks, { ...place, indent: place.indent + 1 }, draft);
    case "list":
      return listXml(block, place, draft);
    case "table":
      return tableXml(block, place, draft);
    case "field":
      return fieldXml(block.field, place, draft);
  }
}

/** @param {Place} place @param {Draft} draft @returns {Look} */
function lookAt(place, draft) {
  const style = place.style || (place.inTable ? "CarrelCell" : place.list ? "ListParagraph" : "");
  return {
    style,
    indent: place.indent,
    list: place.list,
    rtl: draft.rtl,
    keep: place.asks || place.stays,
  };
}

// Lines

/** @param {Inline[]} inlines @param {Place} place @param {Draft} draft @returns {string} */
function paragraphXml(inlines, place, draft) {
  const onlyMark = inlines.length === 1 && inlines[0].kind === "mark";
  return paragraph({ ...lookAt(place, draft), centred: onlyMark }, inlinesXml(inlines, draft));
}

/** @param {Inline[]} inlines @param {Draft} draft @returns {string} */
function inlinesXml(inlines, draft) {
  return inlines.map((inline) => inlineXml(inline, draft)).join("");
}

/** @param {Inline} inline @param {Draft} draft @returns {string} */
function inlineXml(inline, draft) {
  if (inline.kind === "break") return "<w:r><w:br/></w:r>";
  if (inline.kind === "field") return answerControl(inline.field, true, draft);
  if (inline.kind === "mark") return tickControl(inline.field, inline.choice, draft);
  const fonts = inline.code
    ? xml("w:rFonts", { "w:ascii": "Consolas", "w:hAnsi": "Consolas", "w:cs": "Consolas" })
    : "";
  const look =
    fonts + (inline.bold ? "<w:b/><w:bCs/>" : "") + (inline.italic ? "<w:i/><w:iCs/>" : "");
  return inline.href ? linkXml(inline.href, inline.text, look, draft) : runs(inline.text, look);
}

/** @param {string} href @param {string} text @param {string} look @param {Draft} draft @returns {string} */
export function linkXml(href, text, look, draft) {
  if (!draft.links.includes(href)) draft.links.push(href);
  const id = `link${draft.links.indexOf(href) + 1}`;
  return xml(
    "w:hyperlink",
    { "r:id": id, "w:history": 1 },
    runs(text, xml("w:rStyle", { "w:val": "Hyperlink" }) + look),
  );
}

/** @param {ListBlock} block @param {Place} place @param {Draft} draft @returns {string} */
function listXml(block, place, draft) {
  const level = Math.min(place.depth, 8);
  draft.lists.push({ ordered: block.ordered, level, start: block.start });
  const list = { id: draft.lists.length, level };
  const inside = { ...place, style: "", indent: level + 1, depth: place.depth + 1, list };
  return block.items.map((item) => itemXml(item, inside, draft)).join("");
}

/** An item begins with a paragraph that bears its sign. @param {Block[]} item @param {Place} place @param {Draft} draft @returns {string} */
function itemXml(item, place, draft) {
  if (item[0]?.kind === "paragraph") return blocksXml(item, place, draft);
  return (
    paragraph({ ...lookAt(place, draft) }) + blocksXml(item, { ...place, list: undefined }, draft)
  );
}

// Fields

/** @param {Field} field @param {Place} place @param {Draft} draft @returns {string} */
function fieldXml(field, place, draft) {
  if (field.kind === "tick" || field.kind === "choose" || field.kind === "rating")
    return field.choices
      .map((choice) => choiceXml(field, choice, tickControl(field, choice, draft), place, draft))
      .join("");
  if (field.kind === "rank")
    return field.choices
      .map((choice) => choiceXml(field, choice, placeControl(field, choice, draft), place, draft))
      .join("");
  const rtl = field.blank
    ? draft.rtl
    : startsRtl(String(field.value)) || (draft.rtl && !/\p{L}/u.test(String(field.value)));
  const look = {
    ...lookAt(place, draft),
    style: place.inTable ? "CarrelCellAnswer" : "CarrelAnswer",
    list: undefined,
    rtl,
    keep: false,
    whole: field.blank && !place.inTable,
  };
  const answer = paragraph(look, answerControl(field, place.inTable, draft));
  return field.kind === "picture" ? pictureXml(field, place, draft) + answer : answer;
}

/** @param {Field} field @param {Choice} choice @param {string} sign @param {Place} place @param {Draft} draft @returns {string} */
function choiceXml(field, choice, sign, place, draft) {
  const other = choice.other ? runs(" ") + answerControl(choice.other, true, draft) : "";
  const last = choice === field.choices[field.choices.length - 1];
  return paragraph(
    { style: "CarrelChoice", indent: place.indent, rtl: draft.rtl, keep: !last, last },
    sign,
    "<w:r><w:tab/></w:r>",
    runs(choice.text),
    other,
  );
}

/** The learner's picture, or a frame to draw in. @param {Field} field @param {Place} place @param {Draft} draft @returns {string} */
function pictureXml(field, place, draft) {
  const picture = field.picture;
  const ending = picture && MEDIA_TYPES[picture.type];
  if (!picture || !ending)
    return place.inTable || !field.blank
      ? ""
      : paragraph(
          { style: "CarrelFrame", indent: place.indent, rtl: draft.rtl },
          runs(draft.words.word_draw),
        );
  draft.media.push({ name: `picture${draft.media.length + 1}.${ending}`, bytes: picture.bytes });
  return paragraph(
    { ...lookAt(place, draft), keep: true },
    drawingXml(field, picture, draft.media.length),
  );
}

/** @param {Field} field @param {import("../documents/paper.js").Picture} picture @param {number} number @returns {string} */
function drawingXml(field, picture, number) {
  const [width, height] = [picture.width, picture.height].map(
    (pixels) => Math.max(1, pixels) * EMU_PER_PIXEL,
  );
  const scale = Math.min(
    1,
    (PICTURE_WIDTH * EMU_PER_CM) / width,
    (PICTURE_HEIGHT * EMU_PER_CM) / height,
  );
  const size = { cx: Math.round(width * scale), cy: Math.round(height * scale) };
  const named = {
    id: number,
    name: `Picture ${number}`,
    descr: field.blank ? field.label : String(field.value).slice(0, 2000),
  };
  const shape = xml(
    "pic:spPr",
    {},
    xml("a:xfrm", {}, '<a:off x="0" y="0"/>', xml("a:ext", size)),
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
  );
  const fill = xml(
    "pic:blipFill",
    {},
    xml("a:blip", { "r:embed": `picture${number}` }),
    "<a:stretch><a:fillRect/></a:stretch>",
  );
  const body = xml(
    "pic:pic",
    { "xmlns:pic": `${DRAWING}/picture` },
    xml("pic:nvPicPr", {}, xml("pic:cNvPr", named), "<pic:cNvPicPr/>"),
    fill,
    shape,
  );
  const graphic = xml(
    "a:graphic",
    { "xmlns:a": `${DRAWING}/main` },
    xml("a:graphicData", { uri: `${DRAWING}/picture` }, body),
  );
  const inline = xml(
    "wp:inline",
    { distT: 0, distB: 0, distL: 0, distR: 0 },
    xml("wp:extent", size),
    xml("wp:docPr", named),
    graphic,
  );
  return xml("w:r", {}, xml("w:drawing", {}, inline));
}

// Tables

/** @param {TableBlock} table @param {Place} place @param {Draft} draft @returns {string} */
function tableXml(table, place, draft) {
  const columns = columnWidths(table, draft.width - place.indent * INDENT, draft.finished);
  const inside = { ...place, indent: 0, inTable: true, style: "", list: undefined };
  const last = table.rows.length - 1;
  const stays = (/** @type {number} */ at) =>
    draft.finished && at < last && (last < MOST_ROWS_TOGETHER || at === 0 || at === last - 1);
  const body = table.rows.map((row, at) =>
    rowXml(row, false, columns, { ...inside, stays: stays(at) }, draft),
  );
  const rows = [
    ...table.header.map((row) =>
      rowXml(row, true, columns, { ...inside, stays: draft.finished }, draft),
    ),
    ...body,
  ];
  const headedRows = table.rows.some((row) => row[0]?.header);
  const look = xml("w:tblLook", {
    "w:val": headedRows ? "00A0" : "0020",
    "w:firstRow": 1,
    "w:lastRow": 0,
    "w:firstColumn": headedRows ? 1 : 0,
    "w:lastColumn": 0,
    "w:noHBand": 1,
    "w:noVBand": 1,
  });
  const properties = [
    xml("w:tblStyle", { "w:val": draft.finished ? "CarrelTable" : "TableGrid" }),
    draft.rtl ? "<w:bidiVisual/>" : "",
    xml("w:tblW", { "w:w": sum(columns), "w:type": "dxa" }),
    place.indent ? xml("w:tblInd", { "w:w": place.indent * INDENT, "w:type": "dxa" }) : "",
    '<w:tblLayout w:type="fixed"/>',
    look,
    table.caption ? xml("w:tblCaption", { "w:val": table.caption }) : "",
  ];
  const caption = table.caption
    ? paragraph({ ...lookAt(place, draft), keep: true }, runs(table.caption, "<w:b/><w:bCs/>"))
    : "";
  const grid = xml("w:tblGrid", {}, ...columns.map((width) => xml("w:gridCol", { "w:w": width })));
  return (
    caption +
    xml("w:tbl", {}, xml("w:tblPr", {}, ...properties), grid, ...rows) +
    paragraph({ style: "CarrelCell", rtl: draft.rtl })
  );
}

/** @param {number[]} numbers @returns {number} */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Columns of boxes to tick are narrow, columns to write in are wide. @param {TableBlock} table @param {number} width @param {boolean} finished @returns {number[]} */
function columnWidths(table, width, finished) {
  const rows = [...table.header, ...table.rows];
  const count = Math.max(...rows.map((row) => sum(row.map((cell) => cell.span))), 1);
  const marks = (/** @type {number} */ column) =>
    table.rows.some((row) =>
      row[column]?.blocks.some(
        (block) => block.kind === "paragraph" && block.inlines[0]?.kind === "mark",
      ),
    );
  const headed = table.rows.some((row) => row[0]?.header);
  const rated = Array.from({ length: count }, (_, column) => column).some(marks);
  const shares = Array.from({ length: count }, (_, column) =>
    marks(column)
      ? 2
      : column === 0 && headed
        ? rated && count < 5
          ? 5
          : finished && count > 2
            ? 4
            : 3
        : finished && count === 2
          ? 7
          : 5,
  );
  return shares.map((share) => Math.floor((width * share) / sum(shares)));
}

/** @param {Cell[]} row @param {boolean} isHeader @param {number[]} columns @param {Place} place @param {Draft} draft @returns {string} */
function rowXml(row, isHeader, columns, place, draft) {
  const cells = evened(row, columns.length);
  const toWrite = cells.some((cell) =>
    cell.blocks.some(
      (block) =>
        block.kind === "field" &&
        block.field.blank &&
        (block.field.kind === "text" || block.field.kind === "picture"),
    ),
  );
  const short =
    sum(
      cells.flatMap((cell) =>
        cell.blocks.map((block) => (block.kind === "field" ? String(block.field.value).length : 0)),
      ),
    ) < 800;
  const properties = [
    short ? "<w:cantSplit/>" : "",
    toWrite ? xml("w:trHeight", { "w:val": ROOM, "w:hRule": "atLeast" }) : "",
    isHeader ? "<w:tblHeader/>" : "",
  ].join("");
  let at = 0;
  const written = cells.map((cell) => {
    const width = sum(columns.slice(at, at + cell.span));
    at += cell.span;
    return cellXml(cell, width, place, draft, isHeader);
  });
  return xml("w:tr", {}, properties ? xml("w:trPr", {}, properties) : "", ...written);
}

/** A row with as many cells as the table has columns. @param {Cell[]} row @param {number} count @returns {Cell[]} */
function evened(row, count) {
  const missing = count - sum(row.map((cell) => cell.span));
  return [
    ...row,
    ...Array.from({ length: Math.max(0, missing) }, () => ({ header: false, blocks: [], span: 1 })),
  ];
}

/** @param {Cell} cell @param {number} width @param {Place} place @param {Draft} draft @param {boolean} [isHeader] @returns {string} */
function cellXml(cell, width, place, draft, isHeader = false) {
  const shade =
    cell.header && (isHeader || !draft.finished)
      ? '<w:shd w:val="clear" w:color="auto" w:fill="EEF1F5"/>'
      : "";
  const properties = xml(
    "w:tcPr",
    {},
    xml("w:tcW", { "w:w": width, "w:type": "dxa" }),
    cell.span > 1 ? xml("w:gridSpan", { "w:val": cell.span }) : "",
    shade,
  );
  const blocks = cell.header ? cell.blocks.map(emboldened) : cell.blocks;
  const content = blocksXml(blocks, place, draft);
  const ended = content.endsWith("</w:p>") || content.endsWith("<w:p/>");
  return xml(
    "w:tc",
    {},
    properties,
    content,
    ended ? "" : paragraph({ style: "CarrelCell", rtl: draft.rtl }),
  );
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

/** @param {{ width: number, height: number }} paper @param {boolean} rtl @param {boolean} headed whether pages after the first have a header @returns {string} */
export function sectionXml(paper, rtl, headed) {
  const size = xml("w:pgSz", { "w:w": paper.width, "w:h": paper.height });
  const margins = xml("w:pgMar", {
    "w:top": MARGIN,
    "w:right": MARGIN,
    "w:bottom": MARGIN,
    "w:left": MARGIN,
    "w:header": 567,
    "w:footer": 567,
    "w:gutter": 0,
  });
  const footers = ["default", ...(headed ? ["first"] : [])].map((type) =>
    xml("w:footerReference", { "w:type": type, "r:id": "footer" }),
  );
  const header = headed ? xml("w:headerReference", { "w:type": "default", "r:id": "header" }) : "";
  return xml(
    "w:sectPr",
    {},
    header,
    ...footers,
    size,
    margins,
    headed ? "<w:titlePg/>" : "",
    rtl ? "<w:bidi/>" : "",
  );
}
