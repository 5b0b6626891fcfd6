"""Marks: placeholders in the HTML of a page's body, which the page's writer replaces.

A mark stands where only the writer knows what belongs there: the address of a link from this page,
the frame of a box, the control of a blank. It is a letter and a number between two control
characters, U+0001 and U+0002. The reader removes these characters from what authors write, so no
author can forge a mark. The letter names a list of the page's content, the number is an index into
it. The mark of an id is a control character alone, as it needs no index.
"""

import re
from collections.abc import Callable

from carrel.model.sentinels import ID_PREFIX, MARK_CLOSES, MARK_OPENS

OPEN, CLOSE, ANCHOR = MARK_OPENS, MARK_CLOSES, ID_PREFIX


BOX_OPENS = "B"  # content.boxes
BOX_CLOSES = "E"  # content.boxes
LINK = "L"  # content.links: the value of a href attribute
IMAGE = "I"  # content.images: a whole img element
FIELD = "F"  # content.fields: a form control, or a group of them
RATING = "K"  # content.rating_cells: one step of a rating, in a table's cell
BACK = "N"  # the label of a footnote's link back; the number is the footnote's
REFERENCE = "R"  # content.cited: the reference that the footnote with this label names, or nothing
TABLE = "T"  # content.tables: the start tag of a table and what stands around it
TABLE_END = "U"

_MARK = re.compile(f"{OPEN}(.)([0-9]*){CLOSE}")

FORBIDDEN = re.compile("[\ufdd0-\ufdef\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters, of which marks are made, and code points that are never text."""

_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));")


def without_forbidden(text: str) -> str:
    """Returns `text` with U+FFFD in place of forbidden characters, also of `&#1;` and the like."""
    return FORBIDDEN.sub("\ufffd", _REFERENCE.sub(_allowed_reference, text))


def _allowed_reference(found: re.Match[str]) -> str:
    point = int(found[1], 16) if found[1] else int(found[2])
    return "\ufffd" if point < 0x110000 and FORBIDDEN.match(chr(point)) else found[0]


def mark(letter: str, number: int | str = "") -> str:
    """Returns the mark with this letter and number."""
    return letter if letter == ANCHOR else f"{OPEN}{letter}{number}{CLOSE}"


def numbers_of(body: str, letter: str) -> list[int]:
    """Returns the numbers of the marks with this letter."""
    return [int(number or 0) for found, number in _MARK.findall(body) if found == letter]


def fill(body: str, write: Callable[[str, int], str]) -> str:
    """Returns `body` with each mark replaced by what `write` returns for its letter and number.

    Marks of ids stay; they are replaced when it is known where the body is put.
    """
    parts = _MARK.split(body)  # text, letter, number, text, letter, number … text
    for at in range(1, len(parts), 3):
        parts[at], parts[at + 1] = write(parts[at], int(parts[at + 1] or 0)), ""
    return "".join(parts)
