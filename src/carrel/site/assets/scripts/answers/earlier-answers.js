// Earlier answers where they are needed again: shown in words, or offered as a beginning.

import { fieldsIn, inWords, putValue, readValue } from "../fields/fields.js";
import { kindNamed } from "../fields/kinds.js";
import { t } from "../page/messages.js";
import { isBlank } from "./answer.js";
import { openStore } from "./store.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("../fields/fields.js").Field} Field */

/** Shows all earlier answers that this page asks for. */
export async function showEarlier() {
  const places = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("output[data-show]")]);
  const fields = fieldsIn(document).filter(({ from }) => from);
  if (places.length + fields.length === 0) return;
  const keys = [...places.flatMap((place) => keysOf(place)), ...fields.map(({ from }) => from)];
  const store = await openStore();
  const answers = await store
    .get([...new Set(keys.map((key) => key.slice(0, key.lastIndexOf("/") + 1)))])
    .catch(() => []);
  const byKey = new Map(answers.map((answer) => [answer.key, answer]));
  for (const place of places)
    showIn(
      place,
      keysOf(place)
        .map((key) => byKey.get(key))
        .find((answer) => answer !== undefined),
    );
  for (const field of fields) offer(field, byKey.get(field.from));
}

/** @param {HTMLElement} place */
function keysOf(place) {
  return [place.dataset.show ?? "", ...(place.dataset.was ?? "").split(" ")].filter(Boolean);
}

/**
 * @param {HTMLElement} place
 * @param {Answer | undefined} answer
 */
function showIn(place, answer) {
  const blank = !answer || isBlank(answer.value);
  place.classList.toggle("still-blank", blank);
  place.dataset.value = JSON.stringify(blank ? "" : answer.value); // for documents, which say it in their own way
  const beside = place.classList.contains("said-other"); // the blank beside a choice: nothing there means nothing to say
  place.textContent = blank ? (beside ? "" : t("still_blank")) : choiceWords(place, answer);
}

/**
 * @param {HTMLElement} place `data-choices` holds the words of choices by their ids
 * @param {Answer} answer
 */
function choiceWords(place, { value }) {
  const words = JSON.parse(place.dataset.choices ?? "{}");
  if (typeof value === "string")
    return words[value] ?? kindNamed(place.dataset.kind).shown?.(value) ?? value;
  return value.map((choice) => words[choice] ?? choice).join("; ");
}

/**
 * Offers an earlier answer as the beginning of a blank one.
 * @param {Field} field
 * @param {Answer | undefined} answer
 */
function offer(field, answer) {
  const control = field.controls[0];
  const before = control.parentElement?.querySelector(":scope > .offer");
  if (!answer || isBlank(answer.value) || !isBlank(readValue(field))) return before?.remove();
  if (before) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button offer";
  button.textContent = t("start_from", { text: shortened(inWords(undefined, answer.value)) });
  button.onclick = () => begin(field, answer);
  control.after(button);
}

/** @param {string} text */
function shortened(text) {
  const letters = [...text.replace(/\s+/g, " ")];
  return letters.length > 60 ? `${letters.slice(0, 57).join("")}…` : letters.join("");
}

/**
 * @param {Field} field
 * @param {Answer} answer
 */
function begin(field, { value }) {
  putValue(field, value);
  const control = field.controls[0];
  control.focus();
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Listens to the page, once. */
export function listenToEarlier() {
  document.addEventListener("carrel:answers", showEarlier);
}
