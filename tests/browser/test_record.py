"""The record of completion: hidden while pages are open, then shown, printed and downloaded."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import OpenPage
from .faults import expect_none
from .hands import by_keyboard
from .progress import finish, put, short_name, status, wait_until_stored
from .sites import Site
from .test_accessibility import SCREENS, _judge, axe

pytestmark = pytest.mark.browser
__all__ = ["axe"]  # a fixture

RECORD = "everything/record/"


def opened(context: BrowserContext, site: Site, address: str = RECORD) -> Page:
    page = context.new_page()
    page.goto(site.home + address)
    return page


def completed(context: BrowserContext, site: Site) -> Page:
    """Opens the record of a learner who has done every page, on two days."""
    page = opened(context, site)
    finish(page, site)
    days = {
        f"~everything/.day/{day}": {"kind": "day", "value": day}
        for day in ("2030-05-02", "2030-05-09")
    }
    put(page, days | {"everything/plan/first-by-when": "Tomorrow"})
    page.reload()
    expect(page.locator(".record")).to_be_visible()
    return page


def test_while_pages_are_open_they_are_listed_and_the_record_is_hidden(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    expect(page.locator(".record")).to_be_hidden()
    entries = page.evaluate("carrel.modules['progress-records'].moduleEntries()")
    required = {one["address"] for one in entries if one["required"]}
    links = page.locator(".record-open a")
    addresses = {str(link.get_attribute("data-required")) for link in links.all()}
    assert {short_name(address) for address in addresses} == required
    put(page, {f"~{address}": status() for address in addresses - {"everything/boxes/"}})
    page.reload()
    expect(page.locator(".record-open a:visible")).to_have_text(["1 Boxes"])
    expect(page.locator(".record")).to_be_hidden()
    by_keyboard(page.locator(".record-open a:visible"))
    expect(page).to_have_url(several.home + "everything/boxes/")


def test_it_states_what_was_done_and_when_and_how_long_it_takes(
    learner: BrowserContext, several: Site
) -> None:
    page = completed(learner, several)
    expect(page.locator(".record-open")).to_be_hidden()
    record = page.locator(".record")
    expect(record).to_contain_text("I state that I worked through the module “Everything”")
    expect(record.locator("[data-dates]")).to_have_text("May 2, 2030 to May 9, 2030, on 2 days")
    minutes = page.evaluate(
        """carrel.modules["progress-records"].moduleEntries()
          .reduce((sum, { minutes }) => sum + minutes, 0)"""
    )
    expect(record.locator("[data-time]")).to_have_text(f"{minutes} minutes")
    expect(record).to_contain_text("230 words a minute")
    expect(record).to_contain_text("the test library")
    expect(record.locator("[data-exercises]")).to_have_text(re.compile(r"1 of \d+ worksheets"))
    expect(record.get_by_text(re.compile(r"^[0-9a-f]{8}$"))).to_be_visible()


def test_it_tells_that_pages_have_changed_since(learner: BrowserContext, several: Site) -> None:
    page = completed(learner, several)  # with versions that no page has
    expect(page.locator("[data-changed]")).to_contain_text("have changed since I finished them")


def test_a_record_without_worksheets_has_no_line_on_exercises(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several, "bare/record/")
    finish(page, several, "bare")
    page.reload()
    expect(page.locator(".record")).to_be_visible()
    expect(page.locator("[data-exercises]")).to_have_count(0)


def test_the_name_is_the_same_here_and_in_the_workbook(
    learner: BrowserContext, several: Site
) -> None:
    page = completed(learner, several)
    page.get_by_label("Name").fill("Ada Byron")
    wait_until_stored(page, "~name", "Ada Byron")
    page.goto(several.home + "everything/workbook/")
    expect(page.get_by_label("Your name, for documents")).to_have_value("Ada Byron")


def test_it_is_saved_as_text(learner: BrowserContext, several: Site) -> None:
    page = completed(learner, several)
    page.get_by_label("Name").fill("Ada Byron")
    with page.expect_download() as download:
        by_keyboard(page.get_by_role("button", name="Save as text"))
    assert download.value.suggested_filename.startswith("record-of-completion-")
    text = Path(download.value.path()).read_bytes().decode()
    assert all(
        words in text
        for words in ("I state that", "Name:\r\n  Ada Byron", "May 9, 2030", "own statement")
    )


def test_it_is_downloaded_as_a_word_file(learner: BrowserContext, several: Site) -> None:
    page = completed(learner, several)
    page.get_by_label("Name").fill("Ada Byron")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as Word").click()
    document = (
        zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
        .read("word/document.xml")
        .decode()
    )
    assert all(
        words in document for words in ("I state that", "Ada Byron", "May 9, 2030", "Objectives")
    )


def test_it_works_on_a_shared_computer(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    page.evaluate("sessionStorage.setItem('carrel-shared', 'yes')")
    page.reload()
    finish(page, several)
    page.reload()
    expect(page.locator(".record")).to_be_visible()
    expect(opened(learner, several).locator(".record")).to_be_hidden()


def test_the_last_page_and_the_workbook_link_to_it(several: Site, open_page: OpenPage) -> None:
    for address in ("everything/closing/", "everything/workbook/"):
        page = open_page(several.home + address)
        page.get_by_role("link", name="Record of completion").click()
        expect(page).to_have_url(several.home + RECORD)


def test_the_print_shows_only_the_statement(learner: BrowserContext, several: Site) -> None:
    page = completed(learner, several)
    page.emulate_media(media="print")
    expect(page.locator(".signature")).to_be_visible()
    expect(page.get_by_role("heading", name="Record of completion")).to_be_visible()
    for unwanted in ("header", "nav.side", "footer", ".workbook-tools", "main > .summary"):
        expect(page.locator(unwanted).first).to_be_hidden()


def test_without_scripts_it_shows_that_it_needs_them(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + RECORD, java_script_enabled=False)
    expect(page.get_by_text("The record needs JavaScript")).to_be_visible()
    expect(page.locator(".record-open")).to_be_hidden()


def test_axe_finds_nothing_wrong_with_a_completed_record_and_a_full_workbook(
    learner: BrowserContext, several: Site, axe: str
) -> None:
    page = completed(learner, several)
    put(
        page,
        {
            "everything/gone/why": {"label": "Why is that?", "value": "Because"},
            "~everything/boxes/": status(version="older"),
        },
    )
    faults: dict[str, list[str]] = {}
    for address, shown in (
        (RECORD, ".record"),
        ("everything/workbook/", ".gone li"),
        ("everything/boxes/", ".standing details"),
    ):
        page.goto(several.home + address)
        expect(page.locator(shown).first).to_be_visible()
        page.evaluate(axe)
        _judge(page, SCREENS, address, "html", faults)
    expect_none((fault, json.dumps(where)) for fault, where in faults.items())
