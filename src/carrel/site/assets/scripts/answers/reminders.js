// What a learner should know about where answers are saved, shown when it matters: at the first
// answer, when the device is nearly full, when a tab with the only copy is about to be closed.

import { closest } from "../page/events.js";
import { t } from "../page/messages.js";
import { loadPart } from "../page/parts.js";
import { isFromFolder } from "../page/site.js";
import { showNotice } from "./save-status.js";
import { setFiled } from "./tab-notes.js";

/** @typedef {import("./store.js").Store} Store */

const OWN = "carrel-own-device"; // the learner said that no one else uses this device
const LITTLE = 20_000_000; // bytes

let unfiled = false; // this tab has answers that are in no file
let staysOnSite = false; // the learner is going to another page of this site
let first = true;

/** Adds the listeners to the document, once. */
export function listenToReminders() {
  addEventListener("beforeunload", (event) => unfiled && !staysOnSite && event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (closest(event, "a[href]"));
    staysOnSite = link !== null && link.origin === location.origin;
    setTimeout(() => (staysOnSite = false), 1000);
    const button = closest(event, "[data-offer]");
    if (button) acceptOffer(button);
  });
}

/**
 * Shows what matters once answers were saved.
 * @param {Store} store
 * @param {HTMLFormElement | undefined} form
 */
export function remindAfterSaving(store, form) {
  unfiled = store.place !== "device" && store.reason !== "example"; // it can be opened again
  if (!first || !form) return;
  first = false;
  if (store.place !== "device") return;
  if (isFromFolder()) showNotice(form, t("folder"));
  remindOfDevice(form);
}

/**
 * Shows, before the first answer, that the browser does not save answers on the device.
 * @param {Store} store
 * @param {HTMLFormElement[]} forms
 */
export function remindAtStart(store, forms) {
  if (store.reason === "refused" || store.reason === "newer")
    for (const form of forms) showNotice(form, t(store.reason));
}

/**
 * Asks whether the computer is shared, asks the browser to keep the answers, and warns of low
 * space.
 * @param {HTMLFormElement} form
 */
async function remindOfDevice(form) {
  offerShared(form);
  const { storage } = navigator;
  const persists = (await storage?.persist?.().catch(() => false)) ?? false;
  /** @type {StorageEstimate} */
  const { quota = 0, usage = 0 } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
  if (!persists && quota && quota - usage < LITTLE) showNotice(form, t("short_of_space"));
}

/** @param {HTMLFormElement} form */
function offerShared(form) {
  if (localStorage.getItem(OWN)) return;
  const offer = document.createElement("div");
  offer.className = "offer-shared";
  offer.setAttribute("role", "status");
  const text = document.createElement("span");
  text.textContent = t("offer_shared");
  offer.append(text, offerButton("yes"), offerButton("no"));
  form.querySelector(".keep")?.append(offer);
}

/** @param {"yes" | "no"} choice */
function offerButton(choice) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.offer = choice;
  button.textContent = t(`offer_${choice}`);
  return button;
}

/** @param {HTMLElement} button */
async function acceptOffer(button) {
  const shared = button.dataset.offer === "yes";
  for (const offer of document.querySelectorAll(".offer-shared")) offer.remove();
  if (shared) (await loadPart("export")).actions.shared(button);
  else localStorage.setItem(OWN, "yes");
}

/** Notes that the answers of this tab are in a file now. */
export function noteFiled() {
  unfiled = false;
  setFiled(new Date().toISOString());
}
