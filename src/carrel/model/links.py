"""Where a link leads: a page, a file of the toolkit, an id on the same page, or another site."""

from __future__ import annotations

import posixpath
import re
from enum import StrEnum
from urllib.parse import unquote

import msgspec

from carrel.model.toolkit import Page, Toolkit

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
    """A link's target.

    `path` is a source path from the toolkit's folder; `fragment` has no `#`.
    """

    kind: TargetKind
    path: str = ""
    fragment: str = ""


def is_external(href: str) -> bool:
    """True if `href` names a scheme (https:, mailto:) or another site (//example.org)."""
    return href.startswith("//") or bool(_SCHEME.match(href))


def resolve(toolkit: Toolkit, page: Page, href: str) -> Target:
    """Returns where `href`, as written on `page`, leads. Upper case matters."""
    href = href.strip()
    address, sign, fragment = href.partition("#")
    fragment = unquote(fragment)
    if not address:
        return Target(TargetKind.HERE, page.path, fragment) if sign else Target(TargetKind.EMPTY)
    if is_external(href):
        return Target(TargetKind.EXTERNAL, href)
    return _inside(toolkit, page, address.partition("?")[0], fragment)


def _inside(toolkit: Toolkit, page: Page, address: str, fragment: str) -> Target:
    """Returns the target of a relative address."""
    path = join(page.path, unquote(address))
    if path is None:
        return Target(TargetKind.OUTSIDE, address)
    found = _page_path(toolkit, path)
    if found:
        return Target(TargetKind.PAGE, found, fragment)
    return Target(TargetKind.FILE if path in toolkit.files else TargetKind.MISSING, path, fragment)


def join(base: str, address: str) -> str | None:
    """Returns the source path of `address` on the page at `base`; None outside the toolkit."""
    folder = "" if address.startswith("/") else base[: base.rfind("/") + 1]
    path = posixpath.normpath(folder + address.lstrip("/"))
    return None if path == ".." or path.startswith("../") else path


def _page_path(toolkit: Toolkit, path: str) -> str | None:
    """Returns the path of the page; for a folder that of its index.md, or ""."""
    if path in toolkit.by_path:
        return path
    index = "index.md" if path == "." else f"{path}/index.md"
    return index if index in toolkit.by_path else None
