"""A static host on this machine: one folder, under one path, with the site's own page for addresses that lead nowhere."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

LATE = 0.06  # seconds that the page's main script comes late, as on a thin line: what it moves then, a learner would see


class Handler(SimpleHTTPRequestHandler):
    """Serves `directory` under `prefix`, and nothing beside it."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".vtt": "text/vtt", ".pagefind": "application/octet-stream"}

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
    """Says nothing when a browser goes away in the middle of an answer."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def serving(folder: Path, prefix: str) -> Iterator[str]:
    """Serves `folder` and gives its address, which ends with `prefix`."""
    with Server(("127.0.0.1", 0), partial(Handler, directory=str(folder), prefix=prefix)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
        finally:
            server.shutdown()
