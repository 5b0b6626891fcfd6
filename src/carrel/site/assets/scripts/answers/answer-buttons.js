// The buttons that export, import and delete answers. What they do is loaded when it is needed.

import { closest } from "../page/events.js";
import { t } from "../page/messages.js";
import { loadPart } from "../page/parts.js";
import { flush } from "./autosave.js";
import { isShared, takeDone } from "./tab-notes.js";

/**
 * Adds the listener to the document, once. A button's `data-do` names one of the `actions` of the
 * part that its `data-part` names.
 */
export function listenToButtons() {
  document.addEventListener("click", (event) => {
    const button = closest(event, "[data-do]");
    if (button) runAction(button);
  });
}

/** Where answers are saved in this tab only, lets the button for it end that. */
export function labelSharedButtons() {
  if (isShared())
    for (const button of document.querySelectorAll('[data-do="shared"]'))
      button.textContent = t("end_title");
}

/** Shows what was done to all answers before the page was reloaded. */
export async function showWhatWasDone() {
  const done = takeDone();
  if (done) (await loadPart("export")).showWhatWasDone(done);
}

/** @param {HTMLElement} button */
function runAction(button) {
  return attempt(button.textContent?.trim() ?? "", async () => {
    await flush();
    const { actions } = await loadPart(button.dataset.part ?? "export");
    button.closest("details.drop")?.removeAttribute("open");
    await actions[button.dataset.do ?? ""](button);
  });
}

/**
 * Does what the learner asked for, and shows a message if it fails.
 * @param {string} title what was asked for
 * @param {() => Promise<void>} work
 */
export async function attempt(title, work) {
  try {
    await work();
  } catch (error) {
    console.error(error);
    await showFailure(title);
  }
}

/** @param {string} title */
async function showFailure(title) {
  const part = await loadPart("export").catch(() => null);
  if (part) part.showFailure(title);
  else alert(t("failed")); // without a connection, that part may be missing, too
}
