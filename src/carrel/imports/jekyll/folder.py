"""Reads a Jekyll folder as something that a stranger sent: nothing outside it, nothing too large,
nothing that would run.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec
import yaml

from carrel.codes import issue
from carrel.issues import Issue, Position

LARGEST_TEXT = 300_000  # bytes of a page, an include or data
LARGEST_FILE = 20_000_000  # bytes of an image or a document
MOST_FILES = 20_000
_MOST = {
    "{:": 1_000,
    "markdown=": 200,
    "{%": 1_000,
    "{{": 2_000,
    "<!--": 1_000,
    "<li": 3_000,
}  # of what takes longer and longer to read, in one file
_LARGEST_IN_ALL = 300_000_000
_DEEPEST = 12
_NOT_READ = ("_site", "node_modules", "vendor")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)
_MOST_VALUES = 5_000
_LARGEST_NUMBER = 10**15

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


class Text(msgspec.Struct):
    """A file with front matter: its values, its text, and the line on which the text begins."""

    path: str
    values: dict[str, Value]
    body: str
    line: int


class Folder:
    """A folder that is only read. `issues` are what could not be read."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        self.issues: list[Issue] = []
        self.single = self.root.name if self.root.is_file() else ""
        if self.single:
            self.root = self.root.parent
        self.left = _LARGEST_IN_ALL
        self.paths = [self.single] if self.single else sorted(self._walk("", 0))

    def report(self, code: str, path: str, line: int = 0, **values: object) -> None:
        """Adds an issue."""
        self.issues.append(issue(code, Position(path, line), **values))

    def _walk(self, path: str, depth: int) -> Iterator[str]:
        """The paths of all files in a folder, which are not followed out of it."""
        found = 0
        for entry in self._entries(path):
            name = f"{path}/{entry.name}" if path else entry.name
            if entry.is_symlink() and not self._inside(name):
                self.report("import-outside", name, what="This symbolic link")
            elif entry.is_dir(follow_symlinks=False) and depth < _DEEPEST:
                yield from self._walk(name, depth + 1)
            elif entry.is_file():
                found += 1
                if found > MOST_FILES:
                    what = f"This folder has more than {MOST_FILES:,} files"
                    self.report("import-too-much", path or ".", what=what)
                    return
                yield name

    def _entries(self, path: str) -> list[os.DirEntry[str]]:
        """What may belong to the course in a folder, by name."""
        try:
            entries = sorted(os.scandir(self.root / path), key=lambda entry: entry.name)
        except OSError as error:
            self.report("file-unreadable", path or ".", reason=error.strerror or "unknown")
            return []
        return [
            entry
            for entry in entries
            if not entry.name.startswith(".") and entry.name not in _NOT_READ
        ]

    def _inside(self, path: str) -> bool:
        full = os.path.realpath(self.root / path)
        return os.path.commonpath([self.root, full]) == str(self.root) and Path(full).is_file()

    def data(self, path: str, largest: int = LARGEST_FILE) -> bytes | None:
        """What a file holds; None where it is outside, too large, or cannot be read."""
        full = self.root / path
        try:
            if not self._inside(path):
                self.report("import-outside", path, what="This path")
                return None
            size = full.stat().st_size
            if size > min(largest, self.left):
                self.report("import-too-much", path, what=f"This file has {size // 1000} KB")
                return None
            self.left -= size
            return full.read_bytes()
        except (OSError, ValueError) as error:
            self.report("file-unreadable", path, reason=str(error))
            return None

    def text(self, path: str) -> str | None:
        """A file as text; what is no UTF-8 is reported and replaced."""
        data = self.data(path, LARGEST_TEXT)
        if data is None or self.too_full(path, data.decode("latin-1")):
            return None
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            self.report("import-encoding", path, data.count(b"\n", 0, error.start) + 1)
            return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")

    def too_full(self, path: str, text: str) -> bool:
        """Whether a text holds more of something than any page needs, which is reported."""
        found = next((sign for sign, most in _MOST.items() if text.count(sign) > most), "")
        if found:
            self.report(
                "import-too-much",
                path,
                what=f"This text has more than {_MOST[found]:,} times “{found}”",
            )
        return bool(found)

    def page(self, path: str) -> Text | None:
        """Returns a file with front matter; None for one without, which Jekyll only copies."""
        text = self.text(path)
        found = _FRONT.match(text) if text is not None else None
        if text is None or not found:
            return None
        values = self.yaml(path, found[1], 2)
        return Text(
            path,
            values if isinstance(values, dict) else {},
            text[found.end() :],
            text.count("\n", 0, found.end()) + 1,
        )

    def yaml(self, path: str, text: str, first: int = 1) -> Value:
        """YAML as plain values.

        Nothing in it can make objects, and no name in it can stand for a thousand others.
        """
        try:
            for number, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
                if isinstance(event, yaml.AliasEvent) or number > _MOST_VALUES:
                    self.report(
                        "import-yaml", path, first, problem="it has aliases, or too many values"
                    )
                    return None
            return _plain(yaml.load(text, Loader=yaml.CSafeLoader))
        except (
            yaml.YAMLError,
            ValueError,
            LookupError,
            AttributeError,
            TypeError,
            OverflowError,
            RecursionError,
        ) as error:
            mark = getattr(error, "problem_mark", None)
            problem = str(getattr(error, "problem", "") or "it is no YAML")
            self.report("import-yaml", path, first + (mark.line if mark else 0), problem=problem)
            return None

    def settings(self) -> dict[str, Value]:
        """What `_config.yml` says."""
        return self._mapping("_config.yml")

    def _mapping(self, path: str) -> dict[str, Value]:
        text = self.text(path) if path in self.paths else None
        values = self.yaml(path, text) if text is not None else None
        return values if isinstance(values, dict) else {}

    def site_data(self) -> dict[str, Value]:
        """What the files in `_data` say, by their names."""
        found: dict[str, Value] = {}
        for path in self.paths:
            place = PurePosixPath(path)
            if place.parts[0] == "_data" and place.suffix in (".yml", ".yaml", ".json"):
                text = self.text(path)
                found[place.stem] = self.yaml(path, text) if text is not None else None
        return found


def _plain(value: object) -> Value:
    """A value with text for keys, for dates, and for numbers that nobody can count with."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
        return hex(value)  # in decimals, Python refuses some
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
