"""Finds the worksheets of a page: tables with empty cells, ruled lines, gaps and choices, each with
the question before it.
"""

from __future__ import annotations

import msgspec

from carrel.imports.course import Finding
from carrel.imports.docx.blanks import has_tick, is_tick, opened, with_gaps
from carrel.imports.docx.blocks import Blank, Block, Box, Cell, Paragraph, Table
from carrel.imports.docx.passages import gathered
from carrel.imports.docx.story import Log, shown

_LONGEST_QUESTION = 60  # words; a longer paragraph before a blank is text
SHEETS = ("reflection", "quiz")


class Sheet(msgspec.Struct):
    """A worksheet: a box with blanks. Its title is that of the heading above it."""

    place: int
    blocks: list[Block | Sheet]
    title: str = ""
    bookmarks: list[str] = []
    kind: str = "reflection"
    id: str = ""

    @property
    def words(self) -> str:
        """Its words without form."""
        return " ".join(filter(None, (block.words for block in self.blocks)))


Part = Block | Sheet


def with_sheets(blocks: list[Block], log: Log) -> list[Part]:
    """The blocks of a page, with worksheets where there are blanks."""
    lines = [line for block in gathered(blocks, log) for line in _opened(block, log)]
    return _wrapped(_ruled(lines))


def _opened(block: Block, log: Log) -> list[Part]:
    if isinstance(block, Paragraph):
        return list(opened(block))
    if isinstance(block, Table):
        return [block] if _is_worth(block, log) else []
    inner = [line for part in block.blocks for line in _opened(part, log)]
    inner = _ruled(inner)
    if any(_is_blank(part) for part in inner):
        return [
            Sheet(
                block.place,
                _flat(inner),
                block.title,
                kind=block.kind if block.kind in SHEETS else "reflection",
            )
        ]
    nested = [part for part in inner if isinstance(part, Sheet)]
    rest: list[Block] = [part for part in inner if not isinstance(part, Sheet)]
    return [Box(block.place, block.kind, rest, block.title), *nested]


def _flat(parts: list[Part]) -> list[Part]:
    """No worksheet stands in another: the inner one's blocks stand for it."""
    return [
        inner for part in parts for inner in (part.blocks if isinstance(part, Sheet) else [part])
    ]


def _is_worth(table: Table, log: Log) -> bool:
    if any(cell.blocks for cell in table.cells):
        return True
    log.say(
        table.place,
        Finding.DROPPED,
        "A table without any words was left out: nobody could say what to write into it.",
    )
    return False


def _ruled(parts: list[Part]) -> list[Part]:
    """Empty paragraphs with a border are lines to write on where several stand together, or a
    question stands before.
    """
    out: list[Part] = []
    for at, part in enumerate(parts):
        if isinstance(part, Paragraph) and part.kind == "rule":
            around = [parts[other] for other in (at - 1, at + 1) if 0 <= other < len(parts)]
            lined = any(
                isinstance(one, Paragraph) and one.kind in ("rule", "line") for one in around
            )
            asked = (
                at > 0
                and isinstance(parts[at - 1], Paragraph)
                and parts[at - 1].words.endswith(("?", ":"))
            )
            part = msgspec.structs.replace(part, kind="line" if lined or asked else "rule")
        out.append(part)
    return out


def _is_blank(part: Part) -> bool:
    if isinstance(part, Paragraph):
        tick = bool(part.item and part.item.tick)
        return (
            part.kind == "line"
            or tick
            or (part.kind == "text" and any(isinstance(one, Blank) for one in part.inside))
        )
    return isinstance(part, Table) and is_sheet(part)


def is_sheet(table: Table) -> bool:
    """Whether a table is one to fill in: some of its cells have lines, or room, or boxes to tick.

    Or enough of them are empty.
    """
    cells = [cell for cell in table.cells if cell.blocks]
    if any(_has_line(cell) or is_tick(cell.words) for cell in cells):
        return True
    return sum(cell.room for cell in cells) * 2 > len(cells) or _is_empty_enough(table)


def _is_empty_enough(table: Table) -> bool:
    """True if a whole row or column is empty, half of the cells, or those of a form."""
    body = table.rows[1:] if len(table.rows) > 1 else table.rows
    empty = sum(cell.empty for row in body for cell in row)
    if not empty:
        return False
    whole = _whole_row(body) or _whole_column(body)
    return whole or empty * 2 >= sum(map(len, body)) or _is_form(table)


def _has_line(cell: Cell) -> bool:
    return any(
        isinstance(block, Paragraph)
        and any(isinstance(part, Blank) for part in with_gaps(block.inside))
        for block in cell.blocks
    )


def _whole_row(body: list[list[Cell]]) -> bool:
    """Whether a row is empty, or all of it but its first cell."""
    return any(row and all(cell.empty for cell in row[1:] or row) for row in body)


def _whole_column(body: list[list[Cell]]) -> bool:
    columns: dict[int, list[Cell]] = {}
    for row in body:
        for cell in row:
            columns.setdefault(cell.column, []).append(cell)
    return any(cells and all(cell.empty for cell in cells) for cells in columns.values())


def _is_form(table: Table) -> bool:
    """Whether words and empty cells take turns: Name, an empty cell, Date, an empty cell."""
    rows = [row for row in table.rows if any(cell.empty for cell in row)]
    return len(rows) * 2 > len(table.rows) and all(
        not row[0].empty and row[-1].empty for row in rows
    )


def has_header(table: Table) -> bool:
    """Whether the first row of a worksheet names its columns: words in each cell but perhaps the
    first, and blanks below.
    """
    if len(table.rows) < 2 or not table.rows[0]:
        return False
    first = table.rows[0]
    others = first[1:] or first
    named = all(cell.words and not _has_line(cell) and not has_tick(cell.words) for cell in others)
    return named and (table.headed or not any(cell.empty or cell.room for cell in others))


# What belongs to one worksheet


def _wrapped(parts: list[Part]) -> list[Part]:
    out: list[Part] = []
    at = 0
    for start, end in _runs(parts):
        heading = parts[start - 1] if start > at else None
        ends = end == len(parts) or _is_heading(parts[end])
        titled = isinstance(heading, Paragraph) and heading.kind in ("heading", "caption") and ends
        out += parts[at : start - 1 if titled else start]
        sheet = Sheet(parts[start].place, parts[start:end])
        if titled and isinstance(heading, Paragraph):
            sheet.title, sheet.bookmarks = heading.words, heading.bookmarks
        out.append(sheet)
        at = end
    return out + parts[at:]


def _is_heading(part: Part) -> bool:
    return isinstance(part, Paragraph) and part.kind == "heading"


def _runs(parts: list[Part]) -> list[tuple[int, int]]:
    """Where worksheets begin and end: each blank with its question, and what stands between two of
    them if it is short.
    """
    runs: list[tuple[int, int]] = []
    for at, part in enumerate(parts):
        if not _is_blank(part):
            continue
        start = at - 1 if at and _asks(parts[at - 1], part) else at
        if (
            runs
            and start - runs[-1][1] <= 1
            and all(_joins(one) for one in parts[runs[-1][1] : start])
        ):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((max(start, runs[-1][1] if runs else 0), at + 1))
    return runs


def _asks(before: Part, blank: Part) -> bool:
    """True if a paragraph is the question of the blank after it, which is no sentence itself."""
    if not isinstance(before, Paragraph) or before.kind != "text" or _is_blank(before):
        return False
    own = isinstance(blank, Paragraph) and blank.kind == "text" and not blank.item
    return not own and bool(before.words) and len(before.words.split()) <= _LONGEST_QUESTION


def _joins(part: Part) -> bool:
    return (
        isinstance(part, Paragraph)
        and part.kind == "text"
        and len(part.words.split()) <= _LONGEST_QUESTION
    )


def title_of(sheet: Sheet, otherwise: str) -> str:
    """The words of which a worksheet's id is made: its title, or its first question."""
    first = next(
        (block.words for block in sheet.blocks if isinstance(block, Paragraph) and block.words), ""
    )
    return sheet.title or otherwise or shown(first, 40)
