"""Images and frames of a page, and the walk that converts them and the links."""

from __future__ import annotations

import posixpath
import re

from carrel.imports.course import Finding
from carrel.imports.html.files import copied
from carrel.imports.html.links import converted_link
from carrel.imports.html.page import PageImport
from carrel.imports.html.tree import COMMENT, Element, Node
from carrel.imports.html.videos import address

IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico")


def convert_frames(page: PageImport) -> None:
    """Turns frames, videos and sounds that are left into links."""
    _convert_frames(page, page.tree)


def _convert_frames(page: PageImport, parent: Element) -> None:
    def converted(child: Element) -> list[Node]:
        if child.name in ("iframe", "video", "audio"):
            return [_frame(page, child)]
        _convert_frames(page, child)
        return [child]

    parent.convert(converted)


def _frame(page: PageImport, element: Element) -> Element:
    """A link to what another site would have shown here."""
    src, _ = address(element)
    if page.find(src).unsafe:
        page.refuse(element, src)
        return Element("p")
    page.report(
        Finding.CHANGED,
        element,
        f"What this <{element.name}> would show has become a link: {src or 'nothing'}.",
    )
    text = element.get("title").strip() or f"Open {src}"
    return Element("p", {}, [Element("a", {"href": src}, [text], element.line)], element.line)


def convert_links(page: PageImport) -> None:
    """Gives links and images their new addresses, and copies the files that they name."""
    _convert_links(page, page.tree)


def _convert_links(page: PageImport, parent: Element) -> None:
    parent.convert(lambda child: _converted(page, child))


def _converted(page: PageImport, element: Element) -> list[Node]:
    if element.name == "img":
        return _image(page, element)
    _convert_links(page, element)
    if element.name == "a" and "href" in element.attributes:
        return converted_link(page, element)
    if element.name == "box" and element.get("src"):
        _copy_video(page, element)
    return [element]


def _copy_video(page: PageImport, box: Element) -> None:
    target = page.find(box.get("src"))
    if target.file:
        box.attributes["src"] = copied(page, target.file, box)


def _image(page: PageImport, element: Element) -> list[Node]:
    src, alt = element.get("src"), element.get("alt").strip()
    target = page.find(src)
    if target.file and target.file.lower().endswith(IMAGES):
        return _own_image(page, element, target.file)
    if target.href and not target.unsafe and target.href != "#":
        page.report(
            Finding.CHANGED,
            element,
            f"The image {src} lies on another host, so it has become a link. Copy it into media/.",
        )
        words = alt or f"Picture: {_file_name(src)}"
        return [Element("a", {"href": target.href}, [words], element.line)]
    page.report(Finding.FAULT, element, f"There is no image {src}. A remark stands in its place.")
    said = f"The image {src} was not there to be imported. {alt}"
    return [Element(COMMENT, {}, [said], element.line), *([f" {alt}"] if alt else [])]


def _own_image(page: PageImport, element: Element, file: str) -> list[Node]:
    """An image of the course; its alternative text alone where the file may not come in."""
    src = element.get("src")
    if not element.get("alt").strip():
        page.report(
            Finding.FAULT,
            element,
            f"The image {src} has no alt text; it has got words from its file's name.",
        )
        stem = posixpath.splitext(_file_name(src))[0]
        element.attributes["alt"] = "Picture: " + re.sub(r"[-_]+", " ", stem)
    element.attributes["src"] = copied(page, file, element)
    return [element] if element.get("src") else [element.get("alt")]


def _file_name(src: str) -> str:
    return posixpath.basename(src.partition("?")[0])
