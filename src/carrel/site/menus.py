"""The entries of menus, rendered once for each module and section."""

from __future__ import annotations

from collections.abc import Sequence

from minijinja import safe

from carrel.model.sentinels import ROOT
from carrel.model.toolkit import LOOKED_UP, Module, Page, Section
from carrel.site import progress
from carrel.site.look.theme import Look

Entry = dict[str, object]


class Menus:
    """Renders the menus of one site. Which entry is the current page's is not marked yet."""

    def __init__(self, look: Look) -> None:
        self._look, self._words = look, look.constants["t"]
        self._rendered: dict[tuple[str, ...], str] = {}

    def sections(self, module: Module) -> str:
        """Returns the entries of the drop-down menu of sections, as HTML."""
        key = ("sections", module.slug)
        if key not in self._rendered:
            entries = self._parts_of(module)
            self._rendered[key] = self._render("menu-sections.html", entries=entries)
        return self._rendered[key]

    def pages(self, module: Module, section: Section | None) -> str:
        """Returns the entries of the left-hand menu, as HTML.

        They are a section's pages; without a section, the module's sections and other pages.
        """
        key = ("pages", module.slug, section.slug if section else "")
        if key not in self._rendered:
            heading = f"{section.number} · {section.title}" if section else module.title
            entries = self._pages_of(section) if section else self._parts_of(module)
            self._rendered[key] = self._render("menu-pages.html", heading=heading, entries=entries)
        return self._rendered[key]

    def _render(self, template: str, **context: object) -> str:
        return self._look.render(template, root=safe(ROOT), t=self._words, **context)

    def _pages_of(self, section: Section) -> list[Entry]:
        """Returns the entries for a section's pages; the first is called its overview."""
        first = self._words["section_overview"]
        return [
            _entry("", first if page is section.first else page.title, page.url, page.minutes)
            for page in section.pages
        ]

    def _parts_of(self, module: Module) -> list[Entry]:
        """Returns the entries of a menu that leads through a whole module."""
        overview = module.overview
        title = self._words["overview"]
        sections = [
            _entry(section.number, section.title, section.first.url, section.minutes, section.pages)
            for section in module.sections
        ]
        others = [
            _entry("", page.title, page.url, page.minutes, [page])
            for page in module.after_sections()
        ]
        return [_entry("", title, overview.url, overview.minutes, [overview]), *sections, *others]


def _entry(
    number: int | str, title: str, url: str, minutes: int, pages: Sequence[Page] = ()
) -> Entry:
    """Returns an entry; `pages` are given if it represents more than the page it leads to."""
    return {
        "number": number,
        "title": title,
        "url": safe(url),
        "minutes": minutes,
        "current": False,
        "pages": progress.listed(pages),
        "aside": any(page.role in LOOKED_UP for page in pages),
    }
