// The choices of a field in a Word file, one paragraph each.

import { paragraph, runs } from "./docx-text.js";

/**
 * @typedef {import("../documents/description.js").Choice} Choice
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("./docx-place.js").Place} Place
 * @typedef {import("./docx-text.js").Draft} Draft
 */

/**
 * Returns the paragraphs of a field's choices.
 * @param {PaperField} field
 * @param {(choice: Choice) => string} control what stands before a choice
 * @param {(other: PaperField) => string} blank the blank beside a choice
 * @param {Place} place
 * @param {Draft} draft
 * @returns {string}
 */
export function choicesXml({ choices }, control, blank, place, draft) {
  return choices
    .map((choice, at) => {
      const last = at === choices.length - 1;
      const look = {
        style: "CarrelChoice",
        indent: place.indent,
        rtl: draft.rtl,
        keep: !last,
        last,
      };
      const line = `${control(choice)}<w:r><w:tab/></w:r>${runs(choice.text)}`;
      return paragraph(look, line, choice.other ? runs(" ") + blank(choice.other) : "");
    })
    .join("");
}
