"""Blocks -> the outline of a module: the title, what stands before the first section, sections and
pages, by the levels of headings.
"""

from __future__ import annotations

import re

import msgspec

from carrel.imports.course import Finding
from carrel.imports.docx.blocks import Block, Paragraph, Text
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
"""Headings that stand over the outcomes of a section, and so begin no page."""
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
    """A module: its title, what is said in one or two sentences, its overview and its sections."""

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
    """The outline of a document. `title` is its title if it does not say one itself."""
    blocks, found_title, summary = _cut_title(blocks, log)
    headings = [
        block for block in blocks if isinstance(block, Paragraph) and block.kind == "heading"
    ]
    if not headings:
        headings = _take_bold_ones(blocks, log)
    bookmarks: list[str] = []
    if not found_title and _is_title(headings):
        found_title, bookmarks = headings[0].words, headings[0].bookmarks
        blocks = [block for block in blocks if block is not headings[0]]
        headings = headings[1:]
    levels = sorted({heading.level for heading in headings if not _is_over_outcomes(heading)})
    if not levels:
        log.say(
            0,
            Finding.CHANGED,
            "No heading was found, so all of the text became one section. Give headings the style"
            " Heading 1.",
        )
    overview, parts = _divide(blocks, found_title or title, levels, log)
    overview.bookmarks += bookmarks
    return Outline(found_title or title, summary, overview, parts, levels[2:])


def _cut_title(blocks: list[Block], log: Log) -> tuple[list[Block], str, str]:
    """The blocks without title and subtitle, and these.

    A second title is a heading of the first level.
    """
    rest: list[Block] = []
    title = summary = ""
    for block in blocks:
        kind = block.kind if isinstance(block, Paragraph) else ""
        if kind == "title" and not title:
            title = block.words
        elif kind == "subtitle" and not summary:
            summary = block.words
            log.moved.add(block.place)
        else:
            if isinstance(block, Paragraph) and kind in ("title", "subtitle"):
                block.kind, block.level = ("heading", 1) if kind == "title" else ("text", 0)
            rest.append(block)
    return rest, title, summary


def _is_title(headings: list[Paragraph]) -> bool:
    """Whether the first heading is the document's title: the only one of its level, with others
    below it.
    """
    if len(headings) < 2:
        return False
    first, others = headings[0], headings[1:]
    return all(other.level > first.level for other in others)


def _take_bold_ones(blocks: list[Block], log: Log) -> list[Paragraph]:
    """Where no heading has a style, short bold lines are meant as headings."""
    found = [
        block for block in blocks if isinstance(block, Paragraph) and _looks_like_heading(block)
    ]
    for one in found:
        one.kind, one.level = "heading", 1
        sentence = (
            f"“{shown(one.words)}” was taken for a heading, as all of it is bold. Give it the"
            " style Heading 1."
        )
        log.say(one.place, Finding.CHANGED, sentence)
    return found


def _looks_like_heading(paragraph: Paragraph) -> bool:
    words = paragraph.words
    bold = all(
        isinstance(part, Text) and (part.bold or not part.text.strip()) for part in paragraph.inside
    )
    short = 0 < len(words.split()) <= _LONGEST_HEADING and not words.endswith(_ENDS_OF_SENTENCES)
    return (
        paragraph.kind == "text"
        and paragraph.item is None
        and bold
        and short
        and "___" not in words
    )


def _divide(
    blocks: list[Block], title: str, levels: list[int], log: Log
) -> tuple[Leaf, list[Part]]:
    overview = leaf = Leaf(title)
    parts: list[Part] = []
    if not levels:
        parts.append(Part(Leaf(title)))
        leaf = parts[0].first
    for block in blocks:
        level = block.level if isinstance(block, Paragraph) and block.kind == "heading" else 0
        if not isinstance(block, Paragraph) or level not in levels[:2] or _is_over_outcomes(block):
            leaf.blocks.append(block)
            continue
        leaf = Leaf(_title_of(block, log), block.place, bookmarks=block.bookmarks)
        if level == levels[0]:
            parts.append(Part(leaf))
        elif parts:
            parts[-1].pages.append(leaf)
        else:
            log.say(
                block.place,
                Finding.CHANGED,
                f"“{shown(leaf.title)}” stands before the first section; it became a section of"
                " its own.",
            )
            parts.append(Part(leaf))
    for part in parts:
        _set_resources_apart(part)
    return overview, parts


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
