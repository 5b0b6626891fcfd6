import assert from "node:assert/strict";
import { test } from "node:test";
import "./dom.js";
import { dayFrom } from "../../src/carrel/site/assets/scripts/documents/days.js";
import { writeDocx } from "../../src/carrel/site/assets/scripts/word/docx.js";
import {
  bookmarkName,
  controlTag,
  controlTitle,
} from "../../src/carrel/site/assets/scripts/word/docx-names.js";
import { readDocx } from "../../src/carrel/site/assets/scripts/word/docx-read.js";
import { compareWithPage } from "../../src/carrel/site/assets/scripts/word/word-changes.js";
import { texts } from "./random.js";
import { documentOf, field, say, words } from "./sheets.js";

test("any text comes back, without what XML cannot hold and spaces at its end", async () => {
  for (const text of texts(150)) {
    const one = field({ value: text });
    const file = await writeDocx(
      documentOf(words("A question?"), { kind: "field", field: one }),
      say,
    );
    const { found, refused } = await readDocx(file, [one], { prompts: [say.word_placeholder] });
    assert.equal(refused, undefined);
    const kept = text
      .replace(/\r\n?/g, "\n")
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/\p{Surrogate}/gu, "\ufffd")
      .replace(/\s+$/, "");
    assert.equal(found[0].value, kept);
    if (kept === text.trimEnd()) assert.deepEqual(compareWithPage(found, [one]), []);
  }
});

test("a file that is too large is not even read", async () => {
  assert.deepEqual(await readDocx(new Blob([new Uint8Array(31e6)]), []), { refused: "too-large" });
});

test("days are read where it is sure which is meant", () => {
  for (const [text, day] of [
    ["2026-12-03", "2026-12-03"],
    ["2026/12/3", "2026-12-03"],
    ["3.12.2026", "2026-12-03"],
    ["23/12/2026", "2026-12-23"],
    ["12/23/2026", "2026-12-23"],
    ["3/12/2026", ""],
    ["31.2.2026", ""],
    ["soon", ""],
  ]) {
    assert.equal(dayFrom(text, ""), day, text);
  }
  assert.equal(dayFrom("12/3/2026", "2026-12-03"), "2026-12-03");
  assert.equal(dayFrom("12/4/2026", "2026-12-03"), "");
});

test("names follow from keys, and differ", () => {
  const keys = Array.from(
    { length: 5000 },
    (_, number) => `module/worksheet/a-question-that-has-rather-many-words-in-it-${number}`,
  );
  assert.equal(new Set(keys.map(bookmarkName)).size, keys.length);
  for (const key of [...keys, "m/w/שאלה", "m/w/_", "m/w/x~2#y"])
    assert.match(bookmarkName(key), /^[A-Za-z]\w{0,39}$/);
  assert.equal(controlTag("m/w/short"), "m/w/short");
  assert.ok(controlTag(keys[0] + "x".repeat(60)).length <= 64);
  assert.ok(controlTitle("🙂 ".repeat(100)).length <= 64);
});
