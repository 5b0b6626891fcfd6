// The bar on every page of a tab that shows a worked example in place of the learner's answers.

import { formatDate, t } from "../page/messages.js";
import { openStore } from "./store.js";
import { setExample, shownExample } from "./tab-notes.js";

/** Shows the bar with the example's title, if this tab shows one. */
export function showExampleBar() {
  const title = shownExample();
  if (!title || document.querySelector(".example-bar")) return;
  document.documentElement.dataset.example = "";
  const bar = document.createElement("aside");
  bar.className = "example-bar";
  const text = document.createElement("p");
  text.textContent = t("example", { title });
  bar.append(text, closeButton());
  bar.setAttribute("aria-label", title);
  document.body.append(bar);
}

/** Writes an example's dates in words. */
export function formatExampleDates() {
  for (const date of /** @type {NodeListOf<HTMLTimeElement>} */ (
    document.querySelectorAll("time.said")
  ))
    date.textContent = formatDate(date.dateTime);
}

function closeButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = t("example_leave");
  button.onclick = closeExample;
  return button;
}

/** Deletes the example from the tab, and shows the learner's own answers again. */
async function closeExample() {
  const store = await openStore();
  await store.wipe();
  setExample("");
  location.reload();
}
