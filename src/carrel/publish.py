"""Puts the site's files where they belong, so that whoever looks at any moment sees whole files.

New files are first written to a folder beside the site. Only when all of them are there does each take its place, by one
rename; then the files that are gone are taken away. A build that is interrupted before that leaves the last site as it was.
"""

import os
import shutil
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from carrel.issues import BuildStopped


class Stage:
    """The folder of a site, and the folder beside it where its new files wait."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.folder = site.with_name(f".{site.name}.carrel-new")
        self._made: set[str] = set()
        self._replaces = site.exists()

    def begin(self) -> None:
        """Clears what an interrupted build left."""
        with stopping(self.folder):
            if self.folder.exists():
                shutil.rmtree(self.folder)
            self.folder.mkdir(parents=True)

    def write(self, path: str, data: bytes) -> bool:
        """Stages `data` for `path`, unless the site has the very same file; says whether it did."""
        if self._replaces and same(f"{self.site}/{path}", data):
            return False
        target = f"{self.folder}/{path}"
        with stopping(target):
            folder = os.path.dirname(target)
            if folder not in self._made:
                _make_folder(folder)
                self._made.add(folder)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            try:
                _write_all(descriptor, data)
            finally:
                os.close(descriptor)
        return True

    def publish(self, gone: Iterable[str]) -> None:
        """Lets the staged files take their places, and takes away those that are `gone`."""
        with uninterrupted(), stopping(self.site):
            if self.site.exists():
                self._move_all()
                self._remove(gone)
                shutil.rmtree(self.folder)
            else:
                self.folder.rename(self.site)

    def abandon(self) -> None:
        """Forgets what was staged."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _move_all(self) -> None:
        for folder, _, names in os.walk(self.folder):
            place = os.path.join(self.site, os.path.relpath(folder, self.folder))
            if names:
                os.makedirs(place, exist_ok=True)
            for name in names:
                os.replace(os.path.join(folder, name), os.path.join(place, name))

    def _remove(self, gone: Iterable[str]) -> None:
        for path in gone:
            target = self.site / path
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                target.unlink()
            with suppress(OSError):  # a folder that is not empty stays
                for folder in list(target.parents)[: path.count("/")]:
                    folder.rmdir()


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def same(path: Path | str, data: bytes) -> bool:
    """Whether the file at `path` holds exactly `data`."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        return os.fstat(descriptor).st_size == len(data) and _read_all(descriptor, len(data)) == data
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


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


@contextmanager
def stopping(path: Path | str) -> Iterator[None]:
    """What the system refuses here stops the build, with one sentence."""
    try:
        yield
    except OSError as error:
        raise BuildStopped(f"{path} cannot be written: {error.strerror or error}.") from error


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl+C and a polite kill wait until the block is done. (Only the main thread can be interrupted by them.)"""
    waiting: list[int] = []
    signals = (signal.SIGINT, signal.SIGTERM)
    try:
        before = {number: signal.signal(number, lambda got, _frame: waiting.append(got)) for number in signals}
    except ValueError:
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if waiting:
        raise KeyboardInterrupt
