// Writes a document as a Word file (WordprocessingML, transitional). Every answer stands in a
// content control with a bookmark around it, and a list in the file's properties says which field
// each bookmark belongs to: what one program drops, another keeps, so that a file that was filled
// in anywhere can come back. See docs/reference/word-files.md.

import { madeWith } from "../documents/plan-words.js";
import { escapeXml, xml, xmlFile } from "../lib/xml.js";
import { zip } from "../lib/zip.js";
import { bodyXml, sectionXml } from "./docx-body.js";
import { MEDIA_TYPES } from "./docx-drawing.js";
import { DOCX_FORMAT } from "./docx-names.js";
import { MARGIN, numberingXml, paperFor, settingsXml, stylesXml, WORD } from "./docx-styles.js";
import { linkXml, paragraph, runs } from "./docx-text.js";

/**
 * @typedef {import("../documents/description.js").DocumentDescription} DocumentDescription
 * @typedef {import("../documents/description.js").About} About
 * @typedef {import("../documents/description.js").Group} Group
 * @typedef {import("./docx-text.js").Draft} Draft
 * @typedef {import("./docx-text.js").Words} Words
 */

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml";
export const DOCX_TYPE = `${WORD_TYPE}.document`;
const NAMESPACE_ATTRIBUTES = {
  "xmlns:w": WORD,
  "xmlns:r": `${OFFICE}/relationships`,
  "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
  "xmlns:mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
  "xmlns:w14": "http://schemas.microsoft.com/office/word/2010/wordml",
  "mc:Ignorable": "w14",
};

/** @param {DocumentDescription} document @param {Words} words @returns {Draft} */
function newDraft({ about }, words) {
  const paper = paperFor(about.language);
  return {
    words,
    rtl: about.direction === "rtl",
    language: about.language || "en",
    width: paper.width - 2 * MARGIN,
    bookmarks: new Map(),
    controls: new Set(),
    links: [],
    lists: [],
    media: [],
    nextBookmark: 1,
    finished: !!about.finished,
  };
}

// The text

/** @param {DocumentDescription} document @param {Draft} draft @returns {string} */
function documentXml({ about, groups }, draft) {
  const body =
    titleXml(about, draft) +
    groups.map((group) => groupXml(group, about, draft)).join("") +
    sourceXml(about, draft);
  return xmlFile(
    xml(
      "w:document",
      NAMESPACE_ATTRIBUTES,
      xml("w:body", {}, body, sectionXml(paperFor(about.language), draft.rtl, !!about.header)),
    ),
  );
}

/** @param {About} about @param {Draft} draft @returns {string} */
function titleXml(about, draft) {
  const { words, rtl } = draft;
  const facts = about.cover ?? [
    about.learner ? `${words.word_name}: ${about.learner}` : "",
    about.date ? `${words.word_day}: ${about.date}` : "",
  ];
  const module =
    about.module && about.module !== about.title && !about.finished ? [about.module] : [];
  return (
    paragraph({ style: "Title", rtl }, runs(about.title)) +
    [...module, ...facts]
      .filter(Boolean)
      .map((line) => paragraph({ style: "Subtitle", rtl }, runs(line)))
      .join("")
  );
}

/** @param {Group} group @param {About} about @param {Draft} draft @returns {string} */
function groupXml(group, about, draft) {
  const { rtl } = draft;
  const heading = group.heading
    ? paragraph({ style: `Heading${group.level}`, rtl }, runs(group.heading))
    : "";
  const level = group.heading ? Math.min(6, group.level + 1) : group.level;
  const worksheets = group.worksheets.map((worksheet) => {
    const named = worksheet.title && worksheet.title !== about.title;
    const title = named ? paragraph({ style: `Heading${level}`, rtl }, runs(worksheet.title)) : "";
    return title + bodyXml(worksheet.blocks, named ? level : level - 1, draft);
  });
  return heading + worksheets.join("");
}

/**
 * Where the worksheet is from, and what may be done with it.
 * @param {About} about
 * @param {Draft} draft
 * @returns {string}
 */
function sourceXml(about, draft) {
  if (about.finished)
    return paragraph(
      { style: "CarrelSource", rtl: draft.rtl },
      runs(`${madeWith(about, draft.words)} · `),
      addressXml(about, draft),
    );
  if (!about.licence && !about.address) return "";
  const licence = about.licence ? runs(`${draft.words.word_licence}: ${about.licence}`) : "";
  const between = about.licence && about.address ? runs(" · ") : "";
  return paragraph(
    { style: "CarrelHint", rtl: draft.rtl },
    licence,
    between,
    addressXml(about, draft),
  );
}

/** @param {About} about @param {Draft} draft @returns {string} */
function addressXml({ address }, draft) {
  return /^https?:/.test(address) ? linkXml(address, address, "", draft) : runs(address);
}

/**
 * What stands at the top of a plan's further pages.
 * @param {About} about
 * @param {Draft} draft
 * @returns {string}
 */
function headerXml({ header = "" }, { rtl }) {
  return xmlFile(
    xml("w:hdr", { "xmlns:w": WORD }, paragraph({ style: "Header", rtl }, runs(header))),
  );
}

/** @param {About} about @param {Draft} draft @returns {string} */
function footerXml(about, draft) {
  const source = about.finished
    ? ""
    : [about.module || about.title, about.licence, about.address].filter(Boolean).join(" · ");
  const [before, between, after = ""] = draft.words.word_page.split(/\{(?:n|total)\}/);
  const number = (/** @type {string} */ field) =>
    xml("w:fldSimple", { "w:instr": ` ${field} ` }, runs("1"));
  const page = runs(before) + number("PAGE") + runs(between) + number("NUMPAGES") + runs(after);
  const { rtl } = draft;
  return xmlFile(
    xml(
      "w:ftr",
      { "xmlns:w": WORD },
      source ? paragraph({ style: "Footer", rtl }, runs(source)) : "",
      paragraph({ style: "Footer", rtl }, page),
    ),
  );
}

// What the file says of itself

/** @param {About} about @returns {string} */
function coreXml(about) {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(about.date) ? `${about.date}T00:00:00Z` : "";
  const when = (/** @type {string} */ name) =>
    moment ? xml(`dcterms:${name}`, { "xsi:type": "dcterms:W3CDTF" }, moment) : "";
  const said = (/** @type {string} */ name, /** @type {string | undefined} */ text) =>
    text ? xml(`dc:${name}`, {}, escapeXml(text)) : "";
  const namespaces = {
    "xmlns:cp": `${PACKAGE}/metadata/core-properties`,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
  };
  const source = [about.module, about.licence, about.address].filter(Boolean).join(" · ");
  return xmlFile(
    xml(
      "cp:coreProperties",
      namespaces,
      said("title", about.title),
      said("creator", about.learner),
      said("description", source),
      said("language", about.language),
      when("created"),
      when("modified"),
    ),
  );
}

/**
 * Properties of the file's own: the list of bookmarks, and what it was made from.
 * @param {DocumentDescription} document
 * @param {Draft} draft
 * @returns {string}
 */
function customXml({ about, groups }, draft) {
  const sheets = groups.flatMap((group) => group.worksheets.map((worksheet) => worksheet.key));
  const facts = [
    ["carrel-format", String(DOCX_FORMAT)],
    ["carrel-module", about.moduleId],
    ["carrel-version", about.version ?? ""],
    ["carrel-worksheets", sheets.join(" ")],
    ["carrel-placeholders", [draft.words.word_placeholder, draft.words.word_date].join("\n")],
  ];
  const fields = [...draft.bookmarks].filter(([, key]) => !key.includes("#"));
  const properties = [...facts, ...fields].map(([name, value], index) =>
    xml(
      "property",
      { fmtid: "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", pid: index + 2, name },
      xml("vt:lpwstr", {}, escapeXml(value)),
    ),
  );
  return xmlFile(
    xml(
      "Properties",
      { xmlns: `${OFFICE}/custom-properties`, "xmlns:vt": `${OFFICE}/docPropsVTypes` },
      ...properties,
    ),
  );
}

// The parts and how they hang together

/** @param {string} part @param {string} type @returns {string} */
function override(part, type) {
  return xml("Override", { PartName: part, ContentType: type });
}

/** @returns {string} */
function contentTypesXml() {
  const pictures = Object.entries(MEDIA_TYPES).map(([type, ending]) =>
    xml("Default", { Extension: ending, ContentType: type }),
  );
  const parts = ["styles", "numbering", "settings", "footer", "header"].map((name) =>
    override(`/word/${name}.xml`, `${WORD_TYPE}.${name}+xml`),
  );
  return xmlFile(
    xml(
      "Types",
      { xmlns: `${PACKAGE}/content-types` },
      xml("Default", {
        Extension: "rels",
        ContentType: "application/vnd.openxmlformats-package.relationships+xml",
      }),
      xml("Default", { Extension: "xml", ContentType: "application/xml" }),
      ...pictures,
      override("/word/document.xml", `${DOCX_TYPE}.main+xml`),
      ...parts,
      override("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
      override(
        "/docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
      ),
      override(
        "/docProps/custom.xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
      ),
    ),
  );
}

/**
 * @param {[string, string, string, boolean?][]} targets id, type, target, whether it is outside
 * @returns {string}
 */
function relationshipsXml(targets) {
  const written = targets.map(([id, type, target, outside]) =>
    xml("Relationship", {
      Id: id,
      Type: type.includes(":") ? type : `${OFFICE}/relationships/${type}`,
      Target: target,
      TargetMode: outside ? "External" : undefined,
    }),
  );
  return xmlFile(xml("Relationships", { xmlns: `${PACKAGE}/relationships` }, ...written));
}

/** @returns {string} */
function packageRelationships() {
  return relationshipsXml([
    ["document", "officeDocument", "word/document.xml"],
    ["core", `${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"],
    ["app", "extended-properties", "docProps/app.xml"],
    ["custom", "custom-properties", "docProps/custom.xml"],
  ]);
}

/** @param {Draft} draft @returns {string} */
function documentRelationships(draft) {
  /** @type {[string, string, string, boolean?][]} */
  const parts = [
    ["styles", "styles", "styles.xml"],
    ["numbering", "numbering", "numbering.xml"],
    ["settings", "settings", "settings.xml"],
    ["footer", "footer", "footer.xml"],
    ["header", "header", "header.xml"],
  ];
  const links = draft.links.map(
    (href, index) =>
      /** @type {[string, string, string, boolean]} */ ([
        `link${index + 1}`,
        "hyperlink",
        href,
        true,
      ]),
  );
  const pictures = draft.media.map(
    ({ name }, index) =>
      /** @type {[string, string, string]} */ ([`picture${index + 1}`, "image", `media/${name}`]),
  );
  return relationshipsXml([...parts, ...links, ...pictures]);
}

/**
 * A document as a Word file. The same document gives the same bytes.
 * @param {DocumentDescription} document
 * @param {Words} words
 * @returns {Promise<Blob>}
 */
export async function writeDocx(document, words) {
  const { about } = document;
  const draft = newDraft(document, words);
  const text = documentXml(document, draft); // fills the draft that the other parts are made from
  const app = xmlFile(
    xml(
      "Properties",
      { xmlns: `${OFFICE}/extended-properties` },
      "<Application>Carrel</Application>",
    ),
  );
  const files = {
    "[Content_Types].xml": contentTypesXml(),
    "_rels/.rels": packageRelationships(),
    "word/document.xml": text,
    "word/_rels/document.xml.rels": documentRelationships(draft),
    "word/styles.xml": stylesXml(draft.language, draft.rtl),
    "word/numbering.xml": numberingXml(draft.lists),
    "word/settings.xml": settingsXml(draft.language),
    "word/footer.xml": footerXml(about, draft),
    "word/header.xml": headerXml(about, draft),
    "docProps/core.xml": coreXml(about),
    "docProps/app.xml": app,
    "docProps/custom.xml": customXml(document, draft),
  };
  const encoder = new TextEncoder();
  const written = Object.entries(files).map(([name, content]) => ({
    name,
    bytes: encoder.encode(content),
  }));
  const pictures = draft.media.map(({ name, bytes }) => ({ name: `word/media/${name}`, bytes }));
  const packed = await zip([...written, ...pictures], about.date);
  return new Blob([/** @type {BlobPart} */ (packed)], { type: DOCX_TYPE });
}
