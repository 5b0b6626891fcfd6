"""Tables of a worksheet: empty cells, named by the headers of rows and columns, and ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from carrel.blanks import with_form
from carrel.blanks.kind import BlankKind
from carrel.model import marks
from carrel.model.content import Table
from carrel.model.keys import names_in
from carrel.model.slugs import LONGEST, short_slug
from carrel.model.worksheet import Choice
from carrel.source.attributes import Attributes, read_attributes
from carrel.source.blank_marks import INLINE, Place
from carrel.source.choices import name_choice
from carrel.source.fields import FieldMaker, cut_leading, cut_trailing, is_mark, is_space
from carrel.source.tree import Node, plain, rename

_ONLY_BRACES = re.compile(r"\{([^{}]*)\}")


class Header(Place):
    """The words above a column or before a row, and the id of which its fields' ids are made."""

    text: str = ""
    id: str = ""

    @property
    def was(self) -> list[str]:
        """The ids that it had before."""
        return names_in(self.attributes.values.get("was", ""))

    @property
    def copies_from(self) -> str:
        """The id of the row or column of another table whose answers its fields start with."""
        return self.attributes.values.get("from", "")


class Row:
    """A row without steps: its cells and its header.

    A row whose first cell has no words is named by `beside`, the words in another cell. If it has
    no words at all, `number` is its number among such rows, or 0 if it is the only one.
    """

    def __init__(self, maker: FieldMaker, cells: list[Node]) -> None:
        self.cells, self.header, self.beside, self.number = cells, Header(), "", 0
        if cells and _has_words(cells[0]):
            self.header = _header(maker, cells[0])
            _make_row_header(cells[0])
        else:
            with_words = [cell for cell in cells if _has_words(cell)]
            self.beside = plain(with_words[0].children) if with_words else ""

    def label(self, column: Header, first: bool = True) -> str:
        """The question of a cell. Without `first`, the first of several rows has no number."""
        label = ": ".join(filter(None, (self.header.text, column.text)))
        suffix = self.beside or (str(self.number) if self.number > (0 if first else 1) else "")
        return f"{label} ({suffix})" if label and suffix else label

    def cell_id(self, row_id: str, column_id: str) -> str:
        """The id of a cell. The first of several rows without words has no number in it.

        So a table can grow from one row to more.
        """
        suffix = short_slug(self.beside) or (str(self.number) if self.number > 1 else "")
        return "-".join(filter(None, (row_id, column_id, suffix)))


def read_table(maker: FieldMaker, node: Node) -> None:
    """Makes the fields of a table."""
    parts = node.elements("thead", "tbody")
    rows = [row for part in parts for row in part.elements("tr")]
    if not rows:
        return
    cells = rows[0].elements("th", "td")
    headers = [_header(maker, cell) for cell in cells]
    is_headed = any(header.text for header in headers)
    table = Table(node.position[0], is_headed, len(headers), maker.box)
    node.attributes = f" {marks.mark(marks.TABLE, len(maker.all.tables))}"
    maker.all.tables.append(table)
    _read_rows(maker, [row.elements("td", "th") for row in rows[1:]], headers)
    maker.last = table
    for cell, header in zip(cells, headers, strict=True):
        _make_column_header(cell, header)
    for part in (*parts, *rows):
        part.attributes = ""


def _header(maker: FieldMaker, cell: Node) -> Header:
    """Returns the header in a cell, and cuts its braces off."""
    place = Place(*cell.position, cut_trailing(cell.children) or Attributes())
    maker.refuse_unknown(place)
    text = plain(cell.children)
    identifier = place.attributes.id or short_slug(text)
    return Header(place.line, place.column, place.attributes, text, identifier)


def _read_rows(maker: FieldMaker, rows: list[list[Node]], headers: list[Header]) -> None:
    kinds = [_kind_of_steps(cells) for cells in rows]
    others = [cells for cells, kind in zip(rows, kinds, strict=True) if not kind]
    named = iter(_named_rows(maker, others))
    for cells, kind in zip(rows, kinds, strict=True):
        if kind:
            _read_steps(maker, kind, cells, headers)
        else:
            _read_cells(maker, next(named), headers)


def _kind_of_steps(cells: list[Node]) -> BlankKind | None:
    """Returns the kind whose steps fill every cell of a row but the first; None without steps."""
    written = [plain(cell.children) for cell in cells[1:]]
    kinds = with_form("step") if written else []
    return next(
        (kind for kind in kinds if all(re.fullmatch(kind.step, text) for text in written)), None
    )


def _named_rows(maker: FieldMaker, rows: list[list[Node]]) -> list[Row]:
    """Returns the rows with their names.

    Only rows without any words are numbered, so that a row that is inserted between others does
    not take its neighbors' answers.
    """
    named = [Row(maker, cells) for cells in rows]
    nameless = [row for row in named if not row.header.text and not row.beside]
    for number, row in enumerate(nameless, 1):
        row.number = number if len(nameless) > 1 else 0
    return named


def _make_column_header(cell: Node, header: Header) -> None:
    rename(cell, "th" if header.text else "td")
    cell.attributes = ' scope="col"' if header.text else ""


def _make_row_header(cell: Node) -> None:
    rename(cell, "th")
    cell.attributes = ' scope="row"'


def _has_words(cell: Node) -> bool:
    """True if a cell holds words, and no blank or image."""
    text = plain(cell.children, "")
    if not text or _ONLY_BRACES.fullmatch(text):
        return False
    return not any(node.tag in ("!", "img") for node in cell.walk())


# Cells


def _read_cells(maker: FieldMaker, row: Row, headers: list[Header]) -> None:
    for cell, header in zip(row.cells, headers, strict=False):
        place = Place(*cell.position)
        if cell.tag != "th":
            cell.attributes = f' data-label="{escape(header.text)}"'
            _read_cell(maker, cell, row, header, place)


def _read_cell(maker: FieldMaker, cell: Node, row: Row, header: Header, place: Place) -> None:
    alone = _only_blank(cell)
    pictures = cell.elements("img")
    empty = _ONLY_BRACES.fullmatch(plain(cell.children) or "{}")
    if alone:
        blank = maker.all.blanks[alone.number]
        _make_field(maker, cell, row, header, blank, blank.kind, blank.detail)
    elif pictures:
        for picture in pictures:
            maker.picture(picture, cut_leading(cell.children, cell.children.index(picture) + 1))
    elif empty:
        place.attributes = read_attributes(empty[1])
        _make_field(maker, cell, row, header, place, with_form("empty_cell")[0].name)
    else:
        maker.inline_fields(cell, row.label(header))


def _only_blank(cell: Node) -> Node | None:
    """Returns the blank that is all that a cell holds."""
    inside = [child for child in cell.children if not is_space(child)]
    only = inside[0] if len(inside) == 1 else None
    return only if isinstance(only, Node) and is_mark(only, (INLINE,)) else None


def _make_field(
    maker: FieldMaker,
    cell: Node,
    row: Row,
    header: Header,
    place: Place,
    kind: str,
    detail: str = "",
) -> None:
    given = bool(row.header.attributes.id or header.attributes.id)
    if given:
        derived = row.cell_id(row.header.id, header.id)
    else:
        derived = short_slug(row.label(header, first=False))
    field = maker.add_cell(kind, row.label(header), place, derived, given)
    field.detail = detail
    field.row, field.column = row.header.text, header.text
    field.row_id, field.column_id = row.header.id, header.id
    known = (field.id, *field.was)
    earlier = dict.fromkeys(_earlier_ids(row, header))
    field.derived_names = [name for name in earlier if name not in known]
    field.copies_from = field.copies_from or _copied_id(row, header)
    cell.children = [Node("!", "", marks.FIELD, field.number)]


# Ids made of the names of row and column


def _earlier_ids(row: Row, header: Header) -> Iterator[str]:
    """Yields the ids of a cell under the earlier names of its row and column."""
    if not row.header.was and not header.was:
        return
    for row_name in (row.header.id, *row.header.was):
        for column_name in (header.id, *header.was):
            yield from _ids_in_sheet(row, row_name, column_name)


def _ids_in_sheet(row: Row, row_name: str, column_name: str) -> Iterator[str]:
    """Yields the id of a cell, after the worksheet that the name of row or column begins with.

    A long id is yielded a second time as it is cut when an id is made of words.
    """
    row_sheet, slash, row_id = row_name.rpartition("/")
    column_sheet, column_slash, column_id = column_name.rpartition("/")
    sheet = row_sheet + slash if slash else column_sheet + column_slash
    identifier = row.cell_id(row_id, column_id)
    yield sheet + identifier
    cut = short_slug(identifier) if len(identifier) > LONGEST else identifier
    if cut != identifier:
        yield sheet + cut


def _copied_id(row: Row, header: Header) -> str:
    """Returns the cell of another table, in the same row and column, whose answer is copied."""
    if not row.header.copies_from and not header.copies_from:
        return ""
    row_name = row.header.copies_from or row.header.id
    return next(_ids_in_sheet(row, row_name, header.copies_from or header.id))


# Ratings: one field a row


def _read_steps(
    maker: FieldMaker, kind: BlankKind, cells: list[Node], headers: list[Header]
) -> None:
    header = _header(maker, cells[0])
    field = maker.add(kind.name, header.text, header)
    ids: set[str] = set()
    field.choices = [_step(maker, column, ids) for column in headers[1:]]
    field.row, field.row_id = header.text, header.id
    _make_row_header(cells[0])
    for step, (cell, column) in enumerate(zip(cells[1:], headers[1:], strict=False)):
        cell.attributes = f' data-label="{escape(column.text)}"'
        cell.children = [Node("!", "", marks.RATING, len(maker.all.rating_cells))]
        maker.all.rating_cells.append((field.number, step))


def _step(maker: FieldMaker, header: Header, ids: set[str]) -> Choice:
    """Returns a step of a scale."""
    text = header.text
    identifier, earlier = name_choice(maker, text or "step", header, ids)
    return Choice(identifier, text, escape(text), was=earlier)
