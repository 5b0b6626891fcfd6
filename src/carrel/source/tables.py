"""Tables of a worksheet: empty cells, named by the headers of their rows and columns, and ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import msgspec

from carrel.model import marks
from carrel.model.content import Table
from carrel.model.keys import names_in
from carrel.model.slugs import LONGEST, short_slug
from carrel.model.worksheet import Choice, FieldKind
from carrel.source.attributes import Attributes, read_attributes
from carrel.source.choices import name_choice
from carrel.source.fields import INLINE_KINDS, FieldMaker, cut_leading, cut_trailing
from carrel.source.tree import Node, plain

_ONLY_BRACES = re.compile(r"\{([^{}]*)\}")
_STEP = re.compile(r"\(\s*\)")


class Header(msgspec.Struct):
    """The words over a column or before a row, and what their braces say: the id of which its fields' ids are made."""

    text: str = ""
    id: str = ""
    attributes: Attributes = msgspec.field(default_factory=Attributes)
    line: int = 0
    column: int = 1

    @property
    def was(self) -> list[str]:
        return names_in(self.attributes.values.get("was", ""))

    @property
    def start(self) -> str:
        return self.attributes.values.get("from", "")


class Row(msgspec.Struct):
    """A row: its cells, its header, and what tells it from others where its first cell has no words: words in another cell, or its
    number among the rows that have none."""

    cells: list[Node]
    header: Header
    beside: str = ""
    number: int = 0


def read_table(maker: FieldMaker, node: Node) -> None:
    """Makes the fields of a table."""
    rows = [row for part in node.elements("thead", "tbody") for row in part.elements("tr")]
    if not rows:
        return
    headers = [_header(maker, cell) for cell in rows[0].elements("th", "td")]
    table = Table(node.position[0], any(header.text for header in headers), len(headers), maker.box)
    number = len(maker.all.tables)
    maker.all.tables.append(table)
    _read_rows(maker, rows[1:], headers)
    maker.last = table
    node.attributes = f" {marks.mark(marks.TABLE, number)}"
    for cell, header in zip(rows[0].elements("th", "td"), headers, strict=True):
        cell.attributes = ' scope="col"' if header.text else ""
        cell.tag = "th" if cell.attributes else "td"
    for part in (*node.elements("thead", "tbody"), *rows):
        part.attributes = ""


def _header(maker: FieldMaker, cell: Node) -> Header:
    """The header in a cell, whose braces are taken out of it."""
    line, column = cell.position
    attributes = cut_trailing(cell.children) or Attributes()
    maker.refuse_unknown(attributes, line, column)
    text = plain(cell.children)
    return Header(text, attributes.id or short_slug(text), attributes, line, column)


def _read_rows(maker: FieldMaker, rows: list[Node], headers: list[Header]) -> None:
    """Makes the fields of each row."""
    cells = [row.elements("td", "th") for row in rows]
    told = iter(_told_apart(maker, [row for row in cells if not _is_rating(row)]))
    for row in cells:
        if _is_rating(row):
            _read_rating(maker, row, headers)
        else:
            _read_cells(maker, next(told), headers)


def _is_rating(cells: list[Node]) -> bool:
    return len(cells) > 1 and all(_STEP.fullmatch(plain(cell.children)) for cell in cells[1:])


def _told_apart(maker: FieldMaker, rows: list[list[Node]]) -> list[Row]:
    """The rows with what names each. Only rows without any words are numbered, so that a row that comes between others does not
    take the answers of its neighbours."""
    told = [_row(maker, cells) for cells in rows]
    nameless = [row for row in told if not row.header.text and not row.beside]
    for number, row in enumerate(nameless, 1):
        row.number = number if len(nameless) > 1 else 0
    return told


def _row(maker: FieldMaker, cells: list[Node]) -> Row:
    if cells and _has_words(cells[0]):
        header = _header(maker, cells[0])
        cells[0].tag, cells[0].attributes = "th", ' scope="row"'
        return Row(cells, header)
    return Row(
        cells, Header(), next((plain(cell.children) for cell in cells if _has_words(cell)), "")
    )


def _has_words(cell: Node) -> bool:
    """Whether a cell holds words, and no blank or picture."""
    text = plain(cell.children, "")
    return (
        bool(text)
        and not _ONLY_BRACES.fullmatch(text)
        and not any(node.tag in ("!", "img") for node in cell.walk())
    )


def _read_cells(maker: FieldMaker, row: Row, headers: list[Header]) -> None:
    for cell, header in zip(row.cells, headers, strict=False):
        line, column = cell.position
        if cell.tag != "th":
            cell.attributes = f' data-label="{escape(header.text)}"'
            _read_cell(maker, cell, row, header, (line, column))


def _read_cell(
    maker: FieldMaker, cell: Node, row: Row, header: Header, place: tuple[int, int]
) -> None:
    text = plain(cell.children)
    braces = _ONLY_BRACES.fullmatch(text)
    pictures = cell.elements("img")
    for picture in pictures:
        maker.picture(picture, cut_leading(cell.children, cell.children.index(picture) + 1))
    alone = _only_blank(cell)
    if alone:
        blank = maker.all.blanks[alone.number]
        _make_field(
            maker,
            cell,
            row,
            header,
            (blank.line, blank.column),
            blank.attributes,
            INLINE_KINDS[alone.letter],
        )
    elif not pictures and (not text or braces):
        _make_field(maker, cell, row, header, place, read_attributes(braces[1] if braces else ""))
    elif not pictures:
        maker.inline_fields(cell, _label(row, header))


def _only_blank(cell: Node) -> Node | None:
    """The gap or date that is all there is in a cell."""
    said = [child for child in cell.children if not (isinstance(child, str) and not child.strip())]
    only = said[0] if len(said) == 1 else None
    return (
        only if isinstance(only, Node) and only.tag == "!" and only.letter in INLINE_KINDS else None
    )


def _label(row: Row, header: Header, first: bool = True) -> str:
    """The question that a cell answers. Without `first`, the first of several rows bears no number."""
    label = ": ".join(filter(None, (row.header.text, header.text)))
    apart = row.beside or (str(row.number) if row.number > (0 if first else 1) else "")
    return f"{label} ({apart})" if label and apart else label


def _make_field(
    maker: FieldMaker,
    cell: Node,
    row: Row,
    header: Header,
    place: tuple[int, int],
    attributes: Attributes,
    kind: FieldKind = FieldKind.TEXT,
) -> None:
    given = bool(row.header.attributes.id or header.attributes.id)
    derived = (
        _cell_id(row, row.header.id, header.id)
        if given
        else short_slug(_label(row, header, first=False))
    )
    field = maker.add_cell(kind, _label(row, header), derived, given, *place, attributes)
    field.row, field.column = row.header.text, header.text
    field.row_id, field.column_id = row.header.id, header.id
    field.derived_names = [
        name for name in dict.fromkeys(_earlier(row, header)) if name not in (field.id, *field.was)
    ]
    field.copies_from = field.copies_from or _start(row, header)
    cell.children = [Node("!", "", marks.FIELD, field.number)]


def _cell_id(row: Row, row_id: str, column_id: str) -> str:
    """The id of the cell where a row and a column meet. The first of several rows without words bears no number, so that a table
    can grow from one row to more."""
    apart = short_slug(row.beside) or (str(row.number) if row.number > 1 else "")
    return "-".join(filter(None, (row_id, column_id, apart)))


def _earlier(row: Row, header: Header) -> Iterator[str]:
    """The ids of a cell under the names that its row and column had before, made as today's is."""
    if not row.header.was and not header.was:
        return
    for row_name in (row.header.id, *row.header.was):
        for column_name in (header.id, *header.was):
            yield from _met(row, row_name, column_name)


def _met(row: Row, row_name: str, column_name: str) -> Iterator[str]:
    """The id of a cell, in the worksheet that the names of row or column begin with; long ones also as they are cut when an id is
    made of words."""
    row_place, column_place = row_name.rpartition("/")[:2], column_name.rpartition("/")[:2]
    place = "".join(row_place if any(row_place) else column_place)
    identifier = _cell_id(row, row_name.rpartition("/")[2], column_name.rpartition("/")[2])
    cut = short_slug(identifier) if len(identifier) > LONGEST else identifier
    yield from dict.fromkeys((place + identifier, place + cut))


def _start(row: Row, header: Header) -> str:
    """The cell of another table, in the same row and column, from whose answer a cell starts."""
    if not row.header.start and not header.start:
        return ""
    return next(_met(row, row.header.start or row.header.id, header.start or header.id))


def _read_rating(maker: FieldMaker, cells: list[Node], headers: list[Header]) -> None:
    header = _header(maker, cells[0])
    field = maker.add(FieldKind.RATING, header.text, header.line, header.column, header.attributes)
    ids: set[str] = set()
    field.choices = [_step(maker, one, ids) for one in headers[1:]]
    field.row, field.row_id = header.text, header.id
    cells[0].tag, cells[0].attributes = "th", ' scope="row"'
    for step, (cell, one) in enumerate(zip(cells[1:], headers[1:], strict=False)):
        cell.attributes = f' data-label="{escape(one.text)}"'
        cell.children = [Node("!", "", marks.RATING, len(maker.all.rating_cells))]
        maker.all.rating_cells.append((field.number, step))


def _step(maker: FieldMaker, header: Header, ids: set[str]) -> Choice:
    """A step of a scale."""
    text = header.text
    identifier, earlier = name_choice(
        maker, text or "step", header.attributes, ids, (header.line, header.column)
    )
    return Choice(identifier, text, escape(text), was=earlier)
