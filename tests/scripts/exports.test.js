// The parts that pages load put exported names around all modules of the part: see
// site/look/scripts.py.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { openPage } from "./dom.js";

const FOLDER = new URL("../../src/carrel/site/assets/scripts/", import.meta.url);
const EXPORT = /^export (?:async )?(?:function\*?|const|let|class) (\w+)/gm;
const NOT_IN_JSDOM = ["caches", "crypto", "fetch", "find", "indexedDB", "matchMedia", "scheduler"];

test("no exported name hides a global of the browser", () => {
  const globals = new Set([...Object.getOwnPropertyNames(openPage()), ...NOT_IN_JSDOM]);
  const files = readdirSync(FOLDER, { recursive: true }).filter((name) => name.endsWith(".js"));
  assert.ok(files.length > 70);
  for (const name of files)
    for (const [, exported] of readFileSync(new URL(name, FOLDER), "utf-8").matchAll(EXPORT))
      assert.ok(!globals.has(exported), `${name} exports ${exported}`);
});
