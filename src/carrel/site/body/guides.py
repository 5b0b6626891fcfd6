"""A guide for whoever leads a group: what the module itself knows of what a meeting is about."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from minijinja import safe

from carrel.model.content import Box
from carrel.model.keys import names_in
from carrel.model.sentinels import LINK_ENDS, ROOT
from carrel.model.toolkit import Page
from carrel.site.addresses import quoted

if TYPE_CHECKING:
    from carrel.site.site import Site


def meeting(site: Site, page: Page, box: Box) -> str:
    """Returns the HTML of a meeting's length, and of the sections to work through before it."""
    known = page.module.parts() if page.module else {}
    names = [name for name in names_in(box.attributes.get("sections", "")) if name in known]
    return site.look.render(
        "meeting.html",
        minutes=escape(box.attributes.get("minutes", "")),
        alone=sum(one.minutes for name in names for one in known[name]),
        parts=[_part(site, known[name]) for name in names],
        t=site.words,
    )


def _part(site: Site, pages: list[Page]) -> dict[str, Any]:
    first = pages[0]
    return {
        "href": safe(_way(first)),
        "number": first.section.number if first.section else "",
        "title": first.title
        if first.section or first is not _overview(first)
        else site.words["overview"],
        "minutes": sum(page.minutes for page in pages),
        "objective": first.content.front.objective,
        "worksheets": [
            {"href": safe(_way(page, sheet.id)), "title": sheet.title or page.title}
            for page in pages
            for sheet in page.exercises
        ],
    }


def _overview(page: Page) -> Page | None:
    return page.module.overview if page.module else None


def _way(page: Page, anchor: str = "") -> str:
    return f"{ROOT}{quoted(page.url)}{LINK_ENDS}" + (f"#{quoted(anchor)}" if anchor else "")
