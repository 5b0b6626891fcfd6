"""Reads a module's `example.toml`: a title, an introduction, and a table for each worksheet."""

import datetime
import re
import tomllib
from typing import Any

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.example import Example, Value
from carrel.model.marks import FORBIDDEN
from carrel.source import limits
from carrel.source.decoding import decode
from carrel.source.settings import key_lines, shown, syntax_issue

_TEXTS = ("title", "about")
_BLANK_LINES = re.compile(r"\n{3,}")


def read_example(path: str, data: bytes) -> Example:
    """Returns the example in a file. Problems become its `issues`; nothing is raised."""
    if len(data) > limits.LONGEST:
        too_large = issue(
            "file-too-large", Position(path), size=len(data) // 1000, largest=limits.LONGEST // 1000
        )
        return Example(path, issues=(too_large,))
    text, issues = decode(path, data)
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Example(path, issues=(*issues, syntax_issue("example-syntax", path, error)))
    return _Reader(path, key_lines(text), issues).example(values)


class _Reader:
    """Turns the values of the file into an example, and collects the issues."""

    def __init__(self, path: str, lines: dict[str, int], issues: list[Issue]) -> None:
        self.path, self.lines, self.issues = path, lines, issues

    def report(self, code: str, at: str, /, **values: object) -> None:
        self.issues.append(issue(code, Position(self.path, self.lines.get(at, 1), 1), **values))

    def example(self, values: dict[str, Any]) -> Example:
        given = {name: self._text(name, values.pop(name)) for name in _TEXTS if name in values}
        if isinstance(values.get("day"), datetime.date):
            given["day"] = str(values.pop("day"))[:10]
        for missing in set(_TEXTS) - given.keys():
            self.report("example-incomplete", missing, key=missing)
        sheets = {
            name: self._sheet(name, table)
            for name, table in values.items()
            if self._is_table(name, table)
        }
        return Example(
            self.path, sheets=sheets, lines=self.lines, issues=tuple(self.issues), **given
        )

    def _is_table(self, name: str, table: object) -> bool:
        if not isinstance(table, dict):
            self.report("example-key", name, key=name)
        return isinstance(table, dict)

    def _sheet(self, sheet: str, table: dict[str, Any]) -> dict[str, Value]:
        read = {field: self._value(f"{sheet}.{field}", value) for field, value in table.items()}
        return {field: value for field, value in read.items() if value is not None}

    def _value(self, at: str, value: object) -> Value | None:
        """Returns a text, or a list of texts; a date as text. Reports anything else."""
        if type(value) is datetime.date:  # and no time of day
            return value.isoformat()
        if isinstance(value, str):
            return self._text(at, value)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return [self._text(at, one) for one in value]
        self.report("example-shape", at, key=at, value=shown(value))
        return None

    def _text(self, at: str, value: object) -> str:
        if not isinstance(value, str):
            self.report("example-shape", at, key=at, value=shown(value))
            return ""
        text = _BLANK_LINES.sub("\n\n", value.strip())
        found = FORBIDDEN.search(text)
        if found:
            self.report("text-control", at, point=f"U+{ord(found[0]):04X}")
        return FORBIDDEN.sub("\ufffd", text)
