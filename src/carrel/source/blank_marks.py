"""Finds the blanks of a worksheet in its Markdown, before the parser sees it.

Lines, choices, and blanks in text become marks (placeholders, see `model.marks`) with lower-case
letters, one for each form; `worksheets` turns them into fields. Empty cells of tables and images
without a file need no mark, as the parsed HTML shows them.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from carrel import blanks as kinds
from carrel.model.marks import mark
from carrel.source.attributes import Attributes, read_attributes
from carrel.source.boxes import Span, comment
from carrel.source.code import code_spans

LETTERS = LINE, INLINE, ITEM, BRACES = "f", "g", "c", "a"

_BRACES = re.compile(r"^([ \t]*)\{([^{}]*)\}[ \t]*$")
_NO_BLANK = r"!\[[^\[\]]*\]|\]\([^()\s]*|<[^<>]*>|\bhttps?://[^\s<]+|\w_{3,}(?=\w)"
"""Images, addresses, tags, and words, in which underscores are no blank."""


class Place(msgspec.Struct):
    """Where something stands in the source, and the attributes in the braces behind it."""

    line: int = 0
    column: int = 1
    attributes: Attributes = msgspec.field(default_factory=Attributes)


class Blank(Place):
    """One blank in the source. `kind` is empty for braces on a line of their own."""

    kind: str = ""
    right: bool = False  # a choice that the author marked as right
    detail: str = ""


class _Patterns(msgspec.Struct):
    """The regular expressions of all kinds, by form."""

    line: re.Pattern[str]
    item: re.Pattern[str]
    inline: re.Pattern[str]


@lru_cache(maxsize=2)
def _patterns(line: str, item: str, inline: str) -> _Patterns:
    return _Patterns(
        re.compile(
            rf"^(?P<_indent>[ \t]*+)(?:{line})[ \t]*+(?:\{{(?P<_braces>[^{{}}]*)\}}[ \t]*+)?$"
        ),
        re.compile(
            rf"^(?P<_bullet>[ \t]*(?:[-*+]|\d{{1,9}}[.)])[ \t]+)(?:{item})(?=[ \t]|$)[ \t]*"
        ),
        re.compile(rf"(?P<_no>{_NO_BLANK})|(?:{inline})(?:\{{(?P<_braces>[^{{}}]*)\}})?"),
    )


def mark_blanks(text: str, spans: list[Span]) -> tuple[str, list[Blank]]:
    """Returns `text` with marks for the blanks in these lines, and the blanks by number."""
    if not spans:
        return text, []
    marker = _Marker()
    lines = text.split("\n")
    for span in spans:
        for number in range(span.first, min(span.last, len(lines)) + 1):
            lines[number - 1] = marker.mark_line(lines[number - 1], number)
    return "\n".join(lines), marker.blanks


class _Marker:
    """Puts marks into lines, and collects the blanks."""

    def __init__(self) -> None:
        self.patterns = _patterns(*map(kinds.patterns, ("line", "item", "inline")))
        self.blanks: list[Blank] = []

    def mark_line(self, line: str, number: int) -> str:
        """Returns the line with marks in place of its blanks."""
        braces = _BRACES.match(line)
        if braces:
            place = Place(number, len(braces[1]) + 1, read_attributes(braces[2]))
            return braces[1] + comment(BRACES, self._add(place))
        found = self.patterns.line.match(line)
        if found:
            indent = found["_indent"]
            return indent + comment(LINE, self._add_found(found, number, len(indent) + 1))
        return self._mark_text(self._mark_item(line, number), number)

    def _mark_item(self, line: str, number: int) -> str:
        """The line with a mark in place of what begins a choice, such as `( )`."""
        found = self.patterns.item.match(line)
        if not found:
            return line
        bullet = found["_bullet"]
        choice = self._add_found(found, number, len(bullet) + 1)
        return f"{bullet}{mark(ITEM, choice)} {line[found.end() :]}"

    def _mark_text(self, line: str, number: int) -> str:
        """The line with marks in place of the blanks between its words. Code has no blanks."""

        def marked(start: int, end: int) -> str:
            return self.patterns.inline.sub(
                lambda found: self._mark_inline(found, number, start), line[start:end]
            )

        parts, done = [], 0
        for start, end in code_spans(line):
            parts += [marked(done, start), line[start:end]]
            done = end
        return "".join([*parts, marked(done, len(line))])

    def _mark_inline(self, found: re.Match[str], number: int, before: int) -> str:
        if found["_no"]:
            return found[0]
        return mark(INLINE, self._add_found(found, number, before + found.start() + 1))

    def _add_found(self, found: re.Match[str], line: int, column: int) -> int:
        """Adds the blank that a pattern has found; returns its number."""
        attributes = read_attributes(found.groupdict().get("_braces") or "")
        kind = next(kind for kind in kinds.KINDS.values() if found.groupdict().get(kind.name))
        written = found[kind.name]
        right = kind.can_be_right and "x" in written.lower()
        blank = Blank(line, column, attributes, kind.name, right, kind.detail(written))
        self.blanks.append(blank)
        return len(self.blanks) - 1

    def _add(self, place: Place) -> int:
        self.blanks.append(Blank(place.line, place.column, place.attributes))
        return len(self.blanks) - 1
