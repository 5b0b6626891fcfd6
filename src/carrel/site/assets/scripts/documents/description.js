// A document description: worksheets as plain data. Pages are read into it (describe-worksheet.js),
// and Word files, Markdown, plain text and calendars are written from it alone, so that all of them
// agree with the page.

/**
 * @typedef {import("../answers/answer.js").Value} Value
 * @typedef {{ bytes: Uint8Array, type: string, width: number, height: number }} Picture
 *
 * @typedef {object} Choice
 * @property {string} id
 * @property {string} text
 * @property {string[]} was ids that it had before
 * @property {PaperField} [other] the blank beside the choice, as in "something else: ____"
 *
 * @typedef {object} PaperField one blank with what was written into it
 * @property {string} key module/worksheet/field
 * @property {string} kind a name in fields/kinds.js
 * @property {string} label its question, as screen readers read it
 * @property {Choice[]} choices
 * @property {Value} value
 * @property {number} lines how many lines a text area has on the page
 * @property {boolean} blank
 * @property {string[]} was keys that it had before
 * @property {string} question the text of the paragraph or heading before it
 * @property {string} row the header of its row, in a table
 * @property {string} column the header of its column, in a table
 * @property {boolean} grows true if its table may have more rows
 * @property {string} before the text before it in its paragraph
 * @property {string} after the text after it, up to the next blank
 * @property {Picture} [picture]
 *
 * @typedef {object} TextRun
 * @property {"text"} kind
 * @property {string} text
 * @property {boolean} [bold]
 * @property {boolean} [italic]
 * @property {boolean} [code]
 * @property {string} [href]
 *
 * @typedef {{ kind: "field", field: PaperField }} FieldInline
 * @typedef {{ kind: "mark", field: PaperField, choice: Choice }} Mark one choice, in a line
 * @typedef {TextRun | { kind: "break" } | FieldInline | Mark} Inline
 * @typedef {{ header: boolean, blocks: Block[], span: number }} Cell
 * @typedef {{ kind: "table", caption: string, header: Cell[][], rows: Cell[][] }} TableBlock
 * @typedef {{ kind: "list", ordered: boolean, start: number, items: Block[][] }} ListBlock
 * @typedef {{ kind: "heading", level: number, inlines: Inline[] }
 *   | { kind: "paragraph", inlines: Inline[] }
 *   | { kind: "label", text: string }
 *   | { kind: "hint", text: string }
 *   | { kind: "code", text: string }
 *   | { kind: "image", alt: string, caption: string }
 *   | { kind: "quote", blocks: Block[] }
 *   | { kind: "box", blocks: Block[] }
 *   | { kind: "field", field: PaperField }
 *   | ListBlock | TableBlock} Block
 *
 * @typedef {object} Worksheet
 * @property {string} key module/worksheet; empty for a passage outside of worksheets
 * @property {string} title
 * @property {Block[]} blocks
 * @property {string} [plan] what a plan does with it: see plan.js
 *
 * @typedef {object} About the facts about a document
 * @property {string} title
 * @property {string} [learner] the learner's name, if given
 * @property {string} date YYYY-MM-DD
 * @property {string} module the module's title
 * @property {string} moduleId
 * @property {string} [version] the module's
 * @property {string} licence
 * @property {string} address
 * @property {string} language a language tag
 * @property {"ltr" | "rtl"} direction
 * @property {Map<string, Picture>} [pictures] by the keys of their fields
 * @property {boolean} [finished] true for a plan, in which nothing is to be filled in
 * @property {string[]} [cover] of a plan: the lines under its title
 * @property {string} [header] of a plan: the header of its further pages
 *
 * @typedef {{ heading: string, level: number, worksheets: Worksheet[] }} Group
 * @typedef {{ about: About, groups: Group[] }} DocumentDescription
 */

export const AUTHORS_GAP = "\uE000"; // stands for a blank; in no author's text

/**
 * Returns every field in a list of blocks, in reading order, each once; with those beside choices.
 * @param {Block[]} blocks
 * @returns {PaperField[]}
 */
export function fieldsOfBlocks(blocks) {
  const found = new Set(blocks.flatMap(fieldsOfBlock));
  return [...found].flatMap((field) => [
    field,
    ...field.choices.flatMap((choice) => choice.other ?? []),
  ]);
}

/** @param {Block} block @returns {PaperField[]} */
function fieldsOfBlock(block) {
  if (block.kind === "field") return [block.field];
  if (block.kind === "paragraph" || block.kind === "heading")
    return block.inlines.flatMap((inline) => ("field" in inline ? inline.field : []));
  if (block.kind === "list") return block.items.flat().flatMap(fieldsOfBlock);
  if (block.kind === "table")
    return [...block.header, ...block.rows]
      .flat()
      .flatMap((cell) => cell.blocks.flatMap(fieldsOfBlock));
  return "blocks" in block ? block.blocks.flatMap(fieldsOfBlock) : [];
}

/**
 * Returns every field of a document.
 * @param {DocumentDescription} document
 * @returns {PaperField[]}
 */
export function fieldsOfDocument(document) {
  return document.groups.flatMap((group) =>
    group.worksheets.flatMap((worksheet) => fieldsOfBlocks(worksheet.blocks)),
  );
}

/**
 * Returns the lines of a document that are the author's text, with `AUTHORS_GAP` where a blank is.
 * @param {DocumentDescription} document
 * @returns {string[]}
 */
export function authorsLines(document) {
  const { about } = document;
  const own = [
    about.title,
    about.module,
    `${AUTHORS_GAP}${about.address}`,
    `${AUTHORS_GAP}: ${about.learner ?? AUTHORS_GAP}`,
    `${AUTHORS_GAP}: ${about.date}`,
  ];
  return own.concat(
    document.groups.flatMap((group) => [
      group.heading,
      ...group.worksheets.flatMap((worksheet) => [
        worksheet.title,
        ...worksheet.blocks.flatMap(linesOfBlock),
      ]),
    ]),
  );
}

/** @param {Block} block @returns {string[]} */
function linesOfBlock(block) {
  if (block.kind === "field")
    return block.field.choices.map(
      (choice) => `${AUTHORS_GAP}${choice.text}${choice.other ? AUTHORS_GAP : ""}`,
    );
  if (block.kind === "paragraph" || block.kind === "heading")
    return [lineInWords(block.inlines, AUTHORS_GAP, "\n")];
  if (block.kind === "list") return block.items.flat().flatMap(linesOfBlock);
  if (block.kind === "table")
    return [
      block.caption,
      ...[...block.header, ...block.rows]
        .flat()
        .flatMap((cell) => cell.blocks.flatMap(linesOfBlock)),
    ];
  if (block.kind === "image") return [[block.alt, block.caption].filter(Boolean).join(" – ")];
  return "blocks" in block ? block.blocks.flatMap(linesOfBlock) : [block.text];
}

/**
 * Returns a line as plain text.
 * @param {Inline[]} inlines
 * @param {string} gap what stands for a blank
 * @param {string} lineBreak
 * @returns {string}
 */
export function lineInWords(inlines, gap, lineBreak) {
  const words = inlines.map((inline) => {
    if (inline.kind === "text") return inline.text;
    return inline.kind === "break" ? lineBreak : gap;
  });
  return words.join("");
}

/**
 * Returns a value as plain text: the text, or the texts of the choices.
 * @param {Value} value
 * @param {Choice[]} choices
 * @returns {string}
 */
export function valueInWords(value, choices) {
  if (typeof value === "string" && !choices.length) return value;
  const words = (/** @type {string} */ id) =>
    choices.find((choice) => choice.id === id)?.text ?? id;
  return [value].flat().map(words).join("; ");
}
