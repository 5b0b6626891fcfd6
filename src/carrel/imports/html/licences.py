"""The licence of a whole course, from what its pages and its file LICENSE say."""

from __future__ import annotations

import re
from collections import Counter

from carrel.imports.course import Course, Finding, Found, Module
from carrel.imports.html.page import Site

_BEGINNINGS = (
    ("mit license", "MIT"),
    ("mozilla public license", "MPL-2.0"),
    ("apache license", "Apache-2.0"),
    ("attribution-sharealike 4.0", "CC-BY-SA-4.0"),
    ("attribution-noncommercial-sharealike 4.0", "CC-BY-NC-SA-4.0"),
    ("attribution 4.0 international", "CC-BY-4.0"),
    ("cc0 1.0 universal", "CC0-1.0"),
)
_SHOWN = re.compile(r"^CC-(.*)-(\d\.\d)$")


def settle(site: Site, url: str, text: str) -> None:
    """Sets the course's licence, and the work on which each module is based.

    It is the licence that most pages name; where none does, that of the file LICENSE, whose
    content is `text`. `url` is the address of the source.
    """
    named = _licence_of_file(text)
    if site.licences:
        _from_pages(site)
        _compare_with_file(site.course, named)
    elif named:
        site.course.licence = named
        _report_file(
            site.course,
            f"No page names a licence, so that of the file LICENSE was taken: {named}."
            " Is it meant for the text, too?",
        )
    for module in site.course.modules:
        module.overview.front["based_on"] = [_based_on(site.course, module, url)]


def _licence_of_file(text: str) -> str:
    start = text[:2_000].lower()
    return next((name for words, name in _BEGINNINGS if words in start), "")


def _from_pages(site: Site) -> None:
    course = site.course
    counted = Counter(one.name for one in site.licences)
    course.licence, *others = sorted(counted, key=lambda name: (-counted[name], name))
    by = next((one.by for one in site.licences if one.by), "")
    course.publisher = course.publisher or by
    for other in others:
        where = next(one.path for one in site.licences if one.name == other)
        said = f"This page names the licence {other}, where most name {course.licence}."
        course.found.append(Found(where, 0, Finding.FAULT, said))


def _compare_with_file(course: Course, named: str) -> None:
    if named and named != course.licence:
        _report_file(
            course,
            f"The file LICENSE is the {named} licence, and the pages say {course.licence}."
            " The pages were believed.",
        )


def _report_file(course: Course, sentence: str) -> None:
    course.found.append(Found("LICENSE", 1, Finding.FAULT, sentence))


def _based_on(course: Course, module: Module, url: str) -> str:
    by = f" by {course.publisher}" if course.publisher else ""
    named = _SHOWN.sub(r"CC \1 \2", course.licence)
    licence = f" ({named})" if named else ""
    where = f", {url}" if url.startswith("http") else ""
    return f"{module.overview.title}{by}{licence}{where}"
