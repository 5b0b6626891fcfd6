// What only the workbook and the record of completion do. Loaded on these pages alone.

import { listenToName, showName } from "../answers/learner-name.js";
import { listenToOrphans, showOrphans } from "../answers/orphaned-answers.js";
import { openStore } from "../answers/store.js";
import { showRecord } from "../progress/completion-record.js";
import { listenToDrops } from "./drop-file.js";
import { saveRecordAsText, saveRecordAsWord } from "./record-document.js";
import { openDocument, workbookAsText, workbookAsWord } from "./workbook-documents.js";
import { listenToBook, showBook } from "./workbook-summary.js";

/** What the buttons with `data-do` and `data-part="workbook"` do, by the value of `data-do`. */
export const actions = {
  word: workbookAsWord,
  text: workbookAsText,
  openWord: openDocument,
  recordWord: saveRecordAsWord,
  recordText: saveRecordAsText,
};

/**
 * Every answer that is kept, by its key.
 * @returns {Promise<Map<string, import("../answers/answer.js").Answer>>}
 */
async function allAnswers() {
  const store = await openStore();
  return new Map((await store.get([""])).map((answer) => [answer.key, answer]));
}

let listening = false;

/**
 * Begins when the page is there, and again when the preview has changed it.
 * @param {HTMLElement} main
 */
export async function start(main) {
  if (!listening) listen();
  const store = await openStore();
  const place = /** @type {HTMLElement | null} */ (main.querySelector("[data-where]"));
  if (place && store.place !== "device")
    place.textContent = (store.place === "tab" ? place.dataset.tab : place.dataset.pageOnly) ?? "";
  await show();
}

function listen() {
  listening = true;
  listenToBook();
  listenToDrops();
  listenToOrphans();
  listenToName();
  for (const kind of ["carrel:answers", "carrel:progress"]) document.addEventListener(kind, show);
}

async function show() {
  const answers = await allAnswers();
  showName(answers);
  showBook(answers);
  showOrphans(answers);
  showRecord(answers);
}
