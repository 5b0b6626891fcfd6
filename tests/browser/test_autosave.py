"""What is typed is saved: immediately, in every kind of blank, and between tabs."""

import json
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from .answers import BLANKS, BLOCKED, FILL_TAB, FULL, ONLY_TAB, SET, area, opened, wait_until_saved
from .conftest import new_context
from .sites import Site

pytestmark = pytest.mark.browser

# Every value on the page, as the learner sees it.
VALUES = """() => {
  const isChoice = (control) => control.matches("[type=radio], [type=checkbox]");
  const nameOf = ({ dataset, value }, choice) =>
    `${dataset.field} ${dataset.choice ?? (choice ? value : "")}`;
  const controls = [...document.querySelectorAll("form [data-field]")];
  return Object.fromEntries(controls.map((control) => [
    nameOf(control, isChoice(control)), isChoice(control) ? control.checked : control.value,
  ]));
}"""
STRANGE = (
    "<script>alert(1)</script> & \"quotes\" 'and' `more` ${x} {{ y }} %s \\n",
    "مرحبا بالعالم — שלום עולם",
    "𝒳 👩🏽‍🚀🏳️‍🌈 é ŝ 中文 हिन्दी ไทย",
    "line one\n\n  line two\twith a tab  ",
)


def test_an_answer_is_there_when_the_page_is_opened_again(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    area(page).press_sequentially("Teens listen to each other")
    wait_until_saved(page)
    page.close()
    expect(area(opened(learner, several))).to_have_value("Teens listen to each other")


def test_an_answer_is_saved_within_300_ms_of_the_last_key(
    learner: BrowserContext, several: Site
) -> None:
    """By the clock of the page, which stands still, apart from these 300 ms."""
    page = learner.new_page()
    page.clock.install(time=0)
    page.goto(several.home + BLANKS)
    page.clock.pause_at(60_000)
    for words in ("x", "xy"):
        area(page).fill(words)
        expect(page.locator("form .saved").first).to_have_attribute("data-state", "saving")
        page.clock.run_for(300)
        expect(page.locator("form .saved").first).to_have_attribute("data-state", "saved")


def test_every_kind_of_blank_is_saved(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    for blank in page.locator(
        "form textarea[data-field]:visible, form input[type=text][data-field]:visible"
    ).all():
        blank.fill("Something of mine")
    for date in page.locator("form input[type=date]").all():
        date.fill("2027-03-04")
    for choice in page.locator("form input:is([type=radio], [type=checkbox]):first-of-type").all():
        choice.check()
    for button in page.locator('[data-move="1"]').all()[:1]:
        button.click()
    page.wait_for_function("""() => [...document.querySelectorAll(".saved")].every(
      (line) => line.dataset.state === "saved")""")
    before = page.evaluate(VALUES)
    page.reload()
    wait_until_saved(page)
    assert page.evaluate(VALUES) == before


@pytest.mark.parametrize("text", STRANGE)
def test_any_text_is_restored_unchanged(learner: BrowserContext, several: Site, text: str) -> None:
    page = opened(learner, several)
    area(page).fill(text)
    wait_until_saved(page)
    page.reload()
    expect(area(page)).to_have_value(text)


def test_a_million_characters_are_restored(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    text = "123456789\n" * 100_000 + "the end"
    area(page).evaluate(SET, text)
    wait_until_saved(page)
    page.reload()
    expect(area(page)).to_have_value(text)


def test_pasted_html_is_text(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    area(page).focus()
    page.evaluate("""() => {
      const data = new DataTransfer();
      data.setData("text/html", "<b onclick=alert(1)>bold</b>");
      data.setData("text/plain", "bold");
      const event = { clipboardData: data, bubbles: true, cancelable: true };
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
      document.execCommand("insertText", false, data.getData("text/plain"));
    }""")
    expect(area(page)).to_have_value("bold")


def test_what_was_typed_just_before_the_tab_was_closed_is_saved(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    area(page).fill("first")
    wait_until_saved(page)
    area(page).fill("the last words")
    page.close()
    expect(area(opened(learner, several))).to_have_value("the last words")


def test_a_screen_reader_announces_saving_once(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    line = page.locator("form .saved").first
    announced = []
    for word in ("one ", "two ", "three "):
        area(page).press_sequentially(word)
        wait_until_saved(page)
        announced.append(line.get_attribute("aria-live"))
    assert announced == ["polite", "off", "off"]


def test_the_status_is_not_saved_before_the_answer_is_saved(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    area(page).fill("kept")
    wait_until_saved(page)
    states = page.evaluate("""() => {
      const area = document.querySelector("form textarea[data-field]");
      area.value = "more";
      area.dispatchEvent(new Event("input", { bubbles: true }));
      const line = area.form.querySelector(".saved");
      return [line.dataset.state, line.textContent];
    }""")
    assert states[0] == "saving"
    assert "Saved" not in states[1]


# Two tabs


def test_another_tab_shows_the_answer_immediately(learner: BrowserContext, several: Site) -> None:
    one, two = opened(learner, several), opened(learner, several)
    area(one).fill("from the first tab")
    expect(area(two)).to_have_value("from the first tab")


def test_two_tabs_never_overwrite_each_other_without_a_trace(
    learner: BrowserContext, several: Site
) -> None:
    one, two = opened(learner, several), opened(learner, several)
    for page in (one, two):
        page.wait_for_load_state("networkidle")
    area(one).evaluate(SET, "from the first tab")
    area(two).evaluate(SET, "from the second tab")
    wait_until_saved(one)
    wait_until_saved(two)
    shown = {area(page).input_value() for page in (one, two)}
    assert len(shown) == 1, "both tabs show the same in the end"
    two.locator("form .keep summary").first.click()
    two.locator('form [data-do="history"]').first.click()
    expect(two.locator("dialog")).to_be_visible()
    earlier = two.locator("dialog .said").all_text_contents()
    assert {*shown, *earlier} >= {"from the first tab", "from the second tab"}


def test_a_tab_whose_answer_another_tab_replaced_shows_a_notice(
    learner: BrowserContext, several: Site
) -> None:
    one, two = opened(learner, several), opened(learner, several)
    area(one).fill("from the first tab")
    expect(area(two)).to_have_value("from the first tab")
    expect(two.locator("form .notice").first).to_be_hidden()
    area(two).fill("something else")
    expect(area(one)).to_have_value("something else")
    expect(one.locator("form .notice").first).to_contain_text("Another tab has changed this")
    expect(two.locator("form .notice").first).to_be_hidden()


# History


def test_an_earlier_version_can_be_restored(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    area(page).fill("A long answer that I was happy with, and that took me some time")
    wait_until_saved(page)
    area(page).fill("oops")
    wait_until_saved(page)
    page.locator("form .keep summary").first.click()
    page.locator('form [data-do="history"]').first.click()
    page.get_by_role("button", name=re.compile("^Put this back")).first.click()
    expect(area(page)).to_have_value(
        "A long answer that I was happy with, and that took me some time"
    )
    wait_until_saved(page)
    page.reload()
    expect(area(page)).to_have_value(
        "A long answer that I was happy with, and that took me some time"
    )


# Where storage is refused or full


def test_where_storage_is_refused_a_notice_and_the_save_file_are_shown(
    browser: Browser, several: Site
) -> None:
    context = new_context(browser)
    context.add_init_script(BLOCKED)
    page = opened(context, several)
    expect(page.locator("form .notice").first).to_contain_text("does not keep answers")
    area(page).fill("only here")
    expect(page.locator('form .saved[data-state="saved"]').first).to_contain_text("Not kept")
    with page.expect_download() as download:
        page.locator("form .rescue:visible").first.click()
    written = json.loads(download.value.path().read_text(encoding="utf-8"))
    answers = [answer for answer in written["answers"] if not answer["key"].startswith("~")]
    assert [answer["value"] for answer in answers] == ["only here"]
    context.close()


def test_without_a_database_answers_last_as_long_as_the_tab(
    browser: Browser, several: Site
) -> None:
    context = new_context(browser)
    context.add_init_script(ONLY_TAB)
    page = opened(context, several)
    area(page).fill("for this tab")
    expect(page.locator('form .saved[data-state="saved"]').first).to_contain_text(
        "until you close this tab"
    )
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(area(page)).to_have_value("for this tab")
    context.close()


def test_on_a_full_device_an_error_is_shown_and_the_text_stays(
    learner: BrowserContext, several: Site
) -> None:
    """Tests cannot set the quota in Chromium, so the database throws the error of a full one."""
    learner.add_init_script(FULL)
    page = opened(learner, several)
    area(page).fill("large " * 1000)
    expect(page.locator('form .saved[data-state="failed"]').first).to_contain_text("no room left")
    expect(page.locator("form .rescue:visible")).to_have_count(1)
    page.evaluate("window.full = false")
    area(page).press("End")
    area(page).press_sequentially("!")
    wait_until_saved(page)
    expect(page.locator("form .rescue:visible")).to_have_count(0)
    page.reload()
    expect(area(page)).to_have_value("large " * 1000 + "!")


def test_in_a_full_tab_an_error_is_shown_and_earlier_answers_stay(
    browser: Browser, several: Site
) -> None:
    """The tab's storage is really full: browsers give it about five million characters."""
    context = new_context(browser)
    context.add_init_script(ONLY_TAB)
    page = opened(context, several)
    area(page).fill("what fits")
    wait_until_saved(page)
    page.evaluate(FILL_TAB)
    area(page).fill("what does not fit " * 1000)
    expect(page.locator('form .saved[data-state="failed"]').first).to_contain_text("no room left")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(area(page)).to_have_value("what fits")
    context.close()


def test_a_field_can_be_cleared_whose_answer_was_removed_from_the_store(
    learner: BrowserContext, several: Site
) -> None:
    """As if the learner cleared the site's data while the page was open."""
    page = opened(learner, several)
    area(page).fill("there for a while")
    wait_until_saved(page)
    page.evaluate("""async () => {
      const open = (name) =>
        new Promise((done) => {
          indexedDB.open(name).onsuccess = ({ target }) => done(target.result);
        });
      for (const { name } of await indexedDB.databases()) {
        const base = await open(name);
        const work = base.transaction([...base.objectStoreNames], "readwrite");
        for (const store of base.objectStoreNames) work.objectStore(store).clear();
        await new Promise((done) => (work.oncomplete = done));
      }
    }""")
    area(page).fill("")
    expect(page.locator('form .saved[data-state="saving"]')).to_have_count(1)
    expect(page.locator('form .saved[data-state="saving"]')).to_have_count(0)


def test_an_answer_that_is_deleted_in_the_workbook_disappears_from_other_tabs(
    learner: BrowserContext, several: Site
) -> None:
    """The workbook lists answers without a question; an older page may still have the question."""
    page = opened(learner, several)
    area(page).fill("to be deleted")
    wait_until_saved(page)
    key = area(page).get_attribute("data-field")
    book = opened(learner, several, "everything/workbook/")
    book.evaluate(
        """(key) => {
      const button = `<button id="made" data-delete-answer="${key}">Delete</button>`;
      document.querySelector("main").insertAdjacentHTML("beforeend", `<ul><li>${button}</li></ul>`);
    }""",
        key,
    )
    book.locator("#made").click()
    expect(area(page)).to_have_value("")
    expect(page.locator("form .notice:visible")).to_have_count(0)


def test_saving_goes_on_after_an_error(learner: BrowserContext, several: Site) -> None:
    """Here even showing the error throws an error."""
    learner.add_init_script(FULL)
    page = opened(learner, several)
    page.evaluate("""() => {
      const message = carrel.words.not_saved_full;
      const get = () => { if (window.full) throw new Error("none"); return message; };
      Object.defineProperty(carrel.words, "not_saved_full", { get });
    }""")
    with page.expect_event("pageerror"):
        area(page).fill("first")
    page.evaluate("window.full = false")
    area(page).fill("first and second")
    wait_until_saved(page)
    page.reload()
    expect(area(page)).to_have_value("first and second")


def test_an_added_row_copies_from_the_same_row_of_the_earlier_table(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    table = page.locator("table[data-rows-grow]").first
    table.locator("tbody tr:last-child [data-field]").first.evaluate(
        "(blank) => { blank.dataset.from = 'everything/earlier/who'; }"
    )
    page.locator("[data-add-row]").first.click()
    expect(table.locator("tr[data-copy] [data-field]").first).to_have_attribute(
        "data-from", "everything/earlier/who~2"
    )
