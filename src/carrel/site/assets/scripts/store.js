// Where answers are kept. Pages know only the `Store` interface: the device's store is the first behind it, the tab's is for
// shared computers and for browsers that refuse to keep anything; a learning platform or a host may stand there later.

import { openDevice } from "./device-store.js";
import { siteRoot } from "./page.js";
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
 * @property {"" | "chosen" | "refused" | "newer"} reason why they are not kept on the device; "newer": a newer Carrel has been here
 * @property {(prefixes: string[]) => Promise<Answer[]>} get the answers whose keys begin so: `MODULE/WORKSHEET/`, or "" for all
 * @property {(changes: Change[]) => Promise<Kept>} put resolves when they are safely kept; all of them, or none
 * @property {(answers: Answer[]) => Promise<Answer[]>} merge takes in answers that were kept elsewhere; resolves to what changed
 * @property {(keys: string[]) => Promise<void>} remove deletes single answers, with their history
 * @property {() => Promise<void>} wipe
 * @property {(listener: (answers: Answer[] | null) => void) => void} subscribe hears what other tabs keep; null: they wiped everything
 */

const SHARED = "carrel-shared";

/** The name of this site's store: sites on one host keep their answers apart. */
export function storeName() {
  return `carrel:${siteRoot().pathname}`;
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
  if (isShared()) return openTab(storeName(), "chosen");
  try {
    return await openDevice(storeName());
  } catch (error) {
    return openTab(storeName(), error instanceof DOMException && error.name === "VersionError" ? "newer" : "refused");
  }
}

/** Whether the learner said, in this tab, that others use this computer, too. */
export function isShared() {
  try {
    return sessionStorage.getItem(SHARED) === "yes";
  } catch {
    return false;
  }
}

/**
 * Keeps answers in this tab alone from now on, or on the device again. The page has to be loaded again for it.
 * @param {boolean} shared
 */
export function setShared(shared) {
  try {
    if (shared) sessionStorage.setItem(SHARED, "yes");
    else sessionStorage.removeItem(SHARED);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}
