// What a worksheet shows about saving: "Saved" appears only while all that the learner sees in it
// is stored. A screen reader announces it once, and after that only failures.

import { formatTime, t } from "../page/messages.js";

/** @typedef {"" | "saving" | "saved" | "failed"} State */

let announced = false;

/**
 * Shows a worksheet's state.
 * @param {HTMLFormElement} form
 * @param {State} state
 * @param {{ place?: string, at?: string, reason?: string }} [about] where answers are saved, when
 *   they were, and the name of the error if they could not be
 */
export function showState(form, state, about = {}) {
  const status = form.querySelector(".saved");
  if (!(status instanceof HTMLElement)) return;
  const text = stateText(state, about);
  const first = state === "saved" && status.dataset.state === "saving" && !announced;
  status.setAttribute("aria-live", state === "failed" || first ? "polite" : "off");
  announced ||= first;
  status.dataset.state = state;
  if (status.textContent !== text) status.textContent = text;
  showTime(form, state === "saved" && about.at ? formatTime(about.at) : "");
  showRescue(form, state === "failed" || (state === "saved" && about.place === "page"));
}

/**
 * @param {State} state
 * @param {{ place?: string, reason?: string }} about
 */
function stateText(state, { place = "device", reason = "" }) {
  if (state === "saved") return t(`saved_${place}`);
  if (state === "failed")
    return t(reason === "QuotaExceededError" ? "not_saved_full" : "not_saved");
  return state === "saving" ? t("saving") : "";
}

/**
 * @param {HTMLFormElement} form
 * @param {string} time
 */
function showTime(form, time) {
  const place = form.querySelector(".saved-at");
  if (place && place.textContent !== time) place.textContent = time;
}

/**
 * Shows the button that offers a save file where the browser may lose answers.
 * @param {HTMLFormElement} form
 * @param {boolean} needed
 */
function showRescue(form, needed) {
  const button = form.querySelector(".rescue");
  if (button instanceof HTMLElement) button.hidden = !needed;
}

/**
 * Shows a notice in a worksheet, such as what another tab has changed or what the browser refuses.
 * @param {HTMLFormElement} form
 * @param {string} text "" removes the notice
 */
export function showNotice(form, text) {
  const notice = form.querySelector(".notice");
  if (!(notice instanceof HTMLElement)) return;
  notice.hidden = text === "";
  notice.textContent = text;
}
