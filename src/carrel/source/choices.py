"""Lists of things to tick, to choose from, or to put in order."""

from __future__ import annotations

from carrel.model.keys import names_in
from carrel.model.slugs import short_slug, unique
from carrel.model.worksheet import Choice, FieldKind
from carrel.source import blanks as found_blanks
from carrel.source.attributes import Attributes
from carrel.source.blanks import Blank
from carrel.source.fields import FieldMaker, become_field, cut_trailing, drop_marks
from carrel.source.tree import Node, plain, write

CHOICES = (found_blanks.CHOICE, found_blanks.RANK)
_WRITTEN = (found_blanks.GAP, found_blanks.RULED, found_blanks.DATE)
_BLOCKS = frozenset(
    {"ul", "ol", "table", "pre", "div", "dl", "section", "h1", "h2", "h3", "h4", "h5", "h6"}
)


def leading_mark(item: Node) -> Node | None:
    """The mark with which a list item begins, where it is one of a choice."""
    for child in item.children:
        if isinstance(child, str) and not child.strip():
            continue
        if isinstance(child, Node) and child.tag == "p":
            return leading_mark(child)
        return (
            child
            if isinstance(child, Node) and child.tag == "!" and child.letter in CHOICES
            else None
        )
    return None


def read_choices(
    maker: FieldMaker, node: Node, items: list[Node], blanks: list[Blank], question: str
) -> list[Blank]:
    """Makes the field of a list whose `items` all begin with one of `blanks`; returns the braces that stand in the list."""
    quiz = maker.all.boxes[maker.box].kind == "quiz"
    ids: set[str] = set()
    braces = [number for item in items for number in drop_marks(item, (found_blanks.BRACES,))]
    choices = [_choice(maker, item, blank, ids) for item, blank in zip(items, blanks, strict=True)]
    kind = (
        FieldKind.RANK
        if blanks[0].letter == found_blanks.RANK
        else FieldKind.TICK
        if blanks[0].many
        else FieldKind.CHOOSE
    )
    field = maker.add(kind, question, blanks[0].line, blanks[0].column, Attributes())
    field.choices = choices
    field.self_check = kind is not FieldKind.RANK and (
        quiz or any(choice.right for choice in choices)
    )
    become_field(node, field)
    return [maker.all.blanks[number] for number in braces]


def _choice(maker: FieldMaker, item: Node, blank: Blank, ids: set[str]) -> Choice:
    words, feedback = _divided(maker, item, blank)
    if drop_marks(words, CHOICES):
        maker.report("choices-nested", blank.line, blank.column)
    written = drop_marks(words, _WRITTEN)
    for lost in drop_marks(feedback, found_blanks.LETTERS):
        maker.report("blank-misplaced", maker.all.blanks[lost].line, maker.all.blanks[lost].column)
    attributes = cut_trailing(words.children) or next(
        (maker.all.blanks[number].attributes for number in written), Attributes()
    )
    text = plain(words.children)
    if not text:
        maker.report("choice-empty", blank.line, blank.column)
    identifier, earlier = name_choice(maker, text, attributes, ids, (blank.line, blank.column))
    said = write(feedback.children).strip()
    return Choice(
        identifier, text, write(words.children).strip(), blank.right, said, bool(written), earlier
    )


def name_choice(
    maker: FieldMaker, text: str, attributes: Attributes, ids: set[str], place: tuple[int, int]
) -> tuple[str, list[str]]:
    """The id of a choice, given or made of its words, and those that it had before."""
    maker.refuse_unknown(attributes, *place, known=("was",))
    identifier = unique(attributes.id or short_slug(text) or "choice", ids)
    if attributes.id and identifier != attributes.id:
        maker.report("choice-id-doubled", *place, id=attributes.id)
    return identifier, names_in(attributes.values.get("was", ""))


def _divided(maker: FieldMaker, item: Node, blank: Blank) -> tuple[Node, Node]:
    """The words of a choice, and what is said to who chooses it."""
    words, feedback = Node(""), Node("")
    own = leading_mark(item)
    for child in _unwrapped(item):
        if isinstance(child, Node) and child.tag == "blockquote":
            feedback.children += child.children
        elif isinstance(child, Node) and child.tag == "p":
            words.children += [Node("br"), *child.children]
        elif isinstance(child, Node) and child.tag in _BLOCKS:
            maker.report(
                "choices-nested" if drop_marks(child, CHOICES) else "choice-blocks",
                blank.line,
                blank.column,
            )
        elif not (own and isinstance(child, Node) and child.number == own.number):
            words.children.append(child)
    return words, feedback


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
