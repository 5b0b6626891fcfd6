// Opens a worked example in this tab. Its answers go into a store of their own, and the learner's
// answers stay where they are.

import { ask, choiceButton, paragraph, tell } from "../page/dialogs.js";
import { t } from "../page/messages.js";
import { readSaveFile } from "./save-file.js";
import { openExampleStore } from "./store.js";
import { setExample } from "./tab-notes.js";

/** @typedef {import("./answer.js").Answer} Answer */

/**
 * Opens the example that is on this page, at its first page.
 * @param {HTMLElement} button
 */
export async function openExample(button) {
  const text = document.getElementById("example-answers")?.textContent ?? "";
  const read = await readSaveFile(new Blob([text]));
  if ("refused" in read || !read.example) return;
  if (await loadExample(read.example, read.answers)) location.href = button.dataset.start ?? "";
}

/**
 * Offers to open a save file that holds an example and not the learner's own answers.
 * @param {string} title
 * @param {Answer[]} answers
 */
export async function offerExample(title, answers) {
  const buttons = [choiceButton("", t("cancel")), choiceButton("look", t("example_look"), true)];
  const choice = await ask(t("example_title"), [paragraph(t("example_text", { title }))], buttons);
  if (choice && (await loadExample(title, answers))) location.reload();
}

/**
 * Puts the example into its store. It is shown once the page was reloaded.
 * @param {string} title
 * @param {Answer[]} answers
 * @returns {Promise<boolean>} false if the browser refuses it
 */
async function loadExample(title, answers) {
  if (!setExample(title)) {
    await tell(t("example_title"), paragraph(t("example_refused")));
    return false;
  }
  const store = openExampleStore();
  await store.wipe();
  await store.merge(answers);
  return true;
}
