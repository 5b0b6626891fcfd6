// What every page gains from JavaScript: colours to choose, menus that close, search, films, answers to self-checks.
// It is loaded in the head, before the first paint, so that a page never flashes in other colours; one small file, as each
// request costs more than its bytes on a thin line. What few pages need (search, films of other hosts) is imported when it is used.
// Everything listens at the document, so that it goes on working when the preview changes the page in place.

(() => {
const WIDE = matchMedia("(min-width: 60rem)");
const DROPS = "details.drop[open]";

/**
 * The address of a module that is loaded only when it is used; this script's own element names it.
 * @param {"search" | "video"} name
 * @returns {string}
 */
function moduleAddress(name) {
  const script = /** @type {HTMLElement} */ (document.querySelector("script[data-search]"));
  return new URL(/** @type {string} */ (script.dataset[name]), document.baseURI).href;
}

/**
 * The element around an event's target that matches.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
function around(event, selector) {
  return event.target instanceof Element ? event.target.closest(selector) : null;
}

// Menus

/**
 * Closes every open drop-down but the one that holds `inside`.
 * @param {Node | null} inside
 */
function closeDrops(inside) {
  for (const drop of document.querySelectorAll(DROPS)) if (!inside || !drop.contains(inside)) drop.removeAttribute("open");
}

/**
 * Escape closes a drop-down and gives the focus back to its button; arrows go through its choices.
 * @param {KeyboardEvent} event
 */
function dropKeys(event) {
  const drop = around(event, DROPS);
  if (!drop) {
    if (event.key === "Escape") closeDrops(null);
    return;
  }
  const button = /** @type {HTMLElement} */ (drop.querySelector("summary"));
  if (event.key === "Escape") {
    drop.removeAttribute("open");
    button.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const choices = /** @type {HTMLElement[]} */ ([button, ...drop.querySelectorAll(".panel :is(a, button)")]);
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = choices.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step;
    choices[(next + choices.length) % choices.length].focus();
    event.preventDefault();
  }
}

/** Opens the pages' menu on a wide screen in browsers whose style sheet cannot show a closed `details`. */
function unfold() {
  if (CSS.supports("selector(::details-content)") || !WIDE.matches) return;
  document.querySelector("details.fold")?.setAttribute("open", "");
}

// Colours

/** Says that scripts work, and applies the colours that the learner chose. Runs before the first paint. */
function applyTheme() {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("carrel-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; then the system's colours are used.
  }
}

/** Says which choice of colours is in force. */
function markTheme() {
  const chosen = document.documentElement.dataset.theme ?? "";
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-theme-choice") === chosen));
  }
}

/**
 * Changes the colours, and keeps the choice where the browser allows it.
 * @param {string} choice "light", "dark", or "" for the system's
 */
function chooseTheme(choice) {
  if (choice) document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
  markTheme();
  try {
    if (choice) localStorage.setItem("carrel-theme", choice);
    else localStorage.removeItem("carrel-theme");
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
}

// Self-checks

/**
 * What a self-check says to a choice: a copy of its entry under "Show the answer".
 * @param {Element} check
 * @param {HTMLInputElement} input
 * @returns {HTMLElement}
 */
function feedbackFor(check, input) {
  const entry = check.querySelector(`.answer [data-choice="${CSS.escape(input.value)}"]`);
  const copy = document.createElement("div");
  if (entry) copy.append(...entry.cloneNode(true).childNodes);
  if (input.type === "radio") copy.querySelector(".answer-choice")?.remove();
  for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
  return copy;
}

/**
 * Shows, and lets a screen reader say, what there is to say to the present choice.
 * @param {Event} event
 */
function showFeedback(event) {
  const check = around(event, "fieldset.check");
  const place = check?.querySelector(".feedback");
  if (!check || !place) return;
  const chosen = /** @type {NodeListOf<HTMLInputElement>} */ (check.querySelectorAll("input:checked"));
  place.replaceChildren(...[...chosen].map((input) => feedbackFor(check, input)));
}

// Search and films

/**
 * Opens search in a dialog; where that fails, goes to the search page.
 * @param {HTMLAnchorElement} link
 */
async function openSearch(link) {
  try {
    const search = await import(moduleAddress("search"));
    await search.openDialog(link.href);
  } catch {
    location.href = link.href;
  }
}

/** The link to the search page, unless this is the search page. @returns {HTMLAnchorElement | null} */
function searchLink() {
  return document.querySelector("main #search-panel") ? null : document.querySelector("a.search-open");
}

/** Makes the search page work when this is it. */
async function startSearchPage() {
  const panel = document.querySelector("main #search-panel");
  if (!panel) return;
  const search = await import(moduleAddress("search"));
  search.startPage(panel);
}

/** Whether the learner has left the `/` key switched on: a key without Ctrl gets in the way of those who speak to their computer. */
function slashWorks() {
  try {
    return localStorage.getItem("carrel-slash") !== "off";
  } catch {
    return document.documentElement.dataset.slash !== "off";
  }
}

/**
 * `/` and Ctrl+K open search, but not from a place where they are typed.
 * @param {KeyboardEvent} event
 */
function searchKeys(event) {
  const typing = around(event, "input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !typing && slashWorks() && !event.ctrlKey && !event.metaKey && !event.altKey;
  const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if ((!slash && !control) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  const link = searchLink();
  if (link) openSearch(link);
  else document.getElementById("search-words")?.focus();
}

/**
 * Shows a film's captions from the first play on. They are not fetched before: few pages' films are played.
 * @param {Event} event
 */
function showCaptions(event) {
  const film = /** @type {HTMLVideoElement} */ (event.target);
  if (film.dataset.played) return;
  film.dataset.played = "yes";
  for (const track of film.textTracks) if (track.kind === "captions") track.mode = "showing";
}

/**
 * Plays a film of another host in place, if this page can.
 * @param {HTMLAnchorElement} link
 */
async function playFilm(link) {
  try {
    const video = await import(moduleAddress("video"));
    video.play(link);
  } catch {
    location.href = link.href;
  }
}

/**
 * @param {MouseEvent} event
 */
function click(event) {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const search = around(event, "a.search-open");
  const film = around(event, "a[data-embed]");
  const theme = around(event, "[data-theme-choice]");
  if (plain && search && searchLink()) {
    event.preventDefault();
    openSearch(/** @type {HTMLAnchorElement} */ (search));
  } else if (plain && film) {
    event.preventDefault();
    playFilm(/** @type {HTMLAnchorElement} */ (film));
  } else if (theme) {
    chooseTheme(theme.dataset.themeChoice ?? "");
  } else if (around(event, "[data-print]")) {
    window.print();
  }
  closeDrops(event.target instanceof Node ? event.target : null);
}

/** What a page needs once, when it is there. */
function start() {
  markTheme();
  unfold();
  startSearchPage();
  searchLink()?.setAttribute("aria-haspopup", "dialog");
  searchLink()?.setAttribute("aria-keyshortcuts", "Control+K");
}

applyTheme();
document.addEventListener("click", click);
document.addEventListener("keydown", dropKeys);
document.addEventListener("keydown", searchKeys);
document.addEventListener("change", showFeedback);
document.addEventListener("focusin", (event) => closeDrops(/** @type {Node} */ (event.target)));
document.addEventListener("submit", (event) => around(event, "form[data-worksheet]") && event.preventDefault());
document.addEventListener("carrel:page", start); // the preview has put a new page in place
WIDE.addEventListener("change", unfold);
document.addEventListener("play", showCaptions, true);
document.addEventListener("DOMContentLoaded", start);
})();
