// A worksheet as it stands on the page, described in plain data. Word, Markdown, plain text, and the calendar are written from
// this description alone, and the page is what it is read from: so page, print, and documents can never drift apart.

import { isBlank } from "../answers/answer.js";

/**
 * @typedef {"text" | "short" | "date" | "tick" | "choose" | "rating" | "rank" | "picture"} FieldKind
 * @typedef {string | string[]} Answer a text, an id of a choice, or ids of choices (ticked; or in their order)
 * @typedef {{ id: string, text: string, was: string[], other?: Field }} Choice `was`: ids that it had before
 * @typedef {{ bytes: Uint8Array, type: string, width: number, height: number }} Picture
 *
 * @typedef {object} Field one blank with what stands in it
 * @property {string} key module/worksheet/field
 * @property {FieldKind} kind
 * @property {string} label its question, read aloud
 * @property {Choice[]} choices
 * @property {Answer} value
 * @property {number} lines how many lines a text area has on the page
 * @property {boolean} blank
 * @property {string[]} was keys that it had before
 * @property {string} question the words of the paragraph or heading before it
 * @property {string} row the header of its row, in a table
 * @property {string} column the header of its column, in a table
 * @property {boolean} grows whether its table may have more rows
 * @property {string} before the words before it in its paragraph
 * @property {string} after the words behind it, up to the next blank
 * @property {Picture} [picture]
 *
 * @typedef {{ kind: "text", text: string, bold?: boolean, italic?: boolean, code?: boolean, href?: string }} TextRun
 * @typedef {TextRun | { kind: "break" } | { kind: "field", field: Field } | { kind: "mark", field: Field, choice: Choice }} Inline
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
 *   | { kind: "field", field: Field }
 *   | ListBlock | TableBlock} Block
 * @typedef {{ key: string, title: string, blocks: Block[], plan?: string }} Worksheet `plan`: what a plan does with it; see plan.js
 *
 * @typedef {object} About what a document says of itself
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
 * @property {boolean} [finished] a plan, in which nothing is to be filled in
 * @property {string[]} [cover] of a plan: the lines under its title
 * @property {string} [header] of a plan: what stands at the top of its further pages
 * @typedef {{ heading: string, level: number, worksheets: Worksheet[] }} Group
 * @typedef {{ about: About, groups: Group[] }} PaperDocument
 *
 * @typedef {{ question: string, row: string, pictures: Map<string, Picture>, seen: Map<string, Field>, shown: boolean }} Reading
 *   `shown`: earlier answers are read as fields, not as words
 */

const SCREEN_ONLY =
  "button, dialog, script, style, template, svg, video, iframe, object, .hidden, .saved, .tools, .screen, .feedback, .issues, .film, " +
  ".definitions, .video-button, .keep, .grow, .move, .offer, .picture-frame, .picture > .hint, .video .hint, details.answer, [data-total], [data-tools], [hidden]";
const LEAVES =
  "textarea, input[data-field], output[data-show], fieldset, .picture, .rate, .box-label, button.term, img, br";
const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DETAILS DIV DL DT FIELDSET FIGURE FIGCAPTION FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI OL P PRE SECTION SUMMARY TABLE TEXTAREA UL".split(
    " ",
  ),
);
const HEADING = /^H[1-6]$/;
export const AUTHORS_GAP = "\uE000"; // a sign that no text has
const KINDS = new Set(["text", "short", "date", "tick", "choose", "rating", "rank", "picture"]);

/** @param {string} text @returns {string} */
function oneSpace(text) {
  return text.replace(/[ \t\n\r\f]+/g, " ");
}

/** The words of an element that reach paper. @param {Element | null} element @returns {string} */
function wordsOf(element) {
  if (!element) return "";
  const inlines = tidyInlines(inlinesOf(element, newReading()));
  return inlines
    .map((inline) => (inline.kind === "text" ? inline.text : inline.kind === "break" ? " " : "…"))
    .join("");
}

/** @param {Map<string, Picture>} [pictures] @param {boolean} [shown] @returns {Reading} */
function newReading(pictures = new Map(), shown = false) {
  return { question: "", row: "", pictures, seen: new Map(), shown };
}

// Fields

/** @param {HTMLElement} control @returns {FieldKind} */
function kindOf(control) {
  const said =
    control.dataset.kind ??
    /** @type {HTMLElement | null} */ (control.closest("[data-kind]"))?.dataset.kind ??
    "";
  if (KINDS.has(said)) return /** @type {FieldKind} */ (said);
  if (control.closest(".picture")) return "picture";
  if (control instanceof HTMLTextAreaElement) return "text";
  const type = control.getAttribute("type");
  if (type === "radio") return control.closest(".rate") ? "rating" : "choose";
  return type === "checkbox"
    ? "tick"
    : type === "number"
      ? "rank"
      : type === "date"
        ? "date"
        : "short";
}

/**
 * A field with nothing in it yet.
 * @param {HTMLElement} control
 * @param {FieldKind} kind
 * @param {string} label
 * @param {Reading} reading
 * @returns {Field}
 */
function newField(control, kind, label, reading) {
  const key = control.dataset.field ?? "";
  const cell = /** @type {HTMLElement | null} */ (control.closest("td, th"));
  /** @type {Field} */
  const field = {
    key,
    kind,
    label,
    choices: [],
    value: "",
    lines: 1,
    blank: true,
    was: formerKeys(control, key),
    question: reading.question,
    row: reading.row,
    column: cell?.dataset.label ?? "",
    grows: !!control.closest("[data-rows-grow]"),
    before: "",
    after: "",
  };
  reading.seen.set(key, field);
  return field;
}

/** The keys that a field had before. @param {HTMLElement} control @param {string} key @returns {string[]} */
function formerKeys(control, key) {
  const said =
    control.dataset.was ??
    /** @type {HTMLElement | null} */ (control.closest("fieldset[data-was]"))?.dataset.was ??
    "";
  const sheet = key.slice(0, key.lastIndexOf("/") + 1);
  return said
    .split(/\s+/)
    .filter(Boolean)
    .map((was) => (was.includes("/") ? was : sheet + was));
}

/** @param {HTMLElement} input @returns {string[]} */
function formerIds(input) {
  return (input.dataset.wasValue ?? "").split(" ").filter(Boolean);
}

/** @param {Field} field @param {Answer} value @returns {Field} */
function answered(field, value) {
  field.value = value;
  field.blank = isBlank(value);
  return field;
}

/** A text area, a gap, or a date. @param {HTMLInputElement | HTMLTextAreaElement} control @param {Reading} reading @returns {Field} */
function writtenField(control, reading) {
  const field = newField(
    control,
    kindOf(control),
    control.getAttribute("aria-label") ?? "",
    reading,
  );
  if (control instanceof HTMLTextAreaElement)
    field.lines = Number(control.getAttribute("rows")) || 3;
  return answered(field, control.value.replace(/\r\n?/g, "\n"));
}

/** @param {Element} element @param {Reading} reading @returns {Field | null} */
function pictureField(element, reading) {
  const control = element.querySelector("textarea");
  if (!control) return null;
  const field = writtenField(control, reading);
  field.kind = "picture";
  const picture = reading.pictures.get(field.key) ?? pictureOnPage(element.querySelector("img"));
  if (picture) field.picture = picture;
  return field;
}

/** The learner's picture, as the page shows it. @param {HTMLImageElement | null} image @returns {Picture | undefined} */
function pictureOnPage(image) {
  const [, type, data] =
    /^data:(image\/[a-z]+);base64,([A-Za-z0-9+/=]+)$/.exec(image?.src ?? "") ?? [];
  if (!image || !data) return undefined;
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return { bytes, type, width: image.naturalWidth || 800, height: image.naturalHeight || 600 };
}

/** What stands beside a box to tick. @param {HTMLInputElement} input @returns {string} */
function choiceWords(input) {
  return wordsOf(input.labels?.[0] ?? null);
}

/** An earlier answer that is only shown. @param {HTMLElement} output @param {Reading} reading @returns {Inline[]} */
function shownField(output, reading) {
  if (output.matches(".said-other")) return []; // read with its choice
  const field = newField(output, kindOf(output), output.getAttribute("aria-label") ?? "", reading);
  field.key = output.dataset.show ?? "";
  field.choices = Object.entries(JSON.parse(output.dataset.choices ?? "{}")).map(([id, text]) => ({
    id,
    text: String(text),
    was: [],
    other: shownOther(output, id, reading),
  }));
  return [{ kind: "field", field: answered(field, JSON.parse(output.dataset.value ?? '""')) }];
}

/** @param {HTMLElement} output @param {string} choice @param {Reading} reading @returns {Field | undefined} */
function shownOther(output, choice, reading) {
  const beside = /** @type {HTMLElement | null} */ (
    output.parentElement?.querySelector(
      `[data-show="${CSS.escape(`${output.dataset.show}-${choice}`)}"]`,
    )
  );
  return beside
    ? answered(newField(beside, "short", "", reading), beside.textContent ?? "")
    : undefined;
}

/** A group of boxes to tick, of choices, or a ranking. @param {Element} group @param {Reading} reading @returns {Field | null} */
function choicesField(group, reading) {
  const inputs = /** @type {HTMLInputElement[]} */ ([
    ...group.querySelectorAll(
      'input[data-field]:is([type="checkbox"], [type="radio"], [type="number"])',
    ),
  ]);
  if (!inputs.length) return null;
  const legend = oneSpace(group.querySelector("legend")?.textContent ?? "").trim();
  const field = newField(inputs[0], kindOf(inputs[0]), legend, reading);
  field.choices = inputs.map((input) => ({
    id: input.dataset.choice ?? input.value,
    text: choiceWords(input),
    was: formerIds(input),
  }));
  for (const [number, input] of inputs.entries()) {
    const other = otherField(input, reading);
    if (other) field.choices[number].other = other;
  }
  return answered(
    field,
    field.kind === "rank" ? rankedChoices(inputs) : tickedChoices(inputs, field.kind),
  );
}

/** The blank beside a choice such as "something else". @param {HTMLInputElement} input @param {Reading} reading @returns {Field | null} */
function otherField(input, reading) {
  const beside = /** @type {HTMLInputElement | null} */ (
    input.closest(".choice")?.querySelector('input[type="text"][data-field], textarea[data-field]')
  );
  return beside ? { ...writtenField(beside, reading), before: choiceWords(input) } : null;
}

/** @param {HTMLInputElement[]} inputs @param {FieldKind} kind @returns {Answer} */
function tickedChoices(inputs, kind) {
  const ticked = inputs.filter((input) => input.checked).map((input) => input.value);
  return kind === "tick" ? ticked : (ticked[0] ?? "");
}

/** @param {HTMLInputElement[]} inputs @returns {string[]} */
function rankedChoices(inputs) {
  const placed = inputs.filter((input) => input.value.trim() !== "");
  placed.sort((one, other) => Number(one.value) - Number(other.value));
  return placed.map((input) => input.dataset.choice ?? input.value);
}

/** One step of a rating: the whole field is made when its first step is met. @param {Element} element @param {Reading} reading @returns {Inline | null} */
function ratingMark(element, reading) {
  const input = /** @type {HTMLInputElement | null} */ (element.querySelector("input[data-field]"));
  if (!input) return null;
  const field = reading.seen.get(input.dataset.field ?? "") ?? ratingField(input, reading);
  const choice = field.choices.find((candidate) => candidate.id === input.value);
  return choice ? { kind: "mark", field, choice } : null;
}

/** @param {HTMLInputElement} first @param {Reading} reading @returns {Field} */
function ratingField(first, reading) {
  const row = first.closest("tr") ?? first.closest("form");
  const inputs = /** @type {HTMLInputElement[]} */ ([
    ...(row?.querySelectorAll(`input[data-field="${CSS.escape(first.dataset.field ?? "")}"]`) ?? [
      first,
    ]),
  ]);
  const field = newField(first, "rating", "", reading);
  field.choices = inputs.map((input) => ({
    id: input.value,
    text: stepWords(input),
    was: formerIds(input),
  }));
  const spoken = oneSpace(first.closest(".rate")?.textContent ?? "").trim();
  field.label = spoken.endsWith(`: ${field.choices[0].text}`)
    ? spoken.slice(0, -field.choices[0].text.length - 2)
    : reading.row || spoken;
  field.column = "";
  return answered(field, tickedChoices(inputs, "rating"));
}

/** @param {HTMLInputElement} input @returns {string} */
function stepWords(input) {
  const cell = /** @type {HTMLElement | null} */ (input.closest("td, th"));
  return cell?.dataset.label ?? oneSpace(input.closest("label")?.textContent ?? "").trim();
}

// Words in a line

/**
 * The parts of a line. What belongs on lines of its own is left to `blocksOf`.
 * @param {Node} node
 * @param {Reading} reading
 * @param {Omit<TextRun, "kind" | "text">} [look]
 * @returns {Inline[]}
 */
function inlinesOf(node, reading, look = {}) {
  if (node.nodeType === Node.TEXT_NODE)
    return [{ kind: "text", text: oneSpace(node.textContent ?? ""), ...look }];
  if (!(node instanceof Element)) return [];
  return [...node.childNodes].flatMap((child) => inlineOf(child, reading, look));
}

/** @param {Node} node @param {Reading} reading @param {Omit<TextRun, "kind" | "text">} look @returns {Inline[]} */
function inlineOf(node, reading, look) {
  if (!(node instanceof Element)) return inlinesOf(node, reading, look);
  if (node.matches("button.term"))
    return [{ kind: "text", text: oneSpace(node.textContent ?? ""), ...look }];
  if (node.matches(SCREEN_ONLY)) return [];
  if (node.matches("br")) return [{ kind: "break" }];
  if (node instanceof HTMLImageElement)
    return node.alt ? [{ kind: "text", text: `[${node.alt}]`, ...look }] : [];
  if (node.matches("output[data-show]"))
    return reading.shown
      ? shownField(/** @type {HTMLElement} */ (node), reading)
      : linesOf(node.textContent ?? "");
  if (node.matches(".rate")) return [ratingMark(node, reading)].filter((mark) => mark !== null);
  if (node instanceof HTMLInputElement)
    return node.dataset.field ? [{ kind: "field", field: writtenField(node, reading) }] : [];
  return inlinesOf(node, reading, { ...look, ...lookOf(node) });
}

/** A text with its line breaks. @param {string} text @returns {Inline[]} */
function linesOf(text) {
  return text.split("\n").flatMap((line, number) => {
    /** @type {Inline} */
    const run = { kind: "text", text: line };
    return number ? [{ kind: /** @type {const} */ ("break") }, run] : [run];
  });
}

/** @param {Element} element @returns {Omit<TextRun, "kind" | "text">} */
function lookOf(element) {
  if (/^(STRONG|B|SUMMARY|DT)$/.test(element.tagName)) return { bold: true };
  if (/^(EM|I|CITE|VAR)$/.test(element.tagName)) return { italic: true };
  if (/^(CODE|KBD|SAMP)$/.test(element.tagName)) return { code: true };
  if (element instanceof HTMLAnchorElement && /^(https?|mailto):/.test(element.href))
    return { href: element.href };
  return {};
}

/** No space at the ends of a line, none doubled, nothing empty. @param {Inline[]} inlines @returns {Inline[]} */
function tidyInlines(inlines) {
  /** @type {Inline[]} */
  const tidy = [];
  let afterSpace = true;
  for (const inline of inlines) {
    /** @type {string} */
    const text =
      inline.kind === "text" ? (afterSpace ? inline.text.replace(/^ /, "") : inline.text) : "";
    if (inline.kind === "text" && text) tidy.push({ ...inline, text });
    else if (inline.kind !== "text") tidy.push(inline);
    if (inline.kind !== "text" || text) afterSpace = inline.kind === "break" || text.endsWith(" ");
  }
  return trimmedEnd(tidy);
}

/** @param {Inline[]} inlines @returns {Inline[]} */
function trimmedEnd(inlines) {
  while (inlines.length) {
    const last = inlines[inlines.length - 1];
    if (last.kind === "text" && last.text.trim() === "") inlines.pop();
    else if (last.kind === "text")
      return [...inlines.slice(0, -1), { ...last, text: last.text.trimEnd() }];
    else if (last.kind === "break") inlines.pop();
    else break;
  }
  return inlines;
}

/** Tells each blank of a line what stands before and behind it. @param {Inline[]} inlines */
function tellNeighbours(inlines) {
  let before = "";
  /** @type {Field[]} */
  let waiting = [];
  for (const inline of inlines) {
    if (inline.kind === "field") {
      inline.field.before = before;
      waiting = [inline.field];
      before = "";
    } else if (inline.kind === "text") {
      for (const field of waiting) field.after += inline.text;
      before += inline.text;
    }
  }
}

// Blocks

/** The blocks inside an element. @param {Element} element @param {Reading} reading @returns {Block[]} */
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
  tellNeighbours(inlines);
  const text = inlines
    .map((inline) => (inline.kind === "text" ? inline.text : inline.kind === "break" ? " " : "…"))
    .join("");
  if (/[^\s…]/.test(text)) reading.question = text;
  return [{ kind: "paragraph", inlines }];
}

/** @param {Element} element @param {Reading} reading @returns {Block[]} */
function blockOf(element, reading) {
  if (element.matches(SCREEN_ONLY)) return [];
  if (element instanceof HTMLTextAreaElement)
    return element.dataset.field ? [{ kind: "field", field: writtenField(element, reading) }] : [];
  if (element.matches(".picture")) return fieldBlocks(pictureField(element, reading));
  if (element instanceof HTMLFieldSetElement) return choiceBlocks(element, reading);
  if (element instanceof HTMLTableElement) return tableBlocks(element, reading);
  if (element.matches("ul, ol")) return [listBlock(element, reading)];
  if (HEADING.test(element.tagName)) return headingBlocks(element, reading);
  if (element.matches("blockquote")) return [{ kind: "quote", blocks: blocksOf(element, reading) }];
  if (element.matches("section.box")) return [{ kind: "box", blocks: blocksOf(element, reading) }];
  if (element.matches(".box-label")) return [{ kind: "label", text: wordsOf(element) }];
  if (element.matches("p.hint")) return [{ kind: "hint", text: wordsOf(element) }];
  if (element.matches("pre"))
    return [{ kind: "code", text: (element.textContent ?? "").replace(/\n$/, "") }];
  if (element.matches('.figure, [role="figure"], figure')) return imageBlocks(element);
  if (element.matches("p, dt, summary, figcaption")) return lineBlocks(element, reading);
  return blocksOf(element, reading);
}

/** @param {Field | null} field @returns {Block[]} */
function fieldBlocks(field) {
  return field ? [{ kind: "field", field }] : [];
}

/** @param {HTMLFieldSetElement} group @param {Reading} reading @returns {Block[]} */
function choiceBlocks(group, reading) {
  const field = choicesField(group, reading);
  if (!field) return blocksOf(group, reading);
  const hint = wordsOf(group.querySelector(":scope > .hint"));
  return hint ? [{ kind: "hint", text: hint }, ...fieldBlocks(field)] : fieldBlocks(field);
}

/** A paragraph; one that holds blocks, as a term of a definition list may, is those blocks. @param {Element} element @param {Reading} reading @returns {Block[]} */
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
  tellNeighbours(inlines);
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
 * One worksheet as it stands on the page.
 * @param {HTMLFormElement} form `form[data-worksheet]`
 * @param {Map<string, Picture>} [pictures] the learner's pictures by the keys of their fields
 * @param {boolean} [shown] whether earlier answers that it shows are read as fields
 * @returns {Worksheet}
 */
export function readWorksheet(form, pictures, shown) {
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
 * A passage of the page that stands in no worksheet.
 * @param {Element} element
 * @returns {Worksheet}
 */
export function readPassage(element) {
  return { key: "", title: "", blocks: blockOf(element, newReading()) };
}

/**
 * A whole document: worksheets under the headings of their sections.
 * @param {HTMLFormElement[] | { heading: string, level: number, worksheets: (HTMLFormElement | Worksheet)[] }[]} forms
 * @param {About} about
 * @returns {PaperDocument}
 */
export function readDocument(forms, about) {
  const read = (/** @type {HTMLFormElement | Worksheet} */ form) =>
    form instanceof Element ? readWorksheet(form, about.pictures) : form;
  const groups = forms.map((group) =>
    group instanceof Element ? { heading: "", level: 1, worksheets: [group] } : group,
  );
  return {
    about,
    groups: groups.map((group) => ({ ...group, worksheets: group.worksheets.map(read) })),
  };
}

/**
 * Every field in a list of blocks, in reading order, each once; with those beside choices.
 * @param {Block[]} blocks
 * @returns {Field[]}
 */
export function fieldsOfBlocks(blocks) {
  const found = new Set(blocks.flatMap(fieldsOfBlock));
  return [...found].flatMap((field) => [
    field,
    ...field.choices.flatMap((choice) => choice.other ?? []),
  ]);
}

/** @param {Block} block @returns {Field[]} */
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

/** Every field of a document. @param {PaperDocument} document @returns {Field[]} */
export function fieldsOfDocument(document) {
  return document.groups.flatMap((group) =>
    group.worksheets.flatMap((worksheet) => fieldsOfBlocks(worksheet.blocks)),
  );
}

/**
 * The lines of a document that nobody wrote into it: the authors' words, with `AUTHORS_GAP` where a blank is.
 * @param {PaperDocument} document
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
    return [
      block.inlines
        .map((inline) =>
          inline.kind === "text" ? inline.text : inline.kind === "break" ? "\n" : AUTHORS_GAP,
        )
        .join(""),
    ];
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
