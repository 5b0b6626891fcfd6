// What every page gains from JavaScript: menus that close, colours to choose, search, films, answers to self-checks, and blanks that
// keep what is typed. Everything listens at the document, so that it goes on working when the preview changes the page in place.

import { listenToLeaving, nameSharing, sayWhatWasDone } from "./answers/answer-buttons.js";
import { listenToBlanks, startKeeping } from "./answers/autosave.js";
import { listenToEarlier } from "./answers/earlier-answers.js";
import { sayDates, showExample } from "./answers/example.js";
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
import { closeDrops, startMenus, unfold } from "./page/menus.js";
import { openSearch, searchKeys, searchLink, startSearchPage } from "./page/open-search.js";
import { loadPart } from "./page/parts.js";
import { chooseTheme, markTheme } from "./page/theme.js";
import { playFilm, showCaptions } from "./page/videos.js";
import { listenToReading, startReading } from "./progress/page-reading.js";
import { listenToRecords, readProgress } from "./progress/progress-records.js";
import { listenToProgress } from "./progress/show-progress.js";

/** @param {MouseEvent} event */
function click(event) {
  const plain =
    event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const search = closest(event, "a.search-open");
  const film = closest(event, "a[data-embed]");
  const theme = closest(event, "[data-theme-choice]");
  if (plain && search && searchLink()) {
    event.preventDefault();
    openSearch(/** @type {HTMLAnchorElement} */ (search));
  } else if (plain && film) {
    event.preventDefault();
    playFilm(/** @type {HTMLAnchorElement} */ (film));
  } else if (theme) {
    chooseTheme(theme.dataset.themeChoice ?? "");
  } else if (closest(event, "[data-print]")) {
    window.print();
  }
  closeDrops(event.target instanceof Node ? event.target : null);
}

/** What a page needs once, when it is there. */
function start() {
  markTheme();
  showExample();
  sayDates();
  nameSharing();
  sayWhatWasDone();
  unfold();
  startFolderLinks();
  startSearchPage();
  searchLink()?.setAttribute("aria-haspopup", "dialog");
  searchLink()?.setAttribute("aria-keyshortcuts", "Control+K");
  startRows();
  startRanks();
  startPictures();
  showTotals();
  startKeeping();
  readProgress();
  startReading();
  startPart();
}

/** Most of what the workbook and the record do, no other page needs. */
async function startPart() {
  const main = /** @type {HTMLElement | null} */ (document.querySelector("main[data-part]"));
  if (main) (await loadPart(main.dataset.part ?? "")).start(main);
}

document.addEventListener("click", click);
document.addEventListener("keydown", searchKeys);
document.addEventListener("change", showFeedback);
document.addEventListener(
  "submit",
  (event) => closest(event, "form[data-worksheet]") && event.preventDefault(),
);
document.addEventListener("play", showCaptions, true);
document.addEventListener("carrel:page", start); // the preview has put a new page in place
startMenus();
listenToBlanks();
listenToRows();
listenToRanks();
listenToPictures();
listenToReminders();
listenToTotals();
listenToSizes();
listenToPrinting();
listenToEarlier();
listenToLeaving();
listenToRecords();
listenToReading();
listenToProgress();
start();
startOffline();
