// Links on a page that was opened from a folder. No web server is there to show `index.html` for a
// link that ends in a slash, so the links name the file.

import { closest } from "./events.js";
import { isFromFolder } from "./site.js";

/** Completes all links on the page now, and links that are added later when they are used. */
export function startFolderLinks() {
  if (!isFromFolder()) return;
  for (const link of document.links) completeLink(link);
  document.addEventListener("click", completeClicked, true);
}

/** @param {MouseEvent} event */
function completeClicked(event) {
  const link = closest(event, "a");
  if (link) completeLink(/** @type {HTMLAnchorElement} */ (link));
}

/** @param {HTMLAnchorElement | HTMLAreaElement} link */
function completeLink(link) {
  if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
}
