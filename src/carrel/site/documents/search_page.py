"""The search page."""

from __future__ import annotations

from minijinja import safe

from carrel.digests import digest
from carrel.site.addresses import root_from
from carrel.site.documents.head import head
from carrel.site.documents.pages import shared_context
from carrel.site.documents.placeholders import Placeholders
from carrel.site.site import Site


def search_key(site: Site) -> str:
    """Returns the digest of everything that the search page shows."""
    return digest(site.key, *(f"{page.url} {page.title}" for page in site.toolkit.pages()))


def write_search(site: Site) -> bytes:
    """Returns the search page. Without JavaScript it lists all pages."""
    pages = [
        {
            "title": page.title,
            "url": safe(page.url),
            "number": page.section.number if page.section else "",
            "module": page.module.title,
        }
        for module in site.toolkit.modules
        for page in module.pages()
        if page.module
    ]
    context = shared_context(site) | {
        "all_pages": pages,
        "head": safe(
            head(site.toolkit.settings, None, site.words["search"], "search/", set(), site.search)
        ),
    }
    return Placeholders().document(site.look.render("search.html", **context), root_from("search/"))
