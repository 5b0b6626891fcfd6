// The learner's name, for documents. It is a record like those of progress: it is saved where the
// answers are, and nowhere else.

import { saveAnswer } from "./autosave.js";

/** @typedef {import("./answer.js").Answer} Answer */

const NAME = "~name";

/** @returns {HTMLInputElement | null} */
function input() {
  return document.querySelector("[data-learner-name]");
}

/**
 * Shows the name, unless the learner is typing it.
 * @param {Map<string, Answer>} answers
 */
export function showName(answers) {
  const field = input();
  if (field && field !== document.activeElement)
    field.value = String(answers.get(NAME)?.value ?? "");
}

/** Adds the listener to the document, once. */
export function listenToName() {
  document.addEventListener("input", (event) => {
    const field = input();
    if (event.target === field && field)
      saveAnswer({ key: NAME, kind: "name", label: "", value: field.value, base: "" });
  });
}
