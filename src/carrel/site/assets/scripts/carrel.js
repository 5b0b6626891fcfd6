// The script of every page: starts all that a page can do, and adds the listeners. All listeners
// are on the document, so that they still work after the preview has changed the page in place.

import { labelSharedButtons, listenToButtons, showWhatWasDone } from "./answers/answer-buttons.js";
import { listenToFields, startAutosave } from "./answers/autosave.js";
import { listenToEarlier } from "./answers/earlier-answers.js";
import { formatExampleDates, showExampleBar } from "./answers/example.js";
import { listenToReminders } from "./answers/reminders.js";
import { listenToPictures, startPictures } from "./fields/pictures.js";
import { listenToPrinting } from "./fields/print-answers.js";
import { listenToRanks, startRanks } from "./fields/ranks.js";
import { listenToRows, startRows } from "./fields/rows.js";
import { showFeedback } from "./fields/self-checks.js";
import { listenToSizes } from "./fields/textarea-size.js";
import { listenToTotals, showTotals } from "./fields/totals.js";
import { startOffline } from "./offline/offline.js";
import { closest } from "./page/events.js";
import { startFolderLinks } from "./page/folder-links.js";
import { closeMenus, listenToMenus, openPagesMenu } from "./page/menus.js";
import { handleSearchKeys, openSearch, searchLink, startSearchPage } from "./page/open-search.js";
import { loadPart } from "./page/parts.js";
import { chooseTheme, markTheme } from "./page/theme.js";
import { playVideo, showCaptions } from "./page/videos.js";
import { listenToReading, startReading } from "./progress/page-reading.js";
import { listenToRecords, readProgress } from "./progress/progress-records.js";
import { listenToProgress } from "./progress/show-progress.js";

/** @param {MouseEvent} event */
function handleClick(event) {
  const theme = closest(event, "[data-theme-choice]");
  if (theme) chooseTheme(theme.dataset.themeChoice ?? "");
  else if (closest(event, "[data-print]")) window.print();
  else if (isPlainClick(event)) handleLink(event);
  closeMenus(event.target instanceof Node ? event.target : null);
}

/**
 * True for a click that does not open a new tab or window.
 * @param {MouseEvent} event
 */
function isPlainClick({ button, ctrlKey, metaKey, shiftKey, altKey }) {
  return button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey;
}

/**
 * Opens search in a dialog, and plays videos in the page.
 * @param {MouseEvent} event
 */
function handleLink(event) {
  const search = /** @type {HTMLAnchorElement | null} */ (closest(event, "a.search-open"));
  const video = /** @type {HTMLAnchorElement | null} */ (closest(event, "a[data-embed]"));
  if (search && searchLink()) openSearch(search);
  else if (video) playVideo(video);
  else return;
  event.preventDefault();
}

/** Starts what a page needs. Runs again when the preview has changed the page. */
function start() {
  markTheme();
  showExampleBar();
  formatExampleDates();
  labelSharedButtons();
  showWhatWasDone();
  openPagesMenu();
  startFolderLinks();
  startSearchPage();
  searchLink()?.setAttribute("aria-haspopup", "dialog");
  searchLink()?.setAttribute("aria-keyshortcuts", "Control+K");
  startRows();
  startRanks();
  startPictures();
  showTotals();
  startAutosave();
  readProgress();
  startReading();
  startPart();
}

/** Loads and starts the part that only the workbook and the record of completion need. */
async function startPart() {
  const main = /** @type {HTMLElement | null} */ (document.querySelector("main[data-part]"));
  if (main) (await loadPart(main.dataset.part ?? "")).start(main);
}

document.addEventListener("click", handleClick);
document.addEventListener("keydown", handleSearchKeys);
document.addEventListener("change", showFeedback);
document.addEventListener(
  "submit",
  (event) => closest(event, "form[data-worksheet]") && event.preventDefault(),
);
document.addEventListener("play", showCaptions, true);
document.addEventListener("carrel:page", start); // the preview has changed the page
listenToMenus();
listenToFields();
listenToRows();
listenToRanks();
listenToPictures();
listenToReminders();
listenToTotals();
listenToSizes();
listenToPrinting();
listenToEarlier();
listenToButtons();
listenToRecords();
listenToReading();
listenToProgress();
start();
startOffline();
