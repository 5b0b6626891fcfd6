// The list on the page that is shown in place of a page that cannot be loaded: what this device
// has.

import { element } from "../page/dialogs.js";
import { t, tCount } from "../page/messages.js";
import { siteRoot } from "../page/site.js";
import { downloadedModules, visitedPages } from "./downloaded-modules.js";

const MAX_PAGES = 100;

/** Lists the downloaded modules, and the pages that were visited last. */
export async function listDownloads() {
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-kept-pages]"));
  const [modules, pages] = await Promise.all([downloadedModules(), visitedPages()]);
  const folders = modules.map(({ module }) => new URL(`${module}/`, siteRoot()).href);
  const others = pages.filter(
    ({ url }) => url !== location.href && !folders.some((folder) => url.startsWith(folder)),
  );
  const entries = [
    ...modules.map(({ title, count }, at) =>
      listEntry(folders[at], title, tCount("kept_whole", count)),
    ),
    ...others.slice(0, MAX_PAGES).map(({ url, title }) => listEntry(url, title, "")),
  ];
  place.replaceChildren(
    entries.length ? element("ul", {}, ...entries) : element("p", {}, t("kept_nothing")),
  );
}

/**
 * @param {string} url
 * @param {string} title
 * @param {string} hint
 */
function listEntry(url, title, hint) {
  return element(
    "li",
    {},
    element("a", { href: url }, title),
    ...(hint ? [" ", element("span", { class: "hint" }, hint)] : []),
  );
}
