"""The XML of a story -> blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import dropwhile, takewhile
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
    inner_blocks,
    is_kind,
    is_space,
    only,
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
        reader = _READERS.get(one.tag)
        if reader:
            yield from reader(self, one)

    def _bookmark(self, one: Element) -> Iterable[Block]:
        self.runs.bookmarks.append(one.get("w:name", ""))
        return ()

    def _document_inside(self, _: Element) -> Iterable[Block]:
        sentence = "A document inside the document was left out; paste its text in its place."
        self.story.say(Finding.UNKNOWN, sentence)
        return ()

    def _formula(self, one: Element) -> Iterable[Block]:
        return self._wrapped(one, {})

    def _wrapped(self, one: Element, attributes: dict[str, str]) -> Iterable[Block]:
        """Reads an element as the content of a paragraph."""
        paragraph = Element("w:p", attributes)
        paragraph.append(one)
        return self._paragraph(paragraph)

    def _control(self, one: Element) -> Iterable[Block]:
        """Reads a content control around whole paragraphs."""
        properties, content = child(one, "w:sdtPr"), child(one, "w:sdtContent")
        gallery = value(properties, "w:docPartObj", "w:docPartGallery")
        if gallery == "Table of Contents" or content is None:
            return ()
        first = next(content.iter("w:p"), None)
        if first is not None and _is_form(properties):
            return self._wrapped(one, dict(first.attrib))
        return self.blocks(content)

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
        self._finish(paragraph, properties)
        yield paragraph
        yield from (Paragraph(place, [], "empty") for _ in range(breaks))
        for content in beside:
            yield from self._text_box(content, place)

    def _finish(self, paragraph: Paragraph, properties: Element | None) -> None:
        """Makes a paragraph an item of a list, or an empty or ruled line, if it is one.

        The bookmarks of an empty one are those of the next paragraph.
        """
        if paragraph.kind == "text":
            paragraph.item = self._item(properties, paragraph)
        if _has_content(paragraph.inside):
            return
        paragraph.item = None
        paragraph.kind = "rule" if _is_ruled(properties) else "empty"
        if paragraph.kind == "empty":
            self.runs.bookmarks = paragraph.bookmarks

    def _item(self, properties: Element | None, paragraph: Paragraph) -> Item | None:
        """Returns the list item that a paragraph is, by its style, its properties or its typed
        bullet or number; None if it is none.
        """
        number, level = self.story.styles.numbering(properties)
        if not number:
            return _typed_item(paragraph)
        item = self.story.numbering.item(number, level)
        if item:
            item.level += self.story.styles.deeper(properties)
        return item

    def _text_box(self, content: Element, place: int) -> Iterator[Block]:
        outer, self.runs = self.runs, RunReader(self.story)
        blocks = self.blocks(content)
        self.runs = outer
        if not all(is_kind(block, "empty") for block in blocks):
            yield Box(place, "", blocks)

    # Tables

    def _table(self, one: Element) -> Iterator[Block]:
        first = next(one.iter("w:p"), None)
        if first is not None:
            self.story.at(first)
        place = self.story.place
        rows = [[self._cell(*position) for position in row] for row in grid(one)]
        rows = list(filter(None, rows))
        width = max((cell.column + cell.across for row in rows for cell in row), default=0)
        kind = self.story.styles.table_kind(value(one, "w:tblPr", "w:tblStyle"))
        table = Table(place, rows, width, is_headed(one, self.story.styles))
        yield from self._as_it_is_meant(table, kind, has_borders(one, self.story.styles))

    def _cell(self, tc: Element, column: int, across: int, down: int) -> Cell:
        blocks = self.blocks(tc)
        content = [block for block in blocks if not is_kind(block, "empty")]
        last = list(takewhile(lambda block: is_kind(block, "empty"), reversed(blocks)))
        return Cell(content, column, across, down, room=len(last) > 1 and bool(content))

    def _as_it_is_meant(self, table: Table, kind: str, bordered: bool) -> Iterable[Block]:
        """Returns a table, or what an author used a table for: a box, a frame to write in, or
        only a means to place blocks side by side.
        """
        cells = list(table.cells)
        if kind:
            return [Box(table.place, kind, inner_blocks(table))]
        if len(cells) == 1:
            return _single(table, cells[0], bordered)
        if not bordered and _is_layout(table):
            return inner_blocks(table)
        if _is_titled_box(table, cells):
            return [Box(table.place, "", cells[1].blocks, cells[0].words)]
        return [self._plain(table)]

    def _plain(self, table: Table) -> Table:
        """Returns the table with nothing in its cells but paragraphs, and without empty rows at
        its beginning.
        """
        for cell in table.cells:
            self._make_plain(cell, table.place)
        for cell in table.rows[0] if table.headed else ():  # a header is bold by itself
            cell.blocks = [_formed(block, False) for block in only(cell.blocks, Paragraph)]
        rows = list(dropwhile(_is_empty_row, table.rows))
        headed = table.headed and len(rows) == len(table.rows)
        return msgspec.structs.replace(table, rows=rows, headed=headed)

    def _make_plain(self, cell: Cell, place: int) -> None:
        if len(only(cell.blocks, Paragraph)) < len(cell.blocks):
            sentence = "A table or box inside a table became paragraphs of its cell."
            self.story.log.say(place, Finding.CHANGED, sentence)
        cell.blocks = list(_paragraphs(cell.blocks))


_READERS: dict[str, Callable[[BlockReader, Element], Iterable[Block]]] = {
    "w:p": BlockReader._paragraph,
    "w:tbl": BlockReader._table,
    "w:sdt": BlockReader._control,
    "w:bookmarkStart": BlockReader._bookmark,
    "w:altChunk": BlockReader._document_inside,
    "m:oMathPara": BlockReader._formula,
}


def _is_form(properties: Element | None) -> bool:
    """True for a control that is a form, or waits to be filled in."""
    if properties is None:
        return False
    if any(inner.tag in _FORMS for inner in properties):
        return True
    return bool(switch(properties, "w:showingPlcHdr"))


def _typed_item(paragraph: Paragraph) -> Item | None:
    """Returns the item that a bullet or number typed before the words makes, and cuts it off."""
    first = next(iter(paragraph.inside), None)
    if not isinstance(first, Text):
        return None
    numbered = _TYPED_NUMBER.match(first.text)
    found = _TYPED_BULLET.match(first.text) or numbered
    if not found:
        return None
    first.text = first.text[found.end() :]
    return Item(0, int(numbered[1]) if numbered else 0)


def _is_empty_row(row: list[Cell]) -> bool:
    return all(cell.empty for cell in row)


def _paragraphs(blocks: list[Block]) -> Iterator[Paragraph]:
    """Yields the paragraphs of a cell. A heading there is a line in bold, and begins no part."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _in_cell(block)
            continue
        if isinstance(block, Box) and block.title:
            yield Paragraph(block.place, [Text(block.title, bold=True)])
        yield from _paragraphs(inner_blocks(block))


def _in_cell(paragraph: Paragraph) -> Paragraph:
    if paragraph.kind == "heading":
        return _formed(paragraph, True)
    if paragraph.kind in _OF_A_CELL:
        return paragraph
    return msgspec.structs.replace(paragraph, kind="text")


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
    """True if a table without lines only places blocks side by side: one row, or cells that hold
    more than words.
    """
    cells = list(table.cells)
    if not all(cell.blocks for cell in cells):
        return False
    return len(table.rows) == 1 or any(len(cell.blocks) > 1 for cell in cells)


def _without_last_breaks(inside: list[Inline]) -> tuple[list[Inline], int]:
    """A passage without the line breaks at its end, and how many there were: they make room, as
    empty paragraphs do.
    """
    end = len(inside)
    while end and isinstance(inside[end - 1], Break):
        end -= 1
    return inside[:end], len(inside) - end


def _has_content(inside: list[Inline]) -> bool:
    return not all(isinstance(part, Break) or is_space(part) for part in parts(inside))


def _is_ruled(properties: Element | None) -> bool:
    """True if an empty paragraph draws a line to write on."""
    border = child(properties, "w:pBdr")
    return any(
        one.get("w:val", "") not in ("", "nil", "none")
        for one in children(border, "w:bottom", "w:between", "w:top")
    )
