"""Counts what is on a page of the source, before anything is converted."""

from __future__ import annotations

from carrel.imports.html.footnotes import texts_of_footnotes
from carrel.imports.html.objectives import is_objectives
from carrel.imports.html.page import PageImport
from carrel.imports.html.tables import has_blanks, is_blank
from carrel.imports.html.tree import Element, is_heading
from carrel.imports.html.videos import is_video


def counts(page: PageImport) -> dict[str, int]:
    """Returns how many of each of `course.THINGS` the page has."""
    elements = [one for one in page.tree.walk() if one is not page.tree]
    objectives = [one for one in elements if is_objectives(one)]
    boxes = [one for one in elements if page.site.kinds.of(one)[0]]
    return {
        "headings": sum(map(is_heading, elements)),
        "links": sum(map(_leads_elsewhere, elements)),
        "images": sum(one.name == "img" for one in elements),
        "tables": sum(one.name == "table" for one in elements),
        "boxes": sum(one not in objectives for one in boxes),
        "videos": sum(map(is_video, elements)),
        "footnotes": len(texts_of_footnotes(page.tree)),
        "worksheets": _worksheets(page),
        "outcomes": sum(len(one.find("li")) for one in objectives if one.name != "ul"),
    }


def _leads_elsewhere(element: Element) -> bool:
    return element.name == "a" and not element.attributes.get("href", "#").startswith("#")


def _worksheets(page: PageImport) -> int:
    """The number of boxes with tables to fill in, and of such tables in no box."""
    kinds = page.site.kinds
    boxes = page.tree.find_where(lambda one: kinds.of(one)[0] in ("reflection", "quiz"))
    inside = {id(table) for box in boxes for table in box.find("table")}
    in_boxes = sum(any(map(has_blanks, box.find("table"))) for box in boxes)
    alone = [table for table in page.tree.find("table") if id(table) not in inside]
    return in_boxes + sum(map(is_blank, alone))
