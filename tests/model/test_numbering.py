"""What a page has from its position in a module: its neighbors, and the time it repeats."""

from pathlib import Path

from carrel.build import check
from carrel.model.toolkit import Module
from tests.support import Desk

SHEET = "::: reflection Plan {#plan}\nWhat do you know?\n\n____ {#know}\n:::\n"


def module_of(desk: Desk) -> Module:
    report = check(desk.root)
    assert report.toolkit, report.issues
    return report.toolkit.modules[0]


def test_the_pages_of_a_module_know_the_pages_before_and_after_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path).page("1-one/2-b.md").page("closing.md")
    pages = list(module_of(desk).reading_order())
    assert len(pages) == 6
    assert [page.previous for page in pages] == [None, *pages[:-1]]
    assert [page.next for page in pages] == [*pages[1:], None]


def test_a_worksheet_that_is_shown_again_takes_time_and_a_box_with_its_name_does_not(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path).page("1-one/1-a.md", SHEET)
    for name, box in (("2-again", "answers plan"), ("3-tip", "tip plan"), ("4-no", "answers none")):
        desk.page(f"1-one/{name}.md", f"::: {box}\nWords.\n:::\n")
    pages = {page.slug: page for page in module_of(desk).reading_order()}
    assert pages["again"].seconds["exercises"] > 0
    assert pages["tip"].seconds["exercises"] == pages["no"].seconds["exercises"] == 0
