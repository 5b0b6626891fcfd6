import assert from "node:assert/strict";
import { test } from "node:test";
import {
  writeMarkdown,
  writePlainText,
} from "../../src/carrel/site/assets/scripts/documents/markdown.js";
import { escapeMarkdown } from "../../src/carrel/site/assets/scripts/documents/markdown-text.js";
import { texts } from "./random.js";
import { cell, documentOf, field, head, say, words } from "./sheets.js";

test("nothing in a learner's text is a sign of Markdown", () => {
  assert.equal(
    escapeMarkdown("# no heading\n- no list\n1. no number\n> no quote\n| no table"),
    "\\# no heading\n\\- no list\n1\\. no number\n\\> no quote\n\\| no table",
  );
  assert.equal(
    escapeMarkdown("*a* _b_ [c](d) <e> `f` & \\"),
    "\\*a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\`f\\` \\& \\\\",
  );
  assert.equal(
    escapeMarkdown("    no code\n\tneither\n===\n---"),
    "\u00a0\u00a0\u00a0\u00a0no code\n\u00a0neither\n\\===\n\\---",
  );
});

test("a table stays a table, whatever is written into it", () => {
  for (const text of texts(500)) {
    const table = {
      kind: "table",
      caption: "",
      header: [[head("What"), head("Who")]],
      rows: [[cell(field({ value: text })), cell(field({ key: "m/plan/two", value: "B" }))]],
    };
    const lines = writeMarkdown(documentOf(table), say)
      .split("\n")
      .filter((line) => line.startsWith("|"));
    assert.equal(lines.length, 3);
    assert.ok(
      lines.every((line) => line.match(/(?<!\\)(?:\\\\)*\|/g)?.length === 3),
      lines.join("\n"),
    );
  }
});

const WHOLE = documentOf(
  words("What did you notice?"),
  { kind: "field", field: field({ value: "One\ntwo\n\n# three" }) },
  {
    kind: "field",
    field: field({
      key: "m/plan/t",
      kind: "tick",
      value: ["b"],
      choices: [
        { id: "a", text: "A room", was: [] },
        {
          id: "b",
          text: "Other:",
          was: [],
          other: field({ key: "m/plan/t-b", kind: "short", value: "a barn" }),
        },
      ],
    }),
  },
  {
    kind: "field",
    field: field({
      key: "m/plan/r",
      kind: "rank",
      value: ["y"],
      choices: [
        { id: "x", text: "X", was: [] },
        { id: "y", text: "Y", was: [] },
      ],
    }),
  },
);

test("a whole document", () => {
  assert.equal(
    writeMarkdown(WHOLE, say),
    "# My plan\n\nMentoring\\\nName: Ada\\\nDate: 2026-11-23\n\n## Section\n\n" +
      "### A plan\n\nWhat did you notice?\n\n> One\\\n> two\n>\n> \\# three\n\n" +
      "- ☐ A room\n- ☒ Other: a barn\n\n- (\\_\\_) X\n- (1) Y\n\n" +
      "Licence: CC BY-SA 4.0 · <https://example.org/m/>\n",
  );
  assert.equal(
    writePlainText(WHOLE, say),
    "My plan\n=======\n\nMentoring\nName: Ada\nDate: 2026-11-23\n\nSection\n-------\n" +
      "\nA plan\n\nWhat did you notice?\n\n    One\n    two\n\n    # three\n\n" +
      "- ☐ A room\n- ☒ Other: a barn\n\n- (__) X\n- (1) Y\n\n" +
      "Licence: CC BY-SA 4.0 · https://example.org/m/\n",
  );
});
