"""Blanks to fields: reads the parsed HTML of one worksheet box and puts a mark where each form control belongs.

A field's name is what a person would read out: the headers of its row and column, or the question before it.
"""

from __future__ import annotations

from carrel.model import marks
from carrel.model.content import Table
from carrel.model.worksheet import Field, FieldKind
from carrel.source import blanks as found_blanks
from carrel.source.attributes import Attributes
from carrel.source.blanks import Blank
from carrel.source.boxes import comment
from carrel.source.choices import CHOICES, leading_mark, read_choices
from carrel.source.fields import (
    INLINE_KINDS,
    NO_FILE,
    FieldMaker,
    Gathered,
    become_field,
    cut_leading,
    drop_marks,
)
from carrel.source.tables import read_table
from carrel.source.tree import CODE, Node, parse, plain, write

_QUESTIONS = ("p", "h2", "h3", "h4", "h5", "h6", "dt", "summary")


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
    """Walks through one worksheet. `question` is what a blank that comes now would answer."""

    def __init__(self, gathered: Gathered, box: int) -> None:
        self.all, self.maker = gathered, FieldMaker(gathered, box)
        self.question = ""
        self.ruled: Field | None = None  # the text area that a further ruled line makes longer

    def read(self, chunk: str) -> str:
        root = parse(chunk)
        self._read_children(root)
        if self.maker.sheet.fields:
            self.all.worksheets.append(self.maker.sheet)
        return write(root.children)

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
            read_table(self.maker, node)
        elif node.tag in _QUESTIONS:
            self._read_question(node, parent)
        elif node.tag == "img":
            self.maker.picture(node, cut_leading(parent.children, parent.children.index(node) + 1))
        else:
            self._read_children(node)

    def _read_mark(self, node: Node, parent: Node) -> None:
        if node.letter == found_blanks.RULED:
            self._read_ruled(node, parent)
        elif node.letter == found_blanks.BRACES:
            self._read_braces(self.all.blanks[node.number])
            parent.children.remove(node)
        elif node.letter in INLINE_KINDS:
            self.maker.inline_field(node, self.question)
        elif node.letter in CHOICES:
            parent.children.remove(
                node
            )  # a choice outside a list of choices: reported with its list

    def _read_ruled(self, node: Node, parent: Node) -> None:
        blank = self.all.blanks[node.number]
        if self.ruled and blank.attributes == Attributes():
            self.ruled.lines += 1
            parent.children.remove(node)
            return
        self.ruled = self.maker.add(
            FieldKind.TEXT, self.question, blank.line, blank.column, blank.attributes
        )
        become_field(node, self.ruled)

    def _read_braces(self, blank: Blank) -> None:
        attributes, last = blank.attributes, self.maker.last
        if isinstance(last, Table) and attributes.values.get("rows") == "grow":
            last.grow = True
        elif isinstance(last, Field) and (
            attributes.id or attributes.values.keys() & {"was", "from"}
        ):
            self.maker.name(last, attributes, blank.line, blank.column)
        else:
            self.maker.report("attribute-unused", blank.line, blank.column)

    def _read_question(self, node: Node, parent: Node) -> None:
        text = plain(node.children)
        self.maker.inline_fields(node, text)
        if text:
            self.question = text
        self._move_pictures(node, parent)

    def _move_pictures(self, node: Node, parent: Node) -> None:
        """A place for a picture is no part of a sentence: it stands behind its paragraph, or instead of it."""
        pictures = [child for child in node.elements("img") if NO_FILE in child.attributes]
        at = parent.children.index(node)
        for picture in pictures:
            self.maker.picture(
                picture, cut_leading(node.children, node.children.index(picture) + 1)
            )
        for picture in reversed(pictures):
            node.children.remove(picture)
            parent.children.insert(at + 1, picture)
        if pictures and not plain(node.children, "…"):
            parent.children.remove(node)

    # Lists: choices, rankings, questions

    def _read_list(self, node: Node) -> None:
        items = node.elements("li")
        marked = [leading_mark(item) for item in items]
        letters = {found.letter for found in marked if found}
        if not letters:
            for item in items:
                self._read_item(item)
        elif len(letters) > 1 or not all(marked):
            line = next(self.all.blanks[found.number].line for found in marked if found)
            self.maker.report("choices-mixed", line)
            drop_marks(node, CHOICES)
        else:
            blanks = [self.all.blanks[found.number] for found in marked if found]
            for braces in read_choices(self.maker, node, items, blanks, self.question):
                self._read_braces(braces)

    def _read_item(self, item: Node) -> None:
        """A list item asks what its own words say, before any list or line inside it."""
        own = [
            child
            for child in item.children
            if not (
                isinstance(child, Node) and (child.block or child.tag in ("ul", "ol", "p", "table"))
            )
        ]
        text = plain(own)
        if text:
            self.question = text
        self.ruled = None
        for child in list(item.children):
            if isinstance(child, Node) and child.tag == "!" and child.letter in INLINE_KINDS:
                self.maker.inline_field(child, text)
            elif isinstance(child, Node):
                self._read_node(child, item)
