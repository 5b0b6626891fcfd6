// The drop-down menus, and the menu of all pages.

import { closest } from "./events.js";

const WIDE = matchMedia("(min-width: 60rem)");
const OPEN_MENU = "details.drop[open]";

/** Adds the listeners to the document, once. */
export function listenToMenus() {
  document.addEventListener("keydown", handleMenuKeys);
  document.addEventListener("focusin", (event) => closeMenus(/** @type {Node} */ (event.target)));
  WIDE.addEventListener("change", openPagesMenu);
}

/**
 * Closes every open drop-down except the one that contains `inside`.
 * @param {Node | null} inside
 */
export function closeMenus(inside) {
  for (const menu of document.querySelectorAll(OPEN_MENU))
    if (!inside || !menu.contains(inside)) menu.removeAttribute("open");
}

/**
 * Escape closes a drop-down and returns the focus to its button; arrows move through its items.
 * @param {KeyboardEvent} event
 */
function handleMenuKeys(event) {
  const menu = closest(event, OPEN_MENU);
  if (event.key === "Escape") {
    closeMenus(null);
    /** @type {HTMLElement | null | undefined} */ (menu?.querySelector("summary"))?.focus();
  } else if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    moveFocus(menu, event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  }
}

/**
 * Moves the focus among a drop-down's button and items; from the last one to the first.
 * @param {HTMLElement} menu
 * @param {1 | -1} step
 */
function moveFocus(menu, step) {
  const items = /** @type {HTMLElement[]} */ ([
    .../** @type {NodeListOf<HTMLElement>} */ (
      menu.querySelectorAll(":scope > summary, .panel :is(a, button)")
    ),
  ]);
  const next = items.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step;
  items[(next + items.length) % items.length].focus();
}

/** On wide screens, opens the pages' menu in browsers whose style sheet cannot show it closed. */
export function openPagesMenu() {
  if (CSS.supports("selector(::details-content)") || !WIDE.matches) return;
  document.querySelector("details.fold")?.setAttribute("open", "");
}
