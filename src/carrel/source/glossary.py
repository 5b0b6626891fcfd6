"""The terms of a glossary page: the entries of its definition lists."""

import re
from html import escape

from carrel.model import marks
from carrel.model.content import Anchor, Content, Term
from carrel.model.marks import mark
from carrel.model.slugs import slug, unique
from carrel.source.markup import without_tags
from carrel.source.tree import Node, parse, write

_MARK = re.compile(f"{marks.OPEN}[^{marks.CLOSE}]*{marks.CLOSE}")


def read_terms(content: Content) -> None:
    """Collects the terms of a page, and gives each an id in the page's HTML.

    Raises TooDeep and TooFull, as `tree.parse` does.
    """
    root = parse(content.body)
    taken = {anchor.id for anchor in content.anchors}
    for node in [root, *root.walk()]:
        for term, definitions in _entries(node):
            _read_entry(content, taken, term, definitions)
    content.body = write(root.children)


def _entries(parent: Node) -> list[tuple[Node, list[Node]]]:
    """Returns each `dt` among the children, with the `dd` elements that follow it."""
    entries: list[tuple[Node, list[Node]]] = []
    for child in parent.elements("dt", "dd"):
        if child.tag == "dt":
            entries.append((child, []))
        elif entries:
            entries[-1][1].append(child)
    return [(term, definitions) for term, definitions in entries if definitions]


def _read_entry(content: Content, taken: set[str], term: Node, definitions: list[Node]) -> None:
    name = " ".join(_MARK.sub("", without_tags(write(term.children))).split())
    if not name:
        return
    identifier = unique(f"term-{slug(name)}", taken)
    definition = " ".join(write(one.children).strip() for one in definitions)
    definition = definition.replace("<p>", "").replace("</p>", "")
    content.terms.append(Term(name, definition, identifier))
    content.anchors.append(Anchor(identifier, 1))
    term.attributes = f' id="{mark(marks.ANCHOR)}{escape(identifier)}"'
