// A file that is dropped on the workbook: a save file, or a document that was filled in.

import { attempt } from "../answers/answer-buttons.js";
import { flush } from "../answers/autosave.js";
import { loadPart } from "../page/parts.js";
import { takeDocument } from "./workbook-documents.js";

/** Listens to the page, once. */
export function listenToDrops() {
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  for (const kind of ["dragleave", "dragend", "drop"])
    document.addEventListener(kind, () => document.body.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    attempt(file.name, () => takeFile(file));
  });
}

/** @param {File} file */
async function takeFile(file) {
  await flush();
  const isDocument = /\.(docx?|odt)$/i.test(file.name) && document.querySelector(".sheet");
  if (isDocument) await takeDocument(file);
  else await (await loadPart("export")).takeFile(file);
}
