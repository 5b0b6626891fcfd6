// The workbook as a document, and back: every worksheet under the heading of its section.

import { loadPart } from "../page/parts.js";

/** @returns {HTMLFormElement[]} */
function forms() {
  return [...document.querySelectorAll(".sheet form")].map(
    (form) => /** @type {HTMLFormElement} */ (form),
  );
}

/**
 * The worksheets by section.
 * @returns {{ heading: string, level: number, worksheets: HTMLFormElement[] }[]}
 */
function groups() {
  return [...document.querySelectorAll(".workbook-group")].map((group) => ({
    heading: group.querySelector("h2")?.textContent?.trim() ?? "",
    level: 1,
    worksheets: forms().filter((form) => group.contains(form)),
  }));
}

function title() {
  return document.querySelector("main h1")?.textContent?.trim() ?? "";
}

export async function workbookAsWord() {
  await (await loadPart("documents")).giveWord(title(), groups());
}

export async function workbookAsText() {
  await (await loadPart("documents")).giveText(title(), groups());
}

/** Lets the learner choose a document that was filled in. */
export async function openDocument() {
  await (await loadPart("documents")).takeWord(forms());
}

/** @param {File} file one that was dropped on the page */
export async function takeDocument(file) {
  await (await loadPart("documents")).takeWordFile(file, forms());
}
