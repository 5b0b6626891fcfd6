"""A learner fills in each worksheet of the Mentoring module, and downloads the plan."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import OpenPage, new_context
from .papers import schema_faults
from .progress import put, stored
from .sites import Site

pytestmark = pytest.mark.browser

MODULE, EXAMPLE, CLOSING = "mentoring/", "mentoring/example/", "mentoring/closing/"
CHAPTERS = [
    "Purpose",
    "Who, when, and what it takes",
    "The mentor’s role",
    "Safety",
    "Recruitment and match",
    "Calendar",
    "Support",
    "Evaluation",
    "Closing",
    "First steps",
]
# The names of all fields on this page that are neither self-checks nor earlier worksheets.
KEYS = """() => [...new Set([...document.querySelectorAll("form:not([data-answers]) [data-field]")]
  .filter((field) => !field.closest(".check")).map(({ dataset }) => dataset.field))]"""
LEFT_TO_FILL_IN = re.compile(
    r"_{3,}|☐|☒|Write here|YYYY-MM-DD|Still blank|an example|drawing table"
)


@pytest.fixture
def learner(browser: Browser) -> Iterator[BrowserContext]:
    """A device on which nothing was written yet."""
    context = new_context(browser, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture(scope="module")
def answers(sites: dict[str, Site]) -> dict[str, Any]:
    """What the worked example says, by the names of the fields."""
    saved = json.loads(
        (sites["shipped"].folder / EXAMPLE / "example.carrel.json").read_text(encoding="utf-8")
    )
    return {answer["key"]: answer["value"] for answer in saved["answers"]}


def fill(page: Page, answers: dict[str, Any]) -> set[str]:
    """Fills in what stands on this page, row by row; says which fields."""
    for key in sorted(key for key in answers if "~" in key):
        base, _, number = key.partition("~")
        rows = page.locator(f'form:not([data-answers]) [data-field="{base}"]')
        if rows.count() and not page.locator(f'[data-field="{key}"]').count():
            rows.locator("xpath=ancestor::table").locator(
                "xpath=following-sibling::*[1]"
            ).get_by_role("button", name="Add a row").click()
            expect(page.locator(f'[data-field="{base}~{number}"]')).to_have_count(1)
    keys: list[str] = page.evaluate(KEYS)
    for key in keys:
        if key in answers:
            write(page, key, answers[key])
    return set(keys)


def write(page: Page, key: str, value: str | list[str]) -> None:
    """One answer, by whatever control is there."""
    controls = page.locator(f'form:not([data-answers]) [data-field="{key}"]')
    if controls.first.get_attribute("type") in ("radio", "checkbox"):
        for choice in [value] if isinstance(value, str) else value:
            page.locator(f'form:not([data-answers]) [data-field="{key}"][value="{choice}"]').check()
    elif controls.first.get_attribute("type") == "number":
        for place, choice in enumerate(value, 1):
            page.locator(f'[data-field="{key}"][data-choice="{choice}"]').fill(str(place))
    else:
        controls.first.fill(str(value))


def saved(page: Page) -> None:
    """Everything that was written on this page is kept."""
    page.evaluate("carrel.modules['autosave'].flush()")


def plan(page: Page, to: Path) -> dict[str, str]:
    """The parts of the plan's Word file."""
    with page.expect_download() as download:
        page.locator(".plan-tools").get_by_role("button", name="Download as Word").click()
    download.value.save_as(to)
    with zipfile.ZipFile(to) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xml")}


def lines(part: str) -> list[tuple[str, str]]:
    """The paragraphs of a Word file: their style, and their words."""
    found = []
    for paragraph in re.findall(r"<w:p>.*?</w:p>", part, re.S):
        style = re.search(r'<w:pStyle w:val="(\w+)"', paragraph)
        found.append(
            (
                style[1] if style else "",
                "".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>|<w:br/>", paragraph)),
            )
        )
    return found


def test_a_learner_works_through_the_module_and_leaves_with_a_plan(
    learner: BrowserContext, shipped: Site, answers: dict[str, Any], tmp_path: Path
) -> None:
    page = learner.new_page()
    page.goto(shipped.root + MODULE)
    met: set[str] = set()
    pages = 0
    while True:
        met |= fill(page, answers)
        for check in page.locator("fieldset.check").all():
            check.locator(".choice input").first.check()
            expect(check.locator(".feedback")).not_to_be_empty()
        saved(page)
        pages += 1
        onward = page.locator('a[rel="next"]')
        if not onward.count():
            break
        page.goto(str(onward.evaluate("(link) => link.href")))
    assert page.url == shipped.root + CLOSING
    assert pages >= 22
    beside = {
        "mentoring/youth-steps/steps-other",
        "mentoring/youth-agreement/receives-other",
    }  # choices that the example did not make
    assert met - beside == set(answers)  # the example fills in every blank of the module

    page.locator("form[data-answers] textarea").fill("Small and kept.")
    saved(page)
    made = plan(page, tmp_path / "plan.docx")
    document = lines(made["word/document.xml"])
    assert [words for style, words in document if style == "Heading1"] == [
        f"{n}. {title}" for n, title in enumerate(CHAPTERS, 1)
    ]
    assert ("Title", "Our mentoring program") in document
    text = "\n".join(words for _, words in document)
    for part in ("why", "roadmap", "role", "recruiting", "closure", "program-plan", "assets"):
        for key, value in answers.items():
            if (
                key.startswith(f"mentoring/{part}/")
                and isinstance(value, str)
                and not re.fullmatch(r"\d{4}-\d\d-\d\d", value)
            ):
                assert value.replace("&", "&amp;") in text, key
    assert "January 22, 2027" in text
    assert not LEFT_TO_FILL_IN.search(text)
    assert "Small and kept." not in text  # what is for the learner alone
    assert "<w:sdt>" not in made["word/document.xml"]
    assert schema_faults([tmp_path / "plan.docx"]) == {}
    assert [words for _, words in lines(made["word/header.xml"])] == [
        "Alder Flats Public Library · Our mentoring program"
    ]


def opened_with(learner: BrowserContext, shipped: Site, answers: dict[str, Any]) -> Page:
    """The closing page, on a device with these answers."""
    page = learner.new_page()
    page.goto(shipped.root + CLOSING)
    moment = "2026-11-01T10:00:00.000Z"
    given = [
        {"key": key, "kind": "text", "label": "", "value": value, "at": moment, "history": []}
        for key, value in answers.items()
    ]
    page.evaluate(
        "async (answers) => (await carrel.modules['store'].openStore()).merge(answers)", given
    )
    page.reload()
    return page


def test_a_plan_of_a_few_answers_has_no_empty_row_and_no_lonely_heading(
    learner: BrowserContext, shipped: Site, answers: dict[str, Any], tmp_path: Path
) -> None:
    few = {
        key: value for number, (key, value) in enumerate(sorted(answers.items())) if number % 4 == 0
    }
    page = opened_with(learner, shipped, few)
    expect(page.locator("output[data-value]:not(.still-blank)").first).to_be_attached()
    document = plan(page, tmp_path / "few.docx")["word/document.xml"]
    assert not LEFT_TO_FILL_IN.search("\n".join(words for _, words in lines(document)))
    for row in re.findall(r"<w:tr>.*?</w:tr>", document, re.S):
        assert all("<w:t " in cell for cell in re.findall(r"<w:tc>.*?</w:tc>", row, re.S)), row
    written = [style for style, words in lines(document) if words]
    for style, after in zip(written, [*written[1:], "Heading1"], strict=True):
        assert not (style.startswith("Heading") and after <= style and after.startswith("Heading"))


def test_a_plan_of_nothing_is_not_made(learner: BrowserContext, shipped: Site) -> None:
    page = opened_with(learner, shipped, {})
    page.locator(".plan-tools").get_by_role("button", name="Download as Word").click()
    expect(page.get_by_role("dialog", name="Your plan")).to_contain_text("Nothing is written")


# The worked example


def test_the_example_is_there_to_be_read_and_says_that_it_is_made_up(
    shipped: Site, open_page: OpenPage
) -> None:
    page = open_page(shipped.root + EXAMPLE, java_script_enabled=False)
    expect(page.locator("main")).to_contain_text("are made up")
    expect(page.locator("main")).to_contain_text(
        "Dee Ostrander, our story time"
    )  # in a row that was added
    expect(page.locator("main textarea")).to_have_count(0)


def test_the_example_says_dates_as_people_write_them(shipped: Site, open_page: OpenPage) -> None:
    dates = open_page(shipped.root + EXAMPLE).locator("time.said")
    expect(dates.first).to_have_text("February 12, 2027")
    assert not [text for text in dates.all_text_contents() if re.fullmatch(r"[\d-]+", text)]


def test_the_example_opens_in_the_pages_and_the_learners_answers_stay(
    learner: BrowserContext, shipped: Site
) -> None:
    page = learner.new_page()
    page.goto(shipped.root + MODULE)
    know = page.locator('[data-field="mentoring/kwl/know"]')
    know.fill("My own")
    saved(page)
    before = stored(page)
    page.goto(shipped.root + EXAMPLE)
    page.get_by_role("button", name="Look at it in the pages").click()
    page.wait_for_url(shipped.root + MODULE)
    bar = page.get_by_role("complementary", name="Alder Flats")
    expect(bar).to_contain_text("It is made up")
    expect(know).to_have_value(re.compile("^Kids follow"))
    know.fill("Changed in the example")
    saved(page)
    other = learner.new_page()  # another tab shows the learner's own
    other.goto(shipped.root + MODULE)
    expect(other.locator('[data-field="mentoring/kwl/know"]')).to_have_value("My own")
    assert stored(other) == before
    other.close()
    bar.get_by_role("button", name="Leave the example").click()
    expect(bar).to_have_count(0)
    expect(know).to_have_value("My own")
    assert (
        page.evaluate("Object.keys(sessionStorage).filter((name) => name.includes('example'))")
        == []
    )


def test_the_examples_save_file_is_never_taken_for_the_learners(
    learner: BrowserContext, shipped: Site
) -> None:
    page = learner.new_page()
    page.goto(shipped.root + MODULE)
    with page.expect_file_chooser() as chooser:
        page.locator(".foot").get_by_role("button", name="Open a save file").click()
    chooser.value.set_files(shipped.folder / EXAMPLE / "example.carrel.json")
    dialog = page.get_by_role("dialog", name="An example")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.locator('[data-field="mentoring/kwl/know"]')).to_have_value("")
    assert not [key for key in stored(page) if not key.startswith("~")]


def test_an_earlier_date_is_said_as_people_write_it(learner: BrowserContext, shipped: Site) -> None:
    page = learner.new_page()
    page.goto(shipped.home + CLOSING)
    put(page, {"mentoring/safeguarding/first-when": {"kind": "date", "value": "2027-03-04"}})
    page.reload()
    expect(page.locator('output[data-show="mentoring/safeguarding/first-when"]')).to_have_text(
        "March 4, 2027"
    )
