"""kramdown becomes a tree of HTML.

A first pass turns what CommonMark does not know into comments (`prepass`). Then the parser of
Carrel's own pages reads the text, and the comments take effect.

For kramdown, raw HTML holds no Markdown unless `markdown="1"` says so, whatever its blank lines
and indents. So a whole HTML block becomes one comment, and comes back when the Markdown is read.
"""

from __future__ import annotations

import re

import msgspec

from carrel.imports.html.tree import LINE, Element, Node, is_comment, is_element, parse, with_lines
from carrel.imports.jekyll.engine import commonmark
from carrel.imports.jekyll.prepared import KEPT, PLACEHOLDER, Comment, Prepared
from carrel.imports.jekyll.prepass import prepare
from carrel.model.marks import without_forbidden

__all__ = ["Comment", "Read", "commonmark", "read", "read_html"]

_SOURCE = re.compile(r'data-sourcepos="(\d+):[^"]*"')


class Read(msgspec.Struct):
    """A page's HTML as a tree, and the findings of reading it."""

    tree: Element
    comments: list[Comment]


def read(text: str, first: int = 1) -> Read:
    """Returns the tree of a kramdown text, whose lines count from `first`. Raises TooDeep."""
    made = prepare(text, first)
    lines = [
        with_lines(line, origin) if "<" in line else line
        for line, origin in zip(made.lines, made.origin, strict=True)
    ]
    html = _SOURCE.sub(lambda found: _origin(made, int(found[1])), commonmark("\n".join(lines)))
    html = PLACEHOLDER.sub(lambda found: _raw_html(made, found), html).replace(KEPT, "")
    tree = parse(html)
    _attach(tree, made)
    return Read(tree, made.comments)


def read_html(text: str) -> Read:
    """Returns the tree of a page that is HTML already. Raises TooDeep."""
    return Read(parse(with_lines(without_forbidden(text))), [])


def _origin(made: Prepared, line: int) -> str:
    return f'{LINE}="{made.origin[min(line, len(made.origin)) - 1]}"'


def _raw_html(made: Prepared, found: re.Match[str]) -> str:
    """The HTML for a placeholder. Those for attributes wait until there is a tree."""
    held = made.held_at(found[1])
    return found[0] if isinstance(held, dict) else held


def _attach(parent: Element, made: Prepared) -> None:
    """Gives attributes to the element before, after, or around the list that names them."""
    kept: list[Node] = []
    waiting: dict[str, str] = {}
    for child in parent.children:
        given = _attributes(child, made)
        if given is None:
            if waiting and is_element(child):
                _give(child, waiting)
                waiting = {}
            kept.append(child)
        else:
            waiting = _give_back(parent, kept, given) or waiting
    parent.children = kept
    for element in parent.elements():
        _attach(element, made)


def _give_back(parent: Element, kept: list[Node], given: dict[str, str]) -> dict[str, str]:
    """Gives attributes to an element before or around; returns those for an element after."""
    where = given.pop("")
    before = next(filter(is_element, reversed(kept)), None)
    if where == "parent":
        _give(parent, given)
    elif where == "before" and before:
        _give(before, given)
    else:
        return given
    return {}


def _attributes(node: Node, made: Prepared) -> dict[str, str] | None:
    """The attributes for which a comment is a placeholder; None for any other node."""
    if not isinstance(node, Element) or not is_comment(node) or not node.children:
        return None
    found = PLACEHOLDER.fullmatch(f"<!--{node.children[0]}-->")
    held = made.held_at(found[1]) if found else ""
    return dict(held) if isinstance(held, dict) else None


def _give(element: Element, given: dict[str, str]) -> None:
    classes = f"{element.get('class')} {given.get('class', '')}".strip()
    element.attributes |= given | ({"class": classes} if classes else {})
