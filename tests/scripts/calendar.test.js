import assert from "node:assert/strict";
import { test } from "node:test";
import {
  escapeCalendar,
  foldLine,
  writeCalendar,
} from "../../src/carrel/site/assets/scripts/documents/calendar.js";
import { texts } from "./random.js";
import { cell, field, head, words } from "./sheets.js";

const about = {
  now: "2026-11-23T16:05:09.123Z",
  module: "Mentoring",
  address: "https://example.org/learn/mentoring/",
};
const size = (line) => new TextEncoder().encode(line).length;

/** The lines of a calendar as a reader has them. */
function unfolded(text) {
  assert.ok(text.endsWith("\r\n"));
  assert.ok(!/[^\r]\n|\r[^\n]/.test(text));
  for (const line of text.split("\r\n")) assert.ok(size(line) <= 75, line);
  return text.replace(/\r\n /g, "").trimEnd().split("\r\n");
}

const plan = (value, more = {}) =>
  field({ key: "m/plan/when", kind: "date", label: "When", value, ...more });

test("a plan is an event of a whole day", () => {
  const blocks = [
    words("If …"),
    { kind: "field", field: plan("2026-12-31") },
    {
      kind: "field",
      field: field({ key: "m/plan/what", label: "What?", value: "Ask; listen, then\nwait" }),
    },
    { kind: "field", field: field({ key: "m/plan/where", label: "Where?", value: "Desk 2" }) },
    { kind: "field", field: field({ key: "m/plan/who", label: "With whom?", value: "Ada" }) },
    { kind: "field", field: field({ key: "m/plan/why", label: "Why", value: "" }) },
  ];
  const { text, events } = writeCalendar({ key: "m/plan", title: "A plan", blocks }, about);
  assert.equal(events, 1);
  assert.deepEqual(unfolded(text), [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Carrel//Worksheets//EN",
    "CALSCALE:GREGORIAN",
    "BEGIN:VEVENT",
    "UID:m%2Fplan%2Fwhen@example.org",
    "DTSTAMP:20261123T160509Z",
    "DTSTART;VALUE=DATE:20261231",
    "DTEND;VALUE=DATE:20270101",
    "SUMMARY:Ask\\; listen\\, then wait",
    "LOCATION:Desk 2",
    "DESCRIPTION:With whom? Ada\\nMentoring",
    "URL:https://example.org/learn/mentoring/",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
  ]);
});

test("in a table, a row is a plan", () => {
  const row = (number, day, what) => [
    cell(field({ key: `m/plan/what-${number}`, column: "What", value: what })),
    cell(plan(day, { key: `m/plan/when-${number}`, column: "When" })),
  ];
  const grown = row(2, "2026-12-03", "third").map((one) => ({
    ...one,
    blocks: one.blocks.map((block) => ({
      ...block,
      field: { ...block.field, key: `${block.field.key}~2` },
    })),
  }));
  const table = {
    kind: "table",
    caption: "",
    header: [[head("What"), head("When")]],
    rows: [row(1, "2026-12-01", "first"), row(2, "", "no date"), grown],
  };
  const { text, events } = writeCalendar(
    { key: "m/plan", title: "A plan", blocks: [table] },
    about,
  );
  assert.equal(events, 2);
  const lines = unfolded(text);
  assert.deepEqual(
    lines.filter((line) => /SUMMARY|DTSTART|UID/.test(line)),
    [
      "UID:m%2Fplan%2Fwhen-1@example.org",
      "DTSTART;VALUE=DATE:20261201",
      "SUMMARY:first",
      "UID:m%2Fplan%2Fwhen-2~2@example.org",
      "DTSTART;VALUE=DATE:20261203",
      "SUMMARY:third",
    ],
  );
});

test("without a date there is no file", () => {
  assert.deepEqual(
    writeCalendar(
      { key: "m/plan", title: "A plan", blocks: [{ kind: "field", field: plan("") }] },
      about,
    ),
    { refused: "no-date" },
  );
  assert.deepEqual(
    writeCalendar(
      { key: "m/plan", title: "A plan", blocks: [{ kind: "field", field: plan("2026-02-31x") }] },
      about,
    ),
    { refused: "no-date" },
  );
});

test("whatever is written, the file keeps its form", () => {
  for (const text of texts(1000)) {
    const blocks = [
      { kind: "field", field: plan("2026-12-31") },
      { kind: "field", field: field({ key: "m/plan/what", value: text }) },
      { kind: "field", field: field({ key: "m/plan/who", label: text, value: text }) },
    ];
    const lines = unfolded(
      writeCalendar({ key: "m/plan", title: text || "x", blocks }, about).text,
    );
    assert.equal(lines.filter((line) => line === "BEGIN:VEVENT").length, 1);
    assert.ok(
      lines.every((line) => /^[A-Z]+[:;]/.test(line)),
      lines.join("\n"),
    );
  }
});

test("long lines are folded between letters", () => {
  for (const text of texts(500)) {
    const clean = escapeCalendar(text).replace(/\n/g, "");
    const line = `SUMMARY:${clean.repeat(5)}`;
    const folded = foldLine(line);
    assert.equal(folded.replace(/\r\n /g, ""), line);
    assert.ok(folded.split("\r\n").every((part) => size(part) <= 75));
  }
});
