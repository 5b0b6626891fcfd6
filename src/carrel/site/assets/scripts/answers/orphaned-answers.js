// Orphaned answers: answers to questions that were deleted from the module. They are shown in the
// workbook, where the learner may delete them.

import { fieldsIn, inWords } from "../fields/fields.js";
import { closest } from "../page/events.js";
import { formatTime, t } from "../page/messages.js";
import { compareNewestFirst, isBlank } from "./answer.js";
import { openStore } from "./store.js";

/** @typedef {import("./answer.js").Answer} Answer */

const ADDED = /~(\d+|picture)$/; // ends the key of an added row, or of the picture beside a text

/** Adds the listener to the document, once. */
export function listenToOrphans() {
  document.addEventListener("click", async (event) => {
    const button = closest(event, "[data-delete-answer]");
    if (!button) return;
    const store = await openStore();
    await store.remove([button.dataset.deleteAnswer ?? ""]);
    markDeleted(/** @type {HTMLElement} */ (button.closest("li")));
  });
}

/**
 * Replaces an answer by "Deleted", which a screen reader announces, and moves the focus to the
 * next.
 * @param {HTMLElement} entry
 */
function markDeleted(entry) {
  entry.setAttribute("role", "status");
  entry.textContent = t("deleted");
  const next = /** @type {HTMLElement | null} */ (document.querySelector("[data-delete-answer]"));
  const heading = /** @type {HTMLElement | null} */ (document.querySelector(".gone h2"));
  heading?.setAttribute("tabindex", "-1");
  (next ?? heading)?.focus();
}

/**
 * Adds the orphaned answers to the page's list.
 * @param {Map<string, Answer>} answers
 */
export function showOrphans(answers) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector(".gone"));
  if (!place) return;
  const orphans = findOrphans([...answers.values()], moduleNames(), fieldKeys());
  if (orphans.length) place.hidden = false; // it stays when all of them were deleted
  const list = /** @type {Element} */ (place.querySelector("ul"));
  const shown = new Set(
    [...list.querySelectorAll("[data-delete-answer]")].map((button) =>
      button.getAttribute("data-delete-answer"),
    ),
  );
  list.append(...orphans.filter(({ key }) => !shown.has(key)).map(orphanEntry));
}

function mainData() {
  return /** @type {HTMLElement} */ (document.querySelector("main")).dataset;
}

/** Returns the name of the workbook's module, and its earlier names. */
function moduleNames() {
  return (mainData().names ?? "").split(" ");
}

/** Returns the keys, and the earlier keys, of all answers that have a field. */
function fieldKeys() {
  const here = fieldsIn(document).flatMap(({ key, was }) => [key, ...was]);
  return new Set([...(mainData().elsewhere ?? "").split(" "), ...here]);
}

/**
 * Returns the answers of a module that have no field, the newest first.
 * @param {Answer[]} answers
 * @param {string[]} modules the module's name and its earlier names
 * @param {Set<string>} keys of the answers that have a field
 */
function findOrphans(answers, modules, keys) {
  const hasField = (/** @type {string} */ key) => keys.has(key) || keys.has(key.replace(ADDED, ""));
  return answers
    .filter(({ key, value }) => modules.includes(key.slice(0, key.indexOf("/"))) && !isBlank(value))
    .filter(({ key }) => !hasField(key))
    .sort(compareNewestFirst);
}

/** @param {Answer} answer */
function orphanEntry(answer) {
  const label = answer.label || t("unnamed");
  const item = document.createElement("li");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button", textContent: t("delete") });
  button.dataset.deleteAnswer = answer.key;
  button.setAttribute("aria-label", `${t("delete")}: ${label}`);
  item.append(
    paragraph("gone-question", label),
    isPicture(answer)
      ? Object.assign(document.createElement("img"), { src: answer.value, alt: answer.label })
      : paragraph("said", inWords(undefined, answer.value)),
    paragraph("hint", formatTime(answer.at)),
    button,
  );
  return item;
}

/** @param {Answer} answer */
function isPicture({ kind, value }) {
  const isImage = /^data:image\/(png|jpeg|webp|gif);base64,/;
  return kind === "image" && typeof value === "string" && isImage.test(value);
}

/**
 * @param {string} className
 * @param {string} text
 */
function paragraph(className, text) {
  return Object.assign(document.createElement("p"), { className, textContent: text });
}
