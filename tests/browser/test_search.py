"""Search: `/` opens it on any page, and the search page does the same."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from .conftest import OpenPage
from .sites import Site

pytestmark = pytest.mark.browser

WORD = "quokkaberry"  # stands in a tip inside a case study, and nowhere else
ITS_PAGE = "everything/boxes/every-box/"


def requests_of(page: Page) -> list[str]:
    """The addresses that `page` asks for, from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def open_search(page: Page) -> Locator:
    """The dialog, ready to be typed in."""
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    return dialog


@pytest.mark.parametrize("where", ["root", "place"])
def test_a_word_that_stands_only_in_a_box_is_found_and_opened_by_keyboard(
    several: Site, open_page: OpenPage, where: str
) -> None:
    base = getattr(several, where)
    page = open_page(base + "short/")
    asked = requests_of(page)
    dialog = open_search(page)
    page.keyboard.type(WORD)
    expect(dialog.get_by_role("status")).to_have_text("1 page found")
    results = dialog.get_by_role("list").first.get_by_role("link")
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    expect(results.first.or_(results.nth(1)).first).to_contain_text("Every box")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.startswith(base + ITS_PAGE))
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(base).netloc}


def test_arrows_go_down_and_up_and_enter_in_the_field_opens_the_first(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + "short/")
    dialog = open_search(page)
    page.keyboard.type("resource")
    results = dialog.get_by_role("list").first.get_by_role("link")
    expect(results.nth(2)).to_be_visible()
    for key, stop in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(results.nth(stop)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    first = results.first.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith(first))


def test_escape_closes_search_and_the_focus_is_where_it_was(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + "everything/")
    link = page.get_by_role("link", name="Begin with section 1")
    link.focus()
    dialog = open_search(page)
    page.keyboard.type(WORD)
    expect(dialog.get_by_role("status")).not_to_be_empty()
    page.keyboard.press("Escape")
    if dialog.is_visible():
        page.keyboard.press("Escape")  # the first may have emptied the field
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_search_opens_by_its_button_and_by_control_k_and_closes_by_its_cross(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + "short/", 360)
    dialog = page.get_by_role("dialog", name="Search")
    page.locator("a.search-open").click()
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(dialog.get_by_role("searchbox")).to_be_focused()


def test_a_slash_that_is_written_is_a_slash(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + "everything/")
    blank = page.locator("textarea").first
    blank.focus()
    page.keyboard.type("and/or")
    expect(blank).to_have_value("and/or")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_nothing_of_search_is_loaded_before_it_is_opened_and_the_index_only_then(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + "short/")
    asked = requests_of(page)
    page.reload(wait_until="networkidle")
    assert [url for url in asked if "pagefind" in url or "/assets/search." in url] == []
    dialog = open_search(page)
    page.keyboard.type(WORD)
    expect(dialog.get_by_role("status")).to_have_text("1 page found")
    assert any("/pagefind/" in url for url in asked)


def test_a_word_that_is_nowhere_is_said_to_be_nowhere(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + "short/")
    dialog = open_search(page)
    page.keyboard.type("xylophonically")
    expect(dialog.get_by_role("status")).to_contain_text("Nothing found for “xylophonically”")


def test_words_that_look_like_html_stay_words(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + "search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(page.get_by_role("searchbox")).to_have_value("<img src=x onerror=alert(1)>")
    expect(page.get_by_role("status")).not_to_be_empty()
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("where", ["root", "place"])
def test_the_search_page_finds_the_word_and_its_address_keeps_it(
    several: Site, open_page: OpenPage, where: str
) -> None:
    base = getattr(several, where)
    page = open_page(base + "search/", 360)
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(WORD)
    expect(page.get_by_role("status")).to_have_text("1 page found")
    expect(page).to_have_url(base + f"search/?q={WORD}")
    page.reload()
    expect(page.get_by_role("status")).to_have_text("1 page found")
    page.locator(".search-results a").first.click()
    page.wait_for_url(lambda url: url.startswith(base + ITS_PAGE))


def test_without_scripts_the_search_page_lists_every_page(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + "short/", java_script_enabled=False)
    page.locator("a.search-open").click()
    expect(page.locator("main h1")).to_have_text("Search")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    page.locator("main").get_by_role("link", name="Every box").click()
    expect(page.locator("main h1")).to_have_text("Every box")


def test_where_the_index_is_missing_search_says_so(
    several: Site, own_context: BrowserContext
) -> None:
    own_context.route("**/pagefind/**", lambda route: route.fulfill(status=404))
    page = own_context.new_page()
    page.goto(several.home + "short/")
    dialog = open_search(page)
    page.keyboard.type(WORD)
    expect(dialog.get_by_role("status")).to_contain_text("Search is not available here")


def test_the_search_page_leaves_the_focus_to_a_learner_who_has_begun(
    several: Site, own_context: BrowserContext
) -> None:
    held: list[Route] = []
    own_context.route("**/assets/search.*", lambda route: held.append(route))
    page = own_context.new_page()
    with page.expect_request("**/assets/search.*"):
        page.goto(several.home + "search/", wait_until="commit")
    page.locator("footer").wait_for()
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    held[0].continue_()
    page.wait_for_load_state("networkidle")
    expect(page.locator("a.skip")).to_be_focused()
