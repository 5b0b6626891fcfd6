// How search is opened; what it does stands in `search.js`, which is loaded when it is used.

import { closest } from "./events.js";
import { partAddress } from "./parts.js";
import { isFromFolder } from "./site.js";

/**
 * Opens search in a dialog; where that fails, goes to the search page.
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

/** The link that opens search; not on the search page itself, nor where search cannot be loaded. @returns {HTMLAnchorElement | null} */
export function searchLink() {
  return isFromFolder() || document.querySelector("main #search-panel")
    ? null
    : document.querySelector("a.search-open");
}

/** Makes the search page work when this is it. */
export async function startSearchPage() {
  const panel = /** @type {HTMLElement | null} */ (document.querySelector("main #search-panel"));
  if (!panel) return;
  panel.hidden = isFromFolder(); // its list of all pages is there
  if (isFromFolder()) return;
  const search = await import(partAddress("search"));
  search.startPage(panel);
}

/** Whether the learner has left the `/` key switched on: a key without Ctrl gets in the way of those who speak to their computer. */
function slashWorks() {
  try {
    return localStorage.getItem("carrel-slash") !== "off";
  } catch {
    return document.documentElement.dataset.slash !== "off";
  }
}

/**
 * `/` and Ctrl+K open search, but not from a place where they are typed.
 * @param {KeyboardEvent} event
 */
export function searchKeys(event) {
  const typing = closest(event, "input, textarea, select, [contenteditable]");
  const slash =
    event.key === "/" &&
    !typing &&
    slashWorks() &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey;
  const control =
    event.key.toLowerCase() === "k" &&
    (event.ctrlKey || event.metaKey) &&
    !event.shiftKey &&
    !event.altKey;
  if ((!slash && !control) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  const link = searchLink();
  if (link) openSearch(link);
  else document.getElementById("search-words")?.focus();
}
