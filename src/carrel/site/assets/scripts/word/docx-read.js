// Opens a file that was filled in with a word processor, and finds the answers in it; or says why
// that cannot be.

import { unzip, ZipError } from "../lib/zip.js";
import { readDocxFlow } from "./docx-flow.js";
import { DOCX_FORMAT } from "./docx-names.js";
import { readOdtFlow } from "./odt-flow.js";
import { findAnswers } from "./word-answers.js";

/**
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./search.js").Found} Found
 * @typedef {"not-word" | "old-word" | "protected" | "too-large" | "damaged" | "newer" |
 *   "other-module" | "other-worksheet" | "nothing-found"} Refusal
 * @typedef {{ module: string, worksheets: string[], version: string }} WordAbout the file's source
 * @typedef {{ found: Found[], unplaced: string[], about: WordAbout }} WordAnswers
 */

const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];
const WANTED = new Set([
  "word/document.xml",
  "word/styles.xml",
  "docProps/custom.xml",
  "content.xml",
  "meta.xml",
  "mimetype",
  "META-INF/manifest.xml",
]);
const MOST_BYTES = 30e6;
const WEAK = new Set(["place", "label"]);

/**
 * The answers in a Word or OpenDocument file.
 * @param {Blob} file
 * @param {PaperField[]} fields those of the page, from `fieldsOfDocument`
 * @param {{ known?: string[], prompts?: string[] }} [page] the authors' words, from `authorsLines`;
 *   what blanks are filled with
 * @returns {Promise<WordAnswers | { refused: Refusal }>}
 */
export async function readDocx(file, fields, { known = [], prompts = [] } = {}) {
  if (file.size > MOST_BYTES) return { refused: "too-large" };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const old = oldOffice(bytes);
  if (old) return { refused: old };
  try {
    const files = await unzip(bytes, (name) => WANTED.has(name));
    const flow = flowOf(files);
    return typeof flow === "string" ? { refused: flow } : judged(flow, fields, known, prompts);
  } catch (error) {
    return { refused: reasonOf(error) };
  }
}

/**
 * Files of Word before 2007, and those with a password, are neither zip archives.
 * @param {Uint8Array} bytes
 * @returns {Refusal | undefined}
 */
function oldOffice(bytes) {
  if (!OLD_OFFICE.every((byte, index) => bytes[index] === byte)) return undefined;
  const text = new TextDecoder("utf-16le").decode(bytes);
  return text.includes("EncryptedPackage") || text.includes("EncryptionInfo")
    ? "protected"
    : "old-word";
}

/** @param {unknown} error @returns {Refusal} */
function reasonOf(error) {
  if (!(error instanceof ZipError)) return "damaged";
  if (error.reason === "not-zip") return "not-word";
  return error.reason === "encrypted" ? "protected" : error.reason;
}

/** @param {Map<string, Uint8Array>} files @returns {Flow | Refusal} */
function flowOf(files) {
  if (files.has("word/document.xml")) return readDocxFlow(files);
  const type = new TextDecoder().decode(files.get("mimetype")).trim();
  if (!files.has("content.xml") || !type.startsWith("application/vnd.oasis.opendocument.text"))
    return "not-word";
  const manifest = new TextDecoder().decode(files.get("META-INF/manifest.xml"));
  return /encryption-data/.test(manifest) ? "protected" : readOdtFlow(files);
}

/**
 * @param {Flow} flow
 * @param {PaperField[]} fields
 * @param {string[]} known
 * @param {string[]} prompts
 * @returns {WordAnswers | { refused: Refusal }}
 */
function judged(flow, fields, known, prompts) {
  const said = (/** @type {string} */ name) => flow.properties.get(`carrel-${name}`) ?? "";
  if (Number(said("format")) > DOCX_FORMAT) return { refused: "newer" };
  const about = {
    module: said("module"),
    worksheets: said("worksheets").split(" ").filter(Boolean),
    version: said("version"),
  };
  const all = findAnswers(flow, fields, known, [...prompts, ...said("placeholders").split("\n")]);
  const named = all.found.some(({ evidence }) => !WEAK.has(evidence));
  if (named) return { ...all, about };
  const own = new Set(fields.map(({ key }) => key.split("/")[0]));
  if (about.module && !own.has(about.module)) return { refused: "other-module" };
  if (
    about.worksheets.length &&
    !about.worksheets.some((key) => fields.some((field) => field.key.startsWith(`${key}/`)))
  )
    return { refused: "other-worksheet" };
  return all.found.length ? { ...all, about } : { refused: "nothing-found" };
}
