// Answers to questions that the module no longer asks: shown, and deleted if the learner wants it.

import { fieldsIn, inWords } from "../fields/fields.js";
import { closest } from "../page/events.js";
import { formatTime, t } from "../page/messages.js";
import { isBlank } from "./answer.js";
import { openStore } from "./store.js";

/** @typedef {import("./answer.js").Answer} Answer */

const BESIDE = /~(\d+|picture)$/; // a row that was added, the picture beside the words

/** Listens to the page, once. */
export function listenToGone() {
  document.addEventListener("click", async (event) => {
    const button = closest(event, "[data-delete-answer]");
    if (!button) return;
    const store = await openStore();
    await store.remove([button.dataset.deleteAnswer ?? ""]);
    leaveEntry(/** @type {HTMLElement} */ (button.closest("li")));
  });
}

/**
 * The answer is gone; a screen reader hears it, and the focus goes to where the next one is.
 * @param {HTMLElement} entry
 */
function leaveEntry(entry) {
  entry.setAttribute("role", "status");
  entry.textContent = t("deleted");
  const next = /** @type {HTMLElement | null} */ (document.querySelector("[data-delete-answer]"));
  const heading = /** @type {HTMLElement | null} */ (document.querySelector(".gone h2"));
  heading?.setAttribute("tabindex", "-1");
  (next ?? heading)?.focus();
}

/** @param {Map<string, Answer>} answers */
export function showGone(answers) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector(".gone"));
  if (!place) return;
  const gone = goneAmong([...answers.values()], ...known());
  if (gone.length) place.hidden = false; // and it stays, with what was deleted
  const list = /** @type {Element} */ (place.querySelector("ul"));
  const shown = new Set(
    [...list.querySelectorAll("[data-delete-answer]")].map((button) =>
      button.getAttribute("data-delete-answer"),
    ),
  );
  list.append(...gone.filter(({ key }) => !shown.has(key)).map(entryOf));
}

/** The names of this module, and all names of answers that have a field. @returns {[string[], Set<string>]} */
function known() {
  const { names = "", elsewhere = "" } = /** @type {HTMLElement} */ (document.querySelector("main"))
    .dataset;
  return [
    names.split(" "),
    new Set([
      ...elsewhere.split(" "),
      ...fieldsIn(document).flatMap(({ key, was }) => [key, ...was]),
    ]),
  ];
}

/**
 * The answers of a module that no field asks for, the newest first.
 * @param {Answer[]} answers
 * @param {string[]} modules its names, today's and earlier ones
 * @param {Set<string>} fields
 */
export function goneAmong(answers, modules, fields) {
  const own = answers.filter(
    ({ key, value }) => modules.includes(key.slice(0, key.indexOf("/"))) && !isBlank(value),
  );
  return own
    .filter(({ key }) => !fields.has(key) && !fields.has(key.replace(BESIDE, "")))
    .sort((one, other) => (one.at < other.at ? 1 : -1));
}

/** @param {Answer} answer */
function entryOf({ key, kind, label, value, at }) {
  const item = document.createElement("li");
  const picture =
    kind === "image" &&
    typeof value === "string" &&
    /^data:image\/(png|jpeg|webp|gif);base64,/.test(value);
  const words = picture
    ? Object.assign(document.createElement("img"), { src: value, alt: label })
    : paragraph("said", inWords(undefined, value));
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button", textContent: t("delete") });
  button.dataset.deleteAnswer = key;
  button.setAttribute("aria-label", `${t("delete")}: ${label || t("unnamed")}`);
  item.append(
    paragraph("gone-question", label || t("unnamed")),
    words,
    paragraph("hint", formatTime(at)),
    button,
  );
  return item;
}

/**
 * @param {string} name its class
 * @param {string} words
 */
function paragraph(name, words) {
  return Object.assign(document.createElement("p"), { className: name, textContent: words });
}
