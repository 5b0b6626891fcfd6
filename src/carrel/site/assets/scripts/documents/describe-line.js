// A line of a worksheet as inlines: text, breaks, and the blanks in it.

import { answered, newField } from "./describe-field.js";
import { oneSpace, SCREEN_ONLY } from "./describe-words.js";
import { formOfKind } from "./forms.js";

/**
 * @typedef {import("./describe-field.js").Reading} Reading
 * @typedef {import("./description.js").Inline} Inline
 * @typedef {import("./description.js").PaperField} PaperField
 * @typedef {Omit<import("./description.js").TextRun, "kind" | "text">} Look how a text looks
 */

/**
 * Returns the field that an element is or holds, in a list; an empty list where there is none.
 * @param {Element} element
 * @param {Reading} reading
 * @returns {PaperField[]}
 */
export function fieldAt(element, reading) {
  const control = element.matches("[data-field]") ? element : element.querySelector("[data-field]");
  if (!control) return [];
  const field = formOfKind(/** @type {HTMLElement} */ (control).dataset.kind).describe(
    element,
    reading,
  );
  return field ? [field] : [];
}

/** @param {PaperField} field @returns {Inline} */
function asInline(field) {
  return { kind: "field", field };
}

/** One step of a scale. @param {Element} element @param {Reading} reading @returns {Inline[]} */
function stepInlines(element, reading) {
  const value = element.querySelector("input")?.value;
  return fieldAt(element, reading).flatMap((field) => {
    const choice = field.choices.find(({ id }) => id === value);
    return choice ? [{ kind: "mark", field, choice }] : [];
  });
}

// Earlier answers that are only shown

/** @param {Element} output @param {Reading} reading @returns {Inline[]} */
function shownInlines(output, reading) {
  if (!reading.shown) return textInlines(output.textContent ?? "");
  return output.matches(".said-other") // described with its choice
    ? []
    : [asInline(shownField(/** @type {HTMLElement} */ (output), reading))];
}

/** @param {HTMLElement} output @param {Reading} reading @returns {PaperField} */
function shownField(output, reading) {
  const field = newField(output, output.getAttribute("aria-label") ?? "", reading);
  field.key = output.dataset.show ?? "";
  field.choices = Object.entries(JSON.parse(output.dataset.choices ?? "{}")).map(([id, text]) => ({
    id,
    text: String(text),
    was: [],
    other: shownOther(output, id, reading),
  }));
  return answered(field, JSON.parse(output.dataset.value ?? '""'));
}

/**
 * @param {HTMLElement} output
 * @param {string} choice
 * @param {Reading} reading
 * @returns {PaperField | undefined}
 */
function shownOther(output, choice, reading) {
  const beside = /** @type {HTMLElement | null} */ (
    output.parentElement?.querySelector(
      `[data-show="${CSS.escape(`${output.dataset.show}-${choice}`)}"]`,
    )
  );
  return beside ? answered(newField(beside, "", reading), beside.textContent ?? "") : undefined;
}

// Text

/**
 * Returns the inlines inside a node. What stands on lines of its own is left to `blocksOf`.
 * @param {Node} node
 * @param {Reading} reading
 * @param {Look} [look]
 * @returns {Inline[]}
 */
export function inlinesOf(node, reading, look = {}) {
  if (node.nodeType === Node.TEXT_NODE) return textInline(node.textContent ?? "", look);
  if (!(node instanceof Element)) return [];
  return [...node.childNodes].flatMap((child) => inlineOf(child, reading, look));
}

/**
 * Returns the inlines of a node.
 * @param {Node} node
 * @param {Reading} reading
 * @param {Look} look
 * @returns {Inline[]}
 */
export function inlineOf(node, reading, look) {
  if (!(node instanceof Element)) return inlinesOf(node, reading, look);
  if (node.matches("button.term")) return textInline(node.textContent ?? "", look);
  if (node.matches(SCREEN_ONLY)) return [];
  if (node.matches("br")) return [{ kind: "break" }];
  if (node instanceof HTMLImageElement) return node.alt ? textInline(`[${node.alt}]`, look) : [];
  return blankInlines(node, reading) ?? inlinesOf(node, reading, { ...look, ...lookOf(node) });
}

/** @param {string} text @param {Look} look @returns {Inline[]} */
function textInline(text, look) {
  return [{ kind: "text", text: oneSpace(text), ...look }];
}

/** @param {Element} element @param {Reading} reading @returns {Inline[] | undefined} */
function blankInlines(element, reading) {
  if (element.matches("output[data-show]")) return shownInlines(element, reading);
  if (element.matches(".rate")) return stepInlines(element, reading);
  return element.matches("input") ? fieldAt(element, reading).map(asInline) : undefined;
}

/** Returns a text with its line breaks as inlines. @param {string} text @returns {Inline[]} */
export function textInlines(text) {
  return text.split("\n").flatMap((line, number) => {
    /** @type {Inline} */
    const run = { kind: "text", text: line };
    return number ? [{ kind: /** @type {const} */ ("break") }, run] : [run];
  });
}

/** @param {Element} element @returns {Look} */
export function lookOf(element) {
  if (/^(STRONG|B|SUMMARY|DT)$/.test(element.tagName)) return { bold: true };
  if (/^(EM|I|CITE|VAR)$/.test(element.tagName)) return { italic: true };
  if (/^(CODE|KBD|SAMP)$/.test(element.tagName)) return { code: true };
  if (element instanceof HTMLAnchorElement && /^(https?|mailto):/.test(element.href))
    return { href: element.href };
  return {};
}

/**
 * Returns inlines without spaces at the ends of the line, doubled spaces, and empty texts.
 * @param {Inline[]} inlines
 * @returns {Inline[]}
 */
export function tidyInlines(inlines) {
  /** @type {Inline[]} */
  const tidy = [];
  for (const inline of inlines) {
    const last = tidy.at(-1);
    if (inline.kind !== "text") tidy.push(inline);
    else if (!endsInSpace(last)) tidy.push(...(inline.text ? [inline] : []));
    else if (/[^ ]|^ {2}/.test(inline.text))
      tidy.push({ ...inline, text: inline.text.replace(/^ /, "") });
  }
  return trimmedEnd(tidy);
}

/** True where a space would be doubled, or begin a line. @param {Inline | undefined} inline */
function endsInSpace(inline) {
  return (
    !inline || inline.kind === "break" || (inline.kind === "text" && inline.text.endsWith(" "))
  );
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

/** Notes at each blank of a line the text before and after it. @param {Inline[]} inlines */
export function noteNeighbors(inlines) {
  let before = "";
  /** @type {PaperField[]} */
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
