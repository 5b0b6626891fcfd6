"""Tables -> Markdown: with pipes where each cell is a few words, as HTML where cells reach over
others, and as worksheets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from carrel.imports.course import Finding
from carrel.imports.docx.blanks import has_tick, is_tick, with_gaps
from carrel.imports.docx.blocks import Blank, Block, Cell, Inline, Paragraph, Table, Text
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
    """The paragraphs of a cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield (
                [Text("• "), *block.inside] if block.item and not block.item.tick else block.inside
            )


def wide_table(table: Table, blocks: Callable[[list[Block]], list[str]], written: Written) -> str:
    """A table with merged cells, or with lists in them.

    What stands between empty lines is Markdown again.
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
    """A table to fill in: with its header as a table, without one as questions with a blank each.

    `number` counts the tables of the worksheet, as fields of the second must not bear the names of
    those of the first; `apart` gives a question that was asked before the braces that tell it from
    the first.
    """
    part: list[list[Cell]] = []
    for row in [*table.rows, []]:
        across = len(row) == 1 and table.width > 1 and bool(row[0].words)
        if (across or not row) and part:
            inner = msgspec.structs.replace(table, rows=part)
            yield from (
                _headed(inner, written, number, log)
                if has_header(inner)
                else _form(inner, written, apart)
            )
            part, number = [], number + 1
        if across:
            yield _cell(row[0], written)
        elif row:
            part.append(row)


def _headed(table: Table, written: Written, number: int, log: Log) -> Iterator[str]:
    if any(cell.across > 1 or cell.down > 1 for cell in table.cells):
        log.say(table.place, Finding.CHANGED, "Merged cells of a worksheet were divided.")
    cells = _squares(table)
    heads = [cell.words if cell else "" for cell in cells[0]]
    taken: set[str] = set()
    without = (
        {0} if all(row[0] and _is_name(row[0], written) for row in cells[1:]) else set()
    )  # a column of names needs no header
    header = [
        _named(cell, at, heads, written, number, taken, without) for at, cell in enumerate(cells[0])
    ]
    named: set[str] = set()
    rows = [_blank_row(row, written, named) for row in cells[1:]]
    yield piped([header, *rows])


def _squares(table: Table) -> list[list[Cell | None]]:
    """The table as a full grid; None where another cell reaches over."""
    rows: list[list[Cell | None]] = [[None] * table.width for _ in table.rows]
    for at, row in enumerate(table.rows):
        for cell in row:
            rows[at][min(cell.column, table.width - 1)] = cell
    return rows


def _is_name(cell: Cell, written: Written) -> bool:
    """Whether a cell holds words and no blank."""
    return not cell.empty and not is_tick(cell.words) and "____" not in _blank_cell(cell, written)


def _named(
    cell: Cell | None,
    at: int,
    heads: list[str],
    written: Written,
    number: int,
    taken: set[str],
    without: set[int],
) -> str:
    """The header of a column.

    One that stands twice, or in a second table, gets an id; one without words its number.
    """
    words = _cell(cell, written) if cell else ""
    if not words and at in without:
        return ""
    words = words or f"{at + 1}"
    plain = heads[at] or words
    if plain not in taken and number == 1:
        taken.add(plain)
        return words
    identifier, count = f"{short_slug(plain) or 'column'}-table", number
    while f"{identifier}-{count}" in taken or count == 1:
        count += 1
    taken.update((plain, f"{identifier}-{count}"))
    return f"{words} {{#{identifier}-{count}}}"


def _blank_row(row: list[Cell | None], written: Written, taken: set[str]) -> list[str]:
    if len(row) > 1 and all(cell and is_tick(cell.words) for cell in row[1:]):
        return [_row_name(row[0], written, taken), *[_STEP] * (len(row) - 1)]
    out = []
    for at, cell in enumerate(row):
        if cell is None:
            out.append("–")
        elif at == 0 and not cell.empty:
            out.append(_row_name(cell, written, taken))
        else:
            out.append(_blank_cell(cell, written))
    return out


def _row_name(cell: Cell | None, written: Written, taken: set[str]) -> str:
    words = _blank_cell(cell, written) if cell else "–"
    plain = cell.words if cell else ""
    if plain and plain in taken:
        identifier, count = short_slug(plain) or "row", 2
        while f"{identifier}-{count}" in taken:
            count += 1
        taken.add(f"{identifier}-{count}")
        return f"{words} {{#{identifier}-{count}}}"
    taken.add(plain)
    return words


def _blank_cell(cell: Cell, written: Written) -> str:
    """A cell: nothing where it is empty, words with their gaps, and a gap where there are boxes to
    tick.
    """
    if cell.empty or is_tick(cell.words):
        return ""
    passages = [with_gaps(inside) for inside in _passages(cell.blocks)]
    text = "<br>".join(filter(None, map(written, passages)))
    has_gap = any(isinstance(part, Blank) for inside in passages for part in inside)
    return f"{text} ____" if not has_gap and (cell.room or has_tick(cell.words)) else text


def _form(table: Table, written: Written, apart: Callable[[str], str]) -> Iterator[str]:
    """A table without a header: words are questions for the blank in their cell or the next."""
    cells = list(table.cells)
    for at, cell in enumerate(cells):
        if cell.empty:
            continue
        passages = [with_gaps(inside) for inside in _passages(cell.blocks)]
        text = "\\\n".join(filter(None, map(written, passages)))
        has_gap = any(isinstance(part, Blank) for inside in passages for part in inside)
        followed = at + 1 < len(cells) and cells[at + 1].empty
        if has_gap or not (followed or cell.room):
            yield text
        elif len(cell.words.split()) <= _FEW and not cell.words.endswith("?") and not cell.room:
            yield f"{text} {'__/__/____' if _DATE.match(cell.words) else '____'}"
        else:
            yield f"{text}\n\n{'_' * 40}{apart(cell.words)}"
