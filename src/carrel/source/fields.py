"""The fields of one worksheet as they are found: their names, told apart, and what the braces behind a blank say of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.model.content import Box, Table
from carrel.model.keys import names_in
from carrel.model.slugs import first_free, short_slug, unique
from carrel.model.worksheet import Field, FieldKind, Worksheet
from carrel.source import blanks as found_blanks
from carrel.source.attributes import Attributes, cut_braces, read_attributes
from carrel.source.blanks import Blank
from carrel.source.tree import Node, plain

INLINE_KINDS = {found_blanks.GAP: FieldKind.SHORT, found_blanks.DATE: FieldKind.DATE}
_ALT = re.compile(r'\balt="([^"]*)"')
_OF_A_FIELD = ("was", "from")
NO_FILE = 'src=""'


class Gathered:
    """What the worksheets of one file add up to."""

    def __init__(self, path: str, boxes: list[Box], blanks: list[Blank]) -> None:
        self.path, self.boxes, self.blanks = path, boxes, blanks
        self.fields: list[Field] = []
        self.tables: list[Table] = []
        self.rating_cells: list[tuple[int, int]] = []
        self.worksheets: list[Worksheet] = []
        self.issues: list[Issue] = []


class FieldMaker:
    """Makes the fields of one worksheet; `last` is the field or the table that was made last."""

    def __init__(self, gathered: Gathered, box: int) -> None:
        self.all, self.box = gathered, box
        self.ids: set[str] = set()
        self.labels: set[str] = set()
        self.last: Field | Table | None = None
        source = gathered.boxes[box]
        earlier, calendar = (
            names_in(source.attributes.get("was", "")),
            source.attributes.get("calendar") == "yes",
        )
        self.sheet = Worksheet(
            source.id, source.title, box, source.line, was=earlier, calendar=calendar
        )

    def report(self, code: str, line: int, column: int = 1, **values: object) -> None:
        self.all.issues.append(issue(code, Position(self.all.path, line, column), **values))

    def add(
        self,
        kind: FieldKind,
        label: str,
        line: int,
        column: int,
        attributes: Attributes,
        numbered: bool = False,
    ) -> Field:
        """A new field. One question may name several blanks of a sentence: they are told apart by a number (`numbered`)."""
        label = self._make_unique(label, line, column, numbered or bool(attributes.id))
        return self.add_named(kind, label, short_slug(label), line, column, attributes)

    def add_cell(
        self,
        kind: FieldKind,
        label: str,
        derived: str,
        given: bool,
        line: int,
        column: int,
        attributes: Attributes,
    ) -> Field:
        """A new field that fills a table's cell, whose id is `derived` unless its own braces give one. Where `given`, an author
        gave some of it, in the header of its row or column."""
        label = self._make_unique(label, line, column, given or bool(attributes.id))
        return self.add_named(kind, label, derived, line, column, attributes, given)

    def add_named(
        self,
        kind: FieldKind,
        label: str,
        derived: str,
        line: int,
        column: int,
        attributes: Attributes,
        given: bool = False,
    ) -> Field:
        """A new field with a label of its own."""
        wanted = attributes.id or derived or "blank"
        identifier = unique(wanted, self.ids)
        if (attributes.id or given) and identifier != wanted:
            self.report("field-id-doubled", line, column, id=wanted)
        field = Field(
            identifier,
            kind,
            label,
            self.box,
            line,
            column,
            len(self.all.fields),
            given or bool(attributes.id),
        )
        self._apply_attributes(field, attributes, line, column)
        self.all.fields.append(field)
        self.sheet.fields.append(field.number)
        self.last = field
        return field

    def name(self, field: Field, attributes: Attributes, line: int, column: int) -> None:
        """Takes what braces say of a field that was made before them."""
        if attributes.id:
            self.ids.discard(field.id)
            if attributes.id in self.ids:
                self.report("field-id-doubled", field.line, field.column_at, id=attributes.id)
            field.id, field.given = unique(attributes.id, self.ids), True
        self._apply_attributes(field, attributes, line, column)

    def _apply_attributes(
        self, field: Field, attributes: Attributes, line: int, column: int
    ) -> None:
        self.refuse_unknown(attributes, line, column)
        field.was = names_in(attributes.values.get("was", ""))
        field.copies_from = attributes.values.get("from", "")

    def refuse_unknown(
        self, attributes: Attributes, line: int, column: int, known: Collection[str] = _OF_A_FIELD
    ) -> None:
        """Reports what stands in braces and has no meaning there."""
        if not (attributes.classes or attributes.values or attributes.rest):
            return
        unknown = [f".{name}" for name in attributes.classes] + [
            f"{key}=" for key in attributes.values if key not in known
        ]
        listed = ", ".join(f"{key}=" for key in known)
        for name in [*unknown, *([attributes.rest] if attributes.rest else [])]:
            self.report("blank-attribute-unknown", line, column, name=name, known=listed)

    def _make_unique(self, label: str, line: int, column: int, numbered: bool) -> str:
        if not label.strip("… "):
            self.report("field-label-empty", line, column)
        elif label in self.labels and not numbered:
            self.report("field-label-doubled", line, column, label=label)
        return unique_label(label, self.labels)

    # Blanks that may stand anywhere

    def inline_field(self, node: Node, label: str) -> None:
        """A gap or a date in a sentence."""
        blank = self.all.blanks[node.number]
        field = self.add(
            INLINE_KINDS[node.letter],
            label,
            blank.line,
            blank.column,
            blank.attributes,
            numbered=True,
        )
        become_field(node, field)

    def inline_fields(self, parent: Node, label: str) -> None:
        """Every gap and date below `parent`."""
        for inner in list(parent.walk()):
            if inner.tag == "!" and inner.letter in INLINE_KINDS:
                self.inline_field(inner, label)

    def picture(self, node: Node, attributes: Attributes) -> None:
        """A place for a picture."""
        if NO_FILE not in node.attributes:
            return
        alt = _ALT.search(node.attributes)
        line, column = node.position
        become_field(
            node,
            self.add(FieldKind.PICTURE, plain([alt[1]]) if alt else "", line, column, attributes),
        )


def become_field(node: Node, field: Field) -> None:
    """Lets `node` stand for a field."""
    node.tag, node.letter, node.number, node.block = "!", marks.FIELD, field.number, False
    node.children = []


def cut_trailing(children: list[Node | str]) -> Attributes | None:
    """What the braces at the end of a passage say, which are then gone from it; None where it has none, or they hold other words."""
    while children and isinstance(children[-1], str) and not children[-1].strip():
        children.pop()
    last = children[-1] if children else None
    words, braces = cut_braces(last.rstrip()) if isinstance(last, str) else ("", None)
    read = read_attributes(unescape(braces)) if braces and braces.strip() else None
    if read is None or read.rest:
        return None
    children[-1] = words
    return read


def cut_leading(children: list[Node | str], at: int) -> Attributes:
    """What the braces say with which the text at `at` begins, right behind a blank; they are then gone from it."""
    text = children[at] if at < len(children) else ""
    found = re.match(r"\{([^{}]*)\}", text) if isinstance(text, str) else None
    read = read_attributes(unescape(found[1])) if found else None
    if not found or read is None or read.rest:
        return Attributes()
    children[at] = str(text)[found.end() :]
    return read


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
    candidate = (
        label if label not in taken else first_free(lambda number: f"{label} ({number})", taken)
    )
    taken.add(candidate)
    return candidate
