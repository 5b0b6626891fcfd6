"""A tree of HTML becomes blocks.

Besides HTML, the tree may hold elements that HTML does not know: `box` with `kind`, `title` (as
Markdown) and the box's other attributes; `note` with `label` for the call of a footnote; and
`note-text` with `label` for its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from carrel.imports import markdown
from carrel.imports.blocks import (
    Block,
    Box,
    Break,
    Cell,
    Code,
    CodeBlock,
    Comment,
    Definition,
    Definitions,
    Emphasis,
    Footnote,
    Heading,
    Image,
    Inline,
    Items,
    Link,
    Note,
    Paragraph,
    Quote,
    Rule,
    Struck,
    Table,
    Tagged,
    Term,
)
from carrel.imports.html.cells import span, table_rows
from carrel.imports.html.tree import COMMENT, INLINE, Element, Node, is_heading, is_space, names

_STRONG = names("b strong")
_EMPHASIS = names("em i cite dfn var")
_STRUCK = names("del s strike")
_CODE = names("code samp tt")
_KEPT = names("sup sub mark u kbd small abbr q ins bdo")  # Markdown has no characters for these
_INLINE = INLINE | {"br", "note"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LANGUAGE = re.compile(r"[\w+-]+")


def write(root: Element) -> str:
    """Returns the Markdown of a page, its footnotes last."""
    notes = root.find("note-text")
    texts = [Footnote(note.get("label"), blocks(note.children)) for note in notes]
    return markdown.write(blocks(root.children), texts)


def inline(nodes: Iterable[Node]) -> str:
    """Returns the Markdown of some nodes on one line."""
    return markdown.inline(inlines(nodes))


# Blocks


def blocks(nodes: Iterable[Node]) -> list[Block]:
    """Returns the blocks of some nodes; words between blocks become paragraphs."""
    made: list[Block] = []
    words: list[Node] = []
    before = ""  # the name of the last block
    for node in nodes:
        if _is_inline(node, words):
            words.append(node)
        elif isinstance(node, Element):
            made += _paragraph(words)
            words = []
            made += _block(node, node.name == before)
            before = node.name if node.name != COMMENT else before
    return made + _paragraph(words)


def _is_inline(node: Node, words: list[Node]) -> bool:
    """True for a node that is a part of a paragraph. A comment is one only after words."""
    if isinstance(node, str) or node.name in _INLINE:
        return True
    return node.name == COMMENT and not all(map(is_space, words))


def _paragraph(words: list[Node]) -> list[Block]:
    return [Paragraph(inlines(words))] if words else []


def _block(element: Element, again: bool) -> list[Block]:
    """The blocks of an element; `again` is true after a block of the same name."""
    if element.name in ("ul", "ol"):
        return [_items(element, again)]
    if is_heading(element):
        return [Heading(int(element.name[1]), inlines(element.children), element.get("id"))]
    reader = _BLOCKS.get(element.name)
    return reader(element) if reader else blocks(element.children)


def _items(element: Element, again: bool) -> Items:
    items = [_as_item(child) for child in element.children]
    start = element.get("start")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
    made = [blocks(item.children) for item in items if not item.is_empty() or item.find("box")]
    return Items(made, first if element.name == "ol" else None, again)


def _as_item(node: Node) -> Element:
    """An item of a list, also for what stands in a list without being one."""
    is_item = isinstance(node, Element) and node.name == "li"
    return node if isinstance(node, Element) and is_item else Element("li", {}, [node])


def _quote(element: Element) -> list[Block]:
    return [Quote(blocks(element.children))]


def _code_block(element: Element) -> list[Block]:
    code = next(iter(element.find("code")), element)
    text = "".join(one if isinstance(one, str) else one.text() for one in code.children)
    classes = [*code.classes, *element.classes]
    named = [one.removeprefix("language-") for one in classes if one.startswith("language-")]
    language = named[0] if named and _LANGUAGE.fullmatch(named[0]) else ""
    return [CodeBlock(text.rstrip("\n"), language)]


def _comment(element: Element) -> Comment:
    return Comment("".join(map(str, element.children)))


def _definitions(element: Element) -> list[Block]:
    parts = [
        Term(inlines(one.children)) if one.name == "dt" else Definition(blocks(one.children))
        for one in element.elements()
    ]
    return [Definitions(parts)]


def _box(element: Element) -> list[Block]:
    attributes = dict(element.attributes)
    kind, title = attributes.pop("kind"), attributes.pop("title", "")
    return [Box(kind, blocks(element.children), title, attributes)]


def _summary(element: Element) -> list[Block]:
    return [Paragraph([Emphasis(inlines(element.children), strong=True)])]


_BLOCKS: Mapping[str, Callable[[Element], list[Block]]] = {
    "blockquote": _quote,
    "pre": _code_block,
    "dl": _definitions,
    "box": _box,
    "summary": _summary,
    COMMENT: lambda element: [_comment(element)],
    "table": lambda element: [Table([list(map(_cell, row)) for row in table_rows(element)])],
    "hr": lambda _: [Rule()],
    "caption": lambda _: [],
    "note-text": lambda _: [],
}
"""What makes blocks of an element, by its name. Of any other element, the content counts."""


# Cells


def _cell(cell: Element) -> Cell:
    line = _line(cell)
    return Cell(
        blocks(cell.children),
        None if line is None else inlines(line),
        cell.name == "th",
        span(cell, "colspan"),
        span(cell, "rowspan"),
    )


def _line(cell: Element) -> list[Node] | None:
    """The nodes of a cell that holds one line of words; None for any other cell."""
    inner = [child for child in cell.elements() if child.name not in _INLINE]
    if not inner:
        return cell.children
    others = [one for one in cell.children if one is not inner[0]]
    if inner[0].name not in ("p", "div") or not all(map(is_space, others)):
        return None
    return _line(inner[0])


# Inlines


def inlines(nodes: Iterable[Node]) -> list[Inline]:
    """Returns what some nodes are inside a paragraph."""
    return [part for node in nodes for part in _inline(node)]


def _inline(node: Node) -> Iterator[Inline]:
    if isinstance(node, str):
        yield _SPACE.sub(" ", node)
        return
    reader = _INLINES.get(node.name)
    if reader:
        yield reader(node)
    else:
        yield _formed(node)


def _formed(element: Element) -> Inline:
    inside = inlines(element.children)
    if element.name == "a" and element.get("href"):
        title = element.get("title")
        return Link(element.get("href"), inside, title if title != element.plain() else "")
    if element.name in _STRONG or element.name in _EMPHASIS:
        return Emphasis(inside, element.name in _STRONG)
    if element.name in _STRUCK:
        return Struck(inside)
    if element.name in _KEPT:
        title = element.get("title") if element.name == "abbr" else ""
        return Tagged(element.name, inside, title)
    return Tagged("span" if element.name in _INLINE else "", inside)


def _image(element: Element) -> Image:
    decorative = "decorative" in element.classes
    return Image(element.get("src"), element.get("alt"), element.get("title"), decorative)


_INLINES: Mapping[str, Callable[[Element], Inline]] = {
    "br": lambda _: Break(),
    "note": lambda element: Note(element.get("label")),
    "img": _image,
    COMMENT: _comment,
    **dict.fromkeys(_CODE, lambda element: Code(element.text())),
}
