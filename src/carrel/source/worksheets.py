"""Blanks to fields: reads the parsed HTML of worksheets, and puts a mark where a control belongs.

A field's label is what a person would read out: the headers of its row and column, or the question
before it.
"""

from __future__ import annotations

from carrel.blanks import KINDS, kind_of
from carrel.model import marks
from carrel.model.content import Table
from carrel.model.worksheet import Field
from carrel.source.attributes import Attributes
from carrel.source.blank_marks import BRACES, INLINE, ITEM, LINE, Place
from carrel.source.boxes import comment
from carrel.source.choices import are_mixed, leading_mark, read_choices
from carrel.source.fields import (
    NO_FILE,
    FieldMaker,
    Gathered,
    become_field,
    cut_leading,
    drop_marks,
    is_mark,
)
from carrel.source.tables import read_table
from carrel.source.tree import CODE, Node, parse, plain, write

_QUESTIONS = ("p", "h2", "h3", "h4", "h5", "h6", "dt", "summary")
_LISTS = ("ul", "ol")
_NOT_OF_AN_ITEM = (*_LISTS, "p", "table")


def read_worksheets(body: str, gathered: Gathered, field_boxes: list[int]) -> str:
    """Returns `body` with marks of fields in place of the blanks in the boxes `field_boxes`.

    Inner boxes are read first.
    """
    for number in sorted(field_boxes, reverse=True):
        start = body.find(comment(marks.BOX_OPENS, number))
        end = body.find(comment(marks.BOX_CLOSES, number))
        if 0 <= start < end:
            inner = _WorksheetReader(gathered, number).read(body[start:end])
            body = body[:start] + inner + body[end:]
    gathered.worksheets.sort(key=lambda worksheet: worksheet.box)
    for field in gathered.fields:
        field.seconds = kind_of(field).seconds(field)
    return body


class _WorksheetReader:
    """Walks through one worksheet. `question` is the label of a blank that comes next."""

    def __init__(self, gathered: Gathered, box: int) -> None:
        self.all, self.maker = gathered, FieldMaker(gathered, box)
        self.question = ""
        self.joining: Field | None = None  # the field that a further line makes longer

    def read(self, chunk: str) -> str:
        """Returns the HTML of a worksheet with marks of fields, and adds the worksheet."""
        root = parse(chunk)
        self._read_children(root)
        if self.maker.sheet.fields:
            self.all.worksheets.append(self.maker.sheet)
        return write(root.children)

    # The nodes of the worksheet, in reading order

    def _read_children(self, parent: Node) -> None:
        for child in list(parent.children):
            if isinstance(child, Node):
                self._read_node(child, parent)

    def _read_node(self, node: Node, parent: Node) -> None:
        if node.tag == "!":
            self._read_mark(node, parent)
            return
        self.joining = None
        if node.tag in CODE:
            return
        if node.tag in _LISTS:
            self._read_list(node)
        elif node.tag == "table":
            read_table(self.maker, node)
        elif node.tag in _QUESTIONS:
            self._read_question(node, parent)
        elif node.tag == "img":
            self._read_image(node, parent)
        else:
            self._read_children(node)

    def _read_mark(self, node: Node, parent: Node) -> None:
        if node.letter == LINE:
            self._read_line(node, parent)
        elif node.letter == BRACES:
            self._read_braces(self.all.blanks[node.number])
            parent.children.remove(node)
        elif node.letter == INLINE:
            self.maker.inline_field(node, self.question)
        elif node.letter == ITEM:  # a choice outside a list of choices: reported with its list
            parent.children.remove(node)

    def _read_line(self, node: Node, parent: Node) -> None:
        blank, joining = self.all.blanks[node.number], self.joining
        if joining and joining.kind == blank.kind and blank.attributes == Attributes():
            joining.lines += 1
            parent.children.remove(node)
            return
        field = self.maker.add(blank.kind, self.question, blank)
        field.detail = blank.detail
        become_field(node, field)
        self.joining = field if KINDS[blank.kind].lines_join else None

    def _read_braces(self, braces: Place) -> None:
        attributes, last = braces.attributes, self.maker.last
        names_field = attributes.id or attributes.values.keys() & {"was", "from"}
        if isinstance(last, Table) and attributes.values.get("rows") == "grow":
            last.grow = True
        elif isinstance(last, Field) and names_field:
            self.maker.name(last, braces)
        else:
            self.maker.report("attribute-unused", braces)

    def _read_question(self, node: Node, parent: Node) -> None:
        text = plain(node.children)
        self.maker.inline_fields(node, text)
        if text:
            self.question = text
        self._move_pictures(node, parent)

    def _read_image(self, node: Node, parent: Node) -> None:
        attributes = cut_leading(parent.children, parent.children.index(node) + 1)
        self.maker.picture(node, attributes)

    def _move_pictures(self, node: Node, parent: Node) -> None:
        """Moves images without a file behind their paragraph, as no control fits in a sentence.

        A paragraph that holds nothing else is replaced by them.
        """
        pictures = [child for child in node.elements("img") if NO_FILE in child.attributes]
        at = parent.children.index(node)
        for picture in pictures:
            self._read_image(picture, node)
        for picture in reversed(pictures):
            node.children.remove(picture)
            parent.children.insert(at + 1, picture)
        if pictures and not plain(node.children, "…"):
            parent.children.remove(node)

    # Lists: choices, rankings, questions

    def _read_list(self, node: Node) -> None:
        items = node.elements("li")
        marked = [leading_mark(item) for item in items]
        blanks = [self.all.blanks[found.number] for found in marked if found]
        if not blanks:
            for item in items:
                self._read_item(item)
        elif len(blanks) < len(items) or are_mixed(blanks):
            self.maker.report("choices-mixed", Place(blanks[0].line))
            drop_marks(node, (ITEM,))
        else:
            for braces in read_choices(self.maker, node, items, blanks, self.question):
                self._read_braces(braces)

    def _read_item(self, item: Node) -> None:
        """Reads an item. Its own words, before any list or line inside it, are the question."""
        text = plain([child for child in item.children if _is_text(child)])
        if text:
            self.question = text
        self.joining = None
        for child in [child for child in item.children if isinstance(child, Node)]:
            if is_mark(child, (INLINE,)):
                self.maker.inline_field(child, text)
            else:
                self._read_node(child, item)


def _is_text(child: Node | str) -> bool:
    """True for words of a list item, and for what stands between them."""
    return isinstance(child, str) or not (child.block or child.tag in _NOT_OF_AN_ITEM)
