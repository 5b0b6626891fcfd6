"""Bytes to text: UTF-8, line breaks, and characters that are never text."""

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.source.places import Places


def decode(path: str, data: bytes) -> tuple[str, list[Issue]]:
    """Returns the text of a file with `\\n` between lines, and what is wrong with it.

    Bytes that are not UTF-8, and forbidden characters, are reported and replaced by U+FFFD.
    """
    issues = []
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        issues.append(_not_utf8(path, data[: error.start]))
        text = data.decode("utf-8", "replace")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    forbidden = marks.FORBIDDEN.search(text)
    if forbidden:
        place = Position(path, *Places(text).of(forbidden.start()))
        issues.append(issue("text-control", place, point=f"U+{ord(forbidden[0]):04X}"))
    if forbidden or "&#" in text:  # a forbidden character can also be written as a reference
        text = marks.without_forbidden(text)
    return text, issues


def _not_utf8(path: str, before: bytes) -> Issue:
    """Returns the issue at the first byte that is not UTF-8; `before` is what precedes it."""
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return issue("text-encoding", Position(path, before.count(b"\n") + 1, column))
