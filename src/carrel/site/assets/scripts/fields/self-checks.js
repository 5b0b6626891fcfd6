// What a self-check says to a choice.

import { closest } from "../page/events.js";

/**
 * What a self-check says to a choice: a copy of its entry under "Show the answer".
 * @param {Element} check
 * @param {HTMLInputElement} input
 * @returns {HTMLElement}
 */
function feedbackFor(check, input) {
  const entry = check.querySelector(`.answer [data-choice="${CSS.escape(input.value)}"]`);
  const copy = document.createElement("div");
  if (entry) copy.append(...entry.cloneNode(true).childNodes);
  if (input.type === "radio") copy.querySelector(".answer-choice")?.remove();
  for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
  return copy;
}

/**
 * Shows, and lets a screen reader say, what there is to say to the present choice.
 * @param {Event} event
 */
export function showFeedback(event) {
  const check = closest(event, "fieldset.check");
  const place = check?.querySelector(".feedback");
  if (!check || !place) return;
  const chosen = /** @type {NodeListOf<HTMLInputElement>} */ (
    check.querySelectorAll("input:checked")
  );
  place.replaceChildren(...[...chosen].map((input) => feedbackFor(check, input)));
}
