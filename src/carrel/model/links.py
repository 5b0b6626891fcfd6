"""Where a link leads: another page, a file of the toolkit, an id on the same page, another host, or nowhere."""

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
    """A link's target. `path` is a source path from the toolkit's folder; `fragment` has no `#`."""

    kind: TargetKind
    path: str = ""
    fragment: str = ""


def is_external(href: str) -> bool:
    """Whether `href` names a scheme (https:, mailto:) or another host (//example.org)."""
    return href.startswith("//") or (":" in href and bool(_SCHEME.match(href)))


def resolve(toolkit: Toolkit, page: Page, href: str) -> Target:
    """Where `href`, as written on `page`, leads. Names are compared letter by letter, capitals too."""
    href = href.strip()
    address, sign, fragment = href.partition("#")
    if "%" in href:
        fragment = unquote(fragment)
    if not address:
        return Target(TargetKind.HERE, page.path, fragment) if sign else Target(TargetKind.EMPTY)
    if is_external(href):
        return Target(TargetKind.EXTERNAL, href)
    address = address.partition("?")[0]
    path = join(page.path, unquote(address) if "%" in address else address)
    if path is None:
        return Target(TargetKind.OUTSIDE, address)
    found = _page_path(toolkit, path)
    if found:
        return Target(TargetKind.PAGE, found, fragment)
    return Target(TargetKind.FILE if path in toolkit.files else TargetKind.MISSING, path, fragment)


def join(base: str, address: str) -> str | None:
    """The source path that `address` means on the page at `base`; None where it climbs out of the toolkit."""
    folder = "" if address.startswith("/") else base[: base.rfind("/") + 1]
    path = posixpath.normpath(folder + address.lstrip("/"))
    return None if path == ".." or path.startswith("../") else path


def _page_path(toolkit: Toolkit, path: str) -> str | None:
    """A folder stands for its index.md."""
    if path in toolkit.by_path:
        return path
    index = "index.md" if path == "." else f"{path}/index.md"
    return index if index in toolkit.by_path else None
