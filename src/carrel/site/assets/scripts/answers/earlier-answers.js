// Earlier answers that a page shows again, or offers as the start of a new answer.

import { fieldsIn, inWords, putValue, readValue } from "../fields/fields.js";
import { kindNamed } from "../fields/kinds.js";
import { t } from "../page/messages.js";
import { isBlank } from "./answer.js";
import { openStore } from "./store.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("../fields/fields.js").Field} Field */

/** Adds the listener to the document, once. */
export function listenToEarlier() {
  document.addEventListener("carrel:answers", showEarlier);
}

/** Shows all earlier answers that this page asks for. */
async function showEarlier() {
  const places = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("output[data-show]")]);
  const fields = fieldsIn(document).filter(({ from }) => from);
  if (places.length + fields.length === 0) return;
  const keys = [...places.flatMap((place) => keysOf(place)), ...fields.map(({ from }) => from)];
  const prefixes = new Set(keys.map((key) => key.slice(0, key.lastIndexOf("/") + 1)));
  const store = await openStore();
  const answers = await store.get([...prefixes]).catch(() => []);
  const byKey = new Map(answers.map((answer) => [answer.key, answer]));
  for (const place of places) {
    const found = keysOf(place).map((key) => byKey.get(key));
    showIn(
      place,
      found.find((answer) => answer !== undefined),
    );
  }
  for (const field of fields) showOffer(field, byKey.get(field.from));
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
  const hasText = answer !== undefined && !isBlank(answer.value);
  place.classList.toggle("still-blank", !hasText);
  // For documents, which put the value into words themselves.
  place.dataset.value = JSON.stringify(hasText ? answer.value : "");
  place.textContent = hasText ? answerText(place, answer) : blankText(place);
}

/**
 * Returns the text for a blank answer. The blank beside a choice shows nothing, as it need not be
 * filled in.
 * @param {HTMLElement} place
 */
function blankText(place) {
  return place.classList.contains("said-other") ? "" : t("still_blank");
}

/**
 * Returns an answer in words.
 * @param {HTMLElement} place `data-choices` holds the texts of choices by their ids
 * @param {Answer} answer
 */
function answerText(place, { value }) {
  const texts = JSON.parse(place.dataset.choices ?? "{}");
  if (typeof value === "string")
    return texts[value] ?? kindNamed(place.dataset.kind).shown?.(value) ?? value;
  return value.map((choice) => texts[choice] ?? choice).join("; ");
}

/**
 * Offers an earlier answer as the start of a blank field.
 * @param {Field} field
 * @param {Answer | undefined} answer
 */
function showOffer(field, answer) {
  const control = field.controls[0];
  const before = control.parentElement?.querySelector(":scope > .offer");
  if (!answer || isBlank(answer.value) || !isBlank(readValue(field))) return before?.remove();
  if (before) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button offer";
  button.textContent = t("start_from", { text: shorten(inWords(undefined, answer.value)) });
  button.onclick = () => startFrom(field, answer);
  control.after(button);
}

/** @param {string} text */
function shorten(text) {
  const characters = [...text.replace(/\s+/g, " ")];
  return characters.length > 60 ? `${characters.slice(0, 57).join("")}…` : characters.join("");
}

/**
 * @param {Field} field
 * @param {Answer} answer
 */
function startFrom(field, { value }) {
  putValue(field, value);
  const control = field.controls[0];
  control.focus();
  control.dispatchEvent(new Event("input", { bubbles: true }));
}
