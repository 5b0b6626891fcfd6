// The content controls of a Word file in which answers stand, each with a bookmark around it.

import { xml } from "../lib/xml.js";
import { bookmarkName, controlTag, controlTitle, markKey } from "./docx-names.js";
import { plainRun, runs } from "./docx-text.js";

/**
 * @typedef {import("../documents/description.js").Choice} Choice
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("./docx-text.js").Draft} Draft
 */

const CHECKED = "\u2612";
const UNCHECKED = "\u2610";
const RICH_TEXT = "<w:richText/>"; // LibreOffice loses the line breaks of a plain one

/**
 * A number that the file has not used, from a name.
 * @param {string} name
 * @param {Set<number>} taken
 * @returns {number}
 */
function freshNumber(name, taken) {
  let number = 7;
  for (let index = 0; index < name.length; index++)
    number = (Math.imul(number, 31) + name.charCodeAt(index)) & 0x7fffffff;
  while (!number || taken.has(number)) number = (number + 1) & 0x7fffffff;
  taken.add(number);
  return number;
}

/**
 * A bookmark around `content`.
 * @param {string} key
 * @param {string} content
 * @param {Draft} draft
 * @returns {string}
 */
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
 * Returns the control of an answer in words.
 * @param {PaperField} field
 * @param {string} prompt what stands in it while it is blank
 * @param {Draft} draft
 * @param {string} [kind] the properties of its kind
 * @returns {string}
 */
export function answerControl(field, prompt, draft, kind = RICH_TEXT) {
  const { key, label: title, blank } = field;
  const content = blank ? placeholder(prompt) : runs(String(field.value));
  return control({ key, title, kind, content, blank }, draft);
}

/**
 * A box to tick.
 * @param {PaperField} field
 * @param {Choice} choice
 * @param {string} title
 * @param {Draft} draft
 * @returns {string}
 */
export function tickControl(field, choice, title, draft) {
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
  return control({ key: markKey(field.key, choice.id), title, kind, content, blank: false }, draft);
}

/**
 * The place of one thing in an order.
 * @param {PaperField} field
 * @param {Choice} choice
 * @param {Draft} draft
 * @returns {string}
 */
export function placeControl(field, choice, draft) {
  const place = Array.isArray(field.value) ? field.value.indexOf(choice.id) + 1 : 0;
  const content = place ? runs(String(place)) : placeholder("____");
  return control(
    {
      key: markKey(field.key, choice.id),
      title: choice.text,
      kind: RICH_TEXT,
      content,
      blank: !place,
    },
    draft,
  );
}
