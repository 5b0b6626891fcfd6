// What a learner should know about where answers are kept, said when it matters: at the first answer, when the device is nearly
// full, when a tab that holds the only copy is about to be closed.

import { closest } from "../page/events.js";
import { t } from "../page/messages.js";
import { loadPart } from "../page/parts.js";
import { isFromFolder } from "../page/site.js";
import { showNotice } from "./save-status.js";

/** @typedef {import("./store.js").Store} Store */

const OWN = "carrel-own-device"; // the learner said that nobody else uses it
const FILED = "carrel-filed"; // when the answers of this tab were last saved to a file
const LITTLE = 20_000_000; // bytes

let unfiled = false; // this tab has answers that are in no file
let within = false; // the learner is going to another page of this site
let first = true;

/** Listens to the page, once. */
export function listenToReminders() {
  addEventListener("beforeunload", (event) => unfiled && !within && event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (closest(event, "a[href]"));
    within = link !== null && link.origin === location.origin;
    setTimeout(() => (within = false), 1000);
    const said = closest(event, "[data-offer]");
    if (said) answerOffer(said);
  });
}

/**
 * Something was kept.
 * @param {Store} store
 * @param {HTMLFormElement | undefined} form
 */
export function remindAfterKeeping(store, form) {
  unfiled = store.place !== "device" && store.reason !== "example"; // an example can be had again
  if (!first || !form) return;
  first = false;
  if (store.place !== "device") return;
  if (isFromFolder()) showNotice(form, t("folder"));
  stayHere(form);
}

/**
 * The browser does not keep answers on the device: said before the first is written.
 * @param {Store} store
 * @param {HTMLFormElement[]} forms
 */
export function remindAtStart(store, forms) {
  if (store.reason === "refused" || store.reason === "newer")
    for (const form of forms) showNotice(form, t(store.reason));
}

/** @param {HTMLFormElement} form */
async function stayHere(form) {
  offerShared(form);
  const stays = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
  /** @type {StorageEstimate} */
  const { quota = 0, usage = 0 } =
    (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  if (!stays && quota && quota - usage < LITTLE) showNotice(form, t("short_of_space"));
}

/** @param {HTMLFormElement} form */
function offerShared(form) {
  if (localStorage.getItem(OWN)) return;
  const offer = document.createElement("div");
  offer.className = "offer-shared";
  offer.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = t("offer_shared");
  offer.append(words, offerButton("yes"), offerButton("no"));
  form.querySelector(".keep")?.append(offer);
}

/** @param {string} answer */
function offerButton(answer) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.offer = answer;
  button.textContent = t(`offer_${answer}`);
  return button;
}

/** @param {HTMLElement} button */
async function answerOffer(button) {
  const shared = button.dataset.offer === "yes";
  for (const offer of document.querySelectorAll(".offer-shared")) offer.remove();
  if (shared) (await loadPart("export")).actions.shared(button);
  else localStorage.setItem(OWN, "yes");
}

/** The answers of this tab are in a file now. */
export function noteFiled() {
  unfiled = false;
  try {
    sessionStorage.setItem(FILED, new Date().toISOString());
  } catch {
    // then the reminder comes once more than it needs to
  }
}

/** When the answers of this tab were last saved to a file; empty for never. */
export function lastFiled() {
  try {
    return sessionStorage.getItem(FILED) ?? "";
  } catch {
    return "";
  }
}
