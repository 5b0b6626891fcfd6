// The text of an element as documents have it: without what is only for the screen.

/** What no document has. */
export const SCREEN_ONLY = [
  "button",
  "dialog",
  "script",
  "style",
  "template",
  "svg",
  "video",
  "iframe",
  "object",
  ".hidden",
  ".saved",
  ".tools",
  ".screen",
  ".feedback",
  ".issues",
  ".film",
  ".definitions",
  ".video-button",
  ".keep",
  ".grow",
  ".move",
  ".offer",
  ".picture-frame",
  ".picture > .hint",
  ".video .hint",
  "details.answer",
  "[data-total]",
  "[data-tools]",
  "[hidden]",
].join(", ");

/**
 * Returns the text with every run of spaces and line breaks as one space.
 * @param {string} text
 */
export function oneSpace(text) {
  return text.replace(/[ \t\n\r\f]+/g, " ");
}

/**
 * Returns the text inside an element, in one line; "…" stands for a blank.
 * @param {Element | null} element
 * @returns {string}
 */
export function wordsOf(element) {
  const text = [...(element?.childNodes ?? [])].map(textOf).join("");
  return oneSpace(text).replace(/^ /, "").trimEnd();
}

/**
 * @param {Node} node
 * @returns {string}
 */
function textOf(node) {
  if (!(node instanceof Element))
    return node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? "") : "";
  if (node.matches("button.term")) return node.textContent ?? "";
  if (node.matches(SCREEN_ONLY)) return "";
  if (node.matches("br")) return " ";
  if (node instanceof HTMLImageElement) return node.alt ? `[${node.alt}]` : "";
  if (node.matches("input[data-field]")) return "…";
  return node.matches(".rate") ? textInRate(node) : [...node.childNodes].map(textOf).join("");
}

/** @param {Element} step one step of a scale: its text is for screen readers only */
function textInRate(step) {
  return step.querySelector("input[data-field]") ? "…" : "";
}
