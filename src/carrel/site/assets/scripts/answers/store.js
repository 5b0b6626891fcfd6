// Where answers are kept. Pages know only the `Store` interface: the device's store is the first behind it, the tab's is for
// shared computers and for browsers that refuse to keep anything; a learning platform or a host may stand there later.

import { siteRoot } from "../page/site.js";
import { openDevice } from "./device-store.js";
import { openTab } from "./tab-store.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Change} Change */
/**
 * @typedef {object} Kept what became of changes
 * @property {Answer[]} answers
 * @property {string[]} clashed keys of answers that another tab had changed meanwhile; its text is in their history
 */
/**
 * @typedef {object} Store
 * @property {"device" | "tab" | "page"} place how long answers are kept: until they are deleted, as long as the tab, as long as the page
 * @property {"" | "chosen" | "refused" | "newer" | "example"} reason why they are not kept on the device; "newer": a newer Carrel has been here
 *   "example": this tab shows a worked example, and keeps what is written into it apart from the learner's own answers
 * @property {(prefixes: string[]) => Promise<Answer[]>} get the answers whose keys begin so: `MODULE/WORKSHEET/`, or "" for all
 * @property {(changes: Change[]) => Promise<Kept>} put resolves when they are safely kept; all of them, or none
 * @property {(answers: Answer[]) => Promise<Answer[]>} merge takes in answers that were kept elsewhere; resolves to what changed
 * @property {(keys: string[]) => Promise<void>} remove deletes single answers, with their history
 * @property {() => Promise<void>} wipe
 * @property {(listener: (answers: Answer[] | null) => void) => void} subscribe hears what other tabs keep; null: they wiped everything
 */

const SHARED = "carrel-shared";
const EXAMPLE = "carrel-example";
const DONE = "carrel-done";

/** The name of this site's store: sites on one host keep their answers apart. */
export function storeName() {
  return `carrel:${siteRoot().pathname}${shownExample() ? " example" : ""}`;
}

/** The title of the worked example that this tab shows in place of the learner's answers; empty where it shows these. */
export function shownExample() {
  return noted(EXAMPLE);
}

/**
 * Shows a worked example in this tab from now on, or the learner's own answers again. The page has to be loaded again for it.
 * @param {string} title
 * @returns {boolean} whether the browser has taken note of it
 */
export function setExample(title) {
  note(EXAMPLE, title);
  return shownExample() === title;
}

/** @type {Promise<Store> | undefined} */
let opened;

/** The store of this site. It is always there: where nothing better is to be had, answers last as long as the page. @returns {Promise<Store>} */
export function openStore() {
  opened ??= openBest();
  return opened;
}

/** @returns {Promise<Store>} */
async function openBest() {
  if (shownExample()) return openTab(storeName(), "example");
  if (isShared()) return openTab(storeName(), "chosen");
  try {
    return await openDevice(storeName());
  } catch (error) {
    return openTab(
      storeName(),
      error instanceof DOMException && error.name === "VersionError" ? "newer" : "refused",
    );
  }
}

/** Whether the learner said, in this tab, that others use this computer, too. */
export function isShared() {
  return noted(SHARED) === "yes";
}

/**
 * Keeps answers in this tab alone from now on, or on the device again. The page has to be loaded again for it.
 * @param {boolean} shared
 */
export function setShared(shared) {
  note(SHARED, shared ? "yes" : "");
}

/** What was done to all answers just before the page was loaded again; it is to be said once. */
export function takeDone() {
  const done = noted(DONE);
  note(DONE, "");
  return done;
}

/** @param {string} done */
export function noteDone(done) {
  note(DONE, done);
}

/**
 * What this tab was told, on this page or on an earlier one.
 * @param {string} name
 */
function noted(name) {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function note(name, value) {
  try {
    if (value) sessionStorage.setItem(name, value);
    else sessionStorage.removeItem(name);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}
