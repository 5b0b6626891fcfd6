"""Styles: what a paragraph is for its author, by the names that Word keeps in English whatever its
language is.
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

    `mapped` names styles, in small letters, and kinds of boxes.
    """

    def __init__(self, tree: Element | None, mapped: Mapping[str, str]) -> None:
        self._all = {one.get("w:styleId", ""): one for one in children(tree, "w:style")}
        self._mapped = mapped
        self._default = next(
            (
                id_
                for id_, one in self._all.items()
                if one.get("w:type") == "paragraph" and one.get("w:default")
            ),
            "",
        )
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
        """The names of these, in small letters."""
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
        kind = (
            self._mapped.get(name)
            or _KINDS.get(name)
            or (slug(name) if slug(name) in BUILT_IN_KINDS else "")
        )
        return (kind, 0) if kind else None

    def table_kind(self, identifier: str) -> str:
        """The kind of box that the style of a table stands for; empty for an ordinary table."""
        return next(
            (self._mapped[name] for name in self.names(identifier) if name in self._mapped), ""
        )

    def numbering(self, properties: Element | None) -> tuple[str, int]:
        """The list that a paragraph belongs to, and its level there; ("", 0) for none."""
        own = child(properties, "w:numPr")
        places = [own] if own is not None else []
        places += [
            found
            for style in self.chain(value(properties, "w:pStyle"))
            if (found := child(style, "w:pPr", "w:numPr")) is not None
        ]
        number = next((value(place, "w:numId") for place in places if value(place, "w:numId")), "")
        level = next((value(place, "w:ilvl") for place in places if value(place, "w:ilvl")), "0")
        return ("", 0) if number in ("", "0") else (number, whole(level, most=8))

    def deeper(self, properties: Element | None) -> int:
        """How much deeper than its list says a paragraph lies: the style List Bullet 2 has a list
        of its own, and no deeper level.
        """
        name = next(self.names(value(properties, "w:pStyle")), "")
        found = _DEEPER_LIST.fullmatch(name)
        return int(found[1]) - 1 if found else 0

    def run(self, properties: Element | None, tag: str) -> bool:
        """Whether a property is on for a run, by itself or by its character style."""
        own = switch(properties, tag)
        if own is not None:
            return own
        return any(
            switch(style, "w:rPr", tag) for style in self.chain(value(properties, "w:rStyle"))
        )

    def raised(self, properties: Element | None) -> str:
        """Whether a run stands above the line ("sup"), below it ("sub"), or neither."""
        said = value(properties, "w:vertAlign")
        for style in self.chain(value(properties, "w:rStyle")) if not said else ():
            said = said or value(style, "w:rPr", "w:vertAlign")
        return {"superscript": "sup", "subscript": "sub"}.get(said, "")

    def is_code(self, properties: Element | None) -> bool:
        """Whether a run's style is one for code."""
        return any(name in _CODE_RUNS for name in self.names(value(properties, "w:rStyle")))


def _is_level(text: str) -> bool:
    return 0 <= whole(text, -1) < 9


def _outlined(style: Element) -> tuple[str, int] | None:
    level = value(style, "w:pPr", "w:outlineLvl")
    return ("heading", int(level) + 1) if _is_level(level) else None
