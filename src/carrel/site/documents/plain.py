"""A page outside the modules: the toolkit's glossary."""

from __future__ import annotations

from html import escape

from minijinja import safe

from carrel.model.toolkit import Page
from carrel.site.addresses import root_from
from carrel.site.body.writer import BodyWriter
from carrel.site.documents.head import head
from carrel.site.documents.pages import shared_context
from carrel.site.documents.placeholders import Placeholders
from carrel.site.site import Site


def write_plain(site: Site, page: Page) -> bytes:
    """Returns the document of a page that belongs to no module: the toolkit's glossary."""
    filled = BodyWriter(site, page).filled(page.content.body)
    placeholders = Placeholders()
    context = shared_context(site) | {
        "title": page.title,
        "body": safe(
            f"<h1>{escape(page.title, quote=False)}</h1>\n{placeholders.put(filled.html)}"
        ),
        "head": safe(
            head(site.toolkit.settings, page, page.title, page.url, filled.hosts, site.search)
        ),
    }
    return placeholders.document(site.look.render("plain.html", **context), root_from(page.url))
