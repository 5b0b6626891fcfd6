"""What a page says of itself moves to its front matter: licence, time, summary."""

from __future__ import annotations

import re

from carrel.imports.course import Finding
from carrel.imports.html.page import Licence, PageImport
from carrel.imports.html.tree import Element, first_content, names, shows_something
from carrel.model.licences import licences_in

_LICENCE_CLASSES = names("made-by license licence")
_CC = "creativecommons.org/"
_DIGIT = re.compile(r"\d")
_SUMMARY_LENGTH = range(20, 321)  # characters


def move_licence(page: PageImport) -> None:
    """Takes the passages out that name a licence, and notes it for `licences.settle`."""
    for element in [one for one in page.tree.walk() if _LICENCE_CLASSES & set(one.classes)]:
        licence = _licence_of(element)
        if licence:
            _move_licence(page, element, licence)


def _licence_of(element: Element) -> str:
    """The licence that a link in an element leads to, as SPDX names it."""
    links = [link.get("href") for link in element.find("a")]
    named = (name for href in links if _CC in href.lower() for name in licences_in(href))
    return next(named, "")


def _move_licence(page: PageImport, element: Element, licence: str) -> None:
    text = element.plain()
    by = text.rpartition(" by ")[2].strip(" .") if " by " in text else ""
    page.site.licences.append(Licence(licence, by, page.source.path))
    page.add_passage(text, element, derived=not page.is_overview)
    if by and page.is_overview:
        page.page.front["credits"] = [by]
    page.report(
        Finding.CHANGED,
        element,
        f"“{text}” has become licence, credits and source in front matter and toolkit.toml.",
    )
    page.tree.remove(element)


def drop_time(page: PageImport) -> None:
    """Takes out how long a page takes, which Carrel computes."""
    for element in [one for one in page.tree.walk() if "time" in one.classes]:
        if _DIGIT.search(element.text()):
            page.derive(
                element,
                f"The time “{element.plain()}”: Carrel computes it from words, films and"
                " worksheets.",
            )
            page.tree.remove(element)


def move_summary(page: PageImport) -> None:
    """Makes the overview's summary: the paragraph with that class, or a short first one."""
    found = _summary(page) if page.is_overview else None
    if found is None:
        return
    page.page.front["summary"] = found.plain()
    page.add_passage(found.plain(), found)
    page.report(
        Finding.CHANGED,
        found,
        "The first words have become the summary in the front matter, which stands under the"
        " title.",
    )
    page.tree.remove(found)


def _summary(page: PageImport) -> Element | None:
    named = next((one for one in page.tree.walk() if "summary" in one.classes), None)
    found = named or _first_paragraph(page)
    if found is None or found.find("a", "img", "note", "sup", "br", "iframe"):
        return None
    if len(found.plain()) not in _SUMMARY_LENGTH:
        return None
    if found is not named and found.plain().endswith(":"):
        return None
    others = [one for one in page.tree.children if one is not found]
    return found if any(map(shows_something, others)) else None


def _first_paragraph(page: PageImport) -> Element | None:
    first = first_content(page.tree.children)
    return first if isinstance(first, Element) and first.name == "p" else None
