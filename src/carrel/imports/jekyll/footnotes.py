"""Footnotes that were made by hand: `<sup><a href="#fn1">1</a></sup>` and `<a name="fn1">1</a>: …`, and those of kramdown."""

from __future__ import annotations

import re
from collections.abc import Callable

from carrel.imports.course import Finding
from carrel.imports.tree import COMMENT, Element, Node

Report = Callable[[Finding, Element, str], None]

_DIGITS = re.compile(r"\[?\(?\s*(?:\d{1,3}|[a-z*†‡§])\s*\)?\]?")
_AFTER_LABEL = re.compile(r"^\s*[:.)\]]?\s*")
_BETWEEN = re.compile(r"^[\s,;]*$")
_NOT_LABEL = re.compile(r"[^\w-]+")


def convert(root: Element, report: Report) -> list[Element]:
    """Turns calls into `note` and texts into `note-text` elements, which stand last; returns the texts."""
    _report_doubled(root, report)
    calls = _calls(root)
    wanted = {call.attributes["href"][1:] for call in calls}
    texts: dict[str, Element] = {}
    _take_texts(root, wanted, texts, report)
    labels = _labels(texts)
    _replace_calls(root, calls, labels, report)
    for name, note in texts.items():
        note.attributes["label"] = labels[name]
    called = {one.attributes["label"] for one in root.walk() if one.name == "note"}
    notes = [note for note in texts.values() if note.attributes["label"] in called]
    for note in texts.values():
        if note not in notes:  # only another footnote leads to it
            report(
                Finding.FAULT,
                note,
                f"Nothing on this page leads to footnote {note.attributes['label']}, so it has become a paragraph.",
            )
            root.children.append(Element("div", {}, note.children, note.line))
    root.children += notes
    _drop_rules(root)
    return notes


def _report_doubled(root: Element, report: Report) -> None:
    seen: set[str] = set()
    doubled: dict[str, Element] = {}
    for element in root.walk():
        for name in {element.attributes.get("id", ""), element.attributes.get("name", "")} - {""}:
            if name in seen:
                doubled.setdefault(name, element)
            seen.add(name)
    if doubled:
        first = next(iter(doubled.values()))
        report(
            Finding.FAULT,
            first,
            f"These ids are given more than once on this page: {', '.join(sorted(doubled))}.",
        )


def _calls(root: Element) -> list[Element]:
    """Links that look like the call of a footnote."""
    found = []
    for element in root.find("a"):
        href = element.attributes.get("href", "")
        backwards = "footnote-backref" in element.classes
        if (
            href.startswith("#")
            and len(href) > 1
            and not backwards
            and _DIGITS.fullmatch(element.text().strip())
            and not is_label(element)
        ):
            found.append(element)
    return found


def is_label(element: Element) -> bool:
    """Whether a link is the number before a footnote's text, which leads back to the call."""
    name = element.attributes.get("name") or element.attributes.get("id", "")
    return bool(re.match(r"(?:_?f(?:oot)?n(?:ote)?)[-:_]?\w", name, re.I)) and not re.match(
        r"fnref", name, re.I
    )


def _take_texts(
    parent: Element, wanted: set[str], texts: dict[str, Element], report: Report
) -> None:
    """Takes the footnotes' texts out of the tree."""
    kept: list[Node] = []
    for child in parent.children:
        if not isinstance(child, Element) or child.name == COMMENT:
            kept.append(child)
        elif child.name == "li" and child.attributes.get("id") in wanted:
            _add(
                texts,
                child.attributes["id"],
                Element("note-text", {}, _without_back(child.children), child.line),
                child,
                report,
                kept,
            )
        elif child.name in ("p", "div") and any(_starts_text(one) for one in child.elements()):
            kept += _divide(child, wanted, texts, report)
        else:
            _take_texts(child, wanted, texts, report)
            if child.name not in ("ol", "section") or not child.is_empty() or child.find("table"):
                kept.append(child)
    parent.children = kept


def _starts_text(element: Element) -> bool:
    return element.name == "a" and is_label(element)


def _divide(
    paragraph: Element, wanted: set[str], texts: dict[str, Element], report: Report
) -> list[Node]:
    """A paragraph may hold several footnotes' texts, one behind the other."""
    before: list[Node] = []
    parts: list[tuple[Element, list[Node]]] = []
    for child in paragraph.children:
        if isinstance(child, Element) and _starts_text(child):
            parts.append((child, []))
        elif parts:
            parts[-1][1].append(child)
        else:
            before.append(child)
    kept: list[Node] = []
    if any(not isinstance(one, str) or one.strip() for one in before):
        kept.append(Element("p", paragraph.attributes, before, paragraph.line))
    for label, inner in parts:
        name = label.attributes.get("name") or label.attributes.get("id", "")
        whole = Element("p", {}, [label.text(), *inner], label.line)
        if name not in wanted:
            report(
                Finding.FAULT,
                label,
                f"Nothing on this page leads to footnote {label.plain()}, so it has become a paragraph.",
            )
            kept.append(whole)
        else:
            _add(
                texts,
                name,
                Element("note-text", {}, _after_label(inner), label.line),
                whole,
                report,
                kept,
            )
    return kept


def _add(
    texts: dict[str, Element],
    name: str,
    note: Element,
    whole: Element,
    report: Report,
    kept: list[Node],
) -> None:
    if name in texts:
        report(
            Finding.FAULT,
            note,
            f"A second footnote bears the id {name}; it has become a paragraph.",
        )
        kept.append(whole)
    else:
        texts[name] = note


def _after_label(inner: list[Node]) -> list[Node]:
    if inner and isinstance(inner[0], str):
        return [_AFTER_LABEL.sub("", inner[0], count=1), *inner[1:]]
    return inner


def _without_back(nodes: list[Node]) -> list[Node]:
    """Without the links that lead back."""
    made: list[Node] = []
    for node in nodes:
        if isinstance(node, Element):
            if node.name == "a" and (
                "footnote-backref" in node.classes or node.plain() in ("↩", "↩︎", "^")
            ):
                continue
            node.children = _without_back(node.children)
        made.append(node)
    return made


def _labels(texts: dict[str, Element]) -> dict[str, str]:
    """A short label for each: its number, if no other has it."""
    labels: dict[str, str] = {}
    for name in texts:
        short = re.sub(r"^(?:_?f(?:oot)?n(?:ote)?)[-:_]?", "", name, flags=re.I)
        label = (
            _NOT_LABEL.sub("-", short).strip("-") or _NOT_LABEL.sub("-", name).strip("-") or "note"
        )
        while label.casefold() in {other.casefold() for other in labels.values()}:
            label += "x"
        labels[name] = label
    return labels


def _replace_calls(
    parent: Element, calls: list[Element], labels: dict[str, str], report: Report
) -> None:
    known = set(map(id, calls))
    made: list[Node] = []
    for child in parent.children:
        if isinstance(child, Element) and id(child) in known:
            name = child.attributes["href"][1:]
            if name in labels:
                made.append(Element("note", {"label": labels[name]}, [], child.line))
            else:
                report(
                    Finding.FAULT,
                    child,
                    f"There is no footnote {child.plain()} (#{name}) on this page; its number is kept as text.",
                )
                made.append(child.text())
        else:
            if isinstance(child, Element):
                _replace_calls(child, calls, labels, report)
            made += _unwrapped(child)
    parent.children = made


def _unwrapped(child: Node) -> list[Node]:
    """A raised group of calls is the calls alone: they are raised by themselves, and need no commas."""
    if (
        not isinstance(child, Element)
        or child.name != "sup"
        or not any(one.name == "note" for one in child.elements())
    ):
        return [child]
    calls_alone = all(
        one.name == "note" if isinstance(one, Element) else _BETWEEN.match(one)
        for one in child.children
    )
    return list(child.elements()) if calls_alone else [child]


def _drop_rules(root: Element) -> None:
    """A line above the footnotes separates them from nothing any more."""
    if not any(isinstance(one, Element) and one.name == "note-text" for one in root.children):
        return
    at = next(
        number
        for number, one in enumerate(root.children)
        if isinstance(one, Element) and one.name == "note-text"
    )
    while at and _is_rule(root.children[at - 1]):
        at -= 1
        del root.children[at]


def _is_rule(node: Node) -> bool:
    """Whether it is a line, or nothing at all."""
    return node.name == "hr" if isinstance(node, Element) else not node.strip()
