// Worksheets as documents: to Word and back, as text, into a calendar. The largest part of the
// scripts, loaded when it is asked for.

import { flush } from "../answers/autosave.js";
import { openStore } from "../answers/store.js";
import { fieldsIn, putValue } from "../fields/fields.js";
import { addRowsFor } from "../fields/rows.js";
import { localDay } from "../lib/local-day.js";
import { chooseFile, download, paragraph, tell } from "../page/dialogs.js";
import { t } from "../page/messages.js";
import { writeDocx } from "../word/docx.js";
import { readDocx } from "../word/docx-read.js";
import { compareWithPage } from "../word/word-changes.js";
import { showChanges } from "../word/word-dialog.js";
import { writeCalendar } from "./calendar.js";
import { describeDocument, describePassage, describeWorksheet } from "./describe-worksheet.js";
import { authorsLines, fieldsOfDocument } from "./description.js";
import { writePlainText } from "./markdown.js";
import { finished } from "./plan.js";

/** @typedef {import("./description.js").About} About */
/** @typedef {import("./description.js").DocumentDescription} DocumentDescription */
/** @typedef {import("./description.js").Picture} Picture */
/**
 * @typedef {{ heading: string, level: number, worksheets: (HTMLFormElement |
 *   import("./description.js").Worksheet)[] }} Group
 */

// As on the page: a save file may come from anybody
const PICTURE = /^data:image\/(png|jpeg|webp|gif);base64,/;
const ACCEPTED = [
  ".docx",
  ".odt",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.oasis.opendocument.text",
].join(",");

/** What documents say in the page's language. */
function documentWords() {
  return globalThis.carrel.words;
}

/**
 * What a document says of itself.
 * @param {string} title
 * @returns {Promise<About>}
 */
export async function aboutDocument(title) {
  const { lang, dir, dataset } = document.documentElement;
  const address =
    document.querySelector('link[rel="canonical"]')?.getAttribute("href") ??
    location.href.split("#")[0];
  const store = await openStore();
  const [learner] = await store.get(["~name"]);
  return {
    title,
    learner: typeof learner?.value === "string" ? learner.value : "",
    date: localDay(new Date()),
    module: dataset.title ?? "",
    moduleId: dataset.module ?? "",
    licence: dataset.licence ?? "",
    address,
    language: lang,
    direction: dir === "rtl" ? "rtl" : "ltr",
    pictures: await keptPictures(dataset.module ?? ""),
  };
}

/**
 * The learner's pictures by the keys of their fields. One that cannot be read must not take the
 * whole document with it.
 * @param {string} module
 * @returns {Promise<Map<string, Picture>>}
 */
async function keptPictures(module) {
  const store = await openStore();
  const kept = (await store.get([`${module}/`])).filter(
    ({ key, value }) => key.endsWith("~picture") && PICTURE.test(String(value)),
  );
  const read = await Promise.allSettled(
    kept.map(
      async ({ key, value }) =>
        /** @type {const} */ ([key.slice(0, -"~picture".length), await pictureOf(String(value))]),
    ),
  );
  return new Map(read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])));
}

/**
 * @param {string} address a data address
 * @returns {Promise<Picture>}
 */
async function pictureOf(address) {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const [head, body] = address.split(",");
  const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  return {
    bytes,
    type: head.slice("data:".length).split(";")[0],
    width: picture.naturalWidth,
    height: picture.naturalHeight,
  };
}

/**
 * Worksheets as a Word file.
 * @param {string} title
 * @param {HTMLFormElement[] | Group[]} forms
 */
export async function giveWord(title, forms) {
  await flush();
  const made = await writeDocx(
    describeDocument(forms, await aboutDocument(title)),
    documentWords(),
  );
  download(made, `${fileName(title)}.docx`);
}

/**
 * Worksheets as text, on the clipboard; as a file where the browser does not let a page write
 * there.
 * @param {string} title
 * @param {HTMLFormElement[] | Group[]} forms
 */
export async function giveText(title, forms) {
  await flush();
  await giveWords(describeDocument(forms, await aboutDocument(title)));
}

/** @param {DocumentDescription} document */
async function giveWords(document) {
  const text = writePlainText(document, documentWords());
  try {
    await navigator.clipboard.writeText(text);
    await tell(t("text_title"), paragraph(t("text_copied")));
  } catch {
    download(new Blob([text], { type: "text/plain" }), `${fileName(document.about.title)}.txt`);
  }
}

/**
 * A title as a file's name.
 * @param {string} title
 */
function fileName(title) {
  return (
    title
      .replace(/[\p{C}\\/:*?"<>|.]+/gu, " ")
      .trim()
      .replace(/\s+/g, "-")
      .slice(0, 60) || "worksheet"
  );
}

/**
 * Opens a file that was filled in with a word processor; what the learner accepts of it goes into
 * the fields.
 * @param {HTMLFormElement[]} forms
 */
export async function takeWord(forms) {
  const file = await chooseFile(ACCEPTED);
  if (file) await takeWordFile(file, forms);
}

/**
 * @param {Blob} file
 * @param {HTMLFormElement[]} forms
 */
export async function takeWordFile(file, forms) {
  await flush();
  const page = describeDocument(forms, await aboutDocument(""));
  const fields = fieldsOfDocument(page);
  const words = documentWords();
  const read = await readDocx(file, fields, {
    known: authorsLines(page),
    prompts: [words.word_placeholder, words.word_date, words.word_draw],
  });
  if ("refused" in read) {
    await tell(t("open_word"), paragraph(t(`word_${read.refused.replaceAll("-", "_")}`)));
    return;
  }
  const accepted = await showChanges(compareWithPage(read.found, fields), read.unplaced, fields);
  putAll(forms, accepted);
}

/**
 * @param {HTMLFormElement[]} forms
 * @param {Map<string, import("../answers/answer.js").Value>} accepted
 */
function putAll(forms, accepted) {
  addRowsFor([...accepted].map(([key, value]) => ({ key, value })));
  for (const field of fieldsIn(document)) {
    const value = accepted.get(field.key);
    if (value === undefined || !forms.includes(field.form)) continue;
    putValue(field, value);
    field.controls[0].dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/**
 * A worksheet's dates as a calendar file.
 * @param {HTMLFormElement} form
 */
async function giveCalendar(form) {
  await flush();
  const about = await aboutDocument("");
  const made = writeCalendar(describeWorksheet(form), {
    address: about.address,
    module: about.module,
    now: new Date().toISOString(),
  });
  if ("refused" in made)
    return void (await tell(t("calendar_title"), paragraph(t("calendar_no_date"))));
  download(
    new Blob([made.text], { type: "text/calendar" }),
    `${fileName(form.getAttribute("aria-label") ?? "")}.ics`,
  );
}

// The plan

const OF_A_PLAN =
  "main > :is(h2, h3), main > :is(p, ul, ol):not([class]), main form[data-worksheet]";

/**
 * This page's worksheets and passages under its headings: a plan leaves as one document.
 * @param {Map<string, Picture>} [pictures]
 * @returns {Group[]}
 */
function chaptersOfPage(pictures) {
  /** @type {Group[]} */
  const groups = [{ heading: "", level: 2, worksheets: [] }];
  for (const found of document.querySelectorAll(OF_A_PLAN)) {
    const { worksheets } = /** @type {Group} */ (groups.at(-1));
    if (found instanceof HTMLFormElement) worksheets.push(describeWorksheet(found, pictures, true));
    else if (found instanceof HTMLHeadingElement)
      groups.push({
        heading: found.textContent?.trim() ?? "",
        level: Number(found.tagName[1]),
        worksheets: [],
      });
    else worksheets.push(describePassage(found));
  }
  return groups;
}

/**
 * The plan on this page; nothing, and a sentence that says so, where nobody has written anything
 * yet.
 * @returns {Promise<DocumentDescription | null>}
 */
async function planOfPage() {
  await flush();
  const about = await aboutDocument(document.querySelector("main")?.dataset.plan || pageTitle());
  const plan = finished(describeDocument(chaptersOfPage(about.pictures), about));
  if (plan.groups.length) return plan;
  await tell(t("plan_title"), paragraph(t("plan_blank")));
  return null;
}

async function givePlan() {
  const plan = await planOfPage();
  if (plan) download(await writeDocx(plan, documentWords()), `${fileName(plan.about.title)}.docx`);
}

async function givePlanText() {
  const plan = await planOfPage();
  if (plan) await giveWords(plan);
}

function pageTitle() {
  return document.querySelector("h1")?.textContent?.trim() ?? document.title;
}

/** @param {HTMLElement} button */
function formOf(button) {
  return /** @type {HTMLFormElement} */ (button.closest("form[data-worksheet]"));
}

/** @param {HTMLFormElement} form */
function titleOf(form) {
  return form.getAttribute("aria-label") ?? "";
}

/**
 * What the buttons with `data-do` and `data-part="documents"` do, by the value of `data-do`.
 * @type {Record<string, (button: HTMLElement) => unknown>}
 */
export const actions = {
  word: (button) => giveWord(titleOf(formOf(button)), [formOf(button)]),
  openWord: (button) => takeWord([formOf(button)]),
  text: (button) => giveText(titleOf(formOf(button)), [formOf(button)]),
  calendar: (button) => giveCalendar(formOf(button)),
  pageWord: givePlan,
  pageText: givePlanText,
};
