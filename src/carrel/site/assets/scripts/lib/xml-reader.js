// Reads XML with the browser's own parser. A file may come from anyone, so a document type
// declaration is refused: without one there are no entities that could expand, and no other file is
// asked for.

/**
 * @typedef {object} XmlNode an element
 * @property {string} name with the usual prefix of its namespace, such as `w:p`, whatever prefix
 *   the
 *   file uses; `{namespace}name` where the namespace is not in `PREFIXES`
 * @property {Record<string, string>} attributes by names of the same form
 * @property {(XmlNode | string)[]} children elements and text
 */

const MAX_LENGTH = 50e6; // characters
const MAX_DEPTH = 400; // elements in elements; browsers themselves stop at 5,000
const ELEMENT = 1; // `nodeType`
const TEXTS = new Set([3, 4]); // text and CDATA sections
const PREFIXES = /** @type {Record<string, string>} */ ({
  "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
  "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
  "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
  "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
  "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": "cp",
  "http://purl.oclc.org/ooxml/officeDocument/customProperties": "cp",
  "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes": "vt",
  "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes": "vt",
  "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
  "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
  "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
  "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
  "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
  "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
  "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
});

/**
 * Returns the root element of a document. Throws an `Error` where the document is not well-formed,
 * has a document type declaration, is too large, or is nested too deeply.
 * @param {string} text
 * @returns {XmlNode}
 */
export function parseXml(text) {
  if (text.length > MAX_LENGTH) throw new Error("too large");
  if (text.includes("<!DOCTYPE")) throw new Error("has a document type declaration");
  const read = new DOMParser().parseFromString(text.replace(/^\uFEFF/, ""), "application/xml");
  if (read.getElementsByTagName("parsererror").length) throw new Error("not well-formed");
  return nodeOf(read.documentElement, 1);
}

/**
 * @param {Element} element
 * @param {number} depth
 * @returns {XmlNode}
 */
function nodeOf(element, depth) {
  if (depth > MAX_DEPTH) throw new Error("nested too deeply");
  /** @type {XmlNode["children"]} */
  const children = [];
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === ELEMENT)
      children.push(nodeOf(/** @type {Element} */ (child), depth + 1));
    else if (TEXTS.has(child.nodeType)) addText(children, child.nodeValue ?? "");
  }
  const attributes = Object.fromEntries(
    [...element.attributes].map((one) => [nameOf(one), one.value]),
  );
  return { name: nameOf(element), attributes, children };
}

/**
 * Text on both sides of a comment is one text.
 * @param {XmlNode["children"]} children
 * @param {string} text
 */
function addText(children, text) {
  const last = children.length - 1;
  if (typeof children[last] === "string") children[last] += text;
  else children.push(text);
}

/**
 * @param {Element | Attr} node
 * @returns {string}
 */
function nameOf({ namespaceURI, localName }) {
  if (!namespaceURI) return localName;
  const prefix = PREFIXES[namespaceURI];
  return prefix ? `${prefix}:${localName}` : `{${namespaceURI}}${localName}`;
}

/**
 * Returns the first child with that name.
 * @param {XmlNode | undefined} node
 * @param {string} name
 * @returns {XmlNode | undefined}
 */
export function childNamed(node, name) {
  return elementsIn(node).find((child) => child.name === name);
}

/**
 * Returns the children that are elements.
 * @param {XmlNode | undefined} node
 * @returns {XmlNode[]}
 */
export function elementsIn(node) {
  return node?.children.filter((child) => typeof child !== "string") ?? [];
}

/**
 * Returns every element below `node` that has this name.
 * @param {XmlNode | undefined} node
 * @param {string} name
 * @returns {XmlNode[]}
 */
export function allNamed(node, name) {
  return elementsIn(node).flatMap((child) =>
    child.name === name ? [child, ...allNamed(child, name)] : allNamed(child, name),
  );
}

/**
 * Returns all text inside, in its order.
 * @param {XmlNode | string | undefined} node
 * @returns {string}
 */
export function textInside(node) {
  if (typeof node === "string") return node;
  return node?.children.map(textInside).join("") ?? "";
}
