import assert from "node:assert/strict";
import { test } from "node:test";
import {
  applyChange,
  laterThan,
  mergeAnswers,
} from "../../src/carrel/site/assets/scripts/answers/answer.js";
import { readSaveFile } from "../../src/carrel/site/assets/scripts/answers/save-file.js";

const NEVER = "9999-12-31T23:59:59.999Z";

/** @param {...object} answers */
async function read(...answers) {
  return readSaveFile(new Blob([JSON.stringify({ carrel: "answers", format: 1, answers })]));
}

test("a moment that has not come yet becomes now, and the words are taken", async () => {
  const history = [
    { value: "earlier", at: NEVER },
    { value: "first", at: "2026-01-01T00:00:00.000Z" },
  ];
  for (const at of [NEVER, "+010000-01-01T00:00:00.000Z"]) {
    const { answers, left } = await read({
      key: "m/w/f",
      kind: "text",
      label: "",
      value: "words",
      at,
      history,
    });
    assert.equal(left, 0);
    const [{ value, at: taken, since, history: versions }] = answers;
    assert.deepEqual([value, since], ["words", taken]);
    assert.ok(Math.abs(Date.parse(taken) - Date.now()) < 60_000);
    assert.ok(Math.abs(Date.parse(versions[0].at) - Date.now()) < 60_000);
    assert.equal(versions[1].at, "2026-01-01T00:00:00.000Z");
  }
});

test("what is written after an answer of such a file is the newer", async () => {
  const {
    answers: [taken],
  } = await read({ key: "m/w/f", kind: "text", label: "", value: "old", at: NEVER });
  const { answer } = applyChange(
    taken,
    { key: "m/w/f", kind: "text", label: "", value: "new words", base: "old" },
    "tab",
    new Date(),
  );
  assert.equal(mergeAnswers(answer, taken).value, "new words");
  assert.equal((await read(answer)).left, 0);
});

test("a moment within a day of now stays as it is: clocks differ", async () => {
  const at = new Date(Date.now() + 3_600_000).toISOString();
  assert.equal((await read({ key: "m/w/f", value: "x", at })).answers[0].at, at);
});

test("a year never has more than four digits", () => {
  assert.equal(laterThan(NEVER, new Date()), NEVER);
});
