"""A learner goes from the overview into a section by the menus, from page to page, and back."""

from dataclasses import dataclass
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import OpenPage
from .faults import expect_none
from .hands import Press, by_keyboard, by_mouse, tab_to
from .reading import read_pages
from .sites import Site

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
WAYS = {
    "mouse": (by_mouse, True),
    "keyboard": (by_keyboard, True),
    "mouse, no scripts": (by_mouse, False),
    "keyboard, no scripts": (by_keyboard, False),
}


@dataclass
class Parts:
    """What is on every page of a module."""

    page: Page

    @property
    def button(self) -> Locator:
        return self.page.locator("details.sections > summary")

    @property
    def sections(self) -> Locator:
        return self.page.get_by_role("navigation", name="Sections", exact=True)

    @property
    def pages(self) -> Locator:
        return self.page.get_by_role("navigation", name="Pages", exact=True)

    @property
    def fold(self) -> Locator:
        return self.pages.locator("summary")

    @property
    def next(self) -> Locator:
        return self.page.get_by_role("navigation", name="Previous and next").locator("[rel=next]")

    @property
    def previous(self) -> Locator:
        return self.page.get_by_role("navigation", name="Previous and next").locator("[rel=prev]")

    @property
    def crumbs(self) -> Locator:
        return self.page.get_by_role("navigation", name="You are here").get_by_role("link")

    def expect_title(self, title: str) -> None:
        expect(self.page.locator("main h1")).to_have_text(title)


def first_module(site: Site) -> str:
    """The overview of a module that has sections."""
    return next(address for address in site.overviews if 'id="objectives"' in site.files[address])


def name_of(link: Locator) -> str:
    """What a menu's link calls its page, without its number and minutes."""
    name = link.locator(".name")
    number = name.locator(".number")
    words = name.inner_text()
    return words.removeprefix(number.inner_text() if number.count() else "").strip()


def in_module(site: Site, overview: str) -> list[str]:
    """The pages that learners walk through, glossary, references and print document apart."""
    return [
        address
        for address in site.pages_of(overview)
        if not address.endswith(("/glossary/", "/references/"))
    ]


# The walk


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("way", ["mouse", "keyboard", "mouse, no scripts"])
def test_a_learner_walks_from_the_overview_to_a_page_and_on(
    shipped: Site, open_page: OpenPage, way: str, width: int
) -> None:
    press, scripts = WAYS[way]
    page = open_page(shipped.root + first_module(shipped), width, java_script_enabled=scripts)
    _walk(Parts(page), press, phone=width < 400)


@pytest.mark.parametrize("name", ["starter", "several"])
@pytest.mark.parametrize(("way", "width"), [("mouse", 360), ("keyboard, no scripts", 1280)])
def test_the_walk_is_the_same_in_every_toolkit_and_in_a_folder_of_a_host(
    sites: dict[str, Site], open_page: OpenPage, name: str, way: str, width: int
) -> None:
    press, scripts = WAYS[way]
    page = open_page(
        sites[name].place + first_module(sites[name]), width, java_script_enabled=scripts
    )
    _walk(Parts(page), press, phone=width < 400)


def _walk(parts: Parts, press: Press, phone: bool) -> None:
    overview = parts.page.url
    _choose_section(parts, press)
    _choose_page(parts, press, phone)
    _go_on_and_back(parts, press)
    press(parts.crumbs.first)
    expect(parts.page).to_have_url(overview)


def _choose_section(parts: Parts, press: Press) -> None:
    expect(parts.sections).to_be_hidden()
    press(parts.button)
    link = parts.sections.get_by_role("link").nth(1)
    title = name_of(link)
    press(link)
    parts.expect_title(title)
    expect(parts.button).to_contain_text(title, use_inner_text=False)


def _choose_page(parts: Parts, press: Press, phone: bool) -> None:
    if phone:
        expect(parts.pages.get_by_role("link")).to_have_count(0)
        press(parts.fold)
    else:
        expect(parts.fold).to_be_hidden()
    link = parts.pages.get_by_role("link").nth(1)
    title = name_of(link)
    press(link)
    parts.expect_title(title)


def _go_on_and_back(parts: Parts, press: Press) -> None:
    here = parts.page.url
    title = parts.next.locator(".way-title").inner_text()
    press(parts.next)
    expect(parts.page.locator("main h1")).not_to_have_text("")
    assert title.endswith(parts.page.locator("main h1").inner_text())
    press(parts.previous)
    expect(parts.page).to_have_url(here)


# The drop-down


@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_what_the_drop_down_says_is_not_cut_on_pages_without_a_number(
    shipped: Site, open_page: OpenPage, width: int
) -> None:
    button = Parts(open_page(shipped.root + "mentoring/closing/", width)).button
    uncut = """(button) => [button, ...button.children].every(
      (one) => one.clientWidth < 2 || one.scrollWidth <= one.clientWidth)"""
    expect(button).to_be_visible()
    assert button.evaluate(uncut)
    assert button.bounding_box()["height"] < 60, "it stands on one line"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("key", ["click", "Enter", "Space"])
def test_the_drop_down_opens_by_click_enter_and_space(
    several: Site, open_page: OpenPage, key: str, width: int
) -> None:
    parts = Parts(open_page(several.home + first_module(several), width))
    expect(parts.sections).to_be_hidden()
    if key == "click":
        parts.button.click()
    else:
        tab_to(parts.button)
        parts.page.keyboard.press(key)
    expect(parts.sections).to_be_visible()
    expect(parts.sections.get_by_role("link").first).to_be_in_viewport(ratio=1)


def test_escape_closes_the_drop_down_and_gives_the_focus_back(
    several: Site, open_page: OpenPage
) -> None:
    parts = Parts(open_page(several.home + first_module(several)))
    tab_to(parts.button)
    parts.page.keyboard.press("Enter")
    parts.page.keyboard.press("Tab")
    expect(parts.sections.get_by_role("link").first).to_be_focused()
    parts.page.keyboard.press("Escape")
    expect(parts.sections).to_be_hidden()
    expect(parts.button).to_be_focused()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_click_outside_closes_the_drop_down(
    several: Site, open_page: OpenPage, width: int
) -> None:
    parts = Parts(open_page(several.home + first_module(several), width))
    parts.button.click()
    expect(parts.sections).to_be_visible()
    parts.page.mouse.click(width - 5, 700)
    expect(parts.sections).to_be_hidden()


def test_one_drop_down_closes_when_another_opens(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + first_module(several))
    parts = Parts(page)
    parts.button.click()
    page.locator("details.theme > summary").click()
    expect(parts.sections).to_be_hidden()
    expect(page.get_by_role("button", name="Dark")).to_be_visible()


def test_the_drop_down_lists_the_overview_first_and_every_section_after_it(
    site: Site, open_page: OpenPage
) -> None:
    overview = first_module(site)
    page = open_page(site.home + overview)
    parts = Parts(page)
    parts.button.click()
    links = [
        urljoin(page.url, link.get_attribute("href") or "")
        for link in parts.sections.get_by_role("link").all()
    ]
    objectives = [
        urljoin(page.url, link.get_attribute("href") or "")
        for link in page.locator("#objectives a").all()
    ]
    assert links[0] == page.url
    assert links[1 : len(objectives) + 1] == objectives


# Where one is


MARKED = """(root, url, links) => ({
  url,
  marked: links(root, url, 'nav [aria-current="page"]'),
  section: links(root, url, 'nav[aria-label="Sections"] [aria-current]'),
})"""


def test_the_current_page_is_marked_in_every_menu_and_no_other(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page(site.home + site.overviews[0])
    urls = [
        site.home + address for overview in site.overviews for address in in_module(site, overview)
    ]
    faults = []
    for found in read_pages(page, urls, MARKED):
        url, marked, section = found["url"], found["marked"], found["section"]
        faults += [f"{url}: {link} is marked as the current page" for link in marked if link != url]
        faults += [] if marked else [f"{url}: no menu marks the current page"]
        faults += (
            []
            if len(section) == 1 and url.startswith(section[0])
            else [f"{url}: the drop-down marks {section}"]
        )
    expect_none(faults)


NEIGHBOURS = """(root, url, links) => [url, {
  next: links(root, url, "[rel=next]"), previous: links(root, url, "[rel=prev]"),
  sections: links(root, url, 'nav[aria-label="Sections"] a'),
  pages: links(root, url, 'nav[aria-label="Pages"] a'),
}]"""

Neighbours = dict[str, dict[str, list[str]]]


def test_previous_and_next_lead_through_every_page_in_the_order_of_the_menus(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page(site.home + site.overviews[0])
    faults = []
    for overview in site.overviews:
        start = site.home + overview
        urls = [site.home + address for address in in_module(site, overview)]
        known = dict(read_pages(page, urls, NEIGHBOURS))
        forth = _chain(known, start, "next")
        faults += [f"{overview}: “next” never comes to {url}" for url in urls if url not in forth]
        faults += (
            []
            if _chain(known, forth[-1], "previous")[::-1] == forth
            else [f"{overview}: “previous” goes another way than “next”"]
        )
        menus = _order_of_menus(known, start)
        faults += [] if menus == forth else [f"{overview}: the menus have another order: {menus}"]
    expect_none(faults)


def _chain(known: Neighbours, start: str, direction: str) -> list[str]:
    """The addresses from `start` on, as the links say."""
    urls = [start]
    while following := known[urls[-1]][direction]:
        assert len(following) == 1, f"{urls[-1]} has {len(following)} links to what is {direction}"
        assert following[0] not in urls, f"{following[0]} comes twice"
        urls += following
    return urls


def _order_of_menus(known: Neighbours, overview: str) -> list[str]:
    """Returns the addresses in the drop-down with each section's pages.

    The glossary and the references are left out.
    """
    order = []
    for section in known[overview]["sections"]:
        if section.endswith(("/glossary/", "/references/")):
            continue
        pages = known[section]["pages"]
        order += pages if section != overview and pages[:1] == [section] else [section]
    return order


def test_the_breadcrumb_leads_to_the_section_and_the_module(
    several: Site, open_page: OpenPage
) -> None:
    parts = Parts(open_page(several.home + "everything/boxes/every-box/"))
    expect(parts.crumbs).to_have_text(["Everything", "1 Boxes"])
    parts.crumbs.last.click()
    expect(parts.page).to_have_url(several.home + "everything/boxes/")
    expect(parts.crumbs).to_have_text(["Everything"])
    parts.crumbs.last.click()
    expect(parts.page).to_have_url(several.home + "everything/")


# Between modules, and to places that have moved


def test_the_first_page_leads_to_every_module_and_each_module_to_the_others(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home)
    assert page.locator(".modules h2").all_inner_texts() == ["Bare", "Everything", "Short"]
    page.get_by_role("link", name="Short").click()
    Parts(page).expect_title("Short")
    Parts(page).button.click()
    page.get_by_role("navigation", name="Modules").get_by_role("link", name="Everything").click()
    Parts(page).expect_title("Everything")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_leads_on_to_the_page(
    several: Site, open_page: OpenPage, scripts: bool
) -> None:
    for place in (several.root, several.place):
        page = open_page(place + "short/an-old-name/", java_script_enabled=scripts)
        expect(page).to_have_url(place + "short/only/page/")


def test_a_first_page_with_one_module_leads_on_to_its_overview(
    shipped: Site, open_page: OpenPage
) -> None:
    for place in (shipped.root, shipped.place):
        expect(open_page(place)).to_have_url(place + shipped.overviews[0])


def test_an_address_that_leads_nowhere_says_so_and_leads_home(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + "everything/deep/down/nowhere/")
    Parts(page).expect_title("This page is not here")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.button-main')).backgroundColor")
        != "rgba(0, 0, 0, 0)"
    )
    page.locator("main").get_by_role("link").click()
    expect(page).to_have_url(several.home)
