// Texts that nobody would think of, the same ones in every run.

const PIECES = [
  "a",
  "Z",
  " ",
  "  ",
  "\n",
  "\n\n",
  "\r\n",
  "\t",
  "<b>",
  "</w:t>",
  "&amp;",
  "&#1;",
  "]]>",
  '"',
  "'",
  "\u0000",
  "\u0007",
  "\u001b",
  "\ud800",
  "\udfff",
  "\ufffe",
  "🙂",
  "👩‍👩‍👧",
  "שלום",
  "مرحبا",
  "ไทย",
  "漢字",
  "é",
  "e\u0301",
  "\u202e",
  "# ",
  "- ",
  "1. ",
  "> ",
  "| ",
  "`",
  "*",
  "_",
  "[x](y)",
  "\\",
  ";",
  ",",
  ":",
  "~",
  "BEGIN:VEVENT",
  "=",
  "\u2028",
  "\u00a0",
];

/** Numbers from 0 to 1 that depend on `seed` alone. @param {number} seed */
export function generator(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `count` texts. @param {number} count @param {number} [seed] */
export function* texts(count, seed = 7) {
  const next = generator(seed);
  for (let number = 0; number < count; number++) {
    const length = Math.floor(next() * 40);
    yield Array.from({ length }, () => PIECES[Math.floor(next() * PIECES.length)]).join("");
  }
}
