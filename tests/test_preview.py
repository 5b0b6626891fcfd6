"""The preview serves the toolkit to this computer only, and shows each edit, however broken."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchfiles import Change

from carrel.preview import Preview
from tests.support import Desk

PATIENCE = 20.0  # seconds: far more than needed, for a busy machine


class Served:
    """A preview in a process of its own."""

    def __init__(self, root: Path, *options: str) -> None:
        command = [sys.executable, "-m", "carrel", "serve", str(root), *options]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.lines: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        address = re.search(r"127\.0\.0\.1:(\d+)", self.said("Ctrl+C"))
        assert address
        self.port = int(address[1])

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)

    def said(self, words: str) -> str:
        """Waits until the terminal says `words`; gives the line."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for line in list(self.lines):
                if words in line:
                    return line
            time.sleep(0.02)
        raise AssertionError(f"{words!r} was not said, only: {''.join(self.lines)}")

    def get(self, path: str, host: str | None = None) -> tuple[int, str]:
        """Status and text at an address, asked for as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{self.port}"})
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        connection.close()
        return response.status, text

    def shows(self, path: str, words: str) -> bool:
        """Whether a page comes to show `words`."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if words in self.get(path)[1]:
                return True
            time.sleep(0.02)
        return False

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("preview"))


@pytest.fixture(scope="module")
def served(desk: Desk) -> Iterator[Served]:
    server = Served(desk.root)
    yield server
    server.stop()


def test_pages_are_served_and_folders_get_their_slash(served: Served) -> None:
    assert "Some words on page A." in served.get("/guide/one/a/")[1]
    assert served.get("/guide/one/a")[0] == 301
    assert served.get("/nowhere/")[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../../toolkit.toml",
        "/..%2f..%2ftoolkit.toml",
        "/%2e%2e/%2e%2e/toolkit.toml",
        "//etc/passwd",
        "/guide/%00",
    ],
)
def test_nothing_outside_the_site_is_read(served: Served, path: str) -> None:
    status, text = served.get(path)
    assert status in (301, 404)
    assert "Tiny" not in text or "<html" in text
    assert "root:" not in text


def test_a_page_of_another_site_cannot_read_the_preview(served: Served) -> None:
    assert served.get("/guide/", host="evil.example")[0] == 403


def test_only_the_loopback_address_is_bound(served: Served) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.2", served.port))  # free, as the preview does not take every address


def test_a_saved_edit_is_shown_and_announced(desk: Desk, served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    connection.request("GET", "/_carrel/events")
    stream = connection.getresponse()
    time.sleep(0.2)
    desk.page("1-one/1-a.md", "Fresh words.")
    announced = json.loads(stream.readline().decode().removeprefix("data: "))
    assert "guide/one/a/" in announced["pages"]
    assert served.shows("/guide/one/a/", "Fresh words.")
    connection.close()


def test_a_broken_edit_is_shown_with_what_is_wrong_and_mended_again(
    desk: Desk, served: Served
) -> None:
    desk.page("1-one/1-a.md", "See [there](nowhere.md).\n\n::: tip\nNever closed.")
    assert served.shows("/guide/one/a/", "nowhere.md")
    assert served.shows("/guide/one/a/", "box is never closed")
    served.said("[box-unclosed]")
    desk.page("1-one/1-a.md", "Mended words.")
    assert served.shows("/guide/one/a/", "Mended words.")
    served.said("All mended")


def test_broken_settings_do_not_end_the_preview(desk: Desk, served: Served) -> None:
    before = (desk.root / "toolkit.toml").read_text()
    desk.write("toolkit.toml", "title = Tiny\n")
    served.said("[toolkit-syntax]")
    assert served.shows("/guide/", "not valid TOML")
    desk.write("toolkit.toml", before)
    assert served.shows("/guide/one/a/", "Tiny")


def test_a_new_page_appears_in_the_menu_of_the_others(desk: Desk, served: Served) -> None:
    desk.page("1-one/2-b.md", "More words.", title="Page B")
    assert served.shows("/guide/one/a/", "Page B")
    assert served.shows("/guide/one/b/", "More words.")


def test_a_taken_port_gives_a_sentence_or_the_next_port(desk: Desk, served: Served) -> None:
    command = [sys.executable, "-m", "carrel", "serve", str(desk.root), "--port", str(served.port)]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert refused.returncode == 2
    assert f"Port {served.port} is taken" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    server = Served(Desk(tmp_path).root)
    assert server.stop() == 0
    assert "Traceback" not in "".join(server.lines)


def saved(desk: Desk, path: str) -> set[tuple[Change, str]]:
    return {(Change.modified, str(desk.root.resolve() / path))}


def test_what_stops_the_quick_way_does_not_end_the_preview(tmp_path: Path) -> None:
    desk, said = Desk(tmp_path), list[str]()
    preview = Preview(desk.root, said.append)
    preview.rebuild()
    desk.write("theme/templates/page.html", "{% if %}")
    preview.changed(saved(desk, "theme/templates/page.html"))
    desk.page("1-one/1-a.md", "Fresh words.")
    preview.changed(saved(desk, "guide/1-one/1-a.md"))
    assert "page.html cannot be used" in said[-1]
    preview.builder.cache.close()


def test_a_preview_whose_folder_was_deleted_goes_on(tmp_path: Path) -> None:
    desk, said = Desk(tmp_path), list[str]()
    preview = Preview(desk.root, said.append)
    preview.rebuild()
    shutil.rmtree(preview.site)
    desk.page("1-one/1-a.md", "Fresh words.")
    preview.changed(saved(desk, "guide/1-one/1-a.md"))
    assert "Fresh words." in (preview.site / "guide/one/a/index.html").read_text()
    preview.builder.cache.close()


def test_a_saved_style_is_announced_as_one_and_a_saved_page_is_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    preview = Preview(desk.root, lambda _: None)
    preview.rebuild()
    heard = preview.events.listen()
    threading.Timer(0.2, preview.events.announce, [["x/"]]).start()
    assert json.loads(next(heard)) == {"kind": "reload", "pages": ["x/"], "css": False}
    desk.write("theme/theme.css", "p { color: red }")
    preview.changed(saved(desk, "theme/theme.css"))
    assert json.loads(next(heard)) == {"kind": "reload", "pages": None, "css": True}
    preview.builder.cache.close()
