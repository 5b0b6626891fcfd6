"""Titles, summaries, objectives and resources; keys in the wrong file; pages in no menu; old addresses."""

import re
from collections.abc import Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.claims import Claims, own_files
from carrel.model.content import Content
from carrel.model.settings import Settings
from carrel.model.slugs import is_address
from carrel.model.toolkit import LOOKED_UP, Module, Page, Role, Section, Toolkit

_UNREAD = frozenset(
    {
        "front-matter-missing",
        "front-matter-unclosed",
        "front-matter-too-long",
        "front-matter-syntax",
        "front-matter-shape",
    }
    | {"file-unreadable", "file-too-large"}
)
"""Codes of a page whose title nobody could read."""
_NOT_PAGES = re.compile(
    r"(README|LICEN[CS]E|CONTRIBUTING|CHANGELOG|AUTHORS|NOTICE|CODE_OF_CONDUCT)", re.I
)

_SECTIONS_ONLY = (frozenset({Role.SECTION}), "the index.md of a section")
_TIMED = (frozenset(Role) - {Role.HOME} - LOOKED_UP, "a page of a module")
PLACES = {
    "objective": _SECTIONS_ONLY,
    "outcomes": _SECTIONS_ONLY,
    "minutes": _TIMED,
    "plan": _TIMED,
    "plan_title": _TIMED,
    "was": (frozenset({Role.OVERVIEW}), "the index.md of a module"),
}
"""The keys that have a meaning on some pages only: the roles of those pages, and where to move the key."""

PAGE_NAMES = {
    Role.HOME: "the home page",
    Role.OVERVIEW: "the overview of a module",
    Role.SECTION: "the first page of a section",
    Role.PAGE: "a page of a section",
    Role.RESOURCES: "a page of resources",
    Role.CLOSING: "a closing page",
    Role.GLOSSARY: "a glossary",
    Role.REFERENCES: "the list of references",
    Role.GUIDE: "a guide",
}


def title(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Every page has a title."""
    if not content.front.title and not any(found.code in _UNREAD for found in content.issues):
        yield issue("title-missing", Position(path, content.front.line("title")))


def modules(toolkit: Toolkit) -> Iterator[Issue]:
    """A module has a summary; a section an objective, outcomes and resources; a page something to read."""
    for module in toolkit.modules:
        if not module.overview.content.front.summary:
            yield issue("summary-missing", Position(module.overview.path))
        for section in module.sections:
            yield from _section(section)
        yield from _empty_pages(module)


def _section(section: Section) -> Iterator[Issue]:
    front, place = section.first.content.front, Position(section.first.path)
    if not front.objective:
        yield issue("section-objective", place, title=section.title)
    if not front.outcomes:
        yield issue("section-outcomes", place, title=section.title)
    if section.pages[-1].role is not Role.RESOURCES:
        yield issue("section-resources", place, title=section.title)


def _empty_pages(module: Module) -> Iterator[Issue]:
    for section in module.sections:
        for page in section.pages[1:]:
            if _is_empty(page.content):
                yield issue("page-empty", Position(page.path))


def _is_empty(content: Content) -> bool:
    """Whether a page has nothing to read, see or do. (Its body may be absent: pages come out of the cache without it.)"""
    return not (
        content.words
        or content.images
        or content.fields
        or content.boxes
        or content.raw_tags
        or content.issues
    )


def front_matter(toolkit: Toolkit) -> Iterator[Issue]:
    """Keys stand where they have a meaning."""
    for page in toolkit.pages():
        lines = page.content.front.lines
        if len(lines) > 1:  # one key alone is the title
            yield from _misplaced_keys(page, lines)


def _misplaced_keys(page: Page, lines: dict[str, int]) -> Iterator[Issue]:
    for key, line in lines.items():
        if key in PLACES and page.role not in PLACES[key][0]:
            yield issue(
                "front-matter-place",
                Position(page.path, line),
                key=key,
                page=PAGE_NAMES[page.role],
                place=PLACES[key][1],
            )


def addresses(toolkit: Toolkit) -> Iterator[Issue]:
    """No two pages are published at one address, and none at an address that Carrel uses itself."""
    taken = _made(toolkit)
    for page in toolkit.pages():
        other = taken.setdefault(page.url, page.path)
        if other != page.path:
            yield issue("url-claimed", Position(page.path), other=other, url=page.url)


def _made(toolkit: Toolkit) -> dict[str, str]:
    """The addresses of what Carrel itself publishes, and what it is."""
    made = {
        "search/": "the search page",
        "assets/": "the files of the theme",
        "pagefind/": "the search index",
    }
    made["offline/"] = "the page that is shown without a connection"
    made["workbook/"] = "the learner’s workbook"
    for module in toolkit.modules:
        made[f"{module.slug}/print/"] = "the printed module"
        if module.example.sheets:
            made[f"{module.slug}/example/"] = "the worked example"
        made[f"{module.slug}/workbook/"] = "the learner’s workbook"
        made[f"{module.slug}/record/"] = "the record of completion"
    return made


def _files(toolkit: Toolkit) -> dict[str, str]:
    """Every file that is published besides those at old addresses, and what it is."""
    files = {f"{address}index.html": what for address, what in _made(toolkit).items()}
    files |= {f"{page.url}index.html": page.path for page in toolkit.pages()}
    return files | own_files(module.slug for module in toolkit.modules)


def unlisted(toolkit: Toolkit) -> Iterator[Issue]:
    """No page hides among the images. (The outline reports pages in other places.)"""
    for path in toolkit.files:
        if (
            path.endswith(".md")
            and "media" in path.split("/")[:2]
            and not _NOT_PAGES.match(path.rpartition("/")[2])
        ):
            yield issue("page-unlisted", Position(path))


def moved(toolkit: Toolkit) -> Iterator[Issue]:
    """An old address has the form of one, leads to one page, and is the address of nothing that is published today."""
    if not any(page.content.front.moved_from for page in toolkit.pages()):
        return
    claims = Claims(_files(toolkit))
    for page in toolkit.pages():
        place = Position(page.path, page.content.front.line("moved_from"))
        for address in page.content.front.moved_from:
            if not is_address(address):
                yield issue("moved-from-value", place, value=address)
                continue
            other = claims.claim(address, page.path)
            if other:
                yield issue(
                    "moved-from-taken",
                    place,
                    address=address,
                    other="this page itself" if other == page.path else other,
                )
