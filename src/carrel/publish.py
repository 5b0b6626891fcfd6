"""Publishes the files of a site, so that a reader sees whole files at every moment.

New files are first written to a folder beside the site (or inside it, if the folder around it is
read-only or on another disk). When all are there, each is moved to its place by one rename; then
removed files are deleted. A build that is interrupted before that leaves the last site as it was.
One that is killed during the moves leaves whole files and a list of all of them, from which the
next build goes on.
"""

import os
import shutil
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from carrel.issues import BuildStopped

_INSIDE = ".carrel-new"
_BINARY = getattr(os, "O_BINARY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # a pipe has nothing to read


class Stage:
    """The folder of a site, and the folder in which its new files wait."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.folder = site.with_name(f".{site.name}.carrel-new")
        self._made: set[str] = set()
        self._replaces = site.exists()

    def begin(self) -> None:
        """Makes an empty folder for new files; removes that of an interrupted build."""
        inside = self.site / _INSIDE
        with stopping(inside):
            _clear(inside)
        if self._replaces and _are_apart(self.site, self.site.parent):
            self.folder = inside
        with stopping(self.folder):
            try:
                _clear(self.folder)
                self.folder.mkdir(parents=True)
            except PermissionError:
                if not self._replaces:
                    raise
                self.folder = inside
                self.folder.mkdir()

    def write(self, path: str, data: bytes) -> bool:
        """Stages `data` for `path`; returns False if the site has the same file already."""
        if self._replaces and same(f"{self.site}/{path}", data):
            return False
        folder, _, name = f"{self.folder}/{path}".rpartition("/")
        try:
            if folder not in self._made:
                _make_folder(folder)
                self._made.add(folder)
            _write_file(f"{folder}/{name}", data)
        except OSError as error:
            raise _refused(f"{folder}/{name}", error) from error
        return True

    def publish(self, gone: Iterable[str], manifest: str = "", meanwhile: bytes = b"") -> None:
        """Moves the staged files to their places and deletes those that are `gone`.

        `manifest` is the file that lists the others. It contains `meanwhile` until all is done,
        and is moved last.
        """
        with uninterrupted(), stopping(self.site):
            if self.site.exists():
                staged = self._staged(manifest)
                if meanwhile:
                    self._replace(manifest, meanwhile)
                self._remove(_in_the_way(gone, staged))
                self._move(staged)
                self._remove(gone)
                self._move(path for path in [manifest] if os.path.exists(f"{self.folder}/{path}"))
                shutil.rmtree(self.folder)
            else:
                self.folder.rename(self.site)

    def abandon(self) -> None:
        """Deletes the staged files."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _staged(self, manifest: str) -> list[str]:
        """Returns the staged files in the order of moving: pages after the files they show."""
        start = len(str(self.folder)) + 1
        paths = [
            os.path.join(folder, name)[start:]
            for folder, _, names in os.walk(self.folder)
            for name in names
        ]
        return sorted(
            (path for path in paths if path != manifest),
            key=lambda path: (path.endswith(".html"), path),
        )

    def _replace(self, path: str, data: bytes) -> None:
        part = self.folder.with_name(f"{self.folder.name}-part")
        part.write_bytes(data)
        part.replace(self.site / path)

    def _move(self, paths: Iterable[str]) -> None:
        made: set[str] = set()
        for path in paths:
            place = f"{self.site}/{path}"
            folder = os.path.dirname(place)
            if folder not in made:
                os.makedirs(folder, exist_ok=True)
                made.add(folder)
            os.replace(f"{self.folder}/{path}", place)

    def _remove(self, gone: Iterable[str]) -> None:
        for path in gone:
            target = self.site / path
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                target.unlink()
            with suppress(OSError):  # a folder that is not empty stays
                for folder in list(target.parents)[: path.count("/")]:
                    folder.rmdir()


def _in_the_way(gone: Iterable[str], staged: Iterable[str]) -> list[str]:
    """Returns those of `gone` that are a file where a folder is needed now, or vice versa."""
    files = set(staged)
    folders = {above for path in files for above in _folders_of(path)}
    return [path for path in gone if path in folders or not files.isdisjoint(_folders_of(path))]


def _folders_of(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def is_empty(site: Path) -> bool:
    """Returns True if the folder is empty, apart from what an interrupted build left."""
    return site.is_dir() and all(path.name == _INSIDE for path in site.iterdir())


def _clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _are_apart(one: Path, other: Path) -> bool:
    """Returns True if two folders are on different disks: no rename works between them."""
    return one.stat().st_dev != other.stat().st_dev


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def same(path: Path | str, data: bytes) -> bool:
    """Returns True if the file at `path` contains exactly `data`."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _BINARY | _AT_ONCE)
    except OSError:
        return False
    try:
        return (
            os.fstat(descriptor).st_size == len(data) and _read_all(descriptor, len(data)) == data
        )
    except OSError:
        return False
    finally:
        os.close(descriptor)


def _read_all(descriptor: int, size: int) -> bytes:
    parts = []
    while size > 0 and (part := os.read(descriptor, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _write_file(path: str, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o644)
    try:
        while (written := os.write(descriptor, data)) < len(data):
            data = data[written:]
    finally:
        os.close(descriptor)


@contextmanager
def stopping(path: Path | str) -> Iterator[None]:
    """Turns an error of the system into BuildStopped with one sentence."""
    try:
        yield
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path | str, error: OSError) -> BuildStopped:
    return BuildStopped(f"{path} cannot be written: {error.strerror or error}.")


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Delays Ctrl+C and SIGTERM until the block is done. (They interrupt only the main thread.)"""
    waiting: list[int] = []
    signals = (signal.SIGINT, signal.SIGTERM)
    try:
        before = {
            number: signal.signal(number, lambda got, _frame: waiting.append(got))
            for number in signals
        }
    except ValueError:
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if waiting:
        raise KeyboardInterrupt
