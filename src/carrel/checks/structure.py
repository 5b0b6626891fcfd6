"""Structure: titles, summaries, objectives, resources, front matter, addresses, unlisted pages."""

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
        "file-too-large",
        "file-unreadable",
        "front-matter-missing",
        "front-matter-shape",
        "front-matter-syntax",
        "front-matter-too-long",
        "front-matter-unclosed",
    }
)
"""Codes of pages whose title could not be read."""
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
"""Keys that have an effect only on some pages: the roles of these pages, and their name."""

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
    """Reports pages without a title."""
    codes = {found.code for found in content.issues}
    if not content.front.title and _UNREAD.isdisjoint(codes):
        yield issue("title-missing", Position(path, content.front.line("title")))


def modules(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports modules without a summary, incomplete sections, and empty pages."""
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
    """True if a page has nothing to read, see or do.

    Its body is not asked: pages come out of the cache without it.
    """
    parts = (content.images, content.fields, content.boxes, content.raw_tags, content.issues)
    return not content.words and not any(parts)


def front_matter(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports keys in the front matter of pages on which they have no effect."""
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
    """Reports pages with the address of another page, or of a page that Carrel makes."""
    taken = _made(toolkit)
    for page in toolkit.pages():
        other = taken.setdefault(page.url, page.path)
        if other != page.path:
            yield issue("url-claimed", Position(page.path), other=other, url=page.url)


def _made(toolkit: Toolkit) -> dict[str, str]:
    """Returns the addresses of the documents that Carrel makes, and what they are."""
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
    """Returns every published file except those at old addresses, and what it is."""
    files = {f"{address}index.html": what for address, what in _made(toolkit).items()}
    files |= {f"{page.url}index.html": page.path for page in toolkit.pages()}
    return files | own_files(module.slug for module in toolkit.modules)


def unlisted(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports pages in folders for images. (The outline reports pages in other wrong folders.)"""
    for path in toolkit.files:
        is_in_media = path.endswith(".md") and "media" in path.split("/")[:2]
        if is_in_media and not _NOT_PAGES.match(path.rpartition("/")[2]):
            yield issue("page-unlisted", Position(path))


def moved(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports old addresses that have a wrong form, or are taken."""
    pages = [page for page in toolkit.pages() if page.content.front.moved_from]
    if not pages:
        return
    claims = Claims(_files(toolkit))
    for page in pages:
        for address in page.content.front.moved_from:
            yield from _old_address(claims, page, address)


def _old_address(claims: Claims, page: Page, address: str) -> Iterator[Issue]:
    place = Position(page.path, page.content.front.line("moved_from"))
    if not is_address(address):
        yield issue("moved-from-value", place, value=address)
        return
    other = claims.claim(address, page.path)
    if other:
        shown = "this page itself" if other == page.path else other
        yield issue("moved-from-taken", place, address=address, other=shown)
