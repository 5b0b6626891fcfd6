"""Reads the sources and assembles them to a toolkit.

A file that has not changed is not read again: between two builds of a preview its content is in
memory, and between two runs of the program in the toolkit's cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from carrel import parallel
from carrel.cache import Cache, EncodedContent, Known, State, decode_content, encode_content
from carrel.checks import check_page
from carrel.codes import issue
from carrel.digests import digest
from carrel.issues import BuildStopped, Position
from carrel.model.content import Content, FrontMatter
from carrel.model.example import Example
from carrel.model.numbering import number
from carrel.model.references import References
from carrel.model.settings import Settings
from carrel.model.toolkit import Page, Role, Toolkit
from carrel.source.assemble import assemble
from carrel.source.content import read_contents
from carrel.source.examples import read_example
from carrel.source.outline import Outline
from carrel.source.references import read_references

_T = TypeVar("_T")
_PAGES_IN_GROUP = 64  # pages that one process reads together
MIN_PAGES_IN_GROUPS_TO_FORK = 4  # groups, for more than one process
# Nanoseconds. A file that changed so shortly before it was read may have changed once more with
# the same time.
_MARGIN = 100_000_000


class Reader:
    """The sources of the toolkit in `root`, as they were last read.

    `program` is the digest of Carrel itself.
    """

    def __init__(self, root: Path, cache: Cache, program: str) -> None:
        self.root, self.cache, self.program = root, cache, program
        self.known: dict[str, Known] = {}  # by path: state and digest
        self.contents: dict[str, Content] = {}  # by path
        self._key = ""  # with which program and settings they were read
        self._digests: dict[str, str] = {}

    def scan(self, outline: Outline, last: State) -> None:
        """Finds the files that changed since the build that stored `last`.

        A file with the same size and time is not opened, unless it had changed just before. If
        nothing is cached, the digest of a page is taken when the page is read.
        """
        self.known = {}
        nothing_cached = not self.contents and self.cache.is_empty()
        for path, stat in outline.stats.items():
            before = last.sources.get(path)
            if nothing_cached and path.endswith(".md"):
                self.known[path] = Known(stat, "")
            elif before and before.stat == stat and max(stat[1], stat[2]) < last.began - _MARGIN:
                self.known[path] = before
            else:
                self.known[path] = Known(stat, self._digest_of(path))

    def is_unchanged_since(self, state: State) -> bool:
        """Returns True if there are the same sources as in that build, with the same digests."""
        return _digests(self.known) == _digests(state.sources)

    def _digest_of(self, path: str) -> str:
        try:
            with open(f"{self.root}/{path}", "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""  # reading it reports the reason

    def read(self, settings: Settings, outline: Outline) -> Toolkit:
        """Returns the numbered toolkit. `scan` must have been called before."""
        key = self._content_key(settings)
        paths = [file.path for file in outline.files()]
        contents = self._remembered(key, paths)
        glossaries = {file.path for file in outline.files() if file.role == "glossary"}
        contents |= self._read_missing(
            key, [path for path in paths if path not in contents], settings, glossaries
        )
        self.cache.forget_contents(self.contents.keys() - set(paths))
        self.contents, self._digests, self._key = contents, self._digests_of(paths), key
        toolkit = assemble(
            settings, outline, self.contents, self._references(outline), self._examples(outline)
        )
        for page in toolkit.pages():
            page.digest = self._digests[page.path]
        number(toolkit)
        return toolkit

    def _digests_of(self, paths: Iterable[str]) -> dict[str, str]:
        return {path: self.known[path].digest for path in paths}

    def _remembered(self, key: str, paths: list[str]) -> dict[str, Content]:
        """Returns the contents of sources that have not changed, by path."""
        digests = self._digests_of(paths)
        before = self.contents if key == self._key else {}
        here = {
            path: before[path]
            for path in paths
            if path in before and self._digests.get(path) == digests[path]
        }
        return here if len(here) == len(paths) else {**self.cache.contents(key, digests), **here}

    def _read_missing(
        self, key: str, paths: list[str], settings: Settings, glossaries: set[str]
    ) -> dict[str, Content]:
        """Reads these sources, and remembers what they say."""

        def read_group(group: Sequence[str]) -> list[EncodedContent]:
            read = self._read_files(group, settings, glossaries)
            return [
                encode_content(path, digest, content) for path, (digest, content) in read.items()
            ]

        contents = {}
        groups = [[group] for group in parallel.groups_of(paths, _PAGES_IN_GROUP)]
        for group in parallel.each(read_group, groups, MIN_PAGES_IN_GROUPS_TO_FORK):
            self.cache.keep_contents(key, group)
            # The digest of the bytes that were read: the file may have changed since the scan.
            for one in group:
                self.known[one.path] = Known(self.known[one.path].stat, one.digest)
                contents[one.path] = decode_content(one)
        return contents

    def _content_key(self, settings: Settings) -> str:
        return digest(self.program, repr(settings))

    def read_page(self, page: Page, settings: Settings) -> tuple[str, Content]:
        """Returns the digest of a page's source, and its content."""
        glossaries = {page.path} if page.role is Role.GLOSSARY else set[str]()
        return self._read_files([page.path], settings, glossaries)[page.path]

    def _read_files(
        self, paths: Sequence[str], settings: Settings, glossaries: set[str]
    ) -> dict[str, tuple[str, Content]]:
        """Returns the digest and the content of each source, by path."""
        files, found = [], {}
        for path in paths:
            try:
                with open(f"{self.root}/{path}", "rb") as file:
                    files.append((path, file.read()))
            except OSError as error:
                problem = issue(
                    "file-unreadable", Position(path), reason=error.strerror or "unknown"
                )
                found[path] = "", Content(FrontMatter(), issues=[problem])
        for (path, data), content in zip(
            files, read_contents(files, settings.kinds, glossaries), strict=True
        ):
            content.issues += check_page(path, content, settings)
            found[path] = hashlib.sha256(data).hexdigest(), content
        return found

    def _references(self, outline: Outline) -> dict[str, References]:
        """Returns the references of each module, by the path of `references.toml`."""
        paths = [module.references for module in outline.modules if module.references]
        return {path: self._beside(path, read_references, References) for path in paths}

    def _examples(self, outline: Outline) -> dict[str, Example]:
        """Returns the worked example of each module, by the path of `example.toml`."""
        paths = [module.example for module in outline.modules if module.example]
        return {path: self._beside(path, read_example, Example) for path in paths}

    def _beside(self, path: str, read: Callable[[str, bytes], _T], empty: Callable[..., _T]) -> _T:
        """Reads a file beside a module's pages; returns `empty` with an issue if that fails."""
        try:
            data = (self.root / path).read_bytes()
        except OSError as error:
            return empty(
                path,
                issues=(
                    issue("file-unreadable", Position(path), reason=error.strerror or "unknown"),
                ),
            )
        return read(path, data)

    def load_bodies(self, pages: Iterable[Page], settings: Settings) -> None:
        """Fetches the bodies of these pages from the cache, as far as they are not in memory.

        A body that the cache has lost is read from its source. Raises BuildStopped if that fails.
        """
        wanted = [page for page in pages if page.content.html is None]
        bodies = self.cache.bodies(
            self._content_key(settings), {page.path: page.digest for page in wanted}
        )
        for page in wanted:
            if page.path in bodies:
                page.content.body = bodies[page.path]
            else:
                self._read_again(page, settings)

    def _read_again(self, page: Page, settings: Settings) -> None:
        found, content = self.read_page(page, settings)
        if not found:
            raise BuildStopped(f"{self.root / page.path} cannot be read. Build again.")
        page.content = self.contents[page.path] = content


def _digests(known: dict[str, Known]) -> dict[str, str]:
    return {path: one.digest for path, one in known.items()}
