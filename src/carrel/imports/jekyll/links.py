"""Where the links of a Jekyll course lead: to its pages or files, elsewhere, or nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from carrel.imports.course import Page
from carrel.imports.html.page import Target
from carrel.imports.jekyll.folder import Value
from carrel.imports.jekyll.titles import Item

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SAFE = re.compile(r"(?:https?://|mailto:|tel:)", re.I)
_ENDING = re.compile(r"(?:/index)?\.(?:html?|md|markdown)$|/index$", re.I)


class Links:
    """Knows every address of the old site."""

    def __init__(
        self, items: Iterable[Item], paths: Iterable[str], settings: Mapping[str, Value]
    ) -> None:
        self.paths = set(paths)
        self.url = str(settings.get("url") or "").rstrip("/")
        self.base = str(settings.get("baseurl") or "").strip("/")
        self.pages: dict[str, Page] = {}
        self.bases: dict[str, str] = {}  # by source: the folder of its address
        for item in items:
            for address in [*item.addresses, f"/{item.text.path}"]:
                self.pages.setdefault(_key(address), item.page)
            first = (item.addresses or ["/"])[0]
            self.bases[item.text.path] = (
                first if first.endswith("/") else posixpath.dirname(first) + "/"
            )

    def find(self, source: str, href: str) -> Target:
        """What `href` on the page `source` leads to."""
        href = href.strip()
        if self.url and href.startswith(self.url):
            href = "/" + href[len(self.url) :].lstrip("/")
        elif _SCHEME.match(href) or href.startswith("//"):
            return Target(
                href=href if not href.startswith("//") else f"https:{href}",
                unsafe=not _SAFE.match(href) and href[:2] != "//",
            )
        address, _, fragment = href.partition("#")
        if not address:
            return Target(href="#", fragment=unquote(fragment))
        path = self._path(source, unquote(address.partition("?")[0]))
        page = self.pages.get(_key(path))
        file = path.lstrip("/")
        return Target(page, file if file in self.paths and not page else "", "", unquote(fragment))

    def _path(self, source: str, address: str) -> str:
        """The address from the top of the site. (Of many slashes in a row, a host makes one.)"""
        if not address.startswith("/"):
            address = self.bases.get(source, "/") + address
        path = posixpath.normpath("/" + re.sub(r"/{2,}", "/", address).lstrip("/"))
        if self.base and (path == f"/{self.base}" or path.startswith(f"/{self.base}/")):
            path = path[len(self.base) + 1 :] or "/"
        return path


def _key(address: str) -> str:
    """What all ways to write one address have in common."""
    return _ENDING.sub("", address.rstrip("/")).strip("/").lower()
