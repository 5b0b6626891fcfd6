import assert from "node:assert/strict";
import { test } from "node:test";
import { writePlainText } from "../../src/carrel/site/assets/scripts/documents/markdown.js";
import { finished } from "../../src/carrel/site/assets/scripts/documents/plan.js";
import { generator, texts } from "./random.js";
import { about, cell, field, head, say, words } from "./sheets.js";

const made = { ...say, word_made: "Made with “{module}”" };

/** @param {...object} blocks */
function sheet(...blocks) {
  return { key: "m/plan", title: "A worksheet", blocks };
}

/** @param {...object} worksheets */
function plan(...worksheets) {
  return finished({ about, groups: [{ heading: "Purpose", level: 3, worksheets }] });
}

/** @param {ReturnType<typeof plan>} document */
function text(document) {
  return writePlainText(document, made);
}

const table = (rows) => ({
  kind: "table",
  caption: "",
  header: [[head(""), head("An example"), head("Ours")]],
  rows,
});
const row = (name, value) => [
  head(name),
  { header: false, span: 1, blocks: [words("an example")] },
  cell(field({ value })),
];
const gap = (value, kind = "short") => ({ kind: "field", field: field({ kind, value }) });
const line = (...parts) => ({
  kind: "paragraph",
  inlines: parts.map((part) => (typeof part === "string" ? { kind: "text", text: part } : part)),
});

test("a row without an answer, and a column of examples, are not in it", () => {
  const [{ worksheets }] = plan(
    sheet(table([row("Who meets", "Five and two"), row("What it costs", "")])),
  ).groups;
  const [made] = worksheets[0].blocks;
  assert.equal(made.rows.length, 1);
  assert.deepEqual(
    made.rows[0].map(({ blocks }) => blocks[0].inlines[0].text),
    ["Who meets", "Five and two"],
  );
  assert.deepEqual(made.header, []);
});

test("a chapter in which nothing was written has no heading and no number", () => {
  const empty = {
    heading: "Safety",
    level: 3,
    worksheets: [
      sheet(table([row("Rides", "")])),
      { key: "", title: "", blocks: [words("Our rules:")] },
    ],
  };
  const full = {
    heading: "Closing",
    level: 3,
    worksheets: [sheet(table([row("Last day", "In May")]))],
  };
  const { groups } = finished({ about, groups: [empty, full] });
  assert.deepEqual(
    groups.map(({ heading, level }) => [heading, level]),
    [["1. Closing", 1]],
  );
  assert.deepEqual(finished({ about, groups: [empty] }).groups, []);
});

test("the first heading is a chapter with a number, and what is deeper stays deeper", () => {
  const group = (heading, level) => ({ heading, level, worksheets: [sheet(gap("Words."))] });
  const { groups } = finished({ about, groups: [group("Why", 3), group("For whom", 4)] });
  assert.deepEqual(
    groups.map(({ heading, level }) => [heading, level]),
    [
      ["1. Why", 1],
      ["For whom", 2],
    ],
  );
});

test("an authors' passage stands where something was written", () => {
  assert.match(
    text(
      plan(
        { key: "", title: "", blocks: [words("Our rules:")] },
        sheet(table([row("Rides", "none")])),
      ),
    ),
    /1\. Purpose\n-+\n\nOur rules:\n\nRides\n {2}none/,
  );
});

test("of a sentence with gaps nothing is left, or a whole sentence", () => {
  const two = line("We begin on ", gap("2027-03-02", "date"), ". We end on ", gap("", "date"), ".");
  assert.match(text(plan(sheet(two))), /\n\nWe begin on March 2, 2027\.\n\n/);
  assert.match(text(plan(sheet(line("I ask ", gap("Ann."), ".")))), /\n\nI ask Ann\.\n\n/);
  assert.match(
    text(plan(sheet(line("I ask ", gap("Ann"), " by ", gap(""), ".")))),
    /\n\nI ask Ann by …\n\n/,
  );
  assert.deepEqual(plan(sheet(line("We begin on ", gap("", "date"), "."))).groups, []);
});

test("the answer to a question is a paragraph, and what says how to answer is gone", () => {
  const asked = [
    words("The need that we see: say how you know. Guesses count."),
    { kind: "field", field: field({ value: "Six draw\nalone" }) },
  ];
  assert.match(
    text(plan(sheet({ kind: "hint", text: "A hint" }, ...asked))),
    /\n\nThe need that we see\. Six draw\nalone\n\n/,
  );
});

const SCALE = [
  { id: "have", text: "in writing", was: [] },
  { id: "not", text: "not yet", was: [] },
];

/** A row with a step of the scale chosen, and what was written beside it. */
function rated(name, value, ...notes) {
  const rating = field({ kind: "rating", value, choices: SCALE });
  const marks = SCALE.map((choice) => ({
    header: false,
    span: 1,
    blocks: [{ kind: "paragraph", inlines: [{ kind: "mark", field: rating, choice }] }],
  }));
  return [head(name), ...marks, ...notes.map((note) => cell(field({ value: note })))];
}

/** @param {...object[]} rows */
function ratings(...rows) {
  const header = [[head(""), head("in writing"), head("not yet"), head("Notes")]];
  return text(plan(sheet({ kind: "table", caption: "", header, rows })));
}

test("what was rated stands under the steps of the scale", () => {
  const said = ratings(
    rated("Rides", "not"),
    rated("Photos", ""),
    rated("Messages", "have"),
    rated("Consent", "not"),
  );
  assert.match(said, /In writing\n {2}- Messages\n\nNot yet\n {2}- Rides\n {2}- Consent/);
  assert.doesNotMatch(said, /Photos/);
});

test("what was written beside steps of which none was chosen is in it", () => {
  const space = rated("Space", "", "a room upstairs");
  assert.match(ratings(space, rated("Rides", "", "")), /\n\nSpace\n {2}a room upstairs\n/);
  const both = ratings(space, rated("Rides", "not", "no bus"));
  assert.match(both, /a room upstairs/);
  assert.match(both, /Not yet\n {2}- Rides/);
  assert.match(both, /no bus/);
  const rooms = ["two", "", "big"].map((value) => cell(field({ value })));
  assert.match(
    ratings(rated("Space", "", "upstairs"), [head("Rooms"), ...rooms]),
    /- Space · Notes: upstairs\n- Rooms · in writing: two · Notes: big/,
  );
});

test("a table with a hole is a list", () => {
  const steps = (...rows) => ({
    kind: "table",
    caption: "",
    header: [[head("What"), head("Who"), head("When")]],
    rows: rows.map((values) => values.map((value) => cell(field({ value })))),
  });
  assert.equal(
    plan(sheet(steps(["Ask Ann", "me", "May"], ["", "", ""]))).groups[0].worksheets[0].blocks[0]
      .rows.length,
    1,
  );
  assert.match(
    text(plan(sheet(steps(["Ask Ann", "me", "May"], ["Ask Bo", "", "June"])))),
    /- Ask Ann · Who: me · When: May\n- Ask Bo · When: June/,
  );
});

test("a long answer that was taken over stands in it once", () => {
  const long = "Young people who draw alone on Thursdays";
  assert.equal(
    text(
      plan(
        sheet(
          table([row("Need", long), row("Purpose", long), row("Who", "me"), row("Asks", "me")]),
        ),
      ),
    ).split(long).length,
    2,
  );
  assert.equal(
    text(plan(sheet(table([row("Who", "me"), row("Asks", "me")])))).split("me\n").length,
    3,
  );
});

test("choices are those that were made", () => {
  const choices = [
    { id: "a", text: "A room", was: [] },
    { id: "b", text: "Other:", was: [], other: field({ kind: "short", value: "a barn" }) },
    { id: "c", text: "Money", was: ["cash"] },
  ];
  const ticked = { kind: "field", field: field({ kind: "tick", value: ["a", "b"], choices }) };
  const ranked = { kind: "field", field: field({ kind: "rank", value: ["cash", "a"], choices }) };
  const said = text(plan(sheet(words("What we have"), ticked, words("What comes first"), ranked)));
  assert.match(said, /What we have\n {2}- A room\n {2}- Other: a barn/);
  assert.match(said, /What comes first\n {2}1\. Money\n {2}2\. A room/);
  assert.doesNotMatch(said, /[☐☒]/);
});

test("whose plan it is stands under its title and above its pages", () => {
  const cover = {
    ...sheet(line("Our library: ", gap("Alder Flats")), line("For: ", gap("the board"))),
    plan: "cover",
  };
  const document = plan(cover, sheet(table([row("Who", "me")])), {
    ...sheet(table([row("A secret", "kept")])),
    plan: "no",
  });
  assert.deepEqual(document.about.cover, [
    "Alder Flats",
    "For: the board",
    "Ada · November 23, 2026",
  ]);
  assert.equal(document.about.header, "Alder Flats · My plan");
  assert.doesNotMatch(text(document), /kept/);
});

test("whatever is written or left out, each answer is said and nothing is left to fill in", () => {
  const next = generator(11);
  const answers = [...texts(300)].map((one, at) => `answer${at}x ${one.replace(/[^\w ]/g, "")}`);
  for (let run = 0; run < 100; run++) {
    const some = answers.slice(run * 3, run * 3 + 3).map((one) => (next() < 0.5 ? "" : one));
    const document = plan(
      sheet(
        table([row("One", some[0])]),
        line("Two is ", gap(some[1]), ", I think."),
        words("Three?"),
        { kind: "field", field: field({ value: some[2] }) },
      ),
    );
    const said = text(document);
    for (const one of some.filter(Boolean)) assert.ok(said.includes(one.split(" ")[0]), said);
    assert.doesNotMatch(said, /____|an example/);
    const blocks = document.groups.flatMap(({ worksheets }) =>
      worksheets.flatMap((one) => one.blocks),
    );
    assert.ok(blocks.every((block) => block.kind !== "table" || block.rows.length > 0));
  }
});
