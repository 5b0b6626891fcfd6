"""Tables of HTML: which of them are blank, and headers for those that have none."""

from __future__ import annotations

from carrel.imports.course import Finding
from carrel.imports.html.boxes import is_worksheet_box
from carrel.imports.html.cells import Row, table_rows
from carrel.imports.html.reporting import Report
from carrel.imports.html.tree import Element, Node, is_element


def has_blanks(table: Element) -> bool:
    """True if a table has empty cells under its header."""
    cells = [cell for row in table_rows(table)[1:] for cell in row]
    return any(cell.name == "td" and cell.is_empty() for cell in cells)


def is_blank(table: Element) -> bool:
    """True if a table in no box is a worksheet all the same: most of its cells are empty."""
    rows = table_rows(table)[1:]
    cells = [cell for row in rows for cell in _to_fill_in(row)]
    empty = sum(cell.is_empty() for cell in cells)
    whole = any(all(cell.is_empty() for cell in row) for row in rows)
    return empty * 2 > len(cells) and (whole or "worksheet" in table.classes)


def _to_fill_in(row: Row) -> Row:
    """The cells of a row that may be blanks: not its header, nor the first of several."""
    return [cell for cell in (row if len(row) == 1 else row[1:]) if cell.name == "td"]


def give_headers(parent: Element, report: Report, box: Element | None = None) -> None:
    """Makes the first row with words the header of each table that has none.

    A table without any words is a place to write in if it is in a worksheet's box; otherwise it
    is dropped.
    """

    def converted(child: Element) -> list[Node]:
        around = child if is_worksheet_box(child) else box
        give_headers(child, report, around)
        return _with_header(child, report, around) if child.name == "table" else [child]

    parent.convert(converted)


def _with_header(table: Element, report: Report, box: Element | None) -> list[Node]:
    rows = table_rows(table)
    if any(cell.name == "th" and not cell.is_empty() for row in rows for cell in row):
        return [table]
    filled = [number for number, row in enumerate(rows) if not all(map(Element.is_empty, row))]
    if not filled:
        return _blank_space(table, report, box)
    first = filled[0]
    for cell in rows[first]:
        cell.name = "th"
    if first:
        table.children = [Element("tr", {}, list(row), row[0].line) for row in rows[first:]]
    report(Finding.CHANGED, table, "This table has no header, so its first row has become one.")
    return [table]


def _blank_space(table: Element, report: Report, box: Element | None) -> list[Node]:
    if box is None:
        report(Finding.DROPPED, table, "A table in which nothing stands.")
        return []
    report(
        Finding.CHANGED, table, "This empty table is a space to write in, so it has become a line."
    )
    line = Element("p", {}, ["____"], table.line)
    asks = any(is_element(one) and one is not table and not one.is_empty() for one in box.children)
    if asks:
        return [line]
    return [Element("p", {}, [box.get("title") or "Write here"]), line]
