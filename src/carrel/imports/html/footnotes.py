"""Footnotes written by hand become Carrel's own, and so do those that kramdown made.

By hand they look like `<sup><a href="#fn1">1</a></sup>` and `<a name="fn1">1</a>: …`.
"""

from __future__ import annotations

import re

from carrel.imports.course import Finding
from carrel.imports.html.reporting import Report
from carrel.imports.html.tree import Element, Node, is_element, is_space

_CALL = re.compile(r"\[?\(?\s*(?:\d{1,3}|[a-z*†‡§])\s*\)?\]?")
_LABEL_NAME = re.compile(r"(?!fnref)(?:_?f(?:oot)?n(?:ote)?)[-:_]?\w", re.I)
_LABEL_PREFIX = re.compile(r"^(?:_?f(?:oot)?n(?:ote)?)[-:_]?", re.I)
_AFTER_LABEL = re.compile(r"^\s*[:.)\]]?\s*")
_BETWEEN = re.compile(r"^[\s,;]*$")
_NOT_LABEL = re.compile(r"[^\w-]+")
_BACK = ("↩", "↩︎", "^")


def convert(root: Element, report: Report) -> list[Element]:
    """Turns calls into `note` elements and texts into `note-text` elements; returns the texts.

    The texts become the last children of `root`.
    """
    _report_repeated_ids(root, report)
    calls = _calls(root)
    texts = _Texts({call.get("href")[1:] for call in calls}, report)
    texts.take(root)
    labels = _labels(texts.found)
    _replace_calls(root, set(map(id, calls)), labels, report)
    for name, note in texts.found.items():
        note.attributes["label"] = labels[name]
    notes = _called(root, list(texts.found.values()), report)
    root.children += notes
    _drop_rules(root)
    return notes


def _called(root: Element, notes: list[Element], report: Report) -> list[Element]:
    """The notes that the text calls. The others, which only notes call, become paragraphs."""
    called = {one.get("label") for one in root.walk() if one.name == "note"}
    for note in notes:
        if note.get("label") not in called:
            report(
                Finding.FAULT,
                note,
                f"Nothing on this page leads to footnote {note.get('label')},"
                " so it has become a paragraph.",
            )
            root.children.append(Element("div", {}, note.children, note.line))
    return [note for note in notes if note.get("label") in called]


def _report_repeated_ids(root: Element, report: Report) -> None:
    seen: set[str] = set()
    repeated: dict[str, Element] = {}
    for element in root.walk():
        for name in {element.get("id"), element.get("name")} - {""}:
            if name in seen:
                repeated.setdefault(name, element)
            seen.add(name)
    if repeated:
        report(
            Finding.FAULT,
            next(iter(repeated.values())),
            f"These ids are given more than once on this page: {', '.join(sorted(repeated))}.",
        )


def _calls(root: Element) -> list[Element]:
    return [link for link in root.find("a") if _is_call(link)]


def _is_call(link: Element) -> bool:
    """True for a link that looks like the call of a footnote."""
    href = link.get("href")
    if not href.startswith("#") or len(href) < 2 or "footnote-backref" in link.classes:
        return False
    return bool(_CALL.fullmatch(link.text().strip())) and not is_label(link)


def _name(element: Element) -> str:
    return element.attributes.get("name") or element.get("id")


def is_label(element: Element) -> bool:
    """True if a link is the number before a footnote's text, which leads back to the call."""
    return bool(_LABEL_NAME.match(_name(element)))


def texts_of_footnotes(root: Element) -> list[Element]:
    """Returns an element of each footnote's text in a tree that is not converted yet."""
    lists = [one for one in root.find("section") if "footnotes" in one.classes]
    items = [item for one in lists for item in one.find("li")]
    return [one for one in root.find("a") if is_label(one)] + items


class _Texts:
    """Takes the texts of footnotes out of a tree. `wanted` are the names that calls lead to."""

    def __init__(self, wanted: set[str], report: Report) -> None:
        self.wanted, self.report = wanted, report
        self.found: dict[str, Element] = {}

    def take(self, parent: Element) -> None:
        """Takes all that are in `parent`."""
        parent.convert(self._rest)

    def _rest(self, child: Element) -> list[Node]:
        """What stays in the place of an element."""
        if child.name == "li" and child.attributes.get("id") in self.wanted:
            note = Element("note-text", {}, _without_back_links(child.children), child.line)
            return self._add(child.get("id"), note, child)
        if child.name in ("p", "div") and any(map(_starts_text, child.elements())):
            return self._divide(child)
        self.take(child)
        emptied = child.name in ("ol", "section") and child.is_empty() and not child.find("table")
        return [] if emptied else [child]

    def _add(self, name: str, note: Element, whole: Element) -> list[Node]:
        if name not in self.found:
            self.found[name] = note
            return []
        self.report(
            Finding.FAULT,
            note,
            f"A second footnote bears the id {name}; it has become a paragraph.",
        )
        return [whole]

    def _divide(self, paragraph: Element) -> list[Node]:
        """Divides a paragraph, which may hold several footnotes' texts one after another."""
        before: list[Node] = []
        texts: list[tuple[Element, list[Node]]] = []
        for child in paragraph.children:
            if isinstance(child, Element) and _starts_text(child):
                texts.append((child, []))
            else:
                (texts[-1][1] if texts else before).append(child)
        kept: list[Node] = []
        if not all(map(is_space, before)):
            kept.append(Element("p", paragraph.attributes, before, paragraph.line))
        return kept + [node for label, inner in texts for node in self._text(label, inner)]

    def _text(self, label: Element, inner: list[Node]) -> list[Node]:
        """What stays of the text `inner` that begins with a label."""
        whole = Element("p", {}, [label.text(), *inner], label.line)
        if _name(label) in self.wanted:
            note = Element("note-text", {}, _after_label(inner), label.line)
            return self._add(_name(label), note, whole)
        self.report(
            Finding.FAULT,
            label,
            f"Nothing on this page leads to footnote {label.plain()},"
            " so it has become a paragraph.",
        )
        return [whole]


def _starts_text(node: Node) -> bool:
    return isinstance(node, Element) and node.name == "a" and is_label(node)


def _after_label(inner: list[Node]) -> list[Node]:
    if inner and isinstance(inner[0], str):
        return [_AFTER_LABEL.sub("", inner[0], count=1), *inner[1:]]
    return inner


def _without_back_links(nodes: list[Node]) -> list[Node]:
    kept = [node for node in nodes if not (isinstance(node, Element) and _leads_back(node))]
    for node in kept:
        if isinstance(node, Element):
            node.children = _without_back_links(node.children)
    return kept


def _leads_back(element: Element) -> bool:
    if element.name != "a":
        return False
    return "footnote-backref" in element.classes or element.plain() in _BACK


def _labels(texts: dict[str, Element]) -> dict[str, str]:
    """A short label for each text by its name: its number, if no other text has it."""
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for name in texts:
        label = _plain_label(_LABEL_PREFIX.sub("", name)) or _plain_label(name) or "note"
        while label.casefold() in taken:
            label += "x"
        taken.add(label.casefold())
        labels[name] = label
    return labels


def _plain_label(name: str) -> str:
    return _NOT_LABEL.sub("-", name).strip("-")


def _replace_calls(
    parent: Element, calls: set[int], labels: dict[str, str], report: Report
) -> None:
    def converted(child: Element) -> list[Node]:
        if id(child) in calls:
            return [_note(child, labels, report)]
        _replace_calls(child, calls, labels, report)
        return _unwrapped(child)

    parent.convert(converted)


def _note(call: Element, labels: dict[str, str], report: Report) -> Node:
    name = call.get("href")[1:]
    if name in labels:
        return Element("note", {"label": labels[name]}, [], call.line)
    report(
        Finding.FAULT,
        call,
        f"There is no footnote {call.plain()} (#{name}) on this page; its number is kept as text.",
    )
    return call.text()


def _unwrapped(child: Element) -> list[Node]:
    """A raised group of calls becomes the calls alone, which are raised anyway."""
    if child.name != "sup" or not any(one.name == "note" for one in child.elements()):
        return [child]
    alone = all(map(_is_call_or_comma, child.children))
    return list(child.elements()) if alone else [child]


def _is_call_or_comma(node: Node) -> bool:
    return node.name == "note" if isinstance(node, Element) else bool(_BETWEEN.match(node))


def _drop_rules(root: Element) -> None:
    """Drops the line above the footnotes, which has nothing to separate any more."""
    texts = [number for number, one in enumerate(root.children) if _is_text(one)]
    at = texts[0] if texts else 0
    while at and _is_rule(root.children[at - 1]):
        at -= 1
        del root.children[at]


def _is_text(node: Node) -> bool:
    return is_element(node) and node.name == "note-text"


def _is_rule(node: Node) -> bool:
    """True for a line, or for nothing at all."""
    return node.name == "hr" if isinstance(node, Element) else not node.strip()
