// The names under which a field's answer is carried in a Word file. They follow from the field's
// key alone, so that the page can tell whose answer a name stands for even where the file has lost
// its own list.

export const DOCX_FORMAT = 1; // a reader that knows only lower numbers says that the file is newer
const LONGEST_TAG = 64; // Word's own limit, for tags and titles
const LONGEST_STEM = 25;

/**
 * A number that two different texts hardly share, in letters and digits.
 * @param {string} text
 * @returns {string}
 */
function shortDigest(text) {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36);
}

/**
 * The bookmark around an answer: at most 40 letters, digits and low lines.
 * @param {string} key a field's key, or `markKey` of a choice
 * @returns {string}
 */
export function bookmarkName(key) {
  const stem = key
    .slice(key.indexOf("/") + 1)
    .replace(/[^A-Za-z0-9]+/g, "_")
    .slice(0, LONGEST_STEM);
  return `c_${stem}_${shortDigest(key)}`;
}

/**
 * What names one choice of a field.
 * @param {string} key
 * @param {string} choice
 * @returns {string}
 */
export function markKey(key, choice) {
  return `${key}#${choice}`;
}

/**
 * The tag of a content control: the key itself where Word allows it.
 * @param {string} key
 * @returns {string}
 */
export function controlTag(key) {
  return key.length <= LONGEST_TAG ? key : bookmarkName(key);
}

/** The title of a content control. @param {string} label @returns {string} */
export function controlTitle(label) {
  const whole = label.replace(/\s+/g, " ").trim();
  if (whole.length <= LONGEST_TAG) return whole;
  let cut = "";
  for (const letter of whole) {
    if (cut.length + letter.length > LONGEST_TAG - 2) break;
    cut += letter;
  }
  return `${cut.trimEnd()} …`;
}
