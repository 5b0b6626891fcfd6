"""The words of a Word file as they stand in its XML, read apart from everything else, so that the
report can compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import msgspec

from carrel.imports.docx.story import Story
from carrel.imports.docx.symbols import letters
from carrel.imports.docx.xml import PLACE, child, switch, value

_SPACES = ("w:tab", "w:br", "w:cr", "w:ptab")


class SourceParagraph(msgspec.Struct):
    """A paragraph of the source: its number, its words, what else is in it, and whether Carrel
    makes it by itself.
    """

    place: int
    words: str
    counts: dict[str, int]
    derived: bool = False
    notes: list[tuple[str, str]] = []


def source_paragraphs(container: Element, story: Story) -> list[SourceParagraph]:
    """Every paragraph below `container`, in the order of their numbers."""
    contents = _Contents()
    found = [
        _paragraph(one, contents.holds(one) or derived, story)
        for one, derived in _all(container, False)
    ]
    tables = [next(one.iter("w:p"), None) for one in container.iter("w:tbl")]
    starts = [int(one.get(PLACE, "0")) for one in tables if one is not None]
    for one in found:
        one.counts["tables"] = starts.count(one.place)
    return sorted(found, key=lambda one: one.place)


class _Contents:
    """Knows whether a table of contents, which is a field over many paragraphs, is open."""

    def __init__(self) -> None:
        self._fields: list[str] = []

    def holds(self, paragraph: Element) -> bool:
        """Whether a paragraph belongs to a table of contents.

        Paragraphs are asked for in their order.
        """
        held = self._is_open()
        for one in paragraph.iter():
            kind = one.get("w:fldCharType", "")
            if kind == "begin":
                self._fields.append("")
            elif kind == "end" and self._fields:
                self._fields.pop()
            elif one.tag == "w:instrText" and self._fields:
                self._fields[-1] += one.text or ""
            held = held or self._is_open()
        return held

    def _is_open(self) -> bool:
        return any(field.strip().upper().startswith("TOC") for field in self._fields)


def _all(element: Element, derived: bool) -> Iterator[tuple[Element, bool]]:
    for one in element:
        gallery = (
            value(one, "w:sdtPr", "w:docPartObj", "w:docPartGallery") if one.tag == "w:sdt" else ""
        )
        if one.tag == "w:p":
            yield one, derived
        yield from _all(one, derived or gallery == "Table of Contents")


def _paragraph(one: Element, derived: bool, story: Story) -> SourceParagraph:
    kind, _ = story.styles.kind(child(one, "w:pPr"))
    inside = list(_inside(one, story))
    text = "".join(_said(part) for part in inside)
    links = sum(part.tag == "w:hyperlink" or _is_link(part) for part in inside)
    notes = [
        (part.tag[2:].removesuffix("Reference"), part.get("w:id", ""))
        for part in inside
        if part.tag in _NOTES
    ]
    counts = {
        "links": links,
        "images": sum(part.tag in ("a:blip", "v:imagedata") for part in inside),
        "footnotes": len(notes),
    }
    counts["headings"] = int(kind == "heading" and bool(text.strip()))
    return SourceParagraph(
        int(one.get(PLACE, "0")), text, counts, derived or kind == "contents", notes
    )


_NOTES = ("w:footnoteReference", "w:endnoteReference")


def _inside(element: Element, story: Story) -> Iterator[Element]:
    """Everything in a paragraph, without text boxes, hidden text, and the words that Word puts into
    an empty form.
    """
    for one in element:
        waiting = one.tag == "w:sdt" and switch(one, "w:sdtPr", "w:showingPlcHdr")
        if (
            one.tag == "w:txbxContent"
            or waiting
            or (one.tag == "w:r" and story.styles.run(child(one, "w:rPr"), "w:vanish"))
        ):
            continue
        yield one
        yield from _inside(one, story)


def _said(one: Element) -> str:
    if one.tag in ("w:t", "m:t"):
        return letters(one.text or "")
    return "\u2011" if one.tag == "w:noBreakHyphen" else " " if one.tag in _SPACES else ""


def _is_link(one: Element) -> bool:
    instruction = (
        one.text
        if one.tag == "w:instrText"
        else one.get("w:instr")
        if one.tag == "w:fldSimple"
        else ""
    )
    return (instruction or "").strip().upper().startswith("HYPERLINK")
