"""Links to other hosts, tried on a host of our own: 127.0.0.1."""

import http.server
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any, ClassVar

import pytest

from carrel import __version__
from carrel.checks.external import AT_ONCE, check_external
from carrel.issues import Issue
from carrel.model.content import Box, Content, FrontMatter, Link
from carrel.model.references import Reference, References
from carrel.model.settings import Settings
from carrel.model.toolkit import Module, Page, Role, Section, Toolkit


class Host(http.server.BaseHTTPRequestHandler):
    """Answers by path: a status such as /404, /no-head, /to/PATH (redirects), /slow, /silent."""

    asked: ClassVar[list[tuple[str, str]]] = []
    agents: ClassVar[set[str]] = set()
    at_once: ClassVar[list[int]] = []
    open_now = 0
    lock = threading.Lock()

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        with self.lock:
            Host.open_now += 1
            self.at_once.append(Host.open_now)
            self.asked.append((self.command, self.path))
            self.agents.add(self.headers["User-Agent"])
        name = self.path.strip("/").partition("?")[0]
        if name == "slow":
            time.sleep(0.05)
        with self.lock:
            Host.open_now -= 1  # before the answer, as whoever has that may ask again at once
        self._write(name)

    def _write(self, name: str) -> None:
        if name == "silent":
            time.sleep(1)
        if name == "no-head" and self.command == "HEAD":
            name = "405"
        if name == "hang-up" and self.command == "HEAD":
            return
        self.send_response(302 if name.startswith("to/") else int(name) if name.isdigit() else 200)
        if name.startswith("to/"):
            self.send_header("Location", "/" + name[3:])
        if name in ("429", "503"):
            self.send_header("Retry-After", "7200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Keeps the tests quiet."""


@pytest.fixture
def host() -> Iterator[str]:
    Host.asked.clear()
    Host.agents.clear()
    Host.at_once.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def toolkit_with(*addresses: str, based_on: str = "", film: str = "") -> Toolkit:
    content = Content(FrontMatter(title="A page", lines={"based_on": 3}))
    content.links = [Link(address, "a link", line, 5) for line, address in enumerate(addresses, 10)]
    content.front.based_on = [based_on] if based_on else []
    content.boxes = [Box("video", "A film", 50, attributes={"src": film})] if film else []
    page = Page("mentoring/index.md", Role.OVERVIEW, "", content)
    return Toolkit(
        Settings(),
        [Module("mentoring", "mentoring", page, list[Section](), None, None)],
        None,
        None,
        frozenset(),
    )


def check(toolkit: Toolkit, folder: Path, **options: Any) -> list[Issue]:
    return check_external(
        toolkit, folder / "cache" / "links.json", timeout=options.pop("timeout", 5), **options
    )


def found(issues: list[Issue]) -> list[tuple[str, int]]:
    return [(issue.code, issue.position.line) for issue in issues]


def test_addresses_of_references_are_tried_too(host: str, tmp_path: Path) -> None:
    toolkit = toolkit_with(f"{host}/200")
    work = Reference("ng2019", line=7, url=f"{host}/404")
    toolkit.modules[0].references = References("mentoring/references.toml", {"ng2019": work})
    (issue,) = check(toolkit, tmp_path)
    assert (issue.code, str(issue.position)) == ("link-dead", "mentoring/references.toml:7:1")


def test_links_that_work_are_not_mentioned(host: str, tmp_path: Path) -> None:
    toolkit = toolkit_with(
        f"{host}/200",
        f"{host}/to/200",
        f"{host}/no-head",
        "mailto:ana@example.org",
        "2-next.md",
        film=f"{host}/film",
    )
    assert check(toolkit, tmp_path) == []
    assert ("GET", "/no-head") in Host.asked
    assert ("HEAD", "/film") in Host.asked
    assert all(f"Carrel/{__version__}" in agent for agent in Host.agents)


def test_a_link_that_is_gone_is_dead(host: str, tmp_path: Path) -> None:
    issues = check(
        toolkit_with(
            f"{host}/404",
            f"{host}/410",
            f"{host}/to/404",
            based_on=f"Goals by Ana (CC BY 4.0), {host}/404.",
        ),
        tmp_path,
    )
    assert found(issues) == [
        ("link-dead", 3),
        ("link-dead", 10),
        ("link-dead", 11),
        ("link-dead", 12),
    ]
    assert "404" in issues[0].sentence
    assert {str(issue.severity) for issue in issues} == {"warning"}


def test_a_host_that_refuses_is_no_proof(host: str, tmp_path: Path) -> None:
    assert found(check(toolkit_with(f"{host}/403", f"{host}/500"), tmp_path)) == [
        ("link-unreachable", 10),
        ("link-unreachable", 11),
    ]


def test_a_host_that_hangs_up_on_head_is_asked_again(host: str, tmp_path: Path) -> None:
    assert check(toolkit_with(f"{host}/hang-up"), tmp_path) == []


def test_every_address_is_asked_once(host: str, tmp_path: Path) -> None:
    check(toolkit_with(f"{host}/200", f"{host}/200#part", f"{host}/200#other"), tmp_path)
    assert Host.asked == [("HEAD", "/200")]


def test_a_host_is_asked_by_two_at_once(host: str, tmp_path: Path) -> None:
    check(toolkit_with(*(f"{host}/slow?{number}" for number in range(12))), tmp_path, workers=8)
    assert len(Host.asked) == 12
    assert max(Host.at_once) == AT_ONCE


def test_a_host_that_asks_for_a_pause_gets_it(host: str, tmp_path: Path) -> None:
    toolkit = toolkit_with(
        f"{host}/429", f"{host}/200", f"{host}/200?2", f"{host}/200?3", f"{host}/200?4"
    )
    issues = check(toolkit, tmp_path, workers=1)
    assert ("HEAD", "/200?2") not in Host.asked
    assert ("link-unreachable", 10) in found(issues)
    assert "pause" in issues[0].sentence
    Host.asked.clear()
    check(toolkit, tmp_path, workers=1)
    assert ("HEAD", "/429") not in Host.asked  # two hours are not over


def test_answers_are_remembered_for_a_day(
    host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toolkit = toolkit_with(f"{host}/200", f"{host}/404")
    first = check(toolkit, tmp_path)
    Host.asked.clear()
    assert check(toolkit, tmp_path) == first
    assert Host.asked == []
    later = time.time() + 25 * 60 * 60
    monkeypatch.setattr("carrel.checks.external.time.time", lambda: later)
    assert check(toolkit, tmp_path) == first
    assert Host.asked


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', "\x00"])
def test_a_broken_cache_is_no_cache(host: str, tmp_path: Path, text: str) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "links.json").write_text(text)
    assert found(check(toolkit_with(f"{host}/404"), tmp_path)) == [("link-dead", 10)]
    assert json.loads((tmp_path / "cache" / "links.json").read_text())


def test_a_cache_that_cannot_be_written_is_done_without(host: str, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    assert found(check(toolkit_with(f"{host}/404"), tmp_path)) == [("link-dead", 10)]


def test_a_host_that_does_not_answer_is_asked_no_more(host: str, tmp_path: Path) -> None:
    issues = check(
        toolkit_with(f"{host}/silent", f"{host}/silent?2", f"{host}/silent?3"),
        tmp_path,
        timeout=0.1,
        workers=1,
    )
    assert [issue.code for issue in issues] == ["link-unreachable"] * 3
    assert len(Host.asked) == 1


def test_offline_is_said_once(tmp_path: Path) -> None:
    def offline(*_: object) -> Any:
        raise urllib.error.URLError(OSError("no network"))

    issues = check(
        toolkit_with("https://a.example/", "https://b.example/"), tmp_path, opener=offline
    )
    assert [(issue.code, issue.position.path) for issue in issues] == [
        ("link-offline", "toolkit.toml")
    ]


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        UnicodeError(),
        RuntimeError(),
        urllib.error.HTTPError("u", 418, "m", Message(), None),
    ],
)
def test_whatever_happens_the_check_goes_on(tmp_path: Path, error: Exception) -> None:
    def broken(*_: object) -> Any:
        raise error

    issues = check(toolkit_with("https://a.example/"), tmp_path, opener=broken)
    assert [issue.code for issue in issues] == ["link-unreachable"]


@pytest.mark.parametrize(
    "address",
    [
        "http://[::1",
        "https://",
        "https://exa mple.org/",
        "https://a.example:port/",
        "https://á.example/ñ?ü=1#ö",
    ],
)
def test_strange_addresses_are_survived(tmp_path: Path, address: str) -> None:
    seen: list[str] = []

    def note(request: urllib.request.Request, _: float) -> Any:
        seen.append(request.full_url)
        raise urllib.error.URLError(OSError("no network"))

    assert [issue.code for issue in check(toolkit_with(address), tmp_path, opener=note)] == [
        "link-unreachable"
    ]
    assert all(url.isascii() for url in seen)


def test_no_links_no_questions(tmp_path: Path) -> None:
    assert check(toolkit_with("2-next.md"), tmp_path, workers=0) == []
