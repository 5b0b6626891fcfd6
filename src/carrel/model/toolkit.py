"""A toolkit, its modules, their sections, and their pages."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from carrel.model.content import Content
from carrel.model.example import Example
from carrel.model.lock import Lock
from carrel.model.references import References
from carrel.model.settings import Settings
from carrel.model.worksheet import Worksheet


class Role(StrEnum):
    """What a page is for its module."""

    HOME = "home"
    OVERVIEW = "overview"
    SECTION = "section"  # a section's first page
    PAGE = "page"
    RESOURCES = "resources"
    CLOSING = "closing"
    GLOSSARY = "glossary"
    REFERENCES = "references"
    GUIDE = "guide"  # for those who lead a group through the module


LOOKED_UP = frozenset({Role.GLOSSARY, Role.REFERENCES, Role.GUIDE})
"""Pages for looking something up. They take no time and are not part of completing a module."""


class Page:
    """A page of the toolkit: its source, its address, its content, and its neighbors."""

    def __init__(self, path: str, role: Role, slug: str, content: Content) -> None:
        self.path = path
        self.role = role
        self.slug = slug
        self.content = content
        self.digest = ""  # of its source
        self.url = ""  # from the site's root, without a slash in front: "mentoring/introduction/"
        self.minutes = 0
        self.seconds: dict[str, int] = {}  # what the minutes are made of
        self.module: Module | None = None
        self.section: Section | None = None
        self.previous: Page | None = None
        self.next: Page | None = None

    @property
    def title(self) -> str:
        """The title from the front matter."""
        return self.content.front.title

    @property
    def required(self) -> bool:
        """True if it counts towards completing the module."""
        return self.role is not Role.RESOURCES and self.role not in LOOKED_UP

    @property
    def exercises(self) -> list[Worksheet]:
        """Its worksheets that are in the workbook: those with an id and more than self-checks."""
        fields = self.content.fields
        return [
            sheet
            for sheet in self.content.worksheets
            if sheet.id and not all(fields[number].self_check for number in sheet.fields)
        ]


class Section:
    """A numbered part of a module, from its `index.md` to its resources."""

    def __init__(self, path: str, slug: str, pages: list[Page]) -> None:
        self.path = path
        self.slug = slug
        self.pages = pages
        self.number = 0

    @property
    def first(self) -> Page:
        """The section's own page, which carries its objective and outcomes."""
        return self.pages[0]

    @property
    def title(self) -> str:
        """The title of its first page."""
        return self.first.title

    @property
    def minutes(self) -> int:
        """The sum of its pages."""
        return sum(page.minutes for page in self.pages)


class Module:
    """One course: an overview, sections, and the pages that follow them.

    `references` are what its footnotes can name, and `reference_list` is the page that lists them.
    `example` is what one learner might have written, and `guide` the page for those who lead a
    group.
    """

    def __init__(
        self,
        path: str,
        slug: str,
        overview: Page,
        sections: list[Section],
        closing: Page | None,
        glossary: Page | None,
        reference_list: Page | None = None,
        references: References = References(),
        example: Example = Example(),
        guide: Page | None = None,
    ) -> None:
        self.path = path
        self.slug = slug
        self.overview = overview
        self.sections = sections
        self.closing = closing
        self.glossary = glossary
        self.reference_list = reference_list
        self.references = references
        self.example = example
        self.guide = guide

    @property
    def title(self) -> str:
        """The title of its overview."""
        return self.overview.title

    @property
    def minutes(self) -> int:
        """The sum of its pages in reading order."""
        return sum(page.minutes for page in self.reading_order())

    def reading_order(self) -> Iterator[Page]:
        """Yields the pages that learners work through, in order."""
        yield self.overview
        for section in self.sections:
            yield from section.pages
        if self.closing:
            yield self.closing

    def pages(self) -> Iterator[Page]:
        """Yields every page of the module."""
        yield from self.reading_order()
        yield from (page for page in (self.glossary, self.reference_list, self.guide) if page)

    def parts(self) -> dict[str, list[Page]]:
        """Returns what a group can meet about: pages by the name of their section or role."""
        around = {"overview": self.overview, "closing": self.closing}
        return {name: [page] for name, page in around.items() if page} | {
            section.slug: section.pages for section in self.sections
        }

    def after_sections(self) -> list[Page]:
        """Returns the closing page, the glossary, and the references, if there are any."""
        return [page for page in (self.closing, self.glossary, self.reference_list) if page]


class Toolkit:
    """A set of modules published together. `files` are the paths of all files but the pages."""

    def __init__(
        self,
        settings: Settings,
        modules: list[Module],
        home: Page | None,
        glossary: Page | None,
        files: frozenset[str],
    ) -> None:
        self.settings = settings
        self.modules = modules
        self.home = home
        self.glossary = glossary
        self.files = files
        self.lock = Lock()
        self.by_path = {page.path: page for page in self.pages()}

    def pages(self) -> Iterator[Page]:
        """Yields every page of the toolkit."""
        if self.home:
            yield self.home
        if self.glossary:
            yield self.glossary
        for module in self.modules:
            yield from module.pages()
