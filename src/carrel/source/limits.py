"""What is too much for one page: it would take a parser, a browser or a reader far too long."""

import re

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import tables
from carrel.source.places import Places

LONGEST = 300_000  # bytes; the longest page of a real course that we know has 40,000
_DEEPEST_MARKERS, _DEEPEST_INDENT = 40, 160
_MOST_DEFINITIONS = 2_000
_MOST = {
    ":::": ("lines of boxes", 2_000),
    "```": ("fences of code", 2_000),
    "~~~": ("fences of code", 2_000),
    "[^": ("footnotes", 2_000),
    "\n#": ("headings", 2_000),
    "<": ("characters <", 20_000),
    # The parser searches for an e-mail address inside the search for the one before it, so too many
    # of them exhaust its stack.
    "@": ("characters @", 1_000),
}

# Each begins with a line break and not with ^, so that the search skips from line to line.
_DEEP = re.compile(
    r"\n(?=[ \t>*+\d-])(?:"
    rf"(?:[ \t]*(?:>|[-*+][ \t]|\d{{1,9}}[.)][ \t])){{{_DEEPEST_MARKERS}}}"
    rf"|[ \t]{{{_DEEPEST_INDENT}}})"
)
_DEFINITION = re.compile(r"\n[ \t>]*+:[ \t]")


def too_much(path: str, text: str) -> Issue | None:
    """Returns the issue of a page that is too full, too deep, or has too large a table; or None."""
    full = _too_full(path, text)
    if full:
        return full
    table = tables.too_large(text)
    if table:
        return _table_issue(path, text, table)
    deep = _DEEP.search(f"\n{text}")
    return issue("text-too-deep", Position(path, *Places(text).of(deep.start()))) if deep else None


def _too_full(path: str, text: str) -> Issue | None:
    for part, (things, most) in _MOST.items():
        if len(part) * most < len(text) and text.count(part) > most:
            return _full_issue(path, things, most)
    if len(_DEFINITION.findall(text)) > _MOST_DEFINITIONS:
        return _full_issue(path, "definitions", _MOST_DEFINITIONS)
    return None


def _full_issue(path: str, things: str, most: int) -> Issue:
    return issue("page-too-full", Position(path), things=things, most=f"{most:,}")


def _table_issue(path: str, text: str, table: tables.TableSize) -> Issue:
    place = Position(path, *Places(text).of(table.offset))
    return issue(
        "table-too-large",
        place,
        columns=table.columns,
        rows=table.rows,
        widest=tables.WIDEST,
        most=f"{tables.MOST_CELLS:,}",
    )
