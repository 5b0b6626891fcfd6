"""What the site needs for times without a connection: the service worker, the page that it shows instead of one that it has not kept,
and for each module a list of all that a learner may want to keep of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Protocol

import msgspec
from minijinja import safe

from carrel.digests import digest
from carrel.model.toolkit import Module
from carrel.site.addresses import file_of, root_from
from carrel.site.documents.head import head
from carrel.site.documents.pages import shared_context
from carrel.site.documents.parts import Parts
from carrel.site.look.theme import WORKER
from carrel.site.site import Output, Site, output_path

PAGE = "offline/"
_INDEX = "index.html"
_FILMS = (
    ".mp4",
    ".m4v",
    ".webm",
    ".ogv",
    ".mov",
    ".mp3",
    ".m4a",
    ".ogg",
    ".oga",
    ".opus",
    ".wav",
)  # as in offline-notes.js

Entry = tuple[str, str, int]  # address, version, size


class Made(Protocol):
    """A file of the site as it was made: the digest of all that it is made of, and its size."""

    key: str
    size: int


class Listing(msgspec.Struct):
    """What `offline.json` says of a module. Addresses are from the site's root; `count` are the pages that a learner would count."""

    title: str
    count: int
    pages: list[Entry] = []
    files: list[Entry] = []
    films: list[Entry] = []
    format: int = 1


def outputs(site: Site) -> list[Output]:
    """The worker, and the page that it shows where it has no other."""
    return [
        Output(file_of(PAGE), site.key, partial(write_page, site)),
        Output(WORKER, site.key, partial(write_worker, site)),
    ]


def write_page(site: Site) -> bytes:
    """The page that is shown without a connection, in place of one that was not kept."""
    said = head(site.toolkit.settings, None, site.words["offline"], PAGE, set(), site.search)
    context = shared_context(site) | {
        "head": safe(said + '\n<meta name="robots" content="noindex">')
    }
    return Parts().document(site.look.render("offline.html", **context), root_from(PAGE))


def write_worker(site: Site) -> bytes:
    """The service worker, `sw.js`. It stands at the site's root, since it may keep only what is beside or below it."""
    return site.look.worker(PAGE, write_page(site))


def listings(site: Site, made: Mapping[str, Made]) -> list[Output]:
    """For each module the list of its files, out of all files that were made."""
    if site.preview:
        return []
    inside: dict[str, list[str]] = {}
    for path in made:
        inside.setdefault(path.partition("/")[0], []).append(path)
    return [
        _listing(module, {*inside[module.slug], *inside["assets"], *_beside(site, module)}, made)
        for module in site.toolkit.modules
    ]


def _beside(site: Site, module: Module) -> Iterable[str]:
    """The files outside a module's folder that its pages show or lead to."""
    toolkit = site.toolkit
    common = [page for page in (toolkit.home, toolkit.glossary) if page]
    yield from (medium.url for page in (*module.pages(), *common) for medium in site.media_of(page))
    yield from (output_path(page) for page in common)
    yield from (
        site.media_url(toolkit.settings.theme.logo),
        _INDEX,
        file_of("search/"),
        file_of(site.workbook()),
    )


def _listing(module: Module, paths: Iterable[str], made: Mapping[str, Made]) -> Output:
    listing = Listing(module.title, sum(1 for _ in module.pages()))
    name = f"{module.slug}/offline.json"
    for path in sorted(paths):
        if one := made.get(path):
            page = path.endswith(_INDEX)
            kind = (
                listing.pages
                if page
                else listing.films
                if path.lower().endswith(_FILMS)
                else listing.files
            )
            kind.append((path.removesuffix(_INDEX), one.key[:8], one.size))
    data = msgspec.json.encode(listing)
    return Output(name, digest(data), lambda: data)
