// Days as people write them in a document.

/**
 * The day that a text means, as the page has it: YYYY-MM-DD; an empty text where nobody can tell.
 * @param {string} text
 * @param {string} chosen what the file's own date control holds
 * @returns {string}
 */
export function dayFrom(text, chosen) {
  const words = text.trim();
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(words) ?? [];
  if (year) return asDay(year, month, day);
  const [, first, sign, second, last] =
    /^(\d{1,2})([-/.])\s?(\d{1,2})[-/.]\s?(\d{4})$/.exec(words) ?? [];
  if (last && (sign === "." || Number(first) > 12)) return asDay(last, second, first);
  if (last && Number(second) > 12) return asDay(last, first, second);
  return chosen
    ?.split("-")
    .every((part) => new RegExp(`(?:^|\\D)0?${Number(part)}(?:\\D|$)`).test(words))
    ? chosen
    : "";
}

/** @param {string} year @param {string} month @param {string} day @returns {string} */
function asDay(year, month, day) {
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : "";
}
