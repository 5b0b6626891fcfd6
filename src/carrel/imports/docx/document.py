"""A whole Word file -> `Document`: its blocks and notes, its properties, and remarks on what could
not be kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

import msgspec

from carrel.imports.course import Finding, Found
from carrel.imports.docx.blocks import Block, paragraphs
from carrel.imports.docx.numbering import Numbering
from carrel.imports.docx.package import Package, Refused, open_package
from carrel.imports.docx.reading import BlockReader
from carrel.imports.docx.revisions import settle
from carrel.imports.docx.source import SourceParagraph, source_paragraphs
from carrel.imports.docx.story import Log, Story, shown
from carrel.imports.docx.styles import Styles
from carrel.imports.docx.xml import child, children, words

_PROPERTIES = (
    "dc:title",
    "dc:creator",
    "dc:description",
    "dc:language",
    "dc:rights",
    "cp:keywords",
)


class Document(msgspec.Struct):
    """A Word file as it was read."""

    package: Package
    blocks: list[Block] = []
    notes: dict[tuple[str, str], list[Block]] = {}
    properties: dict[str, str] = {}
    language: str = ""
    source: list[SourceParagraph] = []
    source_notes: dict[tuple[str, str], str] = {}
    around: list[str] = []  # headers and footers
    found: list[Found] = []


def read_document(path: Path, mapped: Mapping[str, str]) -> Document:
    """The document at `path`. Raises Refused, and nothing else."""
    package = open_package(path)
    log = Log(path.name)
    document = Document(package, found=log.found)
    tree = package.tree(package.document)
    body = child(tree, "w:body")
    if tree is None or body is None:
        raise Refused("docx-empty")
    styles = Styles(_tree(package, "styles"), mapped)
    story = Story(package, package.document, styles, Numbering(_tree(package, "numbering")), log)
    _settle(story, body)
    document.source = source_paragraphs(body, story)
    document.blocks = BlockReader(story).blocks(body)
    if not any(paragraph.inside for paragraph in paragraphs(document.blocks)):
        raise Refused("docx-empty")
    _read_notes(document, story)
    _name_comments(package, log)
    _read_surroundings(document, tree, story)
    document.properties = _properties(package)
    document.language = document.properties.get("dc:language", "") or styles.language
    if "word/vbaProject.bin" in package:
        log.say(
            0, Finding.DROPPED, "The file holds macros (programs); none was run, and none is kept."
        )
    return document


def _tree(package: Package, kind: str) -> Element | None:
    return package.tree(package.related(package.document, kind))


def _settle(story: Story, body: Element) -> None:
    def deleted(place: int, said: str) -> None:
        story.log.say(
            place,
            Finding.DROPPED,
            f"A tracked change had deleted these words, and they were left out: “{shown(said)}”",
        )

    changes = settle(body, deleted)
    if changes:
        count = "One tracked change was" if changes == 1 else f"{changes} tracked changes were"
        story.log.say(0, Finding.CHANGED, f"{count} taken as accepted.")


def _read_notes(document: Document, story: Story) -> None:
    """Footnotes and endnotes by kind and id.

    The first two of each are only lines that separate them.
    """
    for kind in ("footnote", "endnote"):
        part = document.package.related(document.package.document, f"{kind}s")
        tree = document.package.tree(part)
        notes = story.other(part) if tree is not None else story
        for one in children(tree, f"w:{kind}"):
            if one.get("w:type", "normal") == "normal":
                settle(one, lambda _place, _words: None)
                key = (kind, one.get("w:id", ""))
                document.notes[key] = BlockReader(notes).blocks(one)
                document.source_notes[key] = " ".join(
                    paragraph.words for paragraph in source_paragraphs(one, notes)
                )


def _name_comments(package: Package, log: Log) -> None:
    """Comments are for authors, and are not published: each becomes an entry of the report."""
    comments = {
        one.get("w:id", ""): one for one in children(_tree(package, "comments"), "w:comment")
    }
    for place, identifier in log.comments:
        one = comments.get(identifier)
        if one is not None:
            author = shown(one.get("w:author", "") or "somebody")
            log.say(
                place,
                Finding.DROPPED,
                f"A comment of {author} was left out: “{shown(words(one), 300)}”",
            )


def _read_surroundings(document: Document, tree: Element, story: Story) -> None:
    """Headers and footers: said once each, since a site has its own."""
    for one in _references(tree):
        relation = story.relations.get(one.get("r:id", ""))
        part = (
            document.package.tree(relation.target) if relation and not relation.external else None
        )
        said = words(part) if part is not None else ""
        if said and said not in document.around:
            document.around.append(said)
            kind = "header" if one.tag == "w:headerReference" else "footer"
            story.log.say(
                0, Finding.DROPPED, f"The {kind} of the pages was left out: “{shown(said, 300)}”"
            )


def _references(tree: Element) -> Iterator[Element]:
    for section in tree.iter("w:sectPr"):
        yield from children(section, "w:headerReference", "w:footerReference")


def _properties(package: Package) -> dict[str, str]:
    """What the file says of itself: title, creator, description …"""
    try:
        tree = package.tree(package.related("", "core-properties"))
    except Refused:
        return {}  # they are a courtesy; the text is whole without them
    found = {tag: child(tree, tag) for tag in _PROPERTIES}
    return {
        tag: " ".join((one.text or "").split())
        for tag, one in found.items()
        if one is not None and (one.text or "").strip()
    }
