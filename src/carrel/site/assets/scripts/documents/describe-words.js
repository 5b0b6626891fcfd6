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
 * What an element has as text, by the first selector that it matches.
 * @type {[string, (element: any) => string][]}
 */
const TEXT_READERS = [
  ["button.term", ({ textContent }) => textContent],
  [SCREEN_ONLY, () => ""],
  ["br", () => " "],
  ["img", ({ alt }) => (alt ? `[${alt}]` : "")],
  ["input[data-field]", () => "…"],
  [".rate", (step) => (step.querySelector("input[data-field]") ? "…" : "")],
];

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
  const text = element ? textInside(element) : "";
  return oneSpace(text).replace(/^ /, "").trimEnd();
}

/**
 * @param {Node} node
 * @returns {string}
 */
function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? "";
  if (!(node instanceof Element)) return "";
  const [, read] = TEXT_READERS.find(([selector]) => node.matches(selector)) ?? [];
  return read ? read(node) : textInside(node);
}

/** @param {Element} element */
function textInside(element) {
  return [...element.childNodes].map(textOf).join("");
}
