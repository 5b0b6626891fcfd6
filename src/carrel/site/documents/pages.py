"""Each page of a module as a document."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from minijinja import safe

from carrel.model.content import Term
from carrel.model.licences import name_and_url
from carrel.model.sentinels import ROOT
from carrel.model.toolkit import LOOKED_UP, Module, Page, Role, Section
from carrel.site import progress
from carrel.site.addresses import quoted, root_from
from carrel.site.body import references
from carrel.site.body.earlier import PageWriter
from carrel.site.body.writer import BodyWriter, Filled
from carrel.site.documents.head import head
from carrel.site.documents.overview import neighbor, overview
from carrel.site.documents.placeholders import Placeholders
from carrel.site.site import Site

_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)\]]")
_MOST_MODULES = 12  # in the header's menu


def shared_context(site: Site) -> dict[str, Any]:
    """What every template gets."""
    return site.once("shared", lambda: _shared_context(site))


def _shared_context(site: Site) -> dict[str, Any]:
    settings = site.toolkit.settings
    return site.look.constants | {
        "preview": site.preview,
        "module": None,
        "several_modules": len(site.toolkit.modules) > 1,
        "sections_menu": "",
        "search": site.search,
        "workbook": safe(site.workbook()),
        "toolkit": {
            "title": settings.title,
            "logo": safe(quoted(site.media_url(settings.theme.logo)))
            if settings.theme.logo
            else "",
            "logo_alt": settings.theme.logo_alt,
            "publisher": settings.publisher,
            "home": safe(site.home),
        },
    }


def write_page(site: Site, page: Page) -> bytes:
    """The document of one page of a module."""
    module = page.module
    assert module is not None
    placeholders = Placeholders()
    filled, terms = site.once(("filled", page.path), lambda: fill(site, page))
    context = shared_context(site) | {
        "module": _module(site, module),
        "section": _section(site, page),
        "page": _page(site, page, module),
        "breadcrumb": _breadcrumb(page, module),
        "header": placeholders.put(_header(site, page, module)),
        "pages_menu": placeholders.put(_menu(site, page, module)),
        "body": placeholders.put(filled.html),
        "listed": [neighbor(one) for one in _listed(page)],
        "previous": neighbor(page.previous),
        "next": neighbor(page.next),
        "definitions": _definitions(site, page, terms),
        "issues": [_issue(found) for found in site.issues.get(page.path, [])],
        "head": safe(
            head(site.toolkit.settings, page, page.title, page.url, filled.hosts, site.search)
        ),
    }
    if page.role is Role.OVERVIEW:
        context |= overview(site, page, module)
    return placeholders.document(site.look.render("page.html", **context), root_from(page.url))


def fill(site: Site, page: Page) -> tuple[Filled, list[Term]]:
    """Returns the page's body, for its own page and the printed module, and its glossary terms."""
    glossary = site.glossary_of(page.module)
    body, terms = (
        (page.content.body, [])
        if page.role is Role.GLOSSARY
        else glossary.explain(page.content.body)
    )
    if page.role is Role.REFERENCES and page.module:
        body += references.listed(page.module.references, site.words)
    return PageWriter(site, page).filled(body, bool(terms)), terms


def _header(site: Site, page: Page, module: Module) -> bytes:
    """Returns the top of the page, which is the same on all pages of a section but the first."""
    current = page.section.first.url if page.section else page.url
    here = current == page.url
    return site.once(
        ("header", current, here), lambda: _write_header(site, page, module, current, here).encode()
    )


def _write_header(site: Site, page: Page, module: Module, current: str, here: bool) -> str:
    """Returns the header of the pages of one section.

    `here` is True for the section's first page, which its own entry leads to.
    """
    context = shared_context(site) | {
        "module": _module(site, module),
        "modules": modules_listed(site, module),
        "sections_menu": safe(
            _marked(
                site.sections_menu(module).encode(), ROOT + current, "page" if here else "true"
            ).decode()
        ),
        "current": _current(site, page),
        "workbook": safe(site.workbook(module)),
    }
    return site.look.render("header.html", **context)


def _menu(site: Site, page: Page, module: Module) -> bytes:
    """The left-hand menu as it stands on one page: the current entry is marked."""
    key = ("menu", module.slug, page.section.slug if page.section else "")
    menu = site.once(key, lambda: site.pages_menu(module, page.section).encode())
    return _marked(menu, ROOT + page.url)


def _marked(menu: bytes, current: str, as_what: str = "page") -> bytes:
    """`menu` with the entry that leads to `current` marked as the one where the reader is."""
    return menu.replace(
        f'<a href="{current}"'.encode(), f'<a aria-current="{as_what}" href="{current}"'.encode(), 1
    )


def _module(site: Site, module: Module) -> dict[str, Any]:
    return site.once(("module", module.slug), lambda: described(site, module))


def modules_listed(site: Site, module: Module) -> list[dict[str, Any]]:
    """Returns the other modules for the menu; only the home page if there are too many."""
    if len(site.toolkit.modules) > _MOST_MODULES:
        return [{"title": site.words["all_modules"], "url": safe(site.home), "current": False}]
    return [
        {"title": other.title, "url": safe(other.overview.url), "current": other is module}
        for other in site.toolkit.modules
    ]


def module_licence(site: Site, module: Module) -> str:
    """The name of a module's licence, and who it is to be credited to."""
    front = module.overview.content.front
    spdx = front.licence or site.toolkit.settings.licence
    by = ", ".join(front.credits) or site.toolkit.settings.publisher
    return (
        " ".join([name_and_url(spdx)["name"], *((site.words["by"], by) if by else ())])
        if spdx
        else ""
    )


def described(site: Site, module: Module) -> dict[str, Any]:
    """What templates ask of a module."""
    return {
        "slug": module.slug,
        "title": module.title,
        "licence": module_licence(site, module),
        "url": safe(module.overview.url),
        "minutes": module.minutes,
        "sections": len(module.sections),
        "worksheets": sum(len(page.content.worksheets) for page in module.pages()),
        "print_url": safe(f"{module.slug}/print/"),
        "record_url": safe(f"{module.slug}/record/"),
    }


def _section(site: Site, page: Page) -> dict[str, Any] | None:
    section = page.section
    return (
        site.once(("section", section.path), lambda: _described_section(section))
        if section
        else None
    )


def _described_section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "url": safe(section.first.url),
        "minutes": section.minutes,
        "outcomes": section.first.content.front.outcomes,
        "pages": len(section.pages),
    }


def _page(site: Site, page: Page, module: Module) -> dict[str, Any]:
    front = page.content.front
    module_front = module.overview.content.front
    spdx = front.licence or module_front.licence or site.toolkit.settings.licence
    return {
        "title": page.title,
        "role": str(page.role),
        "looked_up": page.role in LOOKED_UP,
        "url": safe(page.url),
        "minutes": page.minutes,
        "summary": front.summary,
        "plan": front.plan
        and bool(
            page.content.worksheets or any(box.kind == "answers" for box in page.content.boxes)
        ),
        "plan_title": front.plan_title,
        "worksheets": len(page.content.worksheets),
        "version": page.digest[:8],
        "was": " ".join(progress.earlier_addresses(page)),
        "licence": name_and_url(spdx) if spdx else None,
        "credits": front.credits,
        "based_on": [linked(text) for text in front.based_on],
    }


def linked(text: str) -> str:
    """`text` as HTML, in which addresses are links."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = escape(found[0])
        parts += [
            escape(text[end : found.start()], quote=False),
            f'<a href="{address}">{address}</a>',
        ]
        end = found.end()
    return safe("".join([*parts, escape(text[end:], quote=False)]))


def _breadcrumb(page: Page, module: Module) -> list[dict[str, Any]]:
    if page.role is Role.OVERVIEW:
        return []
    crumbs = [{"title": module.title, "url": safe(module.overview.url)}]
    if page.section and page is not page.section.first:
        crumbs.append(
            {
                "title": f"{page.section.number} {page.section.title}",
                "url": safe(page.section.first.url),
            }
        )
    return crumbs


def _current(site: Site, page: Page) -> dict[str, Any]:
    if page.section:
        return {"number": page.section.number, "title": page.section.title}
    return {
        "number": "",
        "title": site.words["overview"] if page.role is Role.OVERVIEW else page.title,
    }


def _listed(page: Page) -> list[Page]:
    """Returns the pages that a section's own page lists if it has no text.

    Without them it would be a dead end on a phone.
    """
    is_bare = (
        page.role is Role.SECTION and page.section is not None and not page.content.body.strip()
    )
    return page.section.pages[1:] if is_bare and page.section else []


def _definitions(site: Site, page: Page, terms: list[Term]) -> list[dict[str, Any]]:
    """The glossary's words on the terms of this page, each with a way to the glossary."""
    shown = []
    for term in terms:
        source = site.glossary_page(page, term.id)
        if source:
            html = BodyWriter(site, source).filled(term.definition).html.decode()
            link = (
                f'<a href="{ROOT}{quoted(source.url)}#{escape(term.id)}">{escape(source.title)}</a>'
            )
            shown.append(
                {
                    "id": term.id.removeprefix("term-"),
                    "term": safe(term.name),
                    "html": safe(f"<p>{html}</p>\n<p>{link}</p>"),
                }
            )
    return shown


def _issue(found: Any) -> dict[str, Any]:
    return {
        "severity": str(found.severity),
        "sentence": found.sentence,
        "mend": found.mend,
        "line": found.position.line or 1,
        "path": found.position.path,
    }
