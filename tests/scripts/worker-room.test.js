// When too much is cached, the worker keeps the pages that were visited last.

import assert from "node:assert/strict";
import { test } from "node:test";
import { urlsToDelete } from "../../src/carrel/site/assets/scripts/offline/worker-room.js";

const CACHED = [
  { url: "old", at: "1", size: 10, needs: ["picture", "shared"] },
  { url: "new", at: "3", size: 10, needs: ["shared"] },
  { url: "middle", at: "2", size: 10, needs: [] },
  { url: "picture", at: "1", size: 50, needs: null },
  { url: "shared", at: "1", size: 30, needs: null },
  { url: "unused", at: "9", size: 1, needs: null },
];

test("the latest pages stay within the limits, with the files that they show", () => {
  const deleted = (pages, bytes) => urlsToDelete(CACHED, { pages, bytes });
  assert.deepEqual(deleted(9, 1000), ["unused"]);
  assert.deepEqual(deleted(2, 1000), ["old", "picture", "unused"]);
  assert.deepEqual(deleted(9, 50), ["old", "picture", "unused"]);
  assert.deepEqual(deleted(9, 45), ["old", "middle", "picture", "unused"]);
});
