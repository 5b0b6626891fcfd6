// A worked example in this tab, in place of the learner's answers: said on every page, with the way back to them.

import { formatDate, t } from "../page/messages.js";
import { openStore, setExample, shownExample } from "./store.js";

/** Says on this page that it shows an example, where it does. */
export function showExample() {
  const title = shownExample();
  if (!title || document.querySelector(".example-bar")) return;
  document.documentElement.dataset.example = "";
  const bar = document.createElement("aside");
  bar.className = "example-bar";
  const words = document.createElement("p");
  words.textContent = t("example", { title });
  bar.append(words, leaveButton());
  bar.setAttribute("aria-label", title);
  document.body.append(bar);
}

/** Dates of an example as people of this language write them. */
export function sayDates() {
  for (const date of /** @type {NodeListOf<HTMLTimeElement>} */ (
    document.querySelectorAll("time.said")
  ))
    date.textContent = formatDate(date.dateTime);
}

function leaveButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = t("example_leave");
  button.onclick = leave;
  return button;
}

/** Nothing of the example stays in the tab. */
async function leave() {
  const store = await openStore();
  await store.wipe();
  setExample("");
  location.reload();
}
