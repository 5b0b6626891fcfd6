// Writes XML: text that is safe in it, elements, and whole files.

/**
 * Returns the text without the characters that XML 1.0 forbids. Every line break becomes "\n", and
 * a
 * lone surrogate the replacement character.
 * @param {string} text
 * @returns {string}
 */
export function cleanText(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .replace(/\p{Surrogate}/gu, "\uFFFD");
}

/**
 * Returns the text as the content of an element or of an attribute.
 * @param {string} text
 * @returns {string}
 */
export function escapeXml(text) {
  return cleanText(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

/**
 * Returns an element as a string of XML. Attributes are escaped here.
 * @param {string} name
 * @param {Record<string, string | number | undefined>} [attributes] an undefined one is left out
 * @param {...string} children XML already; `escapeXml` turns plain text into it
 * @returns {string}
 */
export function xml(name, attributes = {}, ...children) {
  const pairs = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const opening =
    name + pairs.map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`).join("");
  const inner = children.join("");
  return inner ? `<${opening}>${inner}</${name}>` : `<${opening}/>`;
}

/**
 * Line breaks and tabs would be read as spaces.
 * @param {string} value
 */
function escapeAttribute(value) {
  return escapeXml(value).replace(/[\n\t]/g, (space) => `&#${space.charCodeAt(0)};`);
}

/**
 * Returns a whole XML file with the declaration at its top.
 * @param {string} root
 * @returns {string}
 */
export function xmlFile(root) {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`;
}
