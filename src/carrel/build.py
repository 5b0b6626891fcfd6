"""The whole pipeline: read, number, check, render, write, record.

`Builder.build` is the pipeline on one screen; the steps that it names stand below it, in the same order.
"""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import time
from contextlib import closing
from pathlib import Path

import msgspec

from carrel import parallel
from carrel.cache import Cache, Known, State, Written
from carrel.checks import check_toolkit
from carrel.codes import issue
from carrel.digests import digest, program_digest
from carrel.issues import BuildStopped, Issue, Position, Severity, sort_issues
from carrel.model.lock import NAME as LOCK
from carrel.model.lock import Lock
from carrel.model.medium import Medium
from carrel.model.published import published_fields
from carrel.model.settings import Settings
from carrel.model.toolkit import Page, Toolkit
from carrel.publish import Stage, is_empty, same, stopping
from carrel.reading import Reader
from carrel.search import FOLDER as SEARCH
from carrel.search import index_site
from carrel.site.documents import offline
from carrel.site.documents.others import write_manifest
from carrel.site.documents.pages import write_page
from carrel.site.look import catalogue
from carrel.site.look.theme import look_for, theme_files
from carrel.site.media import prepare as site_media
from carrel.site.outputs import outputs
from carrel.site.site import Output, Site, output_path
from carrel.source.fields_lock import read_lock, unreadable, updated
from carrel.source.outline import Outline, read_outline
from carrel.source.settings import NAME as SETTINGS
from carrel.source.settings import read_settings

MANIFEST = "carrel.json"
_ENOUGH = 150  # files, for more than one process
_TURN = 26  # modules, after which others render


class Options(msgspec.Struct, frozen=True):
    """What a build is asked for. `out` is the site's folder, DIR/_site where it is None. A preview is written in spite of errors,
    and shows them; `strict` refuses to publish with warnings, too."""

    out: Path | None = None
    search: bool = True
    preview: bool = False
    strict: bool = False


class Report(msgspec.Struct):
    """What came of a build. Numbers of files count what changed; `toolkit` is None where nothing was read again."""

    out: Path
    issues: list[Issue] = []
    published: bool = False
    pages: int = 0
    minutes: int = 0
    written: list[str] = []
    removed: list[str] = []
    toolkit: Toolkit | None = None

    def count(self, severity: Severity) -> int:
        """How many issues are of this severity."""
        return sum(found.severity is severity for found in self.issues)


def build(root: Path, options: Options = Options()) -> Report:
    """Publishes the toolkit in `root`. Raises BuildStopped where nobody can go past."""
    with Builder(root, options) as builder:
        gc.disable()  # the model has no rubbish to collect, only much to look through
        try:
            return builder.build()
        finally:
            gc.freeze()
            gc.unfreeze()  # what was made until now counts as old, so that it is not looked through at once
            gc.enable()


def check(root: Path, options: Options = Options(), links: bool = False) -> Report:
    """Reads and checks the toolkit in `root`, and publishes nothing; with `links`, also tries links to other hosts."""
    with Builder(root, options) as builder:
        settings, outline = builder.look()
        toolkit = builder.read(settings, outline)
        toolkit.lock = builder.recorded()
        issues = builder.check(toolkit, builder.prepare_media(toolkit))
        if links:
            from carrel.checks.external import (
                check_external,
            )  # no other build asks for anything from other hosts

            issues = sort_issues(
                [*issues, *check_external(toolkit, builder.cache.folder / "links.json")]
            )
        return builder.report(toolkit, issues)


class Manifest(msgspec.Struct):
    """What `carrel.json` says; see `write_manifest`."""

    files: dict[str, str]


class Builder:
    """One toolkit's folder, and what is remembered of it."""

    def __init__(self, root: Path, options: Options = Options()) -> None:
        self.root = Path(os.path.realpath(root))
        self.options = options
        self.out = Path(os.path.realpath(options.out or self.root / "_site"))
        if not _is_toolkit(self.root):
            raise BuildStopped(
                f"There is no {SETTINGS} in {self.root}. Name the folder that has one, or make a toolkit with: carrel new FOLDER"
            )
        self.cache = Cache(self.root / ".carrel")
        self.program = program_digest()
        self.began = 0
        self.state_name = digest(str(self.out))[:12]
        self.state = self.cache.state(self.state_name)
        self.reader = Reader(self.root, self.cache, self.program)
        self.found: list[Issue] = []  # what reading found
        self.lock_data: bytes | None = None  # what `toolkit.lock` was read from
        self.users: dict[str, list[tuple[str, int]]] = {}
        self.was_indexed = False  # whether the site before this build had a search index of its own
        self.last_site: Site | None = None

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: object) -> None:
        self.cache.close()

    # The pipeline

    def build(self) -> Report:
        """Read, number, check, render, write, record; only one build of a toolkit at a time."""
        self._refuse_own_folder()
        with self.cache.alone():
            return self._build()

    def _build(self) -> Report:
        before = self._files_before()
        settings, outline = self.look()
        if self.nothing_changed(settings):
            return Report(self.out, self.state.issues, True, self.state.pages, self.state.minutes)
        toolkit = self.read(settings, outline)
        toolkit.lock = self.recorded()
        media = self.prepare_media(toolkit)
        issues = self.check(toolkit, media)
        report = self.report(toolkit, issues)
        if not self.options.preview and (
            report.count(Severity.ERROR) or (self.options.strict and issues)
        ):
            return report
        if not toolkit.modules:
            return report
        site = self.last_site = self.site(toolkit, media, issues)
        self.write(site, report, before)
        return report

    # Look: which files are there, and which of them changed

    def look(self) -> tuple[Settings, Outline]:
        """The settings and the outline; every file's digest is known afterwards."""
        self.began = time.time_ns()
        data = self._bytes(SETTINGS)
        settings, issues = read_settings(data)
        outline = read_outline(self.root, settings, self._own_folder())
        self.reader.look(outline, self.state)
        self.found = issues + outline.issues
        return settings, outline

    def _refuse_own_folder(self) -> None:
        if self.out == self.root or self.out in self.root.parents:
            raise BuildStopped(
                f"The site cannot be written to {self.out}, which holds the toolkit itself. Give another folder with --out."
            )

    def _own_folder(self) -> frozenset[str]:
        """What lies in the toolkit's folder and is Carrel's own: the published site, or a link to it."""
        named = Path(os.path.abspath(self.options.out or self.out))
        inside = [out for out in (self.out, named) if self.root in out.parents]
        return frozenset(out.relative_to(self.root).as_posix() for out in inside)

    def nothing_changed(self, settings: Settings) -> bool:
        """Whether the site is as a build would leave it."""
        return (
            bool(self.state.written)
            and self.state.key == self._state_key(settings)
            and self.state.found == self.found
            and _digests(self.reader.known) == _digests(self.state.sources)
            and all(self._intact(path, written) for path, written in self.state.written.items())
            and not (self.options.strict and self.state.issues)
            and (
                self.options.preview
                or self.options.search == (self.out / SEARCH).is_dir() == self.state.indexed
            )
        )

    def _state_key(self, settings: Settings) -> str:
        options = self.options
        return digest(
            self.program,
            repr(settings),
            str(options.search),
            str(options.preview),
            *theme_files(self.root / "theme"),
        )

    def _intact(self, path: str, written: Written) -> bool:
        try:
            found = os.stat(f"{self.out}/{path}")
        except OSError:
            return False
        return found.st_size == written.size and found.st_mtime_ns == written.modified

    def _bytes(self, path: str) -> bytes:
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise BuildStopped(f"{self.root / path} cannot be read: {error.strerror}.") from error

    # Read: each source to what it says, and all of them to a toolkit

    def read(self, settings: Settings, outline: Outline) -> Toolkit:
        """The numbered toolkit."""
        return self.reader.read(settings, outline)

    def recorded(self) -> Lock:
        """What `fields.lock` says of fields that were published."""
        try:
            self.lock_data = (self.root / LOCK).read_bytes()
            return read_lock(self.lock_data)
        except FileNotFoundError:
            return Lock(lost=self.state.locked)
        except OSError as error:
            return unreadable(error.strerror or "unknown")

    # Check

    def prepare_media(self, toolkit: Toolkit) -> dict[str, Medium]:
        """The files that pages show or link to, as they will be published."""
        self.users = {
            path: [(page.path, line) for page, line in users]
            for path, users in site_media.referenced(toolkit, toolkit.pages()).items()
        }
        if not self.users:
            return {}
        before = self.cache.media()
        media, fresh = {}, []
        for path in sorted(self.users):
            known = self.reader.known.get(path)
            state = digest(self.program, known.digest if known else "")
            medium = before.get(path)
            if medium is None or medium.state != state:
                medium = site_media.prepare(path, self.root)
                medium.state = state
                fresh.append(medium)
            media[path] = medium
        if fresh:
            self.cache.keep_media(fresh)
        return media

    def check(self, toolkit: Toolkit, media: dict[str, Medium]) -> list[Issue]:
        """Everything that is wrong, in the order of the files."""
        issues = list(self.found)
        for page in toolkit.pages():
            issues += page.content.issues
        for module in toolkit.modules:
            issues += [*module.references.issues, *module.example.issues]
        issues += check_toolkit(toolkit)
        issues += site_media.problems(media.values(), self.users) + site_media.clashes(
            toolkit, media.values()
        )
        language = toolkit.settings.language
        if language.partition("-")[0].lower() not in catalogue.languages():
            position = Position(SETTINGS, toolkit.settings.line("language"))
            issues.append(
                issue(
                    "language-unknown",
                    position,
                    language=language,
                    known=", ".join(catalogue.languages()),
                )
            )
        return sort_issues(issues)

    # Quickly: one saved page of a preview, before the whole is looked at again

    def quickly(self, full_paths: set[str]) -> list[str]:
        """Writes the pages of these sources as they are now, with the menus of the last build; says which files it wrote. Where
        any of them is not a page of the last build, it does nothing."""
        paths = {os.path.relpath(path, self.root).replace(os.sep, "/") for path in full_paths}
        site = self.last_site
        if site is None or not all(
            path in site.toolkit.by_path and site.toolkit.by_path[path].module for path in paths
        ):
            return []
        return [path for name in sorted(paths) if (path := self._quick_page(site, name))]

    def _quick_page(self, site: Site, name: str) -> str:
        page = site.toolkit.by_path[name]
        page.digest, page.content = self.reader.read_page(page, site.toolkit.settings)
        if site.lenders(page):  # whose bodies may not be here: the build that follows fetches them
            return ""
        site.issues[name] = page.content.issues
        path = output_path(page)
        data = write_page(site, page)
        target = self.out / path
        if same(target, data):
            return ""
        part = target.with_name(target.name + ".part")
        with stopping(target):
            part.write_bytes(data)
            part.replace(target)
        return path

    def report(self, toolkit: Toolkit, issues: list[Issue]) -> Report:
        """What is known before anything is written."""
        pages = sum(1 for _ in toolkit.pages())
        minutes = sum(module.minutes for module in toolkit.modules)
        return Report(self.out, issues, False, pages, minutes, toolkit=toolkit)

    # Render and write

    def site(self, toolkit: Toolkit, media: dict[str, Medium], issues: list[Issue]) -> Site:
        """The site of the toolkit, of which nothing is rendered yet."""
        look = look_for(toolkit.settings, self.root / "theme", self.options.preview, self.program)
        site = Site(
            toolkit,
            look,
            media,
            self.root,
            search=self.options.search,
            preview=self.options.preview,
            program=self.program,
            users=self.users,
        )
        if self.options.preview:
            _show_issues(site, issues)
        return site

    def write(self, site: Site, report: Report, before: set[str]) -> None:
        """Renders what changed, and publishes it all at once; `before` are the files of the last build."""
        stage = Stage(self.out)
        try:
            stage.begin()
            listed = {output.path: output for output in outputs(site)}
            written = self._render(site, listed, stage)
            self._list(offline.listings(site, written), listed, written, stage)
            gone = before - listed.keys() - {MANIFEST}
            manifest = {path: one.key for path, one in written.items()}
            if stage.write(MANIFEST, write_manifest(manifest)):
                report.written.append(MANIFEST)
            others = before ^ (listed.keys() | {MANIFEST})
            stage.publish(
                gone,
                MANIFEST,
                write_manifest(dict.fromkeys(before, "") | manifest)
                if others - {MANIFEST}
                else b"",
            )
        finally:
            stage.abandon()
        report.removed = sorted(gone)
        if not self.options.preview:
            self.record(site.toolkit, report)
        self._remember(site, report, written)
        if not self.options.preview:
            self._index(bool(report.written or report.removed))
        report.published = True

    def record(self, toolkit: Toolkit, report: Report) -> None:
        """Adds to `fields.lock` the fields that were published now for the first time."""
        path = self.root / LOCK
        part = path.with_name(f".{LOCK}.part")
        try:
            before = path.read_bytes() if toolkit.lock.there else None
            data = updated(
                before,
                published_fields(toolkit),
                toolkit.lock if before == self.lock_data else None,
            )
            if data is None:
                return
            part.write_bytes(data)
            part.replace(path)
            state = path.stat()
        except OSError as error:
            report.issues.append(
                issue("lock-unwritten", Position(SETTINGS), reason=error.strerror or "unknown")
            )
            return
        known = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
        self.reader.known[LOCK] = Known(known, hashlib.sha256(data).hexdigest())

    def _index(self, changed: bool) -> None:
        """Makes the search index, unless it is known to be that of this very site. (An interrupted build may have left an older one.)"""
        if not self.options.search:
            shutil.rmtree(self.out / SEARCH, ignore_errors=True)
            return
        if changed or not self.was_indexed or not (self.out / SEARCH).is_dir():
            index_site(self.out)
        self.state.indexed = True
        self.cache.keep_state(self.state_name, self.state)

    def _files_before(self) -> set[str]:
        """The files of the last build in the site's folder. A folder with other people's files is left alone."""
        manifest = self.out / MANIFEST
        with stopping(self.out):
            if not self.out.exists() or is_empty(self.out):
                return set()
        try:
            files = msgspec.json.decode(manifest.read_bytes(), type=Manifest).files
        except (OSError, msgspec.MsgspecError) as error:
            raise BuildStopped(
                f"The folder {self.out} holds files that Carrel did not write (it has no readable {MANIFEST}). "
                "Empty it, or give another with --out."
            ) from error
        return {
            path
            for path in files
            if path[:1] not in ("", "/") and ".." not in path.split("/") and "\0" not in path
        }

    def _render(self, site: Site, listed: dict[str, Output], stage: Stage) -> dict[str, Written]:
        """Makes the files whose key has changed; says of every file what it is made of."""
        kept = {
            path: before
            for path, output in listed.items()
            if (before := self.state.written.get(path))
            and before.key == output.key
            and self._intact(path, before)
        }
        stale = [output for path, output in listed.items() if path not in kept]
        self.reader.load_bodies(_rendered(site, stale), site.toolkit.settings)

        def make(output: Output) -> tuple[str, int, bool]:
            data = output.make()
            return output.path, len(data), stage.write(output.path, data)

        self.changed = []
        with closing(parallel.each(make, _by_module(stale), _ENOUGH, _TURN)) as made:
            for path, size, changed in made:
                kept[path] = Written(listed[path].key, size, 0)
                if changed:
                    self.changed.append(path)
        return kept

    def _list(
        self,
        listings: list[Output],
        listed: dict[str, Output],
        written: dict[str, Written],
        stage: Stage,
    ) -> None:
        """Adds the files that say what is in the others, which are known only now."""
        for output in listings:
            listed[output.path], written[output.path] = output, Written(output.key, 0, 0)
            if stage.write(output.path, output.make()):
                self.changed.append(output.path)

    def _remember(self, site: Site, report: Report, written: dict[str, Written]) -> None:
        report.written += self.changed
        for path, one in written.items():
            found = os.stat(f"{self.out}/{path}")
            one.size, one.modified = found.st_size, found.st_mtime_ns
        key = self._state_key(site.toolkit.settings)
        self.was_indexed = self.state.indexed
        recorded = {one.code for one in report.issues}.isdisjoint(
            {"lock-unwritten"}
        )  # else the next build tries again
        issues = [one for one in report.issues if one.code != "lock-missing"]  # it is there again
        sources = self.reader.known
        self.state = State(
            key if recorded else "",
            self.began,
            sources,
            written,
            self.found,
            issues,
            report.pages,
            report.minutes,
        )
        self.state.locked = LOCK in sources
        self.cache.keep_state(self.state_name, self.state)


def _digests(known: dict[str, Known]) -> dict[str, str]:
    return {path: one.digest for path, one in known.items()}


def _show_issues(site: Site, issues: list[Issue]) -> None:
    """In a preview each page shows what is wrong with it, and each overview what is wrong with what is no page."""
    elsewhere = [module.overview.path for module in site.toolkit.modules]
    for found in issues:
        paths = [found.position.path] if found.position.path in site.toolkit.by_path else elsewhere
        for path in paths:
            site.issues.setdefault(path, []).append(found)


def _is_toolkit(root: Path) -> bool:
    try:
        return (root / SETTINGS).is_file()
    except OSError:  # such as a name that is too long, or a folder that nobody may look into
        return False


def _rendered(site: Site, stale: list[Output]) -> list[Page]:
    """The pages that go into these files: those of the modules that have any of them, of those that lend them worksheets, and of none."""
    modules = {output.path.partition("/")[0] for output in stale}
    modules |= site.lending_modules(modules)
    return [
        page
        for page in site.toolkit.pages()
        if page.url.partition("/")[0] in modules or not page.url
    ]


def _by_module(stale: list[Output]) -> list[list[Output]]:
    """The files in groups that share the most work: a module's pages and its printed document."""
    groups: dict[str, list[Output]] = {}
    for output in stale:
        groups.setdefault(output.path.partition("/")[0], []).append(output)
    return list(groups.values())
