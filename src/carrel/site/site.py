"""What the pages of a site share, and the keys of pages.

A key is a digest of everything that goes into a file: while it stays the same, the file is not
written again. `outputs` lists all files.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from carrel import __version__
from carrel.digests import digest
from carrel.issues import Issue
from carrel.model.keys import modules_of, sheet_key
from carrel.model.medium import Medium
from carrel.model.settings import BoxKind
from carrel.model.toolkit import Module, Page, Role, Section, Toolkit
from carrel.model.worksheet import Worksheet
from carrel.site import progress
from carrel.site.addresses import file_of, media_url
from carrel.site.body.terms import Glossary
from carrel.site.look.theme import Look
from carrel.site.menus import Menus

Made = TypeVar("Made")


class Site:
    """What the pages of one toolkit share.

    `root` is the toolkit's folder, `program` the digest of Carrel itself. `users` maps each file to
    the pages and lines that show it.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        look: Look,
        media: Mapping[str, Medium],
        root: Path,
        *,
        search: bool,
        preview: bool = False,
        program: str = "",
        users: Mapping[str, list[tuple[str, int]]] = MappingProxyType({}),
    ) -> None:
        self.toolkit, self.look, self.media, self.root = toolkit, look, media, root
        self.search, self.preview = search, preview
        self.language = toolkit.settings.language
        self.words, self.icons = look.constants["t"], look.constants["icons"]
        self.kinds = toolkit.settings.kinds
        self.shapes: dict[tuple[object, ...], tuple[str, str]] = {}  # of boxes; see BodyWriter
        self.controls: dict[tuple[object, ...], str] = {}  # of fields
        self.issues: dict[str, list[Issue]] = {}  # by page, shown in a preview
        self._kept: dict[Hashable, Any] = {}
        self._menus = Menus(look)
        self._glossaries: dict[str, Glossary] = {}
        self._worksheets = _worksheets(toolkit)
        self._files = _files_shown(users)
        self.key = self._key(program)
        self.module_keys = {module.slug: self._module_key(module) for module in toolkit.modules}

    @property
    def slugs(self) -> Iterable[str]:
        """The slugs of all modules."""
        return self.module_keys.keys()

    def module_at(self, path: str) -> set[str]:
        """Returns the slug of the module in whose folder `path` is; empty if there is none."""
        return {path.partition("/")[0]} & self.module_keys.keys()

    @property
    def home(self) -> str:
        """The address of the first page: the toolkit's own, or its only module's."""
        return (
            ""
            if len(self.toolkit.modules) > 1 or self.toolkit.home
            else self.toolkit.modules[0].overview.url
        )

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Returns what `make` returns; it is called once for each key."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[no-any-return]

    def forget(self, key: Hashable) -> None:
        """Drops the value that `once` stores for `key`."""
        self._kept.pop(key, None)

    def show_issues(self, issues: Iterable[Issue]) -> None:
        """Lets each page of a preview show its issues; overviews show those of other files."""
        overviews = [module.overview.path for module in self.toolkit.modules]
        for found in issues:
            path = found.position.path
            for page in [path] if path in self.toolkit.by_path else overviews:
                self.issues.setdefault(page, []).append(found)

    # What pages look up

    def label_of(self, kind: BoxKind) -> str:
        """The name of a box kind in words."""
        return kind.label or self.words.get("box_" + kind.name.replace("-", "_"), kind.name)

    def media_url(self, path: str) -> str:
        """Where a file of the toolkit is published."""
        medium = self.media.get(path)
        return medium.url if medium else media_url(path)

    def worksheet_key(self, page: Page, sheet: Worksheet) -> str:
        """The worksheet's name in the whole toolkit: `module/worksheet`."""
        return sheet_key(page, sheet)

    def find_worksheet(self, page: Page, name: str) -> tuple[Page, Worksheet] | None:
        """The worksheet `name` of the same module, or `module/name` of another."""
        module, _, identifier = name.removeprefix("/").rpartition("/")
        return self._worksheets.get(
            (module or (page.module.slug if page.module else ""), identifier)
        )

    def workbook(self, module: Module | None = None) -> str:
        """Returns the address of a module's workbook; without a module, of the list of workbooks.

        It is empty if there are no exercises.
        """
        if module:
            return f"{module.slug}/workbook/" if self._has_exercises(module) else ""
        return "workbook/" if any(map(self._has_exercises, self.toolkit.modules)) else ""

    def _has_exercises(self, module: Module) -> bool:
        return self.once(
            ("exercises", module.slug), lambda: any(page.exercises for page in module.pages())
        )

    def example(self, module: Module) -> str:
        """The address of a module's worked example; empty where it has none."""
        return f"{module.slug}/example/" if module.example.sheets else ""

    def glossary_of(self, module: Module | None) -> Glossary:
        """The terms of a module and of the toolkit; the module's own come first."""
        slug = module.slug if module else ""
        if slug not in self._glossaries:
            pages = [
                page
                for page in (self.toolkit.glossary, module.glossary if module else None)
                if page
            ]
            self._glossaries[slug] = Glossary(
                [term for page in pages for term in page.content.terms]
            )
        return self._glossaries[slug]

    def glossary_page(self, page: Page, name: str) -> Page | None:
        """The glossary that explains the term with this id to readers of `page`."""
        for candidate in (page.module.glossary if page.module else None, self.toolkit.glossary):
            if candidate and any(term.id == name for term in candidate.content.terms):
                return candidate
        return None

    def sections_menu(self, module: Module) -> str:
        """Returns the entries of the drop-down menu of sections, as HTML."""
        return self._menus.sections(module)

    def pages_menu(self, module: Module, section: Section | None) -> str:
        """Returns the entries of the left-hand menu, as HTML."""
        return self._menus.pages(module, section)

    # Keys

    def _key(self, program: str) -> str:
        """Returns the digest of what goes into every page."""
        settings = self.toolkit.settings
        logo = self.media_url(settings.theme.logo)
        flags = (str(self.search), str(self.preview))
        parts = (program, __version__, self.look.key, repr(settings), logo, *flags)
        return digest(*parts, self._addresses())

    def _addresses(self) -> str:
        """All addresses: where any link may lead."""
        return "\n".join(f"{page.path} {page.url}" for page in self.toolkit.pages())

    def _module_key(self, module: Module) -> str:
        """Returns the digest of what every page of a module shows of the others.

        These are titles, minutes, the glossary, and the names of worksheets.
        """
        parts = [f"{other.title}\n{other.overview.url}" for other in self.toolkit.modules]
        for section in module.sections:
            parts.append(f"{section.number}\n{section.title}\n{section.minutes}")
        for page in (self.toolkit.glossary, module.glossary):
            parts += [page.digest, *self.files_of(page)] if page else [""]
        for page in (module.overview, module.closing, module.reference_list):
            parts.append(f"{page.title}\n{page.minutes}" if page else "")
        parts += [progress.listed(module.pages()), *map(self.workbook, self.toolkit.modules)]
        front = module.overview.content.front
        parts += [repr(front.credits), front.licence, repr(front.based_on), repr(front.was)]
        parts += [
            f"{page.url} {sheet.id} {sheet.title or page.title}"
            for (slug, _), (page, sheet) in self._worksheets.items()
            if slug == module.slug
        ]
        return digest(self.key, *parts)

    def section_key(self, module: Module, section: Section | None) -> str:
        """What the left-hand menu shows."""
        if section is None:
            return self.module_keys[module.slug]
        key = ("section", module.slug, section.slug)
        return self.once(key, lambda: self._section_key(module, section))

    def _section_key(self, module: Module, section: Section) -> str:
        pages = "\n".join(f"{page.title} {page.minutes} {page.url}" for page in section.pages)
        outcomes = repr(section.first.content.front.outcomes)
        return digest(self.module_keys[module.slug], pages, outcomes)

    def page_key(self, page: Page) -> str:
        """All that goes into one page."""
        return self.once(("key", page.path), lambda: self._page_key(page))

    def _page_key(self, page: Page) -> str:
        shared = self.section_key(page.module, page.section) if page.module else self.key
        return digest(
            shared,
            page.path,
            page.url,
            page.digest,
            str(page.minutes),
            *map(_neighbor, (page.previous, page.next)),
            *self.files_of(page),
            *self._borrowed(page),
            *map(str, self.issues.get(page.path, [])),
        )

    def _borrowed(self, page: Page) -> list[str]:
        """Returns what a page shows of other sources: worksheets, references, objectives."""
        parts = [part for lender in self.lenders(page) for part in self._lent(lender)]
        parts += self._references_of(page)
        if page.role is Role.GUIDE and page.module:
            parts += [section.first.content.front.objective for section in page.module.sections]
        return parts

    def _references_of(self, page: Page) -> list[str]:
        """The references that a page shows: those that its footnotes name, or all."""
        if not page.module:
            return []
        known = page.module.references
        shown = (
            known.entries.values()
            if page.role is Role.REFERENCES
            else map(known.named, page.content.cited)
        )
        return [repr(one) for one in shown if one]

    def lenders(self, page: Page) -> list[Page]:
        """The pages whose worksheets come back on this one."""
        names = [box.title.strip() for box in page.content.boxes if box.kind == "answers"]
        return [found[0] for name in names if (found := self.find_worksheet(page, name))]

    def _lent(self, lender: Page) -> list[str]:
        """All that goes into a worksheet that comes back."""
        return [
            lender.digest,
            lender.url,
            lender.title,
            repr(modules_of(lender)),
            *self.files_of(lender),
        ]

    def files_of(self, page: Page) -> list[str]:
        """Returns what a page shows of its files: addresses and sizes, or a small image itself."""
        return [
            f"{medium.inline or medium.url} {medium.width} {medium.height}"
            for medium in self.media_of(page)
        ]

    def media_of(self, page: Page) -> list[Medium]:
        """The files that a page shows or links to."""
        return [self.media[path] for path in self._files.get(page.path, ()) if path in self.media]


def _neighbor(page: Page | None) -> str:
    """Returns what a page shows of the page before or after it."""
    return f"{page.url} {page.title} {page.minutes}" if page else ""


def _files_shown(users: Mapping[str, list[tuple[str, int]]]) -> dict[str, list[str]]:
    """Returns for each page the files that it shows or links to; `users` has it by file."""
    files: dict[str, list[str]] = {}
    for path in sorted(users):
        for name, _ in users[path]:
            files.setdefault(name, []).append(path)
    return files


def _worksheets(toolkit: Toolkit) -> dict[tuple[str, str], tuple[Page, Worksheet]]:
    """Returns each worksheet and its page, by module and id; the first of two with one id."""
    found: dict[tuple[str, str], tuple[Page, Worksheet]] = {}
    for module in toolkit.modules:
        for page in module.pages():
            for sheet in page.content.worksheets:
                found.setdefault((module.slug, sheet.id), (page, sheet))
    return found


def output_path(page: Page) -> str:
    """The file of a page."""
    return file_of(page.url)
