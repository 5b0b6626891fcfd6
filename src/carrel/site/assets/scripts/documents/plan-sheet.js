// What was written into one worksheet, as a plan has it: facts in tables, paragraphs, and lists.

import { formOf } from "./forms.js";
import {
  answerBlocks,
  answersIn,
  authorsWords,
  fieldsIn,
  filled,
  headerOf,
  isAnswered,
  isChosen,
  marksIn,
  sentencesIn,
  wordsIn,
} from "./plan-answers.js";
import { capital, linesIn, paragraph, shortLabel, textOf } from "./plan-words.js";

/**
 * @typedef {import("./description.js").Block} Block
 * @typedef {import("./description.js").Cell} Cell
 * @typedef {import("./description.js").Inline} Inline
 * @typedef {import("./description.js").PaperField} PaperField
 * @typedef {import("./description.js").TableBlock} TableBlock
 */

/** @typedef {{ label: string, blocks: Block[] }} Fact a question in few words, and the answer */

const LONG = 20; // characters: a longer answer is not repeated; a short one, such as "me", may be

/** @param {Block[]} blocks @param {Set<string>} said @param {string} language @returns {Sheet} */
export function sheetOf(blocks, said, language) {
  const sheet = new Sheet(said, language);
  sheet.take(blocks);
  return sheet;
}

/** What was written into one worksheet. */
class Sheet {
  /** @type {Block[]} */
  blocks = [];
  /** @type {Fact[]} those that come next, which stand in one table */
  facts = [];
  question = "";

  /**
   * @param {Set<string>} said the answers that stand in the document already
   * @param {string} language
   */
  constructor(said, language) {
    this.said = said;
    this.language = language;
  }

  /** @returns {Block[]} */
  written() {
    this.#endFacts();
    return this.blocks;
  }

  /** @param {Block[]} blocks */
  take(blocks) {
    for (const block of blocks) this.#block(block);
  }

  /** @param {Block} block */
  #block(block) {
    if (block.kind === "paragraph" || block.kind === "heading") this.#line(block.inlines);
    else if (block.kind === "field") this.#answer([block.field]);
    else if (block.kind === "list") for (const item of block.items) this.take(item);
    else if (block.kind === "table") this.#table(block);
    else if (block.kind === "quote" || block.kind === "box") this.take(block.blocks);
  } // labels, hints, and pictures are the authors', and say how to fill the form in

  /** @param {Inline[]} inlines */
  #line(inlines) {
    const fields = fieldsIn(inlines);
    const words = wordsIn(inlines).trim();
    if (!fields.length) this.question = words;
    else if (!words) this.#answer(fields);
    else if (words.endsWith(":") && inlines[inlines.length - 1].kind === "field")
      this.#fact(words, answerBlocks(fields, this.language));
    else this.#sentences(inlines);
  }

  /**
   * The answer to the question that was asked last: a text of some length is a paragraph.
   * @param {PaperField[]} fields
   */
  #answer(fields) {
    const blocks = answerBlocks(fields, this.language);
    if (!formOf(fields[0]).paragraphs || blocks.length !== 1)
      return this.#fact(this.question, blocks);
    if (!this.#isNew(blocks)) return;
    this.#endFacts();
    const label = shortLabel(this.question);
    this.blocks.push({
      kind: "paragraph",
      inlines: [
        { kind: "text", text: `${label}${/[?!]$/.test(label) ? "" : "."} `, bold: true },
        ...linesIn(textOf(blocks).join("\n")),
      ],
    });
  }

  /** @param {string} label @param {Block[]} blocks */
  #fact(label, blocks) {
    if (this.#isNew(blocks)) this.facts.push({ label: shortLabel(label), blocks });
  }

  /**
   * Whether an answer says anything that the document does not say already.
   * @param {Block[]} blocks
   * @returns {boolean}
   */
  #isNew(blocks) {
    const text = textOf(blocks).join("\n");
    if (!blocks.length || (text.length > LONG && this.said.has(text))) return false;
    this.said.add(text);
    return true;
  }

  /** Sentences with gaps: those in which something was written. @param {Inline[]} inlines */
  #sentences(inlines) {
    const kept = sentencesIn(inlines).filter((sentence) =>
      fieldsIn(sentence).some(({ blank }) => !blank),
    );
    if (!kept.length) return;
    this.#endFacts();
    const text = kept.map((sentence) => filled(sentence, this.language)).join(" ");
    this.blocks.push({ kind: "paragraph", inlines: linesIn(text) });
  }

  /** @param {TableBlock} table */
  #table(table) {
    const rows = table.rows.filter((row) => row.some(isAnswered));
    // Where no step was chosen, what stands beside them is said as in any row
    const rated = (/** @type {Cell[]} */ row) => row.flatMap(marksIn).some(isChosen);
    this.#ratings(rows.filter(rated));
    const written = rows.filter((row) => !rated(row));
    const columns = (written[0] ?? [])
      .map((_, at) => at)
      .filter((at) =>
        written.some((row) => row[at] && (isAnswered(row[at]) || (at === 0 && row[0].header))),
      );
    const named = columns[0] === 0 && written.every((row) => row[0].header);
    if (named && columns.length === 2)
      for (const row of written)
        this.#fact(headerOf(row), answersIn(row[columns[1]], this.language));
    else if (written.length) this.#rows(table, written, columns);
  }

  /** What was rated, under the steps of the scale. @param {Cell[][]} rows */
  #ratings(rows) {
    const steps = new Map(
      rows
        .flatMap((row) => row.flatMap(marksIn))
        .map(({ choice }) => [choice.text, /** @type {Block[][]} */ ([])]),
    );
    for (const row of rows) {
      const chosen = row.flatMap(marksIn).find(isChosen);
      steps
        .get(chosen?.choice.text ?? "")
        ?.push([
          paragraph(headerOf(row)),
          ...row.flatMap((cell) => answersIn(cell, this.language)),
        ]);
    }
    for (const [step, items] of steps)
      if (items.length)
        this.#fact(capital(step), [{ kind: "list", ordered: false, start: 1, items }]);
  }

  /** @param {TableBlock} table @param {Cell[][]} rows @param {number[]} columns */
  #rows(table, rows, columns) {
    this.#endFacts();
    if (
      columns.length === 1 ||
      rows.some((row) =>
        columns.some((at) => !row[at] || !(isAnswered(row[at]) || authorsWords(row[at]).length)),
      )
    )
      return this.#items(table, rows, columns);
    const only = (/** @type {Cell[]} */ row) =>
      columns.map((at) => row[at] ?? { header: false, blocks: [], span: 1 });
    const body = rows.map((row) =>
      only(row).map((cell) => ({
        ...cell,
        blocks: this.#inCell(cell),
      })),
    );
    this.blocks.push({ kind: "table", caption: "", header: table.header.map(only), rows: body });
  }

  /**
   * A table that would have holes, as a list.
   * @param {TableBlock} table
   * @param {Cell[][]} rows
   * @param {number[]} columns
   */
  #items(table, rows, columns) {
    const items = rows.map((row) => [
      paragraph(
        columns
          .map((at) => this.#inItem(table, row, at))
          .filter(Boolean)
          .join(" · "),
      ),
    ]);
    this.blocks.push({ kind: "list", ordered: false, start: 1, items });
  }

  /**
   * What a cell says in a list: with the name of its column, where that is not the first.
   * @param {TableBlock} table
   * @param {Cell[]} row
   * @param {number} at
   * @returns {string}
   */
  #inItem(table, row, at) {
    const text = row[at] ? textOf(this.#inCell(row[at])).join("; ") : "";
    const name = shortLabel(textOf(table.header[0]?.[at]?.blocks ?? []).join(" ")).replace(
      /\?$/,
      "",
    );
    return text && at && name ? `${name}: ${text}` : text;
  }

  /** @param {Cell} cell @returns {Block[]} */
  #inCell(cell) {
    return isAnswered(cell) ? answersIn(cell, this.language) : authorsWords(cell);
  }

  #endFacts() {
    const rows = this.facts.map(({ label, blocks }) => [
      { header: true, blocks: [paragraph(label)], span: 1 },
      { header: false, blocks, span: 1 },
    ]);
    if (rows.length) this.blocks.push({ kind: "table", caption: "", header: [], rows });
    this.facts = [];
  }
}
