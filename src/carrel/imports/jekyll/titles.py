"""What the titles, file names and front matter of a Jekyll course say: words and numbers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

import msgspec

from carrel.imports.course import Page
from carrel.imports.jekyll.folder import Text, Value

Numbers = tuple[int, ...]

DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")
_LEADING = re.compile(r"^\s*(\d+(?:\.\d+)*)\.?\s+(?=\S)")
_IN_NAME = re.compile(r"(\d+)(?:[-_.](\d+))?")
_NO_NAME = re.compile(
    r"^(?:(?:section|page|part|chapter|lesson|unit|module|week)s?[-_]?)?"
    r"[\d._-]*(?:-?ref)?$|^index$",
    re.I,
)
_NUMBER_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_LAST = (9_999,)  # the order of a page without numbers


class Item(msgspec.Struct, eq=False):
    """A page of the source.

    It has its text, its title without a number, the numbers that it gives itself, and its old
    addresses.
    """

    text: Text
    title: str
    numbers: Numbers
    page: Page
    addresses: list[str]

    @property
    def path(self) -> str:
        """The path of its file."""
        return self.text.path

    @property
    def all_numbers(self) -> Numbers:
        """The numbers that it gives itself, or those of its file's name."""
        return self.numbers or numbers_of_file(self.path)


def read_item(text: Text, settings: Mapping[str, Value]) -> Item:
    """Returns the page of a file with front matter."""
    named = html.unescape(as_text(text.values.get("title")))
    stem = DATE.sub("", PurePosixPath(text.path).stem)
    title = unnumbered(named) or _words(stem) or "Page"
    numbers = leading_numbers(named) or _subsection(text)
    plain = title.partition(":")[0].replace("'", "").replace("’", "")
    name = plain if _NO_NAME.match(stem) else stem
    return Item(text, title, numbers, Page(title, text.path, name=name), _addresses(text, settings))


def _words(stem: str) -> str:
    words = re.sub(r"[-_]+", " ", stem).strip()
    return words[:1].upper() + words[1:]


def as_text(value: Value | object) -> str:
    """Returns a value of front matter as a text on one line; empty for lists and the like."""
    is_plain = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return " ".join(str(value).split()) if is_plain else ""


def plain_html(text: str) -> str:
    """Returns the words of a short HTML text."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def leading_numbers(title: str) -> Numbers:
    """Returns the numbers before a title: (2, 1) for "2.1 When to sow"."""
    found = _LEADING.match(title)
    return _without_zero(found[1].split(".")) if found else ()


def unnumbered(title: str) -> str:
    """Returns a title without the numbers before it."""
    return " ".join(_LEADING.sub("", title).split())


def _without_zero(parts: Iterable[str]) -> Numbers:
    """The numbers as integers. 2.0 is the first page of a section, so it counts as 2."""
    numbers = tuple(int(part[:6]) for part in parts)
    return numbers[:-1] if len(numbers) == 2 and not numbers[1] else numbers


def _subsection(text: Text) -> Numbers:
    """Numbers in words, as in `subsection: two-one`."""
    words = as_text(text.values.get("subsection")).lower().split("-")
    if not set(words) <= set(_NUMBER_WORDS):
        return ()
    return tuple(map(_NUMBER_WORDS.index, words))


def numbers_of_file(path: str) -> Numbers:
    """Returns the numbers of a name like `section-2-1.md`. A date gives an order, no numbers."""
    stem = PurePosixPath(path).stem
    found = None if DATE.match(stem) else _IN_NAME.search(stem)
    return _without_zero(filter(None, found.groups())) if found else ()


def order(item: Item) -> tuple[Numbers, str]:
    """Returns the key by which the pages that no menu names are sorted."""
    values = item.text.values
    given = values.get("nav_order", values.get("order", values.get("weight")))
    numbers = (int(given),) if isinstance(given, (int, float)) else item.all_numbers
    return numbers or _LAST, item.path


def dotted(numbers: Numbers) -> str:
    """Returns numbers as they are written: 2.1."""
    return ".".join(map(str, numbers))


def comparable(title: str) -> str:
    """Returns a title as titles are compared: without case and punctuation."""
    return re.sub(r"\W+", " ", title).strip().casefold()


def _addresses(text: Text, settings: Mapping[str, Value]) -> list[str]:
    """The addresses of a page, from the top of the old site."""
    given = as_text(text.values.get("permalink"))
    if given and ":" not in given:
        return [given if given.startswith("/") else f"/{given}"]
    path = PurePosixPath(text.path)
    folder = "" if str(path.parent) == "." else f"{path.parent}/"
    if "_posts/" in text.path:
        return [f"/{folder.replace('_posts/', '')}{DATE.sub('', path.stem)}/"]
    if path.stem == "index":
        return [f"/{folder}"] if folder else []
    is_pretty = as_text(settings.get("permalink")) == "pretty"
    return [f"/{folder}{path.stem}{'/' if is_pretty else '.html'}"]
