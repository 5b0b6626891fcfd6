// Answers come back from Word files: by the names they were given, and by what is left where those
// are lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ANSWERS, everyBlank, K, madeFiles } from "./every-blank.js";
import { generator, texts } from "./random.js";
import { changed, inText, part } from "./word-files.js";
import { bookmarkOf, run, TYPED, typedBehindPrompt, typedInWord } from "./word-typing.js";
import { Worksheets } from "./worksheets.js";

const made = await madeFiles();

test("every answer comes back", async () => {
  const page = everyBlank();
  const read = await page.read(made.filled);
  assert.deepEqual(new Set(Object.keys(read.values)), new Set(page.fields().map(({ key }) => key)));
  for (const [key, value] of Object.entries(read.values))
    assert.deepEqual(value, ANSWERS[key] ?? (Array.isArray(value) ? [] : ""), key);
  assert.deepEqual(read.evidence, ["tag"]);
  assert.deepEqual(read.unplaced, []);
  assert.deepEqual(read.after, ANSWERS);
  assert.ok(!read.changes.some(({ doubtful }) => doubtful));
});

test("whatever is written into whichever blanks, it comes back, and changes nothing", async () => {
  const next = generator(3);
  const some = texts(400, 5);
  const kept = (text) => text.replace(/\r\n?/g, "\n");
  for (let run = 0; run < 8; run++) {
    const answers = Object.fromEntries(
      everyBlank()
        .fields()
        .filter(() => next() < 0.6)
        .map(({ key, kind, choices }) => [key, answerTo(kind, choices, some.next().value, next)]),
    );
    const page = everyBlank(answers);
    const file = await page.word();
    const read = await page.read(file);
    assert.deepEqual(read.unplaced, []);
    for (const { key, value } of page.fields()) {
      const back = read.values[key];
      if (typeof value === "string") assert.equal(back.trimEnd(), printable(kept(value)), key);
      else assert.deepEqual(back, value, key);
    }
    const expected = page.fields().filter(({ value }) => printable(value) !== plainEnd(value));
    assert.ok(read.changes.length <= expected.length, JSON.stringify(read.changes));
  }
});

/** An answer that a learner could give. */
function answerTo(kind, choices, text, next) {
  const ids = choices.map(({ id }) => id);
  if (kind === "tick") return ids.filter(() => next() < 0.5);
  if (kind === "rank") return ids.toSorted(() => next() - 0.5).slice(Math.floor(next() * 3));
  if (ids.length) return ids[Math.floor(next() * ids.length)];
  return kind === "date" ? `2026-1${Math.floor(next() * 3)}-0${1 + Math.floor(next() * 9)}` : text;
}

test("a blank file changes nothing", async () => {
  const read = await everyBlank().read(made.blank);
  assert.deepEqual(read.changes, []);
  assert.deepEqual(read.unplaced, []);
  const { changes } = await everyBlank({ [`${K}/lines/name`]: "Ada" }).read(made.blank);
  assert.deepEqual(
    changes.map(({ key, after, doubtful }) => [key, after, doubtful]),
    [[`${K}/lines/name`, "", true]],
  );
});

test("what was typed in Word comes back", async () => {
  const read = await everyBlank().read(await typedInWord(made.blank));
  assert.deepEqual(read.after, TYPED);
  assert.deepEqual(read.unplaced, []);
});

test("what was typed behind a prompt comes back without it", async () => {
  const cell = `${K}/table/alone-what-i-do`;
  const read = await everyBlank().read(await typedBehindPrompt(made.blank, cell));
  assert.equal(read.values[cell], "Mine");
});

// What a file has lost

const BOOKMARKS = [/<w:bookmark(?:Start|End)[^>]*\/>/g, ""];
const TAGS = [/<w:tag [^>]*\/>/g, ""];
const CONTROLS = [/<w:sdtPr>.*?<\/w:sdtPr>|<\/?w:sdt(?:Content)?>/gs, ""];
const STYLES = [/<w:pStyle [^>]*\/>/g, ""];
const LOSSES = {
  "its tags": [[TAGS], "bookmark"],
  "its bookmarks": [[BOOKMARKS], "tag"],
  "tags and bookmarks": [[TAGS, BOOKMARKS], "label"],
  "controls and bookmarks": [[BOOKMARKS, CONTROLS], "place"],
  "everything but its words": [[BOOKMARKS, CONTROLS, STYLES], "place"],
};

for (const [loss, [patterns, expected]] of Object.entries(LOSSES))
  test(`answers are recognized in a file that lost ${loss}`, async () => {
    const lose = inText(...patterns);
    const file = await changed(made.filled, (name, text) =>
      name === "docProps/custom.xml" ? null : lose(name, text),
    );
    const read = await everyBlank({}, { heading: "A section" }).read(file);
    const found = Object.entries(read.values).filter(([, value]) => value.length > 0);
    assert.deepEqual(Object.fromEntries(found), ANSWERS);
    assert.deepEqual(read.evidence, [expected]);
    assert.deepEqual(read.unplaced, []);
    for (const { key, doubtful } of read.changes) assert.equal(doubtful, expected === "place", key);
  });

test("the list in the properties helps", async () => {
  const key = `${K}/lines/name`;
  const name = await bookmarkOf(made.filled, key);
  const renamed = await changed(made.filled, (_, text) => text.replaceAll(name, "c_other_name"));
  const untagged = await changed(
    renamed,
    inText([/<w:tag w:val="everything\/lines\/name"\/>/, ""]),
  );
  const read = await everyBlank().read(untagged);
  const found = read.found.find((one) => one.key === key);
  assert.deepEqual([found.evidence, found.value], ["property", "Ada <Löwe>"]);
});

test("a renamed field is found by its old names", async () => {
  const page = everyBlank();
  const key = `${K}/lines/name`;
  for (const { dataset } of page.field(key).controls)
    Object.assign(dataset, { field: `${key}-new`, was: key });
  assert.equal((await page.read(made.filled)).values[`${key}-new`], "Ada <Löwe>");
});

test("a row that was copied in Word is a further row", async () => {
  const row = /(<w:tr>(?:(?!<\/w:tr>).)*?everything\/grows\/who-2(?:(?!<\/w:tr>).)*<\/w:tr>)/s;
  const page = everyBlank();
  const { values } = await page.read(await changed(made.filled, inText([row, "$1$1"])));
  for (const key of ["what-for-2", "what-for-2~2"])
    assert.equal(values[`${K}/grows/${key}`], "Write here? No: write there", key);
  page.fill({ [`${K}/grows/what-for-2~2`]: values[`${K}/grows/what-for-2~2`] });
  assert.equal(document.querySelectorAll("tr[data-copy]").length, 1);
});

test("passages that belong nowhere are shown", async () => {
  const added = ["A thought at the end", "and another"].map((text) => `<w:p>${run(text)}</w:p>`);
  const file = await changed(made.filled, inText([/<w:sectPr>/, `${added.join("")}<w:sectPr>`]));
  assert.deepEqual((await everyBlank().read(file)).unplaced, ["A thought at the end\nand another"]);
});

test("words in a date of which no day can be told belong nowhere", async () => {
  const file = await changed(made.filled, inText([/>2026-12-01</, ">next spring<"]));
  const read = await everyBlank().read(file);
  assert.deepEqual(read.unplaced, ["next spring"]);
  assert.ok(!(`${K}/lines/day` in read.values));
});

test("two ticks where one was asked for are doubtful", async () => {
  const both = inText([/(how-large-is-the-library#large.*?)☐/s, "$1☒"]);
  const { changes } = await everyBlank(ANSWERS).read(await changed(made.filled, both));
  assert.deepEqual(
    changes.map(({ before, after, doubtful }) => [before, after, doubtful]),
    [["middling", "large", true]],
  );
});

// Files that are refused

test("files that cannot be opened are refused with the reason", async () => {
  const page = everyBlank();
  const old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(2000).fill(0)];
  const locked = [...old, ...[..."EncryptedPackage"].flatMap((one) => [one.charCodeAt(0), 0])];
  const files = {
    "not-word": new TextEncoder().encode("%PDF-1.7 ..."),
    "old-word": Uint8Array.from(old),
    protected: Uint8Array.from(locked),
    damaged: made.filled.slice(0, made.filled.length / 2),
    newer: await changed(made.filled, (_, text) =>
      text.replace(/(carrel-format"><vt:lpwstr>)1/, "$12"),
    ),
  };
  for (const [reason, file] of Object.entries(files))
    assert.deepEqual(await page.read(file), { refused: reason });
  assert.deepEqual(await page.read(new Uint8Array()), { refused: "not-word" });
});

test("a document type declaration, and XML that is not well-formed, are refused", async () => {
  for (const [pattern, text] of [
    [/<w:document/, '<!DOCTYPE w [<!ENTITY x "y">]><w:document'],
    [/<\/w:body>/, ""],
  ]) {
    const file = await changed(made.filled, inText([pattern, text]));
    assert.deepEqual(await everyBlank().read(file), { refused: "damaged" });
  }
});

test("a file of another module or worksheet is refused", async () => {
  const shipped = new Worksheets("shipped/mentoring", { module: "mentoring" });
  assert.deepEqual(await shipped.read(made.filled), { refused: "other-module" });
  const boxes = new Worksheets("several/everything/boxes/every-box", { module: K });
  assert.deepEqual(await boxes.read(made.filled), { refused: "other-worksheet" });
});

/** A text as XML can hold it, without spaces at its end. */
function printable(value) {
  return plainEnd(value)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .trimEnd();
}

function plainEnd(value) {
  return typeof value === "string" ? value.trimEnd() : "";
}

test("the custom properties name every field", async () => {
  const custom = await part(made.blank, "docProps/custom.xml");
  for (const { key, choices } of everyBlank().fields())
    if (!choices.length) assert.ok(custom.includes(`<vt:lpwstr>${key}</vt:lpwstr>`), key);
});
