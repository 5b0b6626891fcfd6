"""HTML from elsewhere as a tree of plain elements. Nothing here runs or loads anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeGuard

from selectolax.lexbor import LexborHTMLParser, LexborNode

from carrel.model.marks import without_forbidden


def names(text: str) -> frozenset[str]:
    """Returns the words of a text, which are separated by spaces."""
    return frozenset(text.split())


DEEPEST = 200  # nested elements
COMMENT = "#comment"
LINE = "data-carrel-line"

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_START_TAG = re.compile(r"(?<!\\)<([a-zA-Z][a-zA-Z0-9-]*)(?=[\s>/]|$)")
_WRITTEN_LINE = re.compile(rf' ?{LINE}=["“”]\d+["“”]')
_HEADING = re.compile(r"h[1-6]")
VOID = names("area base br col embed hr img input link meta param source track wbr")
INLINE = names(
    "a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small"
    " span strike strong sub sup time tt u var wbr"
)
_SEEN_WITHOUT_WORDS = ("img", "iframe", "video", "audio", "input", "hr")


class TooDeep(Exception):
    """Raised for HTML whose elements are nested deeper than `DEEPEST`."""


class Element:
    """A tag with its content: elements and texts.

    A comment is an element with the name `#comment` and one text. `line` is the line of the
    source, 0 where it is not known.
    """

    def __init__(
        self,
        name: str,
        attributes: dict[str, str] | None = None,
        children: list[Node] | None = None,
        line: int = 0,
    ) -> None:
        self.name = name
        self.attributes = attributes or {}
        self.children: list[Node] = children or []
        self.line = line

    @property
    def classes(self) -> list[str]:
        """The words of its class attribute."""
        return self.attributes.get("class", "").split()

    def get(self, name: str) -> str:
        """Returns an attribute, empty where the element has none of this name."""
        return self.attributes.get(name, "")

    def elements(self) -> Iterator[Element]:
        """Yields its children that are elements, without comments."""
        return filter(is_element, self.children)

    def walk(self) -> Iterator[Element]:
        """Yields itself and every element within, comments too, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, *names: str) -> list[Element]:
        """Returns the elements within that have one of these names."""
        return self.find_where(lambda element: element.name in names)

    def find_where(self, wanted: Callable[[Element], bool]) -> list[Element]:
        """Returns the elements within for which `wanted` is true."""
        return [element for element in self.walk() if element is not self and wanted(element)]

    def text(self) -> str:
        """Returns its words as a reader sees them."""
        if self.name == COMMENT:
            return ""
        return "".join(map(_text, self.children))

    def plain(self) -> str:
        """Returns its words on one line."""
        return " ".join(self.text().split())

    def is_empty(self) -> bool:
        """True if there is nothing in it to read or see."""
        return not self.text().strip("\xa0 \t\r\n") and not self.find(*_SEEN_WITHOUT_WORDS)

    def remove(self, element: Element) -> None:
        """Removes an element from it, however deep it is."""
        self.children = without(self.children, element)

    def convert(self, converted: Callable[[Element], Iterable[Node]]) -> None:
        """Replaces each child element by what `converted` returns for it."""
        made: list[Node] = []
        for child in self.children:
            made += converted(child) if is_element(child) else [child]
        self.children = made


Node = Element | str


def is_element(node: Node | None) -> TypeGuard[Element]:
    """True if a node is an element and no comment."""
    return isinstance(node, Element) and node.name != COMMENT


def is_comment(node: Node) -> bool:
    """True if a node is a comment."""
    return isinstance(node, Element) and node.name == COMMENT


def is_space(node: Node) -> bool:
    """True if a node is a text of white space."""
    return isinstance(node, str) and not node.strip()


def is_heading(node: Node | None) -> TypeGuard[Element]:
    """True if a node is one of h1 to h6."""
    return isinstance(node, Element) and bool(_HEADING.fullmatch(node.name))


def shows_something(node: Node) -> bool:
    """True if a node has words, or an element has anything to see."""
    return bool(node.strip()) if isinstance(node, str) else not node.is_empty()


def first_content(nodes: Iterable[Node]) -> Node | None:
    """Returns the first node that is not white space."""
    return next((node for node in nodes if not is_space(node)), None)


def without(nodes: list[Node], removed: Element) -> list[Node]:
    """Returns `nodes` without one element, however deep it is."""
    made: list[Node] = []
    for node in nodes:
        if node is removed:
            continue
        if isinstance(node, Element):
            node.remove(removed)
        made.append(node)
    return made


def _text(node: Node) -> str:
    """A node's words, with spaces around those of a block."""
    if isinstance(node, str):
        return node
    return node.text() if node.name in INLINE else f" {node.text()} "


def parse(html: str) -> Element:
    """Returns the body of an HTML text, with the lines that `with_lines` wrote into it.

    Raises TooDeep.
    """
    if _depth(html) > DEEPEST:
        raise TooDeep
    # Without the body tag, comments at the beginning would stand before the body.
    body = LexborHTMLParser(f"<body>{html}").body
    root = Element("body")
    if body is not None:
        root.children = _children(body, 0, 0)
    return root


def _depth(html: str) -> int:
    depth = deepest = 0
    for closing, name in _TAG.findall(html):
        if name.lower() not in VOID:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _children(parent: LexborNode, line: int, depth: int) -> list[Node]:
    children: list[Node] = []
    node = parent.child
    while node is not None:
        made = _node(node, line, depth + 1)
        if made is not None:
            children.append(made)
        node = node.next
    return children


def _node(node: LexborNode, line: int, depth: int) -> Node | None:
    if node.tag == "-text":
        return _clean(node.text_content or "")
    if node.tag == "-comment":
        return Element(COMMENT, {}, [_clean(node.comment_content or "")], line)
    if not node.tag or node.tag.startswith(("-", "!")):
        return None
    if depth > DEEPEST:  # closing tags without an opening tag hide the depth from `_depth`
        raise TooDeep
    attributes = {name: _clean(value or "") for name, value in node.attributes.items()}
    own = _line(attributes) or line
    return Element(node.tag, attributes, _children(node, own, depth), own)


def _line(attributes: dict[str, str]) -> int:
    written = attributes.pop(LINE, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0


def _clean(text: str) -> str:
    """A text without the line attributes that were written into what only looked like a tag."""
    return without_forbidden(_WRITTEN_LINE.sub("", text) if LINE in text else text)


def with_lines(html: str, first: int = 1) -> str:
    """Returns `html` with the number of its line in each start tag, counted from `first`."""
    return "\n".join(
        _START_TAG.sub(rf'<\1 {LINE}="{number}"', line)
        for number, line in enumerate(html.split("\n"), first)
    )
