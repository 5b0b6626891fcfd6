// The page with every kind of blank, and answers to it. Texts are as awkward as learners' texts
// are.

import { Worksheets } from "./worksheets.js";

export const K = "everything";
export const PAGE = "several/everything/blanks/every-blank";
export const ANSWERS = {
  [`${K}/table/alone-what-i-do`]:
    "  Two spaces, then\na line\n\nand <w:p>&amp;</w:p> ]]> \\ “quotes”",
  [`${K}/table/alone-what-i-could-do`]: "مرحبا with English, שלום, 漢字, ไทย, 🙂 and 👩‍👩‍👧",
  [`${K}/table/with-others-what-i-do`]: "tab\tand \u00a0no-break",
  [`${K}/grows/who`]: "The choir",
  [`${K}/grows/what-for-2`]: "Write here? No: write there",
  [`${K}/lines/what-did-you-notice`]: "First\nSecond\n\n\nFifth",
  [`${K}/lines/name`]: "Ada <Löwe>",
  [`${K}/lines/day`]: "2026-12-01",
  [`${K}/lines/the-second-thing`]: "# no heading",
  [`${K}/choices/what-do-you-have`]: ["a-room", "something-else"],
  [`${K}/choices/what-do-you-have-something-else`]: "a barn",
  [`${K}/choices/how-large-is-the-library`]: "middling",
  [`${K}/rating/we-ask`]: "4-often",
  [`${K}/order/what-comes-first`]: ["reckoning", "reading"],
  [`${K}/map/your-map`]: "From the door\nto the desk",
};

/**
 * Opens the page, with answers if there are any.
 * @param {Record<string, string | string[]>} [answers]
 * @param {object} [options]
 */
export function everyBlank(answers = {}, options = {}) {
  const page = new Worksheets(PAGE, { module: K, ...options });
  page.fill(answers);
  return page;
}

/** The blank and the filled file of the page, under a heading. */
export async function madeFiles() {
  const heading = "A section";
  return {
    blank: await everyBlank({}, { heading }).word(),
    filled: await everyBlank(ANSWERS, { heading }).word(),
  };
}
