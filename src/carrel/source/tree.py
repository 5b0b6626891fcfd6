"""A tree of HTML, for the parts of a page that must be understood: worksheets and glossaries.

It is written back byte for byte: start tags and end tags keep their text. Only elements without an
end tag get one, so that they do not reach beyond their worksheet. Checks report them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from carrel.model.marks import CLOSE, OPEN
from carrel.source.markup import COMMENT, TAG

_TOKEN = re.compile(
    rf"[^<{OPEN}]++|{TAG}|(<!--)?{OPEN}(.)([0-9]*){CLOSE}(?:-->)?|{COMMENT}|[<{OPEN}]", re.S
)
_POSITION = re.compile(r'data-sourcepos="(\d+):(\d+)-')
_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source")
_NO_END = frozenset((*_VOID, "track", "wbr", "!", ""))
CODE = ("code", "pre")
DEEPEST = 100
MOST = 10_000


class TooDeep(Exception):
    """Raised for more nested elements than a page may have."""


class TooFull(Exception):
    """Raised for more elements than a worksheet may have."""


class Node:
    """An element, a mark (tag "!", with `letter` and `number`), or the root (tag "").

    `tag` is in lower case, `name` as it was written; `attributes` is what follows it in the start
    tag. `end` is the end tag, or empty if there can be none. A mark in a comment is a `block`.
    """

    __slots__ = ("attributes", "block", "children", "end", "letter", "name", "number", "tag")

    def __init__(
        self,
        tag: str,
        attributes: str = "",
        letter: str = "",
        number: int = -1,
        block: bool = False,
    ) -> None:
        self.tag, self.name, self.attributes = tag, tag, attributes
        self.end = "" if tag in _NO_END else f"</{tag}>"
        self.letter, self.number, self.block = letter, number, block
        self.children: list[Node | str] = []

    @property
    def position(self) -> tuple[int, int]:
        """Line and column in the source, or (0, 0)."""
        found = _POSITION.search(self.attributes)
        return (int(found[1]), int(found[2])) if found else (0, 0)

    def elements(self, *tags: str) -> list[Node]:
        """Returns the children with one of these tags."""
        return [child for child in self.children if isinstance(child, Node) and child.tag in tags]

    def walk(self) -> Iterator[Node]:
        """Yields every node below this one in reading order, but none inside code."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                if child.tag not in CODE:
                    yield from child.walk()


def parse(source: str) -> Node:
    """Returns the tree of `source`.

    Raises TooDeep beyond `DEEPEST` levels, and TooFull beyond `MOST` elements and marks.
    """
    root = Node("")
    stack = [root]
    left = MOST
    for found in _TOKEN.finditer(source):
        if not found.lastindex:  # text or a comment
            stack[-1].children.append(found[0])
        elif found[1]:
            _close(stack, found[2].lower(), found[0])
        else:
            _add(stack, found)
            left -= 1
            if left < 0:
                raise TooFull
    return root


def _add(stack: list[Node], found: re.Match[str]) -> None:
    """Adds an element or a mark; an element with content becomes the innermost open one."""
    _, name, attributes, comment, letter, number = found.groups()
    if not name:
        stack[-1].children.append(Node("!", "", letter, int(number or -1), bool(comment)))
        return
    node = Node(name.lower(), attributes)
    node.name = name
    stack[-1].children.append(node)
    if attributes.endswith("/"):
        node.end = ""
    if node.end:
        stack.append(node)
        if len(stack) > DEEPEST:
            raise TooDeep


def _close(stack: list[Node], tag: str, text: str) -> None:
    """Closes the innermost open element with this tag, and all inside it."""
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].tag == tag:
            stack[depth].end = text
            del stack[depth:]
            return
    stack[-1].children.append(text)


def rename(node: Node, tag: str) -> None:
    """Makes an element another one, with the same attributes and content."""
    node.tag = node.name = tag
    node.end = "" if tag in _NO_END else f"</{tag}>"


def write(nodes: list[Node | str]) -> str:
    """Returns the HTML of `nodes`."""
    parts: list[str] = []
    _write(nodes, parts)
    return "".join(parts)


def _write(nodes: list[Node | str], parts: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "!":
            parts.append(_mark_text(node))
        elif node.tag == "":
            _write(node.children, parts)
        else:
            parts.append(f"<{node.name}{node.attributes}>")
            _write(node.children, parts)
            parts.append(node.end)


def _mark_text(node: Node) -> str:
    inner = f"{OPEN}{node.letter}{node.number if node.number >= 0 else ''}{CLOSE}"
    return f"<!--{inner}-->" if node.block else inner


def plain(nodes: list[Node | str], blank: str = "…") -> str:
    """Returns the text of `nodes` on one line; a mark becomes `blank`."""
    return " ".join(html.unescape(_text(nodes, blank)).split())


def _text(nodes: list[Node | str], blank: str) -> str:
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append("" if node.startswith("<!--") else node)
        elif node.tag == "!":
            parts.append(blank)
        else:
            parts.append(_text(node.children, blank))
    return "".join(parts)
