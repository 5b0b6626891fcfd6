"""An author changes published worksheets while learners have answers to them: none is lost.

Each edit is made as authors make it: first carelessly, when `carrel check` must report what would
be lost; then as it asks for, when the answer must still be there.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import Desk

from .conftest import new_context
from .server import serving

pytestmark = pytest.mark.browser

PAGE = "guide/1-one/1-a.md"
OTHER = "guide/1-one/2-b.md"
SHEET = """::: reflection Plan {#plan}
What do you know?

____ {#know}

How often?

- ( ) weekly
- ( ) monthly

{#often}

| Who {#who} | Why {#why} |
|---|---|
| | |
{rows=grow}
:::
"""
SAVED = """() => {
  const states = [...document.querySelectorAll(".saved")].map((line) => line.dataset.state);
  return states.includes("saved") && !states.includes("saving");
}"""


def sheet(*changes: tuple[str, str]) -> str:
    """The worksheet after some changes."""
    text = SHEET
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@dataclass
class Edit:
    """An edit: `careless` is reported with `code`; after `careful` the answers are on the page."""

    careful: Callable[[Desk], object]
    careless: Callable[[Desk], object] | None = None
    code: str = ""
    address: str = "guide/one/a/"
    gone: tuple[
        str, ...
    ] = ()  # what the workbook shows under "answers to questions that have changed"


def write(text: str, path: str = PAGE) -> Callable[[Desk], object]:
    return lambda desk: desk.write(path, f"---\ntitle: A page\n---\n\n{text}")


def move_page(desk: Desk) -> None:
    desk.move(PAGE, "guide/1-one/3-later.md")


def to_other_page(desk: Desk) -> None:
    desk.write(PAGE, "---\ntitle: Page A\n---\n\nNothing to fill in.\n")
    write(SHEET, OTHER)(desk)


def rename_module(was: str) -> Callable[[Desk], object]:
    def rename(desk: Desk) -> None:
        desk.move("guide", "handbook").edit(
            "handbook/index.md", "title: Guide\n", f"title: Guide\n{was}"
        )

    return rename


def delete_question(desk: Desk) -> None:
    write(sheet(("What do you know?\n\n____ {#know}\n", "")))(desk)


def retire_question(desk: Desk) -> None:
    delete_question(desk)
    lock = desk.root / "fields.lock"
    lines = lock.read_text(encoding="utf-8").splitlines()
    said = [f"{line}  retired" if line.startswith("guide/plan/know") else line for line in lines]
    lock.write_text("\n".join(said) + "\n", encoding="utf-8")


SPLIT = "::: reflection First {#first}\nWhat do you know?\n\n____ {#know%s}\n:::\n\n"
REST = ("What do you know?\n\n____ {#know}\n\n", "")
EDITS = {
    "reword a question": Edit(write(sheet(("What do you know?", "What do you know by now?")))),
    "rename a field": Edit(
        write(sheet(("{#know}", "{#knew was=know}"))),
        write(sheet(("{#know}", "{#knew}"))),
        "field-gone",
    ),
    "rename a column": Edit(
        write(sheet(("{#who}", "{#whom was=who}"))),
        write(sheet(("{#who}", "{#whom}"))),
        "field-gone",
    ),
    "rename a choice": Edit(
        write(sheet(("weekly", "each week {#weekly}"))),
        write(sheet(("weekly", "each week"))),
        "choice-gone",
    ),
    "reorder": Edit(write(sheet(("- ( ) weekly\n- ( ) monthly", "- ( ) monthly\n- ( ) weekly")))),
    "move the page": Edit(move_page, address="guide/one/later/"),
    "move the worksheet to another page": Edit(to_other_page, address="guide/one/b/"),
    "rename the worksheet": Edit(
        write(sheet(("{#plan}", "{#scheme was=plan}"))),
        write(sheet(("{#plan}", "{#scheme}"))),
        "worksheet-gone",
    ),
    "rename the module": Edit(
        rename_module("was: guide\n"), rename_module(""), "module-gone", "handbook/one/a/"
    ),
    "split a worksheet": Edit(
        write(SPLIT % " was=plan/know" + sheet(REST)), write(SPLIT % "" + sheet(REST)), "field-gone"
    ),
    "delete a question": Edit(
        retire_question, delete_question, "field-gone", gone=("what I know",)
    ),
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A learner's browser."""
    context = new_context(browser)
    yield context.new_page()
    context.close()


def fill_in(page: Page) -> None:
    """Answers every question, and adds a row."""
    page.get_by_role("textbox", name="What do you know?").fill("what I know")
    page.get_by_role("radio", name="weekly").check()
    page.get_by_role("button", name="Add a row").click()
    for number, cell in enumerate(page.locator("table [data-field]").all()):
        cell.fill(f"cell {number}")
    page.wait_for_function(SAVED)


@pytest.mark.parametrize("name", EDITS)
def test_no_answer_is_lost(page: Page, tmp_path: Path, name: str) -> None:
    edit = EDITS[name]
    desk = Desk(tmp_path / "published")
    write(SHEET)(desk)
    assert desk.build().report.published, desk.report.issues
    if edit.careless:
        trial = Desk.__new__(Desk)
        trial.root, trial.out = tmp_path / "trial", tmp_path / "trial/_site"
        shutil.copytree(desk.root, trial.root)
        edit.careless(trial)
        assert edit.code in trial.check().codes
    with serving(desk.out, "/") as address:
        page.goto(f"{address}guide/one/a/")
        fill_in(page)
        edit.careful(desk)
        assert desk.build().report.published, desk.report.issues
        page.goto(f"{address}{edit.address}")
        page.wait_for_function(SAVED)
        if "what I know" not in edit.gone:
            expect(page.locator("textarea").first).to_have_value("what I know")
        expect(page.get_by_role("radio", name="week")).to_be_checked()
        cells = [cell.input_value() for cell in page.locator("table [data-field]").all()]
        assert cells == ["cell 0", "cell 1", "cell 2", "cell 3"]
        page.goto(f"{address}{edit.address.split('/')[0]}/workbook/")
        for text in edit.gone:
            expect(page.locator(".gone")).to_contain_text(text)
        if not edit.gone:
            expect(page.locator(".gone")).to_be_hidden()
