"""Addresses and ids made of names."""

import re
import unicodedata
from collections.abc import Callable, Container

_ORDER = re.compile(r"^(\d+)[-_. ]+(?=\S)")
RESERVED = frozenset(
    {"main", "objectives", "how-to-use", "outcomes", "search-panel", "search-words", "search-keys"}
)
"""Ids that Carrel uses on pages itself."""
_FOOTNOTE = re.compile(r"fn(?:ref)?-.+")
_ADDRESS = re.compile(r"/?[^\s/?#:\\\x00-\x1f\x7f]+(?:/[^\s/?#:\\\x00-\x1f\x7f]+)*/?")
_NOT_WORD = re.compile(r"[\W_]+")
LONGEST = 48  # characters of an id that is made of words
_TRIED_ONE_BY_ONE = 10


def slug(name: str) -> str:
    """Returns `name` as an id: lower-case letters of any script, digits, single hyphens.

    It may be empty.
    """
    return _NOT_WORD.sub("-", unicodedata.normalize("NFC", name).lower()).strip("-")


def short_slug(name: str, longest: int = LONGEST) -> str:
    """Returns `slug(name)`, cut at a hyphen if it has more than `longest` characters."""
    whole = slug(name)
    if len(whole) <= longest:
        return whole
    return whole[: longest + 1].rpartition("-")[0] or whole[:longest]


def split_order(name: str) -> tuple[int | None, str]:
    """Splits the number off a file's name.

    "2-benefits" gives (2, "benefits"), and "closing" gives (None, "closing").
    """
    found = _ORDER.match(name)
    if not found:
        return None, name
    return int(found[1][:9]), name[found.end() :]


def is_address(text: str) -> bool:
    """True if `text` can be the address of a page, from the site's root: `/mentoring/old-name/`."""
    return bool(_ADDRESS.fullmatch(text)) and ".." not in text


def is_reserved(identifier: str) -> bool:
    """True if Carrel may use this id on a page itself."""
    return identifier in RESERVED or bool(_FOOTNOTE.fullmatch(identifier))


def unique(wanted: str, taken: set[str]) -> str:
    """Returns `wanted`, or `wanted-2`, `wanted-3` … if it is taken, and adds it to `taken`."""
    candidate = (
        wanted if wanted not in taken else first_free(lambda number: f"{wanted}-{number}", taken)
    )
    taken.add(candidate)
    return candidate


def first_free(named: Callable[[int], str], taken: Container[str]) -> str:
    """Returns the first of `named(2)`, `named(3)` … that is not taken.

    All names before it are taken, so a binary search finds it among thousands.
    """
    low, high = 1, 2
    while named(high) in taken:
        low, high = high, high + 1 if high < _TRIED_ONE_BY_ONE else high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if named(middle) in taken else (low, middle)
    return named(high)
