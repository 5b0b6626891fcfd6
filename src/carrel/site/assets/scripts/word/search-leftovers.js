// What stands in a flow and belongs to no field: the author's lines, and passages of the learner.

import { AUTHORS_GAP } from "../documents/description.js";
import { normalWords, whatSpanNames } from "./search.js";
import { LONGEST_AUTHORS_LINE, loosely } from "./search-places.js";
import { ANSWER_STYLES, sameCell, wordsBetween } from "./search-spans.js";

/**
 * @typedef {import("./flow.js").Line} Line
 * @typedef {import("./search.js").Search} Search
 */

/**
 * Tells the authors' lines from others.
 * @param {string[]} known
 * @returns {(words: string) => boolean}
 */
export function authorsWords(known) {
  const whole = new Set(known.map(normalWords));
  const gapped = known.filter(
    (text) => text.includes(AUTHORS_GAP) && text.replaceAll(AUTHORS_GAP, "").trim().length > 3,
  );
  const patterns = gapped.map(
    (text) => new RegExp(`^\\s*${text.split(AUTHORS_GAP).map(loosely).join("[^]*")}\\s*$`, "iu"),
  );
  return (words) =>
    whole.has(normalWords(words)) ||
    (words.length < LONGEST_AUTHORS_LINE && patterns.some((pattern) => pattern.test(words)));
}

/**
 * What somebody wrote that belongs to no field.
 * @param {Search} search
 * @param {boolean} complete whether all authors' words are known
 * @returns {string[]}
 */
export function leftOver(search, complete) {
  const { lines, spans } = search.flow;
  const elsewhere = new Set(
    spans
      .filter((span) => !whatSpanNames(span, search) && search.flow.properties.has(span.name))
      .map(({ from }) => from[0]),
  );
  /** @type {string[]} */
  const passages = [];
  let last = -2;
  lines.forEach((line, number) => {
    if (search.claimed.has(number) || elsewhere.has(number) || !isForeign(line, search, complete))
      return;
    const text = wordsBetween(line, 0, line.text.length).trimEnd();
    if (last === number - 1 && lines[last].style === line.style && sameCell(line, lines[last]))
      passages[passages.length - 1] += `\n${text}`;
    else passages.push(text);
    last = number;
  });
  return passages;
}

/** @param {Line} line @param {Search} search @param {boolean} complete @returns {boolean} */
function isForeign(line, search, complete) {
  const text = wordsBetween(line, 0, line.text.length);
  const words = normalWords(text);
  if (!words || search.prompts.some((prompt) => words === normalWords(prompt))) return false;
  if (ANSWER_STYLES.has(line.style)) return true;
  if (!complete || /title|heading|hint|label|frame|footer/.test(line.style)) return false;
  return !search.isAuthors(text);
}
