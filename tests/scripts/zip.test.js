import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "../../src/carrel/site/assets/scripts/lib/crc32.js";
import { unzip, ZipError, zip } from "../../src/carrel/site/assets/scripts/lib/zip.js";

const DATE = "2026-11-23";
const encode = (text) => new TextEncoder().encode(text);
const all = () => true;
const LIMITS = { file: 1e6, unpacked: 1e6, entries: 10 };
const refuses = (reason) => (error) => error instanceof ZipError && error.reason === reason;

test("the checksum is the usual one", () => assert.equal(crc32(encode("123456789")), 0xcbf43926));

test("what goes in comes out", async () => {
  const entries = [
    { name: "a.xml", bytes: encode("x".repeat(100_000)) },
    { name: "ordner/ä.txt", bytes: encode("ü") },
    { name: "empty", bytes: new Uint8Array() },
  ];
  const files = await unzip(await zip(entries, DATE), all);
  assert.deepEqual(
    [...files].map(([name, bytes]) => [name, bytes.length]),
    [
      ["a.xml", 100_000],
      ["ordner/ä.txt", 2],
      ["empty", 0],
    ],
  );
});

test("the same content is the same file", async () => {
  const make = () => zip([{ name: "a", bytes: encode("same ".repeat(999)) }], DATE);
  assert.deepEqual(await make(), await make());
});

test("a file made to swell is refused", async () => {
  const bomb = await zip([{ name: "a", bytes: new Uint8Array(20_000_000) }], DATE);
  assert.ok(bomb.length < 100_000);
  await assert.rejects(unzip(bomb, all, LIMITS), refuses("too-large"));
  const lying = bomb.slice(); // says that it is small
  const view = new DataView(lying.buffer);
  view.setUint32(lying.length - 22 - 47 + 24, 5, true);
  await assert.rejects(unzip(lying, all, LIMITS), refuses("too-large"));
});

test("no byte more than allowed is unpacked, whatever the archive says", async () => {
  const whole = await zip([{ name: "a", bytes: new Uint8Array(100_001) }], DATE);
  assert.equal(
    (await unzip(whole, all, { ...LIMITS, unpacked: 100_001 })).get("a").length,
    100_001,
  );
  new DataView(whole.buffer).setUint32(whole.length - 22 - 47 + 24, 5, true);
  await assert.rejects(unzip(whole, all, { ...LIMITS, unpacked: 100_000 }), refuses("too-large"));
});

test("names are flagged as UTF-8, and a day outside of zip's years is its first day", async () => {
  /** The flags and the day in an archive's first header. @param {string} date */
  const header = async (date) => {
    const view = new DataView((await zip([{ name: "ä", bytes: encode("x") }], date)).buffer);
    return [view.getUint16(6, true), view.getUint16(12, true)];
  };
  assert.deepEqual(await header("1980-01-01"), [0x800, 0x21]);
  assert.deepEqual(await header("2107-12-31"), [0x800, (127 << 9) | (12 << 5) | 31]);
  for (const date of ["1979-12-31", "2108-02-03", "", "2026-11"])
    assert.deepEqual(await header(date), [0x800, 0x21]);
});

test("too many entries, and too large a file, are refused", async () => {
  const many = await zip(
    Array.from({ length: 20 }, (_, number) => ({ name: String(number), bytes: encode("x") })),
    DATE,
  );
  await assert.rejects(unzip(many, all, LIMITS), refuses("too-large"));
  await assert.rejects(
    unzip(many, all, { file: 100, unpacked: 1e6, entries: 100 }),
    refuses("too-large"),
  );
});

test("what is no archive says so", async () => {
  await assert.rejects(unzip(encode("hello, this is a text"), all), refuses("not-zip"));
  await assert.rejects(unzip(new Uint8Array(), all), refuses("not-zip"));
});

test("a damaged archive never gives wrong content", async () => {
  const whole = await zip(
    [{ name: "a", bytes: encode("some words that are long enough to be packed ".repeat(20)) }],
    DATE,
  );
  const right = (await unzip(whole, all)).get("a");
  for (let at = 0; at < whole.length; at += 1) {
    const bad = whole.slice();
    bad[at] ^= 0x55;
    const read = await unzip(bad, all).catch((error) => {
      assert.ok(error instanceof ZipError);
      return null;
    });
    if (read?.has("a")) assert.deepEqual(read.get("a"), right);
  }
  for (let length = 0; length < whole.length; length += 7)
    await assert.rejects(unzip(whole.slice(0, length), all), ZipError);
});

test("an encrypted archive says so", async () => {
  const whole = await zip([{ name: "a", bytes: encode("x") }], DATE);
  whole[whole.length - 22 - 47 + 8] |= 1;
  await assert.rejects(unzip(whole, all), refuses("encrypted"));
});
