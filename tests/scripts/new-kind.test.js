// A new kind of blank is one object in the table of kinds, if a form that is there fits it; if not,
// one more object in the table of forms. All that follows from it is seen here.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  describeDocument,
  describeWorksheet,
} from "../../src/carrel/site/assets/scripts/documents/describe-worksheet.js";
import {
  authorsLines,
  fieldsOfDocument,
} from "../../src/carrel/site/assets/scripts/documents/description.js";
import { lineForm } from "../../src/carrel/site/assets/scripts/documents/forms/line-form.js";
import { forms } from "../../src/carrel/site/assets/scripts/documents/forms.js";
import {
  writeMarkdown,
  writePlainText,
} from "../../src/carrel/site/assets/scripts/documents/markdown.js";
import { finished } from "../../src/carrel/site/assets/scripts/documents/plan.js";
import {
  fieldsIn,
  holds,
  inWords,
  putValue,
  readValue,
} from "../../src/carrel/site/assets/scripts/fields/fields.js";
import { choose } from "../../src/carrel/site/assets/scripts/fields/kinds/choose.js";
import { short } from "../../src/carrel/site/assets/scripts/fields/kinds/short.js";
import { kinds } from "../../src/carrel/site/assets/scripts/fields/kinds.js";
import { writeDocx } from "../../src/carrel/site/assets/scripts/word/docx.js";
import { readDocx } from "../../src/carrel/site/assets/scripts/word/docx-read.js";
import { openPage } from "./dom.js";
import { about } from "./sheets.js";
import { shown } from "./word-files.js";
import { words } from "./worksheets.js";

/** Shows a page with one worksheet. @param {string} html */
function openSheet(html) {
  openPage(`<main><form data-worksheet="m/plan" aria-label="A plan">${html}</form></main>`);
}

/** The page's worksheet as every document, and what comes back from Word. */
async function documents() {
  const made = describeDocument([...document.querySelectorAll("form")], about);
  const file = await writeDocx(made, words);
  const fields = fieldsOfDocument(made);
  return {
    fields,
    word: await shown(new Uint8Array(await file.arrayBuffer())),
    read: await readDocx(file, fields, { known: authorsLines(made) }),
    markdown: writeMarkdown(made, words),
    text: writePlainText(made, words),
    plan: writePlainText(finished(made), words),
  };
}

const HOURS = `<p>I can give <input type="number" data-field="m/plan/hours" data-kind="hours"
  aria-label="Hours"> hours.</p>`;

test("a kind with a form that is there is one object", async () => {
  kinds.hours = { ...short, holds: (_, value) => /^\d*$/.test(String(value)) };
  openSheet(HOURS);
  const [field] = fieldsIn(document);
  assert.deepEqual([field.kind, field.label, readValue(field)], ["hours", "Hours", ""]);
  assert.deepEqual([holds(field, "12"), holds(field, "many")], [true, false]);
  assert.ok((await documents()).fields[0].blank);
  putValue(field, "12");
  assert.deepEqual([readValue(field), inWords(field, "12")], ["12", "12"]);

  const { fields, word, read, markdown, text, plan } = await documents();
  assert.deepEqual(
    fields.map(({ key, kind, value, blank }) => [key, kind, value, blank]),
    [["m/plan/hours", "hours", "12", false]],
  );
  assert.match(word, /Normal: I can give \[m\/plan\/hours “Hours”: 12\] hours\./);
  assert.deepEqual(
    read.found.map(({ key, value, evidence }) => [key, value, evidence]),
    [["m/plan/hours", "12", "tag"]],
  );
  for (const written of [markdown, text, plan]) assert.match(written, /I can give 12\shours\./);
  delete kinds.hours;
});

test("a kind with choices is one object, too", async () => {
  kinds.face = { ...choose, inWords: (_, value) => `(${value})` };
  const face = (id) => `<div class="choice"><input type="radio" name="f" value="${id}" id="${id}"
    data-field="m/plan/mood" data-kind="face"><label for="${id}">I am ${id}</label></div>`;
  openSheet(`<fieldset><legend>Mood</legend>${face("glad")}${face("tired")}</fieldset>`);
  const [field] = fieldsIn(document);
  putValue(field, "tired");
  assert.deepEqual([field.label, readValue(field)], ["Mood", "tired"]);
  assert.equal(inWords(field, "tired"), "(tired)");
  const { word, read, markdown } = await documents();
  assert.match(word, /CarrelChoice: \[m\/plan\/mood#tired “I am tired”: ☒\]⇥I am tired/);
  assert.deepEqual(read.found[0].value, "tired");
  assert.match(markdown, /- ☐ I am glad\n- ☒ I am tired/);
  delete kinds.face;
});

test("a kind with a form of its own is one object more", async () => {
  kinds.stars = { ...short, form: "stars" };
  forms.stars = {
    ...lineForm,
    inPlan: ({ value }) => ["★".repeat(Number(value))],
    describe: (element, reading) => {
      const field = lineForm.describe(element, reading);
      return field && { ...field, label: `${field.label} (0 to 5)` };
    },
  };
  openSheet(HOURS.replaceAll("hours", "stars"));
  putValue(fieldsIn(document)[0], "3");
  const { fields, word, read, plan } = await documents();
  assert.equal(fields[0].label, "Hours (0 to 5)");
  assert.match(word, /\[m\/plan\/stars “Hours \(0 to 5\)”: 3\]/);
  assert.equal(read.found[0].value, "3");
  assert.match(plan, /I can give ★★★ stars\./);
  delete kinds.stars;
  delete forms.stars;
});

test("every kind has a form, and its blank value is one that it can show", () => {
  openSheet("");
  assert.deepEqual(describeWorksheet(document.querySelector("form")).blocks, []);
  for (const [name, kind] of Object.entries(kinds)) {
    assert.ok(forms[kind.form], name);
    assert.ok(kind.holds([], kind.blank), name);
    assert.equal(kind.inWords([], kind.blank), "", name);
  }
  const used = new Set(Object.values(kinds).map(({ form }) => form));
  assert.deepEqual([...used].sort(), Object.keys(forms).sort());
});
