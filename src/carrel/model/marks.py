"""Marks: the places in a page's body that whoever writes the page fills in.

A body is HTML in which a mark stands for what only the writer knows: where a link leads from here, how a box looks, what
a blank is on this medium. A mark is a letter and a number between two control characters, U+0001 and U+0002, which the
reader takes out of what authors write, so nobody can forge one. The number is an index into the list of the page's content
that the letter names. Only the mark of an id is a control character alone: there are many, and nothing is to be looked up.
"""

import re
from collections.abc import Callable

OPEN, CLOSE = "\x01", "\x02"

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
ANCHOR = "\x08"  # before each id and each link to an id of the same page

_MARK = re.compile(f"{OPEN}(.)([0-9]*){CLOSE}")

FORBIDDEN = re.compile("[\ufdd0-\ufdef\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that no author means: control characters (marks are made of two), and those that are never text."""

_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));")


def without_forbidden(text: str) -> str:
    """`text` with U+FFFD in place of forbidden characters, also of those written as `&#1;`."""
    if "&#" in text:
        text = _REFERENCE.sub(_allowed_reference, text)
    return FORBIDDEN.sub("\ufffd", text)


def _allowed_reference(found: re.Match[str]) -> str:
    point = int(found[1], 16) if found[1] else int(found[2])
    return "\ufffd" if point < 0x110000 and FORBIDDEN.match(chr(point)) else found[0]


def mark(letter: str, number: int | str = "") -> str:
    """The mark with this letter and number."""
    return letter if letter == ANCHOR else f"{OPEN}{letter}{number}{CLOSE}"


def numbers_of(body: str, letter: str) -> list[int]:
    """The numbers of the marks with this letter."""
    return [int(number or 0) for found, number in _MARK.findall(body) if found == letter]


def raised(body: str, letter: str, by: int) -> str:
    """`body` with each of the numbers of this letter raised by so many."""
    return _MARK.sub(
        lambda found: mark(letter, int(found[2] or 0) + by) if found[1] == letter else found[0],
        body,
    )


def fill(body: str, write: Callable[[str, int], str]) -> str:
    """`body` with each mark replaced by what `write` says of its letter and number. Marks of ids stay: one replacement puts them
    right, when it is known where the body will stand."""
    parts = _MARK.split(body)  # text, letter, number, text, letter, number … text
    for place in range(1, len(parts), 3):
        parts[place], parts[place + 1] = write(parts[place], int(parts[place + 1] or 0)), ""
    return "".join(parts)
