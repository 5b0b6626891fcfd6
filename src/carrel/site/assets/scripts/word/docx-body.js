// The blocks of a worksheet as paragraphs and tables of a Word file.

import { formOf } from "../documents/forms.js";
import { xml } from "../lib/xml.js";
import { lookAt } from "./docx-place.js";
import { MARGIN } from "./docx-styles.js";
import { tableXml } from "./docx-table.js";
import { linkXml, paragraph, runs } from "./docx-text.js";

/**
 * @typedef {import("../documents/description.js").Block} Block
 * @typedef {import("../documents/description.js").Inline} Inline
 * @typedef {import("../documents/description.js").ListBlock} ListBlock
 * @typedef {import("./docx-place.js").Place} Place
 * @typedef {import("./docx-text.js").Draft} Draft
 */

const ASKED = new Set(["field", "table", "hint"]);
const STYLES = { label: "CarrelLabel", hint: "CarrelHint", code: "CarrelCode" };

/**
 * The levels of a document's headings: no level is left out, whatever the page had around the
 * worksheet.
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
    case "code":
      return paragraph({ ...lookAt(place, draft), style: STYLES[block.kind] }, runs(block.text));
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
      return tableXml(block, place, draft, blocksXml);
    case "field":
      return formOf(block.field).toWord(block.field, place, draft);
  }
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
  if (inline.kind === "field") return formOf(inline.field).toWordInline(inline.field, draft);
  if (inline.kind === "mark")
    return formOf(inline.field).toWordInline(inline.field, draft, inline.choice);
  const fonts = inline.code
    ? xml("w:rFonts", { "w:ascii": "Consolas", "w:hAnsi": "Consolas", "w:cs": "Consolas" })
    : "";
  const look =
    fonts + (inline.bold ? "<w:b/><w:bCs/>" : "") + (inline.italic ? "<w:i/><w:iCs/>" : "");
  return inline.href ? linkXml(inline.href, inline.text, look, draft) : runs(inline.text, look);
}

/** @param {ListBlock} block @param {Place} place @param {Draft} draft @returns {string} */
function listXml(block, place, draft) {
  const level = Math.min(place.depth, 8);
  draft.lists.push({ ordered: block.ordered, level, start: block.start });
  const list = { id: draft.lists.length, level };
  const inside = { ...place, style: "", indent: level + 1, depth: place.depth + 1, list };
  return block.items.map((item) => itemXml(item, inside, draft)).join("");
}

/**
 * An item begins with a paragraph that bears its sign.
 * @param {Block[]} item
 * @param {Place} place
 * @param {Draft} draft
 * @returns {string}
 */
function itemXml(item, place, draft) {
  if (item[0]?.kind === "paragraph") return blocksXml(item, place, draft);
  return (
    paragraph({ ...lookAt(place, draft) }) + blocksXml(item, { ...place, list: undefined }, draft)
  );
}

/**
 * @param {{ width: number, height: number }} paper
 * @param {boolean} rtl
 * @param {boolean} headed whether pages after the first have a header
 * @returns {string}
 */
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
