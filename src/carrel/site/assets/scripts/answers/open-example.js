// Opens a worked example in this tab: its answers go into a store of their own, and the learner's stay where they are.

import { ask, choiceButton, paragraph, tell } from "../page/dialogs.js";
import { t } from "../page/messages.js";
import { readSaveFile } from "./save-file.js";
import { setExample, storeName } from "./store.js";
import { openTab } from "./tab-store.js";

/** @typedef {import("./answer.js").Answer} Answer */

/**
 * Opens the example that stands on this page.
 * @param {HTMLElement} button
 */
export async function openExample(button) {
  const read = await readSaveFile(
    new Blob([document.getElementById("example-answers")?.textContent ?? ""]),
  );
  if ("refused" in read || !read.example) return;
  if (await takeExample(read.example, read.answers)) location.href = button.dataset.start ?? "";
}

/**
 * A save file that holds an example, and not the answers of whoever opens it.
 * @param {string} title
 * @param {Answer[]} answers
 */
export async function offerExample(title, answers) {
  const buttons = [choiceButton("", t("cancel")), choiceButton("look", t("example_look"), true)];
  const said = await ask(t("example_title"), [paragraph(t("example_text", { title }))], buttons);
  if (said && (await takeExample(title, answers))) location.reload();
}

/**
 * @param {string} title
 * @param {Answer[]} answers
 * @returns {Promise<boolean>} whether pages will show it
 */
async function takeExample(title, answers) {
  if (!setExample(title)) {
    await tell(t("example_title"), paragraph(t("example_refused")));
    return false;
  }
  const store = openTab(storeName(), "example");
  await store.wipe();
  await store.merge(answers);
  return true;
}
