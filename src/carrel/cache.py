"""What Carrel remembers between two builds, in `.carrel/`: what each source said, and what each file of the site was made of.

All of it can be made again, so the folder is safe to delete; whatever in it cannot be read is taken for missing.
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
    """What is known of a source without opening it: its state when it was last read, and the digest of its bytes."""

    stat: Stat
    digest: str


class Written(msgspec.Struct):
    """A file of the site: the key it was made with, its size and time as they were left."""

    key: str
    size: int
    modified: int


class State(msgspec.Struct):
    """The last build: with which program and options, of which sources, into which files, with which outcome."""

    key: str = ""
    began: int = 0
    sources: dict[str, Known] = {}
    written: dict[str, Written] = {}
    found: list[Issue] = []  # what the outline and the settings said
    issues: list[Issue] = []
    pages: int = 0
    minutes: int = 0
    locked: bool = False  # there was a fields.lock
    indexed: bool = False  # the search index is that of these files


class EncodedContent(msgspec.Struct):
    """A content as it is kept: its body apart, as most builds need only the facts."""

    path: str
    digest: str
    facts: bytes
    body: bytes


def encode_content(path: str, digest: str, content: Content) -> EncodedContent:
    """`content` in two parts; the content itself is left as it was."""
    body = content.body
    content.html = None
    facts = _encoder.encode(content)
    content.body = body
    return EncodedContent(path, digest, facts, body.encode())


def decode_content(encoded: EncodedContent) -> Content:
    """The content, with its body."""
    content = _content.decode(encoded.facts)
    content.body = encoded.body.decode()
    return content


class Cache:
    """The folder `.carrel`. `key` stands for all that decides how a source is read (the program, the box kinds)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._database = self._open()
        except (OSError, sqlite3.Error):  # nothing will be remembered, which costs only time
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
        """Waits until no other build of this toolkit writes. (The system ends the wait when the other build ends, however it ends.)"""
        with ExitStack() as held:
            with suppress(OSError):  # in a folder that cannot be written, nobody waits
                lock = held.enter_context((self.folder / "lock").open("wb"))
                _lock(lock.fileno(), self.folder)
            yield

    # The state of the last build

    def state(self, name: str) -> State:
        """The state that was last kept under `name`, or an empty one."""
        try:
            return msgspec.msgpack.decode((self.folder / f"{name}.state").read_bytes(), type=State)
        except (OSError, msgspec.MsgspecError):
            return State()

    def keep_state(self, name: str, state: State) -> None:
        """Keeps `state`, at once or not at all."""
        path = self.folder / f"{name}.state"
        part = path.with_suffix(".part")
        with suppress(OSError):
            part.write_bytes(_encoder.encode(state))
            part.replace(path)

    # Contents

    def contents(self, key: str, digests: Mapping[str, str]) -> dict[str, Content]:
        """What is known of the sources with these digests, by path, without their bodies."""
        found: dict[str, Content] = {}
        for path, kept, facts in self._select("SELECT path, key, facts FROM content"):
            if digests.get(path) and kept == f"{key} {digests[path]}":
                try:
                    found[path] = _content.decode(facts)
                except msgspec.MsgspecError:
                    continue
        return found

    def is_empty(self) -> bool:
        """Whether no source is remembered at all."""
        return not list(self._select("SELECT 1 FROM content LIMIT 1"))

    def bodies(self, key: str, digests: Mapping[str, str]) -> dict[str, str]:
        """The bodies of the sources with these digests, by path."""
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
        """Keeps what was read now."""
        rows = ((one.path, f"{key} {one.digest}", one.facts, one.body) for one in contents)
        with suppress(sqlite3.DatabaseError), self._database as database:
            database.executemany("INSERT OR REPLACE INTO content VALUES (?, ?, ?, ?)", rows)

    def forget_contents(self, gone: Iterable[str]) -> None:
        """Forgets the sources that are gone."""
        with suppress(sqlite3.DatabaseError), self._database as database:
            database.executemany("DELETE FROM content WHERE path = ?", ((path,) for path in gone))

    # Media

    def media(self) -> dict[str, Medium]:
        """The media that were prepared before, by path; `state` says of which file."""
        found = {}
        for path, data in self._select("SELECT path, medium FROM media"):
            try:
                found[path] = _medium.decode(data)
            except msgspec.MsgspecError:
                continue
        return found

    def keep_media(self, media: Iterable[Medium]) -> None:
        """Keeps what was prepared now."""
        with suppress(sqlite3.DatabaseError), self._database as database:
            database.executemany(
                "INSERT OR REPLACE INTO media VALUES (?, ?, ?)",
                ((one.path, one.state, _encoder.encode(one)) for one in media),
            )

    def _select(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        """The rows, as far as they can be read."""
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
                    f"Another build of the toolkit in {folder.parent} has not ended. Wait for it, or end it."
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
