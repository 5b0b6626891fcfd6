// Descriptions of worksheets, made by hand.

/**
 * @param {Partial<import("../../src/carrel/site/assets/scripts/documents/description.js").Field>}
 *   given
 */
export function field(given) {
  const value = given.value ?? "";
  const blank = typeof value === "string" ? !value.trim() : value.length === 0;
  return {
    key: "m/plan/field",
    kind: "text",
    label: "A question",
    choices: [],
    lines: 3,
    was: [],
    question: "",
    row: "",
    column: "",
    grows: false,
    before: "",
    after: "",
    ...given,
    value,
    blank,
  };
}

/** @param {string} text */
export function words(text) {
  return { kind: "paragraph", inlines: [{ kind: "text", text }] };
}

/** @param {ReturnType<typeof field>} one */
export function cell(one) {
  return { header: false, span: 1, blocks: [{ kind: "field", field: one }] };
}

/** @param {string} text */
export function head(text) {
  return { header: true, span: 1, blocks: [words(text)] };
}

export const about = {
  title: "My plan",
  learner: "Ada",
  date: "2026-11-23",
  module: "Mentoring",
  moduleId: "m",
  licence: "CC BY-SA 4.0",
  address: "https://example.org/m/",
  language: "en",
  direction: "ltr",
};
export const say = {
  word_placeholder: "Write here",
  word_date: "YYYY-MM-DD",
  word_draw: "Draw here",
  word_name: "Name",
  word_day: "Date",
  word_licence: "Licence",
  word_page: "Page {n} of {total}",
};

/** @param {...object} blocks */
export function documentOf(...blocks) {
  return {
    about,
    groups: [
      { heading: "Section", level: 1, worksheets: [{ key: "m/plan", title: "A plan", blocks }] },
    ],
  };
}
