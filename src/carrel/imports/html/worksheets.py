"""Boxes with empty cells or gaps become worksheets."""

from __future__ import annotations

import re

import msgspec

from carrel.imports.course import Finding
from carrel.imports.html.blocks import inline
from carrel.imports.html.boxes import is_worksheet_box
from carrel.imports.html.cells import Row, span, table_rows
from carrel.imports.html.reporting import Report
from carrel.imports.html.tables import has_blanks, is_blank
from carrel.imports.html.tree import Element, Node, is_heading
from carrel.model.slugs import short_slug, slug, unique

_GAP = re.compile(r"_{3,}|__/__/____")
_COMPARED = 30  # first characters of a header


class Sheet(msgspec.Struct):
    """A worksheet with a table: its id, its title, and the words of its headers."""

    id: str
    title: str
    headers: list[str]


class Sheets(msgspec.Struct):
    """The worksheets of a module so far, and the ids that are taken in it."""

    taken: set[str] = set()
    sheets: list[Sheet] = []


def convert(root: Element, sheets: Sheets, heading: str, report: Report) -> None:
    """Gives each box with blanks an id, and makes boxes of blank tables that are in none.

    A worksheet that was on an earlier page of the module becomes an answers box.
    """
    _wrap_tables(root, heading, report)
    for box in [one for one in root.walk() if is_worksheet_box(one)]:
        _convert_box(box, sheets, heading, report)


def _convert_box(box: Element, sheets: Sheets, heading: str, report: Report) -> None:
    tables = [_without_merged_cells(table, report) for table in box.find("table")]
    blank = [table for table in tables if has_blanks(table)]
    if not blank and not _GAP.search(box.text()):
        return
    headers = [cell.plain() for table in blank for cell in table_rows(table)[0]]
    title = box.get("title")
    earlier = [sheet for sheet in sheets.sheets if blank and _is_same(sheet, title, headers)]
    if earlier:
        _bring_back(box, blank, earlier[0], report)
        return
    name = re.sub("['’]", "", title or heading)
    box.attributes["id"] = unique(short_slug(name) or "worksheet", sheets.taken)
    sheets.sheets.append(Sheet(box.get("id"), title, headers))


def _is_same(sheet: Sheet, title: str, headers: list[str]) -> bool:
    """True if title and headers are those of an earlier worksheet, as far as they are compared."""
    if not sheet.title or slug(sheet.title) != slug(title):
        return False
    return _beginnings(sheet.headers) == _beginnings(headers)


def _beginnings(headers: list[str]) -> list[str]:
    return [header[:_COMPARED].casefold() for header in headers]


def _bring_back(box: Element, blank: list[Element], earlier: Sheet, report: Report) -> None:
    for table in blank:
        box.remove(table)
    report(
        Finding.CHANGED,
        box,
        f"The worksheet “{earlier.title}” comes back here with what learners wrote on the earlier"
        f" page (::: answers {earlier.id}).",
    )
    box.attributes |= {"kind": "answers", "title": earlier.id, "id": ""}


def _wrap_tables(parent: Element, heading: str, report: Report) -> None:
    """Puts blank tables that are in no worksheet's box into a box of their own."""

    def converted(child: Element) -> list[Node]:
        nonlocal heading
        if is_heading(child) and child.plain():
            heading = child.plain()
        if child.name == "table":
            return [_wrapped(child, heading, report)] if is_blank(child) else [child]
        if not is_worksheet_box(child):
            _wrap_tables(child, heading, report)
        return [child]

    parent.convert(converted)


def _wrapped(table: Element, heading: str, report: Report) -> Element:
    report(
        Finding.CHANGED,
        table,
        "This table is there to be filled in and stood in no box, so it has got one"
        " (a reflection).",
    )
    attributes = {"kind": "reflection", "title": inline([heading]), "id": ""}
    return Element("box", attributes, [table], table.line)


# Merged cells, which a worksheet's table cannot have


def _without_merged_cells(table: Element, report: Report) -> Element:
    rows = table_rows(table)
    if not has_blanks(table) or _spans(rows, "rowspan"):
        return table
    if _spans(rows, "colspan"):
        report(
            Finding.CHANGED,
            table,
            "This table has merged cells; each has become several, the first with the words.",
        )
    wide = max((sum(span(cell, "colspan") for cell in row) for row in rows), default=0)
    header, *body = [_divided(row, wide, header=not number) for number, row in enumerate(rows)]
    made = [_as_header(header), *body]
    table.children = [Element("tr", {}, list(row)) for row in made]
    return table


def _spans(rows: list[Row], key: str) -> bool:
    return any(span(cell, key) > 1 for row in rows for cell in row)


def _as_header(row: Row) -> Row:
    """A first row with words as header cells."""
    if all(cell.is_empty() for cell in row):
        return row
    if all(cell.name == "th" for cell in row):
        return row
    return [Element("th", {}, cell.children, cell.line) for cell in row]


def _divided(row: Row, wide: int, header: bool) -> Row:
    """A row of `wide` cells of one column each; a dash fills those that are no blanks."""
    made: Row = []
    for cell in row:
        made.append(Element(cell.name, {}, cell.children, cell.line))
        dash = not header and not cell.is_empty()
        made += [_filler(cell.name, dash) for _ in range(span(cell, "colspan") - 1)]
    missing = wide - len(made)
    return made + [_filler("th" if header else "td", not header) for _ in range(missing)]


def _filler(name: str, dash: bool) -> Element:
    return Element(name, {}, ["–"] if dash else [])
