// What would change on the page if the answers of a file were taken over.

import { isBlank } from "../answers/answer.js";

/**
 * @typedef {import("../documents/description.js").Value} Value
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("./search.js").Evidence} Evidence
 * @typedef {import("./search.js").Found} Found
 *
 * @typedef {object} Change
 * @property {string} key
 * @property {string} label
 * @property {Value} before
 * @property {Value} after
 * @property {Evidence} evidence
 * @property {boolean} doubtful true if it is taken over only when the learner ticks it
 */

/**
 * Text as it counts: no spaces or line breaks at its end.
 * @param {Value} value
 * @returns {string}
 */
function counted(value) {
  return typeof value === "string"
    ? value
        .replace(/\r\n?/g, "\n")
        .replace(/\u00a0/g, " ")
        .replace(/\s+$/, "")
    : JSON.stringify(value);
}

/** @param {Value} one @param {Value} other @returns {boolean} */
function sameAnswer(one, other) {
  return (isBlank(one) && isBlank(other)) || counted(one) === counted(other);
}

/**
 * A blank in the file does not wipe out an answer by itself, and neither does a guess replace one:
 * such changes are doubtful.
 * @param {Found[]} found
 * @param {PaperField[]} fields
 * @returns {Change[]}
 */
export function compareWithPage(found, fields) {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return found.flatMap((answer) => {
    const field = byKey.get(answer.key) ?? byKey.get(answer.key.replace(/~\d+$/, ""));
    const before = byKey.get(answer.key)?.value ?? (Array.isArray(answer.value) ? [] : "");
    if (!field || sameAnswer(before, answer.value)) return [];
    return [
      {
        key: answer.key,
        label: field.label,
        before,
        after: answer.value,
        evidence: answer.evidence,
        doubtful: answer.doubtful || isBlank(answer.value),
      },
    ];
  });
}
