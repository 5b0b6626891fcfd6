"""Printed pages have no menus, blanks to write in, and addresses in full."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import OpenPage
from .faults import expect_none
from .reading import read_pages
from .sites import Site

pytestmark = pytest.mark.browser

SHOWN_MENUS = """() => [...document.querySelectorAll(
    "header, nav, footer, dialog, .skip, .needs-js, button:not(.term)")]
  .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 1)
  .map((element) => element.outerHTML.slice(0, 80))"""

# The blanks of a page that cannot be filled in by hand, because they are not visible or too small
# to write in (in CSS pixels).
NO_ROOM = """() => [...document.querySelectorAll("[data-field]")].filter((field) => {
  const box = field.getBoundingClientRect();
  const least = field.matches("textarea") ? [60, 24]
    : field.matches("[type=radio], [type=checkbox]") ? [9, 9] : [25, 12];
  return !field.checkVisibility({visibilityProperty: true})
    || box.width < least[0] || box.height < least[1];
}).map((field) => field.id || field.dataset.field)"""

# The blanks that cannot be seen in print: neither the field nor the table around it has a border or
# a ruling.
NOT_DRAWN = """() => {
  const line = (style) => ["Top", "Right", "Bottom", "Left"].some((side) =>
    style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
  const drawn = (element) => {
    const style = getComputedStyle(element);
    return style.backgroundImage !== "none" || line(style);
  };
  const around = (field) => [field, field.closest("td"), field.closest("table")].filter(Boolean);
  return [...document.querySelectorAll("[data-field]")]
    .filter((field) => !around(field).some(drawn)).map((field) => field.id);
}"""

UNSAID = """() => [...document.querySelectorAll('main a[href^="http"]')].filter((link) =>
  link.checkVisibility()
  && !getComputedStyle(link, "::after").content.includes(link.getAttribute("href"))
).map((link) => link.href)"""


def printed(open_page: OpenPage, url: str, **options: bool) -> Page:
    page = open_page(url, 794, **options)  # A4 at 96 dots to the inch
    page.emulate_media(media="print")
    return page


def test_no_menu_and_no_button_is_printed(site: Site, open_page: OpenPage) -> None:
    faults = []
    for address in [
        *site.with_text("data-field")[:3],
        *site.overviews,
        *(f"{overview}print/" for overview in site.overviews),
    ]:
        page = printed(open_page, site.home + address)
        faults += [f"/{address}: {menu}" for menu in page.evaluate(SHOWN_MENUS)]
    expect_none(faults)


def test_every_blank_can_be_filled_in_by_hand(site: Site, open_page: OpenPage) -> None:
    faults = []
    for overview in site.overviews:
        page = printed(open_page, f"{site.home}{overview}print/")
        fields = page.locator("[data-field]").count()
        sheets = sum(
            site.files[address].count("data-field=") for address in site.pages_of(overview)
        )
        faults += (
            []
            if fields == sheets
            else [f"{overview}print/ has {fields} blanks, the pages have {sheets}"]
        )
        faults += [f"{overview}print/: {field} leaves no room" for field in page.evaluate(NO_ROOM)]
        faults += [f"{overview}print/: {field} is not drawn" for field in page.evaluate(NOT_DRAWN)]
    expect_none(faults)


def test_a_printed_link_says_where_it_leads(site: Site, open_page: OpenPage) -> None:
    faults = []
    for overview in site.overviews:
        for address in (overview, f"{overview}print/"):
            page = printed(open_page, site.home + address)
            faults += [f"/{address}: {url}" for url in page.evaluate(UNSAID)]
    expect_none(faults)


def test_paper_is_white_on_a_dark_screen(several: Site, open_page: OpenPage) -> None:
    page = open_page(several.home + "everything/boxes/every-box/", 794, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "() => ['html', '.box-tip', 'main'].map("
        "(name) => getComputedStyle(document.querySelector(name)).backgroundColor)"
    )
    assert set(colours) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.box-tip p')).color")
        == "rgb(0, 0, 0)"
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_a_fragment_prints_one_section_only(
    several: Site, open_page: OpenPage, scripts: bool
) -> None:
    page = printed(
        open_page, several.home + "everything/print/#section-blanks", java_script_enabled=scripts
    )
    expect(page.locator("#section-blanks")).to_be_visible()
    others = page.locator(".print-section:not(#section-blanks)")
    assert others.count() >= 3
    expect_none(section.get_attribute("id") for section in others.all() if section.is_visible())


def test_the_whole_module_is_printed_in_the_order_of_its_sections(
    several: Site, open_page: OpenPage
) -> None:
    page = printed(open_page, several.home + "everything/print/")
    sections = page.locator(".print-section")
    assert [
        name
        for name in sections.evaluate_all("all => all.map((one) => one.id)")
        if name.startswith("section-")
    ][:2] == [
        "section-boxes",
        "section-blanks",
    ]
    expect_none(
        section.get_attribute("id") for section in sections.all() if not section.is_visible()
    )


TITLE = """(root) => root.querySelector("main h1").textContent"""
HEADINGS = """(root) => [...root.querySelectorAll("main :is(h1, h2, h3)")]
  .map((heading) => heading.textContent.replace(/^\\d+/, "").trim())"""


def test_every_page_of_a_module_stands_in_its_print_document(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page(site.home + site.overviews[0])
    faults = []
    for overview in site.overviews:
        headings = read_pages(page, [f"{site.home}{overview}print/"], HEADINGS)[0]
        urls = [site.home + address for address in site.pages_of(overview)]
        faults += [
            f"{overview}print/ has no “{title}”"
            for title in read_pages(page, urls, TITLE)
            if title not in headings
        ]
    expect_none(faults)


def test_a_link_at_the_foot_leads_to_the_print_document_and_its_button_prints(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + "everything/boxes/every-box/", 360)
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.get_by_role("link", name="Print this module").click()
    page.wait_for_url("**/everything/print/")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") is True


def test_films_leave_their_words_on_paper(several: Site, open_page: OpenPage) -> None:
    page = printed(open_page, several.home + "everything/boxes/every-box/")
    expect(page.get_by_text("The words that are spoken in the film.")).to_be_visible()
    expect(page.locator(".video-button").first).to_be_hidden()


LONG = "somebody who was there every week, and asked me what I had read, " * 12
PARTS_OFF_THE_SHEET = """() => [...document.querySelectorAll(".on-paper")]
  .filter((text) => text.scrollWidth > text.parentElement.clientWidth)
  .map((text) => text.textContent)"""


def test_a_long_answer_is_whole_on_paper(own_context: BrowserContext, several: Site) -> None:
    page = own_context.new_page()
    page.goto(several.home + "everything/blanks/every-blank/")
    gap, area = (
        page.locator('[data-field="everything/lines/name"]'),
        page.locator('[data-worksheet="everything/table"] textarea').first,
    )
    gap.fill(LONG)
    area.fill(LONG)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    written = page.locator(".on-paper")
    expect(written).to_have_text([LONG, LONG])
    expect(written.first).to_be_visible()
    expect(gap).to_be_hidden()
    expect_none(page.evaluate(PARTS_OFF_THE_SHEET))
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(written).to_have_count(0)
    expect(gap).to_have_value(LONG)
