// What only the workbook and the record of completion do. Loaded on these pages alone.

import { listenToBook, showBook } from "./book.js";
import { listenToDrops } from "./dropping.js";
import { listenToGone, showGone } from "./gone.js";
import { listenToName, showName } from "./learner.js";
import { saveRecordAsText, saveRecordAsWord } from "./record-paper.js";
import { showRecord } from "./record.js";
import { openStore } from "./store.js";
import { openDocument, workbookAsText, workbookAsWord } from "./workbook-papers.js";

/** What the buttons with `data-do` and `data-part="workbook"` do, by the value of `data-do`. */
export const actions = {
  word: workbookAsWord,
  text: workbookAsText,
  openWord: openDocument,
  recordWord: saveRecordAsWord,
  recordText: saveRecordAsText,
};

/** Every answer that is kept, by its key. @returns {Promise<Map<string, import("./answer.js").Answer>>} */
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
  if (place && store.place !== "device") place.textContent = (store.place === "tab" ? place.dataset.tab : place.dataset.pageOnly) ?? "";
  await show();
}

function listen() {
  listening = true;
  listenToBook();
  listenToDrops();
  listenToGone();
  listenToName();
  for (const kind of ["carrel:answers", "carrel:progress"]) document.addEventListener(kind, show);
}

async function show() {
  const answers = await allAnswers();
  showName(answers);
  showBook(answers);
  showGone(answers);
  showRecord(answers);
}
