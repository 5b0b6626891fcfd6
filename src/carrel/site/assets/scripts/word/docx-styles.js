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
  const paragraph = `<w:keepNext/><w:keepLines/>${spacing(level === 1 ? 360 : 280, 100)}${xml("w:outlineLvl", { "w:val": level - 1 })}`;
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
  return `<w:docDefaults><w:rPrDefault><w:rPr>${fonts}${letters(INK, 22)}${speech}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>${spacing(0, 140, 276)}</w:pPr></w:pPrDefault></w:docDefaults>`;
}

/** @param {string} language @param {boolean} rtl @returns {string} */
export function stylesXml(language, rtl) {
  const box = `<w:pBdr>${borders("top", "left", "bottom", "right")}</w:pBdr>`;
  const indented = (/** @type {number} */ steps) => xml("w:ind", { "w:left": steps * INDENT });
  const styles = [
    styleXml({ id: "Normal", name: "Normal", first: true }),
    styleXml({
      id: "DefaultParagraphFont",
      name: "Default Paragraph Font",
      type: "character",
      first: true,
    }),
    `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`,
    `<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>`,
    styleXml({
      id: "Title",
      name: "Title",
      based: "Normal",
      next: "Subtitle",
      paragraph: `<w:keepNext/>${spacing(0, 60)}`,
      run: letters(INK, 44, true),
    }),
    styleXml({
      id: "Subtitle",
      name: "Subtitle",
      based: "Normal",
      next: "Normal",
      paragraph: spacing(0, 60),
      run: letters(GREY, 22),
    }),
    ...[1, 2, 3, 4, 5, 6].map(headingStyle),
    styleXml({
      id: "ListParagraph",
      name: "List Paragraph",
      based: "Normal",
      paragraph: spacing(0, 80),
    }),
    styleXml({
      id: "Quote",
      name: "Quote",
      based: "Normal",
      paragraph: `${spacing(0, 140)}${indented(1)}`,
      run: "<w:i/><w:iCs/>",
    }),
    styleXml({
      id: "Footer",
      name: "footer",
      based: "Normal",
      paragraph: `<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>${spacing(0, 0, 240)}`,
      run: letters(GREY, 17),
    }),
    styleXml({
      id: "Header",
      name: "header",
      based: "Normal",
      paragraph: `${spacing(0, 0, 240)}<w:jc w:val="right"/>`,
      run: letters(GREY, 17),
    }),
    styleXml({
      id: "CarrelSource",
      name: "Carrel Source",
      based: "Normal",
      paragraph: spacing(360, 0),
      run: letters(GREY, 17),
    }),
    styleXml({
      id: "CarrelLabel",
      name: "Carrel Label",
      based: "Normal",
      next: "Normal",
      paragraph: `<w:keepNext/>${spacing(160, 40)}`,
      run: `<w:b/><w:bCs/><w:caps/>${letters(GREY, 18)}`,
    }),
    styleXml({
      id: "CarrelHint",
      name: "Carrel Hint",
      based: "Normal",
      next: "Normal",
      paragraph: `<w:keepNext/>${spacing(0, 80)}`,
      run: letters(GREY, 20),
    }),
    styleXml({
      id: "CarrelChoice",
      name: "Carrel Choice",
      based: "Normal",
      paragraph: `${xml("w:tabs", {}, xml("w:tab", { "w:val": "left", "w:pos": INDENT }))}${spacing(0, 80)}${xml("w:ind", { "w:left": INDENT, "w:hanging": INDENT })}`,
    }),
    styleXml({
      id: "CarrelAnswer",
      name: "Carrel Answer",
      based: "Normal",
      paragraph: `${box}${spacing(60, 200)}${xml("w:ind", { "w:left": 100, "w:right": 100 })}`,
    }),
    styleXml({
      id: "CarrelCell",
      name: "Carrel Cell",
      based: "Normal",
      paragraph: spacing(40, 40, 252),
    }),
    styleXml({ id: "CarrelCellAnswer", name: "Carrel Cell Answer", based: "CarrelCell" }),
    styleXml({
      id: "CarrelFrame",
      name: "Carrel Frame",
      based: "Normal",
      next: "Normal",
      paragraph: `<w:keepNext/>${box}${xml("w:spacing", { "w:before": 60, "w:after": 200, "w:line": 4800, "w:lineRule": "exact" })}${xml("w:ind", { "w:left": 100, "w:right": 100 })}`,
      run: letters(GREY, 18),
    }),
    styleXml({
      id: "CarrelCode",
      name: "Carrel Code",
      based: "Normal",
      run: `${xml("w:rFonts", { "w:ascii": "Consolas", "w:hAnsi": "Consolas", "w:cs": "Consolas" })}${letters(INK, 20)}`,
    }),
    styleXml({
      id: "PlaceholderText",
      name: "Placeholder Text",
      type: "character",
      based: "DefaultParagraphFont",
      run: xml("w:color", { "w:val": GREY }),
    }),
    styleXml({
      id: "Hyperlink",
      name: "Hyperlink",
      type: "character",
      based: "DefaultParagraphFont",
      run: `${xml("w:color", { "w:val": BLUE })}<w:u w:val="single"/>`,
    }),
    `<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:pPr>${spacing(0, 0, 240)}</w:pPr><w:tblPr><w:tblBorders>${borders("top", "left", "bottom", "right", "insideH", "insideV").replace(/w:space="4"/g, 'w:space="0"')}</w:tblBorders></w:tblPr></w:style>`,
    `<w:style w:type="table" w:customStyle="1" w:styleId="CarrelTable"><w:name w:val="Carrel Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:pPr>${spacing(0, 0, 240)}</w:pPr><w:tblPr><w:tblBorders>${borders("top", "bottom", "insideH").replace(/w:space="4"/g, 'w:space="0"')}</w:tblBorders></w:tblPr></w:style>`,
  ];
  return xmlFile(xml("w:styles", { "xmlns:w": WORD }, documentDefaults(language, rtl), ...styles));
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
