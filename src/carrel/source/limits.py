"""What is too much for one page: it would take a parser, a browser or a reader forever."""

import re

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import tables
from carrel.source.places import Places

LONGEST = 300_000  # bytes; the longest page of a real course that we know has 40,000
_MOST = {
    ":::": ("lines of boxes", 2_000),
    "```": ("fences of code", 2_000),
    "~~~": ("fences of code", 2_000),
    "[^": ("footnotes", 2_000),
    "\n#": ("headings", 2_000),
    "<": ("signs <", 20_000),
    "@": (
        "signs @",
        1_000,
    ),  # the parser looks for one e-mail address inside the search for the one before, until it falls
}
_MOST_DEFINITIONS = 2_000
_SHORT = 4_000  # characters, which cannot hold too much of anything
_DEEPEST_MARKERS, _DEEPEST_INDENT = 40, 160

# Each begins with a line break, and not with ^: the search then leaps from line to line.
_DEEP = re.compile(
    rf"\n(?=[ \t>*+\d-])(?:(?:[ \t]*(?:>|[-*+][ \t]|\d{{1,9}}[.)][ \t])){{{_DEEPEST_MARKERS}}}|[ \t]{{{_DEEPEST_INDENT}}})"
)
_DEFINITION = re.compile(r"\n[ \t>]*+:[ \t]")


def too_much(path: str, text: str) -> Issue | None:
    """The issue of a text that nests too deeply, or holds too large a table or too much of anything; None for any other."""
    full = _too_full(path, text) if len(text) > _SHORT else None
    if full:
        return full
    table = tables.too_large(text)
    if table:
        place = Position(path, *Places(text).of(table.offset))
        return issue(
            "table-too-large",
            place,
            columns=table.columns,
            rows=table.rows,
            widest=tables.WIDEST,
            most=f"{tables.MOST_CELLS:,}",
        )
    deep = _DEEP.search(f"\n{text}")
    return issue("text-too-deep", Position(path, *Places(text).of(deep.start()))) if deep else None


def _too_full(path: str, text: str) -> Issue | None:
    for sign, (things, most) in _MOST.items():
        # The quickest question first: counting takes much longer than looking for a letter.
        if (
            len(text) > most * len(sign)
            and sign[-1] in text
            and text.count(sign[-1]) > most
            and text.count(sign) > most
        ):
            return issue("page-too-full", Position(path), things=things, most=f"{most:,}")
    if (
        len(text) > 2 * _MOST_DEFINITIONS
        and text.count(":") > _MOST_DEFINITIONS
        and len(_DEFINITION.findall(text)) > _MOST_DEFINITIONS
    ):
        return issue(
            "page-too-full", Position(path), things="definitions", most=f"{_MOST_DEFINITIONS:,}"
        )
    return None
