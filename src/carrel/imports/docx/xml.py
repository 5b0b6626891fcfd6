"""XML of untrusted files: parsed within limits, with short names (`w:p`), and without a document
type, so that no entity can expand or fetch anything.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

DEEPEST, MOST = (
    100,
    2_000_000,
)  # levels and elements; a document of 500 pages has some 40 and 300,000

_OFFICE = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_PREFIXES = {
    f"{_OFFICE}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OFFICE}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OFFICE}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OFFICE}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_OFFICE}drawingml/2006/chart": "c",
    f"{_STRICT}drawingml/chart": "c",
    f"{_OFFICE}drawingml/2006/diagram": "dgm",
    f"{_STRICT}drawingml/diagram": "dgm",
    f"{_OFFICE}markup-compatibility/2006": "mc",
    f"{_OFFICE}package/2006/relationships": "rel",
    f"{_OFFICE}package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    f"{_MICROSOFT}word/2010/wordml": "w14",
    f"{_MICROSOFT}word/2010/wordprocessingShape": "wps",
    f"{_MICROSOFT}word/2012/wordprocessingDrawing": "wp15",
    f"{_MICROSOFT}drawing/2017/decorative": "adec",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
PLACE = "place"  # the attribute with a paragraph's number; only Carrel writes it
_LONGEST_NUMBER = 9  # digits
_OFF = ("0", "false", "off", "none")


class BadXml(Exception):
    """Raised for what cannot be read as XML, or is too large; its text is the reason."""


class _Builder(ET.TreeBuilder):
    """Builds a tree with short names, and stops where it grows too deep or too large."""

    def __init__(self) -> None:
        super().__init__()
        self._short: dict[str, str] = {}
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST:
            raise BadXml("it is nested too deeply, or holds too much")
        return super().start(
            self.short(tag),
            {self.short(name): value for name, value in attrs.items() if name != PLACE},
        )

    def end(self, tag: str) -> ET.Element:
        self._depth -= 1
        return super().end(self.short(tag))

    def doctype(self, *_: object) -> None:
        """Refuses a document type: Office files have none, so one that has is an attack."""
        raise BadXml("it declares a document type")

    def short(self, name: str) -> str:
        """Returns `w:p` for `{namespace}p`; a namespace that Carrel does not use is `?`."""
        if name not in self._short:
            space, bracket, local = name[1:].partition("}")
            self._short[name] = f"{_PREFIXES.get(space, '?')}:{local}" if bracket else name
        return self._short[name]


def parse(data: bytes) -> ET.Element:
    """Returns the root of the document in `data`. Raises BadXml."""
    parser = ET.XMLParser(target=_Builder())
    try:
        parser.feed(data)
        root = parser.close()
    except (ET.ParseError, ValueError, LookupError, AssertionError) as error:
        raise BadXml("it is not whole") from error
    if not isinstance(root, ET.Element):
        raise BadXml("it is empty")
    return root


def child(element: ET.Element | None, *path: str) -> ET.Element | None:
    """Returns the first element at a path of tags; None where there is none."""
    for tag in path:
        if element is None:
            return None
        element = next((inner for inner in element if inner.tag == tag), None)
    return element


def children(element: ET.Element | None, *tags: str) -> Iterator[ET.Element]:
    """Yields the children that have one of `tags`."""
    for inner in element if element is not None else ():
        if inner.tag in tags:
            yield inner


def value(element: ET.Element | None, *path: str) -> str:
    """Returns the `w:val` of the element at the end of `path`; empty where there is none."""
    found = child(element, *path)
    return found.get("w:val", "") if found is not None else ""


def whole(text: str, otherwise: int = 0, most: int = 999_999_999) -> int:
    """Returns the whole number in `text`, at most `most`; `otherwise` for no number, or for one
    with too many digits.
    """
    return min(int(text), most) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else otherwise


def switch(element: ET.Element | None, *path: str) -> bool | None:
    """True or false for a property such as bold that is on or off; None where it is not set."""
    found = child(element, *path)
    return None if found is None else found.get("w:val", "true") not in _OFF


def words(element: ET.Element) -> str:
    """Returns all text below `element`: of Word (`w:t`), deleted text too (`w:delText`), of
    drawings (`a:t`) and of formulas (`m:t`).
    """
    texts = (inner.text or "" for inner in element.iter() if inner.tag in _TEXTS)
    return " ".join("".join(texts).split())


_TEXTS = ("w:t", "a:t", "m:t", "w:delText")
