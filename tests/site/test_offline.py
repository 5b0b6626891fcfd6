"""What is listed for times without a connection: all that a module needs, with its sizes, and
always as it is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import PIXEL, Desk

FILM = '::: video A film {src="../media/film.mp4" length=0:10}\nWhat is said.\n:::\n'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A module with a picture, a film, and a file of another folder; and a module that has none of
    them.
    """
    desk = Desk(tmp_path).page(
        "1-one/1-a.md",
        f"![A dot](../media/dot.png)\n\n{FILM}\n[the form](../../shared/form.pdf)\n",
        "Page A",
    )
    desk.write("guide/media/dot.png", PIXEL).write("guide/media/film.mp4", b"moving").write(
        "shared/form.pdf", b"%PDF"
    )
    return desk.write("other/index.md", "---\ntitle: Other\n---\n\nAnother module.\n").build()


def listing(desk: Desk, module: str = "guide") -> dict[str, Any]:
    listed: dict[str, Any] = json.loads(desk.read(f"{module}/offline.json"))
    return listed


def addresses(entries: list[tuple[str, str, int]]) -> list[str]:
    return [address for address, _, _ in entries]


def test_a_module_is_listed_with_all_that_its_pages_show(desk: Desk) -> None:
    listed = listing(desk)
    assert listed["count"] == 4
    assert {
        "",
        "guide/",
        "guide/one/",
        "guide/one/a/",
        "guide/one/resources/",
        "guide/print/",
    } <= set(addresses(listed["pages"]))
    assert {"guide/media/dot.png", "shared/form.pdf"} <= set(addresses(listed["files"]))
    assert addresses(listed["films"]) == ["guide/media/film.mp4"]
    assert sum(address.startswith("assets/") for address in addresses(listed["files"])) == sum(
        1 for _ in (desk.out / "assets").iterdir()
    )


def test_another_module_is_not_in_the_list(desk: Desk) -> None:
    assert not [
        address for address in addresses(listing(desk)["pages"]) if address.startswith("other/")
    ]
    other = listing(desk, "other")
    assert not [
        entry
        for kind in ("pages", "files", "films")
        for entry in other[kind]
        if entry[0].startswith(("guide/", "shared/"))
    ]


def test_every_size_is_that_of_the_file(desk: Desk) -> None:
    desk.edit("guide/1-one/resources.md", "Where to go", "Where else to go").build()
    listed = listing(desk)
    for address, _, size in (
        entry for kind in ("pages", "files", "films") for entry in listed[kind]
    ):
        path = desk.out / address
        assert (path / "index.html" if path.is_dir() else path).stat().st_size == size


def test_an_edit_changes_the_version_of_what_it_changed_and_nothing_else(desk: Desk) -> None:
    before = {address: version for address, version, _ in listing(desk)["pages"]}
    desk.edit("guide/1-one/resources.md", "Where to go", "Where else to go").build()
    after = {address: version for address, version, _ in listing(desk)["pages"]}
    assert {address for address in after if after[address] != before[address]} == {
        "guide/one/resources/",
        "guide/print/",
        "guide/record/",
    }


def test_a_module_that_is_gone_takes_its_list_along(desk: Desk) -> None:
    desk.remove("other").build()
    assert not (desk.out / "other").exists()


def test_the_worker_changes_with_what_it_keeps_and_with_nothing_else(desk: Desk) -> None:
    before = desk.read("sw.js")
    desk.page("1-one/2-b.md", "Another page.").build()
    assert desk.read("sw.js") == before
    desk.write("theme/own.css", "main { margin: 0; }\n").build()
    assert desk.read("sw.js") != before
    before = desk.read("sw.js")
    desk.edit("toolkit.toml", "Tiny", "Tinier").build()
    assert desk.read("sw.js") != before, "the page without a connection says the title"


def test_a_preview_has_no_worker(desk: Desk, tmp_path: Path) -> None:
    desk.build(preview=True, out=tmp_path / "preview")
    names = set(desk.published())
    assert "sw.js" not in names
    assert not {name for name in names if name.endswith("offline.json")}


def test_a_file_where_a_list_would_be_is_reported(tmp_path: Path) -> None:
    desk = (
        Desk(tmp_path)
        .page("1-one/1-a.md", "[a list](../offline.json)\n")
        .write("guide/offline.json", "{}")
        .build()
    )
    desk.expect_codes("file-claimed")


def test_a_module_where_the_page_without_a_connection_would_be_is_reported(tmp_path: Path) -> None:
    desk = (
        Desk(tmp_path)
        .write("offline/index.md", "---\ntitle: Offline\nsummary: A module.\n---\n\nA module.\n")
        .build()
    )
    desk.expect_codes("url-claimed")
