// The buttons with which answers leave the page, come back, or are deleted. What they do is loaded when it is asked for.

import { closest } from "../page/events.js";
import { t } from "../page/messages.js";
import { loadPart } from "../page/parts.js";
import { flush } from "./autosave.js";
import { isShared, takeDone } from "./store.js";

/** Listens to the page, once: a button with `data-do` does what its name says; see `actions` in the part that `data-part` names. */
export function listenToLeaving() {
  document.addEventListener("click", (event) => {
    const button = closest(event, "[data-do]");
    if (button) act(button);
  });
}

/** Where answers are kept in this tab only, the same button ends that, and says so. */
export function nameSharing() {
  if (isShared())
    for (const button of document.querySelectorAll('[data-do="shared"]'))
      button.textContent = t("end_title");
}

/** Says what was done to all answers before the page was loaded again. */
export async function sayWhatWasDone() {
  const done = takeDone();
  if (done) (await loadPart("export")).sayWhatWasDone(done);
}

/** @param {HTMLElement} button */
function act(button) {
  return attempt(button.textContent?.trim() ?? "", async () => {
    await flush();
    const { actions } = await loadPart(button.dataset.part ?? "export");
    button.closest("details.drop")?.removeAttribute("open");
    await actions[button.dataset.do ?? ""](button);
  });
}

/**
 * Does what the learner asked for. Where that fails it says so: whoever sees nothing happen is left guessing.
 * @param {string} title what was asked for
 * @param {() => Promise<void>} work
 */
export async function attempt(title, work) {
  try {
    await work();
  } catch (error) {
    console.error(error);
    await sayFailed(title);
  }
}

/** @param {string} title */
async function sayFailed(title) {
  const leave = await loadPart("export").catch(() => null);
  if (leave) leave.tellFailed(title);
  else alert(t("failed")); // without a connection that part may be missing, too
}
