// Words in a Word file: runs, paragraphs, and the content controls in which answers stand.

import { cleanText, escapeXml, xml } from "../lib/xml.js";
import { bookmarkName, controlTag, controlTitle, markKey } from "./docx-names.js";
import { INDENT } from "./docx-styles.js";

/**
 * @typedef {import("../documents/paper.js").Field} Field
 * @typedef {import("../documents/paper.js").Choice} Choice
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

const CHECKED = "\u2612",
  UNCHECKED = "\u2610";
const GAP = "_".repeat(14);
const RIGHT_TO_LEFT =
  "\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFC\\u{10800}-\\u{10FFF}\\u{1E800}-\\u{1EFFF}";
const RTL_PARTS = new RegExp(`([${RIGHT_TO_LEFT}](?:[^\\p{L}]*[${RIGHT_TO_LEFT}\\p{M}])*)`, "u");
const FIRST_LETTER = /\p{L}/u;
const IS_RTL = new RegExp(`[${RIGHT_TO_LEFT}]`, "u");

// Runs

/** @param {string} text without line breaks or tabs @param {string} look @returns {string} */
function plainRun(text, look) {
  return xml(
    "w:r",
    {},
    look ? xml("w:rPr", {}, look) : "",
    xml("w:t", { "xml:space": "preserve" }, escapeXml(text)),
  );
}

/** Words in one line, each part in the direction of its letters. @param {string} line @param {string} look @returns {string} */
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

/** Whether a text begins in a script that is written from right to left. @param {string} text @returns {boolean} */
export function startsRtl(text) {
  const first = FIRST_LETTER.exec(text);
  return !!first && IS_RTL.test(first[0]);
}

/**
 * @typedef {{ style?: string, indent?: number, list?: { id: number, level: number }, centred?: boolean, rtl?: boolean, keep?: boolean, whole?: boolean, last?: boolean }} Look how a paragraph looks
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

// Controls and bookmarks

/** A number that the file has not used, from a name. @param {string} name @param {Set<number>} taken @returns {number} */
function freshNumber(name, taken) {
  let number = 7;
  for (let index = 0; index < name.length; index++)
    number = (Math.imul(number, 31) + name.charCodeAt(index)) & 0x7fffffff;
  while (!number || taken.has(number)) number = (number + 1) & 0x7fffffff;
  taken.add(number);
  return number;
}

/** A bookmark around `content`. @param {string} key @param {string} content @param {Draft} draft @returns {string} */
function bookmarked(key, content, draft) {
  const name = bookmarkName(key);
  if (draft.bookmarks.has(name)) return content;
  draft.bookmarks.set(name, key);
  const id = draft.nextBookmark++;
  return (
    xml("w:bookmarkStart", { "w:id": id, "w:name": name }) +
    content +
    xml("w:bookmarkEnd", { "w:id": id })
  );
}

/**
 * A content control in a line.
 * @param {{ key: string, title: string, kind: string, content: string, blank: boolean }} control
 * @param {Draft} draft
 * @returns {string}
 */
function control({ key, title, kind, content, blank }, draft) {
  const properties = [
    title ? xml("w:alias", { "w:val": controlTitle(title) }) : "",
    xml("w:tag", { "w:val": controlTag(key) }),
    xml("w:id", { "w:val": freshNumber(key, draft.controls) }),
    blank ? "<w:showingPlcHdr/>" : "",
    kind,
  ];
  return bookmarked(
    key,
    xml("w:sdt", {}, xml("w:sdtPr", {}, ...properties), xml("w:sdtContent", {}, content)),
    draft,
  );
}

/** @param {string} text @returns {string} */
function placeholder(text) {
  return runs(text, xml("w:rStyle", { "w:val": "PlaceholderText" }));
}

/**
 * The kind of a control. Rich text and not plain: LibreOffice takes a plain one for an input field, and loses its line breaks.
 * @param {Field} field
 * @param {Draft} draft
 * @returns {string}
 */
function controlKind(field, draft) {
  if (field.kind !== "date") return "<w:richText/>";
  const chosen = isDay(field.value) ? { "w:fullDate": `${field.value}T00:00:00Z` } : {};
  const format =
    xml("w:dateFormat", { "w:val": "yyyy-MM-dd" }) + xml("w:lid", { "w:val": draft.language });
  return xml(
    "w:date",
    chosen,
    format,
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/>',
  );
}

/** @param {unknown} value @returns {boolean} */
function isDay(value) {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** Room to write in by hand. @param {Field} field @param {boolean} inTable @param {Draft} draft @returns {string} */
function invitation(field, inTable, draft) {
  if (field.kind === "date") return draft.words.word_date;
  if (field.kind === "short") return GAP;
  return (
    draft.words.word_placeholder +
    (inTable ? "" : "\n".repeat(Math.ceil(Math.max(field.lines, 2) * 1.5) - 1))
  );
}

/** The answer to a question that is answered in words, as a control in a line. @param {Field} field @param {boolean} inTable @param {Draft} draft @returns {string} */
export function answerControl(field, inTable, draft) {
  const content = field.blank
    ? placeholder(invitation(field, inTable, draft))
    : runs(String(field.value));
  return control(
    {
      key: field.key,
      title: field.label,
      kind: controlKind(field, draft),
      content,
      blank: field.blank,
    },
    draft,
  );
}

/** A box to tick. @param {Field} field @param {Choice} choice @param {Draft} draft @returns {string} */
export function tickControl(field, choice, draft) {
  const ticked = Array.isArray(field.value)
    ? field.value.includes(choice.id)
    : field.value === choice.id;
  const sign = (/** @type {string} */ name, /** @type {string} */ code) =>
    xml(`w14:${name}`, { "w14:val": code, "w14:font": "MS Gothic" });
  const kind = xml(
    "w14:checkbox",
    {},
    xml("w14:checked", { "w14:val": ticked ? 1 : 0 }),
    sign("checkedState", "2612"),
    sign("uncheckedState", "2610"),
  );
  const fonts = xml("w:rFonts", {
    "w:ascii": "MS Gothic",
    "w:eastAsia": "MS Gothic",
    "w:hAnsi": "MS Gothic",
    "w:hint": "eastAsia",
  });
  const content = plainRun(ticked ? CHECKED : UNCHECKED, fonts);
  const title = field.kind === "rating" ? `${field.label}: ${choice.text}` : choice.text;
  return control({ key: markKey(field.key, choice.id), title, kind, content, blank: false }, draft);
}

/** The place of one thing in an order. @param {Field} field @param {Choice} choice @param {Draft} draft @returns {string} */
export function placeControl(field, choice, draft) {
  const place = Array.isArray(field.value) ? field.value.indexOf(choice.id) + 1 : 0;
  const content = place ? runs(String(place)) : placeholder("____");
  return control(
    {
      key: markKey(field.key, choice.id),
      title: choice.text,
      kind: "<w:richText/>",
      content,
      blank: !place,
    },
    draft,
  );
}
