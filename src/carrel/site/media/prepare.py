"""Images, films and other files: what is published of them, and how large an image is shown.

A photograph that is wider or heavier than a page needs is made smaller; everything else is published as it is. The same
bytes come out of the same bytes.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.claims import Claims, own_files
from carrel.model.links import TargetKind, resolve
from carrel.model.medium import HEAVIEST, Medium
from carrel.model.slugs import is_address
from carrel.model.toolkit import Page, Toolkit
from carrel.site.addresses import file_of, media_url

_RASTER = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".bmp", ".tif", ".tiff")
_SVG = re.compile(r"<svg\b[^>]*>", re.S)
_LENGTH = re.compile(r"""\s(width|height)\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']""")
_VIEW_BOX = re.compile(
    r"""\sviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)"""
)
_SMALL_DRAWING = 8_000  # bytes


def prepare(path: str, root: Path) -> Medium:
    """How the file at `path` is published. What is wrong with it stands in `problem`, a code."""
    medium = Medium(path, media_url(path))
    ending = Path(path).suffix.lower()
    try:
        if ending == ".svg":
            _measure_svg(medium, (root / path).read_bytes())
        elif ending in _RASTER:
            from carrel.site.media.raster import (
                fit,
            )  # loaded where there is any: it takes as long as reading fifty pages

            fit(medium, (root / path).read_bytes())
    except Exception:  # the readers of broken images raise whatever they meet: struct.error, EOFError, OverflowError …
        medium.problem = "image-unreadable"
    if not medium.problem and not os.access(root / path, os.R_OK):
        medium.problem = "media-unreadable"
    return medium


def _measure_svg(medium: Medium, data: bytes) -> None:
    found = _SVG.search(data.decode("utf-8", "replace"))
    if not found:
        medium.problem = "image-unreadable"
        return
    sizes = {name: float(value) for name, value in _LENGTH.findall(found[0])}
    view_box = _VIEW_BOX.search(found[0])
    if len(sizes) < 2 and view_box:
        sizes = {"width": float(view_box[1]), "height": float(view_box[2])}
    medium.width, medium.height = round(sizes.get("width", 0)), round(sizes.get("height", 0))
    if len(data) <= _SMALL_DRAWING:
        medium.inline = "data:image/svg+xml," + quote(
            " ".join(data.decode("utf-8", "replace").split()), safe="='/:;,()-_.~*!@+"
        )


def referenced(toolkit: Toolkit, pages: Iterable[Page]) -> dict[str, list[tuple[Page, int]]]:
    """The files that pages show or link to, by path: the pages, and the line on each."""
    found: dict[str, list[tuple[Page, int]]] = {}
    logo = toolkit.settings.theme.logo
    if logo in toolkit.files:
        found[logo] = []
    for page in pages:
        content = page.content
        wanted = [(image.src, image.line) for image in content.images]
        wanted += [
            (link.href, link.line)
            for link in content.links
            if not link.href.partition("#")[0].endswith(".md")
        ]
        wanted += [
            (box.attributes[key], box.line)
            for box in content.boxes
            if box.kind == "video"
            for key in ("src", "captions", "poster")
            if key in box.attributes
        ]
        for tag in content.raw_tags:
            wanted += [
                (tag.attributes[key], tag.line)
                for key in ("src", "poster")
                if key in tag.attributes
            ]
        for address, line in wanted:
            target = resolve(toolkit, page, address)
            if target.kind is TargetKind.FILE:
                found.setdefault(target.path, []).append((page, line))
    return found


def clashes(toolkit: Toolkit, media: Collection[Medium]) -> list[Issue]:
    """Files that would be published where another one, or a page, is."""
    if not media:
        return []
    taken = own_files(module.slug for module in toolkit.modules)
    taken |= {file_of(page.url): page.path for page in toolkit.pages()}
    issues = []
    for medium in media:
        other = taken.setdefault(medium.url, medium.path)
        if other != medium.path:
            issues.append(issue("file-claimed", Position(medium.path), other=other, url=medium.url))
    return [*issues, *_old_addresses(toolkit, media)]


def _old_addresses(toolkit: Toolkit, media: Collection[Medium]) -> Iterator[Issue]:
    """Old addresses of pages whose folder would be where a file is published."""
    published = {medium.url: medium.path for medium in media}
    claims = Claims(published)
    for page in toolkit.pages():
        for address in filter(is_address, page.content.front.moved_from):
            other = claims.claim(address, page.path)
            if other in published.values():
                place = Position(page.path, page.content.front.line("moved_from"))
                yield issue("moved-from-taken", place, address=address, other=other)


def problems(media: Iterable[Medium], users: dict[str, list[tuple[str, int]]]) -> list[Issue]:
    """An issue on each page that uses a file with a problem."""
    return [
        issue(medium.problem, Position(page, line), path=medium.path, largest=HEAVIEST // 1000)
        for medium in media
        if medium.problem
        for page, line in users.get(medium.path, [])
    ]
