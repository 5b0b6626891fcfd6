"""Which pages a Jekyll course has, and in which order: from its menus, its course data, its front matter, its file names, in this order.

What two of them say differently is reported, and the earlier one holds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

import msgspec

from carrel.imports.course import Course, Finding, Found, Module, Page, Section
from carrel.imports.html.tree import Element, TooDeep, parse, with_lines
from carrel.imports.jekyll.folder import Folder, Text, Value

_PAGES = (".md", ".markdown", ".html")
_NOT_CONTENT = re.compile(
    r"^(?:readme|license|contributing|changelog|404|feed|sitemap|search|robots|code_of_conduct)\b",
    re.I,
)
_MENU = re.compile(r"(?:^|[_-])(?:nav|navigation|menu|sidebar|toc)(?=[_.-]|$)", re.I)
_NUMBERS = re.compile(r"^\s*(\d+(?:\.\d+)*)\.?\s+(?=\S)")
_IN_NAME = re.compile(r"(\d+)(?:[-_.](\d+))?")
_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")
_NO_NAME = re.compile(
    r"^(?:(?:section|page|part|chapter|lesson|unit|module|week)s?[-_]?)?[\d._-]*(?:-?ref)?$|^index$",
    re.I,
)
_RESOURCES = re.compile(
    r"(?:additional |further |more )?(?:resources|reading|readings)$|(?:section \d+ |additional )?(?:references|resources)$",
    re.I,
)
_PROMISED = re.compile(
    r"<li>[^\n]*\(\s*(?:<a[^<>]*>)?\s*Section (\d{1,2}): ([^<>()\n]{1,120})(?:</a>)?\s*\)\.?\s*</li>",
    re.I,
)
_NO_TITLE = re.compile(r"overview|introduction|index|home", re.I)
_NUMBER_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_WORD_NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS)}


class Item(msgspec.Struct, eq=False):
    """A page of the source: its text, its title without a number, the numbers that it gives itself, and its old addresses."""

    text: Text
    title: str
    numbers: tuple[int, ...]
    page: Page
    addresses: list[str]


class Entry(msgspec.Struct):
    """A line of a menu."""

    href: str
    title: str
    numbers: tuple[int, ...]
    is_section: bool
    line: int


class Outline(msgspec.Struct):
    """The course without texts, and each of its pages' sources."""

    course: Course
    items: list[Item]


def outline(folder: Folder, settings: Mapping[str, Value], data: Mapping[str, Value]) -> Outline:
    """Arranges the pages of a folder."""
    return _Arranger(folder, settings, data).arrange()


class _Arranger:
    def __init__(
        self, folder: Folder, settings: Mapping[str, Value], data: Mapping[str, Value]
    ) -> None:
        self.folder, self.settings, self.data = folder, settings, data
        self.course = Course()
        self.items: dict[str, Item] = {}

    def report(self, finding: Finding, path: str, line: int, sentence: str) -> None:
        self.course.found.append(Found(path, line, finding, sentence))

    def arrange(self) -> Outline:
        for path in self.folder.paths:
            self._take(path)
        site = self.data.get("course")
        known = site if isinstance(site, dict) else {}
        self.course.title = _said(known.get("title")) or _said(self.settings.get("title"))
        self.course.description = _plain_html(
            _said(known.get("description")) or _said(self.settings.get("description"))
        )
        posts = any("_posts/" in path for path in self.items)
        listed = known.get("modules")
        if posts:
            self._by_posts([str(one) for one in listed] if isinstance(listed, list) else [])
        else:
            self._by_menus()
        self.course.modules = [module for module in self.course.modules if module.overview]
        if not self.course.title and self.course.modules:
            self.course.title = self.course.modules[0].overview.title
        return Outline(self.course, [self.items[path] for path in sorted(self.items)])

    def _take(self, path: str) -> None:
        place = PurePosixPath(path)
        hidden = any(part.startswith("_") and part != "_posts" for part in place.parts)
        if (
            hidden
            or place.suffix.lower() not in _PAGES
            or (self._is_excluded(path) and path != self.folder.single)
        ):
            return
        text = self.folder.page(path)
        if text is None or _NOT_CONTENT.match(place.name):
            self.report(
                Finding.DROPPED,
                path,
                1,
                "Jekyll would not make a page of this file, or it is not a part of the course.",
            )
            return
        if text.values.get("published") is False:
            self.report(
                Finding.DROPPED, path, 1, "This page is not published: its front matter says so."
            )
            return
        self.items[path] = _item(text, self.settings)

    def _is_excluded(self, path: str) -> bool:
        excluded = self.settings.get("exclude")
        names = [str(one).strip("/") for one in excluded] if isinstance(excluded, list) else []
        return any(path == name or path.startswith(f"{name}/") for name in names)

    # Posts, whose dates give the order

    def _by_posts(self, listed: list[str]) -> None:
        """One module: the course; its sections are the folders of posts."""
        folders: dict[str, list[Item]] = {}
        for path, item in self.items.items():
            if "_posts/" in path:
                folders.setdefault(
                    PurePosixPath(path.partition("_posts/")[0]).name or "posts", []
                ).append(item)
        for name in listed:
            if name not in folders:
                self.report(
                    Finding.FAULT,
                    "_data/course.yml",
                    1,
                    f"The course lists the module “{name}”, and there is no folder for it.",
                )
        order = [name for name in listed if name in folders]
        for name in folders.keys() - set(order) if listed else ():
            self.report(
                Finding.FAULT,
                folders[name][0].text.path,
                0,
                f"No menu of the course leads to the folder “{name}”.",
            )
        order += sorted(folders.keys() - set(order))
        home = self.items.get("index.md") or self.items.get("index.html")
        overview = home.page if home else Page(self.course.title or "Course", "_config.yml")
        overview.title = self.course.title or overview.title
        overview.name = self.course.title
        sections = [self._post_section(name, folders[name]) for name in order]
        rest = [
            item for path, item in self.items.items() if "_posts/" not in path and item is not home
        ]
        if rest:
            sections.append(self._others(rest))
        self.course.modules = [Module(overview, sections)]

    def _post_section(self, name: str, items: list[Item]) -> Section:
        words = name.replace("-", " ").replace("_", " ").strip()
        folder = items[0].text.path.partition("_posts/")[0]
        first = Page(words[:1].upper() + words[1:], folder, name=name)
        self.report(
            Finding.CHANGED,
            folder,
            0,
            f"The folder “{name}” has become a section, with a first page that says nothing yet.",
        )
        return Section(
            first, [item.page for item in sorted(items, key=lambda item: item.text.path)]
        )

    def _others(self, items: list[Item]) -> Section:
        for item in items:
            self.report(
                Finding.FAULT,
                item.text.path,
                1,
                "This page stands in no module, so it is in a last section, “More pages”.",
            )
        return Section(
            Page("More pages", items[0].text.path.rpartition("/")[0] or "."),
            [item.page for item in items],
        )

    # Menus, then front matter, then file names

    def _by_menus(self) -> None:
        menus = self._read_menus()
        for name, items in self._modules().items():
            path, entries = self._menu_of(name, items, menus)
            self.course.modules.append(self._module(name, items, path, entries))

    def _modules(self) -> dict[str, list[Item]]:
        """The pages of each module: those with its name in the front matter, or those of its folder."""
        groups: dict[str, list[Item]] = {}
        for path, item in self.items.items():
            named = _said(item.text.values.get("module_name"))
            parts = [
                part
                for part in PurePosixPath(path).parts[:-1]
                if part not in ("modules", "docs", "pages", "content")
            ]
            folder = parts[0] if parts else ""
            if named and folder and named != folder:
                self.report(
                    Finding.FAULT,
                    path,
                    1,
                    f"This page says that its module is “{named}”, and lies in the folder “{folder}”.",
                )
            groups.setdefault(folder or named, []).append(item)
        apart = groups.pop("", []) if len(groups) > 1 else []
        for item in apart:
            if PurePosixPath(item.text.path).stem == "index":
                item.page.title = self.course.title or item.page.title
                self.course.home = item.page
            else:
                self.report(
                    Finding.DROPPED,
                    item.text.path,
                    1,
                    "This page stands in no module, and was left out.",
                )
                del self.items[item.text.path]
        return dict(sorted(groups.items()))

    def _read_menus(self) -> dict[str, list[Entry]]:
        menus = {}
        for path in self.folder.paths:
            if path.startswith(("_includes/", "_layouts/")) and _MENU.search(
                PurePosixPath(path).stem
            ):
                entries = _entries(self.folder.text(path) or "")
                if entries:
                    menus[path] = entries
        return menus

    def _menu_of(
        self, name: str, items: list[Item], menus: dict[str, list[Entry]]
    ) -> tuple[str, list[Entry]]:
        """The menu of a module: the one that bears its name, or leads to most of its pages."""
        for path, entries in menus.items():
            if name and name in re.split(r"[_.-]", PurePosixPath(path).stem):
                return path, entries
        files = {PurePosixPath(item.text.path).stem for item in items}
        named = {part for path in menus for part in re.split(r"[_.-]", PurePosixPath(path).stem)}
        others = {
            PurePosixPath(item.text.path).parts[-2]
            for item in self.items.values()
            if len(PurePosixPath(item.text.path).parts) > 1
        }
        free = {
            path: entries
            for path, entries in menus.items()
            if not (named & others) & set(re.split(r"[_.-]", PurePosixPath(path).stem))
        }
        best = max(
            free.items(),
            key=lambda menu: sum(_stem(one.href) in files for one in menu[1]),
            default=("", []),
        )
        return best if any(_stem(one.href) in files for one in best[1]) else ("", [])

    def _module(self, name: str, items: list[Item], path: str, entries: list[Entry]) -> Module:
        by_stem = {PurePosixPath(item.text.path).stem: item for item in items}
        overview = self._overview(items, by_stem)
        rest = [item for item in items if item is not overview]
        sections = self._menu_sections(path, entries, by_stem, overview)
        placed = {id(item) for _, group in sections for item in group}
        for item in sorted((item for item in rest if id(item) not in placed), key=_order):
            self._place(item, sections, bool(entries))
        module = Module(
            overview.page
            if overview
            else Page(name.replace("-", " ").capitalize() or "Course", ".", name=name)
        )
        module.overview.name = name or module.overview.title
        module.sections = [
            self._section(group) for _, group in sorted(sections, key=lambda one: one[0])
        ]
        self._contradictions(rest)
        if overview and not rest:
            module.sections = self._promised(overview)
        return module

    def _promised(self, overview: Item) -> list[Section]:
        """The sections that a lone overview names: each gets a first page, to be written."""
        titles = {
            int(number): html.unescape(title).strip()
            for number, title in _PROMISED.findall(overview.text.body)
        }
        if len(titles) < 2 or sorted(titles) != list(range(1, len(titles) + 1)):
            return []
        said = f"This page names {len(titles)} sections that are not here. Each has got a first page with its objective, to be written."
        self.report(Finding.CHANGED, overview.text.path, 1, said)
        return [Section(Page(titles[number], overview.text.path)) for number in sorted(titles)]

    def _overview(self, items: list[Item], by_stem: dict[str, Item]) -> Item | None:
        said = [
            item
            for item in items
            if "overview" in (_said(item.text.values.get("subsection")).lower(),)
        ]
        if len(said) > 1:
            self.report(
                Finding.FAULT,
                said[1].text.path,
                1,
                f"This page says that it is the overview, as {said[0].text.path} does.",
            )
        return (
            by_stem.get("index")
            or (said[0] if said else None)
            or (items[0] if len(items) == 1 else None)
        )

    def _menu_sections(
        self, path: str, entries: list[Entry], by_stem: dict[str, Item], overview: Item | None
    ) -> list[tuple[int, list[Item]]]:
        """The sections that a menu names, each with its number and its pages, the first page first."""
        sections: list[list[Item]] = []
        for entry in entries:
            item = by_stem.get(_stem(entry.href))
            if item is None:
                self.report(
                    Finding.FAULT,
                    path,
                    entry.line,
                    f"The menu leads to {entry.href}, and there is no such page: “{entry.title}”.",
                )
            elif item is not overview and not any(
                item is one for group in sections for one in group
            ):
                self._compare_titles(path, entry, item)
                if entry.is_section or not sections:
                    sections.append([item])
                else:
                    sections[-1].append(item)
        return list(enumerate(sections, 1))

    def _compare_titles(self, path: str, entry: Entry, item: Item) -> None:
        if _same(entry.title) != _same(item.title):
            said = f"The menu calls this page “{entry.title}”, and the page calls itself “{item.title}”."
            if _NO_TITLE.fullmatch(item.title):
                item.title = item.page.title = item.page.name = entry.title
            self.report(Finding.FAULT, path, entry.line, f"{said} “{item.title}” was taken.")
        if entry.numbers and item.numbers and entry.numbers != item.numbers:
            said = f"The menu gives “{item.title}” the number {_dotted(entry.numbers)}, and the page itself {_dotted(item.numbers)}."
            self.report(Finding.FAULT, path, entry.line, said)

    def _place(self, item: Item, sections: list[tuple[int, list[Item]]], with_menu: bool) -> None:
        """A page that no menu names goes where its own numbers say, or those of its file."""
        numbers = item.numbers or _numbers_of_file(item.text.path)
        number = numbers[0] if numbers else (sections[-1][0] if sections else 1)
        if with_menu:
            self.report(
                Finding.FAULT, item.text.path, 1, f"No menu leads to this page, “{item.title}”."
            )
        group = next((group for known, group in sections if known == number), None)
        if group is None:
            sections.append((number, [item]))
        else:
            group.append(item)

    def _section(self, group: list[Item]) -> Section:
        first, *others = group
        section = Section(first.page)
        for item in others:
            if section.resources is None and _RESOURCES.match(item.title.strip()):
                section.resources = item.page
            else:
                section.pages.append(item.page)
        return section

    def _contradictions(self, items: list[Item]) -> None:
        """What front matter says about sections, held against the sections' own pages, and against the file's name."""
        titles: dict[int, Item] = {}
        for item in items:
            numbers = item.numbers or _numbers_of_file(item.text.path)
            if len(numbers) == 1:
                titles.setdefault(numbers[0], item)
        for item in items:
            self._compare_numbers(item)
            said = _said(item.text.values.get("section"))
            numbers = _leading(said)
            first = titles.get(numbers[0]) if numbers else None
            if first and first is not item and _same(_unnumbered(said)) != _same(first.title):
                sentence = f"This page says that its section is “{_unnumbered(said)}”, and the section's page calls it “{first.title}”."
                self.report(Finding.FAULT, item.text.path, 1, sentence)

    def _compare_numbers(self, item: Item) -> None:
        numbers = _numbers_of_file(item.text.path)
        if item.numbers and numbers and item.numbers != numbers:
            sentence = f"This page's title gives it the number {_dotted(item.numbers)}, and its file's name {_dotted(numbers)}."
            self.report(Finding.FAULT, item.text.path, 1, sentence)


def _item(text: Text, settings: Mapping[str, Value]) -> Item:
    named = html.unescape(_said(text.values.get("title")))
    stem = _DATE.sub("", PurePosixPath(text.path).stem)
    title = _unnumbered(named) or _words(stem) or "Page"
    numbers = _leading(named) or _subsection(text)
    name = (
        title.partition(":")[0].replace("'", "").replace("’", "") if _NO_NAME.match(stem) else stem
    )
    return Item(text, title, numbers, Page(title, text.path, name=name), _addresses(text, settings))


def _words(stem: str) -> str:
    words = re.sub(r"[-_]+", " ", stem).strip()
    return words[:1].upper() + words[1:]


def _said(value: Value | object) -> str:
    return (
        " ".join(str(value).split())
        if isinstance(value, (str, int, float)) and not isinstance(value, bool)
        else ""
    )


def _plain_html(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def _leading(title: str) -> tuple[int, ...]:
    found = _NUMBERS.match(title)
    numbers = tuple(int(part[:6]) for part in found[1].split(".")) if found else ()
    return numbers[:-1] if len(numbers) == 2 and not numbers[1] else numbers


def _unnumbered(title: str) -> str:
    return " ".join(_NUMBERS.sub("", title).split())


def _subsection(text: Text) -> tuple[int, ...]:
    """Numbers in words, as in `subsection: two-one`."""
    words = _said(text.values.get("subsection")).lower().split("-")
    known = tuple(_WORD_NUMBERS[word] for word in words if word in _WORD_NUMBERS)
    return known if len(known) == len(words) else ()


def _numbers_of_file(path: str) -> tuple[int, ...]:
    """Numbers of a name like `section-2-1.md`. (A date gives an order, and no numbers.)"""
    stem = PurePosixPath(path).stem
    found = None if _DATE.match(stem) else _IN_NAME.search(stem)
    numbers = tuple(int(part[:6]) for part in found.groups() if part) if found else ()
    return numbers[:-1] if len(numbers) == 2 and not numbers[1] else numbers


def _order(item: Item) -> tuple[tuple[int, ...], str]:
    given = item.text.values.get(
        "nav_order", item.text.values.get("order", item.text.values.get("weight"))
    )
    numbers = (
        (int(given),)
        if isinstance(given, (int, float))
        else item.numbers or _numbers_of_file(item.text.path)
    )
    return numbers or (9_999,), item.text.path


def _dotted(numbers: Iterable[int]) -> str:
    return ".".join(map(str, numbers))


def _same(title: str) -> str:
    return re.sub(r"\W+", " ", title).strip().casefold()


def _stem(href: str) -> str:
    path = unquote(href.partition("#")[0].partition("?")[0]).rstrip("/")
    return PurePosixPath(path).stem if path else "index"


def _entries(text: str) -> list[Entry]:
    """The links of a menu, in order."""
    try:
        tree = parse(with_lines(re.sub(r"\{[{%].*?[%}]\}", "", text, flags=re.S)))
    except TooDeep:
        return []
    found = [entry for item in _links(tree, 0) if (entry := item)]
    heads = any(depth < 0 for depth, _ in found)
    deepest = {depth for depth, _ in found}
    return [
        Entry(
            href,
            _unnumbered(title),
            _leading(title),
            _is_section(depth, title, heads, deepest),
            line,
        )
        for depth, (href, title, line) in found
    ]


def _links(element: Element, depth: int) -> list[tuple[int, tuple[str, str, int]]]:
    """Each link with its depth in lists; -1 where its class says that it heads a section."""
    made = []
    for child in element.elements():
        if child.name == "a" and child.attributes.get("href"):
            made.append((depth, (child.attributes["href"].strip(), child.plain(), child.line)))
        head = child.name == "li" and any("head" in name for name in child.classes)
        inner = _links(child, depth + (child.name in ("ul", "ol")))
        made += [(-1, link) for _, link in inner[:1]] + inner[1:] if head else inner
    return made


def _is_section(depth: int, title: str, heads: bool, depths: set[int]) -> bool:
    if heads:
        return depth < 0
    if len(depths) > 1:
        return depth == min(depths)
    return len(_leading(title)) == 1


def _addresses(text: Text, settings: Mapping[str, Value]) -> list[str]:
    """Under which addresses, from the top of the old site, a page could be found."""
    given = _said(text.values.get("permalink"))
    place = PurePosixPath(text.path)
    folder = "" if str(place.parent) == "." else f"{place.parent}/"
    if given and ":" not in given:
        return [given if given.startswith("/") else f"/{given}"]
    if "_posts/" in text.path:
        return [f"/{folder.replace('_posts/', '')}{_DATE.sub('', place.stem)}/"]
    if place.stem == "index":
        return [f"/{folder}"] if folder else []
    if _said(settings.get("permalink")) == "pretty":
        return [f"/{folder}{place.stem}/"]
    return [f"/{folder}{place.stem}.html"]
