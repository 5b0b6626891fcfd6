"""A small tree of HTML, for the passages that must be understood and not only passed on: worksheets.

It reads what the Markdown parser wrote, so it may be simple; raw HTML that does not nest is kept as it stands (and reported
by the checks), never lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from carrel.model.marks import CLOSE, OPEN

_TOKEN = re.compile(
    rf"[^<{OPEN}]++|<(/?)([a-zA-Z][\w-]*)([^<>]*)>|(<!--)?{OPEN}(.)([0-9]*){CLOSE}(?:-->)?|<!--.*?-->|[<{OPEN}]",
    re.S,
)
_POSITION = re.compile(r'data-sourcepos="(\d+):(\d+)-')
_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    }
)
CODE = ("code", "pre")
DEEPEST = 100
MOST = 10_000


class TooDeep(Exception):
    """More elements inside one another than a page may have."""


class TooFull(Exception):
    """More elements than any worksheet has."""


class Node:
    """An element, a mark (its tag is "!", `letter` and `number` say which), or the root (its tag is "")."""

    __slots__ = ("attributes", "block", "children", "letter", "number", "tag")

    def __init__(
        self,
        tag: str,
        attributes: str = "",
        letter: str = "",
        number: int = -1,
        block: bool = False,
    ) -> None:
        self.tag, self.attributes = tag, attributes
        self.letter, self.number, self.block = letter, number, block
        self.children: list[Node | str] = []

    @property
    def position(self) -> tuple[int, int]:
        """Line and column in the source, or (0, 0)."""
        found = _POSITION.search(self.attributes)
        return (int(found[1]), int(found[2])) if found else (0, 0)

    def elements(self, *tags: str) -> list[Node]:
        """The children with one of these tags."""
        return [child for child in self.children if isinstance(child, Node) and child.tag in tags]

    def walk(self) -> Iterator[Node]:
        """Every node below this one, in reading order; code is not looked into."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                if child.tag not in CODE:
                    yield from child.walk()


def parse(source: str) -> Node:
    """The tree of `source`. Raises TooDeep beyond `DEEPEST` levels, and TooFull beyond `MOST` elements."""
    root = Node("")
    stack = [root]
    left = MOST
    for found in _TOKEN.finditer(source):
        if not found.lastindex:
            stack[-1].children.append(found[0])
            continue
        slash, tag, attributes, comment, letter, number = found.groups()
        if slash:
            _close(stack, tag.lower(), found[0])
            continue
        if tag:
            _open(stack, Node(tag.lower(), attributes))
        else:
            stack[-1].children.append(Node("!", "", letter, int(number or -1), bool(comment)))
        left -= 1
        if left < 0:
            raise TooFull
    return root


def _open(stack: list[Node], node: Node) -> None:
    stack[-1].children.append(node)
    if node.tag not in _VOID and not node.attributes.endswith("/"):
        stack.append(node)
        if len(stack) > DEEPEST:
            raise TooDeep


def _close(stack: list[Node], tag: str, whole: str) -> None:
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].tag == tag:
            del stack[depth:]
            return
    stack[-1].children.append(whole)


def write(nodes: list[Node | str]) -> str:
    """The HTML of `nodes`."""
    parts: list[str] = []
    _write(nodes, parts)
    return "".join(parts)


def _write(nodes: list[Node | str], parts: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "!":
            inner = f"{OPEN}{node.letter}{node.number if node.number >= 0 else ''}{CLOSE}"
            parts.append(f"<!--{inner}-->" if node.block else inner)
        elif node.tag == "":
            _write(node.children, parts)
        else:
            parts.append(f"<{node.tag}{node.attributes}>")
            _write(node.children, parts)
            if node.tag not in _VOID and not node.attributes.endswith("/"):
                parts.append(f"</{node.tag}>")


def plain(nodes: list[Node | str], blank: str = "…") -> str:
    """The words of `nodes` in one line; a mark reads as `blank`."""
    return " ".join(html.unescape(_words(nodes, blank)).split())


def _words(nodes: list[Node | str], blank: str) -> str:
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append("" if node.startswith("<!--") else node)
        elif node.tag == "!":
            parts.append(blank)
        else:
            parts.append(_words(node.children, blank))
    return "".join(parts)
