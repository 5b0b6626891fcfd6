// What people do in Word and in LibreOffice to a file that Carrel wrote.

import assert from "node:assert/strict";
import { K } from "./every-blank.js";
import { changed, inText, literally, part } from "./word-files.js";

/** A run of text. @param {string} text XML */
export function run(text) {
  return `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

/**
 * Typing in Word: what a control holds is replaced, and it shows its prompt no longer.
 * @param {string} tag
 * @param {string} content
 */
function inControl(tag, content) {
  const within = "(?:(?!</w:sdtPr>).)*";
  const opened = `(<w:tag w:val="${literally(tag)}"/>${within}?)(?:<w:showingPlcHdr/>)?`;
  const rest = `(${within}</w:sdtPr><w:sdtContent>)<w:r>.*?(</w:sdtContent>)`;
  return [new RegExp(opened + rest, "s"), `$1$2${content}$3`];
}

/** The blank file with answers typed in Word. @param {Uint8Array} file */
export function typedInWord(file) {
  const box = /(#a-room"\/>.*?<w14:checked w14:val=")0(".*?)☐/s;
  const lines = `${run("One")}<w:r><w:br/></w:r>${run("two ")}`;
  return changed(
    file,
    inText(
      inControl(`${K}/table/alone-what-i-do`, run("In the table")),
      inControl(`${K}/lines/what-did-you-notice`, lines),
      inControl(`${K}/lines/name`, run("Ada")),
      inControl(`${K}/lines/day`, run("3.12.2026")),
      [box, "$11$2☒"],
      inControl(`${K}/rating/we-ask#4-often`, run("x")),
      inControl(`${K}/order/what-comes-first#writing`, run("1")),
      inControl(`${K}/choices/what-do-you-have-something-else`, run("a barn")),
    ),
  );
}

export const TYPED = {
  [`${K}/table/alone-what-i-do`]: "In the table",
  [`${K}/lines/what-did-you-notice`]: "One\ntwo",
  [`${K}/lines/name`]: "Ada",
  [`${K}/lines/day`]: "2026-12-03",
  [`${K}/choices/what-do-you-have`]: ["a-room"],
  [`${K}/rating/we-ask`]: "4-often",
  [`${K}/order/what-comes-first`]: ["writing"],
  [`${K}/choices/what-do-you-have-something-else`]: "a barn",
};

/**
 * The blank file with a word typed behind a prompt that was left standing.
 * @param {Uint8Array} file
 * @param {string} tag
 */
export function typedBehindPrompt(file, tag) {
  return changed(file, inText(inControl(tag, run("Write hereMine"))));
}

/**
 * Typing at a bookmark: the first `old` behind its beginning becomes `replacement`.
 * @param {string} name
 * @param {string} old
 * @param {string} replacement
 */
export function atBookmark(name, old, replacement) {
  return [new RegExp(`((?:w|text):name="${name}".*?)${old}`, "s"), `$1${replacement}`];
}

/**
 * The bookmark of a field, by the list in the file's properties.
 * @param {Uint8Array} file
 * @param {string} key
 */
export async function bookmarkOf(file, key) {
  const custom = await part(file, "docProps/custom.xml");
  const found = new RegExp(`name="(c_\\w+)"><vt:lpwstr>${literally(key)}<`).exec(custom);
  assert.ok(found, key);
  return found[1];
}
