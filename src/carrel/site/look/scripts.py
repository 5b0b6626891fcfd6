"""The pages' scripts: small ES modules under `assets/scripts`, joined into one script per part.

A page should make few requests, and browsers refuse to load ES modules when a page is opened from
a folder. So each part is published as one classic script. In it every module is a function that is
called once, after the modules that it imports from. What a module exports is stored in
`carrel.modules` under the module's file name without the ending, where later parts find it. File
names are therefore unique across the folders. Exported names become constants around all modules of
a part, so that an import takes no text where no other module of the part exports the same name.

This works because every module keeps to imports of the form `import { a, b } from "./x.js";` and to
exports of functions, classes and constants where they are declared.
"""

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

_IMPORT = re.compile(r'^import (\{[^{}]*\}) from "((?:\.\.?/)+[\w/-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|const|let|class) (\w+)", re.MULTILINE)


def modules_of(folder: Path, entry: str, loaded: Iterable[str] = ()) -> list[str]:
    """Returns the modules of the part that begins with `entry`, dependencies first.

    Names are paths from `folder`, such as `answers/store.js`. Modules in `loaded` are left out.
    """
    found: list[str] = []
    seen = set(loaded)

    def visit(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        for _, address in _IMPORT.findall(_text(folder / name)):
            visit(_resolve(name, address))
        found.append(name)

    visit(entry)
    return found


def join(
    folder: Path, entry: str, loaded: Iterable[str] = (), **shared: Mapping[str, object]
) -> str:
    """Returns one classic script with all modules of a part.

    Each of `shared` is merged into the object of that name in `carrel` before the modules run.
    """
    given = [_share(name, values) for name, values in shared.items()]
    names = modules_of(folder, entry, loaded)
    exported = Counter(export for name in names for export in _exports(_text(folder / name)))
    unique = {export for export, modules in exported.items() if modules == 1}
    modules = [_module(folder, name, unique, loaded) for name in names]
    head = ('"use strict";', "globalThis.carrel ??= { modules: {} };")
    return "\n".join((*head, *given, "(($) => {", *modules, "})(carrel.modules);", ""))


def _share(name: str, values: Mapping[str, object]) -> str:
    data = json.dumps(values, ensure_ascii=False)
    return f"carrel.{name} = {{ ...carrel.{name}, ...{data} }};"


def _module(folder: Path, name: str, unique: set[str], loaded: Iterable[str]) -> str:
    """Returns a module as a function call, which returns what the module exports.

    `unique` holds the names that one module of the part alone exports.
    """
    text = _text(folder / name)
    imports = [
        _import(
            names, _resolve(name, address), set() if _resolve(name, address) in loaded else unique
        )
        for names, address in _IMPORT.findall(text)
    ]
    exports = _exports(text)
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub("", text)).strip()
    constants = ", ".join(export for export in exports if export in unique)
    declared = f"const {{ {constants} }} = " if constants else ""
    begin = f"{declared}${_property(name)} = (() => {{"
    return "\n".join((begin, *imports, body, f"return {{ {', '.join(exports)} }};", "})();"))


def _import(names: str, module: str, known: set[str]) -> str:
    """Returns the statement for the imported names that are not constants of the part already."""
    wanted = [name for name in re.findall(r"\w+", names) if name not in known]
    return f"const {{ {', '.join(wanted)} }} = ${_property(module)};" if wanted else ""


def _exports(text: str) -> list[str]:
    return [export for _, export in _EXPORT.findall(text)]


def _resolve(importer: str, address: str) -> str:
    """Returns the path from the scripts' folder of what `importer` imports as `address`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), address))


def _property(name: str) -> str:
    """Returns the module's place in `$`, a short name for `carrel.modules`."""
    return f'["{posixpath.basename(name).removesuffix(".js")}"]'


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
