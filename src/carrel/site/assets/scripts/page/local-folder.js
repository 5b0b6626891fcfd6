// A site that was opened from a folder and not from a host: nobody there shows `index.html` for a link that ends in a slash, so
// links name it; and modules cannot be loaded, so that search is its list of pages.

/** Whether this page was opened from a folder. */
export const fromFolder = location.protocol === "file:";

/** Lets links lead to files. Those that come later are mended as they are used. */
export function startFolder() {
  if (!fromFolder) return;
  for (const link of document.links) mend(link);
  document.addEventListener("click", mendUsed, true);
}

/** @param {MouseEvent} event */
function mendUsed(event) {
  const link = event.target instanceof Element && event.target.closest("a");
  if (link) mend(link);
}

/** @param {HTMLAnchorElement | HTMLAreaElement} link */
function mend(link) {
  if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
}
