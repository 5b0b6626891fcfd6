"""A first pass over the XML: tracked changes are accepted, of alternatives one is chosen, and
paragraphs are numbered.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from carrel.imports.docx.xml import PLACE, child, children, words

_GONE = ("w:del", "w:moveFrom")
_UNWRAPPED = ("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:bdo", "w:dir")
_PROPERTIES = ("w:pPr", "w:rPr", "w:trPr", "w:tcPr", "w:tblPr", "w:sectPr", "w:sdtPr")
_UNDERSTOOD = (
    "wps",
    "wpg",
    "wpc",
    "w14",
    "wp14",
    "w15",
)  # extensions of Word whose drawings can be read

Deleted = Callable[[int, str], None]  # called with the paragraph's number, and the words that go


def settle(root: Element, deleted: Deleted) -> int:
    """Changes the tree as said above; each paragraph gets its number as `place`.

    Says how many changes were accepted.
    """
    settler = _Settler(deleted)
    settler.settle(root)
    return settler.changes


class _Settler:
    def __init__(self, deleted: Deleted) -> None:
        self.deleted = deleted
        self.place = self.changes = 0

    def settle(self, element: Element) -> None:
        kept = [one for inner in element for one in self._kept(inner)]
        element[:] = _joined(kept)

    def _kept(self, one: Element) -> list[Element]:
        """What takes the place of an element: itself, what is in it, or nothing."""
        if one.tag in _PROPERTIES:
            return [one]
        if one.tag in _GONE or (one.tag == "w:tr" and _is_gone(one)):
            self._drop(one)
            return []
        if one.tag == "mc:AlternateContent":
            one = _chosen(one)
            self.settle(one)
            return list(one)
        if one.tag == "w:p":
            self.place += 1
            one.set(PLACE, str(self.place))
        self.settle(one)
        self.changes += one.tag in ("w:ins", "w:moveTo")
        return list(one) if one.tag in _UNWRAPPED else [one]

    def _drop(self, one: Element) -> None:
        self.changes += one.tag != "w:moveFrom"  # what moved away is counted where it came to
        said = words(one)
        if said and one.tag != "w:moveFrom":
            self.deleted(max(1, self.place), said)


def _is_gone(row: Element) -> bool:
    return child(row, "w:trPr", "w:del") is not None


def _chosen(alternatives: Element) -> Element:
    """The alternative that can be read here.

    The last one is a fallback for programs that know none of the others.
    """
    fallback = child(alternatives, "mc:Fallback")
    for choice in children(alternatives, "mc:Choice"):
        if (
            set(choice.get("Requires", "").split()) <= set(_UNDERSTOOD)
            or fallback is None
            or not len(fallback)
        ):
            return choice
    return fallback if fallback is not None else Element("mc:Fallback")


def _joined(siblings: list[Element]) -> list[Element]:
    """Paragraphs whose end was deleted go on in the next one, which says how both look."""
    joined: list[Element] = []
    for one in siblings:
        before = joined[-1] if joined else None
        if (
            before is not None
            and one.tag == before.tag == "w:p"
            and child(before, "w:pPr", "w:rPr", "w:del") is not None
        ):
            at = 1 if len(one) and one[0].tag == "w:pPr" else 0
            one[at:at] = [inner for inner in before if inner.tag != "w:pPr"]
            joined.pop()
        joined.append(one)
    return joined
