"""Addresses and ids out of names."""

import re
import unicodedata
from collections.abc import Callable, Container

_ORDER = re.compile(r"^(\d+)[-_. ]+(?=\S)")
RESERVED = frozenset(
    {"main", "objectives", "how-to-use", "outcomes", "search-panel", "search-words", "search-keys"}
)
"""Ids that the pages around a text use themselves."""
_FOOTNOTE = re.compile(r"fn(?:ref)?-.+")
_ADDRESS = re.compile(r"/?[^\s/?#:\\\x00-\x1f\x7f]+(?:/[^\s/?#:\\\x00-\x1f\x7f]+)*/?")
_NOT_WORD = re.compile(r"[\W_]+")
LONGEST = 48  # letters of an id that is made of words
_SEVERAL = 10  # so many are tried one after another


def slug(name: str) -> str:
    """`name` in small letters, digits and single hyphens; letters of every script keep themselves. May be empty."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    return _NOT_WORD.sub("-", name.lower()).strip("-")


def short_slug(name: str, longest: int = LONGEST) -> str:
    """`slug(name)`, cut at a hyphen where it is longer than `longest` letters."""
    whole = slug(name)
    if len(whole) <= longest:
        return whole
    return whole[: longest + 1].rpartition("-")[0] or whole[:longest]


def split_order(name: str) -> tuple[int | None, str]:
    """A file's number and the rest of its name: ("2-benefits") is (2, "benefits"), ("closing") is (None, "closing")."""
    found = _ORDER.match(name)
    if not found:
        return None, name
    return int(found[1][:9]), name[found.end() :]


def is_address(text: str) -> bool:
    """Whether `text` can be the address of a page, from the site's root: `/mentoring/old-name/`."""
    return bool(_ADDRESS.fullmatch(text)) and ".." not in text


def is_reserved(identifier: str) -> bool:
    """Whether a page may use this id for something of its own."""
    return identifier in RESERVED or bool(_FOOTNOTE.fullmatch(identifier))


def unique(wanted: str, taken: set[str]) -> str:
    """`wanted`, or `wanted-2`, `wanted-3` … where it is taken; the answer is added to `taken`."""
    candidate = (
        wanted if wanted not in taken else first_free(lambda number: f"{wanted}-{number}", taken)
    )
    taken.add(candidate)
    return candidate


def first_free(named: Callable[[int], str], taken: Container[str]) -> str:
    """The first of `named(2)`, `named(3)` … that is not taken. As the numbers before it are, it is found by halving."""
    low, high = 1, 2
    while named(high) in taken:
        low, high = high, high + 1 if high < _SEVERAL else high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if named(middle) in taken else (low, middle)
    return named(high)
