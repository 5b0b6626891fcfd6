// How a Word file looks: its styles, its lists, its paper. Nothing here depends on what a learner
// wrote.

import { xml, xmlFile } from "../lib/xml.js";

export const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const INK = "1F2328";
const BLUE = "0B4EAB";
const GREY = "545D68";
const LINE = "9AA1A9";
const NUMBER_FORMATS = ["decimal", "lowerLetter", "lowerRoman"];
const BULLETS = ["\u2022", "\u2013", "\u25AA"];
const LEVELS = 9;
export const INDENT = 425; // twentieths of a point: a step to the right
const A4 = { width: 11906, height: 16838 };
const LETTER = { width: 12240, height: 15840 };
export const MARGIN = 1134;
const LETTER_COUNTRIES = new Set([
  "US",
  "CA",
  "MX",
  "PH",
  "CL",
  "CO",
  "VE",
  "PR",
  "GT",
  "CR",
  "PA",
  "DO",
  "SV",
  "NI",
]);

/**
 * The paper that people have: by the country in the language tag; plain English is taken for that
 * of the United States.
 * @param {string} language
 * @returns {{ width: number, height: number }}
 */
export function paperFor(language) {
  const country = language
    .split("-")
    .slice(1)
    .find((part) => /^[A-Za-z]{2}$/.test(part))
    ?.toUpperCase();
  return (country ? LETTER_COUNTRIES.has(country) : language.toLowerCase() === "en") ? LETTER : A4;
}

/**
 * @param {{ id: string, name: string, based?: string, next?: string, paragraph?: string, run?:
 *   string, type?: string, first?: boolean, link?: string }} style
 * @returns {string}
 */
function styleXml({
  id,
  name,
  based,
  next,
  paragraph = "",
  run = "",
  type = "paragraph",
  first = false,
}) {
  return xml(
    "w:style",
    {
      "w:type": type,
      "w:default": first ? 1 : undefined,
      "w:customStyle": name.startsWith("Carrel") ? 1 : undefined,
      "w:styleId": id,
    },
    xml("w:name", { "w:val": name }),
    based ? xml("w:basedOn", { "w:val": based }) : "",
    next ? xml("w:next", { "w:val": next }) : "",
    xml("w:uiPriority", { "w:val": 1 }),
    xml("w:qFormat"),
    paragraph ? `<w:pPr>${paragraph}</w:pPr>` : "",
    run ? `<w:rPr>${run}</w:rPr>` : "",
  );
}

/** @param {number} before @param {number} after @param {number} [line] @returns {string} */
function spacing(before, after, line) {
  return xml("w:spacing", {
    "w:before": before,
    "w:after": after,
    "w:line": line,
    "w:lineRule": line ? "auto" : undefined,
  });
}

/** @param {string} colour @param {number} halfPoints @param {boolean} [bold] @returns {string} */
function letters(colour, halfPoints, bold = false) {
  return (
    (bold ? "<w:b/><w:bCs/>" : "") +
    xml("w:color", { "w:val": colour }) +
    xml("w:sz", { "w:val": halfPoints }) +
    xml("w:szCs", { "w:val": halfPoints })
  );
}

/** A thin line on these sides. @param {...string} sides @returns {string} */
export function borders(...sides) {
  return sides
    .map((side) =>
      xml(`w:${side}`, {
        "w:val": "single",
        "w:sz": 4,
        "w:space": side.startsWith("inside") ? 0 : 4,
        "w:color": LINE,
      }),
    )
    .join("");
}

/** @param {number} level @returns {string} */
function headingStyle(level) {
  const size = [32, 27, 24, 22, 22, 22][level - 1];
  const outline = xml("w:outlineLvl", { "w:val": level - 1 });
  const space = spacing(level === 1 ? 360 : 280, 100);
  const paragraph = `<w:keepNext/><w:keepLines/>${space}${outline}`;
  return styleXml({
    id: `Heading${level}`,
    name: `heading ${level}`,
    based: "Normal",
    next: "Normal",
    paragraph,
    run: letters(level < 3 ? BLUE : INK, size, true),
  });
}

/** @param {string} language @param {boolean} rtl @returns {string} */
function documentDefaults(language, rtl) {
  const fonts = xml("w:rFonts", {
    "w:ascii": "Calibri",
    "w:hAnsi": "Calibri",
    "w:eastAsia": "Calibri",
    "w:cs": "Arial",
  });
  const speech = xml(
    "w:lang",
    rtl
      ? { "w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": language }
      : { "w:val": language, "w:eastAsia": "zh-CN", "w:bidi": "ar-SA" },
  );
  const run = xml("w:rPr", {}, fonts, letters(INK, 22), speech);
  const paragraph = xml("w:pPr", {}, spacing(0, 140, 276));
  return xml("w:docDefaults", {}, xml("w:rPrDefault", {}, run), xml("w:pPrDefault", {}, paragraph));
}

/**
 * Returns the styles of a document.
 * @param {string} language
 * @param {boolean} rtl
 * @returns {string}
 */
export function stylesXml(language, rtl) {
  const all = ["top", "left", "bottom", "right", "insideH", "insideV"];
  return xmlFile(
    xml(
      "w:styles",
      { "xmlns:w": WORD },
      documentDefaults(language, rtl),
      ...defaultStyles(),
      ...titleStyles(),
      ...textStyles(),
      ...hintStyles(),
      ...answerStyles(),
      ...characterStyles(),
      tableStyle("TableGrid", "Table Grid", all),
      tableStyle("CarrelTable", "Carrel Table", ["top", "bottom", "insideH"]),
    ),
  );
}

/**
 * Returns a style of paragraphs.
 * @param {string} id
 * @param {string} name
 * @param {string} paragraph properties of the paragraph
 * @param {string} [run] properties of its text
 * @param {string} [next] the style of the paragraph after it
 */
function paragraphStyle(id, name, paragraph, run, next) {
  return styleXml({ id, name, based: "Normal", next, paragraph, run });
}

/** The styles that Word takes where none is named. */
function defaultStyles() {
  const width = (/** @type {string} */ name, /** @type {number} */ size) =>
    xml(`w:${name}`, { "w:w": size, "w:type": "dxa" });
  const sides = [width("top", 0), width("left", 108), width("bottom", 0), width("right", 108)];
  const table = xml("w:tblPr", {}, width("tblInd", 0), xml("w:tblCellMar", {}, ...sides));
  const first = (
    /** @type {string} */ type,
    /** @type {string} */ id,
    /** @type {string} */ name,
  ) => `<w:style w:type="${type}" w:default="1" w:styleId="${id}"><w:name w:val="${name}"/>`;
  const font = { id: "DefaultParagraphFont", name: "Default Paragraph Font" };
  return [
    styleXml({ id: "Normal", name: "Normal", first: true }),
    styleXml({ ...font, type: "character", first: true }),
    `${first("table", "TableNormal", "Normal Table")}${table}</w:style>`,
    `${first("numbering", "NoList", "No List")}</w:style>`,
  ];
}

function titleStyles() {
  const title = `<w:keepNext/>${spacing(0, 60)}`;
  return [
    paragraphStyle("Title", "Title", title, letters(INK, 44, true), "Subtitle"),
    paragraphStyle("Subtitle", "Subtitle", spacing(0, 60), letters(GREY, 22), "Normal"),
    ...[1, 2, 3, 4, 5, 6].map(headingStyle),
  ];
}

function textStyles() {
  const tabs = xml("w:tabs", {}, xml("w:tab", { "w:val": "right", "w:pos": 9638 }));
  const end = `${spacing(0, 0, 240)}<w:jc w:val="right"/>`;
  const quote = `${spacing(0, 140)}${xml("w:ind", { "w:left": INDENT })}`;
  const small = letters(GREY, 17);
  return [
    paragraphStyle("ListParagraph", "List Paragraph", spacing(0, 80)),
    paragraphStyle("Quote", "Quote", quote, "<w:i/><w:iCs/>"),
    paragraphStyle("Footer", "footer", `${tabs}${spacing(0, 0, 240)}`, small),
    paragraphStyle("Header", "header", end, small),
    paragraphStyle("CarrelSource", "Carrel Source", spacing(360, 0), small),
  ];
}

function hintStyles() {
  const label = `<w:keepNext/>${spacing(160, 40)}`;
  const capitals = `<w:b/><w:bCs/><w:caps/>${letters(GREY, 18)}`;
  const hint = `<w:keepNext/>${spacing(0, 80)}`;
  return [
    paragraphStyle("CarrelLabel", "Carrel Label", label, capitals, "Normal"),
    paragraphStyle("CarrelHint", "Carrel Hint", hint, letters(GREY, 20), "Normal"),
  ];
}

function answerStyles() {
  const border = `<w:pBdr>${borders("top", "left", "bottom", "right")}</w:pBdr>`;
  const inside = xml("w:ind", { "w:left": 100, "w:right": 100 });
  const tabs = xml("w:tabs", {}, xml("w:tab", { "w:val": "left", "w:pos": INDENT }));
  const hanging = xml("w:ind", { "w:left": INDENT, "w:hanging": INDENT });
  const room = { "w:before": 60, "w:after": 200, "w:line": 4800, "w:lineRule": "exact" };
  const frame = `<w:keepNext/>${border}${xml("w:spacing", room)}${inside}`;
  const code = { "w:ascii": "Consolas", "w:hAnsi": "Consolas", "w:cs": "Consolas" };
  return [
    paragraphStyle("CarrelChoice", "Carrel Choice", `${tabs}${spacing(0, 80)}${hanging}`),
    paragraphStyle("CarrelAnswer", "Carrel Answer", `${border}${spacing(60, 200)}${inside}`),
    paragraphStyle("CarrelCell", "Carrel Cell", spacing(40, 40, 252)),
    styleXml({ id: "CarrelCellAnswer", name: "Carrel Cell Answer", based: "CarrelCell" }),
    paragraphStyle("CarrelFrame", "Carrel Frame", frame, letters(GREY, 18), "Normal"),
    paragraphStyle("CarrelCode", "Carrel Code", "", xml("w:rFonts", code) + letters(INK, 20)),
  ];
}

function characterStyles() {
  const style = (/** @type {string} */ id, /** @type {string} */ name, /** @type {string} */ run) =>
    styleXml({ id, name, type: "character", based: "DefaultParagraphFont", run });
  const link = `${xml("w:color", { "w:val": BLUE })}<w:u w:val="single"/>`;
  return [
    style("PlaceholderText", "Placeholder Text", xml("w:color", { "w:val": GREY })),
    style("Hyperlink", "Hyperlink", link),
  ];
}

/**
 * @param {string} id
 * @param {string} name
 * @param {string[]} sides those with a line
 */
function tableStyle(id, name, sides) {
  const lines = borders(...sides).replace(/w:space="4"/g, 'w:space="0"');
  const custom = name.startsWith("Carrel") ? 1 : undefined;
  return xml(
    "w:style",
    { "w:type": "table", "w:customStyle": custom, "w:styleId": id },
    xml("w:name", { "w:val": name }),
    xml("w:basedOn", { "w:val": "TableNormal" }),
    xml("w:uiPriority", { "w:val": 39 }),
    xml("w:pPr", {}, spacing(0, 0, 240)),
    xml("w:tblPr", {}, xml("w:tblBorders", {}, lines)),
  );
}

/**
 * @param {number} id
 * @param {(level: number) => { format: string, text: string }} look
 * @returns {string}
 */
function listDefinition(id, look) {
  const levels = Array.from({ length: LEVELS }, (_, level) => {
    const { format, text } = look(level);
    const indent = xml("w:ind", { "w:left": (level + 1) * INDENT, "w:hanging": INDENT });
    return xml(
      "w:lvl",
      { "w:ilvl": level },
      xml("w:start", { "w:val": 1 }),
      xml("w:numFmt", { "w:val": format }),
      xml("w:lvlText", { "w:val": text }),
      xml("w:lvlJc", { "w:val": "left" }),
      xml("w:pPr", {}, indent),
    );
  });
  return xml(
    "w:abstractNum",
    { "w:abstractNumId": id },
    xml("w:multiLevelType", { "w:val": "hybridMultilevel" }),
    ...levels,
  );
}

/**
 * The lists of a document: each numbered one counts for itself.
 * @param {{ ordered: boolean, level: number, start: number }[]} lists
 * @returns {string}
 */
export function numberingXml(lists) {
  const bullets = listDefinition(0, (level) => ({
    format: "bullet",
    text: BULLETS[level % BULLETS.length],
  }));
  const numbers = listDefinition(1, (level) => ({
    format: NUMBER_FORMATS[level % NUMBER_FORMATS.length],
    text: `%${level + 1}.`,
  }));
  const instances = lists.map(({ ordered, level, start }, index) => {
    const restart = xml(
      "w:lvlOverride",
      { "w:ilvl": level },
      xml("w:startOverride", { "w:val": start }),
    );
    return xml(
      "w:num",
      { "w:numId": index + 1 },
      xml("w:abstractNumId", { "w:val": ordered ? 1 : 0 }),
      ordered ? restart : "",
    );
  });
  return xmlFile(xml("w:numbering", { "xmlns:w": WORD }, bullets, numbers, ...instances));
}

/** @param {string} language @returns {string} */
export function settingsXml(language) {
  const compatible = xml(
    "w:compat",
    {},
    xml("w:compatSetting", {
      "w:name": "compatibilityMode",
      "w:uri": "http://schemas.microsoft.com/office/word",
      "w:val": 15,
    }),
  );
  return xmlFile(
    xml(
      "w:settings",
      { "xmlns:w": WORD },
      xml("w:defaultTabStop", { "w:val": INDENT }),
      compatible,
      xml("w:themeFontLang", { "w:val": language }),
    ),
  );
}
