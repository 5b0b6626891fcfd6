"""The pages' scripts: small ES modules under `assets/scripts`, joined into one script per part.

A page should make few requests, and browsers refuse to load ES modules when a page is opened from
a folder. So each part is published as one classic script, with the modules one after the other,
dependencies first. What a module exports is stored in `carrel.modules` under the module's file name
without the ending, where later parts find it. File names are therefore unique across the folders.

The modules of a part share one scope, so that imports and exports need little code. A module that
declares or imports a name which means something else in another module of the part is put into a
function of its own.

This works because every module keeps to imports of the form `import { a, b } from "./x.js";`, to
exports of functions, classes and constants where they are declared, and to one name in each
declaration; and because no module uses a global of the browser that another module declares
(`tests/scripts/names.test.js`).
"""

import json
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^{}]*)\} from "((?:\.\.?/)+[\w/-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|const|let|class) (\w+)", re.MULTILINE)
_DECLARED = re.compile(r"^(?:(?:async )?function\*?|const|let|class) (\w+)", re.MULTILINE)
_TAKEN_OUT = re.compile(r"^(?:const|let) \{([^}]*)\}", re.MULTILINE)
_NAME = re.compile(r"\w+")
_START = '"use strict";\nglobalThis.carrel ??= { modules: {} };'
_BEGIN = "{\nconst { modules } = carrel;"


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
    folder: Path, entry: str, loaded: Collection[str] = (), **shared: Mapping[str, object]
) -> str:
    """Returns one classic script with all modules of a part.

    Each of `shared` is merged into the object of that name in `carrel` before the modules run.
    """
    given = [_share(name, values) for name, values in shared.items()]
    modules = [_read(folder, name) for name in modules_of(folder, entry, loaded)]
    homes = _homes(modules)
    earlier = {name: first for name, (first, *_) in homes.items() if first in loaded}
    body = [module.joined(homes) for module in modules]
    return "\n".join((_START, *given, _BEGIN, *_constants(earlier), *body, "}", ""))


@dataclass(frozen=True)
class _Module:
    """A module's text without its imports and exports, which are listed beside it."""

    name: str
    imports: Mapping[str, str]
    """The module that each imported name comes from."""
    exports: list[str]
    declared: list[str]
    body: str

    def joined(self, homes: Mapping[str, list[str]]) -> str:
        """Returns the module's text in the part, in a function of its own if a name needs it."""
        if any(homes[name][1:] for name in (*self.imports, *self.declared)):
            return self._as_function(homes)
        end = f"{_property(self.name)} = {_object(self.exports)};" if self.exports else ""
        return f"{self.body}\n{end}"

    def _as_function(self, homes: Mapping[str, list[str]]) -> str:
        first = [name for name in self.exports if homes[name][0] == self.name]
        begin = f"const {_object(first)} = {_property(self.name)} = (() => {{"
        missing = {name: home for name, home in self.imports.items() if homes[name][0] != home}
        end = f"return {_object(self.exports)};\n}})();"
        return "\n".join((begin, *_constants(missing), self.body, end))


def _read(folder: Path, name: str) -> _Module:
    text = _text(folder / name)
    imports: dict[str, str] = {}
    for names, address in _IMPORT.findall(text):
        imports |= dict.fromkeys(_NAME.findall(names), _resolve(name, address))
    exports = [exported for _, exported in _EXPORT.findall(text)]
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub("", text)).strip()
    taken_out = _NAME.findall(" ".join(_TAKEN_OUT.findall(body)))
    return _Module(name, imports, exports, _DECLARED.findall(body) + taken_out, body)


def _homes(modules: Sequence[_Module]) -> dict[str, list[str]]:
    """Returns the modules that each name of a part comes from, imported ones first.

    A name has several homes if it means something different in different modules.
    """
    imported = [pair for module in modules for pair in module.imports.items()]
    declared = [(name, module.name) for module in modules for name in module.declared]
    homes: dict[str, list[str]] = {}
    for name, home in dict.fromkeys(imported + declared):
        homes.setdefault(name, []).append(home)
    return homes


def _constants(names: Mapping[str, str]) -> Iterator[str]:
    """Yields one line for each module in `names`, which takes names out of its exports."""
    by_home: dict[str, list[str]] = {}
    for name, home in names.items():
        by_home.setdefault(home, []).append(name)
    for home, wanted in by_home.items():
        yield f"const {_object(wanted)} = {_property(home)};"


def _object(names: Iterable[str]) -> str:
    return f"{{ {', '.join(names)} }}"


def _share(name: str, values: Mapping[str, object]) -> str:
    data = json.dumps(values, ensure_ascii=False)
    return f"carrel.{name} = {{ ...carrel.{name}, ...{data} }};"


def _resolve(importer: str, address: str) -> str:
    """Returns the path from the scripts' folder of what `importer` imports as `address`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), address))


def _property(name: str) -> str:
    """Returns the module's place in `carrel.modules`."""
    return f'modules["{posixpath.basename(name).removesuffix(".js")}"]'


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
