"""Foreign HTML as a tree of plain elements that importers can take apart; nothing here runs or loads anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from carrel.model.marks import without_forbidden


def names(text: str) -> frozenset[str]:
    """The names in a text, with spaces between them."""
    return frozenset(text.split())


DEEPEST = 200  # elements in one another
COMMENT = "#comment"
LINE = "data-carrel-line"

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_WRITTEN_LINE = re.compile(rf' ?{LINE}=["“”]\d+["“”]')
VOID = names("area base br col embed hr img input link meta param source track wbr")


class TooDeep(Exception):
    """The HTML nests so deep that no page means it."""


class Element:
    """A tag with what stands in it: elements and texts. A comment is an element with the name `#comment` and one text."""

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

    def elements(self) -> Iterator[Element]:
        """Its children that are elements."""
        return (
            child for child in self.children if isinstance(child, Element) and child.name != COMMENT
        )

    def walk(self) -> Iterator[Element]:
        """Itself and every element within, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, *names: str) -> list[Element]:
        """The elements within that bear one of these names."""
        return [element for element in self.walk() if element is not self and element.name in names]

    def text(self) -> str:
        """The words in it, as a reader sees them."""
        if self.name == COMMENT:
            return ""
        return "".join(
            child if isinstance(child, str) else _apart(child) for child in self.children
        )

    def plain(self) -> str:
        """The same on one line."""
        return " ".join(self.text().split())

    def is_empty(self) -> bool:
        """Whether nothing in it can be read or seen."""
        return not self.text().strip("\xa0 \t\r\n") and not self.find(
            "img", "iframe", "video", "audio", "input", "hr"
        )


Node = Element | str

INLINE = names(
    "a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup time tt u var"
    " wbr"
)


def _apart(element: Element) -> str:
    return element.text() if element.name in INLINE else f" {element.text()} "


def parse(html: str) -> Element:
    """The body of an HTML text, with the line of each element where the text says it. Raises TooDeep."""
    if _depth(html) > DEEPEST:
        raise TooDeep
    body = LexborHTMLParser(
        f"<body>{html}"
    ).body  # else remarks at the beginning would stand before it
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
    if depth > DEEPEST:  # closing tags that close nothing hid that from the first look
        raise TooDeep
    attributes = {name: _clean(value or "") for name, value in node.attributes.items()}
    own = _line(attributes) or line
    return Element(node.tag, attributes, _children(node, own, depth), own)


def _line(attributes: dict[str, str]) -> int:
    written = attributes.pop(LINE, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0


def _clean(text: str) -> str:
    """A text without lines that were written into it where it only looked like a tag, as in code."""
    return without_forbidden(_WRITTEN_LINE.sub("", text) if LINE in text else text)


def with_lines(html: str, first: int = 1) -> str:
    """`html` with each start tag saying on which line it stands, counted from `first`."""
    lines = html.split("\n")
    return "\n".join(
        _STARTS.sub(rf'<\1 {LINE}="{number}"', line) for number, line in enumerate(lines, first)
    )


_STARTS = re.compile(r"(?<!\\)<([a-zA-Z][a-zA-Z0-9-]*)(?=[\s>/]|$)")
