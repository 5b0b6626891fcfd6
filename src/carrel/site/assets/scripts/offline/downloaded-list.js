// What is shown in place of a page that cannot be had: what is kept on this device.

import { element } from "../page/dialogs.js";
import { t, tCount } from "../page/messages.js";
import { siteRoot } from "../page/site.js";
import { keptModules, visitedPages } from "./downloaded-modules.js";

const MOST = 100; // pages

/** Lists the modules that are kept whole, and the pages that were visited last. */
export async function listKept() {
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-kept-pages]"));
  const [modules, pages] = await Promise.all([keptModules(), visitedPages()]);
  const whole = modules.map(({ module, title, count }) =>
    entry(new URL(`${module}/`, siteRoot()).href, title, tCount("kept_whole", count)),
  );
  const inside = modules.map(({ module }) => new URL(`${module}/`, siteRoot()).href);
  const others = pages.filter(
    ({ url }) => url !== location.href && !inside.some((folder) => url.startsWith(folder)),
  );
  const single = others.slice(0, MOST).map(({ url, title }) => entry(url, title, ""));
  const list = [...whole, ...single];
  place.replaceChildren(
    list.length ? element("ul", {}, ...list) : element("p", {}, t("kept_nothing")),
  );
}

/**
 * @param {string} url
 * @param {string} title
 * @param {string} hint
 */
function entry(url, title, hint) {
  return element(
    "li",
    {},
    element("a", { href: url }, title),
    ...(hint ? [" ", element("span", { class: "hint" }, hint)] : []),
  );
}
