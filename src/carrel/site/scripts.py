"""The pages' scripts: small ES modules under `assets/scripts`, joined into one classic script for each part.

A page asks for as few files as it can, and browsers refuse modules to a page that was opened from a folder. So a part is one script,
in which each module is a function that is called once, after those that it imports from; what it exports stands in `carrel.modules`
under its name, where later parts find it, too. It works because all modules keep to imports of the form
`import { a, b } from "./x.js";` and to exports of functions, classes and constants where they are declared.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

_IMPORT = re.compile(r'^import (\{[^{}]*\}) from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|const|let|class) (\w+)", re.MULTILINE)


def modules_of(folder: Path, entry: str, loaded: Iterable[str] = ()) -> list[str]:
    """The modules of the part that begins with `entry`, each after those that it imports from; not those that are `loaded`."""
    found: list[str] = []
    apart = set(loaded)

    def visit(name: str) -> None:
        if name not in apart:
            apart.add(name)
            for _, imported in _IMPORT.findall(_text(folder / name)):
                visit(imported)
            found.append(name)

    visit(entry)
    return found


def join(folder: Path, entry: str, loaded: Iterable[str] = (), **shared: Mapping[str, object]) -> str:
    """One classic script out of a part's modules. Each of `shared` it puts into `carrel`, or adds to what is there, before they
    run."""
    given = [f"carrel.{name} = {{ ...carrel.{name}, ...{json.dumps(values, ensure_ascii=False)} }};" for name, values in shared.items()]
    modules = [_module(name, _text(folder / name)) for name in modules_of(folder, entry, loaded)]
    return "\n".join(('"use strict";', "globalThis.carrel ??= { modules: {} };", *given, *modules, ""))


def _module(name: str, text: str) -> str:
    """One module as a function that is called: imports become constants, exports what it returns."""
    imports = [f'const {names} = carrel.modules["{module}"];' for names, module in _IMPORT.findall(text)]
    exports = ", ".join(exported for _, exported in _EXPORT.findall(text))
    bare = _EXPORT.sub(r"\1 \2", _IMPORT.sub("", text)).strip()
    return "\n".join((f'carrel.modules["{name}"] = (() => {{', *imports, bare, f"return {{ {exports} }};", "})();"))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
