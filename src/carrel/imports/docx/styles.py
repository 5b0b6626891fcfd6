"""Styles: what a paragraph is for its author, by the names of styles, which a Word file has in
English in any language version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from carrel.imports.docx.xml import child, children, switch, value, whole
from carrel.model.settings import BUILT_IN_KINDS
from carrel.model.slugs import slug

_HEADING = re.compile(r"(?:heading|überschrift|titre|título) ?([1-9])")
_DEEPER_LIST = re.compile(r"list (?:bullet|number) ([2-5])")
_CONTENTS = re.compile(
    r"toc\b.*|contents .*|table of (?:figures|authorities)|index(?: heading| \d)"
    r"|figure index.*|table index.*"
)
_KINDS = {
    "title": "title",
    "subtitle": "subtitle",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "quotations": "quote",
    "caption": "caption",
    "html preformatted": "code",
    "preformatted text": "code",
    "macro text": "code",
}
_CODE_RUNS = ("html code", "source text", "html typewriter", "verbatim char")


class Styles:
    """The styles of a document, and what each means here.

    `mapped` has kinds of boxes by names of styles, in lower case.
    """

    def __init__(self, tree: Element | None, mapped: Mapping[str, str]) -> None:
        self._all = {one.get("w:styleId", ""): one for one in children(tree, "w:style")}
        self._mapped = mapped
        self._default = next((name for name, one in self._all.items() if _is_default(one)), "")
        language = child(tree, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang")
        self.language = language.get("w:val", "") if language is not None else ""

    def chain(self, identifier: str) -> Iterator[Element]:
        """A style, the one that it is based on, and so on."""
        seen: set[str] = set()
        while identifier in self._all and identifier not in seen:
            seen.add(identifier)
            yield self._all[identifier]
            identifier = value(self._all[identifier], "w:basedOn")

    def names(self, identifier: str) -> Iterator[str]:
        """Yields the names of these, in lower case."""
        for style in self.chain(identifier):
            yield " ".join(value(style, "w:name").lower().split())

    def kind(self, properties: Element | None) -> tuple[str, int]:
        """What a paragraph with these properties is, and the level of a heading."""
        outline = value(properties, "w:outlineLvl")
        if _is_level(outline):
            return "heading", int(outline) + 1
        identifier = value(properties, "w:pStyle") or self._default
        for style, name in zip(self.chain(identifier), self.names(identifier), strict=True):
            found = self._named(name) or _outlined(style)
            if found:
                return found
        return "text", 0

    def _named(self, name: str) -> tuple[str, int] | None:
        heading = _HEADING.fullmatch(name)
        if heading:
            return "heading", int(heading[1])
        if _CONTENTS.fullmatch(name):
            return "contents", 0
        kind = self._mapped.get(name) or _KINDS.get(name) or _built_in(name)
        return (kind, 0) if kind else None

    def table_kind(self, identifier: str) -> str:
        """Returns the kind of box that the style of a table names; empty for an ordinary table."""
        return next(
            (self._mapped[name] for name in self.names(identifier) if name in self._mapped), ""
        )

    def numbering(self, properties: Element | None) -> tuple[str, int]:
        """Returns the list that a paragraph is in, and its level there; ("", 0) for none."""
        styles = self.chain(value(properties, "w:pStyle"))
        found = [child(properties, "w:numPr"), *(child(one, "w:pPr", "w:numPr") for one in styles)]
        number = _first_value(found, "w:numId")
        level = _first_value(found, "w:ilvl") or "0"
        return ("", 0) if number in ("", "0") else (number, whole(level, most=8))

    def deeper(self, properties: Element | None) -> int:
        """Returns how many levels deeper than in its list a paragraph is: the style List Bullet 2
        has a list of its own, in which it is on the first level.
        """
        name = next(self.names(value(properties, "w:pStyle")), "")
        found = _DEEPER_LIST.fullmatch(name)
        return int(found[1]) - 1 if found else 0

    def run(self, properties: Element | None, tag: str) -> bool:
        """True if a property is on for a run, by itself or by its character style."""
        own = switch(properties, tag)
        if own is not None:
            return own
        styles = self.chain(value(properties, "w:rStyle"))
        return any(switch(style, "w:rPr", tag) for style in styles)

    def raised(self, properties: Element | None) -> str:
        """Returns "sup" for a run above the line, "sub" for one below it, or else nothing."""
        styles = self.chain(value(properties, "w:rStyle"))
        inherited = filter(None, (value(style, "w:rPr", "w:vertAlign") for style in styles))
        align = value(properties, "w:vertAlign") or next(inherited, "")
        return {"superscript": "sup", "subscript": "sub"}.get(align, "")

    def is_code(self, properties: Element | None) -> bool:
        """True if a run's style is one for code."""
        return any(name in _CODE_RUNS for name in self.names(value(properties, "w:rStyle")))


def _is_default(style: Element) -> bool:
    return style.get("w:type") == "paragraph" and bool(style.get("w:default"))


def _built_in(name: str) -> str:
    return slug(name) if slug(name) in BUILT_IN_KINDS else ""


def _first_value(elements: list[Element | None], tag: str) -> str:
    return next(filter(None, (value(one, tag) for one in elements)), "")


def _is_level(text: str) -> bool:
    return 0 <= whole(text, -1) < 9


def _outlined(style: Element) -> tuple[str, int] | None:
    level = value(style, "w:pPr", "w:outlineLvl")
    return ("heading", int(level) + 1) if _is_level(level) else None
