"""The content of a Word document as data: blocks (paragraphs, tables, boxes) with words, links,
pictures and blanks in them.

A block's `place` is the number of its paragraph in the document, counted from 1. Paragraphs in
tables and text boxes are counted too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard, TypeVar

import msgspec

Kind = TypeVar("Kind")


class Text(msgspec.Struct):
    """Words in one form."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    raised: str = ""  # "sup" or "sub"
    code: bool = False


class Break(msgspec.Struct):
    """The end of a line inside a paragraph."""


class Link(msgspec.Struct):
    """Words that lead to an address, or to a bookmark of the document."""

    inside: list[Inline]
    href: str = ""
    bookmark: str = ""


class Picture(msgspec.Struct):
    """An image: its part in the package, and what it shows.

    `caption` comes from the paragraph below it.
    """

    part: str
    alt: str = ""
    decorative: bool = False
    caption: str = ""


class Note(msgspec.Struct):
    """The call of a footnote or endnote."""

    kind: str
    id: str


class Blank(msgspec.Struct):
    """A gap that a person would fill in: "gap", "date" or "picture"."""

    kind: str = "gap"
    label: str = ""


class Options(msgspec.Struct):
    """A list to choose one from, as a drop-down of a form."""

    choices: list[str]


Inline = Text | Break | Link | Picture | Note | Blank | Options


class Item(msgspec.Struct):
    """What makes a paragraph an item of a list.

    `number` is 0 for a bullet; `tick` is what a choice begins with.
    """

    level: int
    number: int = 0
    tick: str = ""


class Paragraph(msgspec.Struct):
    """A paragraph.

    `kind` is text, heading, title, subtitle, quote, caption, code, rule or the name of a kind of
    box.
    """

    place: int
    inside: list[Inline]
    kind: str = "text"
    level: int = 0
    item: Item | None = None
    bookmarks: list[str] = []

    @property
    def words(self) -> str:
        """Its words without form."""
        return plain(self.inside)


class Cell(msgspec.Struct):
    """A table's cell; `across` and `down` are the numbers of columns and rows that it spans.

    A cell that another covers is left out.
    """

    blocks: list[Block]
    column: int
    across: int = 1
    down: int = 1
    room: bool = False  # empty lines to write on below its words

    @property
    def words(self) -> str:
        """Its words without form."""
        return " ".join(filter(None, (block.words for block in self.blocks)))

    @property
    def empty(self) -> bool:
        """True if there is nothing in it, or nothing but blanks."""
        lines = only(self.blocks, Paragraph)
        return not self.words and len(lines) == len(self.blocks) and all(map(_is_unwritten, lines))


class Table(msgspec.Struct):
    """A table. `headed` is true if its first row is a header, or looks like one."""

    place: int
    rows: list[list[Cell]]
    width: int
    headed: bool = False
    style: str = ""
    shaded: bool = False

    @property
    def cells(self) -> Iterator[Cell]:
        """Its cells in reading order."""
        for row in self.rows:
            yield from row

    @property
    def words(self) -> str:
        """Its words without form."""
        return " ".join(filter(None, (cell.words for cell in self.cells)))


class Box(msgspec.Struct):
    """A passage apart from the text: a text box, or a table of one cell."""

    place: int
    kind: str
    blocks: list[Block]
    title: str = ""

    @property
    def words(self) -> str:
        """Its words without form."""
        return " ".join(filter(None, (block.words for block in self.blocks)))


Block = Paragraph | Table | Box


def plain(inside: list[Inline]) -> str:
    """Returns the words of a passage without form, on one line."""
    return " ".join("".join(map(_plain, inside)).split())


def _plain(part: Inline) -> str:
    if isinstance(part, Text):
        return part.text
    if isinstance(part, Link):
        return "".join(map(_plain, part.inside))
    return " " if isinstance(part, Break) else ""


def paragraphs(blocks: list[Block]) -> Iterator[Paragraph]:
    """Yields every paragraph, including those in tables and boxes."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from paragraphs(inner_blocks(block))


def inner_blocks(block: Table | Box) -> list[Block]:
    """Returns the blocks of a box, or those of all cells of a table."""
    if isinstance(block, Box):
        return block.blocks
    return [inner for cell in block.cells for inner in cell.blocks]


def _is_unwritten(paragraph: Paragraph) -> bool:
    return all(isinstance(part, Blank) for part in paragraph.inside)


def parts(inside: list[Inline]) -> Iterator[Inline]:
    """Yields every part of a passage, including those in links."""
    for part in inside:
        yield part
        if isinstance(part, Link):
            yield from parts(part.inside)


# Questions that several modules ask


def only(items: Iterable[object], kind: type[Kind]) -> list[Kind]:
    """Returns the items of one type, in order."""
    return [item for item in items if isinstance(item, kind)]


def is_kind(block: object, *kinds: str) -> TypeGuard[Paragraph]:
    """True for a paragraph of one of these kinds."""
    return isinstance(block, Paragraph) and block.kind in kinds


def is_words(part: Inline) -> TypeGuard[Text]:
    """True for words that are not code."""
    return isinstance(part, Text) and not part.code


def is_space(part: Inline) -> bool:
    """True for text of nothing but spaces."""
    return isinstance(part, Text) and not part.text.strip()


def is_bold(paragraph: Paragraph) -> bool:
    """True if all parts of a paragraph are bold words or spaces."""
    return all(map(_is_bold_part, paragraph.inside))


def _is_bold_part(part: Inline) -> bool:
    return is_space(part) or (isinstance(part, Text) and part.bold)
