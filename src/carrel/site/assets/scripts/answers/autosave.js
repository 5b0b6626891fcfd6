// Between the blanks on the page and the store: answers are shown when the page is there, and kept as they are typed.

import { fieldOf, fieldsIn, holds, putValue, readValue } from "../fields/fields.js";
import { kindNamed } from "../fields/kinds.js";
import { t } from "../page/messages.js";
import { isBlank, isRecord, sameValue } from "./answer.js";
import { remindAfterKeeping, remindAtStart } from "./reminders.js";
import { showNotice, showState } from "./save-status.js";
import { openStore } from "./store.js";
import { noteUnsaved, recoverUnsaved } from "./unsaved.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Change} Change */
/** @typedef {import("./answer.js").Value} Value */
/** @typedef {import("../fields/fields.js").Field} Field */
/** @typedef {import("./store.js").Store} Store */

const PAUSE = 150; // milliseconds after the last key
const LONGEST = 1000; // while somebody types without a pause
const AGAIN = 10_000; // after a failure

/** @type {Store | undefined} */
let store;
/** @type {Field[]} */
let fields = [];
/** @type {Map<string, Value>} what each field showed when it was last the same as the store */
const kept = new Map();
/** @type {Map<string, string>} when each answer on the page was kept */
const times = new Map();
/** @type {Set<Field>} fields that the learner has changed since */
const touched = new Set();
/** @type {Set<string>} keys of answers that were written on this page */
const written = new Set();
/** @type {Map<string, { change: Change, form: HTMLFormElement | null }>} pictures and other answers that no control holds */
const handed = new Map();
let failed = false;
let timer = 0;
let waitingSince = 0;
/** @type {Promise<void> | null} */
let flushing = null;

/** Shows the answers on this page, and keeps what is typed from now on. Runs again when the preview has changed the page. */
export async function startKeeping() {
  fields = fieldsIn(document);
  store = await openStore();
  await recoverUnsaved(store).catch(() => {}); // the notes stay, and are tried again
  await showAnswers(store);
}

/** Listens to the page, once. */
export function listenToBlanks() {
  for (const kind of ["input", "change"])
    document.addEventListener(kind, (event) => noteChange(event.target));
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : flush()));
  for (const kind of ["pagehide", "freeze", "offline"]) addEventListener(kind, leave);
  addEventListener("pageshow", (event) => event.persisted && refresh());
  addEventListener(
    "beforeunload",
    (event) => failed && unkept().some(({ key }) => !isRecord(key)) && event.preventDefault(),
  );
  openStore().then((opened) =>
    opened.subscribe((answers) => (answers ? hearOthers(answers) : forgetAll())),
  );
}

/**
 * The prefixes of all answers that the page may show, also under earlier ids.
 * @returns {string[]}
 */
function prefixes() {
  const keys = fields.flatMap(({ key, was, from }) => [key, ...was, from].filter(Boolean));
  const shown = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("output[data-show]")]);
  keys.push(
    ...shown
      .flatMap(({ dataset }) => [dataset.show ?? "", ...(dataset.was ?? "").split(" ")])
      .filter(Boolean),
  );
  return [...new Set(keys.map((key) => key.slice(0, key.lastIndexOf("/") + 1)))];
}

/** @param {Store} store */
async function showAnswers(store) {
  const wanted = prefixes();
  if (wanted.length === 0) return;
  const answers = await store.get(wanted).catch(() => []);
  document.dispatchEvent(new CustomEvent("carrel:rows", { detail: answers })); // rows that the learner added are there before they are filled
  fields = fieldsIn(document);
  const byKey = new Map(answers.map((answer) => [answer.key, answer]));
  for (const field of fields) showAnswer(field, byKey);
  tellOthers(answers);
  const forms = [...new Set(fields.map(({ form }) => form))];
  for (const form of forms) showForm(form, store);
  remindAtStart(store, forms);
}

/**
 * @param {Field} field
 * @param {Map<string, Answer>} answers
 */
function showAnswer(field, answers) {
  const own = answers.get(field.key);
  const answer = [field.key, ...field.was].map((key) => answers.get(key)).reduce(newer, undefined);
  const typed =
    touched.has(field) || (!kept.has(field.key) && isTypedEarly(field)) ? readValue(field) : null;
  kept.set(field.key, own ? own.value : "");
  if (own) times.set(field.key, own.at);
  if (!answer || !holds(field, answer.value))
    return typed === null ? undefined : noteChange(field.controls[0]);
  if (typed === null) putValue(field, answer.value);
  else if (!sameValue(typed, answer.value)) typeAfter(field, answer.value, typed);
  if (typed === null && answer !== own && !isBlank(answer.value)) touch(field); // from now on it is kept under its new id
}

/**
 * @param {Answer | undefined} one
 * @param {Answer | undefined} other
 */
function newer(one, other) {
  return one && (!other || one.at >= other.at) ? one : other;
}

/**
 * Whether somebody was quicker than this script.
 * @param {Field} field
 */
function isTypedEarly(field) {
  return !isBlank(readValue(field));
}

/**
 * What was typed before the answer was shown follows it.
 * @param {Field} field
 * @param {Value} before
 * @param {Value} typed
 */
function typeAfter(field, before, typed) {
  if (
    typeof before === "string" &&
    typeof typed === "string" &&
    kindNamed(field.kind).form === "text"
  )
    putValue(field, `${before}\n${typed}`);
  else putValue(field, typed);
  touch(field);
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
  touch(field);
}

/** @param {Field} field */
function touch(field) {
  if (
    kept.has(field.key) &&
    sameValue(readValue(field), kept.get(field.key) ?? "") &&
    !touched.has(field)
  )
    return;
  touched.add(field);
  showState(field.form, "saving");
  schedule();
}

/**
 * Keeps an answer that no control of the page holds, such as a picture.
 * @param {Change} change
 * @param {HTMLFormElement | null} [form] the worksheet that it belongs to
 */
export function keep(change, form = null) {
  handed.set(change.key, { change, form });
  if (form) showState(form, "saving");
  return flush();
}

function schedule() {
  const now = performance.now();
  waitingSince ||= now;
  clearTimeout(timer);
  timer = setTimeout(flush, Math.max(0, Math.min(PAUSE, waitingSince + LONGEST - now)));
}

/** Everything that is not kept yet. @returns {Change[]} */
function unkept() {
  const changes = [...touched].map((field) => {
    const { key, kind, label } = field;
    return { key, kind, label, value: readValue(field), base: kept.get(key) ?? "" };
  });
  return [...changes, ...[...handed.values()].map(({ change }) => change)];
}

/** The worksheets with something that is not kept yet. */
function unkeptForms() {
  const forms = [
    ...[...touched].map(({ form }) => form),
    ...[...handed.values()].map(({ form }) => form),
  ];
  return new Set(forms.filter((form) => form !== null));
}

/** Keeps what has changed. Resolves when it is kept, or when it could not be. @returns {Promise<void>} */
export function flush() {
  clearTimeout(timer);
  waitingSince = 0;
  flushing = (flushing ?? Promise.resolve()).then(flushOnce, flushOnce); // one that failed must not be the last
  return flushing;
}

async function flushOnce() {
  const changes = unkept();
  if (changes.length === 0) return;
  store ??= await openStore();
  try {
    const { answers, clashed } = await store.put(changes);
    failed = false;
    settle(store, changes, answers, clashed);
  } catch (error) {
    failed = true;
    const reason = error instanceof DOMException ? error.name : "";
    for (const form of unkeptForms()) showState(form, "failed", { reason });
    clearTimeout(timer);
    timer = setTimeout(flush, AGAIN);
  }
}

/**
 * @param {Store} store
 * @param {Change[]} changes
 * @param {Answer[]} answers
 * @param {string[]} clashed
 */
function settle(store, changes, answers, clashed) {
  for (const { key, value } of changes) kept.set(key, value); // a blank over nothing, which leaves no answer, among them
  for (const { key, value, at } of answers) {
    kept.set(key, value);
    times.set(key, at);
    written.add(key);
  }
  const forms = unkeptForms();
  for (const change of changes)
    if (handed.get(change.key)?.change === change) handed.delete(change.key);
  for (const field of [...touched])
    if (sameValue(readValue(field), kept.get(field.key) ?? "")) touched.delete(field);
  noteUnsaved(store, document.hidden ? unkept() : []);
  for (const form of forms) showForm(form, store);
  for (const { form } of fields.filter(({ key }) => clashed.includes(key)))
    showNotice(form, t("clashed"));
  if (changes.some(({ key }) => !isRecord(key))) remindAfterKeeping(store, [...forms][0]);
  tellOthers(answers);
  if (touched.size) schedule();
}

/**
 * @param {HTMLFormElement} form
 * @param {Store} store
 */
function showForm(form, store) {
  if (unkeptForms().has(form)) return;
  const dates = fields
    .filter((field) => field.form === form)
    .map(({ key }) => times.get(key) ?? "");
  const at = dates.sort().at(-1) ?? "";
  showState(form, at ? "saved" : "", { place: store.place, at });
}

/** The page may never come back: what is not kept is noted at once, and kept if there is still time. */
function leave() {
  if (touched.size + handed.size === 0) return;
  if (store) noteUnsaved(store, unkept());
  flush();
}

// From elsewhere to the page

/**
 * Shows answers that came from another tab. Where they take the place of what was written here, the learner is told where that is.
 * @param {Answer[]} answers
 */
function hearOthers(answers) {
  const replaced = answers.filter(
    ({ key, value, at }) =>
      at &&
      written.has(key) &&
      !isBlank(kept.get(key) ?? "") &&
      !sameValue(kept.get(key) ?? "", value),
  );
  hear(answers);
  for (const { key } of replaced) {
    written.delete(key); // once is enough
    for (const { form } of fields.filter((field) => field.key === key && !touched.has(field)))
      showNotice(form, t("changed_elsewhere"));
  }
}

/**
 * Shows answers that came from another tab or from a file.
 * @param {Answer[]} answers
 */
export function hear(answers) {
  document.dispatchEvent(new CustomEvent("carrel:rows", { detail: answers }));
  fields = [
    ...touched,
    ...fieldsIn(document).filter(
      ({ key, form }) => ![...touched].some((field) => field.key === key && field.form === form),
    ),
  ];
  for (const answer of answers) {
    for (const field of fields)
      if (field.key === answer.key && !touched.has(field)) take(field, answer);
  }
  tellOthers(answers);
}

/**
 * @param {Field} field
 * @param {Answer} answer
 */
function take(field, { value, at }) {
  kept.set(field.key, value);
  times.set(field.key, at);
  if (holds(field, value)) putValue(field, value);
}

/** Another tab deleted everything. */
function forgetAll() {
  touched.clear();
  handed.clear();
  kept.clear();
  times.clear();
  written.clear();
  for (const field of fields) putValue(field, kindNamed(field.kind).blank);
  for (const form of new Set(fields.map(({ form }) => form))) showState(form, "");
  tellOthers([]);
}

/** The page was kept asleep while others may have changed the answers. */
async function refresh() {
  if (store) await showAnswers(store);
}

/**
 * Everything on the page that shows answers in another way (totals, earlier answers, progress) hears of them.
 * @param {Answer[]} answers
 */
function tellOthers(answers) {
  document.dispatchEvent(new CustomEvent("carrel:answers", { detail: answers }));
}
