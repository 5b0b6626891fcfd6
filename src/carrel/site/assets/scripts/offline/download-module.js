// "Keep this module for offline", on its overview: how large it is, how far it has come, and what is there.

import { choiceButton, element } from "../page/dialogs.js";
import { t, tCount } from "../page/messages.js";
import {
  entriesOf,
  fetchListing,
  forgetModule,
  keepAll,
  keptRecord,
  roomLeft,
  sizeOf,
} from "./downloaded-modules.js";

/** @typedef {import("./downloaded-modules.js").Listing} Listing */
/** @typedef {import("./downloaded-modules.js").Outcome} Outcome */

const panel = /** @type {HTMLElement} */ (document.querySelector(".keep-module"));
const first = panel ? [...panel.querySelectorAll(".keep-module-tools > *")] : []; // the button that the page came with
let asked = false; // the learner was quicker than the page

/**
 * Shows something in the panel. The focus stays in it.
 * @param {string} words
 * @param {...Element} tools
 */
function show(words, ...tools) {
  const had = panel.contains(document.activeElement);
  const said = /** @type {HTMLElement} */ (panel.querySelector("[role=status]"));
  said.textContent = words;
  panel.querySelector(".keep-module-tools")?.replaceChildren(...tools);
  if (had) /** @type {HTMLElement | null} */ (panel.querySelector("button, input"))?.focus();
}

/**
 * @param {string} words
 * @param {() => unknown} act
 * @param {boolean} [main]
 */
function tool(words, act, main) {
  const button = choiceButton("", words, main);
  button.setAttribute("type", "button");
  button.addEventListener("click", act);
  return button;
}

/** The button: asks what there is to keep, and offers it. */
export async function keepModule() {
  asked = true;
  show(t("keep_wait"), ...first);
  try {
    offer(await fetchListing());
  } catch {
    await showKept(t("keep_no_list"));
  }
}

/**
 * Says how large the module is, and asks whether to keep it.
 * @param {Listing} listing
 */
function offer(listing) {
  const size = formatSize(sizeOf(entriesOf(listing, false)));
  const films = /** @type {HTMLInputElement} */ (
    element("input", { type: "checkbox", id: "keep-films" })
  );
  const label = element(
    "label",
    { for: "keep-films" },
    t("keep_films", { size: formatSize(sizeOf(listing.films)) }),
  );
  const choice = listing.films.length ? [element("p", { class: "choice" }, films, label)] : [];
  const start = tool(t("keep_start"), () => run(listing, films.checked), true);
  const cancel = tool(t("cancel"), () => showKept());
  show(tCount("keep_offer", listing.count, { size }), ...choice, start, cancel);
}

/**
 * Keeps the module, with a bar that shows how far it has come.
 * @param {Listing} listing
 * @param {boolean} films
 */
async function run(listing, films) {
  const total = sizeOf(entriesOf(listing, films));
  const room = await roomLeft();
  if (room < total)
    return showKept(t("keep_no_room", { size: formatSize(total), room: formatSize(room) }));
  await navigator.storage?.persist?.().catch(() => false);
  const bar = /** @type {HTMLProgressElement} */ (
    element("progress", { max: String(total), value: "0", "aria-labelledby": "keep-progress" })
  );
  const words = element("span", { id: "keep-progress" });
  const stopping = new AbortController();
  let done = 0;
  const progress = (size = 0) => {
    done += size;
    bar.value = done;
    words.textContent = t("keep_progress", { done: formatSize(done), size: formatSize(total) });
  };
  progress();
  show(
    t("keep_going"),
    bar,
    words,
    tool(t("keep_stop"), () => stopping.abort()),
  );
  const outcome = await keepAll(listing, films, stopping.signal, ([, , size]) => progress(size));
  await showKept(outcome.how === "kept" ? "" : sentence(outcome));
}

/** @param {Outcome} outcome */
function sentence({ how, failed }) {
  return how === "partly" ? tCount("keep_partly", failed) : t(`keep_${how}`);
}

/** What the panel says when the page is there, unless something else stands in it already. */
export async function showAtFirst() {
  if (!asked) await showKept();
}

/**
 * Says what is kept of the module, and what can be done with it.
 * @param {string} [news] what has just happened
 */
async function showKept(news = "") {
  const record = await keptRecord();
  if (!record) return show(news, ...first);
  const remove = tool(t("keep_remove"), forget);
  if (!record.since) return show(news || t("keep_unfinished"), tool(t("keep_go_on"), goOn), remove);
  const kept = tCount("keep_kept", record.listing.count, { date: formatLongDate(record.since) });
  show(`${news} ${kept}`.trim(), tool(t("keep_update"), goOn), remove);
}

/** Fetches what is missing or has changed. Where films were not asked for, they are offered again. */
async function goOn() {
  const record = await keptRecord();
  try {
    const listing = await fetchListing();
    if (listing.films.length && !record?.films) offer(listing);
    else await run(listing, record?.films ?? false);
  } catch {
    await showKept(t("keep_no_list"));
  }
}

async function forget() {
  await forgetModule();
  await showKept(t("keep_removed"));
}

/**
 * @param {string} at ISO 8601
 * @returns {string}
 */
function formatLongDate(at) {
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
    dateStyle: "long",
  }).format(new Date(at));
}

/**
 * A size as people say it: "850 kB", "1.2 MB".
 * @param {number} bytes
 * @returns {string}
 */
function formatSize(bytes) {
  const [unit, of] = bytes < 1_000_000 ? ["kilobyte", 1000] : ["megabyte", 1_000_000];
  const style = /** @type {const} */ ({
    style: "unit",
    unit: String(unit),
    unitDisplay: "short",
    maximumFractionDigits: unit === "kilobyte" ? 0 : 1,
  });
  return new Intl.NumberFormat(document.documentElement.lang || undefined, style).format(
    bytes / Number(of),
  );
}
