// Describes the worksheets of a page. How a blank is described depends on its form: see forms.js.

import { kindNamed } from "../fields/kinds.js";
import { newReading } from "./describe-field.js";
import {
  fieldAt,
  inlineOf,
  inlinesOf,
  lookOf,
  noteNeighbors,
  tidyInlines,
} from "./describe-line.js";
import { SCREEN_ONLY, wordsOf } from "./describe-words.js";
import { lineInWords } from "./description.js";

/**
 * @typedef {import("./describe-field.js").Reading} Reading
 * @typedef {import("./description.js").About} About
 * @typedef {import("./description.js").Block} Block
 * @typedef {import("./description.js").Cell} Cell
 * @typedef {import("./description.js").DocumentDescription} DocumentDescription
 * @typedef {import("./description.js").Inline} Inline
 * @typedef {import("./description.js").ListBlock} ListBlock
 * @typedef {import("./description.js").PaperField} PaperField
 * @typedef {import("./description.js").Picture} Picture
 * @typedef {import("./description.js").TableBlock} TableBlock
 * @typedef {import("./description.js").Worksheet} Worksheet
 *
 * @typedef {object} FormGroup worksheets, on the page or described already, under a heading
 * @property {string} heading
 * @property {number} level
 * @property {(HTMLFormElement | Worksheet)[]} worksheets
 */

// What is one field, or text, although it may hold blocks
const LEAVES =
  "textarea, input[data-field], output[data-show], fieldset, .picture, .rate, .box-label, " +
  "button.term, img, br";
const BLOCKS = new Set(
  (
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DETAILS DIV DL DT FIELDSET FIGURE FIGCAPTION FOOTER " +
    "H1 H2 H3 H4 H5 H6 HEADER HR LI OL P PRE SECTION SUMMARY TABLE TEXTAREA UL"
  ).split(" "),
);

/**
 * The blocks inside an element.
 * @param {Element} element
 * @param {Reading} reading
 * @returns {Block[]}
 */
function blocksOf(element, reading) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {Inline[]} */
  let line = [];
  const endLine = () => {
    blocks.push(...paragraphOf(line, reading));
    line = [];
  };
  for (const node of element.childNodes) {
    if (standsAlone(node)) {
      endLine();
      blocks.push(...blockOf(/** @type {Element} */ (node), reading));
    } else line.push(...inlineOf(node, reading, {}));
  }
  endLine();
  return blocks;
}

/** Whether something begins a line of its own. @param {Node} node @returns {boolean} */
function standsAlone(node) {
  if (!(node instanceof Element)) return false;
  return (
    BLOCKS.has(node.tagName) ||
    node.matches('.figure, [role="figure"]') ||
    (!node.matches(LEAVES) && !!node.querySelector("textarea, fieldset, p, ul, ol, table"))
  );
}

/** @param {Inline[]} line @param {Reading} reading @returns {Block[]} */
function paragraphOf(line, reading) {
  const inlines = tidyInlines(line);
  if (!inlines.length) return [];
  noteNeighbors(inlines);
  const text = lineInWords(inlines, "…", " ");
  if (/[^\s…]/.test(text)) reading.question = text;
  return [{ kind: "paragraph", inlines }];
}

/**
 * What becomes of an element, by the first selector that it matches.
 * @type {[string, (element: any, reading: Reading) => Block[]][]}
 */
const BLOCK_READERS = [
  [SCREEN_ONLY, () => []],
  ["textarea, .picture", (element, reading) => fieldAt(element, reading).map(asBlock)],
  ["fieldset", choiceBlocks],
  ["table", tableBlocks],
  ["ul, ol", (element, reading) => [listBlock(element, reading)]],
  ["h1, h2, h3, h4, h5, h6", headingBlocks],
  ["blockquote", (element, reading) => [{ kind: "quote", blocks: blocksOf(element, reading) }]],
  ["section.box", (element, reading) => [{ kind: "box", blocks: blocksOf(element, reading) }]],
  [".box-label", (element) => [{ kind: "label", text: wordsOf(element) }]],
  ["p.hint", (element) => [{ kind: "hint", text: wordsOf(element) }]],
  ["pre", ({ textContent }) => [{ kind: "code", text: textContent.replace(/\n$/, "") }]],
  ['.figure, [role="figure"], figure', imageBlocks],
  ["p, dt, summary, figcaption", lineBlocks],
  ["*", blocksOf],
];

/** @param {Element} element @param {Reading} reading @returns {Block[]} */
function blockOf(element, reading) {
  const [, read] = BLOCK_READERS.find(([selector]) => element.matches(selector)) ?? [];
  return read?.(element, reading) ?? [];
}

/** @param {PaperField} field @returns {Block} */
function asBlock(field) {
  return { kind: "field", field };
}

/** @param {HTMLFieldSetElement} group @param {Reading} reading @returns {Block[]} */
function choiceBlocks(group, reading) {
  const first = /** @type {HTMLElement | null} */ (group.querySelector("[data-field]"));
  const [field] = kindNamed(first?.dataset.kind).choices ? fieldAt(group, reading) : [];
  if (!field) return blocksOf(group, reading);
  const text = wordsOf(group.querySelector(":scope > .hint"));
  return text ? [{ kind: "hint", text }, asBlock(field)] : [asBlock(field)];
}

/**
 * A paragraph; one that holds blocks, as a term of a definition list may, is those blocks.
 * @param {Element} element
 * @param {Reading} reading
 * @returns {Block[]}
 */
function lineBlocks(element, reading) {
  if ([...element.children].some(standsAlone)) return blocksOf(element, reading);
  const [only] =
    element.children.length === 1 && !(element.textContent ?? "").trim() ? element.children : [];
  if (only instanceof HTMLImageElement)
    return only.alt ? [{ kind: "image", alt: only.alt, caption: "" }] : [];
  return paragraphOf(inlinesOf(element, reading, lookOf(element)), reading);
}

/** @param {Element} element @param {Reading} reading @returns {Block[]} */
function headingBlocks(element, reading) {
  const inlines = tidyInlines(inlinesOf(element, reading));
  if (!inlines.length) return [];
  noteNeighbors(inlines);
  reading.question = wordsOf(element);
  return [{ kind: "heading", level: Number(element.tagName[1]), inlines }];
}

/** @param {Element} element @returns {Block[]} */
function imageBlocks(element) {
  const alt = element.querySelector("img")?.alt ?? "";
  const caption = wordsOf(element.querySelector(".caption, figcaption"));
  return alt || caption ? [{ kind: "image", alt, caption }] : [];
}

/** @param {Element} element @param {Reading} reading @returns {ListBlock} */
function listBlock(element, reading) {
  const items = [...element.children]
    .filter((item) => !item.matches(SCREEN_ONLY))
    .map((item) => blocksOf(item, reading));
  return {
    kind: "list",
    ordered: element.tagName === "OL",
    start: element instanceof HTMLOListElement ? element.start : 1,
    items,
  };
}

// Tables

/** @param {HTMLTableElement} table @param {Reading} reading @returns {Block[]} */
function tableBlocks(table, reading) {
  const rows = [...table.rows].filter(
    (row) => !row.matches(SCREEN_ONLY) && !row.parentElement?.matches(SCREEN_ONLY),
  );
  const caption = wordsOf(table.caption);
  const before = reading.question;
  const isHeader = (/** @type {HTMLTableRowElement} */ row) =>
    row.parentElement?.tagName === "THEAD";
  /** @type {TableBlock} */
  const block = {
    kind: "table",
    caption,
    header: rows.filter(isHeader).map((row) => cellsOf(row, reading)),
    rows: [],
  };
  for (const row of rows.filter((candidate) => !isHeader(candidate))) {
    reading.question = before;
    block.rows.push(cellsOf(row, reading));
  }
  reading.row = "";
  reading.question = before;
  return block.rows.length + block.header.length ? [block] : [];
}

/** @param {HTMLTableRowElement} row @param {Reading} reading @returns {Cell[]} */
function cellsOf(row, reading) {
  const cells = [...row.cells].filter((cell) => !cell.matches(SCREEN_ONLY));
  reading.row = wordsOf(cells.find((cell) => cell.matches('th[scope="row"]')) ?? null);
  return cells.map((cell) => ({
    header: cell.tagName === "TH",
    blocks: blocksOf(cell, reading),
    span: cell.colSpan,
  }));
}

// The whole

/**
 * Returns the description of a worksheet on the page, with what was written into it.
 * @param {HTMLFormElement} form `form[data-worksheet]`
 * @param {Map<string, Picture>} [pictures] the learner's pictures by the keys of their fields
 * @param {boolean} [shown] true if earlier answers that it shows are described as fields
 * @returns {Worksheet}
 */
export function describeWorksheet(form, pictures, shown) {
  const reading = newReading(pictures, shown);
  reading.question = form.getAttribute("aria-label") ?? "";
  const title = reading.question;
  return {
    key: form.dataset.worksheet ?? "",
    title,
    blocks: blocksOf(form, reading),
    plan: form.dataset.plan,
  };
}

/**
 * Returns the description of a passage of the page outside of worksheets.
 * @param {Element} element
 * @returns {Worksheet}
 */
export function describePassage(element) {
  return { key: "", title: "", blocks: blockOf(element, newReading()) };
}

/**
 * Returns the description of a document: worksheets under the headings of their sections.
 * @param {HTMLFormElement[] | FormGroup[]} forms
 * @param {About} about
 * @returns {DocumentDescription}
 */
export function describeDocument(forms, about) {
  const read = (/** @type {HTMLFormElement | Worksheet} */ form) =>
    form instanceof Element ? describeWorksheet(form, about.pictures) : form;
  const groups = forms.map((group) =>
    group instanceof Element ? { heading: "", level: 1, worksheets: [group] } : group,
  );
  return {
    about,
    groups: groups.map((group) => ({ ...group, worksheets: group.worksheets.map(read) })),
  };
}
