// Every case of documents.md: from an author's source to Word and Markdown, blank and filled in.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { shown } from "./word-files.js";
import { Worksheets } from "./worksheets.js";

const FILE = new URL("documents.md", import.meta.url);
const FENCE = "````";
const FIRST = 3; // the number in the address of the first case

/** Returns the cases: their names, and their blocks by info words with the lines they stand in. */
function readCases() {
  const lines = readFileSync(FILE, "utf-8").split("\n");
  const cases = [];
  let opened = -1;
  lines.forEach((line, number) => {
    if (opened >= 0 && line === FENCE) {
      const word = lines[opened].slice(FENCE.length);
      cases.at(-1).blocks.set(word, { first: opened + 1, last: number });
      opened = -1;
    } else if (opened < 0 && line.startsWith(FENCE)) opened = number;
    else if (opened < 0 && line.startsWith("## "))
      cases.push({ name: line.slice(3), blocks: new Map() });
  });
  return { lines, cases };
}

/** What stands between the title and the line about the licence, which are the same for all. */
function body(text) {
  const lines = text.trim().split("\n");
  const first = lines.findIndex((line) => line.endsWith("2026-11-23")) + 1;
  return lines
    .slice(first, -1)
    .join("\n")
    .replace(/^\n+|\n+$/g, "");
}

const { lines, cases } = readCases();
const block = ({ first, last }) => lines.slice(first, last).join("\n");
const accepted = [];

for (const [at, { name, blocks }] of cases.entries())
  test(name, async () => {
    const page = new Worksheets(`cases/${FIRST + at}`, { module: "mentoring" });
    const blank = body(await shown(await page.word()));
    page.fill(JSON.parse(block(blocks.get("answers"))));
    const word = body(await shown(await page.word()));
    for (const [info, made] of Object.entries({ blank, word, markdown: body(page.markdown()) })) {
      if (process.env.CARREL_ACCEPT === "1") accepted.push({ ...blocks.get(info), made });
      else assert.equal(made, block(blocks.get(info)), info);
    }
  });

test("there are cases", () => {
  assert.ok(cases.length >= 11);
  for (const { first, last, made } of accepted.sort((one, other) => other.first - one.first))
    lines.splice(first, last - first, ...made.split("\n"));
  if (accepted.length) writeFileSync(FILE, lines.join("\n"));
});
