"""Lists of choices: to check, to choose from, or to put in order."""

from __future__ import annotations

from carrel.blanks import KINDS
from carrel.model.keys import names_in
from carrel.model.slugs import short_slug, unique
from carrel.model.worksheet import Choice
from carrel.source.attributes import Attributes
from carrel.source.blank_marks import BRACES, INLINE, ITEM, LETTERS, LINE, Blank, Place
from carrel.source.fields import (
    FieldMaker,
    become_field,
    cut_trailing,
    drop_marks,
    is_mark,
    is_space,
)
from carrel.source.tree import Node, plain, write

_BLOCKS = frozenset(
    {"ul", "ol", "table", "pre", "div", "dl", "section", "h1", "h2", "h3", "h4", "h5", "h6"}
)


def leading_mark(item: Node) -> Node | None:
    """Returns the mark that begins a list item; None if the item is no choice."""
    first = next((child for child in item.children if not is_space(child)), "")
    if isinstance(first, str):
        return None
    if first.tag == "p":
        return leading_mark(first)
    return first if is_mark(first, (ITEM,)) else None


def are_mixed(blanks: list[Blank]) -> bool:
    """True if the items of a list are of kinds that do not go together."""
    kinds = {blank.kind for blank in blanks}
    return len(kinds) > 1 and not all(KINDS[kind].can_be_right for kind in kinds)


def read_choices(
    maker: FieldMaker, node: Node, items: list[Node], blanks: list[Blank], question: str
) -> list[Blank]:
    """Makes the field of a list whose `items` all begin with one of `blanks`.

    Returns the braces that stand in the list. The first item decides on the field's kind.
    """
    ids: set[str] = set()
    braces = [number for item in items for number in drop_marks(item, (BRACES,))]
    choices = [_choice(maker, item, blank, ids) for item, blank in zip(items, blanks, strict=True)]
    first = blanks[0]
    field = maker.add(first.kind, question, Place(first.line, first.column))
    field.choices = choices
    has_answer = maker.is_quiz or any(choice.right for choice in choices)
    field.self_check = KINDS[first.kind].can_be_right and has_answer
    become_field(node, field)
    return [maker.all.blanks[number] for number in braces]


def _choice(maker: FieldMaker, item: Node, blank: Blank, ids: set[str]) -> Choice:
    words, feedback = _divide(maker, item, blank)
    if drop_marks(words, (ITEM,)):
        maker.report("choices-nested", blank)
    beside = [maker.all.blanks[number] for number in drop_marks(words, (INLINE, LINE))]
    for lost in drop_marks(feedback, LETTERS):
        maker.report("blank-misplaced", maker.all.blanks[lost])
    attributes = cut_trailing(words.children)
    if attributes is None:
        attributes = beside[0].attributes if beside else Attributes()
    text = plain(words.children)
    if not text:
        maker.report("choice-empty", blank)
    identifier, earlier = name_choice(maker, text, Place(blank.line, blank.column, attributes), ids)
    html, feedback_html = (write(part.children).strip() for part in (words, feedback))
    return Choice(identifier, text, html, blank.right, feedback_html, bool(beside), earlier)


def name_choice(maker: FieldMaker, text: str, place: Place, ids: set[str]) -> tuple[str, list[str]]:
    """Returns the id of a choice, given or made of its words, and the ids that it had before."""
    attributes = place.attributes
    maker.refuse_unknown(place, known=("was",))
    identifier = unique(attributes.id or short_slug(text) or "choice", ids)
    if attributes.id and identifier != attributes.id:
        maker.report("choice-id-doubled", place, id=attributes.id)
    return identifier, names_in(attributes.values.get("was", ""))


def _divide(maker: FieldMaker, item: Node, blank: Blank) -> tuple[Node, Node]:
    """Returns the words of a choice, and the feedback to those who choose it."""
    words, feedback = Node(""), Node("")
    own = leading_mark(item)
    for child in _unwrapped(item):
        if isinstance(child, str):
            words.children.append(child)
        elif child.tag == "blockquote":
            feedback.children += child.children
        elif child.tag in _BLOCKS:
            nested = drop_marks(child, (ITEM,))
            maker.report("choices-nested" if nested else "choice-blocks", blank)
        elif not own or child.number != own.number:
            words.children += _in_a_line(child)
    return words, feedback


def _in_a_line(node: Node) -> list[Node | str]:
    """A further paragraph of a choice becomes a line of its own; other nodes stay."""
    return [Node("br"), *node.children] if node.tag == "p" else [node]


def _unwrapped(item: Node) -> list[Node | str]:
    """The children of a list item; the first paragraph is replaced by its children."""
    first = next(iter(item.elements("p")), None)
    if not first:
        return item.children
    at = item.children.index(first)
    return [*item.children[:at], *first.children, *item.children[at + 1 :]]
