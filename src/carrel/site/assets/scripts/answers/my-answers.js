// All answers of the learner: saved to a file, opened from one, saved in this tab only, deleted.

import { deleteVisited } from "../offline/downloaded-modules.js";
import { ask, choiceButton, chooseFile, download, paragraph, tell } from "../page/dialogs.js";
import { t, tCount } from "../page/messages.js";
import { siteRoot } from "../page/site.js";
import { isRecord } from "./answer.js";
import { flush, showNewAnswers } from "./autosave.js";
import { offerExample } from "./open-example.js";
import { noteFiled } from "./reminders.js";
import { countAnswers, readSaveFile, saveFile } from "./save-file.js";
import { openSharedStore, openStore } from "./store.js";
import { isShared, lastFiled, noteDone, setShared } from "./tab-notes.js";
import { deleteUnsaved } from "./unsaved.js";

/** Downloads the save file. */
export async function saveToFile() {
  await flush();
  const store = await openStore();
  const answers = await store.get([""]);
  if (answers.length === 0) return tell(t("save_file"), paragraph(t("nothing_yet")));
  const now = new Date();
  const title = document.documentElement.dataset.title || document.title;
  const text = JSON.stringify(saveFile(answers, { site: siteRoot().href, title, now }), null, 1);
  download(
    new Blob([text], { type: "application/json" }),
    `${t("file_name")}-${now.toISOString().slice(0, 10)}.carrel.json`,
  );
  noteFiled();
}

/** Resolves to true if there are answers that are neither on this device nor in a file. */
async function hasUnsaved() {
  const store = await openStore();
  if (store.place === "device") return false;
  const filed = lastFiled();
  return (await store.get([""])).some(({ key, at }) => !isRecord(key) && at > filed);
}

/** Lets the learner choose a save file, and imports it. */
export async function openFromFile() {
  const file = await chooseFile(".json,application/json");
  if (file) await importFile(file);
}

/**
 * Imports a save file: of two answers the newer one stays, with the older in its history.
 * @param {Blob} file
 */
export async function importFile(file) {
  const read = await readSaveFile(file);
  if ("refused" in read) return tell(t("open_file"), paragraph(t(`file_${read.refused}`)));
  if (read.example) return offerExample(read.example, read.answers);
  const store = await openStore();
  const before = new Map((await store.get([""])).map((answer) => [answer.key, answer.at]));
  const news = await store.merge(read.answers);
  showNewAnswers(news);
  const newer = news.filter(({ key, at }) => (before.get(key) ?? "") < at);
  const text = [tCount("file_taken", countAnswers(newer)), t("file_older")];
  if (read.left) text.push(tCount("file_left", read.left));
  await tell(t("open_file"), ...text.map(paragraph));
}

/** Saves answers in this tab only from now on, or on the device again. */
export async function toggleShared() {
  if (isShared()) return endAndDelete();
  await flush();
  const store = await openStore();
  const answer = await askAboutShared(countAnswers(await store.get([""])));
  if (!answer) return;
  if (await moveToTab(answer === "mine")) return reloadAndShow("shared");
  await tell(t("shared_title"), paragraph(t("shared_failed")));
}

/**
 * Asks whether to use this computer as a shared one, and whose the answers on it are.
 * @param {number} n how many answers there are
 * @returns {Promise<string>} "mine", "others", or "" for no
 */
function askAboutShared(n) {
  const text = [t("shared_text"), ...(n ? [tCount("shared_found", n)] : [])];
  const choices = n
    ? [
        choiceButton("mine", t("shared_mine", { n })),
        choiceButton("others", t("shared_others", { n })),
      ]
    : [choiceButton("others", t("shared_begin"), true)];
  return ask(t("shared_title"), text.map(paragraph), [choiceButton("", t("cancel")), ...choices]);
}

/**
 * Saves answers in this tab from now on. If it has no room for the moved ones, nothing changes.
 * @param {boolean} isMoving true if the answers on the device move into the tab
 * @returns {Promise<boolean>} true if answers are saved in the tab now
 */
async function moveToTab(isMoving) {
  const store = await openStore();
  // Answers that are in the tab already stay there: they are not moved, and not deleted.
  const answers = isMoving && store.place === "device" ? await store.get([""]) : [];
  setShared(true); // first, so that there is room for it, too
  try {
    await openSharedStore().merge(answers); // all of them, or none
    if (isShared() && answers.length) await wipeAll(store);
  } catch {
    setShared(false);
  }
  return isShared();
}

/** @param {import("./store.js").Store} store */
async function wipeAll(store) {
  await store.wipe();
  deleteUnsaved(store);
}

/** Ends the work on a shared computer: asks, then deletes all answers of this tab. */
export async function endAndDelete() {
  const unsaved = await hasUnsaved();
  const answer = await ask(
    t("end_title"),
    [paragraph(t(unsaved ? "end_unsaved" : "end_text"))],
    [
      choiceButton("", t("cancel")),
      choiceButton("save", t("end_save"), unsaved),
      choiceButton("wipe", t("end_wipe"), !unsaved),
    ],
  );
  if (answer === "save") await saveToFile();
  if (answer) await deleteVisited();
  if (answer) await deleteAnswers("end");
}

/** Asks, then deletes all answers of this site from where they are saved. */
export async function deleteAll() {
  const store = await openStore();
  const count = countAnswers(await store.get([""]));
  const answer = await ask(
    t("delete_title"),
    [paragraph(count ? tCount("delete_text", count) : t("delete_nothing"))],
    [
      choiceButton("", t("cancel"), true),
      choiceButton("save", t("delete_save")),
      choiceButton("delete", t("delete_now")),
    ],
  );
  if (answer === "save") await saveToFile();
  if (answer) await deleteAnswers("delete");
}

/** @param {"end" | "delete"} what the learner asked for */
async function deleteAnswers(what) {
  await wipeAll(await openStore());
  noteFiled(); // there is nothing left to remind of
  setShared(false);
  reloadAndShow(what);
}

/** @param {string} what was done; it is shown when the page is there again */
function reloadAndShow(what) {
  noteDone(what);
  location.reload();
}

/** @param {string} what */
export function showDone(what) {
  return tell(t(`${what}_title`), paragraph(t(`${what}_done`)));
}
