// Reads an OpenDocument text, as LibreOffice saves it, as a flow.

import { allNamed, childNamed, elementsIn, parseXml, textInside } from "../lib/xml-reader.js";
import { FlowWriter } from "./flow.js";

/**
 * @typedef {import("../lib/xml-reader.js").XmlNode} XmlNode
 * @typedef {import("./flow.js").Flow} Flow
 *
 * @typedef {object} OdtReading
 * @property {FlowWriter} flow
 * @property {Map<string, string>} styles the named style behind each automatic one
 * @property {boolean} verbatim true where spaces count
 */

const PASSED_OVER = new Set([
  "text:tracked-changes",
  "text:note",
  "office:annotation",
  "text:sequence-decls",
  "draw:frame",
  "text:ruby-text",
]);
const LONGEST_REPEAT = 200;

/**
 * @param {Map<string, Uint8Array>} files
 * @returns {Flow}
 */
export function readOdtFlow(files) {
  const read = (/** @type {string} */ name) =>
    files.has(name) ? parseXml(new TextDecoder().decode(files.get(name))) : undefined;
  const content = read("content.xml");
  const flow = new FlowWriter();
  const text = childNamed(childNamed(content, "office:body"), "office:text");
  walkOdt(text, { flow, styles: parentStyles(content), verbatim: false });
  return flow.finished(userProperties(read("meta.xml")));
}

/** @param {XmlNode | undefined} meta @returns {Map<string, string>} */
function userProperties(meta) {
  return new Map(
    allNamed(meta, "meta:user-defined").map((node) => [
      node.attributes["meta:name"] ?? "",
      textInside(node).trim(),
    ]),
  );
}

/** @param {XmlNode | undefined} content @returns {Map<string, string>} */
function parentStyles(content) {
  const automatic = allNamed(childNamed(content, "office:automatic-styles"), "style:style");
  return new Map(
    automatic.map(({ attributes }) => [
      attributes["style:name"] ?? "",
      attributes["style:parent-style-name"] ?? "",
    ]),
  );
}

/**
 * A style's name as people see it.
 * @param {XmlNode} node
 * @param {OdtReading} reading
 * @returns {string}
 */
function odtStyle(node, { styles }) {
  const name = node.attributes["text:style-name"] ?? "";
  return (styles.get(name) ?? name)
    .replace(/_([0-9a-f]{2})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)))
    .toLowerCase();
}

/** @param {XmlNode | undefined} node @param {OdtReading} reading */
function walkOdt(node, reading) {
  for (const child of node?.children ?? []) {
    if (typeof child === "string") reading.flow.write(spaced(child, reading));
    else if (!PASSED_OVER.has(child.name)) readOdt(child, reading);
  }
}

/**
 * Text as it counts: spaces beyond the first stand in elements of their own.
 * @param {string} text
 * @param {OdtReading} reading
 * @returns {string}
 */
function spaced(text, { flow, verbatim }) {
  if (verbatim) return text.replace(/\r/g, "").replace(/\n$/, "");
  const collapsed = text.replace(/[ \t\r\n]+/g, " ");
  const [line, at] = flow.here();
  return at === 0 || flow.lines[line]?.text.endsWith("\n")
    ? collapsed.replace(/^ /, "")
    : collapsed;
}

/** @param {XmlNode} node @param {OdtReading} reading */
function readOdt(node, reading) {
  const { flow } = reading;
  const { attributes } = node;
  switch (node.name) {
    case "text:p":
    case "text:h":
      return flow.line(odtStyle(node, reading), () => walkOdt(node, reading));
    case "table:table":
      return flow.table(
        odtRows(node).map((row) => odtCells(row).map((cell) => () => walkOdt(cell, reading))),
      );
    case "text:s":
      return flow.write(" ".repeat(Math.min(Number(attributes["text:c"] ?? 1) || 1, 10_000)));
    case "text:tab":
      return flow.write("\t");
    case "text:line-break":
      return flow.write("\n");
    case "text:bookmark":
    case "text:bookmark-start":
      return flow.openBookmark(attributes["text:name"] ?? "");
    case "text:bookmark-end":
      return flow.closeBookmark(attributes["text:name"] ?? "");
    case "text:text-input":
      return walkOdt(node, { ...reading, verbatim: true });
    case "loext:content-control":
      return flow.control(odtControl(attributes), () => walkOdt(node, reading));
    default:
      return walkOdt(node, reading);
  }
}

/** @param {Record<string, string>} attributes */
function odtControl(attributes) {
  return {
    name: attributes["loext:tag"] ?? "",
    title: attributes["loext:alias"] ?? "",
    checked:
      attributes["loext:checkbox"] === "true" ? attributes["loext:checked"] === "true" : undefined,
    day: (attributes["loext:current-date"] ?? "").slice(0, 10),
  };
}

/** @param {XmlNode} table @returns {XmlNode[]} */
function odtRows(table) {
  return elementsIn(table).flatMap((child) => {
    if (child.name === "table:table-row") return [child];
    return /rows|row-group/.test(child.name) ? odtRows(child) : [];
  });
}

/** @param {XmlNode} row @returns {XmlNode[]} */
function odtCells(row) {
  return elementsIn(row)
    .filter(({ name }) => name === "table:table-cell" || name === "table:covered-table-cell")
    .flatMap((cell) =>
      Array.from(
        {
          length: Math.min(
            Number(cell.attributes["table:number-columns-repeated"] ?? 1) || 1,
            LONGEST_REPEAT,
          ),
        },
        () => cell,
      ),
    );
}
