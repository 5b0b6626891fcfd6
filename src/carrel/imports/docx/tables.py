"""The grid of a table: which cells there are, and over how many columns and rows each reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from carrel.imports.docx.styles import Styles
from carrel.imports.docx.xml import child, children, switch, value, whole, words

_Place = tuple[Element, int, int, int]  # the cell, its column, how many columns and rows it has
_WIDEST = 200
_PLAIN_STYLES = ("table grid", "normal table", "table normal", "tabellengitternetz", "")
_NONE = ("", "nil", "none")


def grid(table: Element) -> list[list[_Place]]:
    """Returns the cells of each row, without those that another cell covers."""
    reader = _GridReader()
    for row in _inner(table, "w:tr"):
        reader.read(row)
    return reader.rows


class _GridReader:
    """Reads a table row by row. `above` has, by column, the row and number of the cell that may
    reach down.
    """

    def __init__(self) -> None:
        self.rows: list[list[_Place]] = []
        self.above: dict[int, tuple[int, int]] = {}

    def read(self, row: Element) -> None:
        self.rows.append([])
        column = whole(value(row, "w:trPr", "w:gridBefore"), 0, _WIDEST)
        for cell in _inner(row, "w:tc"):
            across = max(1, whole(value(cell, "w:tcPr", "w:gridSpan"), 1, _WIDEST))
            self._add(cell, column, across)
            column = min(column + across, _WIDEST)

    def _add(self, cell: Element, column: int, across: int) -> None:
        cells = self.rows[-1]
        if column in self.above and _goes_on(cell, "w:vMerge"):
            at, number = self.above[column]
            tc, start, wide, down = self.rows[at][number]
            self.rows[at][number] = (tc, start, wide, down + 1)
        elif cells and _goes_on(cell, "w:hMerge"):
            tc, start, wide, down = cells[-1]
            cells[-1] = (tc, start, wide + across, down)
        else:
            self.above[column] = (len(self.rows) - 1, len(cells))
            cells.append((cell, column, across, 1))


def _inner(element: Element, tag: str) -> Iterator[Element]:
    """Yields rows or cells, including those in content controls."""
    for one in element:
        if one.tag == tag:
            yield one
        elif one.tag == "w:sdt":
            for content in children(one, "w:sdtContent"):
                yield from _inner(content, tag)


def _goes_on(cell: Element, tag: str) -> bool:
    """True if a cell only continues the one before it or above it.

    One with words of its own is a cell of its own.
    """
    found = child(cell, "w:tcPr", tag)
    if found is None or found.get("w:val", "continue") != "continue":
        return False
    return not words(cell)


def is_headed(table: Element, styles: Styles) -> bool:
    """True if the first row is a header: by its properties, by a style with a header row, or as all
    of it is bold, or shaded unlike the second.
    """
    rows = list(_inner(table, "w:tr"))
    if len(rows) < 2:
        return False
    if switch(rows[0], "w:trPr", "w:tblHeader") or _styled_apart(table, styles):
        return True
    return _all_bold(rows[0], styles) or (_shaded(rows[0]) and not _shaded(rows[1]))


def _styled_apart(table: Element, styles: Styles) -> bool:
    name = next(styles.names(value(table, "w:tblPr", "w:tblStyle")), "")
    return name not in _PLAIN_STYLES and _first_row_apart(table)


def _first_row_apart(table: Element) -> bool:
    """True if the table asks its style for a header row."""
    options = child(table, "w:tblPr", "w:tblLook")
    if options is None:
        return False
    bits = options.get("w:val", "")
    flags = int(bits, 16) if re.fullmatch("[0-9A-Fa-f]{1,8}", bits) else 0
    return options.get("w:firstRow") in ("1", "true") or bool(flags & 0x20)


def _all_bold(row: Element, styles: Styles) -> bool:
    runs = list(filter(_has_words, row.iter("w:r")))
    return bool(runs) and all(styles.run(child(run, "w:rPr"), "w:b") for run in runs)


def _has_words(run: Element) -> bool:
    return any((text.text or "").strip() for text in run.iter("w:t"))


def _shaded(row: Element) -> bool:
    cells = list(_inner(row, "w:tc"))
    return bool(cells) and all(_fill(child(cell, "w:tcPr", "w:shd")) for cell in cells)


def _fill(shading: Element | None) -> bool:
    fill = "" if shading is None else shading.get("w:fill", "auto").lower()
    return fill not in ("auto", "", "ffffff")


def has_borders(table: Element, styles: Styles) -> bool:
    """True if a table has lines or a background, and so looks like a table or a box."""
    borders = [child(table, "w:tblPr", "w:tblBorders")]
    borders += [child(cell, "w:tcPr", "w:tcBorders") for cell in table.iter("w:tc")]
    chain = styles.chain(value(table, "w:tblPr", "w:tblStyle"))
    borders += [child(style, "w:tblPr", "w:tblBorders") for style in chain]
    return any(map(_has_line, borders)) or any(map(_fill, table.iter("w:shd")))


def _has_line(borders: Element | None) -> bool:
    return any(one.get("w:val", "") not in _NONE for one in children(borders, *_SIDES))


_SIDES = tuple(
    f"w:{side}" for side in ("top", "bottom", "left", "right", "start", "end", "insideH", "insideV")
)
