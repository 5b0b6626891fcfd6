// Looks into Word and OpenDocument files, and changes them as a word processor would.

import assert from "node:assert/strict";
import {
  childNamed,
  elementsIn,
  parseXml,
} from "../../src/carrel/site/assets/scripts/lib/xml-reader.js";
import { unzip, zip } from "../../src/carrel/site/assets/scripts/lib/zip.js";

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const STYLED = new Set(["w:r", "w:hyperlink", "w:fldSimple"]);

/** Returns one part of a file as text. @param {Uint8Array} file @param {string} name */
export async function part(file, name) {
  return decoder.decode((await unzip(file, (one) => one === name)).get(name));
}

/**
 * Returns the file with its parts of XML changed.
 * @param {Uint8Array} file
 * @param {(name: string, text: string) => string | null} change returns a part's new text, or null
 *   to leave it out
 */
export async function changed(file, change) {
  const entries = [...(await unzip(file, () => true))].flatMap(([name, bytes]) => {
    if (!/\.(xml|rels)$/.test(name)) return [{ name, bytes }];
    const text = change(name, decoder.decode(bytes));
    return text === null ? [] : [{ name, bytes: encoder.encode(text) }];
  });
  return zip(entries, "2026-11-23");
}

/**
 * Returns a change to the text of a document: each pattern must be found, and is replaced.
 * @param {...[RegExp, string]} pairs a pattern, and what replaces it, as `String.replace` has it
 */
export function inText(...pairs) {
  return (/** @type {string} */ name, /** @type {string} */ text) => {
    if (name !== "word/document.xml" && name !== "content.xml") return text;
    return pairs.reduce((before, [pattern, replacement]) => {
      assert.match(before, pattern);
      pattern.lastIndex = 0;
      return before.replace(pattern, replacement);
    }, text);
  };
}

/** Returns a text as part of a regular expression. @param {string} text */
export function literally(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

// A Word file in words

/**
 * Returns a Word file as text: the style's name before each paragraph, controls in brackets, a
 * table's rows between bars.
 * @param {Uint8Array} file
 */
export async function shown(file) {
  const body = childNamed(parseXml(await part(file, "word/document.xml")), "w:body");
  return blocks(body).join("\n");
}

/** @param {import("../../src/carrel/site/assets/scripts/lib/xml-reader.js").XmlNode} parent */
function blocks(parent) {
  return elementsIn(parent).flatMap((child) => {
    if (child.name === "w:p") return [paragraph(child)];
    return child.name === "w:tbl" ? elementsIn(child).flatMap(row) : [];
  });
}

function paragraph(node) {
  const style = attributeOf(childNamed(node, "w:pPr"), "w:pStyle") || "Normal";
  return `${style}: ${inline(node)}`.trimEnd();
}

function row(node) {
  if (node.name !== "w:tr") return [];
  const head = childNamed(childNamed(node, "w:trPr"), "w:tblHeader") ? "head " : "";
  const cells = elementsIn(node).filter(({ name }) => name === "w:tc");
  const texts = cells.map((cell) => blocks(cell).map((line) => line.replace(/^.*?: ?/, "")));
  return [`${head}| ${texts.map((lines) => lines.join(" / ")).join(" | ")} |`];
}

function inline(parent) {
  return elementsIn(parent)
    .map((child) => {
      if (child.name === "w:sdt") return control(child);
      if (STYLED.has(child.name)) return inline(child);
      if (child.name === "w:t") return child.children.join("");
      const signs = { "w:br": "⏎", "w:tab": "⇥", "w:drawing": "(picture)" };
      return signs[child.name] ?? "";
    })
    .join("");
}

function control(node) {
  const properties = childNamed(node, "w:sdtPr");
  const [tag, title] = ["w:tag", "w:alias"].map((name) => attributeOf(properties, name));
  const prompt = childNamed(properties, "w:showingPlcHdr") ? "prompt " : "";
  return `[${prompt}${tag} “${title}”: ${inline(childNamed(node, "w:sdtContent"))}]`;
}

function attributeOf(node, name) {
  return childNamed(node, name)?.attributes["w:val"] ?? "";
}
