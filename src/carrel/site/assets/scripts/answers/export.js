// The part for what few learners need, and rarely: save files, earlier versions, deleting,
// downloads. It is loaded when it is needed.

import { choosePicture } from "../fields/choose-picture.js";
import { offerModule, showDownload } from "../offline/download-module.js";
import { listDownloads } from "../offline/downloaded-list.js";
import { hideOffline, removeWorker, showOffline } from "../offline/offline-notice.js";
import { paragraph, tell } from "../page/dialogs.js";
import { t } from "../page/messages.js";
import { showHistory } from "./history.js";
import {
  deleteAll,
  endAndDelete,
  importFile,
  openFromFile,
  saveToFile,
  showDone,
  toggleShared,
} from "./my-answers.js";
import { openExample } from "./open-example.js";

/** Lets the learner choose a picture; resolves to a data address. */
export function pictureFor() {
  return choosePicture();
}

/**
 * Shows what was done to all answers before the page was reloaded.
 * @param {string} what
 */
export function showWhatWasDone(what) {
  return showDone(what);
}

/**
 * Shows that something could not be done.
 * @param {string} title
 */
export function showFailure(title) {
  return tell(title, paragraph(t("failed")));
}

/**
 * Imports a save file that was dropped on the page.
 * @param {File} file
 */
export function takeFile(file) {
  return importFile(file);
}

/** @param {HTMLElement} button */
function formOf(button) {
  return /** @type {HTMLFormElement} */ (button.closest("form[data-worksheet]"));
}

/**
 * What the buttons with `data-do` do, by its value.
 * @type {Record<string, (button: HTMLElement) => unknown>}
 */
export const actions = {
  saveFile: saveToFile,
  openFile: openFromFile,
  shared: toggleShared,
  end: endAndDelete,
  delete: deleteAll,
  openExample,
  keepModule: offerModule,
  showDownload,
  listDownloads,
  showOffline,
  hideOffline,
  removeWorker,
  again: () => location.reload(),
  history: (button) => showHistory(formOf(button)),
  printOne: (button) => printOne(formOf(button)),
};

/**
 * Prints one worksheet and nothing else of the page.
 * @param {HTMLFormElement} form
 */
function printOne(form) {
  const root = document.documentElement;
  root.classList.add("print-one");
  const box = form.closest(".box") ?? form;
  box.classList.add("printed");
  addEventListener(
    "afterprint",
    () => {
      for (const element of [root, box]) element.classList.remove("print-one", "printed");
    },
    { once: true },
  );
  print();
}
