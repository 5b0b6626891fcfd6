"""How large a table may be.

One that fits no screen would take the parser and the browser too long.
"""

import re

import msgspec

WIDEST = 60  # columns
MOST_CELLS = 20_000

# It begins with a line break and not with ^, so that the search jumps from line to line. What
# stands in (?=…) refuses most lines at their first character.
_DELIMITER = re.compile(
    r"\n(?=[ \t>*+|:-]++(?:\n|\Z))[ \t>*+-]*+\|?[ \t]*+:?-*+:?[ \t]*+"
    r"(?:\|[ \t]*+:?-*+:?[ \t]*+)+(?=\n|\Z)"
)


class TooLarge(msgspec.Struct, frozen=True):
    """A table with too many columns or cells; `offset` is where its line of hyphens begins."""

    offset: int
    columns: int
    rows: int


def too_large(text: str) -> TooLarge | None:
    """Returns the first table in Markdown that is too large, or None."""
    for found in _DELIMITER.finditer(text) if "|" in text else ():
        columns = found[0].strip(" \t|\n").count("|") + 1
        rows = text.count("\n", found.end(), (text.find("\n\n", found.end()) + 1) or len(text))
        if columns > WIDEST or columns * rows > MOST_CELLS:
            return TooLarge(found.start() + 1, columns, rows)
    return None
