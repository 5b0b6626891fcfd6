"""Links of a page: to pages of the course, to places on them, to files and to other sites."""

from __future__ import annotations

import posixpath
import re

from carrel.imports.course import Finding, Found, Page
from carrel.imports.html.files import copied
from carrel.imports.html.page import PageImport, PlaceLink, Site, Target
from carrel.imports.html.tree import Element, Node
from carrel.model.slugs import slug

_SECTION = re.compile(r"section \d", re.I)


def converted_link(page: PageImport, element: Element) -> list[Node]:
    """Returns what becomes of a link: the link with its new address, or only its content."""
    href = element.get("href").strip()
    if not href:
        report_dead_link(page, element, "no address")
        return element.children
    target = page.find(href)
    if target.unsafe:
        page.refuse(element, href)
        return element.children
    if not element.plain() and not element.find("img"):
        page.report(
            Finding.FAULT,
            element,
            f"The link to {href} has no words, so nobody could follow it; it was left out.",
        )
        return element.children
    return _to(page, element, target, href)


def _to(page: PageImport, element: Element, target: Target, href: str) -> list[Node]:
    if target.page:
        return _to_page(page, element, target)
    if target.file:
        element.attributes["href"] = copied(page, target.file, element)
        return [element] if element.get("href") else element.children
    if target.href == "#":
        return _to_here(page, element, target.fragment)
    if target.href:
        element.attributes["href"] = target.href
        return [element]
    report_dead_link(page, element, href)
    return element.children


def report_dead_link(page: PageImport, element: Element, href: str) -> None:
    """Reports a link that leads nowhere; its page may be a copy from another module."""
    folder = posixpath.basename(posixpath.dirname(href.partition("#")[0].rstrip("/")))
    own = page.source.module or page.folder
    other = ""
    if folder not in ("", ".", "..", own) and _SECTION.match(element.plain()):
        other = f" It names the module “{folder}”, and this page belongs to “{own}”."
    page.report(
        Finding.FAULT,
        element,
        f"This link leads nowhere: {href} (“{element.plain()}”). Its words are kept.{other}",
    )


def _to_page(page: PageImport, element: Element, target: Target) -> list[Node]:
    assert target.page
    element.attributes["href"] = page.path_to(target.page.path)
    if target.fragment:
        _wait(page, target.page, element, target.fragment)
    return [element]


def _to_here(page: PageImport, element: Element, fragment: str) -> list[Node]:
    if not fragment:
        page.report(
            Finding.FAULT,
            element,
            f"The link “{element.plain()}” leads to nothing (#). Its words are kept.",
        )
        return element.children
    element.attributes["href"] = ""
    _wait(page, page.page, element, fragment)
    return [element]


def _wait(page: PageImport, to: Page, element: Element, fragment: str) -> None:
    path, line = page.place(element)
    page.site.place_links.append(PlaceLink(to, element, fragment, path, line))


def resolve_places(site: Site) -> None:
    """Settles the links to places on pages, now that the anchors of all pages are known."""
    for link in site.place_links:
        known = site.anchors.get(link.page.path, set())
        anchor = next((one for one in (link.fragment, slug(link.fragment)) if one in known), "")
        if anchor:
            link.element.attributes["href"] += f"#{anchor}"
        else:
            _without_place(site, link)


def _without_place(site: Site, link: PlaceLink) -> None:
    """A link to a place that is not there leads to its page; on the same page, it is no link."""
    element = link.element
    if element.get("href"):
        said = f"“{link.page.title}” has no place #{link.fragment}; the link leads to the page."
    else:
        said = (
            f"This page has no place #{link.fragment}; the words “{element.plain()}” are kept"
            " without a link."
        )
        element.name, element.attributes = "span", {}
    site.course.found.append(Found(link.path, link.line, Finding.FAULT, said))
