"""Problems that an author can fix (`Issue`), their position, how they print, and `BuildStopped`.

The sentences themselves are in the package `codes`.
"""

import json
import os
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

import msgspec


class Severity(StrEnum):
    """An error prevents publishing; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Position(msgspec.Struct, frozen=True, order=True):
    """A position in a source file.

    The path starts from the toolkit's folder. Line and column count from 1; 0 means the whole file.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line or 1}:{self.column or 1}"


class Code(msgspec.Struct, frozen=True):
    """One kind of issue: severity, sentence, how to fix it, and why it matters (for the manual)."""

    severity: Severity
    sentence: str
    mend: str
    why: str


def error(sentence: str, mend: str, why: str) -> Code:
    """Returns a code that prevents publishing."""
    return Code(Severity.ERROR, sentence, mend, why)


def warning(sentence: str, mend: str, why: str) -> Code:
    """Returns a code that does not prevent publishing."""
    return Code(Severity.WARNING, sentence, mend, why)


class Issue(msgspec.Struct, frozen=True):
    """One problem that an author can fix."""

    code: str
    position: Position
    severity: Severity
    sentence: str
    mend: str

    def __str__(self) -> str:
        return f"{self.position}: {self.severity}: {self.sentence} [{self.code}]\n    {self.mend}"


class BuildStopped(Exception):
    """Raised when the build cannot continue; its text is one plain sentence for the author."""


def sort_issues(issues: Iterable[Issue]) -> list[Issue]:
    """Returns each issue once, sorted by file, line and column."""
    return sorted(set(issues), key=lambda issue: (issue.position, issue.code, issue.sentence))


def relative_to_here(issues: Iterable[Issue], folder: Path) -> list[Issue]:
    """Returns the issues of the toolkit in `folder` with paths from the current folder.

    Editors and code hosts open these paths.
    """
    prefix = os.path.relpath(folder).replace(os.sep, "/")
    if prefix == ".":
        return list(issues)
    return [msgspec.structs.replace(one, position=_under(prefix, one.position)) for one in issues]


def _under(prefix: str, position: Position) -> Position:
    return Position(f"{prefix}/{position.path}", position.line, position.column)


def as_text(issues: Iterable[Issue]) -> str:
    """Returns two lines per issue: the problem, and how to fix it."""
    return "\n".join(str(issue) for issue in issues)


def as_json(issues: Iterable[Issue]) -> str:
    """Returns a JSON list of objects with file, line, column, severity, code, sentence, mend."""
    return json.dumps([_as_object(issue) for issue in issues], ensure_ascii=False, indent=2)


def as_annotations(issues: Iterable[Issue]) -> str:
    """Returns workflow commands (`::error file=…`).

    Code hosts show these next to the lines of a pull request.
    """
    return "\n".join(_annotation(issue) for issue in issues)


def _as_object(issue: Issue) -> Mapping[str, object]:
    position = issue.position
    return {
        "file": position.path,
        "line": position.line or 1,
        "column": position.column or 1,
        "severity": str(issue.severity),
        "code": issue.code,
        "sentence": issue.sentence,
        "mend": issue.mend,
    }


def _annotation(issue: Issue) -> str:
    position = issue.position
    properties = {
        "file": position.path,
        "line": str(position.line or 1),
        "col": str(position.column or 1),
        "title": issue.code,
    }
    listed = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{issue.severity} {listed}::{_escape_data(f'{issue.sentence} {issue.mend}')}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"text": as_text, "json": as_json, "annotations": as_annotations}
