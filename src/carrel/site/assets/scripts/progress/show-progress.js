// Shows progress: the circles in the menus, the ring in the header, the page's own status, and on
// the overview the link to where the learner stopped.

import { closest } from "../page/events.js";
import { formatDay, t } from "../page/messages.js";
import { addressFromRoot, moduleName, siteRoot } from "../page/site.js";
import { filterDone, groupState, lastKey, percentDone, shortName } from "./progress.js";
import {
  entriesOfLink,
  markPage,
  moduleEntries,
  progressRecords,
  thisPage,
  thisPageStatus,
} from "./progress-records.js";

/** @typedef {import("./progress.js").Entry} Entry */

/** Adds the listeners to the document, once. */
export function listenToProgress() {
  document.addEventListener("carrel:progress", showProgress);
  document.addEventListener("click", (event) => {
    const toggle = closest(event, "[data-mark-done]");
    if (toggle) markPage(toggle.getAttribute("aria-pressed") !== "true", "learner");
    if (closest(event, "[data-still-done]")) markChanged(true, ".standing-done");
    if (closest(event, "[data-look-again]")) markChanged(false, "main");
  });
}

/**
 * Marks a page that has changed since it was done. Its menu closes, so the focus moves elsewhere.
 * @param {boolean} done
 * @param {string} focus a selector
 */
async function markChanged(done, focus) {
  await markPage(done, done ? "learner" : "again");
  /** @type {HTMLElement | null} */ (document.querySelector(focus))?.focus();
}

function showProgress() {
  const entries = moduleEntries();
  const byAddress = new Map(entries.map((entry) => [entry.address, entry]));
  const entryAt = (/** @type {string} */ address) =>
    byAddress.get(shortName(address)) ?? byAddress.get(address);
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll(".circles a:not(.aside)")
  )) {
    const own = entryAt(addressFromRoot(link));
    const pages = own ? [own] : [];
    showCircle(link, link.dataset.pages ? entriesOfLink(link) : pages);
  }
  showRing(percentDone(entries, progressRecords()));
  showPageStatus();
  showWayBack(entries, entryAt);
}

/**
 * Shows the circle of a menu's link, and its state in words for screen readers.
 * @param {HTMLAnchorElement} link
 * @param {Entry[]} entries the pages that it stands for
 */
function showCircle(link, entries) {
  const state = groupState(entries, progressRecords());
  link.dataset.state = state;
  const text = childOf(link, "state-words hidden");
  text.textContent = state ? `(${t(`state_${state}`)})` : "";
  if (!link.closest(".panel")) return;
  const required = entries.filter((entry) => entry.required);
  const count = { n: filterDone(required, progressRecords()).length, of: required.length };
  childOf(link.querySelector(".min") ?? link, "state-count").textContent =
    state === "partly" ? ` · ${t("state_count", count)}` : "";
}

/**
 * Returns a child that the page's HTML leaves out; adds it the first time.
 * @param {Element} element
 * @param {string} className
 */
function childOf(element, className) {
  const found = element.querySelector(`:scope > .${className.replace(" ", ".")}`);
  if (found) return found;
  const child = document.createElement("span");
  child.className = className;
  element.append(child);
  return child;
}

/** @param {number} percent */
function showRing(percent) {
  const ring = /** @type {HTMLElement | null} */ (document.querySelector(".ring"));
  if (!ring) return;
  ring.style.setProperty("--share", String(percent));
  const [visible, spoken] = ring.children;
  visible.textContent = percent === 100 ? "✓" : `${percent}%`;
  spoken.textContent = t("percent_done", { n: percent });
}

/** Shows this page's status at its top, and on the button at its end. */
function showPageStatus() {
  const status = thisPageStatus();
  const done = status?.done === true;
  const changed = done && status.version !== thisPage()?.version;
  document.querySelector(".standing-done")?.toggleAttribute("hidden", !done || changed);
  const menu = document.querySelector(".standing details");
  menu?.toggleAttribute("hidden", !changed);
  if (!changed) menu?.removeAttribute("open");
  const toggle = document.querySelector("[data-mark-done]");
  const text = toggle?.querySelector("span");
  toggle?.setAttribute("aria-pressed", String(done));
  if (text) text.textContent = t(done ? "done" : "mark_done");
}

/**
 * On the overview, lets the button lead to the page where the learner stopped.
 * @param {Entry[]} entries
 * @param {(address: string) => Entry | undefined} entryAt
 */
function showWayBack(entries, entryAt) {
  const button = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".begin a"));
  const line = document.querySelector(".left-off");
  const last = progressRecords().get(lastKey(moduleName()));
  if (!button || !line || !last) return;
  const seen = String(last.value);
  const address = entryAt(seen) ? seen : entries.find(({ was }) => was.includes(seen))?.address;
  if (!address) return;
  button.href = new URL(encodeURI(address), siteRoot()).href;
  /** @type {Element} */ (button.firstElementChild).textContent = t("continue");
  line.textContent = t("left_off", { title: last.label, when: formatDay(last.at) });
}
