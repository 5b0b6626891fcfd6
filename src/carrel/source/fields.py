"""Makes the fields of one worksheet: their ids, their labels, and the attributes behind blanks."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

from carrel.blanks import with_form
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.model.content import Box, Table
from carrel.model.keys import names_in
from carrel.model.slugs import first_free, short_slug, unique
from carrel.model.worksheet import Field, Worksheet
from carrel.source.attributes import Attributes, cut_braces, read_attributes
from carrel.source.blank_marks import INLINE, Blank, Place
from carrel.source.tree import Node, plain

_ALT = re.compile(r'\balt="([^"]*)"')
_LEADING_BRACES = re.compile(r"\{([^{}]*)\}")
_OF_A_FIELD = ("was", "from")
NO_FILE = 'src=""'


class Gathered:
    """The worksheets of one file, as far as they have been read."""

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
        self.is_quiz = source.kind == "quiz"
        self.sheet = Worksheet(
            source.id,
            source.title,
            box,
            source.line,
            was=names_in(source.attributes.get("was", "")),
            calendar=source.attributes.get("calendar") == "yes",
        )

    def report(self, code: str, place: Place, **values: object) -> None:
        """Adds the issue with this code at `place`."""
        position = Position(self.all.path, place.line, place.column)
        self.all.issues.append(issue(code, position, **values))

    def add(self, kind: str, label: str, place: Place, numbered: bool = False) -> Field:
        """Makes a field whose id is its own or made of its label.

        Several blanks of one sentence have the same question: they get a number (`numbered`).
        """
        label = self._make_unique(label, place, numbered or bool(place.attributes.id))
        return self._add(kind, label, short_slug(label), place)

    def add_cell(self, kind: str, label: str, place: Place, derived_id: str, given: bool) -> Field:
        """Makes the field of a table's cell, whose id is its own or `derived_id`.

        `given` is True if the author gave an id to the cell's row or column.
        """
        label = self._make_unique(label, place, given or bool(place.attributes.id))
        return self._add(kind, label, derived_id, place, given)

    def _add(
        self, kind: str, label: str, derived_id: str, place: Place, given: bool = False
    ) -> Field:
        given = given or bool(place.attributes.id)
        wanted = place.attributes.id or derived_id or "blank"
        identifier = unique(wanted, self.ids)
        if given and identifier != wanted:
            self.report("field-id-doubled", place, id=wanted)
        number = len(self.all.fields)
        field = Field(identifier, kind, label, self.box, place.line, place.column, number, given)
        self._apply_attributes(field, place)
        self.all.fields.append(field)
        self.sheet.fields.append(number)
        self.last = field
        return field

    def name(self, field: Field, place: Place) -> None:
        """Gives a field the attributes in the braces that stand below it."""
        wanted = place.attributes.id
        if wanted:
            self.ids.discard(field.id)
            if wanted in self.ids:
                self.report("field-id-doubled", Place(field.line, field.column_at), id=wanted)
            field.id, field.given = unique(wanted, self.ids), True
        self._apply_attributes(field, place)

    def _apply_attributes(self, field: Field, place: Place) -> None:
        self.refuse_unknown(place)
        field.was = names_in(place.attributes.values.get("was", ""))
        field.copies_from = place.attributes.values.get("from", "")

    def refuse_unknown(self, place: Place, known: Collection[str] = _OF_A_FIELD) -> None:
        """Reports what stands in braces and has no meaning there."""
        attributes = place.attributes
        classes = [f".{name}" for name in attributes.classes]
        keys = [f"{key}=" for key in attributes.values if key not in known]
        listed = ", ".join(f"{key}=" for key in known)
        for name in filter(None, (*classes, *keys, attributes.rest)):
            self.report("blank-attribute-unknown", place, name=name, known=listed)

    def _make_unique(self, label: str, place: Place, numbered: bool) -> str:
        """Returns `label`, with a number if it is taken; reports one that says too little."""
        if not label.strip("… "):
            self.report("field-label-empty", place)
        elif label in self.labels and not numbered:
            self.report("field-label-doubled", place, label=label)
        return unique_label(label, self.labels)

    # Blanks that may stand anywhere

    def inline_field(self, node: Node, label: str) -> None:
        """Makes the field of a blank in a line of text."""
        blank = self.all.blanks[node.number]
        field = self.add(blank.kind, label, blank, numbered=True)
        field.detail = blank.detail
        become_field(node, field)

    def inline_fields(self, parent: Node, label: str) -> None:
        """Makes a field of every blank in the text below `parent`."""
        for inner in list(parent.walk()):
            if is_mark(inner, (INLINE,)):
                self.inline_field(inner, label)

    def picture(self, node: Node, attributes: Attributes) -> None:
        """Makes a field of an image without a file; other images stay as they are."""
        if NO_FILE not in node.attributes:
            return
        alt = _ALT.search(node.attributes)
        label = plain([alt[1]]) if alt else ""
        kind = with_form("image")[0]
        become_field(node, self.add(kind.name, label, Place(*node.position, attributes)))


def is_mark(node: Node, letters: Collection[str]) -> bool:
    """True if `node` is a mark with one of these letters."""
    return node.tag == "!" and node.letter in letters


def become_field(node: Node, field: Field) -> None:
    """Turns `node` into the mark of a field."""
    node.tag, node.letter, node.number, node.block = "!", marks.FIELD, field.number, False
    node.children = []


def cut_trailing(children: list[Node | str]) -> Attributes | None:
    """Cuts the braces off the end of a passage and returns their attributes.

    Returns None and changes nothing where there are no braces, or where they hold other words.
    """
    while children and is_space(children[-1]):
        children.pop()
    last = children[-1] if children else None
    if not isinstance(last, str):
        return None
    words, braces = cut_braces(last.rstrip())
    read = _read_escaped(braces) if braces and not braces.isspace() else None
    if read:
        children[-1] = words
    return read


def cut_leading(children: list[Node | str], at: int) -> Attributes:
    """Cuts the braces off the start of the text at `at`, and returns their attributes.

    It is the text right behind a blank. Without braces it stays as it is.
    """
    text = children[at] if at < len(children) else ""
    found = _LEADING_BRACES.match(text) if isinstance(text, str) else None
    read = _read_escaped(found[1]) if found else None
    if not found or not read:
        return Attributes()
    children[at] = found.string[found.end() :]
    return read


def _read_escaped(braces: str) -> Attributes | None:
    """Returns the attributes in braces in HTML; None if they hold other words."""
    read = read_attributes(unescape(braces))
    return None if read.rest else read


def is_space(child: Node | str) -> bool:
    """True for a text of white space."""
    return isinstance(child, str) and not child.strip()


def drop_marks(node: Node, letters: Collection[str]) -> list[int]:
    """Removes the marks with these letters below `node`; returns their numbers."""
    dropped = []
    for child in [child for child in node.children if isinstance(child, Node)]:
        if is_mark(child, letters):
            node.children.remove(child)
            dropped.append(child.number)
        else:
            dropped += drop_marks(child, letters)
    return dropped


def unique_label(label: str, taken: set[str]) -> str:
    """Returns `label`, or `label (2)` … if it is taken; the result is added to `taken`."""
    candidate = label
    if label in taken:
        candidate = first_free(lambda number: f"{label} ({number})", taken)
    taken.add(candidate)
    return candidate
