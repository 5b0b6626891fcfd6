// Everything that only some learners need, and only now and then: files, earlier versions, deleting. Loaded when it is asked for.

import { choosePicture } from "../fields/choose-picture.js";
import { keepModule, showAtFirst } from "../offline/download-module.js";
import { listKept } from "../offline/downloaded-list.js";
import { forgetWorker, lineDown, lineUp } from "../offline/offline-notice.js";
import { paragraph, tell } from "../page/dialogs.js";
import { t } from "../page/messages.js";
import { showHistory } from "./history.js";
import {
  deleteAll,
  endAndWipe,
  openFromFile,
  saveToFile,
  sayDone,
  takeIn,
  toggleShared,
} from "./my-answers.js";
import { openExample } from "./open-example.js";

/** Lets the learner choose a picture, as a data address. */
export function pictureFor() {
  return choosePicture();
}

/**
 * Says what was done to all answers before the page was loaded again.
 * @param {string} what
 */
export function sayWhatWasDone(what) {
  return sayDone(what);
}

/**
 * Says that something could not be done.
 * @param {string} title
 */
export function tellFailed(title) {
  return tell(title, paragraph(t("failed")));
}

/**
 * Takes in a file that was dropped on the page.
 * @param {File} file
 */
export function takeFile(file) {
  return takeIn(file);
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
  end: endAndWipe,
  delete: deleteAll,
  openExample,
  keepModule,
  showKept: () => showAtFirst(),
  listKept,
  lineDown,
  lineUp,
  forgetWorker,
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
