// Connects the fields on the page with the store: shows the stored answers when the page is there,
// and saves what is typed.

import { fieldOf, fieldsIn, holds, putValue, readValue } from "../fields/fields.js";
import { kindNamed } from "../fields/kinds.js";
import { t } from "../page/messages.js";
import { isBlank, isRecord, sameValue } from "./answer.js";
import { remindAfterSaving, remindAtStart } from "./reminders.js";
import { showNotice, showState } from "./save-status.js";
import { openStore } from "./store.js";
import { noteUnsaved, recoverUnsaved } from "./unsaved.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Change} Change */
/** @typedef {import("./answer.js").Value} Value */
/** @typedef {import("../fields/fields.js").Field} Field */
/** @typedef {import("./store.js").Store} Store */

const PAUSE = 150; // milliseconds after the last key
const LONGEST = 1000; // milliseconds while the learner types without a pause
const RETRY = 10_000; // milliseconds after a failure

/** @type {Store | undefined} */
let store;
/** @type {Field[]} */
let fields = [];
/** @type {Map<string, Value>} what the store has, by key, as far as this page has seen it */
const stored = new Map();
/** @type {Map<string, string>} when each answer on the page was saved, by key */
const savedAt = new Map();
/** @type {Set<Field>} fields that the learner has changed since they were saved */
const changedFields = new Set();
/** @type {Set<string>} keys of answers that were saved from this page */
const savedHere = new Set();
/** @type {Map<string, { change: Change, form: HTMLFormElement | null }>} of no field, by key */
const otherChanges = new Map();
let failed = false;
let timer = 0;
let waitingSince = 0;
/** @type {Promise<void> | null} */
let flushing = null;

/** Shows the answers on this page. Runs again when the preview has changed the page. */
export async function startAutosave() {
  fields = fieldsIn(document);
  store = await openStore();
  await recoverUnsaved(store).catch(() => {}); // the notes stay, and are tried again
  await showAnswers(store);
}

/** Adds the listeners to the document, once. */
export function listenToFields() {
  for (const kind of ["input", "change"])
    document.addEventListener(kind, (event) => noteChange(event.target));
  document.addEventListener("visibilitychange", () =>
    document.hidden ? saveBeforeUnload() : flush(),
  );
  for (const kind of ["pagehide", "freeze", "offline"]) addEventListener(kind, saveBeforeUnload);
  addEventListener("pageshow", (event) => event.persisted && refresh());
  addEventListener(
    "beforeunload",
    (event) => failed && unsaved().some(({ key }) => !isRecord(key)) && event.preventDefault(),
  );
  openStore().then((opened) =>
    opened.subscribe((answers) => (answers ? showFromOtherTab(answers) : clearFields())),
  );
}

// From the store to the page

/** @param {Store} store */
async function showAnswers(store) {
  const wanted = keyPrefixes();
  if (wanted.length === 0) return;
  const answers = await store.get(wanted).catch(() => []);
  announceRows(answers);
  fields = fieldsIn(document);
  const byKey = new Map(answers.map((answer) => [answer.key, answer]));
  for (const field of fields) showAnswer(field, byKey);
  announce(answers);
  const forms = [...new Set(fields.map(({ form }) => form))];
  for (const form of forms) showForm(form, store);
  remindAtStart(store, forms);
}

/**
 * Returns the prefixes (`MODULE/WORKSHEET/`) of all answers that the page may show, earlier ids
 * too.
 * @returns {string[]}
 */
function keyPrefixes() {
  const keys = fields.flatMap(({ key, was, from }) => [key, ...was, from]);
  const shown = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("output[data-show]")]);
  for (const { dataset } of shown) keys.push(dataset.show ?? "", ...(dataset.was ?? "").split(" "));
  return [...new Set(keys.filter(Boolean).map((key) => key.slice(0, key.lastIndexOf("/") + 1)))];
}

/**
 * Shows a field's answer, unless the learner has typed something already.
 * @param {Field} field
 * @param {Map<string, Answer>} answers
 */
function showAnswer(field, answers) {
  const own = answers.get(field.key);
  const answer = latestAnswer(field, answers);
  const typed = hasNewText(field) ? readValue(field) : null;
  stored.set(field.key, own ? own.value : "");
  if (own) savedAt.set(field.key, own.at);
  if (answer && holds(field, answer.value)) {
    if (typed === null) showStored(field, answer, answer !== own);
    else if (!sameValue(typed, answer.value)) addTyped(field, answer.value, typed);
  } else if (typed !== null) noteChange(field.controls[0]);
}

/**
 * @param {Field} field
 * @param {Answer} answer
 * @param {boolean} isUnderEarlierKey then it is saved again, under the field's key
 */
function showStored(field, { value }, isUnderEarlierKey) {
  putValue(field, value);
  if (isUnderEarlierKey && !isBlank(value)) saveLater(field);
}

/**
 * Returns the latest of the answers that a field has under its key and its earlier keys.
 * @param {Field} field
 * @param {Map<string, Answer>} answers
 */
function latestAnswer({ key, was }, answers) {
  /** @type {Answer | undefined} */
  let latest;
  for (const answer of [key, ...was].map((name) => answers.get(name)))
    if (answer && !(latest && latest.at >= answer.at)) latest = answer;
  return latest;
}

/**
 * True if the learner has changed a field since it was shown, or before this script ran.
 * @param {Field} field
 */
function hasNewText(field) {
  return changedFields.has(field) || (!stored.has(field.key) && !isBlank(readValue(field)));
}

/**
 * Puts what was typed before the answer was shown after that answer; other kinds of values replace
 * it.
 * @param {Field} field
 * @param {Value} before
 * @param {Value} typed
 */
function addTyped(field, before, typed) {
  const areTexts = typeof before === "string" && typeof typed === "string";
  putValue(
    field,
    areTexts && kindNamed(field.kind).form === "text" ? `${before}\n${typed}` : typed,
  );
  saveLater(field);
}

/**
 * @param {HTMLFormElement} form
 * @param {Store} store
 */
function showForm(form, store) {
  if (unsavedForms().has(form)) return;
  const times = fields
    .filter((field) => field.form === form)
    .map(({ key }) => savedAt.get(key) ?? "");
  const at = times.sort().at(-1) ?? "";
  showState(form, at ? "saved" : "", { place: store.place, at });
}

/** Shows what other pages have saved meanwhile: the browser had put this one to sleep. */
async function refresh() {
  if (store) await showAnswers(store);
}

// From the page to the store

/** @param {EventTarget | null} target */
function noteChange(target) {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  const field = fields.find(({ controls }) => controls.includes(target)) ?? fieldOf(target);
  if (!field) return;
  if (!fields.includes(field)) fields.push(field);
  const value = readValue(field);
  for (const copy of fields) if (copy !== field && copy.key === field.key) putValue(copy, value);
  saveLater(field);
}

/** @param {Field} field */
function saveLater(field) {
  if (stored.has(field.key) && isStored(field) && !changedFields.has(field)) return;
  changedFields.add(field);
  showState(field.form, "saving");
  schedule();
}

/** @param {Field} field */
function isStored(field) {
  return sameValue(readValue(field), stored.get(field.key) ?? "");
}

/**
 * Saves an answer that no field on the page holds, such as a picture.
 * @param {Change} change
 * @param {HTMLFormElement | null} [form] the worksheet that it belongs to
 */
export function saveAnswer(change, form = null) {
  otherChanges.set(change.key, { change, form });
  if (form) showState(form, "saving");
  return flush();
}

function schedule() {
  const now = performance.now();
  waitingSince ||= now;
  clearTimeout(timer);
  timer = setTimeout(flush, Math.max(0, Math.min(PAUSE, waitingSince + LONGEST - now)));
}

/** Returns everything that is not saved yet. @returns {Change[]} */
function unsaved() {
  const changes = [...changedFields].map((field) => {
    const { key, kind, label } = field;
    return { key, kind, label, value: readValue(field), base: stored.get(key) ?? "" };
  });
  return [...changes, ...[...otherChanges.values()].map(({ change }) => change)];
}

/** Returns the worksheets with something that is not saved yet. */
function unsavedForms() {
  const forms = [...changedFields, ...otherChanges.values()].map(({ form }) => form);
  return new Set(forms.filter((form) => form !== null));
}

/** Saves what has changed. Resolves when it is saved, and also when that failed. */
export function flush() {
  clearTimeout(timer);
  waitingSince = 0;
  flushing = (flushing ?? Promise.resolve()).then(flushOnce, flushOnce); // also after a failure
  return flushing;
}

async function flushOnce() {
  const changes = unsaved();
  if (changes.length === 0) return;
  store ??= await openStore();
  try {
    const saved = await store.put(changes);
    failed = false;
    finishSaving(store, changes, saved);
  } catch (error) {
    failed = true;
    const reason = error instanceof DOMException ? error.name : "";
    for (const form of unsavedForms()) showState(form, "failed", { reason });
    clearTimeout(timer);
    timer = setTimeout(flush, RETRY);
  }
}

/**
 * Notes what was saved, and shows it.
 * @param {Store} store
 * @param {Change[]} changes
 * @param {import("./store.js").Saved} saved
 */
function finishSaving(store, changes, { answers, clashed }) {
  const forms = unsavedForms();
  noteSaved(changes, answers);
  noteUnsaved(store, document.hidden ? unsaved() : []);
  for (const form of forms) showForm(form, store);
  for (const { form } of fields.filter(({ key }) => clashed.includes(key)))
    showNotice(form, t("clashed"));
  if (changes.some(({ key }) => !isRecord(key))) remindAfterSaving(store, [...forms][0]);
  announce(answers);
  if (changedFields.size) schedule();
}

/**
 * @param {Change[]} changes
 * @param {Answer[]} answers
 */
function noteSaved(changes, answers) {
  for (const { key, value } of changes) stored.set(key, value); // also blanks, which have no answer
  for (const { key, value, at } of answers) {
    stored.set(key, value);
    savedAt.set(key, at);
    savedHere.add(key);
  }
  for (const change of changes)
    if (otherChanges.get(change.key)?.change === change) otherChanges.delete(change.key);
  for (const field of [...changedFields]) if (isStored(field)) changedFields.delete(field);
}

/** Notes what is not saved, as the page may never come back, and saves it if there is time. */
function saveBeforeUnload() {
  if (changedFields.size + otherChanges.size === 0) return;
  if (store) noteUnsaved(store, unsaved());
  flush();
}

// From other tabs and files to the page

/**
 * Shows answers from another tab. Where they replace what was saved here, a notice says so, once.
 * @param {Answer[]} answers
 */
function showFromOtherTab(answers) {
  const replaced = answers.filter(({ key, value, at }) => {
    const own = stored.get(key) ?? "";
    return at && savedHere.has(key) && !isBlank(own) && !sameValue(own, value);
  });
  showNewAnswers(answers);
  for (const { key } of replaced) {
    savedHere.delete(key);
    for (const { form } of fields.filter((field) => field.key === key && !changedFields.has(field)))
      showNotice(form, t("changed_elsewhere"));
  }
}

/**
 * Shows answers that came from another tab or a file, but not in fields that the learner has
 * changed.
 * @param {Answer[]} answers
 */
export function showNewAnswers(answers) {
  announceRows(answers);
  const isChanged = (/** @type {Field} */ { key, form }) =>
    [...changedFields].some((field) => field.key === key && field.form === form);
  fields = [...changedFields, ...fieldsIn(document).filter((field) => !isChanged(field))];
  for (const answer of answers)
    for (const field of fields)
      if (field.key === answer.key && !changedFields.has(field)) showNewAnswer(field, answer);
  announce(answers);
}

/**
 * @param {Field} field
 * @param {Answer} answer
 */
function showNewAnswer(field, { value, at }) {
  stored.set(field.key, value);
  savedAt.set(field.key, at);
  if (holds(field, value)) putValue(field, value);
}

/** Clears the page: another tab has deleted all answers. */
function clearFields() {
  for (const memory of [changedFields, otherChanges, stored, savedAt, savedHere]) memory.clear();
  for (const field of fields) putValue(field, kindNamed(field.kind).blank);
  for (const form of new Set(fields.map(({ form }) => form))) showState(form, "");
  announce([]);
}

/**
 * Lets the rows that the learner has added appear, so that their fields can be filled.
 * @param {Answer[]} answers
 */
function announceRows(answers) {
  document.dispatchEvent(new CustomEvent("carrel:rows", { detail: answers }));
}

/**
 * Announces answers to everything that shows them in another way: totals, progress, earlier
 * answers.
 * @param {Answer[]} answers
 */
function announce(answers) {
  document.dispatchEvent(new CustomEvent("carrel:answers", { detail: answers }));
}
