"""Finds the worksheets of a page: tables with empty cells, ruled lines, gaps and choices, each with
the question before it.
"""

from __future__ import annotations

import msgspec

from carrel.imports.course import Finding
from carrel.imports.docx.blanks import has_tick, is_tick, opened, with_gaps
from carrel.imports.docx.blocks import Blank, Block, Box, Cell, Paragraph, Table, is_kind, only
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
    """Returns the blocks of a page, with worksheets where there are blanks."""
    lines = [line for block in gathered(blocks, log) for line in _opened(block, log)]
    return _wrapped(_ruled(lines))


def _opened(block: Block, log: Log) -> list[Part]:
    if isinstance(block, Paragraph):
        return list(opened(block))
    if isinstance(block, Table):
        return [block] if _has_content(block, log) else []
    inner = _ruled([line for part in block.blocks for line in _opened(part, log)])
    if any(map(_is_blank, inner)):
        kind = block.kind if block.kind in SHEETS else "reflection"
        return [Sheet(block.place, _flat(inner), block.title, kind=kind)]
    rest: list[Block] = [part for part in inner if not isinstance(part, Sheet)]
    return [Box(block.place, block.kind, rest, block.title), *only(inner, Sheet)]


def _flat(parts: list[Part]) -> list[Part]:
    """Returns the parts with each worksheet replaced by its blocks, as worksheets do not nest."""
    out: list[Part] = []
    for part in parts:
        out += part.blocks if isinstance(part, Sheet) else [part]
    return out


def _has_content(table: Table, log: Log) -> bool:
    if any(cell.blocks for cell in table.cells):
        return True
    log.say(
        table.place,
        Finding.DROPPED,
        "A table without any words was left out: nothing tells what to write into it.",
    )
    return False


def _ruled(parts: list[Part]) -> list[Part]:
    """Makes empty paragraphs with a border lines to write on, if several follow each other or a
    question comes before.
    """
    around = zip([None, *parts], parts, [*parts[1:], None], strict=False)
    return [_ruled_line(before, part, after) for before, part, after in around]


def _ruled_line(before: Part | None, part: Part, after: Part | None) -> Part:
    if not is_kind(part, "rule"):
        return part
    lined = is_kind(before, "rule", "line") or is_kind(after, "rule", "line")
    asked = isinstance(before, Paragraph) and before.words.endswith(("?", ":"))
    return msgspec.structs.replace(part, kind="line" if lined or asked else "rule")


def _is_blank(part: Part) -> bool:
    if isinstance(part, Paragraph):
        return part.kind == "line" or _is_choice(part) or _has_gap(part)
    return isinstance(part, Table) and is_sheet(part)


def _is_choice(paragraph: Paragraph) -> bool:
    return bool(paragraph.item and paragraph.item.tick)


def _has_gap(paragraph: Paragraph) -> bool:
    return paragraph.kind == "text" and bool(only(paragraph.inside, Blank))


def is_sheet(table: Table) -> bool:
    """True for a table to fill in: some of its cells have lines, or room, or boxes to tick, or
    enough of them are empty.
    """
    cells = [cell for cell in table.cells if cell.blocks]
    if any(_has_line(cell) or is_tick(cell.words) for cell in cells):
        return True
    return sum(cell.room for cell in cells) * 2 > len(cells) or _is_empty_enough(table)


def _is_empty_enough(table: Table) -> bool:
    """True if a whole row or column is empty, half of the cells, or those of a form."""
    body = table.rows[1:] or table.rows
    cells = [cell for row in body for cell in row]
    empty = sum(cell.empty for cell in cells)
    if not empty:
        return False
    return _whole_row(body) or _whole_column(cells) or empty * 2 >= len(cells) or _is_form(table)


def _has_line(cell: Cell) -> bool:
    return any(only(with_gaps(line.inside), Blank) for line in only(cell.blocks, Paragraph))


def _whole_row(body: list[list[Cell]]) -> bool:
    """True if a row is empty, or all of it but its first cell."""
    return any(row and _all_empty(row[1:] or row) for row in body)


def _whole_column(cells: list[Cell]) -> bool:
    columns: dict[int, list[Cell]] = {}
    for cell in cells:
        columns.setdefault(cell.column, []).append(cell)
    return any(map(_all_empty, columns.values()))


def _all_empty(cells: list[Cell]) -> bool:
    return all(cell.empty for cell in cells)


def _is_form(table: Table) -> bool:
    """True if words and empty cells alternate: Name, an empty cell, Date, an empty cell."""
    rows = [row for row in table.rows if any(cell.empty for cell in row)]
    if len(rows) * 2 <= len(table.rows):
        return False
    return all(row[-1].empty and not row[0].empty for row in rows)


def has_header(table: Table) -> bool:
    """True if the first row of a worksheet names its columns: words in each cell but perhaps the
    first, and blanks below.
    """
    if len(table.rows) < 2 or not table.rows[0]:
        return False
    names = table.rows[0][1:] or table.rows[0]
    if not all(map(_is_name, names)):
        return False
    return table.headed or not any(cell.empty or cell.room for cell in names)


def _is_name(cell: Cell) -> bool:
    return bool(cell.words) and not _has_line(cell) and not has_tick(cell.words)


# What belongs to one worksheet


def _wrapped(parts: list[Part]) -> list[Part]:
    """Makes a worksheet of each run of blanks, titled by the heading before it."""
    out: list[Part] = []
    at = 0
    for start, end in _runs(parts):
        sheet = Sheet(parts[start].place, parts[start:end])
        heading = parts[start - 1] if start > at and _ends_at(parts, end) else None
        if is_kind(heading, "heading", "caption"):
            sheet.title, sheet.bookmarks = heading.words, heading.bookmarks
            start -= 1
        out += [*parts[at:start], sheet]
        at = end
    return out + parts[at:]


def _ends_at(parts: list[Part], end: int) -> bool:
    return end == len(parts) or is_kind(parts[end], "heading")


def _runs(parts: list[Part]) -> list[tuple[int, int]]:
    """Returns where worksheets begin and end: each blank with its question, and the text between
    two of them if it is short.
    """
    runs: list[tuple[int, int]] = []
    for at, part in enumerate(parts):
        if not _is_blank(part):
            continue
        start = at - 1 if at and _asks(parts[at - 1], part) else at
        begin, end = runs[-1] if runs else (-1, 0)
        if runs and _joins(parts[end:start]):
            runs[-1] = (begin, at + 1)
        else:
            runs.append((max(start, end), at + 1))
    return runs


def _asks(before: Part, blank: Part) -> bool:
    """True if a paragraph is the question of the blank after it, which is no sentence itself."""
    if _is_sentence(blank) or not _is_short_text(before) or _is_blank(before):
        return False
    return bool(before.words)


def _is_sentence(blank: Part) -> bool:
    return is_kind(blank, "text") and not blank.item


def _joins(between: list[Part]) -> bool:
    """True if the text between two blanks is so short that they are on one worksheet."""
    return len(between) <= 1 and all(map(_is_short_text, between))


def _is_short_text(part: Part) -> bool:
    return is_kind(part, "text") and len(part.words.split()) <= _LONGEST_QUESTION


def title_of(sheet: Sheet, otherwise: str) -> str:
    """Returns the words for a worksheet's id: its title, or else its first question."""
    words = filter(None, (block.words for block in only(sheet.blocks, Paragraph)))
    return sheet.title or otherwise or shown(next(words, ""), 40)
