// XML: text that is safe in it, elements, and a small reader. The reader knows neither entities of its own nor other files, so
// there is nothing that could swell; namespaces come out under the prefixes that everybody uses.

/**
 * @typedef {{ name: string, attributes: Record<string, string>, children: (XmlNode | string)[] }} XmlNode
 */

const MAX_DEPTH = 400;
const ENTITIES = /** @type {Record<string, string>} */ ({
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
});
const TOKEN =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:[^"'>/]|"[^"]*"|'[^']*'|\/(?!>))*)(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMESPACES = /** @type {Record<string, string>} */ ({
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
  "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
});

/** Text with nothing in it that XML 1.0 forbids; every line break is "\n". @param {string} text @returns {string} */
export function cleanText(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** @param {string} text @returns {string} */
export function escapeXml(text) {
  return cleanText(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

/**
 * An element as text. Attributes are escaped here; children are XML already (`escapeXml` makes it of words).
 * @param {string} name
 * @param {Record<string, string | number | undefined>} [attributes] those that are undefined are left out
 * @param {...string} children
 * @returns {string}
 */
export function xml(name, attributes = {}, ...children) {
  const pairs = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const opening =
    name +
    pairs
      .map(([key, value]) => ` ${key}="${escapeXml(String(value)).replace(/\n/g, "&#10;")}"`)
      .join("");
  const inner = children.join("");
  return inner ? `<${opening}>${inner}</${name}>` : `<${opening}/>`;
}

/** A file of XML. @param {string} root @returns {string} */
export function xmlFile(root) {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`;
}

/** @param {string} text @returns {string} */
function unescapeXml(text) {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi,
    (whole, hex, decimal, name) => {
      if (name) return ENTITIES[name] ?? whole;
      const code = parseInt(hex ?? decimal, hex ? 16 : 10);
      return code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
    },
  );
}

/**
 * Reads a document. Throws an `Error` where it is not well-formed.
 * @param {string} text
 * @returns {XmlNode}
 */
export function parseXml(text) {
  /** @type {XmlNode} */
  const top = { name: "", attributes: {}, children: [] };
  /** @type {{ node: XmlNode, tag: string, scope: Record<string, string> }[]} */
  const open = [{ node: top, tag: "", scope: {} }];
  TOKEN.lastIndex = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    if (!token) throw new Error("not well-formed");
    readToken(token, open);
  }
  const root = top.children.find((child) => typeof child !== "string");
  if (open.length !== 1 || !root) throw new Error("not well-formed");
  return /** @type {XmlNode} */ (root);
}

/** @param {RegExpExecArray} token @param {{ node: XmlNode, tag: string, scope: Record<string, string> }[]} open */
function readToken([, verbatim, closing, opening, attributes, empty, words], open) {
  const last = open[open.length - 1];
  if (closing) {
    if (open.length === 1 || last.tag !== closing) throw new Error("not well-formed");
    open.pop();
  } else if (opening) {
    const { node, scope } = readTag(opening, attributes, last.scope);
    last.node.children.push(node);
    if (!empty) open.push({ node, tag: opening, scope });
    if (open.length > MAX_DEPTH) throw new Error("nested too deeply");
  } else if (verbatim !== undefined) last.node.children.push(verbatim);
  else if (words !== undefined) last.node.children.push(unescapeXml(words.replace(/\r\n?/g, "\n")));
}

/** @param {string} tag @param {string} source @param {Record<string, string>} outer @returns {{ node: XmlNode, scope: Record<string, string> }} */
function readTag(tag, source, outer) {
  const pairs = [...source.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [
    name,
    unescapeXml(double ?? single),
  ]);
  const declared = pairs.filter(([name]) => name === "xmlns" || name.startsWith("xmlns:"));
  const scope = declared.length ? { ...outer } : outer;
  for (const [name, uri] of declared) scope[name.slice(6)] = NAMESPACES[uri] ?? "";
  const attributes = Object.fromEntries(
    pairs.map(([name, value]) => [name.includes(":") ? canonicalName(name, scope) : name, value]),
  );
  return { node: { name: canonicalName(tag, scope), attributes, children: [] }, scope };
}

/** A name with the prefix that everybody uses for its namespace. @param {string} name @param {Record<string, string>} scope @returns {string} */
function canonicalName(name, scope) {
  const colon = name.indexOf(":");
  const prefix = scope[colon < 0 ? "" : name.slice(0, colon)];
  return prefix ? `${prefix}:${name.slice(colon + 1)}` : name;
}

/** The first child of that name. @param {XmlNode | undefined} node @param {string} name @returns {XmlNode | undefined} */
export function childNamed(node, name) {
  return /** @type {XmlNode | undefined} */ (
    node?.children.find((child) => typeof child !== "string" && child.name === name)
  );
}

/** The children that are elements. @param {XmlNode | undefined} node @returns {XmlNode[]} */
export function elementsIn(node) {
  return /** @type {XmlNode[]} */ (
    node?.children.filter((child) => typeof child !== "string") ?? []
  );
}

/** Every element of that name below `node`. @param {XmlNode | undefined} node @param {string} name @returns {XmlNode[]} */
export function allNamed(node, name) {
  return elementsIn(node).flatMap((child) =>
    child.name === name ? [child, ...allNamed(child, name)] : allNamed(child, name),
  );
}

/** All words inside. @param {XmlNode | string | undefined} node @returns {string} */
export function textInside(node) {
  if (typeof node === "string") return node;
  return node?.children.map(textInside).join("") ?? "";
}
