// How search is opened. Search itself is in `search.js`, which is loaded when it is used.

import { closest } from "./events.js";
import { partAddress } from "./parts.js";
import { isFromFolder } from "./site.js";

/**
 * Opens search in a dialog; if that fails, goes to the search page.
 * @param {HTMLAnchorElement} link
 */
export async function openSearch(link) {
  try {
    const search = await import(partAddress("search"));
    await search.openDialog(link.href);
  } catch {
    location.href = link.href;
  }
}

/**
 * Returns the link that opens search; null on the search page, and where search cannot be loaded.
 * @returns {HTMLAnchorElement | null}
 */
export function searchLink() {
  return isFromFolder() || document.querySelector("main #search-panel")
    ? null
    : document.querySelector("a.search-open");
}

/** Starts search on the search page. In a folder, the page has only its list of all pages. */
export async function startSearchPage() {
  const panel = /** @type {HTMLElement | null} */ (document.querySelector("main #search-panel"));
  if (!panel) return;
  panel.hidden = isFromFolder();
  if (panel.hidden) return;
  const search = await import(partAddress("search"));
  search.startPage(panel);
}

/**
 * True if the `/` key may open search. Learners can turn it off, because keys without Ctrl are in
 * the way of speech input.
 */
function isSlashOn() {
  try {
    return localStorage.getItem("carrel-slash") !== "off";
  } catch {
    return document.documentElement.dataset.slash !== "off";
  }
}

/**
 * Opens search for Ctrl+K, and for `/` outside of text fields.
 * @param {KeyboardEvent} event
 */
export function handleSearchKeys(event) {
  if (!isSearchKey(event) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  const link = searchLink();
  if (link) openSearch(link);
  else document.getElementById("search-words")?.focus();
}

/** @param {KeyboardEvent} event */
function isSearchKey(event) {
  const { key, shiftKey, altKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (altKey) return false;
  if (control) return key.toLowerCase() === "k" && !shiftKey;
  return (
    key === "/" && !closest(event, "input, textarea, select, [contenteditable]") && isSlashOn()
  );
}
