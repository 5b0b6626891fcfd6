// The rules of progress, as plain data: when a group of pages is done, which of two records counts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { applyChange, mergeAnswers } from "../../src/carrel/site/assets/scripts/answers/answer.js";
import {
  groupState,
  percentDone,
  statusOf,
} from "../../src/carrel/site/assets/scripts/progress/progress.js";

const AT = "2030-01-01T00:00:00.000Z";
const LATER = "2030-01-02T00:00:00.000Z";

/** Returns the state and the percentage of a group in which these addresses are done. */
function groupOf(entries, done) {
  const value = JSON.stringify({ done: true, by: "reading", version: "" });
  const records = new Map(done.map((address) => [`~${address}`, { value, at: AT }]));
  return [groupState(entries, records), percentDone(entries, records)];
}

function entry(address, minutes, required = true) {
  return { address, minutes, required, was: [] };
}

test("a group is done partly or as a whole", () => {
  const three = [entry("a/", 1), entry("b/", 199), entry("c/", 50, false)];
  assert.deepEqual(groupOf(three, []), ["", 0]);
  assert.deepEqual(groupOf(three, ["c/"]), ["", 0]);
  assert.deepEqual(groupOf(three, ["a/"]), ["partly", 1]);
  assert.deepEqual(groupOf(three, ["b/"]), ["partly", 99]); // 100 only when everything is done
  assert.deepEqual(groupOf(three, ["a/", "b/"]), ["done", 100]);
  assert.deepEqual(groupOf([], []), ["", 0]);
  assert.deepEqual(groupOf(three.slice(2), ["c/"]), ["done", 0]);
});

test("of two records the newer one counts, and the older one is not stored", () => {
  const own = { key: "~a/", kind: "page", label: "", by: "", history: [] };
  const record = (done, at) => ({ ...own, value: JSON.stringify({ done }), at, since: at });
  const [before, after] = [record(true, AT), record(false, LATER)];
  assert.equal(mergeAnswers(before, after).value, '{"done":false}');
  assert.equal(mergeAnswers(after, before).value, '{"done":false}');
  assert.deepEqual(mergeAnswers(before, after).history, []);
  const again = applyChange(before, { ...after, base: "" }, "tab", new Date("2030-01-03"));
  assert.deepEqual(again.answer.history, []);
  assert.equal(again.clashed, false);
});

test("a record that is not valid is ignored", () => {
  const isDone = (value) =>
    statusOf({ address: "a/", was: [] }, new Map([["~a/", { value, at: AT }]]))?.done;
  for (const value of ["", "{", "null", ["a"]]) assert.equal(isDone(value), undefined);
  for (const value of ["5", '{"done": "yes"}']) assert.equal(isDone(value), false);
  assert.equal(isDone('{"done": true}'), true);
});

test("of an address and an earlier one, the later record counts", () => {
  const record = (done, at) => ({ value: JSON.stringify({ done, by: "learner" }), at });
  const statusIn = (own, earlier) =>
    statusOf(
      { address: "a/", was: ["old/"] },
      new Map([
        ["~a/", own],
        ["~old/", earlier],
      ]),
    ).done;
  assert.equal(statusIn(record(true, AT), record(false, LATER)), false);
  assert.equal(statusIn(record(true, LATER), record(false, AT)), true);
  assert.equal(statusIn(record(true, AT), record(false, AT)), true); // the present address first
});
