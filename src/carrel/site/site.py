"""The site as a whole: what every page shares, which files there are, and what each of them depends on.

`outputs` lists every file of the site with a key. A key is a digest of all that goes into the file, so a file whose key has not
changed need not be written again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from minijinja import safe

from carrel import __version__
from carrel.digests import digest
from carrel.issues import Issue
from carrel.model.keys import modules_of, sheet_key
from carrel.model.medium import Medium
from carrel.model.sentinels import ROOT
from carrel.model.settings import BoxKind
from carrel.model.toolkit import LOOKED_UP, Module, Page, Role, Section, Toolkit
from carrel.model.worksheet import Worksheet
from carrel.site import progress
from carrel.site.addresses import file_of, media_url
from carrel.site.body.terms import Glossary
from carrel.site.look.theme import Look

Made = TypeVar("Made")


class Site:
    """What the pages of one toolkit share. `root` is the toolkit's folder, `program` a digest of Carrel itself."""

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
        self._menus: dict[object, str] = {}
        self._glossaries: dict[str, Glossary] = {}
        self._worksheets: dict[tuple[str, str], tuple[Page, Worksheet]] = {}
        self._files: dict[str, list[str]] = {}  # by page: the files that it shows or links to
        for path in sorted(users):
            for name, _ in users[path]:
                self._files.setdefault(name, []).append(path)
        for module in toolkit.modules:
            for page in module.pages():
                for sheet in page.content.worksheets:
                    self._worksheets.setdefault((module.slug, sheet.id), (page, sheet))
        logo = self.media_url(toolkit.settings.theme.logo)
        self.key = digest(
            program,
            __version__,
            look.key,
            repr(toolkit.settings),
            logo,
            str(search),
            str(preview),
            self._addresses(),
        )
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
        """What `make` says, asked for once: many pages show the same."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[no-any-return]

    def forget(self, key: Hashable) -> None:
        """Lets go of what `once` kept."""
        self._kept.pop(key, None)

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
        """The address of a module's workbook, or of the page that leads to all of them; empty where there is nothing to write."""
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

    # Menus, rendered once for each section

    def sections_menu(self, module: Module) -> str:
        """The entries of the drop-down."""
        key = ("sections", module.slug)
        if key not in self._menus:
            entries = self._parts_of(module)
            self._menus[key] = self.look.render(
                "menu-sections.html", entries=entries, root=safe(ROOT), t=self.words
            )
        return self._menus[key]

    def pages_menu(self, module: Module, section: Section | None) -> str:
        """The entries of the left-hand menu: a section's pages, or the module's sections beside its other pages."""
        key = ("pages", module.slug, section.slug if section else None)
        if key not in self._menus:
            if section:
                heading = f"{section.number} · {section.title}"
                entries = [
                    _entry(
                        "",
                        self.words["section_overview"] if page is section.first else page.title,
                        page.url,
                        page.minutes,
                    )
                    for page in section.pages
                ]
            else:
                heading, entries = module.title, self._parts_of(module)
            self._menus[key] = self.look.render(
                "menu-pages.html", heading=heading, entries=entries, root=safe(ROOT), t=self.words
            )
        return self._menus[key]

    def _parts_of(self, module: Module) -> list[dict[str, object]]:
        """The entries of a menu that leads through a whole module."""
        first = [
            _entry(
                "",
                self.words["overview"],
                module.overview.url,
                module.overview.minutes,
                [module.overview],
            )
        ]
        sections = [
            _entry(section.number, section.title, section.first.url, section.minutes, section.pages)
            for section in module.sections
        ]
        return (
            first
            + sections
            + [
                _entry("", page.title, page.url, page.minutes, [page])
                for page in module.after_sections()
            ]
        )

    # Keys

    def _addresses(self) -> str:
        """All addresses: where any link may lead."""
        return "\n".join(f"{page.path} {page.url}" for page in self.toolkit.pages())

    def _module_key(self, module: Module) -> str:
        """What every page of a module shows of the others: titles, minutes, the glossary, the worksheets' names."""
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
        key = ("key", module.slug, section.slug)
        if key not in self._menus:
            pages = "\n".join(f"{page.title} {page.minutes} {page.url}" for page in section.pages)
            self._menus[key] = digest(
                self.module_keys[module.slug], pages, repr(section.first.content.front.outcomes)
            )
        return self._menus[key]

    def page_key(self, page: Page) -> str:
        """All that goes into one page."""
        return self.once(("key", page.path), lambda: self._page_key(page))

    def _page_key(self, page: Page) -> str:
        shared = self.section_key(page.module, page.section) if page.module else self.key
        beside = [
            f"{other.url} {other.title} {other.minutes}" if other else ""
            for other in (page.previous, page.next)
        ]
        borrowed = [part for lender in self.lenders(page) for part in self._lent(lender)]
        borrowed += self._references_of(page)
        if page.role is Role.GUIDE and page.module:
            borrowed += [section.first.content.front.objective for section in page.module.sections]
        shown = [str(issue) for issue in self.issues.get(page.path, [])]
        return digest(
            shared,
            page.path,
            page.url,
            page.digest,
            str(page.minutes),
            *beside,
            *self.files_of(page),
            *borrowed,
            *shown,
        )

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
        """Where the files are published that a page shows or links to, how large the images are, and small ones themselves."""
        return [
            f"{medium.inline or medium.url} {medium.width} {medium.height}"
            for medium in self.media_of(page)
        ]

    def media_of(self, page: Page) -> list[Medium]:
        """The files that a page shows or links to."""
        return [self.media[path] for path in self._files.get(page.path, ()) if path in self.media]


def _entry(
    number: int | str, title: str, url: str, minutes: int, pages: Sequence[Page] = ()
) -> dict[str, object]:
    """An entry of a menu; `pages` are those that it stands for, where it stands for more than the page that it leads to."""
    return {
        "number": number,
        "title": title,
        "url": safe(url),
        "minutes": minutes,
        "current": False,
        "pages": progress.listed(pages),
        "aside": any(page.role in LOOKED_UP for page in pages),
    }


def output_path(page: Page) -> str:
    """The file of a page."""
    return file_of(page.url)
