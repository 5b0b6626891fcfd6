// The worksheets of a page that Carrel built: filled in, written as documents, and read back, as
// the page's buttons do it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeDocument } from "../../src/carrel/site/assets/scripts/documents/describe-worksheet.js";
import {
  authorsLines,
  fieldsOfDocument,
} from "../../src/carrel/site/assets/scripts/documents/description.js";
import { writeMarkdown } from "../../src/carrel/site/assets/scripts/documents/markdown.js";
import { fieldsIn, putValue } from "../../src/carrel/site/assets/scripts/fields/fields.js";
import { addRowsFor } from "../../src/carrel/site/assets/scripts/fields/rows.js";
import { writeDocx } from "../../src/carrel/site/assets/scripts/word/docx.js";
import { readDocx } from "../../src/carrel/site/assets/scripts/word/docx-read.js";
import { compareWithPage } from "../../src/carrel/site/assets/scripts/word/word-changes.js";
import { openPage } from "./dom.js";

const FOLDER = process.env.CARREL_PAGES;
const MISSING = `These tests need pages: .venv/bin/python -m tests.script_pages /tmp/pages
and CARREL_PAGES=/tmp/pages before the command (tests/test_scripts.py does both).`;

/** Returns one of the files that tests/script_pages.py wrote. @param {string} name */
function readPage(name) {
  if (!FOLDER) throw new Error(MISSING);
  return readFileSync(join(FOLDER, name), "utf-8");
}

export const words = JSON.parse(readPage("words.json"));
globalThis.carrel = { modules: {}, words };

export class Worksheets {
  /**
   * Opens a page.
   * @param {string} page such as "several/everything/blanks/every-blank"
   * @param {{ module: string, language?: string, heading?: string }} options
   */
  constructor(page, { module, language = "en", heading = "" }) {
    openPage(readPage(`${page}.html`));
    this.heading = heading;
    this.about = {
      title: "My plan",
      learner: "Ada Löwe",
      date: "2026-11-23",
      module: "A module",
      moduleId: module,
      version: "1",
      licence: "CC BY-SA 4.0",
      address: "https://example.org/learn/",
      language,
      direction: language === "ar" ? "rtl" : "ltr",
      pictures: new Map(),
    };
  }

  /** Returns the controls of a field. @param {string} key */
  field(key) {
    const found = fieldsIn(document).find((field) => field.key === key);
    if (!found) throw new Error(`There is no field ${key}`);
    return found;
  }

  /** Puts answers into the page's fields. @param {Record<string, string | string[]>} answers */
  fill(answers) {
    addRowsFor(Object.entries(answers).map(([key, value]) => ({ key, value })));
    for (const [key, value] of Object.entries(answers)) putValue(this.field(key), value);
  }

  /** Returns what stands on the page as a document description. */
  described() {
    const worksheets = [...document.querySelectorAll("form[data-worksheet]")];
    return describeDocument([{ heading: this.heading, level: 1, worksheets }], this.about);
  }

  /** Returns the description of every field. */
  fields() {
    return fieldsOfDocument(this.described());
  }

  /** Returns the page as a Word file. */
  async word() {
    return new Uint8Array(await (await writeDocx(this.described(), words)).arrayBuffer());
  }

  /** Returns the page as Markdown. */
  markdown() {
    return writeMarkdown(this.described(), words);
  }

  /**
   * Returns what the page finds in a file, and what of it would change the page.
   * @param {Uint8Array} file
   */
  async read(file) {
    const described = this.described();
    const fields = fieldsOfDocument(described);
    const read = await readDocx(new Blob([file]), fields, {
      known: authorsLines(described),
      prompts: [words.word_placeholder, words.word_date],
    });
    if (read.refused) return read;
    const changes = compareWithPage(read.found, fields);
    return {
      ...read,
      changes,
      after: Object.fromEntries(changes.map(({ key, after }) => [key, after])),
      values: Object.fromEntries(read.found.map(({ key, value }) => [key, value])),
      evidence: [...new Set(read.found.map(({ evidence }) => evidence))].sort(),
    };
  }
}
