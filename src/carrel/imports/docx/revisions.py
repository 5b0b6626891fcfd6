"""A first pass over the XML: tracked changes are accepted, of alternatives one is chosen, and
paragraphs are numbered.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from carrel.imports.docx.xml import PLACE, child, children, words

_DELETED = ("w:del", "w:moveFrom")
_UNWRAPPED = ("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:bdo", "w:dir")
_PROPERTIES = ("w:pPr", "w:rPr", "w:trPr", "w:tcPr", "w:tblPr", "w:sectPr", "w:sdtPr")
# Extensions of Word whose drawings can be read
_UNDERSTOOD = frozenset(("wps", "wpg", "wpc", "w14", "wp14", "w15"))

Deleted = Callable[[int, str], None]  # called with the paragraph's number and the deleted words


def settle(root: Element, deleted: Deleted) -> int:
    """Changes the tree as described above; each paragraph gets its number as `place`.

    Returns how many changes were accepted.
    """
    settler = _Settler(deleted)
    settler.settle(root)
    return settler.changes


class _Settler:
    def __init__(self, deleted: Deleted) -> None:
        self.deleted = deleted
        self.place = self.changes = 0

    def settle(self, element: Element) -> None:
        kept = [one for inner in element for one in self._settled(inner)]
        element[:] = _joined(kept)

    def _settled(self, one: Element) -> list[Element]:
        """Returns what replaces an element: itself, its content, or nothing."""
        if one.tag in _PROPERTIES:
            return [one]
        if _is_deleted(one):
            self._drop(one)
            return []
        if one.tag == "mc:AlternateContent":
            one = _chosen(one)
            self.settle(one)
            return list(one)
        self._number(one)
        self.settle(one)
        self.changes += one.tag in ("w:ins", "w:moveTo")
        return list(one) if one.tag in _UNWRAPPED else [one]

    def _number(self, one: Element) -> None:
        if one.tag == "w:p":
            self.place += 1
            one.set(PLACE, str(self.place))

    def _drop(self, one: Element) -> None:
        if one.tag == "w:moveFrom":  # counted where it moved to
            return
        self.changes += 1
        if words(one):
            self.deleted(max(1, self.place), words(one))


def _is_deleted(one: Element) -> bool:
    """True for deleted or moved content, and for a deleted row of a table."""
    if one.tag in _DELETED:
        return True
    return one.tag == "w:tr" and child(one, "w:trPr", "w:del") is not None


def _chosen(alternatives: Element) -> Element:
    """Returns the alternative that can be read here.

    The last one is a fallback for programs that understand none of the others.
    """
    fallback = child(alternatives, "mc:Fallback")
    empty = fallback is None or not len(fallback)
    for choice in children(alternatives, "mc:Choice"):
        if empty or set(choice.get("Requires", "").split()) <= _UNDERSTOOD:
            return choice
    return fallback if fallback is not None else Element("mc:Fallback")


def _joined(siblings: list[Element]) -> list[Element]:
    """Returns the elements with each paragraph whose end was deleted joined to the next one, whose
    properties hold for both.
    """
    joined: list[Element] = []
    for one in siblings:
        if joined and _continues(joined[-1], one):
            before = joined.pop()
            at = 1 if len(one) and one[0].tag == "w:pPr" else 0
            one[at:at] = [inner for inner in before if inner.tag != "w:pPr"]
        joined.append(one)
    return joined


def _continues(before: Element, one: Element) -> bool:
    if not one.tag == before.tag == "w:p":
        return False
    return child(before, "w:pPr", "w:rPr", "w:del") is not None
