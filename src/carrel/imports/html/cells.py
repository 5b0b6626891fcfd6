"""The rows and cells of an HTML table."""

from __future__ import annotations

from carrel.imports.html.tree import Element, names

_PARTS = names("thead tbody tfoot")
Row = list[Element]


def table_rows(table: Element) -> list[Row]:
    """Returns the cells of a table row by row, without those of tables inside its cells."""
    parts = [
        row
        for child in table.elements()
        for row in (child.elements() if child.name in _PARTS else [child])
    ]
    rows = [_cells(row) for row in parts if row.name == "tr"]
    return [row for row in rows if row]


def _cells(row: Element) -> Row:
    return [cell for cell in row.elements() if cell.name in ("td", "th")]


def span(cell: Element, key: str) -> int:
    """Returns how many columns (`colspan`) or rows (`rowspan`) a cell takes, 60 at most."""
    value = cell.attributes.get(key, "1").strip()
    return min(int(value), 60) if value.isascii() and value.isdigit() and len(value) < 4 else 1
