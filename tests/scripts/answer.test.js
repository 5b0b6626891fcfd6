import assert from "node:assert/strict";
import { test } from "node:test";
import {
  applyChange,
  isRecord,
  laterThan,
  mergeAnswers,
  sameValue,
} from "../../src/carrel/site/assets/scripts/answers/answer.js";

const LONG = "A long answer that took some time to write!!"; // 44 characters

/** @param {number} seconds */
function at(seconds) {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
}

/** An answer of the first second, by the tab "one". @param {object} given */
function answer(given) {
  const first = { key: "m/w/f", kind: "text", label: "", by: "one", since: at(0), history: [] };
  return { ...first, value: "words", at: at(0), ...given };
}

/**
 * What a change to `value` makes of an answer.
 * @param {object | undefined} before
 * @param {string | string[]} value
 * @param {{ base?: string | string[], by?: string, second?: number, key?: string }} [how]
 */
function change(before, value, { base = before?.value ?? "", by = "one", second = 1, key } = {}) {
  const asked = { key: key ?? "m/w/f", kind: "text", label: "A question", value, base };
  return applyChange(before, asked, by, new Date(at(second)));
}

/** @param {{ history: { value: string | string[] }[] }} of */
function earlier(of) {
  return of.history.map(({ value }) => value);
}

test("a first answer has no history and begins now", () => {
  const made = change(undefined, "words", { second: 7 });
  assert.deepEqual(made, {
    answer: answer({ label: "A question", at: at(7), since: at(7) }),
    clashed: false,
  });
});

test("what one tab writes within two minutes is one version, which keeps when it began", () => {
  const made = change(answer({ value: "word" }), "words", { second: 120 });
  assert.deepEqual(earlier(made.answer), []);
  assert.deepEqual([made.answer.since, made.answer.at], [at(0), at(120)]);
});

test("what is written later is another version", () => {
  const { answer: made } = change(answer({ value: "word" }), "words", { second: 121 });
  assert.deepEqual(made.history, [{ value: "word", at: at(0) }]);
  assert.equal(made.since, at(121));
});

test("what another tab showed before is a version, and no clash", () => {
  const { answer: made, clashed } = change(answer({ value: "word" }), "words", { by: "two" });
  assert.deepEqual(earlier(made), ["word"]);
  assert.equal(clashed, false);
});

test("what this tab has not shown clashes, unless it is blank or the same", () => {
  const clash = change(answer({ value: "theirs" }), "mine", { base: "before" });
  assert.equal(clash.clashed, true);
  assert.deepEqual(earlier(clash.answer), ["theirs"]);
  assert.equal(change(answer({ value: " " }), "mine", { base: "before" }).clashed, false);
  assert.equal(change(answer({ value: ["a"] }), ["b"], { base: ["a"] }).clashed, false);
});

test("a long text that is suddenly less than half of itself is kept", () => {
  const twenty = "x".repeat(20);
  const half = LONG.slice(0, LONG.length / 2);
  assert.deepEqual(earlier(change(answer({ value: LONG }), "").answer), [LONG]);
  assert.deepEqual(earlier(change(answer({ value: LONG }), half.slice(1)).answer), [LONG]);
  assert.deepEqual(earlier(change(answer({ value: LONG }), half).answer), []);
  assert.deepEqual(earlier(change(answer({ value: twenty }), "").answer), []);
  assert.deepEqual(earlier(change(answer({ value: `${twenty}x` }), "").answer), [`${twenty}x`]);
});

test("a record has no history", () => {
  assert.deepEqual([isRecord("~progress/m"), isRecord("m/w/f")], [true, false]);
  const before = answer({ key: "~name", value: LONG, history: [{ value: "old", at: at(0) }] });
  const made = change(before, "", { key: "~name", base: "other", by: "two" });
  assert.deepEqual([made.answer.history, made.clashed], [[], false]);
});

test("of two answers the newer stays, with the older and both histories by their times", () => {
  const older = answer({ value: "older", at: at(20), history: [{ value: "first", at: at(1) }] });
  const newer = answer({ value: "newer", at: at(30), history: [{ value: "second", at: at(10) }] });
  for (const made of [mergeAnswers(older, newer), mergeAnswers(newer, older)]) {
    assert.equal(made.value, "newer");
    assert.deepEqual(made.history, [
      { value: "older", at: at(20) },
      { value: "second", at: at(10) },
      { value: "first", at: at(1) },
    ]);
  }
});

test("an answer that is only there comes as it is; of two of one moment the one here stays", () => {
  const there = answer({ value: "there" });
  assert.equal(mergeAnswers(undefined, there), there);
  assert.equal(mergeAnswers(answer({ value: "here" }), there).value, "here");
});

test("merging twice changes nothing more", () => {
  const here = answer({ value: "here", at: at(5), history: [{ value: "old", at: at(1) }] });
  const there = answer({ value: "there", at: at(3) });
  const once = mergeAnswers(here, there);
  assert.deepEqual(mergeAnswers(once, there), once);
});

test("of two records the newer stays, without a history", () => {
  const older = answer({ key: "~progress/m", value: "half", at: at(1) });
  const newer = answer({ key: "~progress/m", value: "all", at: at(2) });
  assert.equal(mergeAnswers(older, newer), newer);
  assert.deepEqual(mergeAnswers(newer, older).history, []);
});

test("a history has no blank, nothing twice, nothing like the present value", () => {
  const all = ["same", "", "twice", "twice", ["a"], ["a"], []];
  const history = all.map((value, second) => ({ value, at: at(20 - second) }));
  const made = mergeAnswers(answer({ value: "same", at: at(30), history }), answer({ value: " " }));
  assert.deepEqual(earlier(made), ["twice", ["a"]]);
});

test("a history has at most twenty versions, and two million characters after the newest", () => {
  const many = Array.from({ length: 30 }, (_, n) => ({ value: `v${n}`, at: at(60 - n) }));
  const made = mergeAnswers(answer({ at: at(99), history: many }), answer({ value: "v31" }));
  assert.deepEqual([made.history.length, made.history[19].value], [20, "v19"]);
  const huge = ["x", "y", "z"].map((letter, n) => ({
    value: letter.repeat(1_500_000),
    at: at(60 - n),
  }));
  const large = mergeAnswers(answer({ at: at(99), history: huge }), answer({ value: "small" }));
  assert.deepEqual(
    earlier(large).map((value) => value[0]),
    ["x"],
  );
  const one = [{ value: "x".repeat(3_000_000), at: at(60) }];
  assert.equal(
    mergeAnswers(answer({ at: at(99), history: one }), answer({ value: "" })).history.length,
    1,
  );
});

test("times of one answer always rise, whatever the clock says", () => {
  assert.equal(laterThan(undefined, new Date(at(5))), at(5));
  assert.equal(laterThan(at(5), new Date(at(9))), at(9));
  assert.equal(laterThan(at(5), new Date(at(1))), new Date(Date.parse(at(5)) + 1).toISOString());
  assert.equal(laterThan("no time", new Date(at(1))), at(1));
});

test("nothing chosen is the same as nothing written", () => {
  assert.ok(sameValue("", []));
  assert.ok(sameValue(["a", "b"], ["a", "b"]));
  assert.ok(!sameValue(["a", "b"], ["b", "a"]));
  assert.ok(!sameValue("a", []));
  assert.ok(!sameValue("a", "b"));
});
