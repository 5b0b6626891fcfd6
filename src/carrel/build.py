"""The whole pipeline: scan, read, number, check, render, publish, update the lock.

`Builder.build` is the pipeline on one screen; its steps follow in the same order.
"""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec

from carrel.cache import Cache, Known, State, Written
from carrel.checks import check_toolkit
from carrel.codes import issue
from carrel.digests import digest, program_digest
from carrel.exports.formats import EXPORTS
from carrel.issues import BuildStopped, Issue, Position, Severity, sort_issues
from carrel.model.lock import NAME as LOCK
from carrel.model.lock import Lock
from carrel.model.medium import Medium
from carrel.model.published import published_fields
from carrel.model.settings import Settings
from carrel.model.toolkit import Toolkit
from carrel.quick import rewrite_saved
from carrel.reading import Reader
from carrel.rendering import Renderer, is_intact, published_before
from carrel.search import FOLDER as SEARCH
from carrel.search import index_site
from carrel.site.look import catalogue
from carrel.site.look.theme import look_for, theme_files
from carrel.site.media import prepare as site_media
from carrel.site.site import Site
from carrel.source import fields_lock
from carrel.source.outline import Outline, read_outline
from carrel.source.settings import NAME as SETTINGS
from carrel.source.settings import read_settings


class Options(msgspec.Struct, frozen=True):
    """What a build is asked for.

    `out` is the folder to publish to, by default DIR/_site. A preview is written in spite of
    errors, and shows them. With `strict`, warnings prevent publishing, too.
    """

    out: Path | None = None
    search: bool = True
    preview: bool = False
    strict: bool = False
    export: str = "site"  # a name in `carrel.exports.formats`


class Report(msgspec.Struct):
    """The result of a build: issues, and the files that changed.

    `toolkit` is None if nothing had changed since the last build.
    """

    out: Path
    issues: list[Issue] = []
    published: bool = False
    pages: int = 0
    minutes: int = 0
    written: list[str] = []
    removed: list[str] = []
    toolkit: Toolkit | None = None

    def count(self, severity: Severity) -> int:
        """Returns the number of issues of this severity."""
        return sum(found.severity is severity for found in self.issues)


def build(root: Path, options: Options = Options()) -> Report:
    """Publishes the toolkit in `root`. Raises BuildStopped when the build cannot continue."""
    with Builder(root, options) as builder, _no_garbage_collection():
        return builder.build()


def check(root: Path, options: Options = Options(), links: bool = False) -> Report:
    """Reads and checks the toolkit in `root`, and publishes nothing.

    With `links`, links to other sites are requested, too.
    """
    with Builder(root, options) as builder:
        settings, outline = builder.scan()
        toolkit = builder.read(settings, outline)
        toolkit.lock = builder.read_lock()
        issues = builder.check(toolkit, builder.prepare_media(toolkit))
        if links:
            from carrel.checks.external import check_external  # the only check that needs a network

            found = check_external(toolkit, builder.cache.folder / "links.json")
            issues = sort_issues([*issues, *found])
        return builder.report(toolkit, issues)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Switches Python's garbage collector off for a while: a build makes much and no garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Builder:
    """Builds one toolkit, once or again and again; holds what the last build found."""

    def __init__(self, root: Path, options: Options = Options()) -> None:
        self.root = Path(os.path.realpath(root))
        self.options, self.export = options, EXPORTS[options.export]
        self.out = Path(os.path.realpath(options.out or self.root / "_site"))
        _require_toolkit(self.root)
        self.cache = Cache(self.root / ".carrel")
        self.program = program_digest()
        self.began = 0
        self.state_name = digest(str(self.out))[:12]
        self.state = self.cache.state(self.state_name)
        self.reader = Reader(self.root, self.cache, self.program)
        self.found: list[Issue] = []  # in the settings and the outline
        self.lock_data: bytes | None = None  # the bytes from which `toolkit.lock` was read
        self.users: dict[str, list[tuple[str, int]]] = {}  # by file: pages and lines that show it
        self.was_indexed = False  # True if the last build's files had a search index of their own
        self.last_site: Site | None = None

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: object) -> None:
        self.cache.close()

    # The pipeline

    def build(self) -> Report:
        """Runs the whole pipeline; only one build of a toolkit runs at a time."""
        self._require_other_folder()
        with self.cache.alone():
            before = published_before(self.out)
            settings, outline = self.scan()
            if self.nothing_changed(settings):
                state = self.state
                return Report(self.out, state.issues, True, state.pages, state.minutes)
            toolkit = self.read(settings, outline)
            toolkit.lock = self.read_lock()
            media = self.prepare_media(toolkit)
            issues = self.check(toolkit, media)
            report = self.report(toolkit, issues)
            if self._may_be_published(report):
                self.last_site = self.site(toolkit, media, issues)
                self.write(self.last_site, report, before)
            return report

    def rewrite_saved(self, full_paths: set[str]) -> list[str]:
        """Writes the pages of these saved sources before the next build; see `quick`."""
        return rewrite_saved(self.last_site, self.reader, self.out, full_paths)

    def _require_other_folder(self) -> None:
        """Raises BuildStopped if the site would be written over the toolkit."""
        if self.out == self.root or self.out in self.root.parents:
            raise BuildStopped(
                f"The site cannot be written to {self.out}, which holds the toolkit itself. "
                "Give another folder with --out."
            )

    def _may_be_published(self, report: Report) -> bool:
        """Returns True if there is something to publish and no issue prevents it."""
        prevented = report.count(Severity.ERROR) or (self.options.strict and report.issues)
        has_modules = report.toolkit is not None and bool(report.toolkit.modules)
        return has_modules and (self.options.preview or not prevented)

    # Scan: which files there are, and which of them changed

    def scan(self) -> tuple[Settings, Outline]:
        """Returns the settings and the outline. Afterwards the digest of every file is known."""
        self.began = time.time_ns()
        settings, issues = read_settings(self._bytes(SETTINGS))
        outline = read_outline(self.root, settings, self._own_folder())
        self.reader.scan(outline, self.state)
        self.found = issues + outline.issues
        return settings, outline

    def _bytes(self, path: str) -> bytes:
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise BuildStopped(f"{self.root / path} cannot be read: {error.strerror}.") from error

    def _own_folder(self) -> frozenset[str]:
        """Returns the paths in the toolkit that are no sources: the site, or a link to it."""
        named = Path(os.path.abspath(self.options.out or self.out))
        inside = [out for out in (self.out, named) if self.root in out.parents]
        return frozenset(out.relative_to(self.root).as_posix() for out in inside)

    def nothing_changed(self, settings: Settings) -> bool:
        """Returns True if a build would leave every file of the site as it is."""
        state = self.state
        return (
            bool(state.written)
            and state.key == self._state_key(settings)
            and state.found == self.found
            and self.reader.is_unchanged_since(state)
            and all(is_intact(self.out, path, file) for path, file in state.written.items())
            and not (self.options.strict and state.issues)
            and (self.options.preview or self._index_is_current())
        )

    def _index_is_current(self) -> bool:
        return self.options.search == (self.out / SEARCH).is_dir() == self.state.indexed

    def _state_key(self, settings: Settings) -> str:
        """Returns the digest of all but the sources that decides what is published."""
        options, theme = self.options, theme_files(self.root / "theme")
        flags = (options.export, str(options.search), str(options.preview))
        return digest(self.program, repr(settings), *flags, *theme)

    # Read

    def read(self, settings: Settings, outline: Outline) -> Toolkit:
        """Returns the numbered toolkit."""
        return self.reader.read(settings, outline)

    def read_lock(self) -> Lock:
        """Returns the content of `fields.lock`: the fields that were published before."""
        try:
            self.lock_data = (self.root / LOCK).read_bytes()
            return fields_lock.read_lock(self.lock_data)
        except FileNotFoundError:
            return Lock(lost=self.state.locked)
        except OSError as error:
            return fields_lock.unreadable(error.strerror or "unknown")

    def prepare_media(self, toolkit: Toolkit) -> dict[str, Medium]:
        """Returns the files that pages show or link to, as they will be published."""
        self.users = {
            path: [(page.path, line) for page, line in users]
            for path, users in site_media.referenced(toolkit, toolkit.pages()).items()
        }
        before = self.cache.media() if self.users else {}
        media = {path: self._medium(path, before.get(path)) for path in sorted(self.users)}
        fresh = [medium for path, medium in media.items() if medium is not before.get(path)]
        if fresh:
            self.cache.keep_media(fresh)
        return media

    def _medium(self, path: str, before: Medium | None) -> Medium:
        """Returns `before` while the file is the same, else the file prepared now."""
        known = self.reader.known.get(path)
        state = digest(self.program, known.digest if known else "")
        if before is not None and before.state == state:
            return before
        medium = site_media.prepare(path, self.root)
        medium.state = state
        return medium

    # Check

    def check(self, toolkit: Toolkit, media: dict[str, Medium]) -> list[Issue]:
        """Returns all issues, in the order of the files."""
        issues = list(self.found)
        for page in toolkit.pages():
            issues += page.content.issues
        for module in toolkit.modules:
            issues += [*module.references.issues, *module.example.issues]
        issues += check_toolkit(toolkit)
        issues += site_media.problems(media.values(), self.users)
        issues += site_media.clashes(toolkit, media.values())
        issues += _check_language(toolkit.settings)
        return sort_issues(issues)

    def report(self, toolkit: Toolkit, issues: list[Issue]) -> Report:
        """Returns the report of a build that has not written anything yet."""
        pages = sum(1 for _ in toolkit.pages())
        minutes = sum(module.minutes for module in toolkit.modules)
        return Report(self.out, issues, False, pages, minutes, toolkit=toolkit)

    # Render and publish

    def site(self, toolkit: Toolkit, media: dict[str, Medium], issues: list[Issue]) -> Site:
        """Returns the site of the toolkit; nothing of it is rendered yet."""
        options = self.options
        site = Site(
            toolkit,
            look_for(toolkit.settings, self.root / "theme", options.preview, self.program),
            media,
            self.root,
            search=options.search,
            preview=options.preview,
            program=self.program,
            users=self.users,
        )
        if options.preview:
            site.show_issues(issues)
        return site

    def write(self, site: Site, report: Report, before: set[str]) -> None:
        """Renders what changed and publishes it; `before` are the files of the last build."""
        settings = site.toolkit.settings
        renderer = Renderer(self.out, self.state.written)
        try:
            renderer.stage.begin()
            outputs = self.export.outputs(site)
            renderer.render(outputs, partial(self.reader.load_bodies, settings=settings))
            renderer.write_listings(self.export.listings(site, outputs, renderer.written))
            renderer.publish(before)
        finally:
            renderer.stage.abandon()
        report.written, report.removed = renderer.changed, renderer.removed
        if not self.options.preview:
            self.update_lock(site.toolkit, report)
        self._store_state(settings, report, renderer.written)
        if not self.options.preview:
            self._update_index(bool(report.written or report.removed))
        report.published = True

    def update_lock(self, toolkit: Toolkit, report: Report) -> None:
        """Adds to `fields.lock` the fields that are published for the first time."""
        path = self.root / LOCK
        try:
            data = self._updated_lock(toolkit, path)
            if data is None:
                return
            part = path.with_name(f".{LOCK}.part")
            part.write_bytes(data)
            part.replace(path)
            stat = path.stat()
        except OSError as error:
            reason = error.strerror or "unknown"
            report.issues.append(issue("lock-unwritten", Position(SETTINGS), reason=reason))
            return
        state = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        self.reader.known[LOCK] = Known(state, hashlib.sha256(data).hexdigest())

    def _updated_lock(self, toolkit: Toolkit, path: Path) -> bytes | None:
        """Returns the new bytes of `fields.lock`, or None if they would not change."""
        before = path.read_bytes() if toolkit.lock.there else None
        lock = toolkit.lock if before == self.lock_data else None
        return fields_lock.updated(before, published_fields(toolkit), lock)

    def _store_state(self, settings: Settings, report: Report, written: dict[str, Written]) -> None:
        """Stores what the next build compares with."""
        self.was_indexed = self.state.indexed
        lock_failed = any(found.code == "lock-unwritten" for found in report.issues)
        self.state = State(
            key="" if lock_failed else self._state_key(settings),  # then the next build tries again
            began=self.began,
            sources=self.reader.known,
            written=written,
            found=self.found,
            issues=[found for found in report.issues if found.code != "lock-missing"],  # it is back
            pages=report.pages,
            minutes=report.minutes,
            locked=LOCK in self.reader.known,
        )
        self.cache.keep_state(self.state_name, self.state)

    def _update_index(self, changed: bool) -> None:
        """Makes the search index, unless there is one of exactly these files.

        (An interrupted build may have left that of an earlier site.)
        """
        if not self.options.search:
            shutil.rmtree(self.out / SEARCH, ignore_errors=True)
            return
        if changed or not self.was_indexed or not (self.out / SEARCH).is_dir():
            index_site(self.out)
        self.state.indexed = True
        self.cache.keep_state(self.state_name, self.state)


def _require_toolkit(root: Path) -> None:
    """Raises BuildStopped if `root` is no toolkit's folder."""
    try:
        found = (root / SETTINGS).is_file()
    except OSError:  # such as a name that is too long, or a folder that may not be read
        found = False
    if not found:
        raise BuildStopped(
            f"There is no {SETTINGS} in {root}. Name the folder that has one, "
            "or make a toolkit with: carrel new FOLDER"
        )


def _check_language(settings: Settings) -> list[Issue]:
    """Returns an issue if Carrel has no words in the toolkit's language."""
    language, known = settings.language, catalogue.languages()
    if language.partition("-")[0].lower() in known:
        return []
    position = Position(SETTINGS, settings.line("language"))
    return [issue("language-unknown", position, language=language, known=", ".join(known))]
