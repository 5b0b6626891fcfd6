"""How large a table may be. One that no screen can show would take a parser, a browser or a reader forever."""

import re

import msgspec

WIDEST = 60  # columns
MOST_CELLS = 20_000

# It begins with a line break, and not with ^: the search then leaps from line to line. What stands in (?=…) sorts out most lines at
# their first character.
_DELIMITER = re.compile(
    r"\n(?=[ \t>*+|:-]++(?:\n|\Z))[ \t>*+-]*+\|?[ \t]*+:?-*+:?[ \t]*+(?:\|[ \t]*+:?-*+:?[ \t]*+)+(?=\n|\Z)"
)


class TooLarge(msgspec.Struct, frozen=True):
    """A table with too many columns or cells: where its line of hyphens begins, and how large it is."""

    offset: int
    columns: int
    rows: int


def too_large(text: str) -> TooLarge | None:
    """The first table in Markdown that is too large; None where each has a size that can be read."""
    for found in _DELIMITER.finditer(text) if "|" in text else ():
        columns = found[0].strip(" \t|\n").count("|") + 1
        rows = text.count("\n", found.end(), (text.find("\n\n", found.end()) + 1) or len(text))
        if columns > WIDEST or columns * rows > MOST_CELLS:
            return TooLarge(found.start() + 1, columns, rows)
    return None
