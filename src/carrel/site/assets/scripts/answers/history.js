// The dialog "What did I write before?": earlier versions of a worksheet's answers, each with a
// button that restores it.

import { fieldsIn, inWords, putValue } from "../fields/fields.js";
import { ask, choiceButton, element, paragraph } from "../page/dialogs.js";
import { formatTime, t } from "../page/messages.js";
import { isBlank } from "./answer.js";
import { openStore } from "./store.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Version} Version */
/** @typedef {import("../fields/fields.js").Field} Field */

/**
 * Shows the history of one worksheet.
 * @param {HTMLFormElement} form
 */
export async function showHistory(form) {
  const store = await openStore();
  const fields = fieldsIn(form.parentElement ?? document).filter((field) => field.form === form);
  const keys = fields.flatMap(({ key, was }) => [key, ...was]);
  const prefixes = new Set(keys.map((key) => key.slice(0, key.lastIndexOf("/") + 1)));
  const answers = new Map((await store.get([...prefixes])).map((answer) => [answer.key, answer]));
  const sections = fields
    .map((field) => fieldSection(field, versionsOf(field, answers)))
    .filter((section) => section !== null);
  const body = sections.length ? sections : [paragraph(t("history_none"))];
  await ask(t("history_title"), body, [choiceButton("", t("close"), true)]);
}

/**
 * Returns the earlier versions of a field's answer, the newest first.
 * @param {Field} field
 * @param {Map<string, Answer>} answers
 * @returns {Version[]}
 */
function versionsOf({ key, was }, answers) {
  const earlier = was.map((old) => answers.get(old)).filter((answer) => answer !== undefined);
  const versions = [
    ...(answers.get(key)?.history ?? []),
    ...earlier.flatMap(({ value, at, history }) => [{ value, at }, ...history]),
  ];
  return versions.filter(({ value }) => !isBlank(value));
}

/**
 * Returns a field's question with its earlier versions; null if there are none.
 * @param {Field} field
 * @param {Version[]} versions
 * @returns {HTMLElement | null}
 */
function fieldSection(field, versions) {
  if (versions.length === 0) return null;
  const items = versions.map((version) =>
    element(
      "li",
      {},
      element("p", { class: "hint" }, formatTime(version.at)),
      element("p", { class: "said" }, inWords(field, version.value)),
      restoreButton(field, version),
    ),
  );
  return element(
    "section",
    { class: "earlier" },
    element("h3", {}, field.label),
    element("ul", {}, ...items),
  );
}

/**
 * @param {Field} field
 * @param {Version} version
 */
function restoreButton(field, version) {
  const button = element(
    "button",
    { type: "button", class: "button" },
    t("history_restore"),
    element("span", { class: "hidden" }, ` ${field.label}, ${formatTime(version.at)}`),
  );
  button.addEventListener("click", () => {
    putValue(field, version.value);
    field.controls[0].dispatchEvent(new Event("input", { bubbles: true }));
    /** @type {HTMLDialogElement | null} */ (button.closest("dialog"))?.close();
  });
  return button;
}
