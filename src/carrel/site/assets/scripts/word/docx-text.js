// Text in a Word file: runs and paragraphs.

import { cleanText, escapeXml, xml } from "../lib/xml.js";
import { INDENT } from "./docx-styles.js";

/**
 * @typedef {Record<string, string>} Words what the interface says, by name
 *
 * @typedef {object} Draft a Word file in the making
 * @property {Words} words
 * @property {boolean} rtl
 * @property {string} language
 * @property {number} width of the text, in twentieths of a point
 * @property {Map<string, string>} bookmarks their names, and the keys that they stand for
 * @property {Set<number>} controls the numbers of content controls
 * @property {string[]} links
 * @property {{ ordered: boolean, level: number, start: number }[]} lists
 * @property {{ name: string, bytes: Uint8Array }[]} media
 * @property {number} nextBookmark
 * @property {boolean} finished whether nothing in it is to be filled in
 */

const RIGHT_TO_LEFT =
  "\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFC\\u{10800}-\\u{10FFF}\\u{1E800}-\\u{1EFFF}";
const RTL_PARTS = new RegExp(`([${RIGHT_TO_LEFT}](?:[^\\p{L}]*[${RIGHT_TO_LEFT}\\p{M}])*)`, "u");
const FIRST_LETTER = /\p{L}/u;
const IS_RTL = new RegExp(`[${RIGHT_TO_LEFT}]`, "u");

// Runs

/** @param {string} text without line breaks or tabs @param {string} look @returns {string} */
export function plainRun(text, look) {
  return xml(
    "w:r",
    {},
    look ? xml("w:rPr", {}, look) : "",
    xml("w:t", { "xml:space": "preserve" }, escapeXml(text)),
  );
}

/**
 * Words in one line, each part in the direction of its letters.
 * @param {string} line
 * @param {string} look
 * @returns {string}
 */
function lineRuns(line, look) {
  if (!IS_RTL.test(line)) return line ? plainRun(line, look) : "";
  return line
    .split(RTL_PARTS)
    .map((part, index) => (part ? plainRun(part, index % 2 ? `${look}<w:rtl/>` : look) : ""))
    .join("");
}

/**
 * Text as runs; line breaks and tabs stay what they are.
 * @param {string} text
 * @param {string} [look] properties of the runs, in the order that the schema wants
 * @returns {string}
 */
export function runs(text, look = "") {
  const breaks = { "\n": "<w:br/>", "\t": "<w:tab/>" };
  return cleanText(text)
    .split(/([\n\t])/)
    .map((part) =>
      part === "\n" || part === "\t" ? xml("w:r", {}, breaks[part]) : lineRuns(part, look),
    )
    .join("");
}

/**
 * Whether a text begins in a script that is written from right to left.
 * @param {string} text
 * @returns {boolean}
 */
export function startsRtl(text) {
  const first = FIRST_LETTER.exec(text);
  return !!first && IS_RTL.test(first[0]);
}

/**
 * @typedef {object} Look how a paragraph looks
 * @property {string} [style]
 * @property {number} [indent] steps to the right
 * @property {{ id: number, level: number }} [list]
 * @property {boolean} [centred]
 * @property {boolean} [rtl]
 * @property {boolean} [keep] true if it stays on one page with the next paragraph
 * @property {boolean} [whole] true if its lines stay on one page
 * @property {boolean} [last] true for the last one of several choices
 */

/** @param {Look} look @param {...string} content @returns {string} */
export function paragraph(look, ...content) {
  const properties = [
    look.style ? xml("w:pStyle", { "w:val": look.style }) : "",
    look.keep ? "<w:keepNext/>" : "",
    look.whole ? "<w:keepLines/>" : "",
    look.list
      ? xml(
          "w:numPr",
          {},
          xml("w:ilvl", { "w:val": look.list.level }),
          xml("w:numId", { "w:val": look.list.id }),
        )
      : "",
    look.rtl ? "<w:bidi/>" : "",
    look.last ? xml("w:spacing", { "w:after": 160 }) : "",
    indentation(look),
    look.centred ? '<w:jc w:val="center"/>' : "",
  ].join("");
  return xml("w:p", {}, properties ? xml("w:pPr", {}, properties) : "", ...content);
}

/** @param {Look} look @returns {string} */
function indentation({ indent = 0, list, style }) {
  if (!indent || list) return "";
  const left = indent * INDENT;
  if (style === "CarrelChoice")
    return xml("w:ind", { "w:left": left + INDENT, "w:hanging": INDENT });
  return xml(
    "w:ind",
    style === "CarrelAnswer" || style === "CarrelFrame"
      ? { "w:left": left + 100, "w:right": 100 }
      : { "w:left": left },
  );
}

/**
 * Returns a link.
 * @param {string} href
 * @param {string} text
 * @param {string} look
 * @param {Draft} draft
 * @returns {string}
 */
export function linkXml(href, text, look, draft) {
  if (!draft.links.includes(href)) draft.links.push(href);
  const id = `link${draft.links.indexOf(href) + 1}`;
  return xml(
    "w:hyperlink",
    { "r:id": id, "w:history": 1 },
    runs(text, xml("w:rStyle", { "w:val": "Hyperlink" }) + look),
  );
}
