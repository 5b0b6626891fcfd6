"""Progress: what counts as done, where it is shown, and the link to where the learner stopped."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from .conftest import OpenPage, new_context
from .hands import Press, by_keyboard, by_mouse
from .progress import FAST, LONG, put, short_name, status, stored, wait_until_stored
from .sites import Site
from .visits import LOOK, WATCH

pytestmark = pytest.mark.browser

OVERVIEW = "everything/"
PAGE = "everything/boxes/between-boxes/"
WITH_WORKSHEETS = "everything/blanks/every-blank/"
SECTION = "everything/boxes/"
DONE = "Done"


def opened(context: BrowserContext, site: Site, address: str = PAGE, fast: bool = False) -> Page:
    page = context.new_page()
    if fast:
        page.add_init_script(FAST)
    page.goto(site.home + address)
    return page


def toggle(page: Page) -> Locator:
    return page.locator("[data-mark-done]")


def entry(page: Page, menu: str, address: str) -> Locator:
    """Returns the entry of a menu that leads to `address`."""
    return page.locator(f'{menu} a[href$="/{address}"]')


def percent(page: Page) -> Locator:
    return page.locator(".ring .hidden")


# What the learner marks


@pytest.mark.parametrize("press", [by_mouse, by_keyboard])
def test_a_learner_marks_a_page_as_done_and_as_open(
    learner: BrowserContext, several: Site, press: Press
) -> None:
    page = opened(learner, several)
    expect(toggle(page)).to_have_attribute("aria-pressed", "false")
    press(toggle(page))
    expect(toggle(page)).to_have_attribute("aria-pressed", "true")
    expect(toggle(page)).to_have_text(DONE)
    page.reload()
    expect(toggle(page)).to_have_attribute("aria-pressed", "true")
    press(toggle(page))
    expect(toggle(page)).to_have_accessible_name("Mark as done")
    page.reload()
    expect(entry(page, "nav.side", PAGE)).to_have_attribute("data-state", "")


def test_every_menu_shows_what_is_done_and_reads_it_aloud(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    toggle(page).click()
    expect(entry(page, "nav.side", PAGE)).to_have_accessible_name(
        re.compile(r"Between boxes 1 min \(done\)")
    )
    section = entry(page, "details.sections", SECTION)
    expect(section).to_have_attribute("data-state", "partly")
    page.locator("details.sections > summary").click()
    expect(section).to_have_accessible_name(re.compile(r"1 Boxes \d+ min · 1 of 3 \(partly done\)"))
    other = opened(learner, several, OVERVIEW)
    expect(entry(other, "nav.side", "everything/boxes/")).to_have_attribute("data-state", "partly")


def test_a_section_is_done_without_its_resources(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    addresses = (
        "everything/boxes/",
        "everything/boxes/every-box/",
        "everything/boxes/between-boxes/",
    )
    put(page, {f"~{address}": {"kind": "page", "value": status()} for address in addresses})
    page.reload()
    expect(entry(page, "details.sections", SECTION)).to_have_attribute("data-state", "done")
    expect(entry(page, "nav.side", "everything/boxes/resources/")).to_have_attribute(
        "data-state", ""
    )


def test_the_ring_shows_the_share_of_minutes_that_is_done(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    expect(percent(page)).to_have_text("0% done")
    toggle(page).click()
    expect(percent(page)).not_to_have_text("0% done")
    entries = page.evaluate("carrel.modules['progress-records'].moduleEntries()")
    required = {one["address"]: one["minutes"] for one in entries if one["required"]}
    assert (
        short_name("everything/boxes/resources/") not in required
        and short_name("everything/") in required
    )
    expect(percent(page)).to_have_text(
        f"{round(100 * required[short_name(PAGE)] / sum(required.values()))}% done"
    )


def test_another_tab_is_updated(learner: BrowserContext, several: Site) -> None:
    page, other = opened(learner, several), opened(learner, several, OVERVIEW)
    expect(percent(other)).to_have_text("0% done")
    toggle(page).click()
    expect(percent(other)).not_to_have_text("0% done")


def test_deleting_the_answers_deletes_the_progress(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    toggle(page).click()
    expect(toggle(page)).to_have_text(DONE)
    page.locator('[data-do="delete"]').click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(toggle(page)).to_have_attribute("aria-pressed", "false")
    expect(percent(page)).to_have_text("0% done")


# What reading marks


def test_a_page_is_done_when_its_end_was_reached(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several, "everything/boxes/", fast=True)
    page.locator(".ways").scroll_into_view_if_needed()
    expect(toggle(page)).to_have_attribute("aria-pressed", "true")
    assert '"by":"reading"' in stored(page)["~everything/boxes/"]


def test_a_page_whose_end_was_never_in_view_is_not_done(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several, PAGE, fast=True)
    expect(page.locator(".ways")).not_to_be_in_viewport()
    page.wait_for_function(LONG)
    assert f"~{PAGE}" not in stored(page)


def test_a_page_with_worksheets_is_done_only_when_something_was_written(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several, WITH_WORKSHEETS, fast=True)
    page.locator(".ways").scroll_into_view_if_needed()
    page.wait_for_function(LONG)
    assert f"~{WITH_WORKSHEETS}" not in stored(page)
    page.locator("form textarea").first.fill("Something")
    expect(toggle(page)).to_have_attribute("aria-pressed", "true")


def marked_open(learner: BrowserContext, several: Site) -> Page:
    """Opens a page that was read to its end, and marks it as open again."""
    page = opened(learner, several, "everything/boxes/", fast=True)
    page.locator(".ways").scroll_into_view_if_needed()
    expect(toggle(page)).to_have_attribute("aria-pressed", "true")
    toggle(page).click()
    expect(toggle(page)).to_have_attribute("aria-pressed", "false")
    return page


def test_a_page_that_the_learner_marked_as_open_stays_open(
    learner: BrowserContext, several: Site
) -> None:
    page = marked_open(learner, several)
    page.reload()
    page.locator(".ways").scroll_into_view_if_needed()
    page.wait_for_function(LONG)
    expect(toggle(page)).to_have_attribute("aria-pressed", "false")


BUSY_STORE = """indexedDB.databases().then(([{ name }]) => {
  const request = indexedDB.open(name);
  request.onsuccess = () => {
    const answers = request.result.transaction("answers", "readwrite").objectStore("answers");
    const end = Date.now() + 1500;
    const ask = () => Date.now() < end && (answers.count().onsuccess = ask);
    ask();
  };
})"""


def test_a_page_that_the_learner_marked_as_open_stays_open_where_the_store_is_slow(
    learner: BrowserContext, several: Site
) -> None:
    page = marked_open(learner, several)
    page.wait_for_function(LONG)
    page.add_init_script(BUSY_STORE)
    page.reload()
    page.locator(".ways").scroll_into_view_if_needed()
    page.wait_for_function(LONG)
    assert '"by":"learner"' in stored(page)["~everything/boxes/"]
    expect(toggle(page)).to_have_attribute("aria-pressed", "false")


def test_a_page_that_was_open_too_shortly_is_not_done(
    learner: BrowserContext, several: Site
) -> None:
    """Its end was in view long enough, but the time is too short for its text."""
    page = opened(learner, several, "everything/boxes/")
    page.locator(".ways").scroll_into_view_if_needed()
    page.wait_for_function("() => performance.now() > 2500")
    assert "~everything/boxes/" not in stored(page)


# A page that has changed, or moved


def test_a_page_that_has_changed_shows_it_and_still_counts(
    learner: BrowserContext, several: Site
) -> None:
    page = changed(learner, several)
    expect(percent(page)).not_to_have_text("0% done")
    expect(toggle(page)).to_have_text(DONE)
    by_keyboard(page.get_by_text("Changed since you finished"))
    by_keyboard(page.get_by_role("button", name="Done anyway"))
    expect(page.locator(".standing-done")).to_be_focused()
    page.reload()
    expect(page.locator(".standing-done")).to_be_visible()
    expect(page.get_by_text("Changed since you finished")).to_be_hidden()


def test_a_learner_can_mark_a_changed_page_as_open(learner: BrowserContext, several: Site) -> None:
    page = changed(learner, several)
    page.get_by_text("Changed since you finished").click()
    page.get_by_role("button", name="Look again").click()
    expect(toggle(page)).to_have_attribute("aria-pressed", "false")
    page.add_init_script(FAST)
    page.reload()
    page.locator(".ways").scroll_into_view_if_needed()
    expect(toggle(page)).to_have_attribute("aria-pressed", "true")


def changed(learner: BrowserContext, site: Site) -> Page:
    page = opened(learner, site)
    put(page, {f"~{PAGE}": {"kind": "page", "value": status(version="an older one")}})
    page.reload()
    expect(page.get_by_text("Changed since you finished")).to_be_visible()
    return page


def test_a_page_keeps_its_progress_when_it_moves(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several, "short/")
    put(page, {"~short/an-old-name/": {"kind": "page", "value": status()}})
    page.reload()
    expect(entry(page, "details.sections", "short/only/")).to_have_attribute("data-state", "partly")
    page.goto(several.home + "short/only/page/")
    expect(toggle(page)).to_have_text(DONE)


# Where the learner stopped


def test_the_overview_links_to_the_last_page(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several, PAGE, fast=True)
    wait_until_stored(page, "~everything/.last", PAGE)
    page.goto(several.home + OVERVIEW)
    expect(page.locator(".left-off")).to_have_text("You stopped at “Between boxes”, today.")
    expect(page).to_have_url(several.home + OVERVIEW)
    link = page.get_by_role("link", name="Continue where you left off")
    by_keyboard(link)
    expect(page).to_have_url(several.home + PAGE)


def test_the_overview_does_not_link_to_a_last_page_that_was_deleted(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several, OVERVIEW)
    put(page, {"~everything/.last": "everything/no-more/"})
    page.reload()
    expect(percent(page)).to_have_text("0% done")
    expect(page.get_by_role("link", name="Begin with section 1")).to_be_visible()


# Layout, no scripts, shared computers


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("address", [OVERVIEW, PAGE])
def test_the_layout_does_not_shift_when_progress_is_shown(
    browser: Browser, several: Site, address: str, width: int
) -> None:
    context = new_context(browser, width)
    page = opened(context, several, PAGE)
    put(
        page,
        {
            f"~{PAGE}": status(version="an older one"),
            f"~{OVERVIEW}": status(),
            "~everything/.last": PAGE,
        },
    )
    page.add_init_script(WATCH)
    page.goto(several.home + address)
    expect(percent(page)).not_to_have_text("0% done")
    seen = page.evaluate(LOOK)
    assert seen["shift"] < 0.01, seen["shifted"]
    context.close()


def test_without_scripts_progress_is_hidden(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + PAGE, java_script_enabled=False)
    expect(toggle(page)).to_be_hidden()
    expect(page.locator(".ring")).to_be_hidden()
    assert (
        page.locator("nav.side a").first.evaluate(
            "link => getComputedStyle(link, '::before').content"
        )
        == "none"
    )


def test_on_a_shared_computer_progress_lasts_as_long_as_the_tab(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    page.evaluate("sessionStorage.setItem('carrel-shared', 'yes')")
    page.reload()
    toggle(page).click()
    expect(toggle(page)).to_have_text(DONE)
    page.reload()
    expect(toggle(page)).to_have_text(DONE)
    expect(toggle(opened(learner, several))).to_have_attribute("aria-pressed", "false")
