"""The menus of a Jekyll course, which are lists of links in its includes and layouts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import unquote

import msgspec

from carrel.imports.html.tree import Element, TooDeep, parse, with_lines
from carrel.imports.jekyll.folder import Folder
from carrel.imports.jekyll.titles import Item, Numbers, leading_numbers, unnumbered

_MENU = re.compile(r"(?:^|[_-])(?:nav|navigation|menu|sidebar|toc)(?=[_.-]|$)", re.I)
_LIQUID = re.compile(r"\{[{%].*?[%}]\}", re.S)
_HEAD = -1  # the depth of a link whose class says that it heads a section


class Entry(msgspec.Struct):
    """A line of a menu."""

    href: str
    title: str
    numbers: Numbers
    is_section: bool
    line: int


class Menu(msgspec.Struct):
    """A menu: the path of its file and its entries; both empty where a module has none."""

    path: str = ""
    entries: list[Entry] = []

    @property
    def words(self) -> set[str]:
        """The words of its file's name."""
        return set(re.split(r"[_.-]", PurePosixPath(self.path).stem))

    def leads_to(self, stems: set[str]) -> int:
        """Returns how many of its entries lead to files with these names."""
        return sum(stem(entry.href) in stems for entry in self.entries)


class _Link(msgspec.Struct):
    """A link of a menu, with its depth in lists."""

    depth: int
    href: str
    title: str
    line: int


def stem(href: str) -> str:
    """Returns the name of the file to which an address leads, without its ending."""
    path = unquote(href.partition("#")[0].partition("?")[0]).rstrip("/")
    return PurePosixPath(path).stem if path else "index"


def read_menus(folder: Folder) -> list[Menu]:
    """Returns the menus of a course, in the order of their paths."""
    menus = []
    for path in folder.paths:
        is_shared = path.startswith(("_includes/", "_layouts/"))
        if is_shared and _MENU.search(PurePosixPath(path).stem):
            menus.append(Menu(path, _entries(folder.text(path) or "")))
    return [menu for menu in menus if menu.entries]


def menu_of(name: str, items: Iterable[Item], every: Iterable[Item], menus: list[Menu]) -> Menu:
    """Returns the menu of the module `name`: that of its name, or the one of most of its pages.

    `items` are the module's pages, `every` those of the whole course.
    """
    named = next((menu for menu in menus if name and name in menu.words), None)
    if named:
        return named
    stems = {PurePosixPath(item.path).stem for item in items}
    folders = {PurePosixPath(item.path).parent.name for item in every} - {""}
    # A menu with the name of another folder is that module's.
    free = [menu for menu in menus if not menu.words & folders]
    best = max(free, key=lambda menu: menu.leads_to(stems), default=Menu())
    return best if best.leads_to(stems) else Menu()


def _entries(text: str) -> list[Entry]:
    """The links of a menu, in order."""
    try:
        tree = parse(with_lines(_LIQUID.sub("", text)))
    except TooDeep:
        return []
    links = _links(tree, 0)
    depths = {link.depth for link in links}
    return [
        Entry(
            link.href,
            unnumbered(link.title),
            leading_numbers(link.title),
            _is_section(link, depths),
            link.line,
        )
        for link in links
    ]


def _links(element: Element, depth: int) -> list[_Link]:
    made: list[_Link] = []
    for child in element.elements():
        if child.name == "a" and child.get("href"):
            made.append(_Link(depth, child.get("href").strip(), child.plain(), child.line))
        inner = _links(child, depth + (child.name in ("ul", "ol")))
        if inner and child.name == "li" and any("head" in name for name in child.classes):
            inner[0].depth = _HEAD
        made += inner
    return made


def _is_section(link: _Link, depths: set[int]) -> bool:
    """True if a link heads a section: by its class, its depth, or its number."""
    if _HEAD in depths:
        return link.depth == _HEAD
    if len(depths) > 1:
        return link.depth == min(depths)
    return len(leading_numbers(link.title)) == 1
