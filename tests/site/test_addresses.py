"""Addresses that authors write can be anything."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carrel.model.settings import BUILT_IN_KINDS
from carrel.site.body.videos import embed_address
from carrel.source.content import read_content
from tests.support import Desk, few, html_of

address = st.text(alphabet="htps:/[]()?#&=%.@\\ <>\"'éwyoutube.cmvi0~|", max_size=40)


@few(600)
@given(address, st.none() | st.integers(0, 9), st.none() | st.integers(0, 9))
@example("https://[", None, None)
@example("https://[::1", None, None)
@example("https://youtube.com/watch?v=", 1, 2)
@example("https://youtu.be/watch?v=%00", 1, 2)
def test_any_address_of_a_film_is_embedded_or_not(
    src: str, start: int | None, end: int | None
) -> None:
    made = embed_address(src, start, end)
    assert not made or made.startswith(
        ("https://www.youtube-nocookie.com/embed/", "https://player.vimeo.com/video/")
    )
    assert not set(made) & set("<>\"' ")


@few(300)
@given(address)
def test_any_address_can_stand_in_a_link_an_image_and_a_video(src: str) -> None:
    plain = src.replace("<", "%3C").replace(">", "%3E").replace("\\", "/")
    film = src.replace('"', "").replace("{", "").replace("}", "")
    video = f'::: video F {{src="{film}" length=1:00}}\nWords.\n:::\n'
    text = f"---\ntitle: A\n---\n\n[a](<{plain}>) ![b](<{plain}>)\n\n{video}"
    for document in html_of(read_content("guide/index.md", text.encode(), BUILT_IN_KINDS)):
        assert "</html>" in document


@pytest.mark.parametrize(
    "base",
    [
        "https://example.org",
        "https://example.org/a%20b/",
        "https://example.org/é&a/",
        "http://[::1]:80/",
    ],
)
def test_any_base_url_works(base: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path, toml=f'title = "T"\nlicence = "CC0-1.0"\nbase_url = "{base}"\n')
    desk.build().expect_published().expect("sitemap.xml", "/guide/one/a/")


def test_every_document_has_its_icon_so_that_no_browser_asks_the_host_for_one(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path).page("1-one/1-a.md", moved_from="[/guide/b/]").build()
    documents = {path: data for path, data in desk.published().items() if path.endswith(".html")}
    assert {"index.html", "guide/index.html", "guide/b/index.html", "404.html"} <= documents.keys()
    assert [
        path for path, data in documents.items() if data.count(b'<link rel="icon" href="data:') != 1
    ] == []


def test_old_addresses_of_a_module_lead_on_when_it_was_renamed(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build().move("guide", "handbook")
    desk.write(
        "handbook/index.md",
        "---\ntitle: Guide\nsummary: A tiny module.\nwas: guide\n---\n\nWelcome.\n",
    ).build().expect_published()
    desk.expect("guide/", "../handbook/").expect("guide/one/a/", "../../../handbook/one/a/")


def test_what_an_author_says_of_an_old_address_goes_before_what_follows_from_a_name(
    tmp_path: Path,
) -> None:
    desk = (
        Desk(tmp_path)
        .build()
        .move("guide", "handbook")
        .move("handbook/1-one/1-a.md", "handbook/1-one/1-b.md")
    )
    desk.write(
        "handbook/index.md",
        "---\ntitle: Guide\nsummary: A tiny module.\nwas: guide\n---\n\nWelcome.\n",
    )
    desk.write("handbook/1-one/2-a.md", "---\ntitle: Another\n---\n\nText.\n")
    desk.write(
        "handbook/1-one/1-b.md", "---\ntitle: Page A\nmoved_from: [/guide/one/a/]\n---\n\nText.\n"
    ).build().expect_published()
    desk.expect("guide/one/a/", "../../../handbook/one/b/")


@pytest.mark.parametrize("address", ["//", "/../a/", "/a\\tb/", "/a?b/", "\\\\a"])
def test_an_address_that_is_none_makes_no_file_in_a_preview_either(
    address: str, tmp_path: Path
) -> None:
    desk = Desk(tmp_path).build(preview=True)
    before = desk.published().keys()
    desk.write(
        "guide/1-one/1-a.md", f'---\ntitle: A\nmoved_from: ["{address}"]\n---\n\nText.\n'
    ).build(preview=True)
    assert "moved-from-value" in desk.codes
    assert desk.published().keys() == before
