// The save file: everything of one learner in one file, to take along, to keep, and to open again. Its format is described in
// docs/reference/save-file.md. A file of an older format is brought up to date when it is opened; what a newer one adds is kept as it is.

import { isBlank, isRecord } from "./answer.js";

/** @typedef {import("./answer.js").Answer} Answer */
/**
 * @typedef {object} SaveFile
 * @property {"answers"} carrel
 * @property {number} format
 * @property {number} readable the oldest format whose readers can read this file
 * @property {string} saved when
 * @property {string} site where
 * @property {string} title
 * @property {Answer[]} answers progress among them, under keys that begin with ~
 */

export const FORMAT = 1;
const LARGEST = 100_000_000; // bytes
const AHEAD = 86_400_000; // milliseconds by which another device's clock may be ahead of this one's

/**
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
    answers: answers.map(portable),
  };
}

/**
 * An answer without what only this tab needs.
 * @param {Answer} answer
 */
function portable({ by: _, since: __, ...answer }) {
  return /** @type {Answer} */ (answer);
}

/**
 * Reads a save file. What cannot be read is refused with a reason: "large", "foreign", "damaged", "newer".
 * @param {Blob} file
 * @returns {Promise<{ answers: Answer[], saved: string, title: string, example: string, left: number } | { refused: string }>} `left` answers in it
 *   are of a form that this page does not know; `example` is the title of a worked example, whose answers are nobody's
 */
export async function readSaveFile(file) {
  if (file.size > LARGEST) return { refused: "large" };
  const read = parse(await file.text());
  if (read === null) return { refused: "damaged" };
  if (read.carrel !== "answers" || !Array.isArray(read.answers)) return { refused: "foreign" };
  if (!(Number(read.readable ?? read.format) <= FORMAT)) return { refused: "newer" };
  const answers = read.answers
    .map(restored)
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
 * @returns {any} null where it is no JSON object
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
 * One answer out of a file that anybody may have written; null where it is none.
 * @param {any} read
 * @returns {Answer | null}
 */
function restored(read) {
  if (
    !read ||
    typeof read.key !== "string" ||
    !read.key ||
    !isValue(read.value) ||
    !isMoment(read.at)
  )
    return null;
  const history = (Array.isArray(read.history) ? read.history : [])
    .filter((/** @type {any} */ one) => one && isValue(one.value) && isMoment(one.at))
    .map((/** @type {any} */ one) => ({ ...one, at: possible(one.at) }));
  const at = possible(read.at);
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value : "");
  return {
    ...read,
    kind: text(read.kind),
    label: text(read.label),
    at,
    by: "file",
    since: at,
    history,
  };
}

/** @param {unknown} value */
function isValue(value) {
  return (
    typeof value === "string" ||
    (Array.isArray(value) && value.every((one) => typeof one === "string"))
  );
}

/** @param {unknown} value */
function isMoment(value) {
  return (
    typeof value === "string" &&
    /^(\+\d\d)?\d{4}-\d\d-\d\dT/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString() === value
  );
}

/** The moment `at`, or now for one that has not come yet: nothing written here from now on would be newer. @param {string} at */
function possible(at) {
  const now = new Date();
  return Date.parse(at) > now.getTime() + AHEAD ? now.toISOString() : at;
}

/**
 * What a person would call the answers: no progress, no blanks.
 * @param {Answer[]} answers
 */
export function countAnswers(answers) {
  return answers.filter(({ key, value }) => !isRecord(key) && !isBlank(value)).length;
}
