// What an answer is, and how two versions of one answer are merged. Pure functions: they need no
// page and no storage.

/**
 * A text, the id of a choice, or ids of choices (ticked, or in the order of a ranking).
 * @typedef {string | string[]} Value
 */
/** @typedef {{ value: Value, at: string }} Version */
/**
 * What one learner entered in one field. `at` is when it was saved (ISO 8601), `by` the tab that
 * saved it, `since` when that tab began this version. `history` holds earlier versions, newest
 * first. `label` is the question, which names the answer after its field was deleted.
 * @typedef {object} Answer
 * @property {string} key MODULE/WORKSHEET/FIELD; of a record, it begins with ~
 * @property {string} kind
 * @property {string} label
 * @property {Value} value
 * @property {string} at
 * @property {string} by
 * @property {string} since
 * @property {Version[]} history
 */
/**
 * What a page asks the store to save. `base` is the value that the page showed before the change.
 * @typedef {{ key: string, kind: string, label: string, value: Value, base: Value }} Change
 */

const SESSION = 120_000; // milliseconds in which all that one tab writes is one version
// Times are compared as text, so their years must have four digits.
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");
const MAX_VERSIONS = 20;
const MAX_CHARACTERS = 2_000_000; // in one answer's history

/**
 * True if a key is that of a record (progress, the learner's name). Records have no history.
 * @param {string} key
 */
export function isRecord(key) {
  return key.startsWith("~");
}

/**
 * True if a value has no text but spaces, or no choice.
 * @param {Value} value
 */
export function isBlank(value) {
  return typeof value === "string" ? !value.trim() : value.length === 0;
}

/**
 * True if two values are equal. An empty list equals an empty text.
 * @param {Value} one
 * @param {Value} other
 */
export function sameValue(one, other) {
  if (one.length === 0 || other.length === 0) return one.length === other.length;
  return (
    one === other || (typeof one !== "string" && JSON.stringify(one) === JSON.stringify(other))
  );
}

/**
 * Returns the answer after a change. The value before it goes into the history where it would be
 * lost: if another tab saved it, if it is of an earlier session, or if a text was deleted or
 * halved.
 * @param {Answer | undefined} before
 * @param {Change} change
 * @param {string} by the tab that asks
 * @param {Date} now
 * @returns {{ answer: Answer, clashed: boolean }} `clashed`: another tab had saved a different
 *   value that this page has not shown
 */
export function applyChange(before, change, by, now) {
  const { key, kind, label, value, base } = change;
  const at = laterThan(before?.at, now);
  const fresh = { key, kind, label, value, at, by, since: at, history: before?.history ?? [] };
  if (!before || isRecord(key)) return { answer: { ...fresh, history: [] }, clashed: false };
  const clashed = !isBlank(before.value) && !sameValue(before.value, base);
  const isNewVersion =
    clashed ||
    before.by !== by ||
    Date.parse(at) - Date.parse(before.since) > SESSION ||
    isLoss(before.value, value);
  if (!isNewVersion) return { answer: { ...fresh, since: before.since }, clashed };
  const history = trimHistory([before, ...before.history], value);
  return { answer: { ...fresh, history }, clashed };
}

/**
 * Merges two answers of one key, from two devices or a save file: the newer one is returned, with
 * the older in its history.
 * @param {Answer | undefined} here
 * @param {Answer} there
 * @returns {Answer}
 */
export function mergeAnswers(here, there) {
  if (!here) return there;
  const [newer, older] = here.at >= there.at ? [here, there] : [there, here];
  if (isRecord(here.key)) return newer;
  const all = [...newer.history, { value: older.value, at: older.at }, ...older.history];
  return { ...newer, history: trimHistory(all.sort(compareNewestFirst), newer.value) };
}

/**
 * Compares two answers or versions for sorting, the newest first.
 * @param {{ at: string }} one
 * @param {{ at: string }} other
 */
export function compareNewestFirst(one, other) {
  return Number(one.at < other.at) - Number(one.at > other.at);
}

/**
 * Returns `now`, or just after `before` where a clock is wrong: the times of an answer always rise.
 * @param {string | undefined} before
 * @param {Date} now
 * @returns {string}
 */
export function laterThan(before, now) {
  const least = before ? Date.parse(before) + 1 : 0;
  return new Date(Math.min(LATEST, Math.max(now.getTime(), least || 0))).toISOString();
}

/**
 * True if a text was deleted, or shortened to less than half.
 * @param {Value} before
 * @param {Value} after
 */
function isLoss(before, after) {
  return typeof before === "string" && before.length > 20 && after.length * 2 < before.length;
}

/**
 * Returns a history without blanks, duplicates and the present value, within the limits. The newest
 * version is kept however long it is.
 * @param {Version[]} all the newest first
 * @param {Value} present
 * @returns {Version[]}
 */
function trimHistory(all, present) {
  const seen = new Set([JSON.stringify(present)]);
  let characters = 0;
  /** @type {Version[]} */
  const history = [];
  for (const { value, at } of all) {
    const written = JSON.stringify(value);
    if (isBlank(value) || seen.has(written) || history.length === MAX_VERSIONS) continue;
    seen.add(written);
    characters += written.length;
    if (history.length === 0 || characters <= MAX_CHARACTERS) history.push({ value, at });
  }
  return history;
}
