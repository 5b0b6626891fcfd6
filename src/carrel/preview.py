"""`carrel serve`: the toolkit at http://127.0.0.1:8000, rebuilt and reloaded as files are saved.

A saved page is written and announced immediately. Then the whole toolkit is built, which updates
what the quick path cannot (other pages' menus, broken links elsewhere) and announces that, too.
"""

from __future__ import annotations

import contextlib
import json
import mimetypes
import os
import queue
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchfiles import Change, watch

from carrel.build import Builder, Options, Report
from carrel.issues import BuildStopped, as_text, relative_to_here
from carrel.search import index_site

FIRST_PORT, PORTS_TRIED = 8000, 20
EVENTS = "/_carrel/events"
_HOSTS = frozenset({"127.0.0.1", "localhost"})
_KEEP_ALIVE = 15.0  # seconds between two messages that keep a connection open
_MOST_INDEXED = 2_000  # pages; for more, the search index takes too long

Say = Callable[[str], None]


class Events:
    """Sends every open page a message about what changed."""

    def __init__(self) -> None:
        self._waiting: set[queue.SimpleQueue[str]] = set()
        self._lock = threading.Lock()

    def announce(self, addresses: list[str] | None) -> None:
        """Announces that these pages changed; None means all pages and their styles."""
        message = json.dumps({"kind": "reload", "pages": addresses, "css": addresses is None})
        with self._lock:
            for waiting in self._waiting:
                waiting.put(message)

    def listen(self) -> Iterator[str]:
        """Yields messages as they come; an empty one keeps the connection open."""
        mine: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._lock:
            self._waiting.add(mine)
        try:
            while True:
                try:
                    yield mine.get(timeout=_KEEP_ALIVE)
                except queue.Empty:
                    yield ""
        finally:
            with self._lock:
                self._waiting.discard(mine)


class Handler(BaseHTTPRequestHandler):
    """Serves the files of one folder, and the events. No file outside the folder is opened."""

    protocol_version = "HTTP/1.1"
    site: Path
    events: Events
    status: Callable[[], str]

    def do_GET(self) -> None:
        if not self._from_here():
            self._send(
                HTTPStatus.FORBIDDEN,
                b"This preview answers only this computer.",
                "text/plain; charset=utf-8",
            )
        elif urlsplit(self.path).path == EVENTS:
            self._stream()
        else:
            self._file()

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Prints nothing: requests do not interest an author."""

    def _from_here(self) -> bool:
        """Returns False for another host name: another site's page must not read the preview."""
        name = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        return name in _HOSTS

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.close_connection = True
        with contextlib.suppress(OSError):
            for message in self.events.listen():
                self.wfile.write(
                    f"data: {message}\n\n".encode() if message else b": still here\n\n"
                )
                self.wfile.flush()

    def _file(self) -> None:
        address = unquote(urlsplit(self.path).path)
        found = self._find(address)
        if found is not None and found.is_dir():
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", urlsplit(self.path).path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif found is not None:
            kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
            self._send_file(found, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        else:
            self._missing()

    def _find(self, address: str) -> Path | None:
        """Returns the file or folder at an address, or None if there is none inside the site."""
        if "\0" in address:
            return None
        path = self.site / (address.lstrip("/") + ("index.html" if address.endswith("/") else ""))
        try:
            real = path.resolve()
        except (OSError, RuntimeError):
            return None
        return real if real.is_relative_to(self.site) and real.exists() else None

    def _missing(self) -> None:
        page = self.site / "404.html"
        try:
            self._send(HTTPStatus.NOT_FOUND, page.read_bytes(), "text/html; charset=utf-8")
        except OSError:
            self._send(HTTPStatus.NOT_FOUND, self.status().encode(), "text/plain; charset=utf-8")

    def _send_file(self, path: Path, kind: str) -> None:
        try:
            data = path.read_bytes()
        except OSError:
            self._missing()
            return
        start, end = self._range(len(data))
        if start is None:
            self._send(HTTPStatus.OK, data, kind)
        else:
            self._send(
                HTTPStatus.PARTIAL_CONTENT,
                data[start:end],
                kind,
                {"Content-Range": f"bytes {start}-{end - 1}/{len(data)}"},
            )

    def _range(self, size: int) -> tuple[int | None, int]:
        """Returns the part of a video that a browser requests; the start is None for all of it."""
        asked = self.headers.get("Range", "").removeprefix("bytes=")
        first, dash, last = asked.partition("-")
        if not dash or not first.isdigit() or int(first) >= size:
            return None, size
        return int(first), min(size, int(last) + 1 if last.isdigit() else size)

    def _send(
        self, status: HTTPStatus, data: bytes, kind: str, more: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            "Cache-Control": "no-cache",
            "Accept-Ranges": "bytes",
        }
        for name, value in {**headers, **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(OSError):
                self.wfile.write(data)


class Server(ThreadingHTTPServer):
    """Answers this computer only."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"

    def handle_error(self, *_: object) -> None:
        """Prints nothing: a browser that closed the connection is no error."""


def open_server(port: int | None, handler: type[Handler]) -> Server:
    """Returns a server at `port`, by default at the first free port from 8000 on."""
    ports = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if port is None else [port]
    for number in ports:
        with contextlib.suppress(OSError, OverflowError), socket.socket() as probe:
            if port is None and probe.connect_ex(("127.0.0.1", number)) == 0:
                continue  # another program answers there
        with contextlib.suppress(OSError, OverflowError):
            return Server(("127.0.0.1", number), handler)
    raise BuildStopped(
        f"Port {ports[0]} is taken. Give another one: carrel serve --port {ports[0] + 1}"
    )


class Preview:
    """One toolkit, its last build, and the open pages."""

    def __init__(self, root: Path, say: Say) -> None:
        self.say = say
        self.events = Events()
        self.builder = Builder(
            root, Options(out=root.resolve() / ".carrel" / "preview", preview=True)
        )
        self.report: Report | None = None
        self.shown = ""
        self._index_wanted = threading.Event()

    @property
    def site(self) -> Path:
        """The folder that is served."""
        return self.builder.out

    def status(self) -> str:
        """Returns the text that is shown if there is no page."""
        return f"There is nothing to show yet.\n\n{self.shown}"

    def rebuild(self, announced: frozenset[str] = frozenset()) -> None:
        """Builds what changed, prints issues, and reloads open pages not yet `announced`."""
        try:
            self.report = self.builder.build()
        except BuildStopped as stopped:
            self.say(str(stopped))
            return
        self._say_issues(self.report)
        changed = [path for path in self.report.written if path not in announced]
        if changed:
            self.events.announce(_addresses(changed))
            self._index_wanted.set()

    def _say_issues(self, report: Report) -> None:
        shown = as_text(relative_to_here(report.issues, self.builder.root))
        if shown != self.shown:
            self.say(shown or "All mended: nothing is wrong.")
            self.shown = shown

    def changed(self, changes: set[tuple[Change, str]]) -> None:
        """Handles saved files. A known page is shown before the whole build."""
        announced: frozenset[str] = frozenset()
        if all(kind is Change.modified for kind, _ in changes):
            with contextlib.suppress(BuildStopped):  # the whole build that follows reports it
                announced = frozenset(self.builder.rewrite_saved({path for _, path in changes}))
            if announced:
                self.events.announce(_addresses(sorted(announced)))
        self.rebuild(announced)

    def index(self) -> None:
        """Rebuilds the search index after each change of pages; runs in a thread of its own."""
        while True:
            self._index_wanted.wait()
            self._index_wanted.clear()
            if self.report and self.report.pages <= _MOST_INDEXED:
                with contextlib.suppress(BuildStopped):
                    index_site(self.site)


def _addresses(paths: list[str]) -> list[str] | None:
    """Returns the addresses of changed pages; None if a style, a script or an image changed."""
    if not all(
        path.endswith("index.html") or path in ("404.html", "carrel.json", "sitemap.xml")
        for path in paths
    ):
        return None
    return [path.removesuffix("index.html") for path in paths if path.endswith("index.html")]


def _ignored(root: Path) -> Callable[[Change, str], bool]:
    """Returns the filter of changes: no hidden files, Carrel's folders, or editors' backups."""

    def wanted(_: Change, path: str) -> bool:
        parts = Path(os.path.relpath(path, root)).parts
        return not any(part.startswith((".", "_")) or part.endswith("~") for part in parts)

    return wanted


def _changes(root: Path) -> Iterator[set[tuple[Change, str]]]:
    """Yields changes as they come.

    The first is an empty set when watching has begun: what was saved before was not seen.
    """
    begun = False
    for changes in watch(
        root,
        watch_filter=_ignored(root),
        debounce=50,
        step=5,
        rust_timeout=200,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        if changes or not begun:
            yield changes
        begun = True


def serve(root: Path, port: int | None, say: Say, browse: bool = False) -> None:
    """Serves the toolkit in `root` until Ctrl+C. Raises BuildStopped if it cannot start."""
    preview = Preview(root, say)
    handler = type(
        "ToolkitHandler",
        (Handler,),
        {"site": preview.site, "events": preview.events, "status": staticmethod(preview.status)},
    )
    server = open_server(port, handler)
    preview.rebuild()
    for work in (server.serve_forever, preview.index):
        threading.Thread(target=work, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    say(f"The toolkit is at {address} (Ctrl+C ends it).")
    if browse:
        webbrowser.open(address)
    try:
        for changes in _changes(preview.builder.root):
            preview.changed(changes) if changes else preview.rebuild()
    finally:
        server.shutdown()
        preview.builder.cache.close()
