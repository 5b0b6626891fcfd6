"""A section's own page."""

from pathlib import Path

from tests.support import Desk

LIST = '<ul class="listed">'


def test_a_section_that_says_nothing_itself_lists_its_pages(tmp_path: Path) -> None:
    desk = Desk(tmp_path).page("1-one/index.md", "", title="One").build()
    listed = desk.read("guide/one/").partition(LIST)[2].partition("</ul>")[0]
    assert [title in listed for title in ("Page A", "Resources", "One")] == [True, True, False]
    assert '<a href="../../guide/one/a/">Page A</a> <span class="min">1 min</span>' in listed


def test_a_section_with_words_of_its_own_lists_nothing(tmp_path: Path) -> None:
    assert LIST not in Desk(tmp_path).build().read("guide/one/")


def test_the_list_follows_its_pages(tmp_path: Path) -> None:
    desk = (
        Desk(tmp_path)
        .page("1-one/index.md", "", title="One")
        .build()
        .page("1-one/1-a.md", title="Another name")
        .build()
    )
    assert "Another name</a>" in desk.read("guide/one/").partition(LIST)[2]
