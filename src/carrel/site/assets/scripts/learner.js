// The learner's name, for documents. It is a record like those of progress: kept where the answers are, and nowhere else.

import { keep } from "./keeping.js";

/** @typedef {import("./answer.js").Answer} Answer */

export const NAME = "~name";
const PAUSE = 300; // milliseconds after the last key

let timer = 0;
let typing = false;
let before = "";

/** @returns {HTMLInputElement | null} */
function input() {
  return document.querySelector("[data-learner-name]");
}

/**
 * Shows the name, unless it is being typed.
 * @param {Map<string, Answer>} answers
 */
export function showName(answers) {
  const field = input();
  if (!field || typing) return;
  before = String(answers.get(NAME)?.value ?? "");
  if (field.value !== before) field.value = before;
}

/** Listens to the page, once. */
export function listenToName() {
  document.addEventListener("input", (event) => {
    if (event.target !== input()) return;
    typing = true;
    clearTimeout(timer);
    timer = setTimeout(keepName, PAUSE);
  });
  document.addEventListener("visibilitychange", keepName);
}

async function keepName() {
  const field = input();
  if (!field || !typing) return;
  clearTimeout(timer);
  await keep({ key: NAME, kind: "name", label: "", value: field.value, base: before });
  typing = false;
}
