"""Headings: a first one that repeats the title, levels that are left out, and anchors."""

from __future__ import annotations

import re

from carrel.imports.course import Finding
from carrel.imports.html.page import PageImport
from carrel.imports.html.tree import Element, first_content, is_comment, is_heading
from carrel.model.slugs import slug

_LEGEND = re.compile(r"how to use this (?:module|course)", re.I)


def drop_title(page: PageImport) -> None:
    """Drops a first heading that only repeats the page's title."""
    children = page.tree.children
    first = first_content(child for child in children if not is_comment(child))
    if not is_heading(first) or slug(first.plain()) != slug(page.page.title):
        return
    page.report(
        Finding.DERIVED,
        first,
        f"The heading “{first.plain()}” repeats the page's title, which stands above each page.",
    )
    children.remove(first)


def report_legend(page: PageImport) -> None:
    """Reports a passage of an overview that explains how the boxes of a course look."""
    if not page.is_overview:
        return
    headings = page.tree.find("h2", "h3", "h4")
    found = next((one for one in headings if _LEGEND.match(one.plain())), None)
    if found is not None:
        page.report(
            Finding.CHANGED,
            found,
            "Carrel's overview explains the menus and the boxes by itself;"
            f" what stands under “{found.plain()}” may be deleted.",
        )


def settle_levels(page: PageImport) -> None:
    """Gives headings levels from two on with none left out, and notes their anchors."""
    headings = [one for one in page.tree.walk() if is_heading(one) and one.plain()]
    changed = _set_levels(headings)
    if changed:
        page.report(
            Finding.CHANGED,
            headings[0],
            f"Of {len(headings)} headings, {changed} have another level: the page's title is the"
            " first, and none may be left out.",
        )
    if headings:
        anchors = page.site.anchors.setdefault(page.page.path, set())
        anchors.update(one.get("id") or slug(one.plain()) for one in headings)


def _set_levels(headings: list[Element]) -> int:
    """Sets the levels, and returns how many headings got another one."""
    changed = 0
    around: list[int] = []  # the levels that the source gave to the headings around this one
    for one in headings:
        level = int(one.name[1])
        around = [outer for outer in around if outer < level] + [level]
        name = f"h{min(len(around) + 1, 6)}"
        changed += one.name != name
        one.name = name
    return changed
