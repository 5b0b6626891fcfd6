"""A course that was imported is a course: its worksheet is filled in, comes back on a later page,
and leaves as a document, with no edit by hand.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from carrel.build import Options, build
from carrel.importing import import_course
from carrel.issues import as_text
from tests.imports.garden import plant

from .papers import shown
from .server import serving

pytestmark = pytest.mark.browser

CORPORA = Path(__file__).parents[3] / "shared/corpora"
COURSES = {
    "garden": ("garden", 3),
    "connectedlib-v1": ("mentoring", 3),
}  # its module with a KWL, and the cells of that


@pytest.fixture(params=sorted(COURSES))
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    name = request.param
    source = plant(tmp_path / name) if name == "garden" else CORPORA / name
    if not source.exists():
        pytest.skip(f"the course {name} is not beside the project")
    import_course("jekyll", source, tmp_path / "made")
    report = build(tmp_path / "made", Options(search=False))
    assert report.published, as_text(report.issues)
    with serving(report.out, "/") as url:
        yield url, name


def test_the_imported_worksheet_is_filled_in_and_leaves_as_a_word_document(
    address: tuple[str, str], own_context: BrowserContext
) -> None:
    url, name = address
    module, cells = COURSES[name]
    page = own_context.new_page()
    page.goto(f"{url}{module}/")
    blanks = page.locator(f"[data-worksheet='{module}/{module}-kwl'] textarea")
    expect(blanks).to_have_count(cells)
    for number in range(cells):
        blanks.nth(number).fill(f"Answer number {number}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as Word").click()
    text = shown(Path(download.value.path()).read_bytes())
    assert all(f"Answer number {number}" in text for number in range(cells))
    assert "KWL" in text


def test_what_was_written_stands_on_the_later_page(
    address: tuple[str, str], own_context: BrowserContext
) -> None:
    url, name = address
    module, _ = COURSES[name]
    page = own_context.new_page()
    page.goto(f"{url}{module}/")
    page.locator(f"[data-worksheet='{module}/{module}-kwl'] textarea").first.fill("Nothing yet")
    expect(page.get_by_role("status").filter(has_text="Saved").first).to_be_attached()
    later = {
        "garden": "seeds/when-to-sow",
        "mentoring": "mentoring-challenges/dealing-with-the-impermanence-of-mentoring",
    }[module]
    page.goto(f"{url}{module}/{later}/")
    expect(page.locator("textarea").first).to_have_value("Nothing yet")
