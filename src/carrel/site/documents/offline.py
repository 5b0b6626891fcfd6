"""The files for offline use: the service worker, its page, and each module's `offline.json`.

The worker shows its page instead of one that is not on the device. `offline.json` lists what a
learner downloads with a module.
"""

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
from carrel.site.documents.placeholders import Placeholders
from carrel.site.look.theme import WORKER
from carrel.site.output import Output
from carrel.site.site import Site

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
)  # as in cache-headers.js

Entry = tuple[str, str, int]  # address, version, size


class Made(Protocol):
    """A file of the site: the key with which it was made, and its size in bytes."""

    key: str
    size: int


class Listing(msgspec.Struct):
    """The content of a module's `offline.json`.

    Addresses start from the site's root; `count` is the number of the module's own pages.
    """

    title: str
    count: int
    pages: list[Entry] = []
    files: list[Entry] = []
    films: list[Entry] = []
    format: int = 1


def outputs(site: Site) -> list[Output]:
    """Returns the service worker, and the page that it shows if it has no other."""
    return [
        Output(file_of(PAGE), site.key, partial(write_page, site)),
        Output(WORKER, site.key, partial(write_worker, site)),
    ]


def write_page(site: Site) -> bytes:
    """Returns the page that is shown offline instead of one that is not on the device."""
    said = head(site.toolkit.settings, None, site.words["offline"], PAGE, set(), site.search)
    context = shared_context(site) | {
        "head": safe(said + '\n<meta name="robots" content="noindex">')
    }
    return Placeholders().document(site.look.render("offline.html", **context), root_from(PAGE))


def write_worker(site: Site) -> bytes:
    """Returns the service worker, `sw.js`, at the site's root: it may serve only pages below it."""
    return site.look.worker(PAGE, write_page(site))


def listings(site: Site, outputs: Iterable[Output], made: Mapping[str, Made]) -> list[Output]:
    """Returns each module's `offline.json`: the outputs that are downloaded with it.

    It is made after all other files, as it contains their sizes.
    """
    if site.preview:
        return []
    paths: dict[str, list[str]] = {slug: [] for slug in site.slugs}
    for output in outputs:
        for slug in output.offline:
            paths[slug].append(output.path)
    return [_listing(module, paths[module.slug], made) for module in site.toolkit.modules]


def _listing(module: Module, paths: Iterable[str], made: Mapping[str, Made]) -> Output:
    listing = Listing(module.title, sum(1 for _ in module.pages()))
    for path in sorted(paths):
        entry = (path.removesuffix(_INDEX), made[path].key[:8], made[path].size)
        _group(listing, path).append(entry)
    data = msgspec.json.encode(listing)
    return Output(f"{module.slug}/offline.json", digest(data), lambda: data)


def _group(listing: Listing, path: str) -> list[Entry]:
    """Returns the list of `listing` in which the file belongs."""
    if path.endswith(_INDEX):
        return listing.pages
    return listing.films if path.lower().endswith(_FILMS) else listing.files
