"""Reads a module's `references.toml`: one table for each work, with the name that footnotes use."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.marks import FORBIDDEN
from carrel.model.references import Reference, References
from carrel.source import limits
from carrel.source.decoding import decode
from carrel.source.settings import key_lines, shown, syntax_issue

_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_YEAR = re.compile(r"\d{4}[a-z]?(?:, [^\s].*)?|n\.d\.")
_ADDRESS = re.compile(r"https?://[^\s/\"'<>\\]+(?:/[^\s\"'<>\\]*)?")


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number_or_text(value: object) -> bool:
    return _text(value) or (
        isinstance(value, int) and not isinstance(value, bool) and 0 < value < 100_000
    )


def _names(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_text, value))


def _year(value: object) -> bool:
    return _number_or_text(value) and bool(_YEAR.fullmatch(str(value)))


def _address(value: object) -> bool:
    return isinstance(value, str) and bool(_ADDRESS.fullmatch(value))


def _boolean(value: object) -> bool:
    return isinstance(value, bool)


Shape = tuple[Callable[[object], bool], str]
_A_TEXT: Shape = (_text, "text in double quotes")
_A_NUMBER: Shape = (_number_or_text, "a number, or text in double quotes")

SHAPES: dict[str, Shape] = {
    "authors": (_names, 'a list of names like ["Ito, M.", "Martin, C."] or ["MENTOR"]'),
    "year": (_year, 'a year like 2020, "2020, May 4", or "n.d." for a work without a date'),
    "title": _A_TEXT,
    "edition": _A_TEXT,
    "journal": _A_TEXT,
    "volume": _A_NUMBER,
    "issue": _A_NUMBER,
    "pages": _A_NUMBER,
    "publisher": _A_TEXT,
    "url": (_address, "an address that begins with https://"),
    "tried": (_boolean, "true or false"),
}


def read_references(path: str, data: bytes) -> References:
    """Returns the references in the file at `path`; nothing is raised, problems are in `issues`."""
    if len(data) > limits.LONGEST:
        too_large = issue(
            "file-too-large", Position(path), size=len(data) // 1000, largest=limits.LONGEST // 1000
        )
        return References(path, issues=(too_large,))
    text, issues = decode(path, data)
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return References(path, issues=(*issues, syntax_issue("references-syntax", path, error)))
    reader = _Reader(path, key_lines(text), issues)
    entries = {key: entry for key, table in tables.items() if (entry := reader.entry(key, table))}
    return References(path, entries, tuple(reader.issues))


class _Reader:
    """Reads the works of one file, and reports what is wrong with them."""

    def __init__(self, path: str, lines: dict[str, int], issues: list[Issue]) -> None:
        self.path, self.lines, self.issues = path, lines, issues

    def report(self, code: str, at: str, /, **values: object) -> None:
        """Adds an issue at the key `at`."""
        self.issues.append(issue(code, Position(self.path, self.lines.get(at, 1), 1), **values))

    def entry(self, key: str, table: object) -> Reference | None:
        """Returns the work with this name, or None if it is not a table or the name is wrong."""
        if not isinstance(table, dict):
            self.report("reference-table", key, key=key)
            return None
        if not _KEY.fullmatch(key):
            self.report("reference-name", key, key=key)
            return None
        return Reference(key, self.lines.get(key, 1), **self._values(key, table))

    def _values(self, key: str, table: dict[str, Any]) -> dict[str, Any]:
        """Returns the values of a work that have the right type, as text."""
        return {
            name: self._as_text(name, value, f"{key}.{name}")
            for name, value in table.items()
            if self._is_allowed(name, value, f"{key}.{name}")
        }

    def _is_allowed(self, name: str, value: object, at: str) -> bool:
        """True if a value has a known name and the right type; reports it otherwise."""
        if name not in SHAPES:
            self.report("reference-key", at, key=name, known=", ".join(SHAPES))
            return False
        fits, wanted = SHAPES[name]
        if not fits(value):
            self.report("reference-value", at, key=name, value=shown(value), wanted=wanted)
        return fits(value)

    def _as_text(self, name: str, value: Any, at: str) -> Any:
        if name == "authors":
            return tuple(self._clean(at, author) for author in value)
        return value if name == "tried" else self._clean(at, str(value))

    def _clean(self, at: str, value: str) -> str:
        """Returns a text on one line.

        Control characters, which TOML can write as an escape, are replaced and reported.
        """
        text = " ".join(value.split())
        found = FORBIDDEN.search(text)
        if found:
            self.report("text-control", at, point=f"U+{ord(found[0]):04X}")
        return FORBIDDEN.sub("\ufffd", text)
