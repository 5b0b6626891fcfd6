// The search for answers in a flow: what it knows, and what its spans are named after.

import { bookmarkName, controlTag, markKey } from "./docx-names.js";

/**
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("../documents/description.js").Value} Value
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./flow.js").Span} Span
 *
 * @typedef {"tag" | "bookmark" | "property" | "label" | "place"} Evidence by what an answer was
 *   recognized: the name of a control or of a bookmark, the list in the file's properties, the
 * title
 *   of a control, or the place where it stands
 * @typedef {{ key: string, value: Value, evidence: Evidence, doubtful: boolean }} Found
 * @typedef {{ span: Span, evidence: Evidence }} Named
 *
 * @typedef {object} Target what a name stands for
 * @property {string} key
 * @property {PaperField} field
 * @property {string} choice empty for the field itself
 *
 * @typedef {object} Search
 * @property {Flow} flow
 * @property {PaperField[]} all the fields of the page
 * @property {Set<PaperField>} alone those that stand on lines of their own
 * @property {Map<string, Target>} targets by tags and bookmarks
 * @property {Map<string, PaperField>} fields by their keys, old ones too
 * @property {Map<string, Named[]>} named the spans of each target, by `key` or `key#choice`
 * @property {Set<number>} claimed lines in which an answer was found
 * @property {string[]} prompts what stands in a control that is blank
 * @property {(words: string) => boolean} isAuthors true for a line of the page's own
 */

/** From the best to the weakest. */
export const RANKED = /** @type {Evidence[]} */ (["tag", "bookmark", "property", "label", "place"]);
const COPY = /~\d+$/; // ends the key of a row that the learner added

/** @param {string} text @returns {string} */
export function normalWords(text) {
  return text
    .replace(/[\s\u00a0]+/g, " ")
    .trim()
    .toLowerCase();
}

/**
 * Every name under which an answer to these fields may stand.
 * @param {PaperField[]} fields
 * @returns {Map<string, Target>}
 */
export function targetsOf(fields) {
  /** @type {Map<string, Target>} */
  const targets = new Map();
  const add = (/** @type {string} */ name, /** @type {Target} */ target) => {
    for (const form of [controlTag(name), bookmarkName(name)])
      if (!targets.has(form)) targets.set(form, target);
  };
  for (const field of fields) {
    for (const key of [field.key, ...field.was]) {
      add(key, { key: field.key, field, choice: "" });
      for (const choice of field.choices)
        for (const id of [choice.id, ...choice.was])
          add(markKey(key, id), { key: field.key, field, choice: choice.id });
    }
  }
  return targets;
}

/** @param {PaperField[]} fields @returns {Map<string, PaperField>} */
export function fieldsByKey(fields) {
  return new Map(fields.flatMap((field) => [field.key, ...field.was].map((key) => [key, field])));
}

/**
 * What a key stands for that the page may not have yet: a further row of a table that grows.
 * @param {string} name
 * @param {Search} search
 * @returns {Target | undefined}
 */
export function targetOfKey(name, { fields }) {
  const [key, choice = ""] = name.split("#");
  const field = fields.get(key) ?? (COPY.test(key) ? fields.get(key.replace(COPY, "")) : undefined);
  if (!field) return undefined;
  return { key: fields.has(key) ? field.key : key, field, choice };
}

/**
 * @param {Span} span
 * @param {Search} search
 * @returns {{ target: Target, evidence: Evidence } | undefined}
 */
export function whatSpanNames(span, search) {
  const { name } = span;
  const direct = name ? (search.targets.get(name) ?? targetOfKey(name, search)) : undefined;
  if (direct) return { target: direct, evidence: span.kind === "control" ? "tag" : "bookmark" };
  const listed = search.flow.properties.get(name);
  const target = listed && name.startsWith("c_") ? targetOfKey(listed, search) : undefined;
  return target && { target, evidence: "property" };
}

/**
 * Sorts the spans by what they stand for. A control that was copied with its row is a further row.
 * @param {Search} search
 */
export function nameSpans(search) {
  const taken = new Set();
  for (const span of search.flow.spans) {
    const found = whatSpanNames(span, search);
    if (!found) continue;
    const id = `${found.evidence} ${idOf(found.target)}`;
    const target = taken.has(id) ? nextRow(found.target, found.evidence, taken) : found.target;
    if (!target) continue;
    taken.add(`${found.evidence} ${idOf(target)}`);
    const spans = search.named.get(idOf(target)) ?? [];
    search.named.set(idOf(target), [...spans, { span, evidence: found.evidence }]);
    if (!search.targets.has(idOf(target))) search.targets.set(idOf(target), target);
  }
}

/** @param {Target} target @returns {string} */
export function idOf({ key, choice }) {
  return choice ? markKey(key, choice) : key;
}

/**
 * @param {Target} target
 * @param {Evidence} evidence
 * @param {Set<string>} taken
 * @returns {Target | undefined}
 */
function nextRow(target, evidence, taken) {
  if (!target.field.grows) return undefined;
  const base = target.key.replace(COPY, "");
  for (let number = 2; number < 500; number++) {
    const further = { ...target, key: `${base}~${number}` };
    if (!taken.has(`${evidence} ${idOf(further)}`)) return further;
  }
  return undefined;
}

/** @param {Search} search @returns {Map<string, PaperField>} */
export function namedKeys(search) {
  const keys = new Map(search.all.map((field) => [field.key, field]));
  for (const id of search.named.keys()) {
    const target = targetOfKey(id, search);
    if (target && !keys.has(target.key)) keys.set(target.key, target.field);
  }
  return keys;
}
