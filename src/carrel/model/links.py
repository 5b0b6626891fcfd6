"""Where a link leads: another page, a file of the toolkit, an id on the same page, another host, or nowhere."""

from __future__ import annotations

import posixpath
import re
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote

import msgspec

from carrel.model.page import Page
from carrel.model.toolkit import Toolkit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class TargetKind(StrEnum):
    """What a link leads to."""

    PAGE = "page"
    FILE = "file"
    HERE = "here"
    EXTERNAL = "external"
    MISSING = "missing"
    EMPTY = "empty"
    OUTSIDE = "outside"


class Target(msgspec.Struct):
    """A link's target. `path` is a source path from the toolkit's folder; `fragment` has no `#`."""

    kind: TargetKind
    path: str = ""
    fragment: str = ""


def is_external(href: str) -> bool:
    """Whether `href` names a scheme (https:, mailto:) or another host (//example.org)."""
    return href.startswith("//") or bool(_SCHEME.match(href))


def resolve(toolkit: Toolkit, page: Page, href: str) -> Target:
    """Where `href`, as written on `page`, leads. Names are compared letter by letter, capitals too."""
    href = href.strip()
    if href.startswith("#"):
        return Target(TargetKind.HERE, page.path, unquote(href[1:]))
    key = (page.path.rpartition("/")[0], href)
    target = toolkit.targets.get(key)
    if target is None:
        target = toolkit.targets[key] = _resolve(toolkit, page, href)
    return target


def _resolve(toolkit: Toolkit, page: Page, href: str) -> Target:
    if not href:
        return Target(TargetKind.EMPTY)
    if is_external(href):
        return Target(TargetKind.EXTERNAL, href)
    address, _, fragment = href.partition("#")
    address = address.partition("?")[0]
    path = join(page.path, unquote(address))
    if path is None:
        return Target(TargetKind.OUTSIDE, address)
    return Target(_kind_of(toolkit, path), _page_path(toolkit, path) or path, unquote(fragment))


def join(base: str, address: str) -> str | None:
    """The source path that `address` means on the page at `base`; None where it climbs out of the toolkit."""
    return _joined("" if address.startswith("/") else base.rpartition("/")[0], address.lstrip("/"))


@lru_cache(maxsize=65536)
def _joined(folder: str, address: str) -> str | None:
    path = posixpath.normpath(posixpath.join(folder, address))
    return None if path == ".." or path.startswith("../") else path


def _page_path(toolkit: Toolkit, path: str) -> str | None:
    """A folder stands for its index.md."""
    for candidate in (path, "index.md" if path == "." else f"{path}/index.md"):
        if candidate in toolkit.by_path:
            return candidate
    return None


def _kind_of(toolkit: Toolkit, path: str) -> TargetKind:
    if _page_path(toolkit, path):
        return TargetKind.PAGE
    return TargetKind.FILE if path in toolkit.files else TargetKind.MISSING
