"""Redirects from old addresses to where pages are now."""

from __future__ import annotations

from minijinja import safe

from carrel.digests import digest
from carrel.model.toolkit import Page
from carrel.site.addresses import quoted, root_from
from carrel.site.documents.pages import shared_context
from carrel.site.documents.placeholders import Placeholders
from carrel.site.site import Site


def redirect_key(site: Site, page: Page) -> str:
    """Returns the digest of everything that a redirect to `page` shows."""
    return digest(site.key, page.url, page.title)


def write_redirect(site: Site, old: str, url: str, title: str) -> bytes:
    """Returns the document at the address `old`, which leads to the page `title` at `url`."""
    target = quoted(root_from(old) + url)
    refresh = f'<meta http-equiv="refresh" content="0; url={target}">'
    context = shared_context(site) | {
        "title": title,
        "target": safe(target),
        "head": safe(f'{refresh}\n<meta name="robots" content="noindex">'),
    }
    return Placeholders().document(site.look.render("moved.html", **context), root_from(old))
