// Reads a Word file's text as a flow.

import { allNamed, childNamed, elementsIn, parseXml, textInside } from "../lib/xml-reader.js";
import { FlowWriter } from "./flow.js";

/**
 * @typedef {import("../lib/xml-reader.js").XmlNode} XmlNode
 * @typedef {import("./flow.js").Flow} Flow
 *
 * @typedef {object} DocxReading
 * @property {FlowWriter} flow
 * @property {Map<string, string>} styles the names of styles by their ids
 * @property {Map<string, string>} ids the names of bookmarks by their ids
 * @property {boolean} prompt true inside a control that shows its prompt
 */

const PASSED_OVER = new Set([
  "w:del",
  "w:moveFrom",
  "w:instrText",
  "w:delText",
  "w:pPr",
  "w:rPr",
  "w:tblPr",
  "w:trPr",
  "w:tcPr",
  "w:sdtPr",
  "w:sdtEndPr",
  "mc:Fallback",
  "w:footnoteReference",
  "w:sectPr",
]);
const SYMBOLS = /** @type {Record<string, string>} */ ({
  F0FE: "☑",
  F0FD: "☒",
  F0FC: "✓",
  F0FB: "✗",
  F0A8: "☐",
  F06F: "☐",
  F052: "☑",
  F053: "☒",
  F0A3: "☐",
});

/**
 * @param {Map<string, Uint8Array>} files
 * @returns {Flow}
 */
export function readDocxFlow(files) {
  const read = (/** @type {string} */ name) =>
    files.has(name) ? parseXml(new TextDecoder().decode(files.get(name))) : undefined;
  const body = childNamed(read("word/document.xml"), "w:body");
  const flow = new FlowWriter();
  walk(body, { flow, styles: styleNames(read("word/styles.xml")), ids: new Map(), prompt: false });
  return flow.finished(customProperties(read("docProps/custom.xml")));
}

/** @param {XmlNode | undefined} root @returns {Map<string, string>} */
function customProperties(root) {
  return new Map(
    elementsIn(root).map((property) => [
      property.attributes.name ?? "",
      textInside(property).trim(),
    ]),
  );
}

/**
 * The names of the styles by their ids.
 * @param {XmlNode | undefined} root
 * @returns {Map<string, string>}
 */
function styleNames(root) {
  return new Map(
    allNamed(root, "w:style").map((style) => [
      style.attributes["w:styleId"] ?? "",
      value(style, "w:name").toLowerCase(),
    ]),
  );
}

/**
 * The `w:val` of a child.
 * @param {XmlNode | undefined} node
 * @param {string} name
 * @returns {string}
 */
function value(node, name) {
  return childNamed(node, name)?.attributes["w:val"] ?? "";
}

/** @param {XmlNode | undefined} node @param {DocxReading} reading */
function walk(node, reading) {
  for (const child of elementsIn(node)) if (!PASSED_OVER.has(child.name)) read(child, reading);
}

/** @param {XmlNode} node @param {DocxReading} reading */
function read(node, reading) {
  const { flow, ids } = reading;
  switch (node.name) {
    case "w:p":
      return flow.line(styleOf(node, reading), () => walk(node, reading));
    case "w:tbl":
      return flow.table(
        rowsOf(node).map((row) => cellsOf(row).map((cell) => () => readCell(cell, reading))),
      );
    case "w:sdt":
      return readControl(node, reading);
    case "w:r":
      return readRun(node, reading);
    case "w:bookmarkStart":
      ids.set(node.attributes["w:id"], node.attributes["w:name"]);
      return flow.openBookmark(node.attributes["w:name"] ?? "");
    case "w:bookmarkEnd":
      return flow.closeBookmark(ids.get(node.attributes["w:id"]) ?? "");
    default:
      return walk(node, reading);
  }
}

/** @param {XmlNode} paragraph @param {DocxReading} reading @returns {string} */
function styleOf(paragraph, { styles }) {
  const id = value(childNamed(paragraph, "w:pPr"), "w:pStyle");
  return styles.get(id) ?? id.toLowerCase();
}

/**
 * The rows of a table; a control may stand around one.
 * @param {XmlNode} table
 * @returns {XmlNode[]}
 */
function rowsOf(table) {
  return elementsIn(table).flatMap((child) => {
    if (child.name === "w:tr") return [child];
    return child.name === "w:tbl" ? [] : rowsOf(child);
  });
}

/** The cells of a row, each perhaps inside a control. @param {XmlNode} row @returns {XmlNode[]} */
function cellsOf(row) {
  return elementsIn(row).filter(
    (child) => child.name === "w:tc" || allNamed(child, "w:tc").length > 0,
  );
}

/** @param {XmlNode} cell @param {DocxReading} reading */
function readCell(cell, reading) {
  if (cell.name === "w:tc") walk(cell, reading);
  else read(cell, reading);
}

/** @param {XmlNode} node @param {DocxReading} reading */
function readControl(node, reading) {
  const properties = childNamed(node, "w:sdtPr");
  const box = childNamed(properties, "w14:checkbox");
  const state = childNamed(box, "w14:checked")?.attributes["w14:val"];
  const control = {
    name: value(properties, "w:tag"),
    title: value(properties, "w:alias"),
    checked: box ? state === "1" || state === "true" : undefined,
    day: (childNamed(properties, "w:date")?.attributes["w:fullDate"] ?? "").slice(0, 10),
  };
  const shows = childNamed(properties, "w:showingPlcHdr");
  const prompt = !!shows && !["0", "false", "off"].includes(shows.attributes["w:val"] ?? "");
  reading.flow.control(control, () =>
    walk(childNamed(node, "w:sdtContent"), { ...reading, prompt }),
  );
}

/** @param {XmlNode} run @param {DocxReading} reading */
function readRun(run, reading) {
  const style = value(childNamed(run, "w:rPr"), "w:rStyle");
  const hidden = reading.prompt && /placeholder/i.test(reading.styles.get(style) ?? style);
  for (const child of elementsIn(run)) {
    const text = runText(child);
    if (text) reading.flow.write(text, hidden);
    else if (!PASSED_OVER.has(child.name) && child.children.length) walk(child, reading);
  }
}

/** @param {XmlNode} node @returns {string} */
function runText(node) {
  if (node.name === "w:t") return textInside(node);
  if (node.name === "w:tab") return "\t";
  if (
    node.name === "w:cr" ||
    (node.name === "w:br" && !["page", "column"].includes(node.attributes["w:type"] ?? ""))
  )
    return "\n";
  if (node.name === "w:noBreakHyphen") return "\u2011";
  if (node.name === "w:sym") return SYMBOLS[(node.attributes["w:char"] ?? "").toUpperCase()] ?? "";
  return "";
}
