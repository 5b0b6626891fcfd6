"""A static web server on this machine: one folder under one path, with the site's own 404 page."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

# Seconds by which the main script comes late, as on a slow connection: a script that moves things
# then would be seen to do so.
LATE = 0.06


class Handler(SimpleHTTPRequestHandler):
    """Serves `directory` under `prefix`, and nothing else."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".vtt": "text/vtt",
        ".pagefind": "application/octet-stream",
    }

    def __init__(self, *args: object, directory: str, prefix: str) -> None:
        self.prefix = prefix
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if not path.startswith(self.prefix):
            self._not_found()
            return
        if "/assets/carrel." in path and path.endswith(".js"):
            time.sleep(LATE)
        self.path = "/" + path.removeprefix(self.prefix)
        if not Path(self.translate_path(self.path)).exists():
            self._not_found()
            return
        super().do_GET()

    def _not_found(self) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_request(self, code: object = "-", size: object = "-") -> None:
        pass

    def log_error(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Ignores browsers that close a connection during a response."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def serving(folder: Path, prefix: str) -> Iterator[str]:
    """Serves `folder`, and yields its URL, which ends with `prefix`."""
    with Server(("127.0.0.1", 0), partial(Handler, directory=str(folder), prefix=prefix)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
        finally:
            server.shutdown()


class Host:
    """A static server that can be stopped and started again at the same URL.

    To a page this is a connection that fails and comes back.
    """

    def __init__(self, folder: Path, prefix: str = "/") -> None:
        self.folder, self.prefix = folder, prefix
        self.asked: list[str] = []
        self.held: dict[str, threading.Event] = {}  # requests for these paths wait
        # Responses that replace the files at these paths; an empty one is an error 500.
        self.wrong: dict[str, bytes] = {}
        self._port = 0
        self.start()

    @property
    def url(self) -> str:
        """The URL of the first page."""
        return f"http://127.0.0.1:{self._port}{self.prefix}"

    def start(self) -> None:
        """Answers requests from now on."""
        handler = partial(_Watched, host=self, directory=str(self.folder), prefix=self.prefix)
        self._server = _Stoppable(("127.0.0.1", self._port), handler)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Answers no request, and closes the connections that are open."""
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()


class _Watched(Handler):
    """Answers as `held` and `wrong` of its host require."""

    def __init__(self, *args: object, host: Host, directory: str, prefix: str) -> None:
        self.host = host
        super().__init__(*args, directory=directory, prefix=prefix)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path.removeprefix(self.prefix)
        self.host.asked.append(path)
        if path in self.host.held:
            self.host.held[path].wait()
        if path in self.host.wrong:
            self._answer_wrongly(self.host.wrong[path])
        else:
            super().do_GET()

    def _answer_wrongly(self, body: bytes) -> None:
        self.send_response(200 if body else 500)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Stoppable(Server):
    """Keeps a list of its open connections, to close them."""

    def __init__(self, *args: object) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(*args)  # type: ignore[arg-type]

    def process_request(  # type: ignore[override]
        self, request: socket.socket, client_address: object
    ) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
