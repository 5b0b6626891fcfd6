"""What an importer yields: a `Course`, which `write` turns into a toolkit's files and `report`
holds against its source.

An importer makes the outline first, without any text; `place` then says where each page and file
will lie, so that links can be written; last come the texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import msgspec

from carrel.issues import Issue
from carrel.model.settings import BoxKind
from carrel.model.slugs import LONGEST, short_slug, unique

THINGS = (
    "headings",
    "links",
    "images",
    "tables",
    "boxes",
    "videos",
    "footnotes",
    "worksheets",
    "outcomes",
)
"""What is counted on each page besides its words, in the source and in what became of it."""

FrontValue = str | list[str]


class ImportOptions(msgspec.Struct, frozen=True):
    """What an import is asked for.

    `map` is a file with kinds of boxes by names of the source (see `mapping`).
    """

    map: Path | None = None


class Finding(StrEnum):
    """What became of something in the source that is not simply there again."""

    FAULT = "fault"  # the source itself is wrong
    CHANGED = "changed"  # it is there in another form
    DERIVED = "derived"  # Carrel writes it by itself
    DROPPED = "dropped"
    UNKNOWN = "not understood"


class Found(msgspec.Struct, frozen=True, order=True):
    """One entry of the report: where in the source, what kind, and one plain sentence."""

    path: str
    line: int
    finding: Finding
    sentence: str


class Passage(msgspec.Struct):
    """A part of a source page whose words stay in their order.

    A derived one need not be on the page, as Carrel writes it by itself.
    """

    words: list[str]
    derived: bool = False
    line: int = 0


class Seen(msgspec.Struct):
    """The content of a source page: its words, in one passage or, where a part of it moves
    elsewhere, in several; and how many of each of `THINGS`.
    """

    passages: list[Passage] = []
    counts: dict[str, int] = {}


class Page(msgspec.Struct, eq=False):
    """A page as it will be.

    `source` is the file that it comes from; `name` the words of its file name; `path` is filled in
    by `place`.
    """

    title: str
    source: str
    name: str = ""
    body: str = ""
    front: dict[str, FrontValue] = {}
    seen: Seen = msgspec.field(default_factory=Seen)
    path: str = ""


class Section(msgspec.Struct, eq=False):
    """A section: its first page, the pages after it, and its resources."""

    first: Page
    pages: list[Page] = []
    resources: Page | None = None

    def all_pages(self) -> Iterator[Page]:
        """Yields its pages in order."""
        yield self.first
        yield from self.pages
        if self.resources:
            yield self.resources


class Module(msgspec.Struct, eq=False):
    """A module: its overview, its sections, and the pages that may follow them."""

    overview: Page
    sections: list[Section] = []
    closing: Page | None = None
    glossary: Page | None = None

    def pages(self) -> Iterator[Page]:
        """Every page of the module, in order."""
        yield self.overview
        for section in self.sections:
            yield from section.all_pages()
        yield from (page for page in (self.closing, self.glossary) if page)


class Asset(msgspec.Struct, eq=False):
    """A file of the toolkit besides its pages: `mentoring/media/map.png`, and its bytes."""

    path: str
    data: bytes


class Course(msgspec.Struct, eq=False):
    """A whole course.

    `issues` are what its author has to know before anything else: an error among them, and nothing
    is written. `tally` counts frequent small changes that get one line of the report each:
    {"target attributes taken away": 74}. `unit` is what the line of a finding counts.
    """

    title: str = ""
    language: str = "en"
    licence: str = ""
    publisher: str = ""
    description: str = ""
    base_url: str = ""
    home: Page | None = None
    modules: list[Module] = []
    kinds: list[BoxKind] = []
    assets: list[Asset] = []
    found: list[Found] = []
    issues: list[Issue] = []
    tally: dict[str, int] = {}
    unit: str = "line"

    def pages(self) -> Iterator[Page]:
        """Every page, in order."""
        if self.home:
            yield self.home
        for module in self.modules:
            yield from module.pages()

    def count(self, what: str, number: int = 1) -> None:
        """Adds to the tally."""
        self.tally[what] = self.tally.get(what, 0) + number


def place(course: Course) -> None:
    """Fills in every page's path: numbered folders and files, each name once."""
    if course.home:
        course.home.path = "index.md"
    taken = {"media", "theme", "node-modules", "index", "glossary"}
    for module in course.modules:
        folder = unique(_name(module.overview, "module"), taken)
        _place_module(module, folder)


def _place_module(module: Module, folder: str) -> None:
    module.overview.path = f"{folder}/index.md"
    taken: set[str] = {"media", "closing", "glossary"}
    for number, section in enumerate(module.sections, 1):
        _place_section(
            section, f"{folder}/{number}-{unique(_name(section.first, 'section'), taken)}"
        )
    for page, name in ((module.closing, "closing.md"), (module.glossary, "glossary.md")):
        if page:
            page.path = f"{folder}/{name}"


def _place_section(section: Section, folder: str) -> None:
    section.first.path = f"{folder}/index.md"
    taken: set[str] = {"resources", "index"}
    for number, page in enumerate(section.pages, 1):
        page.path = f"{folder}/{number}-{unique(_name(page, 'page'), taken)}.md"
    if section.resources:
        section.resources.path = f"{folder}/resources.md"


def _name(page: Page, otherwise: str) -> str:
    """Returns the name of a page's file: lower-case letters, digits and hyphens."""
    return short_slug(page.name or page.title, LONGEST) or otherwise
