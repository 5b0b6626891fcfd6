"""Sources that are too large to stand in a case file."""

from carrel.model.settings import BUILT_IN_KINDS
from carrel.source.content import read_content
from carrel.source.settings import read_settings


def codes_of(text: str) -> list[str]:
    return [
        found.code
        for found in read_content("mentoring/index.md", text.encode(), BUILT_IN_KINDS).issues
    ]


def test_a_file_of_a_megabyte_is_too_large() -> None:
    assert codes_of("---\ntitle: A page\n---\n" + "Some text.\n" * 100_000) == ["file-too-large"]


def test_a_long_page_is_not() -> None:
    assert codes_of("---\ntitle: A page\n---\n" + "Some text.\n" * 10_000) == []


def test_a_front_matter_of_thousands_of_lines_is_too_long() -> None:
    assert codes_of("---\ntitle: A page\n" + "# a comment\n" * 5_000 + "---\n") == [
        "front-matter-too-long"
    ]


def test_a_page_with_thousands_of_headings_is_too_full() -> None:
    assert codes_of("---\ntitle: A page\n---\n" + "\n## Again\n" * 2_100) == ["page-too-full"]


def test_a_worksheet_with_thousands_of_items_is_too_large() -> None:
    items = "- an item\n" * 12_000
    assert codes_of(f"---\ntitle: A page\n---\n::: reflection All {{#all}}\n{items}:::\n") == [
        "worksheet-too-large"
    ]


def test_a_long_settings_file_is_too_large() -> None:
    settings, issues = read_settings(b'title = "Our toolkit"\n' + b"# a comment\n" * 5_000)
    assert [found.code for found in issues] == ["settings-too-large"]
    assert settings.title == ""
