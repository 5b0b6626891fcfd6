// A plan as a finished document: what the learner wrote, under the author's headings, without
// traces of the form. What is blank leaves no hole: its row, its column, its sentence, and a
// heading over nothing are left out.

import { sheetOf } from "./plan-sheet.js";
import { longDate, textOf } from "./plan-words.js";

/**
 * @typedef {import("./description.js").DocumentDescription} DocumentDescription
 * @typedef {import("./description.js").Group} Group
 */

/**
 * The finished document. A worksheet without a key is a passage of the authors', which stands where
 * its chapter stands.
 * @param {DocumentDescription} document
 * @returns {DocumentDescription} without chapters where nothing was written
 */
export function finished({ about, groups }) {
  const said = /** @type {Set<string>} */ (new Set());
  const cover = coverOf(groups, about.language);
  const chapters = groups.flatMap((group) => chapterOf(group, said, about.language));
  const first = Math.min(...chapters.filter(({ heading }) => heading).map(({ level }) => level));
  const levelled = chapters.map((group) => ({
    ...group,
    level: Math.max(1, group.level - first + 1),
  }));
  const made = [about.learner, about.date ? longDate(about.date, about.language) : ""]
    .filter(Boolean)
    .join(" · ");
  const header = [...cover.slice(0, 1), about.title].join(" · ");
  return {
    about: { ...about, licence: "", finished: true, header, cover: [...cover, made] },
    groups: numbered(levelled),
  };
}

/**
 * What stands under the title: the first answer as it is (whose plan it is), the others with what
 * they answer.
 * @param {Group[]} groups
 * @param {string} language
 * @returns {string[]}
 */
function coverOf(groups, language) {
  const covers = groups.flatMap(({ worksheets }) =>
    worksheets.filter(({ plan }) => plan === "cover"),
  );
  const facts = covers.flatMap(({ blocks }) => sheetOf(blocks, new Set(), language).facts);
  return facts.map(
    ({ label, blocks }, at) => `${at ? `${label}: ` : ""}${textOf(blocks).join(" ")}`,
  );
}

/** @param {Group[]} groups @returns {Group[]} */
function numbered(groups) {
  let number = 0;
  return groups.map((group) =>
    group.heading && group.level === 1
      ? { ...group, heading: `${++number}. ${group.heading}` }
      : group,
  );
}

/**
 * A chapter with what was written for it; none where that is nothing.
 * @param {Group} group
 * @param {Set<string>} said
 * @param {string} language
 * @returns {Group[]}
 */
function chapterOf(group, said, language) {
  const sheets = group.worksheets
    .filter(({ plan }) => !plan)
    .map((sheet) =>
      sheet.key ? { ...sheet, blocks: sheetOf(sheet.blocks, said, language).written() } : sheet,
    );
  const written = sheets.filter(({ key, blocks }) => key && blocks.length > 0);
  if (!written.length) return [];
  if (written.length === 1)
    return [
      {
        ...group,
        worksheets: [{ key: "", title: "", blocks: sheets.flatMap(({ blocks }) => blocks) }],
      },
    ];
  return [
    {
      ...group,
      worksheets: sheets
        .filter(({ blocks }) => blocks.length > 0)
        .map((sheet) => ({ ...sheet, key: "" })),
    },
  ];
}
