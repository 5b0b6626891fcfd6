// Files on their way through LibreOffice: saved as Word, as OpenDocument, and as both in turn. One
// run of LibreOffice converts many files, since starting it takes seconds.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { ANSWERS, everyBlank, K, madeFiles } from "./every-blank.js";
import { changed, inText } from "./word-files.js";
import { atBookmark, bookmarkOf, TYPED, typedInWord } from "./word-typing.js";

const FOLDER = mkdtempSync(join(tmpdir(), "carrel-office-"));
after(() => rmSync(FOLDER, { recursive: true }));

/**
 * Converts files by one run of LibreOffice. Returns the new files by their stems. It exits with 0
 * even where it refused a file, so that each result is looked for.
 * @param {string} ending such as "docx"; with a filter behind a colon if it needs one
 * @param {Record<string, Uint8Array | string>} files by their names
 */
function converted(ending, files) {
  const [given, made] = ["given", "made"].map((one) => mkdtempSync(join(FOLDER, `${one}-`)));
  const profile = pathToFileURL(join(FOLDER, "profile")).href;
  const paths = Object.entries(files).map(([name, data]) => {
    writeFileSync(join(given, name), data);
    return join(given, name);
  });
  const options = ["--headless", `-env:UserInstallation=${profile}`, "--convert-to", ending];
  execFileSync("soffice", [...options, "--outdir", made, ...paths], { stdio: "pipe" });
  const results = paths.map((path) => {
    const stem = basename(path).replace(/\.\w+$/, "");
    const result = join(made, `${stem}.${ending.split(":")[0]}`);
    assert.ok(existsSync(result), `LibreOffice did not open ${basename(path)}`);
    return [stem, new Uint8Array(readFileSync(result))];
  });
  return Object.fromEntries(results);
}

const named = (files, ending) =>
  Object.fromEntries(Object.entries(files).map(([stem, data]) => [`${stem}.${ending}`, data]));

const made = await madeFiles();
const sent = { ...made, typed: await typedInWord(made.blank) };
const given = { ...named(sent, "docx"), "letter.txt": "Dear all,\n\nhello.\n" };
mkdirSync(FOLDER, { recursive: true });
const office = converted("docx", given);
const odt = converted("odt", given);
const ROUTES = { office, odt, "odt and back": converted("docx", named(odt, "odt")) };

for (const [route, files] of Object.entries(ROUTES)) {
  test(`every answer comes back: ${route}`, async () => {
    const page = everyBlank();
    const read = await page.read(files.filled);
    const keys = page.fields().map(({ key }) => key);
    assert.deepEqual(new Set(Object.keys(read.values)), new Set(keys));
    assert.deepEqual(read.after, ANSWERS);
    assert.deepEqual(read.evidence, ["bookmark"]);
    assert.deepEqual(read.unplaced, []);
    assert.ok(!read.changes.some(({ doubtful }) => doubtful));
  });

  test(`a blank file changes nothing: ${route}`, async () => {
    const read = await everyBlank().read(files.blank);
    assert.deepEqual([read.changes, read.unplaced], [[], []]);
    const { changes } = await everyBlank({ [`${K}/lines/name`]: "Ada" }).read(files.blank);
    assert.deepEqual(
      changes.map(({ key, after, doubtful }) => [key, after, doubtful]),
      [[`${K}/lines/name`, "", true]],
    );
  });

  test(`what was typed in Word comes back: ${route}`, async () => {
    const read = await everyBlank().read(files.typed);
    assert.deepEqual(read.after, TYPED);
    assert.deepEqual(read.unplaced, []);
  });

  test(`a letter that is none of ours is refused: ${route}`, async () => {
    assert.deepEqual(await everyBlank().read(files.letter), { refused: "nothing-found" });
  });
}

for (const route of ["office", "odt and back"])
  test(`what was typed in LibreOffice comes back: ${route}`, async () => {
    const bookmark = (/** @type {string} */ field) =>
      bookmarkOf(made.filled, `${K}/lines/${field}`);
    const notice = await bookmark("what-did-you-notice");
    const paragraph =
      '</w:p><w:p><w:pPr><w:pStyle w:val="CarrelAnswer"/></w:pPr><w:r><w:t>A new one';
    const typed = inText(
      atBookmark(notice, "First", "The first"),
      atBookmark(
        notice,
        "(<w:t[^>]*>Fifth)(</w:t>.*?)</w:p>",
        `$2$3${paragraph}</w:t></w:r></w:p>`,
      ),
      atBookmark(await bookmark("name"), "Ada", "Ida"),
      atBookmark(await bookmark("the-second-thing"), "# no heading", "changed"),
      [/☒(.*?A room|<\/w:t>.*?A room)/s, "☐$1"],
    );
    const { after } = await everyBlank(ANSWERS).read(await changed(ROUTES[route].filled, typed));
    assert.deepEqual(after, {
      [`${K}/lines/what-did-you-notice`]: "The first\nSecond\n\n\nFifth\nA new one",
      [`${K}/lines/name`]: "Ida <Löwe>",
      [`${K}/lines/the-second-thing`]: "changed",
      [`${K}/choices/what-do-you-have`]: ["something-else"],
    });
  });

test("what was typed into an ODT comes back", async () => {
  const bookmark = (/** @type {string} */ field) => bookmarkOf(made.blank, `${K}/${field}`);
  const typed = inText(
    atBookmark(await bookmark("lines/name"), "______________", "Ada<text:s/> L."),
    atBookmark(await bookmark("table/alone-what-i-do"), "Write here", "In the cell"),
    atBookmark(
      await bookmark("lines/what-did-you-notice"),
      "Write here",
      "First<text:line-break/>second",
    ),
    [/>☐</, ">☒<"],
  );
  const { after } = await everyBlank().read(await changed(odt.blank, typed));
  assert.deepEqual(after, {
    [`${K}/lines/name`]: "Ada  L.",
    [`${K}/table/alone-what-i-do`]: "In the cell",
    [`${K}/lines/what-did-you-notice`]: "First\nsecond",
    [`${K}/choices/what-do-you-have`]: ["a-room"],
  });
});

test("LibreOffice opens it with every answer", () => {
  const { filled } = converted("txt:Text (encoded):UTF8", { "filled.docx": made.filled });
  const text = new TextDecoder().decode(filled);
  for (const [key, value] of Object.entries(ANSWERS)) {
    if (typeof value !== "string" || /how-large|we-ask/.test(key)) continue;
    for (const line of value.split("\n")) assert.ok(text.includes(line.trim()), line);
  }
  assert.equal(text.match(/☒/g)?.length, 4);
  for (const words of ["Ada Löwe", "A section"]) assert.ok(text.includes(words), words);
});

test("LibreOffice prints it", () => {
  const { blank } = converted("pdf", { "blank.docx": made.blank });
  assert.equal(new TextDecoder().decode(blank.slice(0, 4)), "%PDF");
});
