"""A whole Word file -> `Document`: its blocks and notes, its properties, and entries of the report
on what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

import msgspec

from carrel.imports.course import Finding, Found
from carrel.imports.docx.blocks import Block, paragraphs
from carrel.imports.docx.numbering import Numbering
from carrel.imports.docx.package import Package, Refused, Relation, open_package
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
    """Returns the document at `path`. Raises Refused, and nothing else."""
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
    _report_comments(package, log)
    _read_surroundings(document, tree, story)
    document.properties = _properties(package)
    document.language = document.properties.get("dc:language", "") or styles.language
    _report_macros(package, log)
    return document


def _report_macros(package: Package, log: Log) -> None:
    if "word/vbaProject.bin" in package:
        sentence = "The file holds macros (programs); none was run, and none is kept."
        log.say(0, Finding.DROPPED, sentence)


def _tree(package: Package, kind: str) -> Element | None:
    return package.tree(package.related(package.document, kind))


def _settle(story: Story, body: Element) -> None:
    def deleted(place: int, text: str) -> None:
        story.log.say(
            place,
            Finding.DROPPED,
            f"A tracked change had deleted these words, and they were left out: “{shown(text)}”",
        )

    changes = settle(body, deleted)
    if changes:
        count = "One tracked change was" if changes == 1 else f"{changes} tracked changes were"
        story.log.say(0, Finding.CHANGED, f"{count} taken as accepted.")


def _read_notes(document: Document, story: Story) -> None:
    """Reads footnotes and endnotes by kind and id.

    The first two of each are only lines that separate them.
    """
    for kind in ("footnote", "endnote"):
        part = document.package.related(document.package.document, f"{kind}s")
        tree = document.package.tree(part)
        notes = story.other(part) if tree is not None else story
        for one in children(tree, f"w:{kind}"):
            if one.get("w:type", "normal") == "normal":
                _read_note(document, notes, kind, one)


def _read_note(document: Document, story: Story, kind: str, one: Element) -> None:
    settle(one, lambda _place, _words: None)
    key = (kind, one.get("w:id", ""))
    document.notes[key] = BlockReader(story).blocks(one)
    source = source_paragraphs(one, story)
    document.source_notes[key] = " ".join(paragraph.words for paragraph in source)


def _report_comments(package: Package, log: Log) -> None:
    """Adds each comment to the report: they are for authors, and are not published."""
    found = children(_tree(package, "comments"), "w:comment")
    comments = {one.get("w:id", ""): one for one in found}
    for place, identifier in log.comments:
        if identifier in comments:
            one = comments[identifier]
            author = shown(one.get("w:author", "") or "an unnamed author")
            sentence = f"A comment of {author} was left out: “{shown(words(one), 300)}”"
            log.say(place, Finding.DROPPED, sentence)


def _read_surroundings(document: Document, tree: Element, story: Story) -> None:
    """Adds headers and footers to the report, once each, since a site has its own."""
    for one in _references(tree):
        text = _words_of(document.package, story.relations.get(one.get("r:id", "")))
        if text and text not in document.around:
            document.around.append(text)
            kind = "header" if one.tag == "w:headerReference" else "footer"
            sentence = f"The {kind} of the pages was left out: “{shown(text, 300)}”"
            story.log.say(0, Finding.DROPPED, sentence)


def _words_of(package: Package, relation: Relation | None) -> str:
    """Returns the words of a part; empty where there is none."""
    part = package.tree(relation.target) if relation and not relation.external else None
    return words(part) if part is not None else ""


def _references(tree: Element) -> Iterator[Element]:
    for section in tree.iter("w:sectPr"):
        yield from children(section, "w:headerReference", "w:footerReference")


def _properties(package: Package) -> dict[str, str]:
    """Returns the file's own title, creator, description and so on."""
    try:
        tree = package.tree(package.related("", "core-properties"))
    except Refused:
        return {}  # the text is complete without them
    texts = {tag: _text_of(child(tree, tag)) for tag in _PROPERTIES}
    return {tag: text for tag, text in texts.items() if text}


def _text_of(element: Element | None) -> str:
    return " ".join((element.text or "").split()) if element is not None else ""
