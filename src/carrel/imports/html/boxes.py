"""Class names of HTML elements become kinds of boxes."""

from __future__ import annotations

import re

from carrel.imports.course import Course, Finding
from carrel.imports.html.blocks import inline
from carrel.imports.html.reporting import Report
from carrel.imports.html.tree import (
    Element,
    Node,
    is_comment,
    is_element,
    is_heading,
    is_space,
    names,
    shows_something,
    without,
)
from carrel.model.settings import BUILT_IN_KINDS, BoxKind
from carrel.model.slugs import slug

_CLASSES = {
    "case-study": names(
        "case_study_box case_study casestudy example wrap-collabsible wrap-collapsible"
    ),
    "explanatory": names("callout callout-info note info explanation aside more definition"),
    "tip": names("tips hint callout-tip callout-success important warning callout-warning alert"),
    "reflection": names(
        "reflections exercise activity worksheet callout-question challenge discussion"
    ),
    "quote": names("blockquote pullquote pull-quote"),
}

KINDS = {name: name for name in BUILT_IN_KINDS if name not in ("video", "answers")} | {
    name: kind for kind, classes in _CLASSES.items() for name in classes
}
"""Kinds of boxes by the class names of the courses that we know."""

NO_BOX = "none"
"""The value in a file of `--map` for a class that is no box; only its content is imported."""

_LAYOUT = re.compile(
    r"(?:container(?:-fluid)?|row|col(?:-.*)?|embed.*|video.*|clearfix|text-.*|content.*"
    r"|wrap(?:per)?|inner|collapsible-content|center(?:ed)?|img.*|image.*|figure"
    r"|[dmp][trblxyse]?-.*|float-.*|section|main|page|body|highlight.*|language-.*|footnotes?"
    r"|table-.*|responsive.*|left|right|card.*|btn.*|media|grid.*|flex.*|hidden|visually-.*"
    r"|sr-only)",
    re.I,
)
_TITLES = names("box-title lbl-toggle title callout-title admonition-title box_title")
_BLOCKS = names("div section aside article blockquote p figure details")
_CUSTOM_BLOCKS = names("div section aside")
_FORMS_OF_TITLES = names("b strong em i span label")
_LONGEST_TITLE = 90  # characters


class Kinds:
    """Knows which class is which kind of box. Unknown classes become kinds of the toolkit."""

    def __init__(self, course: Course, mapped: dict[str, str]) -> None:
        self.course = course
        self.mapped = KINDS | {name.lower(): kind for name, kind in mapped.items()}

    def of(self, element: Element) -> tuple[str, str]:
        """Returns an element's kind of box and the class that names it; both empty for no box."""
        if element.name not in _BLOCKS:
            return "", ""
        for name in element.classes:
            kind = self.mapped.get(name.lower(), "")
            if kind:
                return (kind, name) if kind != NO_BOX else ("", "")
        return self._custom(element) if element.name in _CUSTOM_BLOCKS else ("", "")

    def _custom(self, element: Element) -> tuple[str, str]:
        """The kind that an unknown class becomes, unless it is only about layout."""
        for name in element.classes:
            if name.lower() not in self.mapped and not _LAYOUT.fullmatch(name):
                kind = slug(name).lstrip("0123456789-") if slug(name).isascii() else ""
                return kind, name
        return "", ""

    def use(self, kind: str, name: str, element: Element, report: Report) -> None:
        """Adds a kind that is not built in to the course's settings, once."""
        if kind in BUILT_IN_KINDS or any(known.name == kind for known in self.course.kinds):
            return
        self.course.kinds.append(BoxKind(kind, "note", kind.replace("-", " ").capitalize()))
        report(
            Finding.UNKNOWN,
            element,
            f"Nobody knows the class “{name}”, so it has become a box kind of the toolkit's own,"
            f" “{kind}” in toolkit.toml.",
        )


def convert(parent: Element, kinds: Kinds, report: Report) -> None:
    """Turns the boxes in `parent` into `box` elements, the inner ones first."""
    parent.convert(lambda child: [_converted(child, kinds, report)])


def _converted(element: Element, kinds: Kinds, report: Report) -> Element:
    convert(element, kinds, report)
    kind, name = kinds.of(element)
    if not kind:
        return element
    kinds.use(kind, name, element, report)
    return _box(element, kind)


def _box(element: Element, kind: str) -> Element:
    title, rest = _cut_title(element, list(element.children))
    inner: list[Node] = [Element("p", {}, rest, element.line)] if element.name == "p" else rest
    attributes = {"kind": kind, "title": title, "id": element.get("id")}
    return Element("box", attributes, inner, element.line)


def _cut_title(element: Element, children: list[Node]) -> tuple[str, list[Node]]:
    """Returns a box's title as Markdown, and what is in the box besides."""
    found = _title(element, children)
    if found is None:
        return "", children
    return inline(_title_nodes(found)), without(children, found)


def _title(element: Element, children: list[Node]) -> Element | None:
    """The element with a box's title: one whose class says so, a first heading, or first words."""
    marked = next(iter(element.find_where(lambda one: bool(_TITLES & set(one.classes)))), None)
    if marked is not None and marked.plain():
        return marked
    first = next(element.elements(), None)
    if first is None or not _is_first(children, first):
        return None
    if is_heading(first):
        return first
    may_be = first.name == "p" and element.name != "p" and _may_be_title(first, children)
    return first if may_be else None


def _title_nodes(element: Element) -> list[Node]:
    """The content of a title without emphasis, which the title has anyway."""
    made: list[Node] = []
    for child in element.children:
        formed = isinstance(child, Element) and child.name in _FORMS_OF_TITLES
        made += _title_nodes(child) if isinstance(child, Element) and formed else [child]
    return made


def _is_first(children: list[Node], element: Element) -> bool:
    """True if only white space and comments stand before an element."""
    before = children[: children.index(element)] if element in children else []
    return all(is_space(one) or is_comment(one) for one in before)


def _may_be_title(first: Element, children: list[Node]) -> bool:
    """True if a first paragraph is a title: short, no sentence, with something after it."""
    text = first.plain()
    if not text or len(text) > _LONGEST_TITLE or text.endswith((".", ":", ";", ",", "…")):
        return False
    if first.find("a", "br", "note", "img"):
        return False
    return any(shows_something(one) for one in children if one is not first)


def is_worksheet_box(node: Node) -> bool:
    """True for a box of a kind that may hold blanks."""
    return is_element(node) and node.name == "box" and node.get("kind") in ("reflection", "quiz")
