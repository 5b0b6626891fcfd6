"""A page while it is converted, and what the pages of a course have in common."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import Protocol

import msgspec

from carrel.codes import issue
from carrel.imports.course import Course, Finding, Found, Module, Page, Passage, Section, Seen
from carrel.imports.html.boxes import Kinds
from carrel.imports.html.tree import Element
from carrel.imports.html.worksheets import Sheets
from carrel.imports.words import words_of
from carrel.issues import Position


class Target(msgspec.Struct):
    """What a link leads to: a page, a file of the course, or another site (`href`).

    All are empty for a link that leads nowhere. `href` is "#" for a place on the same page.
    `unsafe` is true for an address that would run something.
    """

    page: Page | None = None
    file: str = ""
    href: str = ""
    fragment: str = ""
    unsafe: bool = False


class Files(Protocol):
    """Reads the files of a source."""

    def data(self, path: str, /) -> bytes | None:
        """Returns the content of a file, None where it cannot be read."""


class Links(Protocol):
    """Knows every address of a source."""

    def find(self, source: str, href: str, /) -> Target:
        """Returns what `href` on the page `source` leads to."""


class Licence(msgspec.Struct, frozen=True):
    """A licence that a page names, by whom the page says it is, and the page's path."""

    name: str
    by: str
    path: str


class PlaceLink(msgspec.Struct, eq=False):
    """A link to a place on a page, which is checked when all pages are converted."""

    page: Page
    element: Element
    fragment: str
    path: str
    line: int


class Site(msgspec.Struct, eq=False):
    """What the pages of a course have in common while they are converted.

    `sections` says where each page is, by its path; `sheets` has the worksheets by module;
    `assets` the paths of files that were copied, by module and file; `anchors` the ids of each
    page.
    """

    course: Course
    files: Files
    links: Links
    kinds: Kinds
    sections: dict[str, tuple[Module, Section | None]] = {}
    sheets: dict[str, Sheets] = {}
    assets: dict[tuple[str, str], str] = {}
    licences: list[Licence] = []
    anchors: dict[str, set[str]] = {}
    place_links: list[PlaceLink] = []


class Source(msgspec.Struct):
    """Where a page comes from: its path, the module that it names, and the place of each line.

    `place` returns the file (empty for the page itself) and the line of a line of the HTML.
    """

    path: str
    place: Callable[[int], tuple[str, int]]
    module: str = ""


class PageImport:
    """A page while it is converted: `tree` is changed step by step."""

    def __init__(self, site: Site, source: Source, page: Page, tree: Element) -> None:
        self.site, self.source, self.page, self.tree = site, source, page, tree
        self.module, self.section = site.sections[page.path]
        self.seen = Seen()

    @property
    def folder(self) -> str:
        """The folder of the page's module."""
        return self.module.overview.path.rpartition("/")[0]

    @property
    def is_overview(self) -> bool:
        """True for the overview of a module."""
        return self.page is self.module.overview

    def report(self, finding: Finding, element: Element, sentence: str) -> None:
        """Adds a finding about an element."""
        self.site.course.found.append(Found(*self.place(element), finding, sentence))

    def refuse(self, element: Element, what: str) -> None:
        """Adds an issue about something that would run."""
        place = Position(*self.place(element))
        self.site.course.issues.append(issue("import-script", place, what=what))

    def place(self, element: Element) -> tuple[str, int]:
        """Returns the file and the line of the source from which an element comes."""
        path, line = self.source.place(element.line)
        return path or self.source.path, line

    def find(self, href: str) -> Target:
        """Returns what an address on this page leads to."""
        return self.site.links.find(self.source.path, href)

    def path_to(self, path: str) -> str:
        """Returns the relative path from this page to another file of the toolkit."""
        return posixpath.relpath(path, posixpath.dirname(self.page.path) or ".")

    def add_passage(self, text: str, element: Element, derived: bool = False) -> None:
        """Counts words that the source has apart from the page's text."""
        self.seen.passages.append(Passage(words_of(text), derived, element.line))

    def derive(self, element: Element, sentence: str) -> None:
        """Counts and reports words for which Carrel has its own."""
        self.add_passage(element.text(), element, derived=True)
        self.report(Finding.DERIVED, element, sentence)
