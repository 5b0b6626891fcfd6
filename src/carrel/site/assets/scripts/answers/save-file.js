// The save file: all answers of one learner in one file, to move to another device or to keep. Its
// format is described in docs/reference/save-file.md. A file of an older format is converted when
// it is opened; what a newer format adds to an answer is kept as it is.

import { isBlank, isRecord } from "./answer.js";

/** @typedef {import("./answer.js").Answer} Answer */
/**
 * @typedef {object} SaveFile
 * @property {"answers"} carrel
 * @property {number} format
 * @property {number} readable the oldest format whose readers can read this file
 * @property {string} saved when
 * @property {string} site the address where
 * @property {string} title
 * @property {Answer[]} answers also progress, under keys that begin with ~
 */
/**
 * @typedef {object} ReadFile
 * @property {Answer[]} answers
 * @property {string} saved
 * @property {string} title
 * @property {string} example the title of a worked example; "" for the learner's own answers
 * @property {number} left how many answers were skipped because they could not be read
 */

export const FORMAT = 1;
const MAX_SIZE = 100_000_000; // bytes
const AHEAD = 86_400_000; // milliseconds by which another device's clock may be ahead of this one's

/**
 * Returns the content of a save file.
 * @param {Answer[]} answers
 * @param {{ site: string, title: string, now: Date }} about
 * @returns {SaveFile}
 */
export function saveFile(answers, { site, title, now }) {
  return {
    carrel: "answers",
    format: FORMAT,
    readable: 1,
    saved: now.toISOString(),
    site,
    title,
    answers: answers.map(withoutTab),
  };
}

/**
 * Returns an answer without what only this tab needs.
 * @param {Answer} answer
 */
function withoutTab({ by: _, since: __, ...answer }) {
  return /** @type {Answer} */ (answer);
}

/**
 * Reads a save file. A file that cannot be read is refused with a reason.
 * @param {Blob} file
 * @returns {Promise<ReadFile | { refused: "large" | "foreign" | "damaged" | "newer" }>}
 */
export async function readSaveFile(file) {
  if (file.size > MAX_SIZE) return { refused: "large" };
  const read = parse(await file.text());
  if (read === null) return { refused: "damaged" };
  if (read.carrel !== "answers" || !Array.isArray(read.answers)) return { refused: "foreign" };
  if (!(Number(read.readable ?? read.format) <= FORMAT)) return { refused: "newer" };
  const answers = read.answers
    .map(readAnswer)
    .filter((/** @type {Answer | null} */ answer) => answer !== null);
  return {
    answers,
    saved: String(read.saved ?? ""),
    title: String(read.title ?? ""),
    example: String(read.example ?? ""),
    left: read.answers.length - answers.length,
  };
}

/**
 * @param {string} text
 * @returns {any} null if it is not a JSON object
 */
function parse(text) {
  try {
    const read = JSON.parse(text);
    return read && typeof read === "object" ? read : null;
  } catch {
    return null;
  }
}

/**
 * Returns an answer of a file, which anyone may have written; null if it is not valid.
 * @param {any} read
 * @returns {Answer | null}
 */
function readAnswer(read) {
  if (!isVersion(read) || typeof read.key !== "string" || !read.key) return null;
  const at = notAhead(read.at);
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value : "");
  const history = (Array.isArray(read.history) ? read.history : [])
    .filter(isVersion)
    .map((/** @type {any} */ version) => ({ ...version, at: notAhead(version.at) }));
  const [kind, label] = [text(read.kind), text(read.label)];
  return { ...read, kind, label, at, by: "file", since: at, history };
}

/**
 * True if this has a value, and a time when it was saved.
 * @param {any} read
 */
function isVersion(read) {
  return read && isValue(read.value) && isTime(read.at);
}

/** @param {unknown} value */
function isValue(value) {
  return (
    typeof value === "string" ||
    (Array.isArray(value) && value.every((item) => typeof item === "string"))
  );
}

/** @param {unknown} value */
function isTime(value) {
  return (
    typeof value === "string" &&
    /^(\+\d\d)?\d{4}-\d\d-\d\dT/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString() === value
  );
}

/**
 * Returns the time `at`, or now if it is in the future: otherwise nothing that is saved from now on
 * would be newer.
 * @param {string} at
 */
function notAhead(at) {
  const now = new Date();
  return Date.parse(at) > now.getTime() + AHEAD ? now.toISOString() : at;
}

/**
 * Returns how many answers there are, without records (progress, the name) and blanks.
 * @param {Answer[]} answers
 */
export function countAnswers(answers) {
  return answers.filter(({ key, value }) => !isRecord(key) && !isBlank(value)).length;
}
