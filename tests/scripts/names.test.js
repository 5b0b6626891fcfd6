// In a joined script, the modules share one scope. A module that used a global of the browser whose
// name another module declares would get what that module declares.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";

const FOLDER = new URL("../../src/carrel/site/assets/scripts/", import.meta.url).pathname;
const FILES = readdirSync(FOLDER, { recursive: true })
  .map((name) => FOLDER + name)
  .filter((path) => path.endsWith(".js"));
const CANNOT_FIND_NAME = [2304, 2552, 2580, 2584];

/** Returns the names that a module uses and neither declares nor imports, by file. */
function freeNames() {
  const options = { allowJs: true, checkJs: true, noLib: true, noResolve: true, noEmit: true };
  const program = ts.createProgram(FILES, options);
  return new Map(
    FILES.map((path) => {
      const found = program
        .getSemanticDiagnostics(program.getSourceFile(path))
        .filter(({ code }) => CANNOT_FIND_NAME.includes(code))
        .map(({ file, start, length }) => file.text.slice(start, start + length));
      return [path.slice(FOLDER.length), new Set(found)];
    }),
  );
}

/** Returns the names that modules declare, outside of functions. */
function declaredNames() {
  const declaration = /^(?:export )?(?:(?:async )?function\*?|const|let|class) (\w+)/gm;
  const names = FILES.flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(declaration)].map((match) => match[1]),
  );
  return [...new Set(names)];
}

test("no module uses a global whose name another module declares", () => {
  const free = freeNames();
  assert.ok(free.get("page/theme.js").has("localStorage"));
  assert.ok(!free.get("page/theme.js").has("markTheme"));
  const declared = declaredNames();
  assert.ok(declared.length > 300);
  for (const [file, names] of free)
    assert.deepEqual([file, declared.filter((name) => names.has(name))], [file, []]);
});
