"""Renders the files of a site or of another export: those whose key changed, on every processor.

Then publishes all files together, with `carrel.json`, which lists them with their keys.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

import msgspec

from carrel import parallel
from carrel.cache import Written
from carrel.issues import BuildStopped
from carrel.model.toolkit import Page
from carrel.publish import Stage, is_empty, stopping
from carrel.site.documents.manifest import write_manifest
from carrel.site.output import Output

MANIFEST = "carrel.json"
MIN_FILES_TO_FORK = 150  # with fewer files, one process is faster
MODULES_PER_WORKER = 26  # after so many modules, new processes take over; see `parallel.each`


class Manifest(msgspec.Struct):
    """The content of `carrel.json`: the key of each published file, by path."""

    files: dict[str, str]


def published_before(out: Path) -> set[str]:
    """Returns the files of the last build in `out`, as its `carrel.json` lists them.

    Raises BuildStopped if the folder contains files and no list, so that nothing is overwritten
    that Carrel did not write.
    """
    with stopping(out):
        if not out.exists() or is_empty(out):
            return set()
    try:
        files = msgspec.json.decode((out / MANIFEST).read_bytes(), type=Manifest).files
    except (OSError, msgspec.MsgspecError) as error:
        raise BuildStopped(
            f"The folder {out} holds files that Carrel did not write (it has no readable "
            f"{MANIFEST}). Empty it, or give another with --out."
        ) from error
    return {path for path in files if _is_inside(path)}


def _is_inside(path: str) -> bool:
    """Returns True if `path` leads to a file inside the site's folder."""
    return path[:1] not in ("", "/") and ".." not in path.split("/") and "\0" not in path


def is_intact(out: Path, path: str, written: Written) -> bool:
    """Returns True if the published file has the size and time with which it was written."""
    try:
        found = os.stat(f"{out}/{path}")
    except OSError:
        return False
    return found.st_size == written.size and found.st_mtime_ns == written.modified


class Renderer:
    """Writes one export to the folder `out`; `last` is what the last build wrote there."""

    def __init__(self, out: Path, last: Mapping[str, Written]) -> None:
        self.out, self.last = out, last
        self.stage = Stage(out)
        self.written: dict[str, Written] = {}  # every file of this build
        self.changed: list[str] = []  # those that are new or different
        self.removed: list[str] = []

    def render(
        self, outputs: Iterable[Output], load_bodies: Callable[[Iterable[Page]], None]
    ) -> None:
        """Renders the outputs whose key changed or whose file is missing.

        `load_bodies` fetches the bodies of all pages that they need.
        """
        listed = {output.path: output for output in outputs}
        self.written = {path: self.last[path] for path in listed if self._is_fresh(listed[path])}
        stale = [output for path, output in listed.items() if path not in self.written]
        load_bodies(dict.fromkeys(page for output in stale for page in output.needs))
        groups = _by_module(stale)
        made = parallel.each(self._make, groups, MIN_FILES_TO_FORK, MODULES_PER_WORKER)
        with closing(made):
            for path, size, changed in made:
                self._note(listed[path], size, changed)

    def _is_fresh(self, output: Output) -> bool:
        last = self.last.get(output.path)
        return (
            last is not None and last.key == output.key and is_intact(self.out, output.path, last)
        )

    def _make(self, output: Output) -> tuple[str, int, bool]:
        """Returns the output's path, its size, and whether its file changed."""
        data = output.make()
        return output.path, len(data), self.stage.write(output.path, data)

    def _note(self, output: Output, size: int, changed: bool) -> None:
        self.written[output.path] = Written(output.key, size, 0)
        if changed:
            self.changed.append(output.path)

    def write_listings(self, listings: Iterable[Output]) -> None:
        """Writes the files that list the others, which could not be made before them."""
        for output in listings:
            self._note(output, *self._make(output)[1:])

    def publish(self, before: set[str]) -> None:
        """Moves all files to their places; `before` are the files of the last build.

        Until that is done, `carrel.json` lists old and new files, in case it is interrupted.
        """
        listed = self.written.keys() | {MANIFEST}
        gone = before - listed
        keys = {path: written.key for path, written in self.written.items()}
        if self.stage.write(MANIFEST, write_manifest(keys)):
            self.changed.append(MANIFEST)
        meanwhile = b""
        if (before ^ listed) - {MANIFEST}:
            meanwhile = write_manifest(dict.fromkeys(before, "") | keys)
        self.stage.publish(gone, MANIFEST, meanwhile)
        self.removed = sorted(gone)
        for path, written in self.written.items():
            found = os.stat(f"{self.out}/{path}")
            written.size, written.modified = found.st_size, found.st_mtime_ns


def _by_module(outputs: Iterable[Output]) -> list[list[Output]]:
    """Returns the outputs in groups that share work: a module's pages and documents."""
    groups: dict[str, list[Output]] = {}
    for output in outputs:
        groups.setdefault(output.path.partition("/")[0], []).append(output)
    return list(groups.values())
