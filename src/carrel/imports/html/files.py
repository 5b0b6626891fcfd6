"""Copies the files that pages show or link to, if a browser would run nothing of them."""

from __future__ import annotations

import html
import posixpath
import re

from carrel.imports.course import Asset
from carrel.imports.html.page import PageImport, Site
from carrel.imports.html.tree import Element, names
from carrel.model.slugs import slug

_COPIED = names(  # endings of files that a browser shows or saves
    "png jpg jpeg gif webp ico avif pdf doc docx odt rtf ppt pptx odp xls xlsx ods csv tsv txt epub"
    " zip mp3 m4a ogg oga wav flac opus mp4 m4v webm ogv mov vtt srt"
)
_RUNS = re.compile(
    r"<(?:[\w.-]+:)?(?:script|foreignobject|iframe|handler)\b"
    r"""|[\s"'/]on\w+\s*=|<!entity|<\?xml-stylesheet""",
    re.I,
)


def copied(page: PageImport, path: str, element: Element) -> str:
    """Copies a file of the source, once for each module, and returns its address from the page.

    The address is empty where the file could not be read, or might run.
    """
    key = (page.folder, path)
    made = page.site.assets.get(key) or _copy(page, path, element)
    if not made:
        return ""
    page.site.assets[key] = made
    return page.path_to(made)


def _copy(page: PageImport, path: str, element: Element) -> str:
    data = page.site.files.data(path)
    if data is None:
        return ""
    if not _is_harmless(path, data):
        page.refuse(element, path)
        return ""
    made = _free_path(page.site, page.folder, path)
    page.site.course.assets.append(Asset(made, data))
    return made


def _free_path(site: Site, folder: str, path: str) -> str:
    """A path in a module's folder of media that no other file has."""
    stem, ending = posixpath.splitext(posixpath.basename(path))
    name, taken = slug(stem) or "file", set(site.assets.values())
    made, number = f"{folder}/media/{name}{ending.lower()}", 2
    while made in taken:
        made, number = f"{folder}/media/{name}-{number}{ending.lower()}", number + 1
    return made


def _is_harmless(path: str, data: bytes) -> bool:
    """True if a browser that opens a file from the toolkit's own address would run nothing."""
    ending = posixpath.splitext(path)[1].lower()
    if ending != ".svg":
        return ending.removeprefix(".") in _COPIED
    text = html.unescape(data.decode("utf-8", "replace"))
    plain = re.sub(r"[\x00-\x20]+", "", text).lower()
    return b"\0" not in data and "javascript:" not in plain and not _RUNS.search(text)
