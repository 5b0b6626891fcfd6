"""Blanks to fields: reads the parsed HTML of one worksheet box and puts a mark where each form control belongs.

A field's name is what a person would read out: the headers of its row and column, or the question before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.model.page import Box, Table
from carrel.model.slugs import first_free, short_slug, unique
from carrel.model.worksheet import Choice, Field, FieldKind, Worksheet
from carrel.source import blanks as found_blanks
from carrel.source.attributes import Attributes, names_in, read_attributes
from carrel.source.blanks import Blank
from carrel.source.boxes import comment
from carrel.source.tree import CODE, Node, parse, plain, write

_ONLY_BRACES = re.compile(r"\{([^{}]*)\}")
_STEP = re.compile(r"\(\s*\)")
_ALT = re.compile(r'\balt="([^"]*)"')
_NO_FILE = 'src=""'
_BLOCKS = frozenset({"ul", "ol", "table", "pre", "div", "dl", "section", "h1", "h2", "h3", "h4", "h5", "h6"})
_NUMBER = re.compile(r"\d+")
_QUESTIONS = ("p", "h2", "h3", "h4", "h5", "h6", "dt", "summary")
_CHOICES = (found_blanks.CHOICE, found_blanks.RANK)
_WRITTEN = (found_blanks.GAP, found_blanks.RULED, found_blanks.DATE)
_INLINE_KINDS = {found_blanks.GAP: FieldKind.SHORT, found_blanks.DATE: FieldKind.DATE}


class Gathered:
    """What the worksheets of one file add up to."""

    def __init__(self, path: str, boxes: list[Box], blanks: list[Blank]) -> None:
        self.path, self.boxes, self.blanks = path, boxes, blanks
        self.fields: list[Field] = []
        self.tables: list[Table] = []
        self.rating_cells: list[tuple[int, int]] = []
        self.worksheets: list[Worksheet] = []
        self.issues: list[Issue] = []


def read_worksheets(body: str, gathered: Gathered, field_boxes: list[int]) -> str:
    """`body` with the blanks of the boxes numbered `field_boxes` as marks of fields; inner boxes are read first."""
    for number in sorted(field_boxes, reverse=True):
        start = body.find(comment(marks.BOX_OPENS, number))
        end = body.find(comment(marks.BOX_CLOSES, number))
        if 0 <= start < end:
            inner = _WorksheetReader(gathered, number).read(body[start:end])
            body = body[:start] + inner + body[end:]
    gathered.worksheets.sort(key=lambda worksheet: worksheet.box)
    return body


class _WorksheetReader:
    """Reads one worksheet. `question` is what a blank that comes now would answer."""

    def __init__(self, gathered: Gathered, box: int) -> None:
        self.all, self.box = gathered, box
        self.question, self.asked = "", ""
        self.ids: set[str] = set()
        self.labels: set[str] = set()
        self.ruled: Field | None = None  # the text area that a further ruled line makes longer
        self.last: Field | Table | None = None  # what braces on a line of their own belong to
        source = gathered.boxes[box]
        self.sheet = Worksheet(source.id, source.title, box, source.line)

    def read(self, chunk: str) -> str:
        root = parse(chunk)
        self._read_children(root)
        if self.sheet.fields:
            self.all.worksheets.append(self.sheet)
        return write(root.children)

    def report(self, code: str, line: int, column: int = 1, **values: object) -> None:
        self.all.issues.append(issue(code, Position(self.all.path, line, column), **values))

    # What stands in the worksheet, in reading order

    def _read_children(self, parent: Node) -> None:
        for child in list(parent.children):
            if isinstance(child, Node):
                self._read_node(child, parent)

    def _read_node(self, node: Node, parent: Node) -> None:
        if node.tag == "!":
            self._read_mark(node, parent)
            return
        self.ruled = None
        if node.tag in CODE:
            return
        if node.tag in ("ul", "ol"):
            self._read_list(node)
        elif node.tag == "table":
            self._read_table(node)
        elif node.tag in _QUESTIONS:
            self._read_question(node, parent)
        elif node.tag == "img":
            self._read_picture(node)
        else:
            self._read_children(node)

    def _read_mark(self, node: Node, parent: Node) -> None:
        if node.letter == found_blanks.RULED:
            self._read_ruled(node, parent)
        elif node.letter == found_blanks.BRACES:
            self._read_braces(self.all.blanks[node.number])
            parent.children.remove(node)
        elif node.letter in _INLINE_KINDS:
            self._inline_field(node, self.question)
        elif node.letter in (found_blanks.CHOICE, found_blanks.RANK):
            parent.children.remove(node)  # a choice outside a list of choices: reported with its list

    def _read_ruled(self, node: Node, parent: Node) -> None:
        blank = self.all.blanks[node.number]
        if self.ruled and not blank.attributes.id:
            self.ruled.lines += 1
            parent.children.remove(node)
            return
        self.ruled = self._add(FieldKind.TEXT, self.question, blank.line, blank.column, blank.attributes)
        self._become_field(node, self.ruled)

    def _read_braces(self, blank: Blank) -> None:
        attributes = blank.attributes
        if isinstance(self.last, Table) and attributes.values.get("rows") == "grow":
            self.last.grow = True
        elif isinstance(self.last, Field) and (attributes.id or attributes.values.keys() & {"was", "from"}):
            self._name(self.last, attributes)
        else:
            self.report("attribute-unused", blank.line, blank.column)

    def _read_question(self, node: Node, parent: Node) -> None:
        text = plain(node.children)
        for inner in list(node.walk()):
            if inner.tag == "!" and inner.letter in _INLINE_KINDS:
                self._inline_field(inner, text)
        if text:
            self.question = text
        self._move_pictures(node, parent)

    def _move_pictures(self, node: Node, parent: Node) -> None:
        """A place for a picture is no part of a sentence: it stands behind its paragraph, or instead of it."""
        pictures = [child for child in node.elements("img") if _NO_FILE in child.attributes]
        at = parent.children.index(node)
        for picture in reversed(pictures):
            node.children.remove(picture)
            parent.children.insert(at + 1, picture)
        for picture in pictures:
            self._read_picture(picture)
        if pictures and not plain(node.children, "…"):
            parent.children.remove(node)

    def _inline_field(self, node: Node, label: str) -> None:
        blank = self.all.blanks[node.number]
        field = self._add(_INLINE_KINDS[node.letter], label, blank.line, blank.column, blank.attributes, numbered=True)
        self._become_field(node, field)

    def _read_picture(self, node: Node) -> None:
        if _NO_FILE not in node.attributes:
            return
        alt = _ALT.search(node.attributes)
        line, column = node.position
        field = self._add(FieldKind.PICTURE, plain([alt[1]]) if alt else "", line, column, Attributes())
        self._become_field(node, field)

    # Lists: choices, rankings, questions

    def _read_list(self, node: Node) -> None:
        items = node.elements("li")
        marked = [self._leading_mark(item) for item in items]
        letters = {found.letter for found in marked if found}
        if not letters:
            for item in items:
                self._read_item(item)
        elif len(letters) > 1 or not all(marked):
            line = next(self.all.blanks[found.number].line for found in marked if found)
            self.report("choices-mixed", line)
            drop_marks(node, _CHOICES)
        else:
            self._read_choices(node, items, [self.all.blanks[found.number] for found in marked if found])

    def _read_item(self, item: Node) -> None:
        """A list item asks what its own words say, before any list or line inside it."""
        own = [
            child for child in item.children if not (isinstance(child, Node) and (child.block or child.tag in ("ul", "ol", "p", "table")))
        ]
        text = plain(own)
        if text:
            self.question = text
        self.ruled = None
        for child in list(item.children):
            if isinstance(child, Node) and child.tag == "!" and child.letter in _INLINE_KINDS:
                self._inline_field(child, text)
            elif isinstance(child, Node):
                self._read_node(child, item)

    @staticmethod
    def _leading_mark(item: Node) -> Node | None:
        for child in item.children:
            if isinstance(child, str) and not child.strip():
                continue
            if isinstance(child, Node) and child.tag == "p":
                return _WorksheetReader._leading_mark(child)
            is_mark = isinstance(child, Node) and child.tag == "!" and child.letter in (found_blanks.CHOICE, found_blanks.RANK)
            return child if is_mark else None  # type: ignore[return-value]
        return None

    def _read_choices(self, node: Node, items: list[Node], blanks: list[Blank]) -> None:
        quiz = self.all.boxes[self.box].kind == "quiz"
        ids: set[str] = set()
        braces = [number for item in items for number in drop_marks(item, (found_blanks.BRACES,))]
        choices = [self._choice(item, blank, ids) for item, blank in zip(items, blanks, strict=True)]
        kind = FieldKind.RANK if blanks[0].letter == found_blanks.RANK else FieldKind.TICK if blanks[0].many else FieldKind.CHOOSE
        field = self._add(kind, self.question, blanks[0].line, blanks[0].column, Attributes())
        field.choices = choices
        field.self_check = kind is not FieldKind.RANK and (quiz or any(choice.right for choice in choices))
        self._become_field(node, field)
        for number in braces:
            self._read_braces(self.all.blanks[number])

    def _choice(self, item: Node, blank: Blank, ids: set[str]) -> Choice:
        words, feedback = Node(""), Node("")
        for child in self._unwrapped(item):
            if isinstance(child, Node) and child.tag == "blockquote":
                feedback.children += child.children
            elif isinstance(child, Node) and child.tag == "p":
                words.children += [Node("br"), *child.children]
            elif isinstance(child, Node) and child.tag in _BLOCKS:
                self.report("choices-nested" if drop_marks(child, _CHOICES) else "choice-blocks", blank.line, blank.column)
            elif not (isinstance(child, Node) and child.number == self._number(item)):
                words.children.append(child)
        if drop_marks(words, _CHOICES):
            self.report("choices-nested", blank.line, blank.column)
        other = drop_marks(words, _WRITTEN)
        for lost in drop_marks(feedback, found_blanks.LETTERS):
            self.report("blank-misplaced", self.all.blanks[lost].line, self.all.blanks[lost].column)
        text = plain(words.children)
        if not text:
            self.report("choice-empty", blank.line, blank.column)
        said = write(feedback.children).strip()
        return Choice(unique(short_slug(text) or "choice", ids), text, write(words.children).strip(), blank.right, said, bool(other))

    def _number(self, item: Node) -> int:
        found = self._leading_mark(item)
        return found.number if found else -2

    @staticmethod
    def _unwrapped(item: Node) -> list[Node | str]:
        """The children of a list item; where the first of them is a paragraph, its children instead of it."""
        children: list[Node | str] = []
        opened = False
        for child in item.children:
            if isinstance(child, Node) and child.tag == "p" and not opened:
                children += child.children
                opened = True
            else:
                children.append(child)
        return children

    # Tables

    def _read_table(self, node: Node) -> None:
        rows = [row for part in node.elements("thead", "tbody") for row in part.elements("tr")]
        if not rows:
            return
        headers = [plain(cell.children) for cell in rows[0].elements("th", "td")]
        table = Table(node.position[0], any(headers), len(headers), self.box)
        number = len(self.all.tables)
        self.all.tables.append(table)
        table.scale = self._read_rows(rows[1:], headers) and all(map(_NUMBER.search, headers[1:]))
        self.last = table
        node.attributes = f" {marks.mark(marks.TABLE, number)}"
        for cell in rows[0].elements("th", "td"):
            cell.attributes = ' scope="col"' if plain(cell.children) else ""
            cell.tag = "th" if cell.attributes else "td"
        for part in (*node.elements("thead", "tbody"), *rows):
            part.attributes = ""

    def _read_rows(self, rows: list[Node], headers: list[str]) -> bool:
        """Reads the blanks of each row; says whether any row is a rating."""
        rated = False
        for number, row in enumerate(rows, 1):
            cells = row.elements("td", "th")
            if len(cells) > 1 and all(_STEP.fullmatch(plain(cell.children)) for cell in cells[1:]):
                self._read_rating(cells, headers)
                rated = True
            else:
                self._read_cells(cells, headers, number if len(rows) > 1 else 0)
        return rated

    def _read_cells(self, cells: list[Node], headers: list[str], number: int) -> None:
        name = self._row_header(cells[0]) if cells else ""
        for cell, header in zip(cells, headers, strict=False):
            line, column = cell.position
            if cell.tag != "th":
                cell.attributes = f' data-label="{escape(header)}"'
            label = ": ".join(filter(None, (name, header))) or ""
            if not name and number and label:
                label = f"{label} ({number})"
            self._read_cell(cell, label, name, header, (line, column))

    @staticmethod
    def _row_header(cell: Node) -> str:
        """The first cell names its row where it has words and no blank."""
        text = plain(cell.children, "")
        if not text or _ONLY_BRACES.fullmatch(text) or any(node.tag == "!" for node in cell.walk()):
            return ""
        cell.tag, cell.attributes = "th", ' scope="row"'
        return text

    def _read_cell(self, cell: Node, label: str, row: str, header: str, position: tuple[int, int]) -> None:
        text = plain(cell.children)
        braces = _ONLY_BRACES.fullmatch(text)
        pictures = cell.elements("img")
        if pictures:
            for picture in pictures:
                self._read_picture(picture)
        elif not text or braces:
            field = self._add(FieldKind.TEXT, label, *position, read_attributes(braces[1] if braces else ""), numbered=False)
            field.row, field.column = row, header
            cell.children = [Node("!", "", marks.FIELD, field.number)]
        else:
            for inner in list(cell.walk()):
                if inner.tag == "!" and inner.letter in _INLINE_KINDS:
                    self._inline_field(inner, label)

    def _read_rating(self, cells: list[Node], headers: list[str]) -> None:
        line, column = cells[0].position
        label = plain(cells[0].children)
        field = self._add(FieldKind.RATING, label, line, column, Attributes())
        ids: set[str] = set()
        field.choices = [Choice(unique(short_slug(header) or "step", ids), header, escape(header)) for header in headers[1:]]
        field.row = label
        cells[0].tag, cells[0].attributes = "th", ' scope="row"'
        for step, (cell, header) in enumerate(zip(cells[1:], headers[1:], strict=False)):
            cell.attributes = f' data-label="{escape(header)}"'
            cell.children = [Node("!", "", marks.RATING, len(self.all.rating_cells))]
            self.all.rating_cells.append((field.number, step))

    # Fields

    def _add(self, kind: FieldKind, label: str, line: int, column: int, attributes: Attributes, numbered: bool = False) -> Field:
        """A new field. One question may name several blanks of a sentence: they are told apart by a number (`numbered`)."""
        given = attributes.id
        label = self._told_apart(label, line, column, numbered or bool(given))
        identifier = unique(given or short_slug(label) or "blank", self.ids)
        if given and identifier != given:
            self.report("field-id-doubled", line, column, id=given)
        field = Field(identifier, kind, label, self.box, line, column, len(self.all.fields), bool(given))
        field.was, field.start = names_in(attributes.values.get("was", "")), attributes.values.get("from", "")
        self.all.fields.append(field)
        self.sheet.fields.append(field.number)
        self.last = field
        return field

    def _told_apart(self, label: str, line: int, column: int, numbered: bool) -> str:
        if not label.strip("… "):
            self.report("field-label-empty", line, column)
        elif label in self.labels and not numbered:
            self.report("field-label-doubled", line, column, label=label)
        return unique_label(label, self.labels)

    def _name(self, field: Field, attributes: Attributes) -> None:
        """What braces say of a field that has been read already."""
        if attributes.id:
            self.ids.discard(field.id)
            if attributes.id in self.ids:
                self.report("field-id-doubled", field.line, field.column_at, id=attributes.id)
            field.id, field.given = unique(attributes.id, self.ids), True
        field.was, field.start = names_in(attributes.values.get("was", "")), attributes.values.get("from", "")

    @staticmethod
    def _become_field(node: Node, field: Field) -> None:
        node.tag, node.letter, node.number, node.block = "!", marks.FIELD, field.number, False
        node.children = []


def drop_marks(node: Node, letters: Collection[str]) -> list[int]:
    """Takes the marks with these letters out of `node`; their numbers."""
    dropped = []
    for child in list(node.children):
        if isinstance(child, Node) and child.tag == "!" and child.letter in letters:
            node.children.remove(child)
            dropped.append(child.number)
        elif isinstance(child, Node):
            dropped += drop_marks(child, letters)
    return dropped


def unique_label(label: str, taken: set[str]) -> str:
    """`label`, or `label (2)` … where it is taken."""
    candidate = label if label not in taken else first_free(lambda number: f"{label} ({number})", taken)
    taken.add(candidate)
    return candidate
