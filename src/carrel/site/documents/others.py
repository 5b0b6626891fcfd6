"""The documents that are no page of a module: the home page, search, old addresses, the page that is not there."""

from __future__ import annotations

import json
from html import escape
from typing import Any
from urllib.parse import urlsplit

from minijinja import safe

from carrel.model.toolkit import Module, Page
from carrel.site.addresses import quoted, root_from
from carrel.site.body.writer import BodyWriter
from carrel.site.documents.head import head
from carrel.site.documents.pages import shared_context
from carrel.site.documents.parts import Parts
from carrel.site.site import Site


def write_home(site: Site) -> bytes:
    """The toolkit's first page: a word of welcome, and its modules."""
    page = site.toolkit.home
    filled = BodyWriter(site, page).filled(page.content.body) if page else None
    parts = Parts()
    hosts = filled.hosts if filled else set()
    context = shared_context(site) | {
        "title": page.title if page and page.title else site.toolkit.settings.title,
        "body": parts.sign(filled.html) if filled else "",
        "modules_list": [_module(module) for module in site.toolkit.modules],
        "head": safe(
            head(site.toolkit.settings, page, site.toolkit.settings.title, "", hosts, site.search)
        ),
    }
    return parts.document(site.look.render("home.html", **context), root_from(""))


def _module(module: Module) -> dict[str, Any]:
    return {
        "title": module.title,
        "url": safe(module.overview.url),
        "summary": module.overview.content.front.summary,
        "minutes": module.minutes,
        "sections": len(module.sections),
        "worksheets": sum(len(page.content.worksheets) for page in module.pages()),
    }


def write_plain(site: Site, page: Page) -> bytes:
    """A page that belongs to no module: the toolkit's glossary."""
    filled = BodyWriter(site, page).filled(page.content.body)
    parts = Parts()
    context = shared_context(site) | {
        "title": page.title,
        "body": safe(f"<h1>{_text(page.title)}</h1>\n{parts.sign(filled.html)}"),
        "head": safe(
            head(site.toolkit.settings, page, page.title, page.url, filled.hosts, site.search)
        ),
    }
    return parts.document(site.look.render("plain.html", **context), root_from(page.url))


def _text(text: str) -> str:
    return escape(text, quote=False)


def write_redirect(site: Site, old: str, url: str, title: str) -> bytes:
    """At an old address: a page that leads on to the one at `url`."""
    target = quoted(root_from(old) + url)
    context = shared_context(site) | {
        "title": title,
        "target": safe(target),
        "head": safe(
            f'<meta http-equiv="refresh" content="0; url={target}">\n<meta name="robots" content="noindex">'
        ),
    }
    return Parts().document(site.look.render("moved.html", **context), root_from(old))


def write_search(site: Site) -> bytes:
    """The page with search; without JavaScript it lists all pages."""
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
    return Parts().document(site.look.render("search.html", **context), root_from("search/"))


def write_not_found(site: Site) -> bytes:
    """The page that a host shows for an address that leads nowhere. It may be shown at any depth, so its links begin at the
    host's root: the path of `base_url`, or "/"."""
    base = urlsplit(site.toolkit.settings.base_url).path or "/"
    context = shared_context(site) | {
        "head": safe(
            head(
                site.toolkit.settings, None, site.words["not_found"], "404.html", set(), site.search
            )
            + '\n<meta name="robots" content="noindex">'
        ),
    }
    return Parts().document(site.look.render("not-found.html", **context), quoted(base))


def write_sitemap(site: Site) -> bytes:
    """All addresses, for search engines; needs `base_url`."""
    base = site.toolkit.settings.base_url
    addresses = [base + quoted(page.url) for page in site.toolkit.pages()]
    listed = "".join(
        f"<url><loc>{escape(address, quote=False) if '&' not in address else address}</loc></url>\n"
        for address in addresses
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'.encode()


def write_manifest(files: dict[str, str]) -> bytes:
    """`carrel.json`: the format's version, and every file of the site with a digest of all that it is made of. It tells a later
    build which files are Carrel's own, and a host what there is to serve and what has changed."""
    return json.dumps(
        {"format": 1, "files": dict(sorted(files.items()))}, ensure_ascii=False, indent=0
    ).encode()
