"""Each kind of blank can be filled in by keyboard alone, and keeps its value after a reload."""

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from .conftest import new_context
from .hands import tab_to
from .sites import Site

pytestmark = pytest.mark.browser

BLANKS = "everything/blanks/every-blank/"
SAVED = """() => {
  const states = [...document.querySelectorAll(".saved")].map((line) => line.dataset.state);
  return states.includes("saved") && !states.includes("saving");
}"""
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def page(browser: Browser, several: Site) -> Iterator[Page]:
    """The page with every blank, on a device on which nothing was written."""
    context = new_context(browser)
    page = context.new_page()
    page.goto(several.home + BLANKS)
    yield page
    context.close()


def sheet(page: Page, name: str) -> Locator:
    return page.locator(f'form[data-worksheet="everything/{name}"]:not([data-answers])')


def again(page: Page) -> None:
    """Opens the page anew, when all is saved."""
    page.wait_for_function(SAVED)
    page.reload()
    page.wait_for_function(SAVED)


def test_a_cell_of_a_table(page: Page) -> None:
    cell = sheet(page, "table").get_by_role("textbox", name="Alone: What I do")
    tab_to(cell)
    page.keyboard.type("I read")
    page.keyboard.press("Tab")
    expect(
        sheet(page, "table").get_by_role("textbox", name="Alone: What I could do")
    ).to_be_focused()
    again(page)
    expect(cell).to_have_value("I read")


def test_a_ruled_line_takes_as_many_lines_as_one_writes(page: Page) -> None:
    area = sheet(page, "lines").get_by_role("textbox", name="What did you notice?")
    height = area.bounding_box()
    tab_to(area)
    for number in range(12):
        page.keyboard.type(f"line {number}")
        page.keyboard.press("Enter")
    grown = area.bounding_box()
    assert height and grown and grown["height"] > height["height"]
    again(page)
    expect(area).to_have_value("".join(f"line {number}\n" for number in range(12)))


def test_a_gap_and_a_date(page: Page) -> None:
    gap, date = (
        sheet(page, "lines").locator("input[type=text]").first,
        sheet(page, "lines").locator("input[type=date]"),
    )
    tab_to(gap)
    page.keyboard.type("Ada")
    tab_to(date)
    page.keyboard.type("03042027")
    again(page)
    expect(gap).to_have_value("Ada")
    expect(date).to_have_value("2027-03-04")


def test_ticks_and_what_is_something_else(page: Page) -> None:
    room = sheet(page, "choices").get_by_role("checkbox", name="A room")
    other = sheet(page, "choices").get_by_role("checkbox", name="Something else:")
    words = sheet(page, "choices").locator("input[type=text]")
    tab_to(room)
    page.keyboard.press("Space")
    tab_to(other)
    page.keyboard.press("Space")
    tab_to(words)
    page.keyboard.type("a garden")
    again(page)
    expect(room).to_be_checked()
    expect(other).to_be_checked()
    expect(words).to_have_value("a garden")


def test_one_of_several(page: Page) -> None:
    small, large = (
        sheet(page, "choices").get_by_role("radio", name=name) for name in ("Small", "Large")
    )
    tab_to(small)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    again(page)
    expect(large).to_be_checked()
    expect(small).not_to_be_checked()


def test_a_rating_has_a_total(page: Page) -> None:
    rating = sheet(page, "rating")
    total = rating.locator("[data-total]")
    expect(total).to_have_text("Total: 0 of 10 (0 of 2 rated)")
    tab_to(rating.get_by_role("radio", name="We listen: 1 never"))
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(total).to_have_text("Total: 4 of 10 (1 of 2 rated)")
    again(page)
    expect(rating.get_by_role("radio", name="We listen: 4 often")).to_be_checked()
    expect(total).to_have_text("Total: 4 of 10 (1 of 2 rated)")


def test_a_ranking_is_moved_by_buttons(page: Page) -> None:
    order = sheet(page, "order")
    tab_to(order.get_by_role("button", name="Move up: Writing"))
    page.keyboard.press("Enter")
    expect(order.get_by_role("button", name="Move up: Writing")).to_be_focused()
    expect(order.locator("li label")).to_have_text(["Writing", "Reading", "Reckoning"])
    again(page)
    expect(order.locator("li label")).to_have_text(["Writing", "Reading", "Reckoning"])
    assert [box.input_value() for box in order.locator("li input").all()] == ["1", "2", "3"]


def test_a_ranking_is_ordered_by_numbers(page: Page) -> None:
    order = sheet(page, "order")
    tab_to(order.get_by_role("spinbutton", name="Place of “Reckoning”, from 1 to 3"))
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    expect(order.locator("li label")).to_have_text(["Reckoning", "Reading", "Writing"])
    again(page)
    expect(order.locator("li label")).to_have_text(["Reckoning", "Reading", "Writing"])


def test_a_table_grows(page: Page) -> None:
    table = sheet(page, "grows")
    rows = table.locator("tbody tr")
    before = rows.count()
    tab_to(table.get_by_role("button", name="Add a row"))
    page.keyboard.press("Enter")
    expect(rows).to_have_count(before + 1)
    expect(rows.last.locator("[data-field]").first).to_be_focused()
    page.keyboard.type("Somebody new")
    again(page)
    expect(rows).to_have_count(before + 1)
    expect(rows.last.locator("[data-field]").first).to_have_value("Somebody new")
    names = [cell.get_attribute("aria-label") for cell in table.locator("[data-field]").all()]
    assert len(names) == len(set(names)), "each blank has a name of its own"
    ids = [cell.get_attribute("id") for cell in table.locator("[data-field]").all()]
    assert len(ids) == len(set(ids))


def test_a_picture_and_its_words(page: Page) -> None:
    place = sheet(page, "map")
    button = place.get_by_role("button", name="Add a picture")
    tab_to(button)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "map.png", "mimeType": "image/png", "buffer": PIXEL})
    expect(place.locator(".picture img")).to_be_visible()
    words = place.locator("textarea")
    words.focus()
    page.keyboard.type("From the door to the window")
    again(page)
    expect(place.locator(".picture img")).to_be_visible()
    expect(words).to_have_value("From the door to the window")
    place.get_by_role("button", name="Remove the picture").click()
    page.wait_for_function(SAVED)
    page.reload()
    expect(words).to_have_value("From the door to the window")
    expect(place.locator(".picture img")).to_have_count(0)


def test_a_picture_that_is_none_is_said(page: Page) -> None:
    with page.expect_file_chooser() as chooser:
        sheet(page, "map").get_by_role("button", name="Add a picture").click()
    chooser.value.set_files({"name": "map.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(page.get_by_role("dialog")).to_contain_text("cannot be read as a picture")


def test_an_earlier_answer_is_shown_and_filled_on_from_here(
    browser: Browser, several: Site
) -> None:
    context: BrowserContext = new_context(browser)
    first = context.new_page()
    first.goto(several.home + "everything/")
    area = first.locator('form[data-worksheet="everything/begin"] textarea').first
    area.fill("how I began")
    first.wait_for_function(SAVED)
    later = context.new_page()
    later.goto(several.home + BLANKS)
    back = later.locator("form[data-answers] textarea").first
    expect(back).to_have_value("how I began")
    back.fill("how I began, and went on")
    expect(area).to_have_value("how I began, and went on")
    context.close()


def test_a_filled_page_fits_a_narrow_screen(browser: Browser, several: Site) -> None:
    context = new_context(browser, width=320)
    page = context.new_page()
    page.goto(several.home + BLANKS)
    for blank in page.locator("form textarea:visible, form input[type=text]:visible").all():
        blank.fill(
            "A long answer with averyveryverylongwordthatnobodywouldeverwritebutsomebodydoes in it"
        )
    page.locator("[data-add-row]").click()
    page.wait_for_function(SAVED)
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    context.close()
