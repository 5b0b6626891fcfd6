// Rankings: each item can be moved up and down by buttons, or given a number; all the others make
// room.

import { closest } from "../page/events.js";
import { t } from "../page/messages.js";

/** Puts the buttons beside the items. */
export function startRanks() {
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("fieldset.rank li")
  )) {
    if (!item.querySelector("[data-move]")) item.append(button(item, -1), button(item, 1));
  }
}

/** Listens to the page, once. */
export function listenToRanks() {
  document.addEventListener("click", (event) => {
    const pressed = closest(event, "[data-move]");
    if (pressed) move(pressed, Number(pressed.dataset.move));
  });
  document.addEventListener("change", (event) => {
    if (
      event.isTrusted &&
      event.target instanceof HTMLInputElement &&
      event.target.matches(".blank-rank")
    )
      place(event.target);
  });
}

/**
 * @param {HTMLElement} item
 * @param {number} step
 */
function button(item, step) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button move";
  made.dataset.move = String(step);
  made.textContent = step < 0 ? "↑" : "↓";
  made.setAttribute(
    "aria-label",
    t(step < 0 ? "move_up" : "move_down", {
      choice: item.querySelector("label")?.textContent?.trim() ?? "",
    }),
  );
  return made;
}

/**
 * @param {HTMLElement} pressed
 * @param {number} step
 */
function move(pressed, step) {
  const item = /** @type {HTMLElement} */ (pressed.closest("li"));
  const items = siblings(item);
  const to = items.indexOf(item) + step;
  if (to >= 0 && to < items.length) reorder(item, to);
  else number(items);
  pressed.focus();
}

/**
 * An item goes to the place whose number was written beside it.
 * @param {HTMLInputElement} box
 */
function place(box) {
  const item = /** @type {HTMLElement} */ (box.closest("li"));
  const wanted = Math.round(Number(box.value));
  if (!wanted) return;
  reorder(item, Math.min(Math.max(wanted, 1), siblings(item).length) - 1);
  box.focus();
}

/** @param {HTMLElement} item */
function siblings(item) {
  return /** @type {HTMLElement[]} */ ([...(item.parentElement?.children ?? [])]);
}

/**
 * @param {HTMLElement} item
 * @param {number} to its new place, from 0
 */
function reorder(item, to) {
  const others = siblings(item).filter((other) => other !== item);
  others.splice(to, 0, item);
  item.parentElement?.append(...others);
  number(others);
}

/**
 * Writes the places beside the items. That is the answer.
 * @param {HTMLElement[]} items
 */
function number(items) {
  items.forEach((item, index) => {
    const box = item.querySelector("input");
    if (box) box.value = String(index + 1);
  });
  items[0]?.querySelector("input")?.dispatchEvent(new Event("input", { bubbles: true }));
}
