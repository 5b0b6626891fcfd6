"""Use without a connection: visited pages, search, two sites on one server, a site in a folder."""

import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .answers import ONLY_TAB
from .conftest import new_context
from .faults import expect_none
from .offline import (
    CACHED,
    FIRST,
    OVERVIEW,
    SECOND,
    TITLES,
    Hosting,
    cached,
    download_module,
    errors_of,
    expect_page,
    panel,
    press,
    saved,
    until,
    visit,
)
from .server import Host
from .sites import SUB_PATH, Site

pytestmark = pytest.mark.browser

PICTURE = "mentoring/media/what-makes-it-mentoring.webp"


# Visited pages


@pytest.mark.parametrize("prefix", ["/", SUB_PATH])
def test_visited_pages_open_without_a_connection(
    shipped: Site, hosting: Hosting, page: Page, prefix: str
) -> None:
    host = hosting(shipped.folder, prefix)
    visit(page, host.url + FIRST)
    visit(page, host.url + SECOND)
    host.stop()
    page.reload()
    expect_page(page, TITLES[SECOND])
    page.go_back()
    expect_page(page, TITLES[FIRST])
    page.goto(host.url + SECOND + "index.html?from=somewhere#main")
    expect_page(page, TITLES[SECOND])
    host.start()


def test_what_is_written_without_a_connection_stays(host: Host, page: Page) -> None:
    visit(page, host.url + FIRST)
    visit(page, host.url + OVERVIEW)
    host.stop()
    page.reload()
    blank = page.locator("main textarea").first
    blank.fill("Written on the train.")
    expect(saved(page)).to_be_visible()
    page.goto(host.url + FIRST)
    page.go_back()
    expect(blank).to_have_value("Written on the train.")
    host.start()
    page.goto(host.url + OVERVIEW)
    expect(blank).to_have_value("Written on the train.")


def test_answers_can_be_saved_to_a_file_without_a_connection(host: Host, page: Page) -> None:
    visit(page, host.url + OVERVIEW)
    host.stop()
    page.locator("main textarea").first.fill("To take along.")
    expect(saved(page)).to_be_visible()
    with page.expect_download() as download:
        page.locator(".my-answers [data-do=saveFile]").click()
    assert "To take along." in Path(download.value.path()).read_text(encoding="utf-8")
    host.start()


@pytest.mark.parametrize("prefix", ["/", "/a$&b/"])
def test_in_place_of_a_page_that_is_not_cached_the_cached_ones_are_listed(
    shipped: Site, hosting: Hosting, page: Page, prefix: str
) -> None:
    host = hosting(shipped.folder, prefix)
    visit(page, host.url + FIRST)
    host.stop()
    page.goto(host.url + SECOND)
    expect_page(page, "This page is not on this device")
    listed = page.locator("[data-kept-pages]").get_by_role("link")
    expect(listed).to_have_count(1)
    expect(listed).to_contain_text(TITLES[FIRST])
    host.start()
    page.get_by_role("button", name="Try again").click()
    expect_page(page, TITLES[SECOND])
    host.stop()
    page.goto(host.url + "no/such/page/")
    listed.filter(has_text=TITLES[FIRST]).click()
    expect_page(page, TITLES[FIRST])
    host.start()


def test_an_address_without_its_last_slash_opens_the_page(host: Host, page: Page) -> None:
    visit(page, host.url + FIRST)
    host.stop()
    page.goto(host.url + FIRST.rstrip("/"))
    expect(page).to_have_url(host.url + FIRST)
    expect_page(page, TITLES[FIRST])
    host.start()


def test_when_the_server_is_slow_the_cached_page_is_shown(host: Host, page: Page) -> None:
    visit(page, host.url + FIRST)
    host.held[FIRST] = hold = threading.Event()
    page.goto(host.url + FIRST)
    expect_page(page, TITLES[FIRST])
    assert not hold.is_set()


def test_neither_errors_nor_the_login_page_of_a_network_replace_a_cached_page(
    host: Host, page: Page
) -> None:
    visit(page, host.url + FIRST)
    page.goto(host.url + "no/such/page/")
    expect(page.locator("main h1")).to_have_text("This page is not here")
    host.wrong[FIRST] = (
        b"<!doctype html><html lang=en><title>Welcome</title>"
        b"<h1>Please log in to the guests' network</h1>"
    )
    page.goto(host.url + FIRST)
    expect(page.locator("h1")).to_contain_text("Please log in")
    host.wrong[FIRST] = b""
    page.goto(host.url + FIRST)
    expect_page(page, TITLES[FIRST])
    urls = [url for found in cached(page).values() for url in found]
    assert host.url + FIRST in urls
    assert host.url + "no/such/page/" not in urls


def test_what_is_cached_is_not_fetched_again(host: Host, page: Page) -> None:
    visit(page, host.url + OVERVIEW)
    host.asked.clear()
    visit(page, host.url + FIRST)
    page.reload()
    twice = {path for path in host.asked if host.asked.count(path) > 1}
    assert twice <= {FIRST, "sw.js", PICTURE}, (
        "pages and pictures are fetched again to be up to date"
    )
    assert not [path for path in host.asked if path.startswith("assets/")]


def test_ending_on_a_shared_computer_deletes_the_visited_pages(host: Host, page: Page) -> None:
    visit(page, host.url + FIRST)
    visit(page, host.url + OVERVIEW)
    page.locator(".my-answers [data-do=shared]").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Keep nothing on this device").click()
    page.get_by_role("button", name="Close").click()
    page.locator(".my-answers [data-do=shared]").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Wipe now").click()
    until(page, "async (url) => !(await caches.match(url))", host.url + FIRST)


def test_the_site_works_in_a_browser_without_service_workers(host: Host, page: Page) -> None:
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    errors = errors_of(page)
    page.goto(host.url + OVERVIEW)
    expect_page(page, "Mentoring")
    expect(page.locator(".keep-module")).to_be_hidden()
    page.locator("main textarea").first.fill("Written all the same.")
    expect(saved(page)).to_be_visible()
    expect_none(errors)


# Search, and the notice that there is no connection


def test_search_shows_that_it_needs_a_connection(host: Host, page: Page) -> None:
    visit(page, host.url + "search/")
    visit(page, host.url + FIRST)
    host.stop()
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("mentor")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(
        "Search needs a connection"
    )
    host.start()
    page.get_by_role("searchbox").fill("mentors")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("found")


def test_a_lost_connection_is_announced_once_until_it_is_back(
    host: Host, page: Page, worker_context: BrowserContext
) -> None:
    visit(page, host.url + FIRST)
    visit(page, host.url + SECOND)
    note = page.locator(".offline-note")
    expect(note).to_have_count(0)
    worker_context.set_offline(True)
    expect(note).to_contain_text("You are offline.")
    expect(note).to_have_role("status")
    page.go_back()
    expect_page(page, TITLES[FIRST])
    expect(note).to_have_count(0)
    worker_context.set_offline(False)
    worker_context.set_offline(True)
    expect(note).to_be_visible()
    worker_context.set_offline(False)
    expect(note).to_have_count(0)


# Two sites on one server


def test_two_sites_on_one_server_do_not_share_caches(
    shipped: Site, several: Site, tmp_path: Path, hosting: Hosting, page: Page
) -> None:
    shutil.copytree(shipped.folder, tmp_path / "both")
    shutil.copytree(several.folder, tmp_path / "both/other")
    host = hosting(tmp_path / "both")
    visit(page, host.url + FIRST)
    # the outer site's worker answers, and caches nothing of it
    page.goto(host.url + "other/short/")
    until(page, CACHED, host.url + "other/short/")
    download_module(page, host)
    caches = cached(page)
    assert {name.split()[1] for name in caches} == {"/", "/other/"}
    outer = [url for name, urls in caches.items() if name.startswith("carrel / ") for url in urls]
    assert not [url for url in outer if "/other/" in url and url.endswith("/")]
    host.stop()
    page.goto(host.url + "other/short/")
    expect_page(page, "Short")
    page.goto(host.url + "other/everything/")
    expect(page.locator("[data-kept-pages]")).not_to_contain_text("Mentoring")
    expect(page.locator("[data-kept-pages]")).to_contain_text("Short")
    page.goto(host.url + OVERVIEW)
    press(page, "Remove")
    page.goto(host.url + "other/short/")
    expect_page(page, "Short")
    host.start()


# From a folder


def test_a_site_that_is_opened_from_a_folder_works(
    shipped: Site, tmp_path: Path, page: Page
) -> None:
    shutil.copytree(shipped.folder, tmp_path / "a site on a stick")
    root = (tmp_path / "a site on a stick").as_uri() + "/"
    errors = errors_of(page)
    page.goto(root + "index.html")
    expect(page).to_have_url(root + OVERVIEW + "index.html")
    expect_page(page, "Mentoring")
    expect(panel(page)).to_be_hidden()
    page.locator(".begin a").click()
    expect(page).to_have_url(root + "mentoring/introduction/index.html")
    page.locator("[rel=next]").click()
    expect_page(page, TITLES[FIRST])
    page.locator("details.sections > summary").click()
    page.get_by_role("navigation", name="Sections").get_by_role("link").first.press("Enter")
    expect(page).to_have_url(root + OVERVIEW + "index.html")
    blank = page.locator("main textarea").first
    blank.fill("Written from a stick.")
    expect(saved(page)).to_be_visible()
    expect(page.locator(".notice:not([hidden])").first).to_contain_text(
        "This site was opened from a folder."
    )
    with page.expect_download():
        page.locator(".my-answers [data-do=saveFile]").click()
    page.reload()
    expect(blank).to_have_value("Written from a stick.")
    page.locator("a.search-open").click()
    expect(page).to_have_url(root + "search/index.html")
    expect(page.locator("#search-panel")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.locator("main").get_by_role("link", name=TITLES[FIRST]).click()
    expect_page(page, TITLES[FIRST])
    expect_none(errors)


def test_in_a_folder_without_storage_a_notice_is_shown(shipped: Site, browser: Browser) -> None:
    context = new_context(browser, service_workers="allow")
    context.add_init_script(ONLY_TAB)
    page = context.new_page()
    page.goto((shipped.folder / OVERVIEW / "index.html").as_uri())
    page.locator("main textarea").first.fill("Gone with the tab.")
    expect(saved(page)).to_have_text("Kept until you close this tab")
    expect(page.locator(".notice:not([hidden])").first).to_contain_text(
        "Save them to a file before you go."
    )
    context.close()
