"""A page, however strange, ends no build without a word of what is wrong."""

from pathlib import Path

import pytest

from tests.support import Desk


def test_a_step_with_more_digits_than_any_number_is_published(tmp_path: Path) -> None:
    table = f"| How much | {'1' * 5_000} | 2 |\n|---|---|---|\n| Hope | ( ) | ( ) |\n"
    text = f"::: reflection Start {{#start}}\n\n{table}\n:::\n"
    desk = Desk(tmp_path).page("1-one/1-a.md", text, minutes="3").build()
    assert 'data-kind="rating"' in desk.read("guide/one/a/")


@pytest.mark.parametrize(
    "address",
    [
        "/404.html",
        "/carrel.json",
        "/index.html",
        "/guide/one/a/index.html",
        "/guide/offline.json",
        "/sitemap.xml",
        "/pagefind/x",
    ],
)
def test_an_old_address_at_a_file_of_carrels_own_is_an_issue_and_no_file(
    tmp_path: Path, address: str
) -> None:
    desk = Desk(tmp_path).page("1-one/1-a.md", moved_from=address).build(preview=True)
    assert desk.codes == ["moved-from-taken"]
    assert f"{address.strip('/')}/index.html" not in desk.published()
