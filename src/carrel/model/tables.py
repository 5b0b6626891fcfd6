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


class TableSize(msgspec.Struct, frozen=True):
    """The size of a table; `offset` is where its line of hyphens begins."""

    offset: int
    columns: int
    rows: int

    @property
    def is_too_large(self) -> bool:
        """True if it has too many columns or cells."""
        return self.columns > WIDEST or self.columns * self.rows > MOST_CELLS


def too_large(text: str) -> TableSize | None:
    """Returns the size of the first table in Markdown that is too large, or None."""
    tables = (_size(text, found) for found in _DELIMITER.finditer(text))
    return next((table for table in tables if table.is_too_large), None)


def _size(text: str, found: re.Match[str]) -> TableSize:
    columns = found[0].strip(" \t|\n").count("|") + 1
    end = text.find("\n\n", found.end()) + 1 or len(text)
    return TableSize(found.start() + 1, columns, text.count("\n", found.end(), end))
