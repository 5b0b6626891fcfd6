"""Worksheets leave as documents, and come back from them: what only a browser can show.

Writing and reading itself is tested under Node: tests/scripts/word-*.test.js, documents.test.js.
"""

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import OpenPage, new_context
from .papers import Paper, part, words
from .sites import Site

pytestmark = pytest.mark.browser

EVERY_BLANK = "everything/blanks/every-blank/"
K = "everything"
ANSWERS: dict[str, dict[str, str | list[str]]] = {
    f"{K}/table": {f"{K}/table/alone-what-i-do": "Two lines,\n<w:p> & “quotes” 漢字 🙂"},
    f"{K}/grows": {f"{K}/grows/who": "The choir", f"{K}/grows/what-for-2": "Write here?"},
    f"{K}/lines": {
        f"{K}/lines/what-did-you-notice": "First\n\nThird",
        f"{K}/lines/name": "Ada <Löwe>",
        f"{K}/lines/day": "2026-12-01",
    },
    f"{K}/choices": {
        f"{K}/choices/what-do-you-have": ["a-room", "something-else"],
        f"{K}/choices/what-do-you-have-something-else": "a barn",
        f"{K}/choices/how-large-is-the-library": "middling",
    },
    f"{K}/rating": {f"{K}/rating/we-ask": "4-often"},
    f"{K}/order": {f"{K}/order/what-comes-first": ["reckoning", "reading"]},
    f"{K}/map": {f"{K}/map/your-map": "From the door to the desk"},
}
VALUES = """() => Object.fromEntries([...document.querySelectorAll("form [data-field]")]
  .filter((control) =>
    ["radio", "checkbox"].includes(control.type) ? control.checked : control.value)
  .map((control) => [`${control.dataset.field} ${control.dataset.choice ?? ""}`, control.value]))"""


@pytest.fixture
def paper(several: Site, own_context: BrowserContext) -> Paper:
    """The page with every kind of blank, in a browser that has kept nothing."""
    page = own_context.new_page()
    page.goto(several.root + EVERY_BLANK)
    return Paper(page, K)


def test_a_file_that_was_downloaded_is_opened_on_another_device(
    paper: Paper, several: Site, browser: Browser, tmp_path: Path
) -> None:
    files = [_downloaded(paper, sheet, tmp_path) for sheet in ANSWERS]
    context = new_context(browser)
    other = context.new_page()
    other.goto(several.root + EVERY_BLANK)
    assert other.evaluate(VALUES) == {}
    for sheet, file in zip(ANSWERS, files, strict=True):
        _open(other, sheet, file)
    assert other.evaluate(VALUES) == paper.page.evaluate(VALUES) != {}
    context.close()


def _downloaded(paper: Paper, sheet: str, folder: Path) -> Path:
    paper.fill(ANSWERS[sheet])
    form = paper.page.locator(f'form[data-worksheet="{sheet}"]')
    with paper.page.expect_download() as download:
        form.get_by_role("button", name="Download as Word").click()
    file = folder / f"{sheet.partition('/')[2]}.docx"
    download.value.save_as(file)
    return file


def _open(page: Page, sheet: str, file: Path) -> None:
    form = page.locator(f'form[data-worksheet="{sheet}"]')
    form.locator("summary", has_text="More").click()
    with page.expect_file_chooser() as chooser:
        form.get_by_role("button", name="Open a Word file I filled in").click()
    chooser.value.set_files(file)
    dialog = page.get_by_role("dialog", name="From your file")
    expect(dialog.get_by_role("checkbox")).to_have_count(len(ANSWERS[sheet]))
    dialog.get_by_role("button", name="Take over").click()
    expect(dialog).to_be_hidden()


def test_a_browser_writes_what_is_written_under_node(
    paper: Paper, several: Site, tmp_path: Path
) -> None:
    page = tmp_path / "several/everything/blanks/every-blank.html"
    page.parent.mkdir(parents=True)
    shutil.copy(several.folder / EVERY_BLANK / "index.html", page)
    (tmp_path / "words.json").write_text(json.dumps(words()), encoding="utf-8")
    script = Path(__file__).parents[1] / "scripts/print-word.js"
    environment = os.environ | {"CARREL_PAGES": str(tmp_path)}
    run = subprocess.run(["node", str(script)], capture_output=True, env=environment, timeout=60)
    assert run.returncode == 0, run.stderr.decode()
    expected = json.loads(run.stdout)
    made = paper.make(fill=expected["answers"])["word"]
    for name in ("word/document.xml", "docProps/custom.xml", "docProps/core.xml"):
        assert part(made, name) == part(base64.b64decode(expected["word"]), name)


# The dialog

SHOW = """async (given) => {
  const [{ showChanges }] = await Promise.all([import("/scripts-under-test/word/word-dialog.js")]);
  globalThis.carrel.words = {...globalThis.carrel.words, ...given.words};
  globalThis.accepted = null;
  showChanges(given.changes, given.unplaced, given.fields)
    .then((map) => (globalThis.accepted = [...map]));
}"""
CHANGES = [
    {
        "key": f"{K}/lines/name",
        "label": "My name is",
        "before": "",
        "after": "Ada <b>",
        "evidence": "tag",
        "doubtful": False,
    },
    {
        "key": f"{K}/choices/how-large-is-the-library",
        "label": "How large?",
        "before": "small",
        "after": "large",
        "evidence": "place",
        "doubtful": True,
    },
]


def _show(paper: Paper) -> None:
    fields = paper.make()["fields"]
    paper.page.evaluate(
        SHOW,
        {
            "words": paper.given["words"],
            "changes": CHANGES,
            "unplaced": ["A thought " + "verylong" * 40],
            "fields": fields,
        },
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_changes_are_taken_over_with_the_keyboard(
    width: int, several: Site, open_page: OpenPage
) -> None:
    paper = Paper(open_page(several.root + EVERY_BLANK, width), K)
    paper.fill({f"{K}/lines/what-did-you-notice": "Before"})
    _show(paper)
    page = paper.page
    dialog = page.get_by_role("dialog", name="From your file")
    expect(dialog.get_by_role("checkbox", name="My name is")).to_be_checked()
    doubtful = dialog.get_by_role("checkbox", name="How large?")
    expect(doubtful).not_to_be_checked()
    expect(doubtful).to_have_accessible_description(
        "Not sure: please look whether this belongs to this question."
    )
    expect(dialog).to_contain_text("Ada <b>")
    expect(dialog).to_contain_text("Small")
    assert dialog.evaluate(
        "(it) => it.scrollWidth <= it.clientWidth && it.getBoundingClientRect().width <= innerWidth"
    )
    doubtful.focus()
    page.keyboard.press("Space")
    dialog.get_by_role("combobox", name="Add it to").select_option(f"{K}/lines/what-did-you-notice")
    dialog.get_by_role("button", name="Take over").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => globalThis.accepted")
    accepted = dict(page.evaluate("globalThis.accepted"))
    assert accepted == {
        f"{K}/lines/name": "Ada <b>",
        f"{K}/choices/how-large-is-the-library": "large",
        f"{K}/lines/what-did-you-notice": "Before\n\nA thought " + "verylong" * 40,
    }


def test_escape_changes_nothing(paper: Paper) -> None:
    _show(paper)
    paper.page.keyboard.press("Escape")
    paper.page.wait_for_function("() => globalThis.accepted")
    assert paper.page.evaluate("globalThis.accepted") == []


def test_axe_finds_nothing_in_the_dialog(paper: Paper, several: Site, browser: Browser) -> None:
    from .test_accessibility import AXE, JUDGE, RULES

    context = new_context(browser, 320, bypass_csp=True)
    page: Page = context.new_page()
    page.goto(several.root + EVERY_BLANK)
    _show(Paper(page, K))
    page.get_by_role("dialog").wait_for()
    page.add_script_tag(path=str(AXE))
    assert page.evaluate(JUDGE, ["dialog", RULES["light"]]) == []
    context.close()
