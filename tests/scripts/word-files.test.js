// Word files as they are written: whole, within Word's limits, and with nothing in them that is
// only for the screen.

import "./dom.js"; // first: some scripts look at the page when they are loaded

import assert from "node:assert/strict";
import { test } from "node:test";
import validate from "@ooxml-tools/validate";
import { startPictures } from "../../src/carrel/site/assets/scripts/fields/pictures.js";
import { startRanks } from "../../src/carrel/site/assets/scripts/fields/ranks.js";
import { startRows } from "../../src/carrel/site/assets/scripts/fields/rows.js";
import { showTotals } from "../../src/carrel/site/assets/scripts/fields/totals.js";
import { ANSWERS, everyBlank, K, madeFiles } from "./every-blank.js";
import { changed, inText, part, shown } from "./word-files.js";
import { Worksheets } from "./worksheets.js";

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk" +
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const made = await madeFiles();
const shipped = await new Worksheets("shipped/mentoring/print", { module: "mentoring" }).word();

/** What the judge of Open XML has against a file. @param {Uint8Array} file */
async function faults(file) {
  const found = await validate(file, "docx");
  return found.map(({ description, path }) => `${path.partUri}/${path.xpath}: ${description}`);
}

/** A picture that the learner put in. */
async function withPicture() {
  const page = everyBlank(ANSWERS);
  const picture = { bytes: new Uint8Array(PIXEL), type: "image/png", width: 4000, height: 3000 };
  page.about.pictures.set(`${K}/map/your-map`, picture);
  return page.word();
}

const rightToLeft = () => everyBlank(ANSWERS, { language: "ar" }).word();

test("the schema is kept", async () => {
  const files = { ...made, shipped, picture: await withPicture(), rtl: await rightToLeft() };
  for (const [name, file] of Object.entries(files)) assert.deepEqual(await faults(file), [], name);
});

test("the judge of schemas sees a fault", async () => {
  const bad = inText([/<w:body>/, "<w:body><w:tbl><w:p/></w:tbl>"]);
  assert.notDeepEqual(await faults(await changed(made.blank, bad)), []);
});

test("the learner's picture is in it, and no larger than the page", async () => {
  const file = await withPicture();
  assert.equal(await part(file, "word/media/picture1.png"), new TextDecoder().decode(PIXEL));
  const text = await part(file, "word/document.xml");
  assert.match(text, /<wp:extent cx="3060000" cy="2295000"\/>/);
});

test("the same page gives the same bytes", async () => {
  assert.deepEqual(await everyBlank(ANSWERS, { heading: "A section" }).word(), made.filled);
});

test("what the file says of itself", async () => {
  const core = await part(made.filled, "docProps/core.xml");
  assert.ok(core.includes("<dc:title>My plan</dc:title><dc:creator>Ada Löwe</dc:creator>"));
  const moment =
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-11-23T00:00:00Z</dcterms:created>';
  assert.ok(core.includes(moment));
  const custom = await part(made.filled, "docProps/custom.xml");
  assert.ok(custom.includes('name="carrel-module"><vt:lpwstr>everything</vt:lpwstr>'));
  const footer = await part(made.filled, "word/footer.xml");
  assert.ok(footer.includes("A module · CC BY-SA 4.0 · https://example.org/learn/"));
  assert.ok(footer.includes('w:instr=" PAGE "'));
});

test("text in Arabic runs from right to left, and so does a document in Arabic", async () => {
  const bidi = /<w:bidi\/>/g;
  assert.equal((await part(made.filled, "word/document.xml")).match(bidi)?.length, 1);
  const right = await rightToLeft();
  const text = await part(right, "word/document.xml");
  assert.ok((text.match(bidi)?.length ?? 0) > 30);
  assert.ok(text.includes("<w:bidiVisual/>"));
  assert.ok((await part(right, "word/styles.xml")).includes('w:bidi="ar"'));
});

test("names keep to the limits of Word", async () => {
  for (const file of [made.filled, shipped]) {
    const text = await part(file, "word/document.xml");
    const all = (/** @type {RegExp} */ pattern) =>
      [...text.matchAll(pattern)].map(([, one]) => one);
    const names = all(/<w:bookmarkStart [^>]*w:name="([^"]*)"/g);
    for (const name of names) assert.match(name, /^[A-Za-z]\w{0,39}$/);
    const numbers = all(/<w:bookmarkStart w:id="(\d+)"/g);
    for (const found of [names, numbers, all(/<w:id w:val="(\d+)"/g)]) {
      assert.ok(found.length > 0);
      assert.equal(new Set(found).size, found.length);
    }
    for (const name of all(/<w:(?:tag|alias) w:val="([^"]*)"/g)) assert.ok(name.length <= 64, name);
  }
});

test("any text is safe", async () => {
  const codes = [...Array(0x20).keys(), 0x7f, 0x85, 0x2028, 0x202e, 0xfffe, 0xffff, 0x1f642];
  const end = "</w:t></w:r>]]><!--&#0;";
  const long = "A long answer. ".repeat(60_000) + "שלום. ".repeat(20_000);
  const page = everyBlank({
    [`${K}/lines/what-did-you-notice`]: String.fromCodePoint(...codes) + end,
    [`${K}/table/alone-what-i-do`]: long,
    [`${K}/table/with-others-what-i-do`]: "lone \ud800 and \udc00 end",
    [`${K}/lines/name`]: "x\ty",
  });
  const file = await page.word();
  assert.ok((await part(file, "word/document.xml")).length > 1_000_000);
  const { values } = await page.read(file);
  assert.equal(values[`${K}/table/alone-what-i-do`], long.trimEnd());
  assert.equal(values[`${K}/table/with-others-what-i-do`], "lone \ufffd and \ufffd end");
  assert.equal(values[`${K}/lines/name`], "x\ty");
  assert.ok(values[`${K}/lines/what-did-you-notice`].includes(end));
  assert.deepEqual(await faults(file), []);
});

test("what is only for the screen stays there", async () => {
  const page = everyBlank();
  for (const start of [startRows, startRanks, startPictures, showTotals]) start();
  const text = (await shown(await page.word())) + page.markdown();
  const onScreen = document.querySelector("main")?.textContent ?? "";
  for (const words of ["Add a row", "↑", "Add a picture", "Total:", "What did I write before"]) {
    assert.ok(onScreen.includes(words), words);
    assert.ok(!text.includes(words), words);
  }
});
