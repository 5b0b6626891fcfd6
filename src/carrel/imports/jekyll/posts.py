"""Courses made of posts: folders of posts are sections, and dates give the order."""

from __future__ import annotations

from pathlib import PurePosixPath

from carrel.imports.course import Course, Finding, Found, Module, Page, Section
from carrel.imports.jekyll.titles import Item

_DATA = "_data/course.yml"


def arrange_posts(course: Course, items: dict[str, Item], listed: list[str]) -> None:
    """Makes one module of a course. `listed` are the folders that `_data/course.yml` names."""
    folders = _folders(items)
    sections = [_section(course, name, folders[name]) for name in _order(course, folders, listed)]
    home = items.get("index.md") or items.get("index.html")
    overview = home.page if home else Page(course.title or "Course", "_config.yml")
    overview.title = course.title or overview.title
    overview.name = course.title
    rest = [item for path, item in items.items() if "_posts/" not in path and item is not home]
    if rest:
        sections.append(_others(course, rest))
    course.modules = [Module(overview, sections)]


def _report(course: Course, finding: Finding, path: str, line: int, sentence: str) -> None:
    course.found.append(Found(path, line, finding, sentence))


def _folders(items: dict[str, Item]) -> dict[str, list[Item]]:
    """The posts by the name of the folder in which they are."""
    folders: dict[str, list[Item]] = {}
    for path, item in items.items():
        if "_posts/" in path:
            name = PurePosixPath(path.partition("_posts/")[0]).name or "posts"
            folders.setdefault(name, []).append(item)
    return folders


def _order(course: Course, folders: dict[str, list[Item]], listed: list[str]) -> list[str]:
    """The folders that the course lists, then the others."""
    for name in listed:
        if name not in folders:
            said = f"The course lists the module “{name}”, and there is no folder for it."
            _report(course, Finding.FAULT, _DATA, 1, said)
    order = [name for name in listed if name in folders]
    others = sorted(folders.keys() - set(order))
    for name in others if listed else ():
        said = f"No menu of the course leads to the folder “{name}”."
        _report(course, Finding.FAULT, folders[name][0].path, 0, said)
    return order + others


def _section(course: Course, name: str, items: list[Item]) -> Section:
    words = name.replace("-", " ").replace("_", " ").strip()
    folder = items[0].path.partition("_posts/")[0]
    first = Page(words[:1].upper() + words[1:], folder, name=name)
    said = f"The folder “{name}” has become a section, with a first page that says nothing yet."
    _report(course, Finding.CHANGED, folder, 0, said)
    return Section(first, [item.page for item in sorted(items, key=lambda item: item.path)])


def _others(course: Course, items: list[Item]) -> Section:
    said = "This page stands in no module, so it is in a last section, “More pages”."
    for item in items:
        _report(course, Finding.FAULT, item.path, 1, said)
    first = Page("More pages", items[0].path.rpartition("/")[0] or ".")
    return Section(first, [item.page for item in items])
