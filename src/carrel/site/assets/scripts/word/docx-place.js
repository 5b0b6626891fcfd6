// Where a block stands in a Word file, and how a paragraph looks there.

/**
 * @typedef {import("./docx-text.js").Draft} Draft
 * @typedef {import("./docx-text.js").Look} Look
 *
 * @typedef {object} Place where a block stands
 * @property {number} indent steps to the right
 * @property {boolean} inTable
 * @property {boolean} [stays] true if it stays on one page with the row below
 * @property {boolean} asks true if what comes next belongs to it
 * @property {string} style of ordinary paragraphs
 * @property {{ id: number, level: number } | undefined} list of which the next paragraph is an item
 * @property {number} depth of lists
 * @property {(level: number) => number} headingLevel
 */

/** @param {Place} place @param {Draft} draft @returns {Look} */
export function lookAt(place, draft) {
  const ordinary = place.list ? "ListParagraph" : "";
  const style = place.style || (place.inTable ? "CarrelCell" : ordinary);
  return {
    style,
    indent: place.indent,
    list: place.list,
    rtl: draft.rtl,
    keep: place.asks || place.stays,
  };
}
