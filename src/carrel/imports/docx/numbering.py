"""Lists: the bullet or box before each item, and its number."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import msgspec

from carrel.imports.docx.blocks import Item
from carrel.imports.docx.symbols import CIRCLES, SQUARES, letter_of
from carrel.imports.docx.xml import child, children, value, whole


class _Level(msgspec.Struct, frozen=True):
    """How one level of a list begins its items."""

    form: str = "bullet"
    start: int = 1
    bullet: str = ""


class Numbering:
    """The lists of a document. It counts the items as they come."""

    def __init__(self, tree: Element | None) -> None:
        self._abstract = {
            one.get("w:abstractNumId", ""): one for one in children(tree, "w:abstractNum")
        }
        self._lists = {one.get("w:numId", ""): one for one in children(tree, "w:num")}
        self._counts: dict[tuple[str, int], int] = {}

    def item(self, number: str, level: int) -> Item | None:
        """Returns the next item of the list `number`; None if it has no bullets or numbers."""
        found = self._level(number, level)
        if found.form == "none":
            return None
        if found.form == "bullet":
            return Item(level, 0, _tick(found.bullet))
        return Item(level, self._count(number, level, found.start))

    def _count(self, number: str, level: int, start: int) -> int:
        owner = self._owner(number)
        deeper = [key for key in self._counts if key[0] == owner and key[1] > level]
        for key in deeper:
            del self._counts[key]
        count = self._counts.get((owner, level), start - 1) + 1
        self._counts[owner, level] = count
        return max(0, min(count, 999_999_999)) or 1

    def _owner(self, number: str) -> str:
        """Returns the list whose count a list continues: its own, if it starts a new count."""
        found = self._lists.get(number)
        if child(found, "w:lvlOverride", "w:startOverride") is not None:
            return number
        return value(found, "w:abstractNumId") or number

    def _level(self, number: str, level: int) -> _Level:
        found = self._lists.get(number)
        own = _of_level(found, "w:lvlOverride", level)
        shared = self._abstract.get(value(found, "w:abstractNumId"))
        used = child(own, "w:lvl")
        if used is None:
            used = _of_level(shared, "w:lvl", level)
        start = value(own, "w:startOverride") or value(used, "w:start")
        fonts = child(used, "w:rPr", "w:rFonts")
        font = "" if fonts is None else fonts.get("w:ascii", "")
        bullet = letter_of(value(used, "w:lvlText"), font)
        return _Level(value(used, "w:numFmt") or "bullet", whole(start, 1), bullet)


def _of_level(element: Element | None, tag: str, level: int) -> Element | None:
    """Returns the child with this tag that is about one level of a list."""
    found = (one for one in children(element, tag) if one.get("w:ilvl") == str(level))
    return next(found, None)


def _tick(bullet: str) -> str:
    if bullet in SQUARES:
        return "[ ]"
    return "( )" if bullet in CIRCLES else ""
