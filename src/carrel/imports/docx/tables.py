"""The grid of a table: which cells there are, and over how many columns and rows each reaches."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from carrel.imports.docx.styles import Styles
from carrel.imports.docx.xml import child, children, switch, value, whole, words

_Place = tuple[Element, int, int, int]  # the cell, its column, how many columns and rows it has
_WIDEST = 200
_PLAIN_STYLES = ("table grid", "normal table", "table normal", "tabellengitternetz", "")
_NONE = ("", "nil", "none")


def grid(table: Element) -> list[list[_Place]]:
    """The cells of each row; those that another covers are left out."""
    rows: list[list[_Place]] = []
    above: dict[
        int, tuple[int, int]
    ] = {}  # by column: row and number of the cell that may reach down
    for row in _inner(table, "w:tr"):
        cells: list[_Place] = []
        column = whole(value(row, "w:trPr", "w:gridBefore"), 0, _WIDEST)
        for cell in _inner(row, "w:tc"):
            across = max(1, whole(value(cell, "w:tcPr", "w:gridSpan"), 1, _WIDEST))
            if _goes_on(cell, "w:vMerge") and column in above:
                at, number = above[column]
                tc, start, wide, down = rows[at][number]
                rows[at][number] = (tc, start, wide, down + 1)
            elif _goes_on(cell, "w:hMerge") and cells:
                tc, start, wide, down = cells[-1]
                cells[-1] = (tc, start, wide + across, down)
            else:
                above[column] = (len(rows), len(cells))
                cells.append((cell, column, across, 1))
            column = min(column + across, _WIDEST)
        rows.append(cells)
    return rows


def _inner(element: Element, tag: str) -> Iterator[Element]:
    """Rows or cells, also those in content controls."""
    for one in element:
        if one.tag == tag:
            yield one
        elif one.tag == "w:sdt":
            content = child(one, "w:sdtContent")
            yield from _inner(content, tag) if content is not None else ()


def _goes_on(cell: Element, tag: str) -> bool:
    """Whether a cell only continues the one before it or above it.

    One with words of its own is a cell of its own.
    """
    found = child(cell, "w:tcPr", tag)
    return found is not None and found.get("w:val", "continue") == "continue" and not words(cell)


def is_headed(table: Element, styles: Styles) -> bool:
    """Whether the first row is a header: marked as one, by a style that sets it apart, or all bold
    or shaded unlike the second.
    """
    rows = list(_inner(table, "w:tr"))
    if len(rows) < 2:
        return False
    if switch(rows[0], "w:trPr", "w:tblHeader"):
        return True
    name = next(styles.names(value(table, "w:tblPr", "w:tblStyle")), "")
    if _first_row_apart(table) and name not in _PLAIN_STYLES:
        return True
    return _all_bold(rows[0], styles) or (_shaded(rows[0]) and not _shaded(rows[1]))


def _first_row_apart(table: Element) -> bool:
    look = child(table, "w:tblPr", "w:tblLook")
    if look is None:
        return False
    bits = look.get("w:val", "")
    flags = (
        int(bits, 16)
        if bits
        and all(letter in "0123456789abcdefABCDEF" for letter in bits[:8])
        and len(bits) <= 8
        else 0
    )
    return look.get("w:firstRow") in ("1", "true") or bool(flags & 0x20)


def _all_bold(row: Element, styles: Styles) -> bool:
    runs = [
        run for run in row.iter("w:r") if any((text.text or "").strip() for text in run.iter("w:t"))
    ]
    return bool(runs) and all(styles.run(child(run, "w:rPr"), "w:b") for run in runs)


def _shaded(row: Element) -> bool:
    cells = list(_inner(row, "w:tc"))
    return bool(cells) and all(_fill(child(cell, "w:tcPr", "w:shd")) for cell in cells)


def _fill(shading: Element | None) -> bool:
    return shading is not None and shading.get("w:fill", "auto").lower() not in (
        "auto",
        "",
        "ffffff",
    )


def has_borders(table: Element, styles: Styles) -> bool:
    """Whether a table has lines or a ground of its own, and so is seen as a table or a box."""
    places = [
        child(table, "w:tblPr", "w:tblBorders"),
        *(child(cell, "w:tcPr", "w:tcBorders") for cell in table.iter("w:tc")),
    ]
    places += [
        child(style, "w:tblPr", "w:tblBorders")
        for style in styles.chain(value(table, "w:tblPr", "w:tblStyle"))
    ]
    lines = any(
        one.get("w:val", "") not in _NONE
        for place in places
        if place is not None
        for one in children(place, *_SIDES)
    )
    return lines or any(_fill(one) for one in table.iter("w:shd"))


_SIDES = tuple(
    f"w:{side}" for side in ("top", "bottom", "left", "right", "start", "end", "insideH", "insideV")
)
