"""The outline of a toolkit, read from its folders.

It is which files are pages, which module and section each belongs to, and in which order. Nothing
is opened here; only names and sizes are read. Links that leave the toolkit or form a circle are not
followed.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from carrel.codes import issue
from carrel.issues import BuildStopped, Issue, Position
from carrel.model.example import NAME as EXAMPLE
from carrel.model.lock import NAME as LOCK
from carrel.model.references import NAME as REFERENCES
from carrel.model.settings import Settings
from carrel.model.slugs import slug, split_order
from carrel.model.toolkit import Role

Stat = tuple[int, int, int, int]  # size, modified and changed (nanoseconds), number of the file

_NOT_PAGES = re.compile(
    r"(README|LICEN[CS]E|CONTRIBUTING|CHANGELOG|AUTHORS|NOTICE|CODE_OF_CONDUCT)", re.I
)
_OTHER_ENDING = re.compile(r"\.(?:markdown|mdown|mkdn?|mdwn|mdtext|(?!md$)[mM][dD])$")
_NOT_MODULES = frozenset({"theme", "node_modules", "media"})
_DEEPEST = 12  # folders inside each other


class Folder(msgspec.Struct):
    """A folder's path, the names of its files, and the folders in it."""

    path: str
    files: list[str] = []
    folders: list["Folder"] = []

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    def path_of(self, name: str) -> str:
        """Returns the path of the file or folder `name` in this folder."""
        return f"{self.path}/{name}".lstrip("/")

    def pages(self) -> list[str]:
        """Returns the names of the files that an author means as pages."""
        return [name for name in self.files if name.endswith(".md") and not _NOT_PAGES.match(name)]

    def has_pages(self) -> bool:
        """True if a page is in this folder or in any folder below it."""
        return bool(self.pages()) or any(folder.has_pages() for folder in self.folders)


class SourceFile(msgspec.Struct, frozen=True):
    """A file that becomes a page."""

    path: str
    role: Role
    slug: str


class SectionOutline(msgspec.Struct):
    """A section's folder and its pages: the first page, the others in order, the resources."""

    path: str
    slug: str
    files: list[SourceFile]


class ModuleOutline(msgspec.Struct):
    """A module's folder and its pages."""

    path: str
    slug: str
    overview: SourceFile
    sections: list[SectionOutline] = []
    closing: SourceFile | None = None
    glossary: SourceFile | None = None
    reference_list: SourceFile | None = None
    guide: SourceFile | None = None
    references: str = ""  # the path of its references.toml
    example: str = ""  # the path of its example.toml

    def own_files(self) -> list[SourceFile]:
        """Returns the pages that are not part of a section."""
        optional = (self.closing, self.glossary, self.reference_list, self.guide)
        return [self.overview, *filter(None, optional)]

    def all_files(self) -> list[SourceFile]:
        """Returns all pages; those of sections follow the overview."""
        overview, *others = self.own_files()
        in_sections = [file for section in self.sections for file in section.files]
        return [overview, *in_sections, *others]


class Outline(msgspec.Struct):
    """Every page of a toolkit in order, every other file, and the state of all of them."""

    modules: list[ModuleOutline]
    home: SourceFile | None
    glossary: SourceFile | None
    stats: dict[str, Stat]
    issues: list[Issue]

    def files(self) -> list[SourceFile]:
        """Returns the source files of all pages."""
        in_modules = [file for module in self.modules for file in module.all_files()]
        return [*filter(None, (self.home, self.glossary)), *in_modules]


def read_outline(root: Path, settings: Settings, own: frozenset[str] = frozenset()) -> Outline:
    """Returns the outline of the toolkit in `root`, without the paths `own` that Carrel wrote.

    Raises BuildStopped if the folder cannot be read.
    """
    walker = _Walker(root, frozenset(settings.exclude) - {LOCK} | own)
    top = walker.walk()
    arranger = _Arranger(walker.report)
    modules = list(filter(None, map(arranger.module, arranger.ordered_folders(top))))
    home = arranger.find(top, "index.md", Role.HOME, "")
    glossary = arranger.find(top, "glossary.md", Role.GLOSSARY, "glossary")
    for name in top.pages():
        if name not in ("index.md", "glossary.md"):
            walker.report("page-outside", name, name=name)
    if not modules:
        walker.report("toolkit-empty", "toolkit.toml")
    return Outline(modules, home, glossary, walker.stats, walker.issues)


class _Walker:
    """Reads the names in the toolkit's folder, and the state of each file."""

    def __init__(self, root: Path, skipped: frozenset[str]) -> None:
        self.root, self.skipped = os.path.realpath(root), skipped
        self.stats: dict[str, Stat] = {}
        self.issues: list[Issue] = []

    def report(self, code: str, path: str, **values: object) -> None:
        """Adds an issue."""
        self.issues.append(issue(code, Position(path), **values))

    def _report_unreadable(self, path: str, reason: str | None) -> None:
        self.report("file-unreadable", path, reason=reason or "unknown")

    def walk(self, path: str = "", depth: int = 0) -> Folder:
        """Returns the folder at `path`, and all below it."""
        folder = Folder(path)
        for entry in self._entries(path):
            hidden = entry.name.startswith((".", "_"))
            if not hidden and folder.path_of(entry.name) not in self.skipped:
                self._take(entry, folder, depth)
        self._report_case(folder)
        return folder

    def _entries(self, path: str) -> list[os.DirEntry[str]]:
        """Returns what is in a folder by name. Raises BuildStopped if it is the toolkit's own."""
        try:
            found = list(os.scandir(os.path.join(self.root, path)))
        except OSError as error:
            if not path:
                message = f"The folder {self.root} cannot be read: {error.strerror}."
                raise BuildStopped(message) from error
            self._report_unreadable(path, error.strerror)
            return []
        return sorted(found, key=lambda entry: entry.name)

    def _take(self, entry: os.DirEntry[str], folder: Folder, depth: int) -> None:
        """Adds a file or folder to `folder`, or reports why not."""
        path = folder.path_of(entry.name)
        if not entry.name.isprintable():
            self.report("name-slug", _printable(path), name=_printable(entry.name))
            return
        try:
            if entry.is_symlink() and not self._follow(entry, path):
                return
            if entry.is_dir():
                self._take_folder(path, folder, depth)
            elif entry.is_file():
                self.stats[path] = _state(entry.stat())
                folder.files.append(entry.name)
        except OSError as error:
            self._report_unreadable(path, error.strerror)

    def _take_folder(self, path: str, folder: Folder, depth: int) -> None:
        if depth < _DEEPEST:
            folder.folders.append(self.walk(path, depth + 1))
        else:
            self.report("folder-too-deep", path)

    def _follow(self, entry: os.DirEntry[str], path: str) -> bool:
        """True if a symbolic link leads to a file in the toolkit; reports it otherwise."""
        target = os.path.realpath(entry.path)
        if not os.path.exists(target):
            self._report_unreadable(path, "the link leads nowhere")
            return False
        if os.path.commonpath([self.root, target]) != self.root:
            self.report("file-outside", path)
            return False
        if os.path.isdir(target):
            self.report("folder-linked", path)
            return False
        return True

    def _report_case(self, folder: Folder) -> None:
        """Reports names that differ from others only in upper and lower case."""
        names: dict[str, str] = {}
        for name in [*folder.files, *(inner.name for inner in folder.folders)]:
            other = names.setdefault(name.lower(), name)
            if other != name:
                self.report("name-case", folder.path_of(name), name=name, other=other)


def _state(found: os.stat_result) -> Stat:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _printable(name: str) -> str:
    """Returns `name` with U+FFFD in place of characters that cannot be printed."""
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


class _Arranger:
    """Makes modules and sections of folders."""

    def __init__(self, report: Callable[..., None]) -> None:
        self.report = report

    def find(self, folder: Folder, name: str, role: Role, slug_: str) -> SourceFile | None:
        """Returns the page `name` of `folder`, with or without a number before it, or None."""
        for candidate in (name, *folder.files):
            if candidate in folder.files and split_order(candidate)[1] == name:
                return SourceFile(folder.path_of(candidate), role, slug_)
        return None

    def ordered_folders(self, folder: Folder) -> list[Folder]:
        """Returns the folders in `folder` that may be modules or sections, in order."""
        named = {inner.name: inner for inner in folder.folders}
        names = self._ordered(folder, list(named))
        return [named[name] for name in names if name not in _NOT_MODULES]

    def _ordered(self, folder: Folder, names: list[str]) -> list[str]:
        """Returns `names` by number, then by name; reports two with the same number."""
        numbers: dict[int, str] = {}
        for name in sorted(names):
            number, _ = _split_order(name)
            if number is None:
                continue
            other = numbers.setdefault(number, name)
            if other != name:
                self.report("order-doubled", folder.path_of(name), name=name, other=other)
        return sorted(names, key=_order_key)

    def _slug(self, path: str, name: str) -> str | None:
        made = slug(split_order(name)[1])
        if not made:
            self.report("name-slug", path, name=name)
        return made or None

    def module(self, folder: Folder) -> ModuleOutline | None:
        """Returns the module in `folder`, or None if it is not one."""
        overview = self.find(folder, "index.md", Role.OVERVIEW, "")
        if not overview:
            if folder.has_pages():
                self.report("module-index", folder.path, name=folder.path)
            return None
        made = self._slug(folder.path, folder.path)
        return self._module(folder, made, overview) if made else None

    def _module(self, folder: Folder, made: str, overview: SourceFile) -> ModuleOutline:
        module = ModuleOutline(
            folder.path,
            made,
            overview,
            list(filter(None, map(self._section, self.ordered_folders(folder)))),
            self.find(folder, "closing.md", Role.CLOSING, "closing"),
            self.find(folder, "glossary.md", Role.GLOSSARY, "glossary"),
            self.find(folder, "references.md", Role.REFERENCES, "references"),
            self.find(folder, "guide.md", Role.GUIDE, "guide"),
            folder.path_of(REFERENCES) if REFERENCES in folder.files else "",
            folder.path_of(EXAMPLE) if EXAMPLE in folder.files else "",
        )
        self._report_endings(folder)
        known = {file.path for file in module.own_files()}
        for name in folder.pages():
            if folder.path_of(name) not in known:
                self.report("page-misplaced", folder.path_of(name), name=name)
        return module

    def _report_endings(self, folder: Folder) -> None:
        """Reports files that their author may take for pages, but that have another ending."""
        for name in folder.files:
            if _OTHER_ENDING.search(name) and not _NOT_PAGES.match(name):
                self.report("page-ending", folder.path_of(name), name=name)

    def _section(self, folder: Folder) -> SectionOutline | None:
        first = self.find(folder, "index.md", Role.SECTION, "")
        if not first:
            if folder.has_pages():
                self.report("section-index", folder.path)
            return None
        made = self._slug(folder.path, folder.name)
        for inner in folder.folders:
            if inner.has_pages():
                self.report("section-depth", inner.path)
        if not made:
            return None
        self._report_endings(folder)
        return SectionOutline(folder.path, made, self._section_files(folder, first))

    def _section_files(self, folder: Folder, first: SourceFile) -> list[SourceFile]:
        last = self.find(folder, "resources.md", Role.RESOURCES, "resources")
        known = {first.path, last.path if last else ""}
        ordered = self._ordered(folder, [name for name in folder.files if name.endswith(".md")])
        between = [
            self._page(folder, name) for name in ordered if folder.path_of(name) not in known
        ]
        return [file for file in (first, *between, last) if file]

    def _page(self, folder: Folder, name: str) -> SourceFile | None:
        path = folder.path_of(name)
        made = self._slug(path, name.removesuffix(".md"))
        return SourceFile(path, Role.PAGE, made) if made else None


def _split_order(name: str) -> tuple[int | None, str]:
    return split_order(name.removesuffix(".md"))


def _order_key(name: str) -> tuple[bool, int, str]:
    number, rest = _split_order(name)
    return number is None, number or 0, rest
