"""What an author can mend (`Issue`), where it stands (`Position`), how issues print, and what stops a build.

Every sentence that an author can be shown stands in `codes.py`; an issue holds its code and the values that go into it.
"""

import json
import os
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

import msgspec


class Severity(StrEnum):
    """An error keeps a toolkit from being published; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Position(msgspec.Struct, frozen=True, order=True):
    """A place in a source file: its path from the toolkit's folder, line and column from 1 (0: the file as a whole)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line or 1}:{self.column or 1}"


class Code(msgspec.Struct, frozen=True):
    """One kind of issue: its severity, its sentence, how to mend it, and why it matters (for the manual)."""

    severity: Severity
    sentence: str
    mend: str
    why: str


class Issue(msgspec.Struct, frozen=True):
    """One problem that an author can mend."""

    code: str
    position: Position
    severity: Severity
    sentence: str
    mend: str

    def __str__(self) -> str:
        return f"{self.position}: {self.severity}: {self.sentence} [{self.code}]\n    {self.mend}"


class BuildStopped(Exception):
    """What nobody can go past, such as a folder that cannot be written; its text is one plain sentence."""


def sort_issues(issues: Iterable[Issue]) -> list[Issue]:
    """Every issue once, in the order of the files and of the lines in them."""
    return sorted(set(issues), key=lambda issue: (issue.position, issue.code, issue.sentence))


def seen_from_here(issues: Iterable[Issue], folder: Path) -> list[Issue]:
    """The issues of the toolkit in `folder`, with paths as they are from the current folder: what an editor or a code host opens."""
    prefix = os.path.relpath(folder).replace(os.sep, "/")
    if prefix == ".":
        return list(issues)
    return [msgspec.structs.replace(one, position=_under(prefix, one.position)) for one in issues]


def _under(prefix: str, place: Position) -> Position:
    return Position(f"{prefix}/{place.path}", place.line, place.column)


def as_text(issues: Iterable[Issue]) -> str:
    """A line for each issue, and beneath it a line that says how to mend it."""
    return "\n".join(str(issue) for issue in issues)


def as_json(issues: Iterable[Issue]) -> str:
    """A JSON list of objects: file, line, column, severity, code, sentence, mend."""
    return json.dumps([_as_object(issue) for issue in issues], ensure_ascii=False, indent=2)


def as_annotations(issues: Iterable[Issue]) -> str:
    """Workflow commands (`::error file=…`), which code hosts show beside the lines of a pull request."""
    return "\n".join(_annotation(issue) for issue in issues)


def _as_object(issue: Issue) -> Mapping[str, object]:
    place = issue.position
    return {
        "file": place.path,
        "line": place.line or 1,
        "column": place.column or 1,
        "severity": str(issue.severity),
        "code": issue.code,
        "sentence": issue.sentence,
        "mend": issue.mend,
    }


def _annotation(issue: Issue) -> str:
    place = issue.position
    properties = {
        "file": place.path,
        "line": str(place.line or 1),
        "col": str(place.column or 1),
        "title": issue.code,
    }
    listed = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{issue.severity} {listed}::{_escape_data(f'{issue.sentence} {issue.mend}')}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"text": as_text, "json": as_json, "annotations": as_annotations}
