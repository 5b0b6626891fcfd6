"""A site that is updated while learners have its pages open or cached."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from carrel.build import Options, build

from .offline import (
    FIRST,
    NEW,
    OVERVIEW,
    SECOND,
    TITLES,
    Hosting,
    Toolkit,
    expect_page,
    until,
    visit,
)
from .sites import Site, copy_shipped

pytestmark = pytest.mark.browser


def test_an_update_leaves_an_open_page_unchanged_and_the_next_page_is_new(
    edited: Toolkit, hosting: Hosting, page: Page
) -> None:
    host = hosting(edited.out)
    visit(page, host.url + SECOND)
    visit(page, host.url + OVERVIEW)
    blank = page.locator("main textarea").first
    blank.press_sequentially("Half a sen")
    page.evaluate("window.sameDocument = true")
    edited.restyle()
    edited.retitle()
    edited.publish()
    other = page.context.new_page()
    visit(other, host.url + FIRST)  # brings the new worker
    expect_page(other, NEW)
    expect(other.locator("main")).to_have_css("outline-style", "dotted")
    until(
        other,
        "async () => (await caches.keys()).filter((name) => name.includes(' build ')).length === 2",
    )
    blank.press_sequentially("tence.")
    expect(blank).to_have_value("Half a sentence.")
    assert page.evaluate("window.sameDocument")
    expect(page.locator("main")).not_to_have_css("outline-style", "dotted")
    with page.expect_download():  # a script of the old build, which is no longer on the server
        page.locator(".my-answers [data-do=saveFile]").click()
    host.stop()
    page.goto(host.url + SECOND)  # cached from the old build, with the old styles
    expect_page(page, TITLES[SECOND])
    expect(page.locator("main")).not_to_have_css("outline-style", "dotted")
    page.goto(host.url + FIRST)
    expect_page(page, NEW)
    host.start()
    page.goto(host.url + OVERVIEW)
    expect(page.locator("main")).to_have_css("outline-style", "dotted")
    expect(blank).to_have_value("Half a sentence.")


def test_a_new_worker_takes_over_when_no_page_is_open(
    edited: Toolkit, hosting: Hosting, worker_context: BrowserContext
) -> None:
    host = hosting(edited.out)
    visit(worker_context.new_page(), host.url + FIRST)
    edited.restyle()
    edited.publish()
    page = worker_context.pages[0]
    visit(page, host.url + FIRST)
    until(
        page,
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          return registration?.waiting?.state === "installed";
        }""",
    )
    page.close()
    host.stop()
    page = worker_context.new_page()
    page.goto(host.url + "no/such/page/")
    until(page, "async () => !(await navigator.serviceWorker.getRegistration()).waiting")
    page.reload()
    expect_page(page, "This page is not on this device")
    expect(page.locator("main")).to_have_css("outline-style", "dotted")
    host.start()


def test_editing_a_page_does_not_change_the_worker(edited: Toolkit) -> None:
    before = (edited.out / "sw.js").read_bytes()
    edited.retitle()
    edited.publish()
    assert (edited.out / "sw.js").read_bytes() == before


def test_a_preview_removes_the_worker_of_a_site_at_its_address(
    shipped: Site, hosting: Hosting, tmp_path: Path, page: Page
) -> None:
    host = hosting(shipped.folder)
    visit(page, host.url + FIRST)
    copy_shipped(tmp_path / "toolkit")
    build(tmp_path / "toolkit", Options(out=tmp_path / "preview", preview=True))
    host.stop()
    host.folder = tmp_path / "preview"
    host.start()
    page.goto(host.url + OVERVIEW)
    until(
        page,
        """async () => {
          const registrations = await navigator.serviceWorker.getRegistrations();
          return registrations.length + (await caches.keys()).length === 0;
        }""",
    )
    expect(page.locator(".keep-module")).to_have_count(0)
