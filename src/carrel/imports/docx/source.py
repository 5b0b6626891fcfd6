"""The words of a Word file as its XML has them, read apart from everything else, so that the
report can compare.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import msgspec

from carrel.imports.docx.story import Story
from carrel.imports.docx.symbols import letters
from carrel.imports.docx.xml import PLACE, child, switch, value

_CHARACTERS = {
    "w:noBreakHyphen": "\u2011",
    "w:tab": " ",
    "w:ptab": " ",
    "w:br": " ",
    "w:cr": " ",
}


class SourceParagraph(msgspec.Struct):
    """A paragraph of the source: its number, its words, how many links and so on it has, and
    whether Carrel makes it by itself.
    """

    place: int
    words: str
    counts: dict[str, int]
    derived: bool = False
    notes: list[tuple[str, str]] = []


def source_paragraphs(container: Element, story: Story) -> list[SourceParagraph]:
    """Returns every paragraph below `container`, in the order of their numbers."""
    contents = _Contents()
    found = [
        _paragraph(one, contents.holds(one) or derived, story)
        for one, derived in _all(container, False)
    ]
    starts = Counter(map(_first_place, container.iter("w:tbl")))
    for one in found:
        one.counts["tables"] = starts[one.place]
    return sorted(found, key=lambda one: one.place)


def _first_place(table: Element) -> int | None:
    first = next(table.iter("w:p"), None)
    return None if first is None else _place(first)


def _place(paragraph: Element) -> int:
    return int(paragraph.get(PLACE, "0"))


class _Contents:
    """Tracks whether a table of contents, which is a field over many paragraphs, is open."""

    def __init__(self) -> None:
        self._fields: list[str] = []

    def holds(self, paragraph: Element) -> bool:
        """True if a paragraph belongs to a table of contents.

        It has to be called for all paragraphs in their order.
        """
        held = self._is_open()
        for one in paragraph.iter():
            self._read(one)
            held = held or self._is_open()
        return held

    def _read(self, one: Element) -> None:
        kind = one.get("w:fldCharType", "")
        if kind == "begin":
            self._fields.append("")
        elif not self._fields:
            return
        elif kind == "end":
            self._fields.pop()
        elif one.tag == "w:instrText":
            self._fields[-1] += one.text or ""

    def _is_open(self) -> bool:
        return any(field.strip().upper().startswith("TOC") for field in self._fields)


def _all(element: Element, derived: bool) -> Iterator[tuple[Element, bool]]:
    """Yields every paragraph, and whether it is in a table of contents."""
    for one in element:
        if one.tag == "w:p":
            yield one, derived
        yield from _all(one, derived or _is_contents(one))


def _is_contents(one: Element) -> bool:
    path = ("w:sdtPr", "w:docPartObj", "w:docPartGallery")
    return one.tag == "w:sdt" and value(one, *path) == "Table of Contents"


def _paragraph(one: Element, derived: bool, story: Story) -> SourceParagraph:
    kind, _ = story.styles.kind(child(one, "w:pPr"))
    inside = list(_inside(one, story))
    text = "".join(map(_text, inside))
    notes = [_note(part) for part in inside if part.tag in _NOTES]
    counts = {
        "links": sum(map(_is_link, inside)),
        "images": sum(part.tag in ("a:blip", "v:imagedata") for part in inside),
        "footnotes": len(notes),
        "headings": int(kind == "heading" and bool(text.strip())),
    }
    return SourceParagraph(_place(one), text, counts, derived or kind == "contents", notes)


def _note(one: Element) -> tuple[str, str]:
    return one.tag[2:].removesuffix("Reference"), one.get("w:id", "")


_NOTES = ("w:footnoteReference", "w:endnoteReference")


def _inside(element: Element, story: Story) -> Iterator[Element]:
    """Yields everything in a paragraph, without text boxes, hidden text, and the words that Word
    puts into an empty form.
    """
    for one in element:
        if not _is_left_out(one, story):
            yield one
            yield from _inside(one, story)


def _is_left_out(one: Element, story: Story) -> bool:
    if one.tag == "w:sdt":
        return bool(switch(one, "w:sdtPr", "w:showingPlcHdr"))
    if one.tag == "w:r":
        return story.styles.run(child(one, "w:rPr"), "w:vanish")
    return one.tag == "w:txbxContent"


def _text(one: Element) -> str:
    if one.tag in ("w:t", "m:t"):
        return letters(one.text or "")
    return _CHARACTERS.get(one.tag, "")


def _is_link(one: Element) -> bool:
    if one.tag == "w:hyperlink":
        return True
    instruction = one.get("w:instr", "") if one.tag == "w:fldSimple" else ""
    if one.tag == "w:instrText":
        instruction = one.text or ""
    return instruction.strip().upper().startswith("HYPERLINK")
