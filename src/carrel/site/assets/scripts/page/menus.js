// Drop-downs that close, and the pages' menu.

import { closest } from "./events.js";

const WIDE = matchMedia("(min-width: 60rem)");
const DROPS = "details.drop[open]";

/**
 * Closes every open drop-down but the one that holds `inside`.
 * @param {Node | null} inside
 */
export function closeDrops(inside) {
  for (const drop of document.querySelectorAll(DROPS))
    if (!inside || !drop.contains(inside)) drop.removeAttribute("open");
}

/**
 * Escape closes a drop-down and gives the focus back to its button; arrows go through its choices.
 * @param {KeyboardEvent} event
 */
function dropKeys(event) {
  const drop = closest(event, DROPS);
  if (!drop) {
    if (event.key === "Escape") closeDrops(null);
    return;
  }
  const button = /** @type {HTMLElement} */ (drop.querySelector("summary"));
  if (event.key === "Escape") {
    drop.removeAttribute("open");
    button.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const choices = /** @type {HTMLElement[]} */ ([
      button,
      ...drop.querySelectorAll(".panel :is(a, button)"),
    ]);
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = choices.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step;
    choices[(next + choices.length) % choices.length].focus();
    event.preventDefault();
  }
}

/** Opens the pages' menu on a wide screen in browsers whose style sheet cannot show a closed `details`. */
export function unfold() {
  if (CSS.supports("selector(::details-content)") || !WIDE.matches) return;
  document.querySelector("details.fold")?.setAttribute("open", "");
}

/** Lets the menus work, whatever the preview puts on the page later. */
export function startMenus() {
  document.addEventListener("keydown", dropKeys);
  document.addEventListener("focusin", (event) => closeDrops(/** @type {Node} */ (event.target)));
  WIDE.addEventListener("change", unfold);
}
