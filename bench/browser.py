"""What a browser sees: how much a page loads, and how long an edit takes to reach it.

Chromium through Playwright.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import random
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, Request
from playwright.sync_api import Page as Tab
from programs import Program
from synthetic import Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SERVER_MAY_TAKE = 180.0
EDIT_MAY_TAKE = 60.0

# Runs in every page before its own scripts, looks for an edit's word every 5 ms, and notes when it
# first saw each.
# Date.now() and Python's time.time() are the same clock; performance.timeOrigin drifts from it in a
# long run.
# sessionStorage outlives the page's reload.
WATCH = """
setInterval(() => {
  const text = document.getElementById("main")?.textContent ?? "";
  for (const word of text.match(/benchmark-edit-[0-9]+/g) ?? [])
    if (!sessionStorage.getItem(word)) sessionStorage.setItem(word, Date.now());
}, 5);
"""


@contextmanager
def chromium(playwright: Playwright, path: str | None) -> Iterator[Browser]:
    """Start Chromium: the one at `path`, or the machine's, or Playwright's own."""
    browser = playwright.chromium.launch(
        executable_path=path or shutil.which("chromium"), args=ARGUMENTS
    )
    try:
        yield browser
    finally:
        browser.close()


# --- weight --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Weight:
    """All that one page loads on a first visit, gzip where gzip makes it smaller; headers are not
    counted.

    `elsewhere` are requests to other hosts; `background` are a service worker's, made after the
    page is shown.
    """

    path: str
    requests: int
    size: int
    elsewhere: int
    background: int


def weights(browser: Browser, site: Path) -> list[Weight]:
    """Give the weight of every page of a built site, in order of address; those that only lead
    elsewhere are left out.
    """
    pages = [
        path
        for path in sorted(site.rglob("*.html"))
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    ]
    with _static_server(site) as origin:
        return [_weight(browser, origin, path.relative_to(site).as_posix()) for path in pages]


def _weight(browser: Browser, origin: str, path: str) -> Weight:
    """Open a page with an empty cache, scroll to its end so that lazy pictures load, and sum up its
    responses.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    seen: list[Request] = []
    context.on("request", lambda request: seen.append(request))
    tab = context.new_page()
    tab.goto(f"{origin}/{path.removesuffix('index.html')}", wait_until="load")
    tab.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    tab.wait_for_load_state("networkidle")
    own = [
        request for request in seen if not request.service_worker and request.url.startswith("http")
    ]
    weight = Weight(
        path="/" + path.removesuffix("index.html"),
        requests=len(own),
        size=sum(map(_compressed, own)),
        elsewhere=sum(not request.url.startswith(origin) for request in own),
        background=len([request for request in seen if request.service_worker]),
    )
    context.close()
    return weight


def _compressed(request: Request) -> int:
    """Give the size of a response's body as a server with gzip would send it."""
    response = request.response()
    body = response.body() if response and response.ok else b""
    return min(len(body), len(gzip.compress(body, 6)))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve files and print nothing."""

    def log_message(self, *_: object) -> None:
        """Keep the log to ourselves."""


@contextmanager
def _static_server(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port and give its origin."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


# --- from saving a file to the new page ----------------------------------------------------------


def latencies(browser: Browser, program: Program, page: Page, edits: int) -> list[float]:
    """Open a page on a program's own server, save its file `edits` times, and give the seconds
    until each was there.
    """
    with _own_server(program) as origin:
        context = browser.new_context()
        context.add_init_script(WATCH)
        tab = context.new_page()
        tab.goto(f"{origin}/{'/'.join(page.names)}/", wait_until="load")
        # The first edit is not counted: both programs read more for it than for the ones that
        # follow.
        times = [_latency(tab, program, page) for _ in range(edits + 1)][1:]
        context.close()
    return times


def _latency(tab: Tab, program: Program, page: Page) -> float:
    """Save one edit and give the seconds until the browser had its word in the page."""
    # Long enough for what a program still does after showing the last edit, and never the same, so
    # that no poll keeps step.
    tab.wait_for_timeout(random.randint(2000, 3000))
    saved = time.time()
    word = program.edit(page)
    while time.time() - saved < EDIT_MAY_TAKE:
        tab.wait_for_timeout(50)
        try:
            seen = tab.evaluate("word => sessionStorage.getItem(word)", word)
        except Error:
            continue  # the page is being loaded anew
        if seen:
            return int(seen) / 1000 - saved
    raise TimeoutError(
        f"{program.name} did not show an edit of {page.title!r} within {EDIT_MAY_TAKE:.0f} s"
    )


@contextmanager
def _own_server(program: Program) -> Iterator[str]:
    """Run a program's server until the block ends, and give its origin once it answers."""
    port = _free_port()
    process = subprocess.Popen(
        [*program.serve, str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    origin = f"http://127.0.0.1:{port}"
    try:
        _wait_for(origin, process)
        yield origin
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def _wait_for(origin: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the home page answers; raise when the server ends or takes too long."""
    deadline = time.monotonic() + SERVER_MAY_TAKE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(origin, timeout=5).close()
            return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(f"no answer from {' '.join(map(str, process.args))}")  # type: ignore[arg-type]
