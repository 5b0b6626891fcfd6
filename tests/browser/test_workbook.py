"""The workbook shows every answer of a module, to be changed, counted, exported, and deleted."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from .conftest import OpenPage, new_context
from .faults import expect_none
from .hands import by_keyboard
from .progress import put, stored
from .reading import read_pages
from .sites import Site

pytestmark = pytest.mark.browser

BOOK = "everything/workbook/"
KEYS = """(root) => [...new Set([...root.querySelectorAll("form [data-field]")]
  .filter((field) => !field.closest(".check"))
  .map(({ dataset }) => dataset.field))]"""


@pytest.fixture
def learner(browser: Browser) -> Iterator[BrowserContext]:
    """A device on which nothing was written yet."""
    context = new_context(browser)
    yield context
    context.close()


def opened(context: BrowserContext, site: Site, address: str = BOOK) -> Page:
    page = context.new_page()
    page.goto(site.home + address)
    return page


def blank(page: Page, key: str) -> Locator:
    return page.locator(f'[data-field="{key}"]').first


def sheet(page: Page, title: str) -> Locator:
    return page.locator(".sheet").filter(has=page.get_by_role("heading", name=title, exact=True))


# What is in it


def test_every_worksheet_of_a_module_is_in_its_workbook(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.home + site.overviews[0])
    faults = []
    for overview in site.overviews:
        asked = {
            key
            for keys in read_pages(
                page, [site.home + address for address in site.pages_of(overview)], KEYS
            )
            for key in keys
        }
        book = f"{overview}workbook/"
        shown = set(read_pages(page, [site.home + book], KEYS)[0]) if book in site.files else set()
        faults += [(book, "lacks", key) for key in asked - shown] + [
            (book, "has", key) for key in shown - asked
        ]
    expect_none(faults)


def test_a_module_without_worksheets_has_no_workbook(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + "bare/")
    expect(page.locator(".workbook-link")).to_have_count(0)
    assert "bare/workbook/" not in several.files


def test_every_page_of_a_module_leads_to_its_workbook(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + "everything/boxes/every-box/", 320)
    link = page.get_by_role("link", name="My workbook")
    by_keyboard(link)
    expect(page).to_have_url(several.home + BOOK)
    expect(page.get_by_role("link", name="My workbook")).to_have_attribute("aria-current", "page")


def test_each_worksheet_leads_to_where_it_stands(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + BOOK)
    page.get_by_role("link", name="Go to the page Your plan").or_(
        page.get_by_role("link", name="Go to the page The plan")
    ).click()
    expect(page).to_have_url(several.home + "everything/closing/#plan")


# The same answers


def test_what_is_written_in_the_workbook_stands_on_the_page_and_the_other_way_round(
    learner: BrowserContext, several: Site
) -> None:
    book, overview = opened(learner, several), opened(learner, several, "everything/")
    key = overview.locator("form textarea").first.get_attribute("data-field") or ""
    blank(book, key).fill("Curiosity")
    expect(blank(overview, key)).to_have_value("Curiosity")
    blank(overview, key).fill("And time")
    expect(blank(book, key)).to_have_value("And time")
    book.reload()
    expect(blank(book, key)).to_have_value("And time")


def test_it_says_how_much_is_written_and_what_is_still_blank(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    plan = sheet(page, "The plan")
    expect(plan.locator(".sheet-count")).to_have_text("0 of 2 answers")
    plan.locator("textarea").first.fill("Tomorrow")
    expect(plan.locator(".sheet-count")).to_contain_text("1 of 2 answers · ")
    expect(page.locator("main > .share progress")).to_have_js_property("value", 1)
    expect(page.locator(".share-last")).to_contain_text("last change")
    by_keyboard(plan.locator("summary").first)
    expect(plan.locator("summary").first).to_have_text("1 still blank")
    by_keyboard(plan.locator(".blanks a"))
    expect(plan.locator("textarea").nth(1)).to_be_focused()


def test_what_a_learner_adds_does_not_raise_what_is_asked(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    grows = sheet(page, "A table that grows")
    expect(grows.locator(".sheet-count")).to_have_text("0 of 6 answers")
    grows.locator("[data-add-row]").click()
    grows.locator("tr[data-copy] textarea").first.fill("One more")
    page.reload()
    expect(grows.locator("tr[data-copy] textarea").first).to_have_value("One more")
    expect(grows.locator(".sheet-count")).to_contain_text("0 of 6 answers")


# Questions that have changed


def test_answers_without_a_question_are_shown_and_can_be_deleted(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    expect(page.locator(".gone")).to_be_hidden()
    put(
        page,
        {
            "everything/gone/why": {"label": "Why is that?", "value": "<b>Because</b>\nof rain"},
            "everything/gone/who": {"label": "Who?", "value": "Ada"},
            "everything/begin/nothing": {"label": "Blank", "value": ""},
            "other/gone/why": {"label": "Of another module", "value": "x"},
            "everything/grows/who~2": {"label": "A row", "value": "x"},
        },
    )
    page.reload()
    entries = page.locator(".gone li")
    expect(entries.filter(has_text="Why is that?").locator(".said")).to_have_text(
        "<b>Because</b>\nof rain"
    )
    assert {text.split("\n")[0] for text in entries.all_inner_texts()} >= {"Why is that?", "Who?"}
    expect(entries.filter(has_text="another module")).to_have_count(0)
    by_keyboard(page.get_by_role("button", name="Delete this answer: Why is that?"))
    expect(page.get_by_role("button", name="Delete this answer: Who?")).to_be_focused()
    page.reload()
    expect(entries.filter(has_text="Who?")).to_have_count(1)
    assert "everything/gone/why" not in stored(page)


def test_answers_to_self_checks_are_not_taken_for_lost_ones(
    learner: BrowserContext, shipped: Site
) -> None:
    page = opened(learner, shipped, "mentoring/introduction/what-is-mentoring/")
    page.locator("fieldset.check input").first.check()
    page.wait_for_function(
        "() => document.querySelector('form:has(.check) .saved').dataset.state === 'saved'"
    )
    page.goto(shipped.home + "mentoring/workbook/")
    expect(page.locator(".sheet-count").first).to_contain_text("answers")
    page.wait_for_function("() => document.querySelector('.ring .hidden').textContent !== ''")
    expect(page.locator(".gone")).to_be_hidden()
    expect(page.locator("main fieldset.check")).to_have_count(0)


# Leaving with it


def test_the_name_is_kept_with_the_answers(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    page.get_by_label("Your name, for documents").fill("Ada Byron")
    page.wait_for_function(
        "() => carrel.modules['store'].openStore()"
        ".then((s) => s.get(['~name'])).then(([n]) => n?.value === 'Ada Byron')"
    )
    page.reload()
    expect(page.get_by_label("Your name, for documents")).to_have_value("Ada Byron")


def test_the_workbook_leaves_as_a_word_file_with_the_name(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    put(page, {"~name": {"kind": "name", "value": "Ada Byron"}})
    sheet(page, "The plan").locator("textarea").first.fill("Tomorrow at nine")
    with page.expect_download() as download:
        page.locator(".workbook-tools").get_by_role("button", name="Download as Word").click()
    document = (
        zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
        .read("word/document.xml")
        .decode()
    )
    assert all(
        words in document for words in ("Tomorrow at nine", "Ada Byron", "A table that grows")
    )


def test_a_save_file_that_is_dropped_on_the_page_is_opened(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    at = "2030-01-01T00:00:00.000Z"
    answer = {
        "key": "everything/gone/why",
        "kind": "text",
        "label": "Why?",
        "value": "From a file",
        "at": at,
        "history": [],
    }
    text = json.dumps({"carrel": "answers", "format": 1, "readable": 1, "answers": [answer]})
    page.evaluate(
        """(text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], "mine.carrel.json"));
          document.querySelector("main").dispatchEvent(
            new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
        }""",
        text,
    )
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".gone .said")).to_have_text("From a file")


@pytest.mark.parametrize("button", ["Download as Word", "Copy as text"])
def test_what_the_workbook_cannot_do_is_said(
    learner: BrowserContext, several: Site, button: str
) -> None:
    page = opened(learner, several)
    sheet(page, "The plan").locator("textarea").first.fill("Tomorrow at nine")
    page.evaluate(
        "() => { URL.createObjectURL = () => { throw new Error('no'); };"
        " delete Navigator.prototype.clipboard; }"
    )
    page.locator(".workbook-tools").get_by_role("button", name=button).click()
    expect(page.get_by_role("dialog", name=button)).to_contain_text("did not work")


def test_a_dropped_file_that_cannot_be_taken_in_is_said(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    page.evaluate(
        """() => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["{}"], "mine.carrel.json"));
          Blob.prototype.arrayBuffer = Blob.prototype.text = Blob.prototype.stream =
            () => Promise.reject(new Error("it is gone"));
          document.querySelector("main").dispatchEvent(
            new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
        }"""
    )
    expect(page.get_by_role("dialog", name="mine.carrel.json")).to_contain_text("did not work")


def test_it_says_where_answers_are_kept(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    expect(page.locator("[data-where]")).to_contain_text("on this device only")
    page.evaluate("sessionStorage.setItem('carrel-shared', 'yes')")
    page.reload()
    expect(page.locator("[data-where]")).to_contain_text("in this tab only")


# All modules


def test_the_workbooks_of_all_modules_are_listed_with_their_answers(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    sheet(page, "The plan").locator("textarea").first.fill("Tomorrow")
    expect(page.locator("main > .share progress")).to_have_js_property("value", 1)
    most = page.locator("main > .share progress").get_attribute("max")
    page.wait_for_function("() => document.querySelector('.saved[data-state=\"saved\"]')")
    page.goto(several.home)
    page.get_by_role("link", name="My workbook").click()
    expect(page).to_have_url(several.home + "workbook/")
    card = page.locator("li.share").filter(has_text="Everything")
    expect(card.locator(".share-count")).to_have_text(f"1 of {most} answers")
    card.get_by_role("link").click()
    expect(page).to_have_url(several.home + BOOK)


def test_with_one_module_the_list_leads_on_to_its_workbook(
    shipped: Site, open_page: OpenPage
) -> None:
    for place in (shipped.root, shipped.place):
        expect(open_page(f"{place}workbook/")).to_have_url(f"{place}mentoring/workbook/")


# On paper


def test_the_workbook_is_paper_without_scripts(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + BOOK, 794, java_script_enabled=False)
    expect(page.get_by_text("Without JavaScript nothing that you type is kept")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="A table that grows")).to_be_visible()
    for unwanted in (".where-kept", ".workbook-tools", ".keep", ".sheet-head p"):
        expect(page.locator(unwanted).first).to_be_hidden()
