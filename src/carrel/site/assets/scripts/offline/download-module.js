// The panel "Keep this module for offline" on a module's overview: offers the download, shows how
// far it has come, and updates or removes it.

import { choiceButton, element } from "../page/dialogs.js";
import { t, tCount } from "../page/messages.js";
import { language } from "../page/site.js";
import {
  deleteModule,
  downloadModule,
  downloadRecord,
  fetchListing,
  freeSpace,
  listEntries,
  totalSize,
} from "./downloaded-modules.js";

/** @typedef {import("./downloaded-modules.js").Listing} Listing */
/** @typedef {import("./downloaded-modules.js").Outcome} Outcome */

const panel = /** @type {HTMLElement} */ (document.querySelector(".keep-module"));
// The button that is published with the page.
const firstTools = panel ? [...panel.querySelectorAll(".keep-module-tools > *")] : [];
let wasAsked = false; // the learner pressed the button before the page had read its caches

/**
 * Shows a text and buttons in the panel. The focus stays in it.
 * @param {string} text
 * @param {...Element} tools
 */
function show(text, ...tools) {
  const hadFocus = panel.contains(document.activeElement);
  const status = /** @type {HTMLElement} */ (panel.querySelector("[role=status]"));
  status.textContent = text;
  panel.querySelector(".keep-module-tools")?.replaceChildren(...tools);
  if (hadFocus) /** @type {HTMLElement | null} */ (panel.querySelector("button, input"))?.focus();
}

/**
 * @param {string} label
 * @param {() => unknown} act
 * @param {boolean} [main]
 */
function toolButton(label, act, main) {
  const button = choiceButton("", label, main);
  button.setAttribute("type", "button");
  button.addEventListener("click", act);
  return button;
}

/** The button of the page: fetches the listing, and offers to download the module. */
export async function offerModule() {
  wasAsked = true;
  show(t("keep_wait"), ...firstTools);
  try {
    showOffer(await fetchListing());
  } catch {
    await showState(t("keep_no_list"));
  }
}

/**
 * Shows how large the module is, and asks whether to download it.
 * @param {Listing} listing
 */
function showOffer(listing) {
  const size = formatSize(totalSize(listEntries(listing, false)));
  const films = /** @type {HTMLInputElement} */ (
    element("input", { type: "checkbox", id: "keep-films" })
  );
  const filmsText = t("keep_films", { size: formatSize(totalSize(listing.films)) });
  const label = element("label", { for: "keep-films" }, filmsText);
  const choice = listing.films.length ? [element("p", { class: "choice" }, films, label)] : [];
  const start = toolButton(t("keep_start"), () => download(listing, films.checked), true);
  const cancel = toolButton(t("cancel"), () => showState());
  show(tCount("keep_offer", listing.count, { size }), ...choice, start, cancel);
}

/**
 * Downloads the module if there is enough space, with a progress bar.
 * @param {Listing} listing
 * @param {boolean} films
 */
async function download(listing, films) {
  const total = totalSize(listEntries(listing, films));
  const room = await freeSpace();
  if (room < total)
    return showState(t("keep_no_room", { size: formatSize(total), room: formatSize(room) }));
  await navigator.storage?.persist?.().catch(() => false);
  const stopping = new AbortController();
  const addSize = showProgress(total, () => stopping.abort());
  const outcome = await downloadModule(listing, films, stopping.signal, ([, , size]) =>
    addSize(size),
  );
  await showState(outcomeText(outcome));
}

/**
 * Shows the progress bar, and returns the function that moves it forward.
 * @param {number} total bytes
 * @param {() => void} stop
 */
function showProgress(total, stop) {
  const bar = /** @type {HTMLProgressElement} */ (
    element("progress", { max: String(total), value: "0", "aria-labelledby": "keep-progress" })
  );
  const text = element("span", { id: "keep-progress" });
  let done = 0;
  const addSize = (/** @type {number} */ size) => {
    done += size;
    bar.value = done;
    text.textContent = t("keep_progress", { done: formatSize(done), size: formatSize(total) });
  };
  addSize(0);
  show(t("keep_going"), bar, text, toolButton(t("keep_stop"), stop));
  return addSize;
}

/** @param {Outcome} outcome */
function outcomeText({ how, failed }) {
  if (how === "kept") return "";
  return how === "partly" ? tCount("keep_partly", failed) : t(`keep_${how}`);
}

/** Shows the download when the page is there, unless the learner has pressed the button already. */
export async function showDownload() {
  if (!wasAsked) await showState();
}

/**
 * Shows whether the module is downloaded, and the buttons to update or remove it.
 * @param {string} [news] what has just happened
 */
async function showState(news = "") {
  const record = await downloadRecord();
  if (!record) return show(news, ...firstTools);
  const remove = toolButton(t("keep_remove"), removeModule);
  if (!record.since)
    return show(news || t("keep_unfinished"), toolButton(t("keep_go_on"), update), remove);
  const date = formatSavedDate(record.since);
  const text = tCount("keep_kept", record.listing.count, { date });
  show(`${news} ${text}`.trim(), toolButton(t("keep_update"), update), remove);
}

/** Fetches what is missing or has changed. If videos were not downloaded, offers them again. */
async function update() {
  const record = await downloadRecord();
  try {
    const listing = await fetchListing();
    if (listing.films.length && !record?.films) showOffer(listing);
    else await download(listing, record?.films ?? false);
  } catch {
    await showState(t("keep_no_list"));
  }
}

async function removeModule() {
  await deleteModule();
  await showState(t("keep_removed"));
}

/**
 * @param {string} at ISO 8601
 * @returns {string}
 */
function formatSavedDate(at) {
  return new Intl.DateTimeFormat(language(), { dateStyle: "long" }).format(new Date(at));
}

/**
 * Returns a size in words: "850 kB", "1.2 MB".
 * @param {number} bytes
 * @returns {string}
 */
function formatSize(bytes) {
  const isSmall = bytes < 1_000_000;
  const style = /** @type {const} */ ({
    style: "unit",
    unit: isSmall ? "kilobyte" : "megabyte",
    unitDisplay: "short",
    maximumFractionDigits: isSmall ? 0 : 1,
  });
  return new Intl.NumberFormat(language(), style).format(bytes / (isSmall ? 1000 : 1_000_000));
}
