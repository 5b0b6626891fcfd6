// What the page says about saving. It never says more than is true: "saved" stands there only while all that the learner sees in
// the worksheet is kept. A screen reader says it once; afterwards it speaks up only when something is wrong.

import { formatTime, t } from "../page/messages.js";

/** @typedef {"" | "saving" | "saved" | "failed"} State */

let announced = false;

/**
 * @param {HTMLFormElement} form
 * @param {State} state
 * @param {{ place?: string, at?: string, reason?: string }} [about] where answers are kept, when they were, why they could not be
 */
export function showState(form, state, about = {}) {
  const line = form.querySelector(".saved");
  if (!(line instanceof HTMLElement)) return;
  const said = sentence(state, about);
  const first = state === "saved" && line.dataset.state === "saving" && !announced;
  line.setAttribute("aria-live", state === "failed" || first ? "polite" : "off");
  announced ||= first;
  line.dataset.state = state;
  if (line.textContent !== said) line.textContent = said;
  showTime(form, state === "saved" && about.at ? formatTime(about.at) : "");
  toggleRescue(form, state === "failed" || (state === "saved" && about.place === "page"));
}

/**
 * @param {State} state
 * @param {{ place?: string, reason?: string }} about
 */
function sentence(state, { place = "device", reason = "" }) {
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
 * The button that offers the file where the browser cannot be trusted to keep answers.
 * @param {HTMLFormElement} form
 * @param {boolean} needed
 */
function toggleRescue(form, needed) {
  const button = form.querySelector(".rescue");
  if (button instanceof HTMLElement) button.hidden = !needed;
}

/**
 * Says something about a worksheet that the learner should know: what another tab wrote, what the browser refuses.
 * @param {HTMLFormElement} form
 * @param {string} words
 */
export function showNotice(form, words) {
  const notice = form.querySelector(".notice");
  if (!(notice instanceof HTMLElement)) return;
  notice.hidden = words === "";
  notice.textContent = words;
}
