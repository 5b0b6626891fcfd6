// Progress where a learner sees it: circles in the menus, the ring in the header, the page's own words, the way back to where the
// learner stopped.

import { closest } from "../page/events.js";
import { formatDay, t } from "../page/messages.js";
import { addressFromRoot, moduleName, siteRoot } from "../page/site.js";
import { doneAmong, lastKey, percentDone, shortName, stateOf } from "./progress.js";
import {
  entriesAt,
  markPage,
  moduleEntries,
  progressRecords,
  standingHere,
  thisPage,
} from "./progress-records.js";

/** @typedef {import("./progress.js").Entry} Entry */

/** Listens to the page, once. */
export function listenToProgress() {
  document.addEventListener("carrel:progress", showProgress);
  document.addEventListener("click", (event) => {
    const toggle = closest(event, "[data-mark-done]");
    if (toggle) markPage(toggle.getAttribute("aria-pressed") !== "true", "learner");
    if (closest(event, "[data-still-done]")) answerChange(true, ".standing-done");
    if (closest(event, "[data-look-again]")) answerChange(false, "main");
  });
}

/**
 * What the learner says of a page that has changed. The drop-down goes away, so the focus needs another place.
 * @param {boolean} done
 * @param {string} place
 */
async function answerChange(done, place) {
  await markPage(done, done ? "learner" : "again");
  /** @type {HTMLElement | null} */ (document.querySelector(place))?.focus();
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
    showState(link, link.dataset.pages ? entriesAt(link) : own ? [own] : []);
  }
  showRing(percentDone(entries, progressRecords()));
  showStanding();
  showWayBack(entries, entryAt);
}

/**
 * A circle in a menu, in words for those who do not see it.
 * @param {HTMLAnchorElement} link
 * @param {Entry[]} entries the pages that it stands for
 */
function showState(link, entries) {
  const state = stateOf(entries, progressRecords());
  link.dataset.state = state;
  const words = partOf(link, "state-words hidden");
  words.textContent = state ? `(${t(`state_${state}`)})` : "";
  if (!link.closest(".panel")) return;
  const required = entries.filter((entry) => entry.required);
  const count = { n: doneAmong(required, progressRecords()).length, of: required.length };
  partOf(link.querySelector(".min") ?? link, "state-count").textContent =
    state === "partly" ? ` · ${t("state_count", count)}` : "";
}

/**
 * A part that the page's HTML leaves out.
 * @param {Element} element
 * @param {string} name its classes
 */
function partOf(element, name) {
  const there = element.querySelector(`:scope > .${name.replace(" ", ".")}`);
  if (there) return there;
  const made = document.createElement("span");
  made.className = name;
  element.append(made);
  return made;
}

/** @param {number} percent */
function showRing(percent) {
  const ring = /** @type {HTMLElement | null} */ (document.querySelector(".ring"));
  if (!ring) return;
  ring.style.setProperty("--share", String(percent));
  const [seen, said] = ring.children;
  seen.textContent = percent === 100 ? "✓" : `${percent}%`;
  said.textContent = t("percent_done", { n: percent });
}

/** What this page says of itself: at its top and on the button at its end. */
function showStanding() {
  const standing = standingHere();
  const done = standing?.done === true;
  const changed = done && standing.version !== thisPage()?.version;
  document.querySelector(".standing-done")?.toggleAttribute("hidden", !done || changed);
  const drop = document.querySelector(".standing details");
  drop?.toggleAttribute("hidden", !changed);
  if (!changed) drop?.removeAttribute("open");
  const toggle = document.querySelector("[data-mark-done]");
  const words = toggle?.querySelector("span");
  toggle?.setAttribute("aria-pressed", String(done));
  if (words) words.textContent = t(done ? "done" : "mark_done");
}

/**
 * On the overview: where the learner stopped. The page itself stays; nobody is led anywhere without asking.
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
