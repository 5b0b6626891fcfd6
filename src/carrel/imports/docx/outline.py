"""Blocks -> the outline of a module: the title, the text before the first section, sections and
pages, by the levels of headings.
"""

from __future__ import annotations

import re
from typing import TypeGuard

import msgspec

from carrel.imports.course import Finding
from carrel.imports.docx.blocks import Block, Paragraph, is_bold, is_kind, only
from carrel.imports.docx.story import Log, shown

_NUMBER = re.compile(r"(?:\d+(?:\.\d+)+[.):]?|\d+[.):])\s+(?=\D)")
_RESOURCES = re.compile(
    r"(?:additional |further |more )?resources|(?:further|suggested|recommended) reading"
    r"|learn more|references|bibliography"
    r"|recursos(?: adicionales)?|(?:otras )?lecturas(?: recomendadas)?"
    r"|para saber más|referencias|bibliografía",
    re.I,
)
OUTCOMES = re.compile(
    r"(?:learning )?(?:objectives|outcomes|goals)|what you will learn"
    r"|(?:resultados|objetivos)(?: de aprendizaje)?",
    re.I,
)
"""Headings above the outcomes of a section; they begin no page."""
_OTHER_TITLES = {"title": ("heading", 1), "subtitle": ("text", 0)}
_ENDS_OF_SENTENCES = (".", ",", ";", ":", "…")
_LONGEST_HEADING = 12  # words


class Leaf(msgspec.Struct, eq=False):
    """A page: its title, the paragraph of its heading (0: none), and its blocks."""

    title: str
    place: int = 0
    blocks: list[Block] = []
    bookmarks: list[str] = []


class Part(msgspec.Struct, eq=False):
    """A section: its own page, the pages after it, and its resources."""

    first: Leaf
    pages: list[Leaf] = []
    resources: Leaf | None = None


class Outline(msgspec.Struct):
    """A module: its title, its summary in one or two sentences, its overview and its sections."""

    title: str
    summary: str
    overview: Leaf
    parts: list[Part]
    levels: list[int]  # those of headings inside pages

    def leaves(self) -> list[Leaf]:
        """Every page in order."""
        found = [self.overview]
        for part in self.parts:
            found += [part.first, *part.pages, *([part.resources] if part.resources else [])]
        return found


def outline(blocks: list[Block], title: str, log: Log) -> Outline:
    """Returns the outline of a document. `title` is used if the text has no title itself."""
    blocks, found_title, summary = _cut_title(blocks, log)
    headings = [block for block in only(blocks, Paragraph) if block.kind == "heading"]
    headings = headings or _take_bold_ones(blocks, log)
    bookmarks: list[str] = []
    if not found_title and _is_title(headings):
        first, *headings = headings
        found_title, bookmarks = first.words, first.bookmarks
        blocks = [block for block in blocks if block is not first]
    levels = _levels(headings, log)
    overview, parts = _divide(blocks, found_title or title, levels, log)
    overview.bookmarks += bookmarks
    return Outline(found_title or title, summary, overview, parts, levels[2:])


def _levels(headings: list[Paragraph], log: Log) -> list[int]:
    """Returns the levels of the headings that may begin pages, in order."""
    levels = {heading.level for heading in headings if not _is_over_outcomes(heading)}
    if not levels:
        log.say(
            0,
            Finding.CHANGED,
            "No heading was found, so all of the text became one section. Give headings the style"
            " Heading 1.",
        )
    return sorted(levels)


def _cut_title(blocks: list[Block], log: Log) -> tuple[list[Block], str, str]:
    """Returns the blocks without title and subtitle, the title, and the subtitle.

    A second title is a heading of the first level.
    """
    title = _first_of_kind(blocks, "title")
    subtitle = _first_of_kind(blocks, "subtitle")
    if subtitle:
        log.moved.add(subtitle.place)
    rest = [block for block in blocks if block is not title and block is not subtitle]
    for other in only(rest, Paragraph):
        if other.kind in _OTHER_TITLES:
            other.kind, other.level = _OTHER_TITLES[other.kind]
    return rest, title.words if title else "", subtitle.words if subtitle else ""


def _first_of_kind(blocks: list[Block], kind: str) -> Paragraph | None:
    """Returns the first paragraph of a kind that has words."""
    return next((one for one in only(blocks, Paragraph) if one.kind == kind and one.words), None)


def _is_title(headings: list[Paragraph]) -> bool:
    """True if the first heading is the document's title: the only one of its level, with others
    below it.
    """
    if len(headings) < 2:
        return False
    first, others = headings[0], headings[1:]
    return all(other.level > first.level for other in others)


def _take_bold_ones(blocks: list[Block], log: Log) -> list[Paragraph]:
    """Returns short bold lines as headings, for a text where no heading has a style."""
    found = list(filter(_looks_like_heading, only(blocks, Paragraph)))
    for one in found:
        one.kind, one.level = "heading", 1
        sentence = (
            f"“{shown(one.words)}” was taken for a heading, as all of it is bold. Give it the"
            " style Heading 1."
        )
        log.say(one.place, Finding.CHANGED, sentence)
    return found


def _looks_like_heading(paragraph: Paragraph) -> bool:
    if paragraph.kind != "text" or paragraph.item:
        return False
    return is_bold(paragraph) and _words_like_heading(paragraph.words)


def _words_like_heading(words: str) -> bool:
    if words.endswith(_ENDS_OF_SENTENCES) or "___" in words:
        return False
    return 0 < len(words.split()) <= _LONGEST_HEADING


def _divide(
    blocks: list[Block], title: str, levels: list[int], log: Log
) -> tuple[Leaf, list[Part]]:
    """Returns the overview, and the sections with their pages."""
    overview = leaf = Leaf(title)
    parts: list[Part] = []
    if not levels:
        parts.append(Part(Leaf(title)))
        leaf = parts[0].first
    for block in blocks:
        if _begins_page(block, levels[:2]):
            leaf = Leaf(_title_of(block, log), block.place, bookmarks=block.bookmarks)
            _add(leaf, parts, block.level == levels[0], log)
        else:
            leaf.blocks.append(block)
    for part in parts:
        _set_resources_apart(part)
    return overview, parts


def _begins_page(block: Block, levels: list[int]) -> TypeGuard[Paragraph]:
    return is_kind(block, "heading") and block.level in levels and not _is_over_outcomes(block)


def _add(leaf: Leaf, parts: list[Part], is_section: bool, log: Log) -> None:
    """Adds a page to the sections: as a new section, or to the last one."""
    if parts and not is_section:
        parts[-1].pages.append(leaf)
        return
    parts.append(Part(leaf))
    if not is_section:
        log.say(
            leaf.place,
            Finding.CHANGED,
            f"“{shown(leaf.title)}” stands before the first section; it became a section of"
            " its own.",
        )


def _is_over_outcomes(heading: Paragraph) -> bool:
    return bool(OUTCOMES.fullmatch(heading.words.strip(" .:")))


def _title_of(heading: Paragraph, log: Log) -> str:
    words = heading.words
    number = _NUMBER.match(words)
    if not number:
        return words
    log.derived[heading.place] = number[0]
    log.say(
        heading.place,
        Finding.DERIVED,
        f"The number typed before “{shown(words)}” was left out, as Carrel numbers sections"
        " itself.",
    )
    return words[number.end() :]


def _set_resources_apart(part: Part) -> None:
    if part.pages and _RESOURCES.fullmatch(part.pages[-1].title.strip(" .:")):
        part.resources = part.pages.pop()
