"""Images, videos and other files: what is published of them, and how large an image is shown.

A raster image that is wider or heavier than a page needs is made smaller; everything else is
published as it is. The same input always gives the same bytes.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.claims import Claims, own_files
from carrel.model.content import Content
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
_SMALL_SVG = 8_000  # bytes


def prepare(path: str, root: Path) -> Medium:
    """Returns how the file at `path` is published; its `problem` is a code, or empty."""
    medium = Medium(path, media_url(path))
    try:
        _measure(medium, root / path)
    except Exception:
        # Readers of broken images raise almost anything: struct.error, EOFError, OverflowError …
        medium.problem = "image-unreadable"
    if not medium.problem and not os.access(root / path, os.R_OK):
        medium.problem = "media-unreadable"
    return medium


def _measure(medium: Medium, path: Path) -> None:
    """Sets the size of an image; raises whatever its reader raises."""
    ending = path.suffix.lower()
    if ending == ".svg":
        _measure_svg(medium, path.read_bytes())
    elif ending in _RASTER:
        # Imported only if there are images: the import takes as long as reading fifty pages.
        from carrel.site.media.raster import fit

        fit(medium, path.read_bytes())


def _measure_svg(medium: Medium, data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    found = _SVG.search(text)
    if not found:
        medium.problem = "image-unreadable"
        return
    medium.width, medium.height = map(round, _size_of(found[0]))
    if len(data) <= _SMALL_SVG:
        written = quote(" ".join(text.split()), safe="='/:;,()-_.~*!@+")
        medium.inline = f"data:image/svg+xml,{written}"


def _size_of(tag: str) -> tuple[float, float]:
    """Returns the width and height that an `<svg>` tag names; 0 if it names none."""
    sizes = {name: float(value) for name, value in _LENGTH.findall(tag)}
    view_box = _VIEW_BOX.search(tag)
    if len(sizes) < 2 and view_box:
        return float(view_box[1]), float(view_box[2])
    return sizes.get("width", 0), sizes.get("height", 0)


def referenced(toolkit: Toolkit, pages: Iterable[Page]) -> dict[str, list[tuple[Page, int]]]:
    """Returns the files that pages show or link to, by path: the pages, and the line on each."""
    found: dict[str, list[tuple[Page, int]]] = {}
    logo = toolkit.settings.theme.logo
    if logo in toolkit.files:
        found[logo] = []
    for page in pages:
        for address, line in _addresses(page.content):
            target = resolve(toolkit, page, address)
            if target.kind is TargetKind.FILE:
                found.setdefault(target.path, []).append((page, line))
    return found


def _addresses(content: Content) -> Iterator[tuple[str, int]]:
    """Yields every address in a page that may lead to a file, and its line."""
    for image in content.images:
        yield image.src, image.line
    for link in content.links:
        if not link.href.partition("#")[0].endswith(".md"):
            yield link.href, link.line
    for box in content.boxes:
        if box.kind == "video":
            yield from _named(box.attributes, ("src", "captions", "poster"), box.line)
    for tag in content.raw_tags:
        yield from _named(tag.attributes, ("src", "poster"), tag.line)


def _named(
    attributes: Mapping[str, str], names: Iterable[str], line: int
) -> Iterator[tuple[str, int]]:
    return ((attributes[name], line) for name in names if name in attributes)


def clashes(toolkit: Toolkit, media: Collection[Medium]) -> list[Issue]:
    """Returns issues for files that would be published at the address of another file or page."""
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
    """Yields issues for old addresses of pages at which a file is published."""
    published = {medium.url: medium.path for medium in media}
    claims = Claims(published)
    for page in toolkit.pages():
        for address in filter(is_address, page.content.front.moved_from):
            other = claims.claim(address, page.path)
            if other in published.values():
                place = Position(page.path, page.content.front.line("moved_from"))
                yield issue("moved-from-taken", place, address=address, other=other)


def problems(media: Iterable[Medium], users: dict[str, list[tuple[str, int]]]) -> list[Issue]:
    """Returns an issue for each page that uses a file with a problem."""
    return [
        issue(medium.problem, Position(page, line), path=medium.path, largest=HEAVIEST // 1000)
        for medium in media
        if medium.problem
        for page, line in users.get(medium.path, [])
    ]
