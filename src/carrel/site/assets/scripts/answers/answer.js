// What an answer is, and how two versions of one answer become one. No page and no storage is needed here.

/**
 * What was written, chosen (the ids of choices) or put in order.
 * @typedef {string | string[]} Value
 */
/** @typedef {{ value: Value, at: string }} Version */
/**
 * What one learner put into one field. `at` is when (ISO 8601), `by` which tab did, `since` when that tab began this version;
 * `history` holds earlier versions, the newest first. `label` is the question, so that an answer can be named when its field is gone.
 * @typedef {object} Answer
 * @property {string} key
 * @property {string} kind
 * @property {string} label
 * @property {Value} value
 * @property {string} at
 * @property {string} by
 * @property {string} since
 * @property {Version[]} history
 */
/**
 * What a page asks the store to keep. `base` is what the page showed before the learner changed it.
 * @typedef {{ key: string, kind: string, label: string, value: Value, base: Value }} Change
 */

const SITTING = 120_000; // milliseconds in which what one tab writes is one version
const LAST = Date.parse("9999-12-31T23:59:59.999Z"); // times are compared as text, and a year of more digits would come before all others
const MOST_VERSIONS = 20;
const MOST_LETTERS = 2_000_000; // in one answer's history

/**
 * Whether a key is that of a record (progress, the learner's name) and not of an answer. What a record said before is of no use.
 * @param {string} key
 */
export function isRecord(key) {
  return key.startsWith("~");
}

/** @param {Value} value */
export function isBlank(value) {
  return typeof value === "string" ? !value.trim() : value.length === 0;
}

/**
 * Whether two values say the same; nothing chosen is the same as nothing written.
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
 * The answer that a change makes of the one before it. What would be lost goes into its history: what another tab wrote meanwhile,
 * what was written in an earlier sitting, and a text that is suddenly gone or halved.
 * @param {Answer | undefined} before
 * @param {Change} change
 * @param {string} by the tab that asks
 * @param {Date} now
 * @returns {{ answer: Answer, clashed: boolean }} `clashed`: another tab had written something else that this page has not shown
 */
export function changed(before, change, by, now) {
  const { key, kind, label, value, base } = change;
  const at = laterThan(before?.at, now);
  const fresh = { key, kind, label, value, at, by, since: at, history: before?.history ?? [] };
  if (!before || isRecord(key)) return { answer: { ...fresh, history: [] }, clashed: false };
  const clashed = !isBlank(before.value) && !sameValue(before.value, base);
  const apart =
    clashed ||
    before.by !== by ||
    Date.parse(at) - Date.parse(before.since) > SITTING ||
    isLoss(before.value, value);
  if (apart)
    return { answer: { ...fresh, history: versions([before, ...before.history], value) }, clashed };
  return { answer: { ...fresh, since: before.since }, clashed };
}

/**
 * One answer out of two that were kept apart, on two devices or in a save file: the newer one, with the older in its history.
 * @param {Answer | undefined} here
 * @param {Answer} there
 * @returns {Answer}
 */
export function merged(here, there) {
  if (!here) return there;
  const [newer, older] = here.at >= there.at ? [here, there] : [there, here];
  if (isRecord(here.key)) return newer;
  const all = [...newer.history, { value: older.value, at: older.at }, ...older.history];
  const history = versions(
    all.sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0)),
    newer.value,
  );
  return { ...newer, history };
}

/**
 * The moment `now`, or just after `before` where a clock has gone wrong: an answer's times always rise.
 * @param {string | undefined} before
 * @param {Date} now
 * @returns {string}
 */
export function laterThan(before, now) {
  const least = before ? Date.parse(before) + 1 : 0;
  return new Date(Math.min(LAST, Math.max(now.getTime(), least || 0))).toISOString();
}

/**
 * @param {Value} before
 * @param {Value} after
 */
function isLoss(before, after) {
  return typeof before === "string" && before.length > 20 && after.length * 2 < before.length;
}

/**
 * A history: no blanks, nothing twice, nothing like the present value, and not too much of it. One version stays however long it is.
 * @param {Version[]} all the newest first
 * @param {Value} present
 * @returns {Version[]}
 */
function versions(all, present) {
  const seen = new Set([JSON.stringify(present)]);
  let letters = 0;
  /** @type {Version[]} */
  const kept = [];
  for (const { value, at } of all) {
    const written = JSON.stringify(value);
    if (isBlank(value) || seen.has(written) || kept.length === MOST_VERSIONS) continue;
    seen.add(written);
    letters += written.length;
    if (kept.length === 0 || letters <= MOST_LETTERS) kept.push({ value, at });
  }
  return kept;
}
