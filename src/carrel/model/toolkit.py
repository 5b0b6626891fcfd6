"""A toolkit, its modules and their sections, and what `toolkit.toml` says."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from carrel.model.example import Example
from carrel.model.lock import Lock
from carrel.model.page import Page
from carrel.model.references import References


class BoxKind(msgspec.Struct, frozen=True):
    """A kind of box. A built-in kind takes its label from the messages of the toolkit's language."""

    name: str
    icon: str
    label: str = ""
    about: str = ""  # what the overview says of it
    fields: bool = False
    colour: str = ""
    colour_dark: str = ""


BUILT_IN_KINDS = {
    kind.name: kind
    for kind in (
        BoxKind("case-study", "quote"),
        BoxKind("explanatory", "book"),
        BoxKind("tip", "bulb"),
        BoxKind("reflection", "pencil", fields=True),
        BoxKind("quote", "quote"),
        BoxKind("video", "play"),
        BoxKind("quiz", "question", fields=True),
        BoxKind("answers", "return"),
        BoxKind("meeting", "people"),
        BoxKind("discussion", "question"),
    )
}

ICONS = (
    "note",
    "book",
    "play",
    "bulb",
    "pencil",
    "quote",
    "question",
    "return",
    "calendar",
    "check",
    "star",
    "people",
    "shield",
    "map",
    "clock",
    "target",
)
"""The icons that a kind may name; each is a symbol in the site's templates."""


class Theme(msgspec.Struct, frozen=True):
    """Colours and logo from `[theme]`; an empty value is Carrel's own."""

    accent: str = ""
    accent_dark: str = ""
    logo: str = ""
    logo_alt: str = ""


class Settings(msgspec.Struct, frozen=True):
    """What `toolkit.toml` says, with defaults filled in; `lines` says on which line each key stands ("theme.accent")."""

    title: str = ""
    language: str = "en"
    licence: str = ""
    publisher: str = ""
    version: str = ""
    description: str = ""
    base_url: str = ""
    exclude: tuple[str, ...] = ()
    theme: Theme = Theme()
    own_kinds: dict[str, BoxKind] = {}
    lines: dict[str, int] = {}

    @property
    def kinds(self) -> dict[str, BoxKind]:
        """Every box kind by name, built-in ones first."""
        return {**BUILT_IN_KINDS, **self.own_kinds}

    def line(self, key: str) -> int:
        """The line of `key`, or 1 where it is missing."""
        return self.lines.get(key, 1)


class Section:
    """A numbered part of a module. Its first page is its `index.md`, its last one its resources."""

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
    """One course: an overview, sections, and the pages that follow them. `references` is what its footnotes may name,
    `reference_list` the page that lists them, `example` what one learner might have written, `guide` the page for whoever leads a group."""

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
        """The sum of the pages that a learner works through (not those in which one looks things up)."""
        return sum(page.minutes for page in self.reading_order())

    def reading_order(self) -> Iterator[Page]:
        """The pages in the order of previous and next: the overview, the sections, the closing page."""
        yield self.overview
        for section in self.sections:
            yield from section.pages
        if self.closing:
            yield self.closing

    def pages(self) -> Iterator[Page]:
        """Every page of the module."""
        yield from self.reading_order()
        yield from (page for page in (self.glossary, self.reference_list, self.guide) if page)

    def parts(self) -> dict[str, list[Page]]:
        """What a meeting of a group may be about, by the names that its box uses: the sections, and the pages around them."""
        around = {"overview": self.overview, "closing": self.closing}
        return {name: [page] for name, page in around.items() if page} | {
            section.slug: section.pages for section in self.sections
        }

    def after_sections(self) -> list[Page]:
        """The closing page, the glossary and the references, as far as they are there."""
        return [page for page in (self.closing, self.glossary, self.reference_list) if page]


class Toolkit:
    """A set of modules published together. `files` holds every other file's path, as a link may name it."""

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
        self.lock = Lock()  # what fields.lock records
        self.by_path = {page.path: page for page in self.pages()}

    def pages(self) -> Iterator[Page]:
        """Every page of the toolkit."""
        if self.home:
            yield self.home
        if self.glossary:
            yield self.glossary
        for module in self.modules:
            yield from module.pages()
