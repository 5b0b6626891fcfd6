// Where answers are saved. Pages know only the `Store` interface. `STORES` lists what may be behind
// it, in order of preference; a new store is a file with a function to open it, put into that list.

import { siteRoot } from "../page/site.js";
import { openDevice } from "./device-store.js";
import { isShared, shownExample } from "./tab-notes.js";
import { openTab } from "./tab-store.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Change} Change */
/**
 * @typedef {object} Saved the result of saving changes
 * @property {Answer[]} answers
 * @property {string[]} clashed keys of answers that another tab had changed meanwhile; what it
 *   saved is in their history
 */
/**
 * @typedef {object} Store
 * @property {"device" | "tab" | "page"} place how long answers last: until they are deleted, as
 *   long as the tab, as long as the page
 * @property {"" | "chosen" | "refused" | "newer" | "example"} reason why they are not saved on the
 *   device. "newer": a newer version of Carrel was used here. "example": this tab shows a worked
 *   example, and saves what is written into it apart from the learner's own answers.
 * @property {(prefixes: string[]) => Promise<Answer[]>} get returns the answers whose keys begin
 *   with a prefix: `MODULE/WORKSHEET/`, or "" for all
 * @property {(changes: Change[]) => Promise<Saved>} put saves all changes or none; resolves when
 *   they are safely stored
 * @property {(answers: Answer[]) => Promise<Answer[]>} merge adds answers that were saved
 *   elsewhere; resolves to what changed
 * @property {(keys: string[]) => Promise<void>} remove deletes single answers, with their history
 * @property {() => Promise<void>} wipe deletes all answers
 * @property {(listener: (answers: Answer[] | null) => void) => void} subscribe calls the listener
 *   with the answers that other tabs save; with null when they have deleted all
 */

/**
 * The stores in order of preference. Each returns null where it is not wanted, and throws where the
 * browser refuses it. The last one always opens.
 * @type {((name: string, failure: unknown) => Store | null | Promise<Store | null>)[]}
 */
const STORES = [
  (name) => (shownExample() ? openTab(name, "example") : null),
  (name) => (isShared() ? openTab(name, "chosen") : null),
  openDevice,
  (name, failure) => openTab(name, isNewerVersion(failure) ? "newer" : "refused"),
];

/** @type {Promise<Store> | undefined} */
let opened;

/**
 * Returns the store of this site: the first one that opens. There is always one; at worst, answers
 * last as long as the page.
 * @returns {Promise<Store>}
 */
export function openStore() {
  opened ??= openPreferred();
  return opened;
}

/** Opens the store for a shared computer, beside the one in use. */
export function openSharedStore() {
  return openTab(storeName(), "chosen");
}

/** Opens the store of the worked example that this tab shows. */
export function openExampleStore() {
  return openTab(storeName(), "example");
}

/** Returns the name of this site's store: sites on one web server have stores of their own. */
export function storeName() {
  return `carrel:${siteRoot().pathname}${shownExample() ? " example" : ""}`;
}

/** @returns {Promise<Store>} */
async function openPreferred() {
  /** @type {unknown} */
  let failure;
  for (const open of STORES)
    try {
      const store = await open(storeName(), failure);
      if (store) return store;
    } catch (error) {
      failure = error;
    }
  throw failure;
}

/**
 * True if a newer version of Carrel has changed the database.
 * @param {unknown} error
 */
function isNewerVersion(error) {
  return error instanceof DOMException && error.name === "VersionError";
}
