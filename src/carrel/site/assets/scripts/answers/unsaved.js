// What was typed in the last moment before a page went away. A browser may stop a page while its database is still at work; its
// small storage takes a note at once, and the next page puts it among the answers.

import { TAB } from "./device-store.js";
import { storeName } from "./store.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Change} Change */
/** @typedef {import("./store.js").Store} Store */

/** @param {Store} store */
function notes(store) {
  return store.place === "device" ? localStorage : sessionStorage;
}

function prefix() {
  return `unsaved ${storeName()} `;
}

/**
 * Notes what is not kept yet; no changes, no note.
 * @param {Store} store
 * @param {Change[]} changes
 * @returns {boolean} whether there is a note now
 */
export function noteUnsaved(store, changes) {
  const name = prefix() + TAB;
  const at = new Date().toISOString();
  try {
    if (changes.length === 0) notes(store).removeItem(name);
    else
      notes(store).setItem(
        name,
        JSON.stringify(
          changes.map(({ base: _, ...change }) => ({
            ...change,
            at,
            by: TAB,
            since: at,
            history: [],
          })),
        ),
      );
    return changes.length > 0;
  } catch {
    return false; // forbidden, or full: the database is asked all the same
  }
}

/**
 * Puts what pages noted before they went away among the answers. A note stays until its answers are kept.
 * @param {Store} store
 */
export async function recoverUnsaved(store) {
  for (const [name, written] of allNotes(store)) {
    const answers = parsed(written);
    if (answers.length) await store.merge(answers);
    notes(store).removeItem(name);
  }
}

/** @param {Store} store */
function allNotes(store) {
  try {
    return Object.entries(notes(store)).filter(([name]) => name.startsWith(prefix()));
  } catch {
    return [];
  }
}

/**
 * @param {string} written
 * @returns {Answer[]}
 */
function parsed(written) {
  try {
    return JSON.parse(written);
  } catch {
    return [];
  }
}

/** @param {Store} store */
export function forgetUnsaved(store) {
  for (const [name] of allNotes(store)) notes(store).removeItem(name);
}
