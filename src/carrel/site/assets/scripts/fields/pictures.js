// A drawing or a photo as an answer: made small, kept beside the words, under the field's key with
// `~picture` at its end.

import { saveAnswer } from "../answers/autosave.js";
import { closest } from "../page/events.js";
import { t } from "../page/messages.js";
import { loadPart } from "../page/parts.js";

/** @typedef {import("../answers/answer.js").Answer} Answer */

/** Puts the buttons beside the places for pictures. */
export function startPictures() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(".picture")
  )) {
    if (!place.querySelector("[data-picture-add]"))
      place
        .querySelector(".picture-frame")
        ?.after(buttonOf("add", "picture_add"), buttonOf("remove", "picture_remove"));
  }
}

/**
 * @param {string} action
 * @param {string} words
 */
function buttonOf(action, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.hidden = action === "remove";
  button.setAttribute(`data-picture-${action}`, "");
  button.textContent = t(words);
  return button;
}

/** Listens to the page, once. */
export function listenToPictures() {
  document.addEventListener("click", (event) => {
    if (closest(event, "[data-picture-add]")) add(placeOf(event));
    if (closest(event, "[data-picture-remove]")) keepPicture(placeOf(event), "");
  });
  document.addEventListener("carrel:answers", (event) =>
    /** @type {CustomEvent<Answer[]>} */ (event).detail.forEach(show),
  );
}

/** @param {Event} event */
function placeOf(event) {
  return /** @type {HTMLElement} */ (closest(event, ".picture"));
}

/** @param {HTMLElement} place */
function fieldIn(place) {
  return /** @type {HTMLTextAreaElement} */ (place.querySelector("[data-field]"));
}

/** @param {HTMLElement} place */
async function add(place) {
  const { pictureFor } = await loadPart("export");
  const picture = await pictureFor();
  if (picture) await keepPicture(place, picture);
}

/**
 * @param {HTMLElement} place
 * @param {string} value a data address, or nothing
 */
function keepPicture(place, value) {
  const { dataset } = fieldIn(place);
  const before = place.querySelector("img")?.src ?? "";
  return saveAnswer(
    {
      key: `${dataset.field}~picture`,
      kind: "image",
      label: fieldIn(place).getAttribute("aria-label") ?? "",
      value,
      base: before,
    },
    fieldIn(place).form,
  );
}

/**
 * Shows a picture that is kept. Only a data address is shown: a save file may come from anybody.
 * @param {Answer} answer
 */
function show({ key, value }) {
  if (!key.endsWith("~picture") || typeof value !== "string") return;
  const field = document.querySelector(
    `textarea[data-field="${CSS.escape(key.slice(0, -"~picture".length))}"]`,
  );
  const place = field?.closest(".picture");
  const frame = place?.querySelector(".picture-frame");
  if (!place || !frame) return;
  const picture = document.createElement("img");
  picture.alt = t("picture_yours");
  picture.src = value;
  const shown = /^data:image\/(png|jpeg|webp|gif);base64,/.test(value);
  frame.replaceChildren(...(shown ? [picture] : []));
  frame.toggleAttribute("aria-hidden", !shown);
  /** @type {HTMLElement | null} */ (place.querySelector("[data-picture-remove]"))?.toggleAttribute(
    "hidden",
    !shown,
  );
}
