"""The sections of one module, from its menu, or from the numbers of its pages."""

from __future__ import annotations

import html
import re
from pathlib import PurePosixPath

from carrel.imports.course import Course, Finding, Found, Module, Page, Section
from carrel.imports.jekyll.menus import Entry, Menu, stem
from carrel.imports.jekyll.titles import (
    Item,
    as_text,
    comparable,
    dotted,
    leading_numbers,
    numbers_of_file,
    order,
    unnumbered,
)

_RESOURCES = re.compile(
    r"(?:additional |further |more )?(?:resources|reading|readings)$"
    r"|(?:section \d+ |additional )?(?:references|resources)$",
    re.I,
)
_PROMISED = re.compile(
    r"<li>[^\n]*\(\s*(?:<a[^<>]*>)?"
    r"\s*Section (\d{1,2}): ([^<>()\n]{1,120})(?:</a>)?\s*\)\.?\s*</li>",
    re.I,
)
_NO_TITLE = re.compile(r"overview|introduction|index|home", re.I)


def arrange_module(course: Course, name: str, items: list[Item], menu: Menu) -> Module:
    """Returns the module `name` with these pages. What contradicts is reported to the course."""
    return _Module(course, items, menu).arrange(name)


class _Module:
    """Arranges one module. `sections` are lists of pages by number, the first page first."""

    def __init__(self, course: Course, items: list[Item], menu: Menu) -> None:
        self.course, self.items, self.menu = course, items, menu
        self.by_stem = {PurePosixPath(item.path).stem: item for item in items}
        self.sections: list[tuple[int, list[Item]]] = []
        self.overview: Item | None = None

    def report(self, path: str, line: int, sentence: str) -> None:
        """Adds a fault of the source."""
        self.course.found.append(Found(path, line, Finding.FAULT, sentence))

    def arrange(self, name: str) -> Module:
        """Returns the module."""
        self.overview = self._find_overview()
        rest = [item for item in self.items if item is not self.overview]
        self._read_menu()
        for item in sorted(rest, key=order):
            if not self._is_placed(item):
                self._place(item)
        module = Module(self._overview_page(name))
        module.overview.name = name or module.overview.title
        numbered = sorted(self.sections, key=lambda one: one[0])
        module.sections = [_section(group) for _, group in numbered]
        self._report_contradictions(rest)
        if self.overview and not rest:
            module.sections = self._promised(self.overview)
        return module

    def _overview_page(self, name: str) -> Page:
        if self.overview:
            return self.overview.page
        return Page(name.replace("-", " ").capitalize() or "Course", ".", name=name)

    def _find_overview(self) -> Item | None:
        said = [
            item
            for item in self.items
            if as_text(item.text.values.get("subsection")).lower() == "overview"
        ]
        if len(said) > 1:
            sentence = f"This page says that it is the overview, as {said[0].path} does."
            self.report(said[1].path, 1, sentence)
        alone = self.items[:1] if len(self.items) == 1 else []
        return self.by_stem.get("index") or next(iter(said + alone), None)

    def _promised(self, overview: Item) -> list[Section]:
        """The sections that a lone overview names: each gets a first page, to be written."""
        titles = {
            int(number): html.unescape(title).strip()
            for number, title in _PROMISED.findall(overview.text.body)
        }
        if len(titles) < 2 or sorted(titles) != list(range(1, len(titles) + 1)):
            return []
        said = (
            f"This page names {len(titles)} sections that are not here."
            " Each has got a first page with its objective, to be written."
        )
        self.course.found.append(Found(overview.path, 1, Finding.CHANGED, said))
        return [Section(Page(titles[number], overview.path)) for number in sorted(titles)]

    # The menu

    def _read_menu(self) -> None:
        """Makes the sections that the menu names."""
        groups: list[list[Item]] = []
        for entry in self.menu.entries:
            item = self._item_of(entry)
            if item is None or item is self.overview or _is_in(item, groups):
                continue
            self._compare_with_menu(entry, item)
            if entry.is_section or not groups:
                groups.append([item])
            else:
                groups[-1].append(item)
        self.sections = list(enumerate(groups, 1))

    def _item_of(self, entry: Entry) -> Item | None:
        item = self.by_stem.get(stem(entry.href))
        if item is None:
            self.report(
                self.menu.path,
                entry.line,
                f"The menu leads to {entry.href}, and there is no such page: “{entry.title}”.",
            )
        return item

    def _compare_with_menu(self, entry: Entry, item: Item) -> None:
        path, line = self.menu.path, entry.line
        if comparable(entry.title) != comparable(item.title):
            said = (
                f"The menu calls this page “{entry.title}”, and the page calls itself"
                f" “{item.title}”."
            )
            if _NO_TITLE.fullmatch(item.title):
                item.title = item.page.title = item.page.name = entry.title
            self.report(path, line, f"{said} “{item.title}” was taken.")
        if entry.numbers and item.numbers and entry.numbers != item.numbers:
            self.report(
                path,
                line,
                f"The menu gives “{item.title}” the number {dotted(entry.numbers)},"
                f" and the page itself {dotted(item.numbers)}.",
            )

    # Pages that no menu names

    def _is_placed(self, item: Item) -> bool:
        return _is_in(item, [group for _, group in self.sections])

    def _place(self, item: Item) -> None:
        """Puts a page where its own numbers say, or those of its file, else at the end."""
        numbers = item.all_numbers
        last = self.sections[-1][0] if self.sections else 1
        number = numbers[0] if numbers else last
        if self.menu.entries:
            self.report(item.path, 1, f"No menu leads to this page, “{item.title}”.")
        group = next((group for known, group in self.sections if known == number), None)
        if group is None:
            self.sections.append((number, [item]))
        else:
            group.append(item)

    # Contradictions

    def _report_contradictions(self, items: list[Item]) -> None:
        """Compares what front matter says of sections with their own pages and file names."""
        firsts: dict[int, Item] = {}
        for item in items:
            if len(item.all_numbers) == 1:
                firsts.setdefault(item.all_numbers[0], item)
        for item in items:
            self._compare_numbers(item)
            self._compare_section(item, firsts)

    def _compare_numbers(self, item: Item) -> None:
        numbers = numbers_of_file(item.path)
        if item.numbers and numbers and item.numbers != numbers:
            self.report(
                item.path,
                1,
                f"This page's title gives it the number {dotted(item.numbers)},"
                f" and its file's name {dotted(numbers)}.",
            )

    def _compare_section(self, item: Item, firsts: dict[int, Item]) -> None:
        said = as_text(item.text.values.get("section"))
        first = firsts.get(next(iter(leading_numbers(said)), -1))
        if first is None or first is item:
            return
        if comparable(unnumbered(said)) != comparable(first.title):
            self.report(
                item.path,
                1,
                f"This page says that its section is “{unnumbered(said)}”,"
                f" and the section's page calls it “{first.title}”.",
            )


def _is_in(item: Item, groups: list[list[Item]]) -> bool:
    return any(item is one for group in groups for one in group)


def _section(group: list[Item]) -> Section:
    """A section of these pages; the first page about resources becomes its resources."""
    first, *others = group
    found = next((item for item in others if _RESOURCES.match(item.title.strip())), None)
    pages = [item.page for item in others if item is not found]
    return Section(first.page, pages, found.page if found else None)
