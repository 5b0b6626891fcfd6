"""Finds what a person would fill in on paper, in the lines of a worksheet, before the Markdown parser sees them.

Ruled lines, gaps, dates and choices become marks with small letters, which `worksheets` turns into fields; empty table
cells and images without a file need no mark, as the parsed HTML shows them.
"""

import re

import msgspec

from carrel.model.marks import mark
from carrel.source.attributes import Attributes, read_attributes
from carrel.source.boxes import Span, comment
from carrel.source.raw import code_spans

LETTERS = RULED, GAP, DATE, CHOICE, RANK, BRACES = "f", "g", "d", "c", "r", "a"

_RULED = re.compile(r"^([ \t]*+)_{3,}+[ \t]*+(?:\{([^{}]*)\}[ \t]*+)?$")
_BRACES = re.compile(r"^([ \t]*)\{([^{}]*)\}[ \t]*$")
_ITEM = re.compile(
    r"^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)(?:([(\[])([ xX]?)[)\]]|__)(?=[ \t]|$)[ \t]*"
)
_INLINE = re.compile(
    r"(?P<apart>!\[[^\[\]]*\]|\]\([^()\s]*|<[^<>]*>|\bhttps?://[^\s<]+|\w_{3,}(?=\w))"  # pictures, addresses, tags, words
    r"|(?P<date>__/__/____)(?:\{([^{}]*)\})?|(?P<gap>_{3,})(?:\{([^{}]*)\})?"
)


class Blank(msgspec.Struct):
    """One blank in the source: the letter of its mark, where it stands, and what its braces say."""

    letter: str
    line: int
    column: int
    attributes: Attributes
    right: bool = False
    many: bool = False  # a tick box, not a radio button


def mark_blanks(text: str, spans: list[Span]) -> tuple[str, list[Blank]]:
    """`text` with a mark for each blank in the lines of `spans`, and the blanks by number."""
    if not spans:
        return text, []
    lines = text.split("\n")
    blanks: list[Blank] = []
    for span in spans:
        for number in range(span.first - 1, min(span.last, len(lines))):
            lines[number] = _mark_line(lines[number], number + 1, blanks)
    return "\n".join(lines), blanks


def _mark_line(line: str, number: int, blanks: list[Blank]) -> str:
    for letter, sign, pattern in ((RULED, "_", _RULED), (BRACES, "{", _BRACES)):
        found = pattern.match(line) if sign in line else None
        if found:
            blanks.append(Blank(letter, number, len(found[1]) + 1, read_attributes(found[2] or "")))
            return found[1] + comment(letter, len(blanks) - 1)
    found = _ITEM.match(line)
    if found:
        letter = CHOICE if found[2] else RANK
        right = (found[3] or " ") in "xX"
        blanks.append(
            Blank(letter, number, len(found[1]) + 1, Attributes(), right, found[2] == "[")
        )
        line = found[1] + mark(letter, len(blanks) - 1) + " " + line[found.end() :]
    return _mark_gaps(line, number, blanks) if "__" in line else line


def _mark_gaps(line: str, number: int, blanks: list[Blank]) -> str:
    """The gaps and dates in a line; what stands in code is none."""

    def marked(start: int, end: int) -> str:
        return _INLINE.sub(
            lambda found: _mark_inline(found, number, start, blanks), line[start:end]
        )

    parts, done = [], 0
    for start, end in code_spans(line) if "`" in line else ():
        parts += [marked(done, start), line[start:end]]
        done = end
    return "".join([*parts, marked(done, len(line))])


def _mark_inline(found: re.Match[str], number: int, before: int, blanks: list[Blank]) -> str:
    if found["apart"]:
        return found[0]
    letter, braces = (DATE, found[3]) if found["date"] else (GAP, found[5])
    blanks.append(Blank(letter, number, before + found.start() + 1, read_attributes(braces or "")))
    return mark(letter, len(blanks) - 1)
