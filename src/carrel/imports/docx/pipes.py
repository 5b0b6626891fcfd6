"""Tables -> Markdown: with pipes where each cell is a few words, as HTML where cells reach over
others, and as worksheets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby, zip_longest

import msgspec

from carrel.imports.course import Finding
from carrel.imports.docx.blanks import has_tick, is_tick, with_gaps
from carrel.imports.docx.blocks import Blank, Block, Cell, Inline, Paragraph, Table, Text, only
from carrel.imports.docx.sheets import has_header
from carrel.imports.docx.story import Log
from carrel.imports.syntax import html_table, piped, tagged_cell
from carrel.model.slugs import short_slug

Written = Callable[[list[Inline]], str]
_FEW = 4  # words of a label that asks for a short answer
_STEP = "( )"
_WORDS = re.compile(r"[^\W_]*(?:[ .,;:?'’“”()–—%/-]+[^\W_]+)*[.,;:?'’“”)%]*")
_DATE = re.compile(r"(?:date|fecha)\b", re.I)


def pipe_table(table: Table, written: Written) -> str:
    """A table whose cells are a few words each."""
    rows = [[_cell(cell, written) for cell in row] for row in table.rows]
    return piped(rows)


def _cell(cell: Cell, written: Written) -> str:
    return "<br>".join(filter(None, (written(inside) for inside in _passages(cell.blocks))))


def _passages(blocks: list[Block]) -> Iterator[list[Inline]]:
    """Yields the paragraphs of a cell, with a bullet before those of a list."""
    for block in only(blocks, Paragraph):
        bullet = block.item and not block.item.tick
        yield [Text("• "), *block.inside] if bullet else block.inside


def wide_table(table: Table, blocks: Callable[[list[Block]], list[str]], written: Written) -> str:
    """A table with merged cells, or with lists in them.

    Text between empty lines is read as Markdown.
    """
    rows = [
        [_wide_cell(cell, "td" if number else "th", blocks, written) for cell in row]
        for number, row in enumerate(table.rows)
    ]
    return html_table(rows)


def _wide_cell(
    cell: Cell, tag: str, blocks: Callable[[list[Block]], list[str]], written: Written
) -> list[str]:
    simple = len(cell.blocks) <= 1 and not any(map(_needs_lines, cell.blocks))
    text = _cell(cell, written) if simple else "\n\n".join(blocks(cell.blocks))
    # Only words without any character of Markdown may be on one line with the tags.
    return tagged_cell(tag, cell.across, cell.down, text, bool(_WORDS.fullmatch(text)))


def _needs_lines(block: Block) -> bool:
    """True for all but a paragraph of words."""
    return not isinstance(block, Paragraph) or bool(block.item) or block.kind != "text"


# Worksheets


def sheet_table(
    table: Table, written: Written, number: int, apart: Callable[[str], str], log: Log
) -> Iterator[str]:
    """Yields the Markdown of a table to fill in: a table if it has a header, else questions with a
    blank each. A row of one cell divides it.

    `number` counts the tables of the worksheet, as fields of the second must not have the names of
    those of the first. `apart` returns the braces for a question that was asked before.
    """
    for across, some in groupby(table.rows, lambda row: _is_across(row, table)):
        rows = [row for row in some if row]
        if across:
            yield from (_cell(row[0], written) for row in rows)
        elif rows:
            inner = msgspec.structs.replace(table, rows=rows)
            if has_header(inner):
                yield _headed(inner, written, number, log)
            else:
                yield from _form(inner, written, apart)
            number += 1


def _is_across(row: list[Cell], table: Table) -> bool:
    """True for a row of one cell with words, in a table of several columns."""
    return len(row) == 1 and table.width > 1 and bool(row[0].words)


def _headed(table: Table, written: Written, number: int, log: Log) -> str:
    """Returns a table to fill in that has a header."""
    if any(cell.across > 1 or cell.down > 1 for cell in table.cells):
        log.say(table.place, Finding.CHANGED, "Merged cells of a worksheet were divided.")
    heads, *body = _squares(table)
    needs_first = not _are_names([row[0] for row in body], written)
    columns, rows = _Names(number, "column", "-table"), _Names(1, "row", "")
    header = [
        _column(cell, at, written, columns)
        if at or needs_first or _cell_words(cell, written)
        else ""  # a column of names needs no header
        for at, cell in enumerate(heads)
    ]
    return piped([header, *(_blank_row(row, written, rows) for row in body)])


def _column(cell: Cell | None, at: int, written: Written, columns: _Names) -> str:
    """Returns the header of a column; one without words is its number."""
    words = _cell_words(cell, written) or f"{at + 1}"
    return words + columns.braces(cell.words if cell and cell.words else words)


def _cell_words(cell: Cell | None, written: Written) -> str:
    return _cell(cell, written) if cell else ""


class _Names:
    """The names of columns or rows: one that is there twice, or in a second table, gets an id."""

    def __init__(self, number: int, otherwise: str, ending: str) -> None:
        self.number, self.otherwise, self.ending = number, otherwise, ending
        self.taken: set[str] = set()

    def braces(self, name: str) -> str:
        """Returns the braces with the id that a name needs; empty if it needs none."""
        if name not in self.taken and self.number == 1:
            self.taken.add(name)
            return ""
        identifier = f"{short_slug(name) or self.otherwise}{self.ending}"
        count = max(2, self.number)
        while f"{identifier}-{count}" in self.taken:
            count += 1
        self.taken.update((name, f"{identifier}-{count}"))
        return f" {{#{identifier}-{count}}}"


def _squares(table: Table) -> list[list[Cell | None]]:
    """Returns a table as a full grid; None where another cell spans."""
    rows: list[list[Cell | None]] = [[None] * table.width for _ in table.rows]
    for squares, row in zip(rows, table.rows, strict=True):
        for cell in row:
            squares[min(cell.column, table.width - 1)] = cell
    return rows


def _are_names(cells: list[Cell | None], written: Written) -> bool:
    return all(cell and _is_name(cell, written) for cell in cells)


def _is_name(cell: Cell, written: Written) -> bool:
    """True if a cell holds words and no blank."""
    return not cell.empty and not is_tick(cell.words) and "____" not in _blank_cell(cell, written)


def _blank_row(row: list[Cell | None], written: Written, names: _Names) -> list[str]:
    first, *others = row
    if others and all(cell and is_tick(cell.words) for cell in others):
        return [_row_name(first, written, names), *[_STEP] * len(others)]
    name = (
        _row_name(first, written, names) if first and not first.empty else _square(first, written)
    )
    return [name, *(_square(cell, written) for cell in others)]


def _square(cell: Cell | None, written: Written) -> str:
    return _blank_cell(cell, written) if cell else "–"


def _row_name(cell: Cell | None, written: Written, names: _Names) -> str:
    words = cell.words if cell else ""
    return _square(cell, written) + (names.braces(words) if words else "")


def _blank_cell(cell: Cell, written: Written) -> str:
    """Returns the Markdown of a cell: empty for an empty one, words with their gaps, and a gap
    where there are boxes to tick.
    """
    if cell.empty or is_tick(cell.words):
        return ""
    text, has_gap = _gapped(cell, written, "<br>")
    needs_gap = not has_gap and (cell.room or has_tick(cell.words))
    return f"{text} ____" if needs_gap else text


def _gapped(cell: Cell, written: Written, new_line: str) -> tuple[str, bool]:
    """Returns the Markdown of a cell with its gaps, and whether it has any."""
    passages = list(map(with_gaps, _passages(cell.blocks)))
    text = new_line.join(filter(None, map(written, passages)))
    return text, any(only(inside, Blank) for inside in passages)


def _form(table: Table, written: Written, apart: Callable[[str], str]) -> Iterator[str]:
    """Yields the cells of a table without a header: their words are questions for the blank in the
    same cell or the next.
    """
    cells = list(table.cells)
    for cell, after in zip_longest(cells, cells[1:]):
        if cell.empty:
            continue
        text, has_gap = _gapped(cell, written, "\\\n")
        followed = cell.room or (after and after.empty)
        if has_gap or not followed:
            yield text
        elif _is_short_label(cell):
            yield f"{text} {'__/__/____' if _DATE.match(cell.words) else '____'}"
        else:
            yield f"{text}\n\n{'_' * 40}{apart(cell.words)}"


def _is_short_label(cell: Cell) -> bool:
    """True if a cell asks for a short answer, which goes on the same line."""
    if cell.room or cell.words.endswith("?"):
        return False
    return len(cell.words.split()) <= _FEW
