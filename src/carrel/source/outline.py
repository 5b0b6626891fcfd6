"""The folder is the outline: which files are pages, which section and module each belongs to, and in which order.

Nothing is opened here; only names and sizes are read. Links that leave the toolkit, or lead round in a circle, are not
followed.
"""

import os
import re
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
_DEEPEST = 12


class Folder(msgspec.Struct):
    """A folder's files and folders, by name."""

    path: str
    files: list[str] = []
    folders: list["Folder"] = []


class SourceFile(msgspec.Struct, frozen=True):
    """A file that becomes a page."""

    path: str
    role: Role
    slug: str


class SectionOutline(msgspec.Struct):
    """A section's folder; its first page comes first, its resources last."""

    path: str
    slug: str
    files: list[SourceFile]


class ModuleOutline(msgspec.Struct):
    """A module's folder."""

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


class Outline(msgspec.Struct):
    """Every page of a toolkit in order, every other file, and the state of all of them."""

    modules: list[ModuleOutline]
    home: SourceFile | None
    glossary: SourceFile | None
    stats: dict[str, Stat]
    issues: list[Issue]

    def files(self) -> list[SourceFile]:
        """Every page's source."""
        listed = [file for file in (self.home, self.glossary) if file]
        for module in self.modules:
            listed.append(module.overview)
            for section in module.sections:
                listed += section.files
            listed += [
                file
                for file in (module.closing, module.glossary, module.reference_list, module.guide)
                if file
            ]
        return listed


class _Walker:
    """Walks the toolkit's folder once."""

    def __init__(self, root: Path, skipped: frozenset[str]) -> None:
        self.root, self.skipped = os.path.realpath(root), skipped
        self.stats: dict[str, Stat] = {}
        self.issues: list[Issue] = []
        self.seen: set[str] = set()

    def report(self, code: str, path: str, **values: object) -> None:
        self.issues.append(issue(code, Position(path), **values))

    def walk(self, path: str = "", depth: int = 0) -> Folder:
        folder = Folder(path)
        full = os.path.join(self.root, path)
        try:
            entries = sorted(os.scandir(full), key=lambda entry: entry.name)
        except OSError as error:
            if not path:
                raise BuildStopped(
                    f"The folder {self.root} cannot be read: {error.strerror}."
                ) from error
            self.report("file-unreadable", path, reason=error.strerror or "unknown")
            return folder
        for entry in entries:
            if (
                not entry.name.startswith((".", "_"))
                and f"{path}/{entry.name}".lstrip("/") not in self.skipped
            ):
                self._take(entry, folder, depth)
        self._report_case(folder)
        return folder

    def _take(self, entry: os.DirEntry[str], folder: Folder, depth: int) -> None:
        path = f"{folder.path}/{entry.name}" if folder.path else entry.name
        if not _printable(entry.name):
            self.report("name-slug", _shown(path), name=_shown(entry.name))
            return
        try:
            if entry.is_symlink() and not self._follow(entry, path):
                return
            if entry.is_dir():
                if depth < _DEEPEST:
                    folder.folders.append(self.walk(path, depth + 1))
                else:
                    self.report("folder-too-deep", path)
            elif entry.is_file():
                state = entry.stat()
                self.stats[path] = (
                    state.st_size,
                    state.st_mtime_ns,
                    state.st_ctime_ns,
                    state.st_ino,
                )
                folder.files.append(entry.name)
        except OSError as error:
            self.report("file-unreadable", path, reason=error.strerror or "unknown")

    def _follow(self, entry: os.DirEntry[str], path: str) -> bool:
        """Whether a symbolic link leads to something in the toolkit, and not to a folder around it."""
        target = os.path.realpath(entry.path)
        if not os.path.exists(target):
            self.report("file-unreadable", path, reason="the link leads nowhere")
            return False
        if os.path.commonpath([self.root, target]) != self.root:
            self.report("file-outside", path)
            return False
        if os.path.isdir(target):
            self.report("folder-linked", path)
            return False
        return True

    def _report_case(self, folder: Folder) -> None:
        names: dict[str, str] = {}
        for name in [*folder.files, *(inner.path.rpartition("/")[2] for inner in folder.folders)]:
            other = names.setdefault(name.lower(), name)
            if other != name:
                self.report(
                    "name-case", f"{folder.path}/{name}".lstrip("/"), name=name, other=other
                )


def _printable(name: str) -> bool:
    return name.isprintable()


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)


def read_outline(root: Path, settings: Settings, own: frozenset[str] = frozenset()) -> Outline:
    """The outline of the toolkit in `root`; `own` names what Carrel wrote there. Raises BuildStopped where it cannot be read."""
    walker = _Walker(root, frozenset(settings.exclude) - {LOCK} | own)
    top = walker.walk()
    arranger = _Arranger(walker)
    modules = [
        module for folder in arranger.ordered_folders(top) if (module := arranger.module(folder))
    ]
    outline = Outline(
        modules,
        arranger.own(top, "index.md", Role.HOME, ""),
        arranger.own(top, "glossary.md", Role.GLOSSARY, "glossary"),
        walker.stats,
        walker.issues,
    )
    for name in top.files:
        if (
            name.endswith(".md")
            and name not in ("index.md", "glossary.md")
            and not _NOT_PAGES.match(name)
        ):
            walker.report("page-outside", name, name=name)
    if not modules:
        walker.report("toolkit-empty", "toolkit.toml")
    return outline


class _Arranger:
    """Makes modules and sections of folders."""

    def __init__(self, walker: _Walker) -> None:
        self.report = walker.report

    def own(self, folder: Folder, name: str, role: Role, slug_: str) -> SourceFile | None:
        """The file `name` of `folder`, where it is there; a number before it does not matter."""
        for candidate in (name, *folder.files):
            if candidate in folder.files and split_order(candidate)[1] == name:
                return SourceFile(f"{folder.path}/{candidate}".lstrip("/"), role, slug_)
        return None

    def _report_endings(self, folder: Folder) -> None:
        """A file that its author takes for a page, and Carrel would not."""
        for name in folder.files:
            if _OTHER_ENDING.search(name) and not _NOT_PAGES.match(name):
                self.report("page-ending", f"{folder.path}/{name}", name=name)

    def ordered_folders(self, folder: Folder) -> list[Folder]:
        named = {inner.path.rpartition("/")[2]: inner for inner in folder.folders}
        return [
            named[name]
            for name in self._ordered(folder.path, list(named))
            if name not in _NOT_MODULES
        ]

    def _ordered(self, path: str, names: list[str]) -> list[str]:
        """`names` by number, then by name; two with one number are reported."""
        numbers: dict[int, str] = {}
        for name in sorted(names):
            number = split_order(name.removesuffix(".md"))[0]
            if number is not None and number in numbers:
                self.report(
                    "order-doubled", f"{path}/{name}".lstrip("/"), name=name, other=numbers[number]
                )
            elif number is not None:
                numbers[number] = name
        return sorted(names, key=_order_key)

    def _slug(self, path: str, name: str) -> str | None:
        made = slug(split_order(name)[1])
        if not made:
            self.report("name-slug", path, name=name)
        return made or None

    def module(self, folder: Folder) -> ModuleOutline | None:
        overview = self.own(folder, "index.md", Role.OVERVIEW, "")
        if not overview:
            if _holds_pages(folder):
                self.report("module-index", folder.path, name=folder.path)
            return None
        made = self._slug(folder.path, folder.path)
        if not made:
            return None
        module = ModuleOutline(folder.path, made, overview)
        module.sections = [
            section for inner in self.ordered_folders(folder) if (section := self._section(inner))
        ]
        module.closing = self.own(folder, "closing.md", Role.CLOSING, "closing")
        module.glossary = self.own(folder, "glossary.md", Role.GLOSSARY, "glossary")
        module.reference_list = self.own(folder, "references.md", Role.REFERENCES, "references")
        module.guide = self.own(folder, "guide.md", Role.GUIDE, "guide")
        module.references = f"{folder.path}/{REFERENCES}" if REFERENCES in folder.files else ""
        module.example = f"{folder.path}/{EXAMPLE}" if EXAMPLE in folder.files else ""
        self._report_endings(folder)
        known = {
            file.path
            for file in (
                overview,
                module.closing,
                module.glossary,
                module.reference_list,
                module.guide,
            )
            if file
        }
        for name in folder.files:
            if (
                name.endswith(".md")
                and f"{folder.path}/{name}" not in known
                and not _NOT_PAGES.match(name)
            ):
                self.report("page-misplaced", f"{folder.path}/{name}", name=name)
        return module

    def _section(self, folder: Folder) -> SectionOutline | None:
        pages = [name for name in folder.files if name.endswith(".md")]
        first = self.own(folder, "index.md", Role.SECTION, "")
        if not first:
            if _holds_pages(folder):
                self.report("section-index", folder.path)
            return None
        name = folder.path.rpartition("/")[2]
        made = self._slug(folder.path, name)
        for inner in folder.folders:
            if _holds_pages(inner):
                self.report("section-depth", inner.path)
        if not made:
            return None
        self._report_endings(folder)
        resources = self.own(folder, "resources.md", Role.RESOURCES, "resources")
        own = {file.path for file in (first, resources) if file}
        between = [
            page for page in self._ordered(folder.path, pages) if f"{folder.path}/{page}" not in own
        ]
        files = [file for page in between if (file := self._page(folder, page))]
        return SectionOutline(
            folder.path, made, [first, *files, *([resources] if resources else [])]
        )

    def _page(self, folder: Folder, name: str) -> SourceFile | None:
        path = f"{folder.path}/{name}"
        made = self._slug(path, name.removesuffix(".md"))
        return SourceFile(path, Role.PAGE, made) if made else None


def _holds_pages(folder: Folder) -> bool:
    """Whether any file in the folder, however deep, is meant as a page."""
    pages = (name for name in folder.files if name.endswith(".md") and not _NOT_PAGES.match(name))
    return any(pages) or any(map(_holds_pages, folder.folders))


def _order_key(name: str) -> tuple[bool, int, str]:
    number, rest = split_order(name.removesuffix(".md"))
    return number is None, number or 0, rest
