"""What a page says, between reading it from another format and writing it as Markdown.

An importer makes blocks, and `markdown` writes them. Titles of boxes are Markdown already.
"""

from __future__ import annotations

import msgspec

# Inlines


class Break(msgspec.Struct, frozen=True):
    """The end of a line inside a paragraph."""


class Code(msgspec.Struct, frozen=True):
    """Words in code."""

    text: str


class Note(msgspec.Struct, frozen=True):
    """The call of a footnote."""

    label: str


class Comment(msgspec.Struct, frozen=True):
    """A comment, in a paragraph or as a block of its own."""

    text: str


class Image(msgspec.Struct, frozen=True):
    """An image: its address, its alternative text, and its caption."""

    src: str
    alt: str = ""
    title: str = ""
    decorative: bool = False


class Link(msgspec.Struct, frozen=True):
    """Words that lead to an address."""

    href: str
    inside: list[Inline]
    title: str = ""


class Emphasis(msgspec.Struct, frozen=True):
    """Emphasized words; `strong` for bold ones."""

    inside: list[Inline]
    strong: bool = False


class Struck(msgspec.Struct, frozen=True):
    """Words that are struck through."""

    inside: list[Inline]


class Tagged(msgspec.Struct, frozen=True):
    """Words in an HTML element that Markdown has no characters for, such as `sup`.

    Without a name, the words only have spaces around them. `title` explains an abbreviation.
    """

    name: str
    inside: list[Inline]
    title: str = ""


Inline = str | Break | Code | Note | Comment | Image | Link | Emphasis | Struck | Tagged


def plain(inside: list[Inline]) -> str:
    """Returns the words of a passage without form."""
    return "".join(map(_plain, inside))


def _plain(part: Inline) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Code):
        return part.text
    if isinstance(part, (Link, Emphasis, Struck)):
        return plain(part.inside)
    if isinstance(part, Tagged):
        return plain(part.inside) if part.name else f" {plain(part.inside)} "
    return ""


# Blocks


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph. Two line breaks in a row divide it into several."""

    inside: list[Inline]


class Heading(msgspec.Struct, frozen=True):
    """A heading; `id` where links lead to it."""

    level: int
    inside: list[Inline]
    id: str = ""


class Items(msgspec.Struct, frozen=True):
    """A list. `start` is the first number, None for bullets.

    `other` is true right after another list of the same kind, which it is not a part of.
    """

    items: list[list[Block]]
    start: int | None = None
    other: bool = False


class Quote(msgspec.Struct, frozen=True):
    """A quotation."""

    blocks: list[Block]


class CodeBlock(msgspec.Struct, frozen=True):
    """Lines of code, and their language."""

    text: str
    language: str = ""


class Rule(msgspec.Struct, frozen=True):
    """A line between two parts of a page."""


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table. `line` is its content where that is one line of words, else None."""

    blocks: list[Block]
    line: list[Inline] | None = None
    header: bool = False
    across: int = 1
    down: int = 1


class Table(msgspec.Struct, frozen=True):
    """A table, row by row."""

    rows: list[list[Cell]]


class Term(msgspec.Struct, frozen=True):
    """A term, which its definitions follow."""

    inside: list[Inline]


class Definition(msgspec.Struct, frozen=True):
    """A definition of the term before it."""

    blocks: list[Block]


class Definitions(msgspec.Struct, frozen=True):
    """A list of terms and definitions."""

    parts: list[Term | Definition]


class Box(msgspec.Struct, frozen=True):
    """A box: its kind, its title as Markdown, and its attributes, `id` among them."""

    kind: str
    blocks: list[Block]
    title: str = ""
    attributes: dict[str, str] = {}


class Footnote(msgspec.Struct, frozen=True):
    """The text of a footnote."""

    label: str
    blocks: list[Block]


Block = Paragraph | Heading | Items | Quote | CodeBlock | Rule | Table | Definitions | Box | Comment
