"""Takes out of a page what may not come in: what would run, controls of forms, and layout."""

from __future__ import annotations

import re

from carrel.imports.course import Finding
from carrel.imports.html.page import PageImport
from carrel.imports.html.tree import Element, Node, names
from carrel.model.slugs import slug

_ID = re.compile(r"[\w:.-]+")
_NOT_SHOWN = names("script style noscript template link meta title object embed applet base")
_RUNS = names("script object embed applet")
_CONTROLS = names("input button select textarea form")
_FRAMES = names("iframe video audio")
_LAYOUT = names("target style align width height rel frameborder valign bgcolor border")


def clean(page: PageImport) -> None:
    """Cleans the whole page."""
    _clean(page, page.tree)


def _clean(page: PageImport, parent: Element) -> None:
    parent.convert(lambda child: _cleaned(page, child))


def _cleaned(page: PageImport, element: Element) -> list[Node]:
    if element.name in _NOT_SHOWN:
        _refuse(page, element)
        return []
    if element.name in _CONTROLS:
        _clean(page, element)
        page.site.course.count(f"<{element.name}> taken away; its words are kept")
        return element.children
    for name in list(element.attributes):
        _clean_attribute(page, element, name)
    if element.name in _FRAMES and element.plain():
        _drop_fallback(page, element)
    _clean(page, element)
    return [element]


def _refuse(page: PageImport, element: Element) -> None:
    if element.name in _RUNS:
        page.refuse(element, f"<{element.name}>")
    page.report(
        Finding.DROPPED, element, f"A <{element.name}>, which has no place on a page of Carrel."
    )


def _drop_fallback(page: PageImport, frame: Element) -> None:
    """Drops what old browsers would show instead of a frame."""
    page.report(
        Finding.DROPPED,
        frame,
        f"What stands inside of <{frame.name}>, and no browser shows: “{frame.plain()[:80]}”.",
    )
    frame.children = [one for one in frame.elements() if one.name == "source"]


def _clean_attribute(page: PageImport, element: Element, name: str) -> None:
    if name == "id" and not _ID.fullmatch(element.get("id")):
        element.attributes["id"] = slug(element.get("id"))
    elif name.startswith("on"):
        page.refuse(element, f"{name}=")
        del element.attributes[name]
    elif name in _LAYOUT:
        page.site.course.count(f"{name} attributes taken away")
        del element.attributes[name]
