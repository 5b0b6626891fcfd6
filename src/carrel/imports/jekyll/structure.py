"""Which pages a Jekyll course has, and in which order.

The order comes from menus, course data, front matter and file names. Where two of them differ,
that is reported, and the one that is named first here holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

import msgspec

from carrel.imports.course import Course, Finding, Found, Module
from carrel.imports.jekyll.folder import Folder, Text, Value
from carrel.imports.jekyll.menus import menu_of, read_menus
from carrel.imports.jekyll.modules import arrange_module
from carrel.imports.jekyll.posts import arrange_posts
from carrel.imports.jekyll.titles import Item, as_text, plain_html, read_item

__all__ = ["Item", "Outline", "outline"]

_PAGES = (".md", ".markdown", ".html")
_NOT_CONTENT = re.compile(
    r"^(?:readme|license|contributing|changelog|404|feed|sitemap|search|robots|code_of_conduct)\b",
    re.I,
)
_NO_MODULES = ("modules", "docs", "pages", "content")  # folders that only hold modules


class Outline(msgspec.Struct):
    """The course without texts, and each of its pages' sources."""

    course: Course
    items: list[Item]


def outline(folder: Folder, settings: Mapping[str, Value], data: Mapping[str, Value]) -> Outline:
    """Returns the pages of a folder in their modules and sections."""
    site = data.get("course")
    known = site if isinstance(site, dict) else {}
    arranger = _Arranger(folder, settings)
    arranger.name_course(known)
    arranger.take_pages()
    if any("_posts/" in path for path in arranger.items):
        listed = known.get("modules")
        names = [str(one) for one in listed] if isinstance(listed, list) else []
        arrange_posts(arranger.course, arranger.items, names)
    else:
        arranger.arrange_modules()
    course, items = arranger.course, arranger.items
    if not course.title and course.modules:
        course.title = course.modules[0].overview.title
    return Outline(course, [items[path] for path in sorted(items)])


class _Arranger:
    """Reads the pages of a folder and arranges them by menus and file names."""

    def __init__(self, folder: Folder, settings: Mapping[str, Value]) -> None:
        self.folder, self.settings = folder, settings
        self.course = Course()
        self.items: dict[str, Item] = {}

    def report(self, finding: Finding, path: str, sentence: str) -> None:
        """Adds a finding about a whole page."""
        self.course.found.append(Found(path, 1, finding, sentence))

    def name_course(self, known: Mapping[str, Value]) -> None:
        """Sets the course's title and description; `known` is the course's data."""
        for name in ("title", "description"):
            said = as_text(known.get(name)) or as_text(self.settings.get(name))
            setattr(self.course, name, plain_html(said) if name == "description" else said)

    # Pages

    def take_pages(self) -> None:
        """Reads every page of the folder, and reports those that do not belong to the course."""
        for path in self.folder.paths:
            if self._may_be_page(path):
                self._take(path)

    def _may_be_page(self, path: str) -> bool:
        parts = PurePosixPath(path).parts
        if any(part.startswith("_") and part != "_posts" for part in parts):
            return False
        if PurePosixPath(path).suffix.lower() not in _PAGES:
            return False
        return path == self.folder.single or not self._is_excluded(path)

    def _is_excluded(self, path: str) -> bool:
        excluded = self.settings.get("exclude")
        names = [str(one).strip("/") for one in excluded] if isinstance(excluded, list) else []
        return any(path == name or path.startswith(f"{name}/") for name in names)

    def _take(self, path: str) -> None:
        text = self.folder.page(path)
        if text is None or _NOT_CONTENT.match(PurePosixPath(path).name):
            said = "Jekyll would not make a page of this file, or it is not a part of the course."
            self.report(Finding.DROPPED, path, said)
        elif text.values.get("published") is False:
            said = "This page is not published: its front matter says so."
            self.report(Finding.DROPPED, path, said)
        else:
            self.items[path] = read_item(text, self.settings)

    # Modules

    def arrange_modules(self) -> None:
        """Makes the modules of a course whose pages are in folders."""
        menus = read_menus(self.folder)
        for name, items in sorted(self._modules().items()):
            menu = menu_of(name, items, self.items.values(), menus)
            module: Module = arrange_module(self.course, name, items, menu)
            self.course.modules.append(module)

    def _modules(self) -> dict[str, list[Item]]:
        """The pages of each module, by its folder or by its name in the front matter."""
        groups: dict[str, list[Item]] = {}
        for path, item in self.items.items():
            groups.setdefault(self._module_of(path, item.text), []).append(item)
        if len(groups) > 1:
            for item in groups.pop("", []):
                self._outside_modules(item)
        return groups

    def _module_of(self, path: str, text: Text) -> str:
        named = as_text(text.values.get("module_name"))
        parts = [part for part in PurePosixPath(path).parts[:-1] if part not in _NO_MODULES]
        folder = parts[0] if parts else ""
        if named and folder and named != folder:
            self.report(
                Finding.FAULT,
                path,
                f"This page says that its module is “{named}”, and lies in the folder “{folder}”.",
            )
        return folder or named

    def _outside_modules(self, item: Item) -> None:
        """A page outside all modules is the home page, or is left out."""
        if PurePosixPath(item.path).stem == "index":
            item.page.title = self.course.title or item.page.title
            self.course.home = item.page
            return
        said = "This page stands in no module, and was left out."
        self.report(Finding.DROPPED, item.path, said)
        del self.items[item.path]
