"""Lists: what stands before each item, and its number."""

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
    sign: str = ""


class Numbering:
    """The lists of a document. It counts the items as they come."""

    def __init__(self, tree: Element | None) -> None:
        self._abstract = {
            one.get("w:abstractNumId", ""): one for one in children(tree, "w:abstractNum")
        }
        self._lists = {one.get("w:numId", ""): one for one in children(tree, "w:num")}
        self._counts: dict[tuple[str, int], int] = {}

    def item(self, number: str, level: int) -> Item | None:
        """The next item of the list `number`; None where it has neither bullets nor numbers."""
        known = self._level(number, level)
        if known.form == "none":
            return None
        if known.form == "bullet":
            tick = "[ ]" if known.sign in SQUARES else "( )" if known.sign in CIRCLES else ""
            return Item(level, 0, tick)
        return Item(level, self._count(number, level, known.start))

    def _count(self, number: str, level: int, start: int) -> int:
        owner = value(self._lists.get(number), "w:abstractNumId") or number
        if child(self._lists.get(number), "w:lvlOverride", "w:startOverride") is not None:
            owner = number
        for deeper in [key for key in self._counts if key[0] == owner and key[1] > level]:
            del self._counts[deeper]
        count = self._counts.get((owner, level), start - 1) + 1
        self._counts[owner, level] = count
        return max(0, min(count, 999_999_999)) or 1

    def _level(self, number: str, level: int) -> _Level:
        own = next(
            (
                one
                for one in children(self._lists.get(number), "w:lvlOverride")
                if one.get("w:ilvl") == str(level)
            ),
            None,
        )
        shared = self._abstract.get(value(self._lists.get(number), "w:abstractNumId"))
        found = child(own, "w:lvl")
        if found is None:
            found = next(
                (one for one in children(shared, "w:lvl") if one.get("w:ilvl") == str(level)), None
            )
        start = value(own, "w:startOverride") or value(found, "w:start")
        fonts = child(found, "w:rPr", "w:rFonts")
        sign = letter_of(
            value(found, "w:lvlText"), fonts.get("w:ascii", "") if fonts is not None else ""
        )
        return _Level(value(found, "w:numFmt") or "bullet", whole(start, 1), sign)
