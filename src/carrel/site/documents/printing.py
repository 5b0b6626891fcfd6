"""A whole module as one document to print.

With `#section-…` in its address it shows only one section.
"""

from __future__ import annotations

from typing import Any

from minijinja import safe

from carrel.model.licences import name_and_url
from carrel.model.toolkit import Module, Page, Role
from carrel.site.addresses import quoted, root_from
from carrel.site.documents.head import head
from carrel.site.documents.pages import fill, linked, module_licence, shared_context
from carrel.site.documents.placeholders import Placeholders
from carrel.site.site import Site

_NO_INDEX = '\n<meta name="robots" content="noindex">'


def write_print(site: Site, module: Module) -> bytes:
    """The document of all of a module's pages."""
    return _Document(site, module).write()


class _Document:
    """The printed module. Each page's ids get their own prefix, and links between pages follow."""

    def __init__(self, site: Site, module: Module) -> None:
        self.site, self.module = site, module
        self.url = f"{module.slug}/print/"
        self.anchors = {
            quoted(page.url).encode(): b"p%d-" % number
            for number, page in enumerate(module.pages())
        }
        self.hosts: set[str] = set()
        self.placeholders = Placeholders()

    def write(self) -> bytes:
        site, module = self.site, self.module
        front = module.overview.content.front
        spdx = front.licence or site.toolkit.settings.licence
        groups = self._groups()
        context = shared_context(site) | {
            "module": {
                "slug": module.slug,
                "licence": module_licence(site, module),
                "title": module.title,
                "url": safe(module.overview.url),
                "minutes": module.minutes,
                "print_url": safe(self.url),
            },
            "print_sections": groups,
            "credits": front.credits,
            "licence": name_and_url(spdx) if spdx else None,
            "based_on": [linked(text) for text in front.based_on],
            "head": safe(
                head(site.toolkit.settings, None, module.title, self.url, self.hosts, site.search)
                + _NO_INDEX
            ),
        }
        return self.placeholders.document(
            site.look.render("print.html", **context), root_from(self.url)
        )

    def _groups(self) -> list[dict[str, Any]]:
        module = self.module
        groups = [self._group([module.overview], "overview", "", module.title)]
        groups += [
            self._group(section.pages, f"section-{section.slug}", section.number, section.title)
            for section in module.sections
        ]
        return groups + [
            self._group([extra], extra.slug, "", extra.title) for extra in module.after_sections()
        ]

    def _group(
        self, pages: list[Page], identifier: str, number: int | str, title: str
    ) -> dict[str, Any]:
        return {
            "id": identifier,
            "number": number,
            "title": title,
            "parts": [self._part(page) for page in pages],
        }

    def _part(self, page: Page) -> dict[str, Any]:
        anchor = self.anchors[quoted(page.url).encode()]
        filled, _ = self.site.once(("filled", page.path), lambda: fill(self.site, page))
        self.site.forget(("filled", page.path))
        self.hosts |= filled.hosts
        return {
            "id": anchor.decode(),
            "number": "",
            "title": page.title,
            "role": str(page.role),
            "level": 3,
            "html": self.placeholders.put(filled.within(anchor, self.anchors)),
            "minutes": page.minutes,
            "outcomes": page.content.front.outcomes if page.role is Role.SECTION else [],
            "url": safe(page.url),
        }
