// Words and paragraphs of a plan.

/**
 * @typedef {import("./description.js").About} About
 * @typedef {import("./description.js").Block} Block
 * @typedef {import("./description.js").Choice} Choice
 * @typedef {import("./description.js").PaperField} PaperField
 * @typedef {import("./description.js").Inline} Inline
 */

export const SENTENCE_ENDS = /(?<=[.!?][”"’)]?)\s+(?=\S)/;

/**
 * What a plan says of where it comes from.
 * @param {About} about
 * @param {Record<string, string>} words
 * @returns {string}
 */
export function madeWith({ module }, words) {
  return words.word_made.replace("{module}", module);
}

/** @param {string} day YYYY-MM-DD @param {string} language @returns {string} */
export function longDate(day, language) {
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return day;
  return new Intl.DateTimeFormat(language || "en", { dateStyle: "long", timeZone: "UTC" }).format(
    moment,
  );
}

/**
 * A question as the head of a row: its first sentence, or what stands before a colon, since what
 * follows says how to answer it.
 * @param {string} question
 * @returns {string}
 */
export function shortLabel(question) {
  return question.split(SENTENCE_ENDS)[0].split(": ")[0].trim().replace(/[:.]$/, "");
}

/** @param {string} text @returns {string} */
export function capital(text) {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** @param {string} text @returns {Block} */
export function paragraph(text) {
  return { kind: "paragraph", inlines: linesIn(text) };
}

/** @param {string} text @returns {Inline[]} */
export function linesIn(text) {
  return text.split("\n").flatMap((line, at) => {
    /** @type {Inline} */
    const run = { kind: "text", text: line };
    return at ? [{ kind: /** @type {const} */ ("break") }, run] : [run];
  });
}

/** The words of blocks, a text for each. @param {Block[]} blocks @returns {string[]} */
export function textOf(blocks) {
  return blocks.flatMap((block) => {
    if (block.kind === "paragraph")
      return [
        block.inlines.map((inline) => (inline.kind === "text" ? inline.text : "\n")).join(""),
      ];
    if (block.kind === "list") return block.items.flatMap(textOf);
    return block.kind === "field" ? [String(block.field.value)] : [];
  });
}

/**
 * Returns what a plan has of a choice.
 * @param {Choice | undefined} choice
 * @param {string} id
 * @returns {string}
 */
function choiceWords(choice, id) {
  if (!choice) return id;
  return choice.other && !choice.other.blank ? `${choice.text} ${choice.other.value}` : choice.text;
}

/**
 * Returns the choices of an answer, each as a text.
 * @param {PaperField} field
 * @returns {string[]}
 */
export function chosenWords({ value, choices }) {
  return [value].flat().map((id) =>
    choiceWords(
      choices.find((choice) => choice.id === id || choice.was.includes(id)),
      id,
    ),
  );
}

/**
 * Returns texts as a list, or as a paragraph where there is one only.
 * @param {string[]} words
 * @returns {Block[]}
 */
export function paragraphOrList(words) {
  return words.length === 1 ? [paragraph(words[0])] : [listOf(words, false)];
}

/** @param {string[]} words @param {boolean} ordered @returns {Block} */
export function listOf(words, ordered) {
  return { kind: "list", ordered, start: 1, items: words.map((text) => [paragraph(text)]) };
}
