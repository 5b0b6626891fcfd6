// Shows what a file that was filled in elsewhere would change on the page, and lets the learner say
// which of it to take over.

import { isBlank } from "../answers/answer.js";
import { valueInWords } from "../documents/description.js";
import { formOf } from "../documents/forms.js";
import { ask, choiceButton, element, paragraph, tell } from "../page/dialogs.js";
import { t, tCount } from "../page/messages.js";

/**
 * @typedef {import("../documents/description.js").Value} Value
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("./word-changes.js").Change} Change
 * @typedef {{ row: HTMLElement, box: HTMLInputElement, change: Change }} ChangeRow
 * @typedef {{ row: HTMLElement, select: HTMLSelectElement, text: string }} PassageRow
 */

const LONGEST_SHOWN = 600; // letters of an answer

/**
 * An answer in words.
 * @param {Value} value
 * @param {PaperField | undefined} field
 * @returns {string}
 */
function shown(value, field) {
  if (isBlank(value)) return t("changes_blank");
  const text = valueInWords(value, field?.choices ?? []);
  const letters =
    text.length > LONGEST_SHOWN * 2 ? [...text.slice(0, LONGEST_SHOWN * 2)] : [...text];
  return letters.length > LONGEST_SHOWN ? `${letters.slice(0, LONGEST_SHOWN).join("")} …` : text;
}

/** @param {string} key @param {PaperField[]} fields @returns {PaperField | undefined} */
function fieldOfKey(key, fields) {
  return (
    fields.find((field) => field.key === key) ??
    fields.find((field) => field.key === key.replace(/~\d+$/, ""))
  );
}

/** @param {string} term @param {string} words @returns {HTMLElement} */
function versionShown(term, words) {
  return element("div", {}, element("dt", {}, term), element("dd", { dir: "auto" }, words));
}

/**
 * @param {Change} change
 * @param {number} number
 * @param {PaperField[]} fields
 * @returns {ChangeRow}
 */
function changeRow(change, number, fields) {
  const field = fieldOfKey(change.key, fields);
  const box = /** @type {HTMLInputElement} */ (
    element("input", { type: "checkbox", id: `change-${number}` })
  );
  box.checked = !change.doubtful;
  const doubt = change.doubtful
    ? [
        element(
          "p",
          { class: "changes-doubt", id: `change-${number}-doubt` },
          t(isBlank(change.after) ? "changes_erases" : "changes_doubtful"),
        ),
      ]
    : [];
  if (doubt.length) box.setAttribute("aria-describedby", `change-${number}-doubt`);
  const question = element(
    "p",
    { class: "changes-question" },
    box,
    element("label", { for: `change-${number}` }, change.label),
  );
  const versions = element(
    "dl",
    {},
    versionShown(t("changes_now"), shown(change.before, field)),
    versionShown(t("changes_file"), shown(change.after, field)),
  );
  return { row: element("li", {}, question, ...doubt, versions), box, change };
}

/**
 * @param {string} text
 * @param {number} number
 * @param {PaperField[]} fields
 * @returns {PassageRow}
 */
function passageRow(text, number, fields) {
  const writable = fields.filter((field) => formOf(field).takesText);
  const options = writable.map(({ key, label }) => element("option", { value: key }, label));
  const select = /** @type {HTMLSelectElement} */ (
    element(
      "select",
      { id: `passage-${number}`, "aria-describedby": `passage-${number}-text` },
      element("option", { value: "" }, t("changes_nowhere")),
      ...options,
    )
  );
  const passage = element(
    "blockquote",
    { dir: "auto", id: `passage-${number}-text` },
    shown(text, undefined),
  );
  return {
    row: element(
      "li",
      {},
      passage,
      element("label", { for: `passage-${number}` }, t("changes_belongs")),
      select,
    ),
    select,
    text,
  };
}

/**
 * @param {ChangeRow[]} changes
 * @param {PassageRow[]} passages
 * @param {PaperField[]} fields
 * @returns {Map<string, Value>}
 */
function acceptedAnswers(changes, passages, fields) {
  const accepted = new Map(
    changes.filter(({ box }) => box.checked).map(({ change }) => [change.key, change.after]),
  );
  for (const { select, text } of passages.filter(({ select: { value } }) => value)) {
    const key = select.value;
    const present = String(accepted.get(key) ?? fieldOfKey(key, fields)?.value ?? "");
    accepted.set(key, present.trim() ? `${present.trimEnd()}\n\n${text}` : text);
  }
  return accepted;
}

/** @param {ChangeRow[]} changes @param {PassageRow[]} passages @returns {HTMLElement[]} */
function dialogBody(changes, passages) {
  const intro = changes.length
    ? [
        paragraph(tCount("changes_found", changes.length)),
        element("ul", { class: "changes" }, ...changes.map(({ row }) => row)),
      ]
    : [];
  const rest = passages.length
    ? [
        element("h3", {}, t("changes_unplaced")),
        element("ul", { class: "changes" }, ...passages.map(({ row }) => row)),
      ]
    : [];
  return [...intro, ...rest];
}

/**
 * Asks which changes to take over.
 * @param {Change[]} changes from `compareWithPage`
 * @param {string[]} unplaced passages that belong to no field
 * @param {PaperField[]} fields those of the page
 * @returns {Promise<Map<string, Value>>} the answers to put into the page, by their keys; none if
 *   the learner said no
 */
export async function showChanges(changes, unplaced, fields) {
  const rows = changes.map((change, index) => changeRow(change, index + 1, fields));
  const passages = unplaced.map((text, index) => passageRow(text, index + 1, fields));
  if (!rows.length && !passages.length) {
    await tell(t("changes_title"), paragraph(t("changes_none")));
    return new Map();
  }
  const said = await ask(t("changes_title"), dialogBody(rows, passages), [
    choiceButton("", t("cancel")),
    choiceButton("take", t("changes_take"), true),
  ]);
  return said === "take" ? acceptedAnswers(rows, passages, fields) : new Map();
}
