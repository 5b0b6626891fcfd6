// What stands in a span of a flow.

import { RANKED, whatSpanNames } from "./search.js";

/**
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("./flow.js").Line} Line
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./flow.js").Span} Span
 * @typedef {import("./flow.js").Spot} Spot
 * @typedef {import("./search.js").Evidence} Evidence
 * @typedef {import("./search.js").Named} Named
 * @typedef {import("./search.js").Search} Search
 */

/** Styles of the paragraphs in which an answer of several lines stands. */
export const ANSWER_STYLES = new Set(["carrel answer", "carrel cell answer"]);

/** @param {Spot} one @param {Spot} other @returns {boolean} */
function comesBefore(one, other) {
  return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
}

/**
 * The words of a line, between two places, without prompts.
 * @param {Line} line
 * @param {number} from
 * @param {number} to
 * @returns {string}
 */
export function wordsBetween(line, from, to) {
  let text = "";
  let at = from;
  for (const [start, end] of line.hidden) {
    if (end <= at || start >= to) continue;
    text += line.text.slice(at, Math.max(at, start));
    at = Math.min(to, end);
  }
  return text + line.text.slice(at, Math.max(at, to));
}

/** @param {Flow} flow @param {Spot} from @param {Spot} to @returns {string} */
export function wordsIn({ lines }, from, to) {
  if (comesBefore(to, from)) return "";
  const parts = [];
  for (let number = from[0]; number <= to[0]; number++) {
    const line = lines[number];
    parts.push(
      wordsBetween(
        line,
        number === from[0] ? from[1] : 0,
        number === to[0] ? to[1] : line.text.length,
      ),
    );
  }
  return parts.join("\n");
}

/**
 * The best-named span of a target, made wider by what its other names cover.
 * @param {Named[]} named
 * @returns {{ from: Spot, to: Spot, span: Span, evidence: Evidence }}
 */
export function together(named) {
  const [best, ...others] = [...named].sort(
    (one, other) => RANKED.indexOf(one.evidence) - RANKED.indexOf(other.evidence),
  );
  let { from, to } = best.span;
  for (const { span } of others) {
    if (comesBefore(to, span.from) || comesBefore(span.to, from)) continue;
    if (comesBefore(span.from, from)) from = span.from;
    if (comesBefore(to, span.to)) to = span.to;
  }
  return { from, to, span: best.span, evidence: best.evidence };
}

/**
 * A text stands in a box, or in a cell. All that was written into it belongs to the answer, also
 * where it slipped out of the
 * control; but nothing that has another name.
 * @param {PaperField} field one that stands on lines of its own
 * @param {Spot} from
 * @param {Spot} to
 * @param {Search} search
 * @returns {[Spot, Spot]}
 */
export function wholePlace(field, from, to, search) {
  const { lines } = search.flow;
  const home = lines[from[0]];
  if (!ANSWER_STYLES.has(home.style)) return [from, to];
  const belongs = (/** @type {number} */ number) =>
    lines[number] &&
    sameCell(lines[number], home) &&
    lines[number].style === home.style &&
    !namesOther(number, field, search);
  let [first, last] = [from[0], Math.max(from[0], to[0])];
  while (belongs(first - 1)) first--;
  while (belongs(last + 1)) last++;
  return [
    [first, 0],
    [last, lines[last].text.length],
  ];
}

/** @param {Line} one @param {Line} other @returns {boolean} */
export function sameCell(one, other) {
  return (
    one.cell?.table === other.cell?.table &&
    one.cell?.row === other.cell?.row &&
    one.cell?.column === other.cell?.column
  );
}

/** @param {number} number @param {PaperField} field @param {Search} search @returns {boolean} */
function namesOther(number, field, search) {
  return search.flow.spans.some((span) => {
    if (span.from[0] !== number) return false;
    const target = whatSpanNames(span, search)?.target;
    return target ? target.field !== field : span.name.startsWith("c_");
  });
}

/** @param {Spot} from @param {Spot} to @param {Search} search */
export function claim(from, to, search) {
  for (let number = from[0]; number <= to[0]; number++) search.claimed.add(number);
}
