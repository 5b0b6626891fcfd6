// What was typed in the last moment before a page was left. A browser may stop a page while its
// database is still writing. Its small storage writes immediately, so it takes a note of what is
// not saved yet, and the next page merges the note into the answers.

import { TAB } from "./device-store.js";
import { storeName } from "./store.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Change} Change */
/** @typedef {import("./store.js").Store} Store */

/** @param {Store} store */
function storageFor(store) {
  return store.place === "device" ? localStorage : sessionStorage;
}

function prefix() {
  return `unsaved ${storeName()} `;
}

/**
 * Notes the changes that are not saved yet; with none, deletes the note.
 * @param {Store} store
 * @param {Change[]} changes
 * @returns {boolean} true if there is a note now
 */
export function noteUnsaved(store, changes) {
  const name = prefix() + TAB;
  const at = new Date().toISOString();
  const answers = changes.map(({ base: _, ...change }) => ({
    ...change,
    at,
    by: TAB,
    since: at,
    history: [],
  }));
  try {
    if (answers.length) storageFor(store).setItem(name, JSON.stringify(answers));
    else storageFor(store).removeItem(name);
    return answers.length > 0;
  } catch {
    return false; // forbidden, or full: the database may still have the time
  }
}

/**
 * Merges what earlier pages noted into the answers. A note stays until its answers are saved.
 * @param {Store} store
 */
export async function recoverUnsaved(store) {
  for (const [name, written] of allNotes(store)) {
    const answers = parse(written);
    if (answers.length) await store.merge(answers);
    storageFor(store).removeItem(name);
  }
}

/** @param {Store} store */
export function deleteUnsaved(store) {
  for (const [name] of allNotes(store)) storageFor(store).removeItem(name);
}

/** @param {Store} store */
function allNotes(store) {
  try {
    return Object.entries(storageFor(store)).filter(([name]) => name.startsWith(prefix()));
  } catch {
    return [];
  }
}

/**
 * @param {string} written
 * @returns {Answer[]}
 */
function parse(written) {
  try {
    return JSON.parse(written);
  } catch {
    return [];
  }
}
