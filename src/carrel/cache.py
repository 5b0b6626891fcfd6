"""The cache in `.carrel/`: the contents of sources, prepared media, and the state of each build.

Everything in it can be rebuilt, so the folder is safe to delete. What cannot be read counts as
missing.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from carrel.issues import BuildStopped, Issue
from carrel.model.content import Content
from carrel.model.medium import Medium

try:
    import fcntl
except ImportError:  # only Unix has it
    fcntl = None  # type: ignore[assignment]

_LONGEST_WAIT = 120.0  # seconds
_TABLES = (
    "CREATE TABLE IF NOT EXISTS content (path TEXT PRIMARY KEY, key TEXT, facts BLOB, body BLOB)",
    "CREATE TABLE IF NOT EXISTS media (path TEXT PRIMARY KEY, state TEXT, medium BLOB)",
)
_content = msgspec.msgpack.Decoder(Content)
_medium = msgspec.msgpack.Decoder(Medium)
_encoder = msgspec.msgpack.Encoder()

Stat = tuple[int, int, int, int]


class Known(msgspec.Struct):
    """A source as it was last read: its size and times, and the digest of its bytes."""

    stat: Stat
    digest: str


class Written(msgspec.Struct):
    """A file of the site: its key, and its size and time when it was written."""

    key: str
    size: int
    modified: int


class State(msgspec.Struct):
    """The last build: the digest of program and options, its sources, its files, its result."""

    key: str = ""
    began: int = 0
    sources: dict[str, Known] = {}
    written: dict[str, Written] = {}
    found: list[Issue] = []  # in the outline and the settings
    issues: list[Issue] = []
    pages: int = 0
    minutes: int = 0
    locked: bool = False  # there was a fields.lock
    indexed: bool = False  # the search index is that of these files


class EncodedContent(msgspec.Struct):
    """A content as it is cached: the body is apart, as most builds need only the rest."""

    path: str
    digest: str
    facts: bytes
    body: bytes


def encode_content(path: str, digest: str, content: Content) -> EncodedContent:
    """Returns `content` encoded in two parts; the content itself does not change."""
    body = content.body
    content.html = None
    facts = _encoder.encode(content)
    content.body = body
    return EncodedContent(path, digest, facts, body.encode())


def decode_content(encoded: EncodedContent) -> Content:
    """Returns the content with its body."""
    content = _content.decode(encoded.facts)
    content.body = encoded.body.decode()
    return content


class Cache:
    """The folder `.carrel`.

    `key` is a digest of all but the source that decides how it is read: the program and settings.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._database = self._open()
        except (OSError, sqlite3.Error):  # nothing is cached then, which costs only time
            self._database = _connect(":memory:")

    def _open(self) -> sqlite3.Connection:
        path = self.folder / "cache.sqlite"
        try:
            return _connect(path)
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            return _connect(path)

    # One build at a time

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Waits until no other build of this toolkit runs.

        The lock is the system's, so it is released however the other build ends.
        """
        with ExitStack() as held:
            with suppress(OSError):  # if the folder is read-only, there is no lock
                lock = held.enter_context((self.folder / "lock").open("wb"))
                _lock(lock.fileno(), self.folder)
            yield

    # The state of the last build

    def state(self, name: str) -> State:
        """Returns the state that was last stored as `name`, or an empty one."""
        try:
            return msgspec.msgpack.decode((self.folder / f"{name}.state").read_bytes(), type=State)
        except (OSError, msgspec.MsgspecError):
            return State()

    def keep_state(self, name: str, state: State) -> None:
        """Stores `state` atomically."""
        path = self.folder / f"{name}.state"
        part = path.with_suffix(".part")
        with suppress(OSError):
            part.write_bytes(_encoder.encode(state))
            part.replace(path)

    # Contents

    def contents(self, key: str, digests: Mapping[str, str]) -> dict[str, Content]:
        """Returns the cached contents of the sources with these digests, without their bodies."""
        found: dict[str, Content] = {}
        for path, kept, facts in self._select("SELECT path, key, facts FROM content"):
            if digests.get(path) and kept == f"{key} {digests[path]}":
                try:
                    found[path] = _content.decode(facts)
                except msgspec.MsgspecError:
                    continue
        return found

    def is_empty(self) -> bool:
        """Returns True if no source is cached."""
        return not list(self._select("SELECT 1 FROM content LIMIT 1"))

    def bodies(self, key: str, digests: Mapping[str, str]) -> dict[str, str]:
        """Returns the bodies of the sources with these digests, by path."""
        query = "SELECT path, key, body FROM content"
        if len(digests) > 500:
            rows = list(self._select(query))
        else:
            rows = [
                row for path in digests for row in self._select(f"{query} WHERE path = ?", path)
            ]
        return {
            path: body.decode() for path, kept, body in rows if kept == f"{key} {digests.get(path)}"
        }

    def keep_contents(self, key: str, contents: Iterable[EncodedContent]) -> None:
        """Stores contents that were read."""
        rows = ((one.path, f"{key} {one.digest}", one.facts, one.body) for one in contents)
        with suppress(sqlite3.DatabaseError), self._database as database:
            database.executemany("INSERT OR REPLACE INTO content VALUES (?, ?, ?, ?)", rows)

    def forget_contents(self, gone: Iterable[str]) -> None:
        """Removes sources that were deleted."""
        with suppress(sqlite3.DatabaseError), self._database as database:
            database.executemany("DELETE FROM content WHERE path = ?", ((path,) for path in gone))

    # Media

    def media(self) -> dict[str, Medium]:
        """Returns the media that were prepared before, by path."""
        found = {}
        for path, data in self._select("SELECT path, medium FROM media"):
            try:
                found[path] = _medium.decode(data)
            except msgspec.MsgspecError:
                continue
        return found

    def keep_media(self, media: Iterable[Medium]) -> None:
        """Stores media that were prepared."""
        with suppress(sqlite3.DatabaseError), self._database as database:
            database.executemany(
                "INSERT OR REPLACE INTO media VALUES (?, ?, ?)",
                ((one.path, one.state, _encoder.encode(one)) for one in media),
            )

    def _select(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        """Yields the rows that can be read."""
        with suppress(sqlite3.DatabaseError):
            yield from self._database.execute(query, values)

    def close(self) -> None:
        self._database.close()


def _lock(descriptor: int, folder: Path) -> None:
    if fcntl is None:
        return
    end = time.monotonic() + _LONGEST_WAIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                raise BuildStopped(
                    f"Another build of the toolkit in {folder.parent} has not ended. "
                    "Wait for it, or end it."
                ) from None
            time.sleep(0.02)


def _connect(path: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=10)
    database.execute("PRAGMA page_size = 32768")  # a content fits into one
    database.execute("PRAGMA journal_mode = MEMORY")
    database.execute("PRAGMA synchronous = OFF")
    for table in _TABLES:
        database.execute(table)
    return database
