"""The documents that are no page of a module: the home page, the module to print, search, the page that is not there."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape as xml

from minijinja import safe

from carrel.model.page import Page, Role
from carrel.model.toolkit import Module
from carrel.site.addresses import quoted, root_from
from carrel.site.body import BodyWriter, lowered
from carrel.site.head import head
from carrel.site.pages import linked, shared_context
from carrel.site.site import Site


def write_home(site: Site) -> bytes:
    """The toolkit's first page: a word of welcome, and its modules."""
    page = site.toolkit.home
    writer = BodyWriter(site, page) if page else None
    body = writer.write(page.content.body) if page and writer else ""
    hosts = writer.hosts if writer else set()
    context = shared_context(site, "") | {
        "body": safe(body),
        "modules_list": [_module(module) for module in site.toolkit.modules],
        "head": safe(head(site.toolkit.settings, page, site.toolkit.settings.title, "", hosts, site.search)),
    }
    return site.look.render("home.html", **context).encode()


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
    writer = BodyWriter(site, page)
    body = f"<h1>{_text(page.title)}</h1>\n{writer.write(page.content.body)}"
    context = shared_context(site, page.url) | {
        "title": page.title,
        "body": safe(body),
        "head": safe(head(site.toolkit.settings, page, page.title, page.url, writer.hosts, site.search)),
    }
    return site.look.render("plain.html", **context).encode()


def _text(text: str) -> str:
    return xml(text)


def write_redirect(site: Site, old: str, page: Page) -> bytes:
    """At an old address: a page that leads on to the new one."""
    target = quoted(root_from(old) + page.url)
    context = shared_context(site, old) | {
        "title": page.title,
        "target": safe(target),
        "head": safe(f'<meta http-equiv="refresh" content="0; url={target}">\n<meta name="robots" content="noindex">'),
    }
    return site.look.render("moved.html", **context).encode()


def write_search(site: Site) -> bytes:
    """The page with search; without JavaScript it lists all pages."""
    pages = [
        {"title": page.title, "url": safe(page.url), "number": page.section.number if page.section else "", "module": page.module.title}
        for module in site.toolkit.modules
        for page in module.pages()
        if page.module
    ]
    context = shared_context(site, "search/") | {
        "all_pages": pages,
        "head": safe(head(site.toolkit.settings, None, site.words["search"], "search/", set(), site.search)),
    }
    return site.look.render("search.html", **context).encode()


def write_not_found(site: Site) -> bytes:
    """The page that a host shows for an address that leads nowhere. It may be shown at any depth, so its links begin at the
    host's root: the path of `base_url`, or "/"."""
    base = urlsplit(site.toolkit.settings.base_url).path or "/"
    context = shared_context(site, "") | {
        "root": safe(quoted(base)),
        "head": safe(head(site.toolkit.settings, None, site.words["not_found"], "404.html", set(), site.search) + '\n<meta name="robots" content="noindex">'),
    }
    return site.look.render("not-found.html", **context).encode()


def write_print(site: Site, module: Module) -> bytes:
    """The whole module as one document; its address with `#section-…` shows one section only."""
    url = f"{module.slug}/print/"
    pages = list(module.pages())
    site.parts = {page.path: f"p{number}-" for number, page in enumerate(pages)}
    hosts: set[str] = set()
    groups: list[dict[str, Any]] = [_group(site, [module.overview], "overview", "", module.title, url, hosts)]
    for section in module.sections:
        groups.append(_group(site, section.pages, f"section-{section.slug}", section.number, section.title, url, hosts))
    groups += [_group(site, [extra], extra.slug, "", extra.title, url, hosts) for extra in (module.closing, module.glossary) if extra]
    context = shared_context(site, url) | {
        "module": {"title": module.title, "url": safe(module.overview.url), "minutes": module.minutes, "print_url": safe(url)},
        "print_sections": groups,
        "credits": module.overview.content.front.credits,
        "based_on": [linked(text) for text in module.overview.content.front.based_on],
        "head": safe(head(site.toolkit.settings, None, module.title, url, hosts, site.search) + '\n<meta name="robots" content="noindex">'),
    }
    site.parts = {}
    return site.look.render("print.html", **context).encode()


def _group(site: Site, pages: list[Page], identifier: str, number: int | str, title: str, url: str, hosts: set[str]) -> dict[str, Any]:
    return {"id": identifier, "number": number, "title": title, "parts": [_part(site, page, url, hosts) for page in pages]}


def _part(site: Site, page: Page, url: str, hosts: set[str]) -> dict[str, Any]:
    anchor = site.parts[page.path]
    writer = BodyWriter(site, page, url, anchor)
    html = lowered(writer.write(page.content.body), 2)
    hosts |= writer.hosts
    return {
        "id": anchor,
        "number": "",
        "title": page.title,
        "role": str(page.role),
        "level": 3,
        "html": safe(html),
        "minutes": page.minutes,
        "outcomes": page.content.front.outcomes if page.role is Role.SECTION else [],
        "url": safe(page.url),
    }


def write_sitemap(site: Site) -> bytes:
    """All addresses, for search engines; needs `base_url`."""
    base = site.toolkit.settings.base_url
    addresses = [base + quoted(page.url) for page in site.toolkit.pages()]
    listed = "".join(f"<url><loc>{xml(address) if '&' not in address else address}</loc></url>\n" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'.encode()


def write_manifest(files: dict[str, str]) -> bytes:
    """`carrel.json`: the format's version, and every file of the site with the digest of its bytes. It tells a later build which
    files are Carrel's own, and a host what there is to serve."""
    return json.dumps({"format": 1, "files": dict(sorted(files.items()))}, ensure_ascii=False, indent=0).encode()
