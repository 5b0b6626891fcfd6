// All answers at once: to a file, from a file, kept in this tab only, deleted.

import { forgetVisited } from "../offline/downloaded-modules.js";
import { ask, choiceButton, chooseFile, download, paragraph, tell } from "../page/dialogs.js";
import { t, tCount } from "../page/messages.js";
import { siteRoot } from "../page/site.js";
import { isRecord } from "./answer.js";
import { flush, hear } from "./autosave.js";
import { offerExample } from "./open-example.js";
import { lastFiled, noteFiled } from "./reminders.js";
import { countAnswers, readSaveFile, saveFile } from "./save-file.js";
import { isShared, noteDone, openStore, setShared, storeName } from "./store.js";
import { openTab } from "./tab-store.js";
import { forgetUnsaved } from "./unsaved.js";

/** Gives the learner the save file. */
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

/** Whether there are answers that neither this device nor a file has. */
export async function hasUnsaved() {
  const store = await openStore();
  if (store.place === "device") return false;
  const filed = lastFiled();
  return (await store.get([""])).some(({ key, at }) => !isRecord(key) && at > filed);
}

/** Lets the learner choose a save file, and takes it in. */
export async function openFromFile() {
  const file = await chooseFile(".json,application/json");
  if (file) await takeIn(file);
}

/**
 * Takes a save file in: the newer of two answers stays, the older goes into its history.
 * @param {Blob} file
 */
export async function takeIn(file) {
  const read = await readSaveFile(file);
  if ("refused" in read) return tell(t("open_file"), paragraph(t(`file_${read.refused}`)));
  if (read.example) return offerExample(read.example, read.answers);
  const store = await openStore();
  const before = new Map((await store.get([""])).map((answer) => [answer.key, answer.at]));
  const news = await store.merge(read.answers);
  hear(news);
  const newer = news.filter(({ key, at }) => (before.get(key) ?? "") < at);
  const said = [tCount("file_taken", countAnswers(newer)), t("file_older")];
  if (read.left) said.push(tCount("file_left", read.left));
  await tell(t("open_file"), ...said.map(paragraph));
}

/** Keeps answers in this tab only from now on, or on the device again. */
export async function toggleShared() {
  if (isShared()) return endAndWipe();
  await flush();
  const store = await openStore();
  const answers = await store.get([""]);
  const count = countAnswers(answers);
  const mine = count
    ? [
        choiceButton("mine", t("shared_mine", { n: count })),
        choiceButton("others", t("shared_others", { n: count })),
      ]
    : [];
  const go = count ? [] : [choiceButton("others", t("shared_begin"), true)];
  const said = await ask(
    t("shared_title"),
    [t("shared_text"), ...(count ? [tCount("shared_found", count)] : [])].map(paragraph),
    [choiceButton("", t("cancel")), ...mine, ...go],
  );
  if (!said) return;
  if (await keepInTab(said === "mine")) return reloadAndSay("shared");
  await tell(t("shared_title"), paragraph(t("shared_failed")));
}

/**
 * Keeps answers in this tab from now on. Where it has no room for those that come along, everything stays as it was.
 * @param {boolean} moved whether the answers on the device come along, and leave it
 * @returns {Promise<boolean>} whether it is so
 */
async function keepInTab(moved) {
  const store = await openStore();
  const answers = moved && store.place === "device" ? await store.get([""]) : []; // those that are in the tab already are not wiped out of it
  setShared(true); // first, so that there is room for it, too
  try {
    await openTab(storeName(), "chosen").merge(answers); // all of them, or none
    if (isShared() && answers.length) await wipeAll(store);
  } catch {
    setShared(false);
  }
  return isShared();
}

/** @param {import("./store.js").Store} store */
async function wipeAll(store) {
  await store.wipe();
  forgetUnsaved(store);
}

/** Ends the work on a shared computer: nothing stays in this tab. */
export async function endAndWipe() {
  const unsaved = await hasUnsaved();
  const said = await ask(
    t("end_title"),
    [paragraph(t(unsaved ? "end_unsaved" : "end_text"))],
    [
      choiceButton("", t("cancel")),
      choiceButton("save", t("end_save"), unsaved),
      choiceButton("wipe", t("end_wipe"), !unsaved),
    ],
  );
  if (said === "save") await saveToFile();
  if (said) await forgetVisited();
  if (said) await leaveNothing("end");
}

/** Deletes all answers of this site from where they are kept. */
export async function deleteAll() {
  const store = await openStore();
  const count = countAnswers(await store.get([""]));
  const said = await ask(
    t("delete_title"),
    [paragraph(count ? tCount("delete_text", count) : t("delete_nothing"))],
    [
      choiceButton("", t("cancel"), true),
      choiceButton("save", t("delete_save")),
      choiceButton("delete", t("delete_now")),
    ],
  );
  if (said === "save") await saveToFile();
  if (said) await leaveNothing("delete");
}

/** @param {"end" | "delete"} what the learner asked for */
async function leaveNothing(what) {
  await wipeAll(await openStore());
  noteFiled(); // there is nothing left to remind of
  setShared(false);
  reloadAndSay(what);
}

/** @param {string} what was done: said once the page is there again, and shows that it is so */
function reloadAndSay(what) {
  noteDone(what);
  location.reload();
}

/** @param {string} what */
export function sayDone(what) {
  return tell(t(`${what}_title`), paragraph(t(`${what}_done`)));
}
