"""Lists of objectives and outcomes move to the front matter."""

from __future__ import annotations

import re

from carrel.imports.course import Finding, Section
from carrel.imports.html.links import report_dead_link
from carrel.imports.html.page import PageImport, Target
from carrel.imports.html.tree import Element, Node, first_content, names
from carrel.imports.words import words_of

_CLASSES = names("objectives outcomes learning-objectives learning-outcomes learning_objectives")
_ABLE = re.compile(
    r"\b(?:will be able to|you can|you will)\b|learning (?:objectives|outcomes)", re.I
)
_LEARNING = re.compile(r"\b(?:objectives|outcomes)\b", re.I)
_LEADS = ((_ABLE, ("p", "strong")), (_LEARNING, ("h2", "h3", "h4")))
_NAMES_SECTION = re.compile(r"\(\s*Section \d+: [^()]*\)\.?$", re.I)
_IN_BRACKETS = re.compile(r"\s*\(\s*(?:section|part|chapter|unit|week)?[^()]*\)\s*\.?\s*$", re.I)


def is_objectives(element: Element) -> bool:
    """True if an element lists what learners will be able to do.

    Its class says so, or each of its items names its section.
    """
    if _CLASSES & set(element.classes):
        return bool(element.find("li"))
    items = list(element.elements()) if element.name == "ul" else []
    return len(items) > 1 and all(map(_names_section, items))


def _names_section(item: Element) -> bool:
    return item.name == "li" and bool(_NAMES_SECTION.search(item.plain()))


def move_objectives(page: PageImport) -> None:
    """Moves the page's objectives and outcomes, where it is the page that they belong to."""
    found = [one for one in page.tree.walk() if is_objectives(one)]
    inside = {id(inner) for one in found for inner in one.walk() if inner is not one}
    for element in found:
        if id(element) not in inside:
            _move(page, element)


def _move(page: PageImport, element: Element) -> None:
    items = [one for one in element.find("li") if not one.find("li")]
    if page.is_overview and _as_objectives(page, element, items):
        _drop_lead(page, element)
        page.tree.remove(element)
    elif _takes_outcomes(page) and items:
        _as_outcomes(page, element, items)
        page.tree.remove(element)


def _takes_outcomes(page: PageImport) -> bool:
    is_first = page.section is not None and page.page is page.section.first
    return is_first and "outcomes" not in page.page.front


def _drop_lead(page: PageImport, element: Element) -> None:
    """Drops a heading and a lead above the objectives, for which Carrel has its own."""
    children = page.tree.children
    at = children.index(element) if element in children else 0
    for pattern, lead_names in _LEADS:
        before = first_content(reversed(children[:at]))
        if not isinstance(before, Element) or before.name not in lead_names:
            continue
        if pattern.search(before.plain()):
            at = children.index(before)
            page.derive(before, f"Words above the objectives: “{before.plain()}”.")
            children.remove(before)


def _as_outcomes(page: PageImport, element: Element, items: list[Element]) -> None:
    texts = [item.plain() for item in items]
    page.page.front["outcomes"] = texts
    _count_words(page, element, items, texts)
    page.report(
        Finding.CHANGED,
        element,
        f"{len(texts)} outcomes of this section stand in its front matter.",
    )


def _as_objectives(page: PageImport, element: Element, items: list[Element]) -> bool:
    """Makes each item the objective of the section that it leads to; true if all could be."""
    sections = page.module.sections
    if not items or len(items) > len(sections):
        return False
    texts: list[str] = []
    for otherwise, item in zip(sections, items, strict=False):
        front = (_section_of(page, item) or otherwise).first.front
        if front.get("objective"):
            return False
        texts.append(_IN_BRACKETS.sub("", item.plain()).strip())
        front["objective"] = texts[-1]
    _count_words(page, element, items, texts)
    page.report(
        Finding.CHANGED,
        element,
        f"{len(texts)} objectives stand in the front matter of their sections;"
        " the overview lists them.",
    )
    page.site.course.count(
        "links from objectives to their sections, which the overview makes by itself",
        len(element.find("a")),
    )
    return True


def _section_of(page: PageImport, item: Element) -> Section | None:
    """The section that an objective's link leads to."""
    for link in item.find("a"):
        target = page.find(link.get("href"))
        if target.page:
            return _own_section(page, link, item, target)
        report_dead_link(page, link, link.get("href"))
    return None


def _own_section(page: PageImport, link: Element, item: Element, target: Target) -> Section | None:
    assert target.page
    module, section = page.site.sections[target.page.path]
    if module is page.module:
        return section
    page.report(
        Finding.FAULT,
        link,
        f"{link.get('href')} leads to the module “{module.overview.title}”, where this is the"
        f" module “{page.module.overview.title}”: “{item.plain()}”.",
    )
    return None


def _count_words(
    page: PageImport, element: Element, items: list[Element], texts: list[str]
) -> None:
    """Counts words that are in the front matter now, and those around them, which are dropped."""
    for text in texts:
        page.add_passage(text, element)
    around = Element("div", {}, _outside(element, set(map(id, items)))).plain()
    behind = [
        item.plain().removeprefix(text).strip() for item, text in zip(items, texts, strict=True)
    ]
    rest = " ".join(part for part in (around, *behind) if words_of(part))
    if rest:
        page.add_passage(rest, element, derived=True)
        page.report(Finding.DERIVED, element, f"Words around the objectives: “{rest}”.")


def _outside(element: Element, inside: set[int]) -> list[Node]:
    """What is in an element and in none of those `inside`."""
    made: list[Node] = []
    for child in element.children:
        if isinstance(child, str):
            made.append(child)
        elif id(child) not in inside:
            made.append(Element(child.name, {}, _outside(child, inside)))
    return made
