"""The XML of a story -> blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile
from xml.etree.ElementTree import Element

import msgspec

from carrel.imports.course import Finding
from carrel.imports.docx.blocks import (
    Blank,
    Block,
    Box,
    Break,
    Cell,
    Inline,
    Item,
    Paragraph,
    Table,
    Text,
    parts,
    plain,
)
from carrel.imports.docx.runs import RunReader
from carrel.imports.docx.story import Story
from carrel.imports.docx.symbols import BULLETS
from carrel.imports.docx.tables import grid, has_borders, is_headed
from carrel.imports.docx.xml import child, children, switch, value

_TYPED_BULLET = re.compile(rf"([{''.join(BULLETS)}])[\s\u00a0]+(?=\S)|[-–*]\t+(?=\S)")
_OF_A_CELL = ("text", "code", "rule", "line")
_FORMS = ("w14:checkbox", "w:dropDownList", "w:comboBox")
_TYPED_NUMBER = re.compile(r"(\d{1,3})[.)]\t\s*(?=\S)")


class BlockReader:
    """Reads the blocks of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.runs = RunReader(story)

    def blocks(self, container: Element) -> list[Block]:
        """The blocks in a body, a cell, a text box or a note."""
        return [block for one in container for block in self._block(one)]

    def _block(self, one: Element) -> Iterator[Block]:
        if one.tag == "w:p":
            yield from self._paragraph(one)
        elif one.tag == "w:tbl":
            yield from self._table(one)
        elif one.tag == "w:sdt":
            yield from self._control(one)
        elif one.tag == "w:bookmarkStart":
            self.runs.bookmarks.append(one.get("w:name", ""))
        elif one.tag == "w:altChunk":
            self.story.say(
                Finding.UNKNOWN,
                "A document inside the document was left out; paste its text in its place.",
            )
        elif one.tag == "m:oMathPara":
            wrapped = Element("w:p")
            wrapped.append(one)
            yield from self._paragraph(wrapped)

    def _control(self, one: Element) -> Iterator[Block]:
        """A content control around whole paragraphs."""
        properties, content = child(one, "w:sdtPr"), child(one, "w:sdtContent")
        if (
            value(properties, "w:docPartObj", "w:docPartGallery") == "Table of Contents"
            or content is None
        ):
            return
        form = any(inner.tag in _FORMS for inner in properties) if properties is not None else False
        first = next(content.iter("w:p"), None)
        if (form or switch(properties, "w:showingPlcHdr")) and first is not None:
            wrapped = Element("w:p", dict(first.attrib))
            wrapped.append(one)
            yield from self._paragraph(wrapped)
        else:
            yield from self.blocks(content)

    # Paragraphs

    def _paragraph(self, one: Element) -> Iterator[Block]:
        inside, breaks = _without_last_breaks(self.runs.read(one))
        place, properties = self.story.place, child(one, "w:pPr")
        kind, level = self.story.styles.kind(properties)
        bookmarks, self.runs.bookmarks = self.runs.bookmarks, []
        beside, self.runs.beside = self.runs.beside, []
        if kind == "contents":
            return
        if kind in ("heading", "title") and not plain(inside):
            kind = "text"
        paragraph = Paragraph(place, inside, kind, level, bookmarks=bookmarks)
        if kind == "text":
            paragraph.item = self._item(properties, paragraph)
        if not _says_anything(inside):
            paragraph.kind, paragraph.item = "rule" if _is_ruled(properties) else "empty", None
            self.runs.bookmarks = bookmarks if paragraph.kind == "empty" else []
        yield paragraph
        yield from (Paragraph(place, [], "empty") for _ in range(breaks))
        for content in beside:
            yield from self._text_box(content, place)

    def _item(self, properties: Element | None, paragraph: Paragraph) -> Item | None:
        """The item of a list that the paragraph is: by its style or its own properties, or by what
        was typed before it.
        """
        number, level = self.story.styles.numbering(properties)
        if number:
            item = self.story.numbering.item(number, level)
            return (
                msgspec.structs.replace(
                    item, level=item.level + self.story.styles.deeper(properties)
                )
                if item
                else None
            )
        first = paragraph.inside[0] if paragraph.inside else None
        if not isinstance(first, Text):
            return None
        typed, numbered = _TYPED_BULLET.match(first.text), _TYPED_NUMBER.match(first.text)
        found = typed or numbered
        if found:
            first.text = first.text[found.end() :]
        return Item(0, int(numbered[1]) if numbered else 0) if found else None

    def _text_box(self, content: Element, place: int) -> Iterator[Block]:
        outer, self.runs = self.runs, RunReader(self.story)
        blocks = self.blocks(content)
        self.runs = outer
        if any(_is_worth(block) for block in blocks):
            yield Box(place, "", blocks)

    # Tables

    def _table(self, one: Element) -> Iterator[Block]:
        first = next(one.iter("w:p"), None)
        if first is not None:
            self.story.at(first)
        place = self.story.place
        rows = [
            [self._cell(tc, column, across, down) for tc, column, across, down in row]
            for row in grid(one)
        ]
        rows = [row for row in rows if row]
        width = max((cell.column + cell.across for row in rows for cell in row), default=0)
        style = value(one, "w:tblPr", "w:tblStyle")
        kind = self.story.styles.table_kind(style)
        table = Table(place, rows, width, is_headed(one, self.story.styles))
        yield from self._as_it_is_meant(table, kind, has_borders(one, self.story.styles))

    def _cell(self, tc: Element, column: int, across: int, down: int) -> Cell:
        blocks = self.blocks(tc)
        empty = 0
        for block in reversed(blocks):
            if not isinstance(block, Paragraph) or block.kind != "empty":
                break
            empty += 1
        worth = [block for block in blocks if _is_worth(block)]
        return Cell(worth, column, across, down, room=empty > 1 and bool(worth))

    def _as_it_is_meant(self, table: Table, kind: str, bordered: bool) -> Iterator[Block]:
        """A table, or what an author used a table for: a box, a frame to write in, or only to put
        things side by side.
        """
        cells = list(table.cells)
        if kind:
            yield Box(table.place, kind, [block for cell in cells for block in cell.blocks])
        elif len(cells) == 1:
            yield from _single(table, cells[0], bordered)
        elif not bordered and _is_layout(table):
            for cell in cells:
                yield from cell.blocks
        elif _is_titled_box(table, cells):
            yield Box(table.place, "", cells[1].blocks, cells[0].words)
        else:
            yield self._plain(table)

    def _plain(self, table: Table) -> Table:
        """The table with nothing in its cells but paragraphs, and without empty rows at its
        beginning.
        """
        for cell in table.cells:
            if any(not isinstance(block, Paragraph) for block in cell.blocks):
                self.story.log.say(
                    table.place,
                    Finding.CHANGED,
                    "A table or box inside a table became paragraphs of its cell.",
                )
            cell.blocks = list(_paragraphs(cell.blocks))
        if table.headed:  # a header is bold by itself
            for cell in table.rows[0]:
                cell.blocks = [
                    _formed(block, False) for block in cell.blocks if isinstance(block, Paragraph)
                ]
        rows = list(dropwhile(lambda row: all(cell.empty for cell in row), table.rows))
        return msgspec.structs.replace(
            table, rows=rows, headed=table.headed and len(rows) == len(table.rows)
        )


def _paragraphs(blocks: list[Block]) -> Iterator[Paragraph]:
    """The paragraphs of a cell. A heading there is a line in bold: it heads no part of the page."""
    for block in blocks:
        if isinstance(block, Box) and block.title:
            yield Paragraph(block.place, [Text(block.title, bold=True)])
        if not isinstance(block, Paragraph):
            inner = (
                [block.blocks] if isinstance(block, Box) else [cell.blocks for cell in block.cells]
            )
            for some in inner:
                yield from _paragraphs(some)
        elif block.kind == "heading":
            yield _formed(block, True)
        else:
            yield block if block.kind in _OF_A_CELL else msgspec.structs.replace(block, kind="text")


def _formed(paragraph: Paragraph, bold: bool) -> Paragraph:
    """A plain paragraph with the same words, all of them bold or none."""
    inside = [
        msgspec.structs.replace(part, bold=bold) if isinstance(part, Text) else part
        for part in paragraph.inside
    ]
    return msgspec.structs.replace(paragraph, kind="text", inside=inside)


def _single(table: Table, cell: Cell, bordered: bool) -> Iterator[Block]:
    """A table of one cell: a line to write on, a box, or only its content."""
    line = Paragraph(table.place, [Blank("line")])
    if cell.empty:
        yield line
    elif bordered:
        yield Box(table.place, "", cell.blocks)
        if cell.room:
            yield line
    else:
        yield from cell.blocks


def _is_titled_box(table: Table, cells: list[Cell]) -> bool:
    """True for a column of two cells: a title, and the content of a box."""
    if table.width != 1 or len(cells) != 2 or not table.headed:
        return False
    return _is_title(cells[0]) and bool(cells[1].words)


def _is_title(cell: Cell) -> bool:
    return len(cell.blocks) == 1 and 0 < len(cell.words.split()) <= 12


def _is_layout(table: Table) -> bool:
    """Whether a table without lines only puts things side by side: one row, or cells that hold more
    than words.
    """
    several = any(len(cell.blocks) > 1 for cell in table.cells)
    return (len(table.rows) == 1 or several) and all(cell.blocks for cell in table.cells)


def _without_last_breaks(inside: list[Inline]) -> tuple[list[Inline], int]:
    """A passage without the line breaks at its end, and how many there were: they make room, as
    empty paragraphs do.
    """
    end = len(inside)
    while end and isinstance(inside[end - 1], Break):
        end -= 1
    return inside[:end], len(inside) - end


def _says_anything(inside: list[Inline]) -> bool:
    return any(
        not isinstance(part, Break) and (not isinstance(part, Text) or bool(part.text.strip()))
        for part in parts(inside)
    )


def _is_worth(block: Block) -> bool:
    return not isinstance(block, Paragraph) or block.kind != "empty"


def _is_ruled(properties: Element | None) -> bool:
    """Whether an empty paragraph draws a line to write on."""
    border = child(properties, "w:pBdr")
    return any(
        one.get("w:val", "") not in ("", "nil", "none")
        for one in children(border, "w:bottom", "w:between", "w:top")
    )
