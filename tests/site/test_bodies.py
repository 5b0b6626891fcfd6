"""A page's body is fetched from the cache or raises an error; it is never silently empty."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from carrel.digests import digest
from carrel.exports.site import SITE
from carrel.model.content import BodyNotLoadedError, Content, FrontMatter
from carrel.site.output import Output
from carrel.site.outputs import outputs
from carrel.site.site import Site
from tests.support import Desk

BOOK = "downloads/all.epub"


def book(site: Site, *, says_what_it_needs: bool) -> Output:
    """Returns an output with the bodies of all pages, at a path outside of all modules."""
    pages = list(site.toolkit.pages())
    return Output(
        BOOK,
        digest(*(page.digest for page in pages)),
        lambda: "".join(f"[{page.path}|{page.content.body}]" for page in pages).encode(),
        needs=pages if says_what_it_needs else (),
    )


def add_book(monkeypatch: pytest.MonkeyPatch, *, says_what_it_needs: bool = True) -> None:
    """Lets every site have the book."""
    monkeypatch.setattr(
        "carrel.build.EXPORTS",
        {
            "site": replace(
                SITE,
                outputs=lambda site: [
                    *outputs(site),
                    book(site, says_what_it_needs=says_what_it_needs),
                ],
            )
        },
    )


def test_an_output_of_all_pages_is_whole_after_an_edit_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_book(monkeypatch)
    desk = Desk.of("good-two-modules", tmp_path).build().expect_published()
    desk.edit(
        "shelving/1-order/letters.md", "::: explanatory", "One more paragraph.\n\n::: explanatory"
    ).build()
    after = desk.read(BOOK)
    assert "One more paragraph." in after
    assert after == desk.build_afresh(tmp_path / "clean").read(BOOK)


def test_an_output_that_forgets_what_it_needs_is_an_error_and_no_empty_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_book(monkeypatch, says_what_it_needs=False)
    desk = Desk.of("good-two-modules", tmp_path).build().expect_published()
    desk.edit(
        "shelving/1-order/letters.md", "::: explanatory", "One more paragraph.\n\n::: explanatory"
    )
    with pytest.raises(BodyNotLoadedError):
        desk.build()


def test_a_body_outside_every_module_is_not_downloaded_with_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_book(monkeypatch)
    desk = Desk.of("good-two-modules", tmp_path).build().expect_published()
    assert BOOK not in desk.read("asking/offline.json")


def test_a_body_that_was_not_loaded_raises() -> None:
    with pytest.raises(BodyNotLoadedError, match="Page A"):
        _ = Content(FrontMatter(title="Page A"), html=None).body
