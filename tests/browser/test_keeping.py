"""What is typed into a blank is kept: at once, in every kind of blank, between tabs, and never said to be kept when it is not."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import new_context
from .sites import Site

pytestmark = pytest.mark.browser

BLANKS = "everything/blanks/every-blank/"
SAVED = '.saved[data-state="saved"]'
# Every value on the page, as the learner sees it.
VALUES = """() => Object.fromEntries([...document.querySelectorAll("form [data-field]")].map((control) => [
  `${control.dataset.field} ${control.dataset.choice ?? (control.matches("[type=radio], [type=checkbox]") ? control.value : "")}`,
  control.matches("[type=radio], [type=checkbox]") ? control.checked : control.value,
]))"""
# Storage that a browser's settings forbid.
BLOCKED = """for (const name of ["indexedDB", "localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}"""
FULL = """window.full = true;
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...values) {
  if (window.full) throw new DOMException("full", "QuotaExceededError");
  return put.apply(this, values);
};"""
FILL_TAB = """() => {
  for (let size = 1_000_000; size > 1; size /= 2) {
    for (let n = 0; n < 12; n += 1) try { sessionStorage.setItem(`other ${size} ${n}`, "x".repeat(size)); } catch { break; }
  }
}"""
ONLY_TAB = """Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("denied", "SecurityError"); } });"""
STRANGE = (
    "<script>alert(1)</script> & \"quotes\" 'and' `more` ${x} {{ y }} %s \\n",
    "مرحبا بالعالم — שלום עולם",
    "𝒳 👩🏽‍🚀🏳️‍🌈 é ŝ 中文 हिन्दी ไทย",
    "line one\n\n  line two\twith a tab  ",
)

Opening = Callable[..., Page]


@pytest.fixture
def learner(browser: Browser) -> Iterator[BrowserContext]:
    """A device on which nothing was written yet."""
    context = new_context(browser)
    yield context
    context.close()


def opened(context: BrowserContext, site: Site, address: str = BLANKS) -> Page:
    page = context.new_page()
    page.goto(site.home + address)
    return page


def area(page: Page, number: int = 0) -> Any:
    return page.locator("form textarea[data-field]").nth(number)


def wait_until_saved(page: Page) -> None:
    """Waits until no worksheet is still saving, and one says that it is saved."""
    page.wait_for_function("""() => [...document.querySelectorAll(".saved")].some((line) => line.dataset.state === "saved")
      && [...document.querySelectorAll(".saved")].every((line) => line.dataset.state !== "saving")""")


def test_an_answer_is_there_when_the_page_is_opened_again(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    area(page).press_sequentially("Teens listen to each other")
    wait_until_saved(page)
    page.close()
    expect(area(opened(learner, several))).to_have_value("Teens listen to each other")


def test_an_answer_is_kept_within_300_ms_of_the_last_key(
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


def test_every_kind_of_blank_is_kept(learner: BrowserContext, several: Site) -> None:
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
    page.wait_for_function(
        """() => [...document.querySelectorAll(".saved")].every((line) => line.dataset.state === "saved")"""
    )
    before = page.evaluate(VALUES)
    page.reload()
    wait_until_saved(page)
    assert page.evaluate(VALUES) == before


@pytest.mark.parametrize("text", STRANGE)
def test_any_text_comes_back_as_it_was(learner: BrowserContext, several: Site, text: str) -> None:
    page = opened(learner, several)
    area(page).fill(text)
    wait_until_saved(page)
    page.reload()
    expect(area(page)).to_have_value(text)


def test_a_million_letters_come_back(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    page.evaluate("""() => {
      const area = document.querySelector("form textarea[data-field]");
      area.value = "123456789\\n".repeat(100_000) + "the end";
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }""")
    wait_until_saved(page)
    page.reload()
    page.wait_for_function(
        """() => document.querySelector("form textarea[data-field]").value.length === 1_000_007"""
    )


def test_pasted_html_is_text(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    area(page).focus()
    page.evaluate("""() => {
      const data = new DataTransfer();
      data.setData("text/html", "<b onclick=alert(1)>bold</b>");
      data.setData("text/plain", "bold");
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      document.execCommand("insertText", false, data.getData("text/plain"));
    }""")
    expect(area(page)).to_have_value("bold")


def test_what_was_typed_just_before_the_tab_was_closed_is_there(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    area(page).fill("first")
    wait_until_saved(page)
    area(page).fill("the last words")
    page.close()
    expect(area(opened(learner, several))).to_have_value("the last words")


def test_saving_is_said_once_to_a_screen_reader(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    line = page.locator("form .saved").first
    said = []
    for word in ("one ", "two ", "three "):
        area(page).press_sequentially(word)
        wait_until_saved(page)
        said.append(line.get_attribute("aria-live"))
    assert said == ["polite", "off", "off"]


def test_the_page_never_says_saved_while_it_is_not(learner: BrowserContext, several: Site) -> None:
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


def test_another_tab_shows_the_answer_at_once(learner: BrowserContext, several: Site) -> None:
    one, two = opened(learner, several), opened(learner, several)
    area(one).fill("from the first tab")
    expect(area(two)).to_have_value("from the first tab")


def test_two_tabs_never_overwrite_each_other_silently(
    learner: BrowserContext, several: Site
) -> None:
    one, two = opened(learner, several), opened(learner, several)
    for page in (one, two):
        page.wait_for_load_state("networkidle")
    area(one).evaluate(
        """(area) => { area.value = "what the first tab says"; area.dispatchEvent(new Event("input", { bubbles: true })); }"""
    )
    area(two).evaluate(
        """(area) => { area.value = "what the second tab says"; area.dispatchEvent(new Event("input", { bubbles: true })); }"""
    )
    wait_until_saved(one)
    wait_until_saved(two)
    shown = {area(page).input_value() for page in (one, two)}
    assert len(shown) == 1, "both tabs show the same in the end"
    two.locator("form .keep summary").first.click()
    two.locator('form [data-do="history"]').first.click()
    expect(two.locator("dialog")).to_be_visible()
    earlier = two.locator("dialog .said").all_text_contents()
    assert {*shown, *earlier} >= {"what the first tab says", "what the second tab says"}


def test_a_tab_whose_words_another_tab_replaced_says_so(
    learner: BrowserContext, several: Site
) -> None:
    one, two = opened(learner, several), opened(learner, several)
    area(one).fill("what the first tab says")
    expect(area(two)).to_have_value("what the first tab says")
    expect(two.locator("form .notice").first).to_be_hidden()
    area(two).fill("something else")
    expect(area(one)).to_have_value("something else")
    expect(one.locator("form .notice").first).to_contain_text("Another tab has changed this")
    expect(two.locator("form .notice").first).to_be_hidden()


# History


def test_an_earlier_version_can_be_put_back(learner: BrowserContext, several: Site) -> None:
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


# Where nothing can be kept


def test_where_storage_is_refused_the_page_says_so_and_offers_the_file(
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


def test_a_full_device_is_said_and_the_text_stays(learner: BrowserContext, several: Site) -> None:
    """Chromium no longer lets a test set the quota, so the database refuses here as a full one does."""
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


def test_a_full_tab_is_said_and_keeps_what_it_had(browser: Browser, several: Site) -> None:
    """The tab's storage is a real one, and really full: browsers give it five million letters or so."""
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


def test_a_field_is_emptied_whose_answer_vanished_unseen(
    learner: BrowserContext, several: Site
) -> None:
    """As when somebody clears the site's data while the page is open."""
    page = opened(learner, several)
    area(page).fill("there for a while")
    wait_until_saved(page)
    page.evaluate("""async () => {
      for (const { name } of await indexedDB.databases()) {
        const base = await new Promise((done) => (indexedDB.open(name).onsuccess = (event) => done(event.target.result)));
        const work = base.transaction([...base.objectStoreNames], "readwrite");
        for (const store of base.objectStoreNames) work.objectStore(store).clear();
        await new Promise((done) => (work.oncomplete = done));
      }
    }""")
    area(page).fill("")
    expect(page.locator('form .saved[data-state="saving"]')).to_have_count(1)
    expect(page.locator('form .saved[data-state="saving"]')).to_have_count(0)


def test_an_answer_that_is_deleted_in_the_workbook_is_gone_from_other_tabs(
    learner: BrowserContext, several: Site
) -> None:
    """The workbook offers it for questions that its own copy of the module does not know; another tab's page may still ask them."""
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


def test_one_failure_does_not_end_keeping(learner: BrowserContext, several: Site) -> None:
    """Here even saying that it failed fails."""
    learner.add_init_script(FULL)
    page = opened(learner, several)
    page.evaluate("""() => {
      const said = carrel.words.not_saved_full;
      Object.defineProperty(carrel.words, "not_saved_full", { get() { if (window.full) throw new Error("none"); return said; } });
    }""")
    with page.expect_event("pageerror"):
        area(page).fill("first")
    page.evaluate("window.full = false")
    area(page).fill("first and second")
    wait_until_saved(page)
    page.reload()
    expect(area(page)).to_have_value("first and second")


def test_a_further_row_begins_with_the_same_row_of_the_earlier_table(
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


# All answers at once


def test_the_save_file_brings_answers_to_another_device(
    browser: Browser, learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    area(page).fill("to take along")
    wait_until_saved(page)
    with page.expect_download() as download:
        page.locator('.my-answers [data-do="saveFile"]').click()
    path = download.value.path()
    elsewhere = new_context(browser)
    other = opened(elsewhere, several)
    with other.expect_file_chooser() as chooser:
        other.locator('.my-answers [data-do="openFile"]').click()
    chooser.value.set_files(path)
    expect(other.locator("dialog")).to_contain_text("One answer came from the file")
    other.get_by_role("button", name="Close").click()
    expect(area(other)).to_have_value("to take along")
    elsewhere.close()


def test_of_two_answers_the_newer_stays_and_the_older_is_in_the_history(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    area(page).fill("what the file says")
    wait_until_saved(page)
    with page.expect_download() as download:
        page.locator('.my-answers [data-do="saveFile"]').click()
    area(page).fill("what the device says, later")
    wait_until_saved(page)
    with page.expect_file_chooser() as chooser:
        page.locator('.my-answers [data-do="openFile"]').click()
    chooser.value.set_files(download.value.path())
    page.get_by_role("button", name="Close").click()
    expect(area(page)).to_have_value("what the device says, later")
    page.locator("form .keep summary").first.click()
    page.locator('form [data-do="history"]').first.click()
    expect(page.locator("dialog .said").first).to_have_text("what the file says")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("broken.json", '{"carrel": "answers", "ans', "cannot be read"),
        ("other.json", '{"some": "thing"}', "not a save file"),
        (
            "newer.json",
            '{"carrel": "answers", "format": 9, "readable": 9, "answers": []}',
            "newer version",
        ),
        (
            "odd.json",
            '{"carrel": "answers", "format": 1, "answers": [{"key": 5}, {"key": "a/b/c", "value": {}}, null]}',
            "3 entries",
        ),
    ],
)
def test_a_file_that_is_none_is_refused_politely(
    learner: BrowserContext, several: Site, name: str, content: str, said: str
) -> None:
    page = opened(learner, several)
    with page.expect_file_chooser() as chooser:
        page.locator('.my-answers [data-do="openFile"]').click()
    chooser.value.set_files(
        {"name": name, "mimeType": "application/json", "buffer": content.encode()}
    )
    expect(page.locator("dialog")).to_contain_text(said)


def close_what_is_said(page: Page, words: str) -> None:
    """What was done is said once: after the next load there is no word of it."""
    expect(page.locator("dialog")).to_contain_text(words)
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def test_on_a_shared_computer_nothing_outlives_the_tab(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    area(page).fill("mine")
    wait_until_saved(page)
    page.get_by_role("button", name="Yes, it is shared").click()
    page.get_by_role("button", name=re.compile("^They are mine")).click()
    close_what_is_said(page, "kept in this tab only")
    expect(page.locator(SAVED).first).to_contain_text("until you close this tab")
    expect(area(page)).to_have_value("mine")
    area(page).fill("mine, and more")
    wait_until_saved(page)
    page.close(run_before_unload=False)
    other = opened(learner, several)
    other.wait_for_load_state("networkidle")
    expect(area(other)).to_have_value("")


def test_answers_that_do_not_fit_into_the_tab_stay_on_the_device(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    area(page).fill("large " * 1000)
    wait_until_saved(page)
    page.evaluate(FILL_TAB)
    page.evaluate(
        "sessionStorage.removeItem('other 1000000 0'); sessionStorage.setItem('other 1000000 0', 'x'.repeat(999_000))"
    )  # the flag fits
    page.locator('.my-answers [data-do="shared"]').click()
    page.get_by_role("button", name=re.compile("^They are mine")).click()
    close_what_is_said(page, "could not be moved")
    expect(page.locator('.my-answers [data-do="shared"]')).to_have_text("This is a shared computer")
    page.reload()
    expect(area(page)).to_have_value("large " * 1000)
    expect(page.locator(SAVED).first).to_contain_text("on this device")


def test_answers_that_are_in_the_tab_already_are_not_wiped_out_of_it(
    browser: Browser, several: Site
) -> None:
    context = new_context(browser)
    context.add_init_script(ONLY_TAB)
    page = opened(context, several)
    page.on("dialog", lambda dialog: dialog.accept())
    area(page).fill("for this tab")
    wait_until_saved(page)
    page.locator('.my-answers [data-do="shared"]').click()
    page.get_by_role("button", name=re.compile("^They are mine")).click()
    close_what_is_said(page, "kept in this tab only")
    expect(area(page)).to_have_value("for this tab")
    context.close()


def test_a_picture_that_cannot_be_read_does_not_stop_documents(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    one = {
        "key": "everything/pictures/any~picture",
        "kind": "image",
        "label": "",
        "value": "data:image/png;base64,AAAA",
        "at": "2026-01-01T00:00:00.000Z",
    }
    content = json.dumps({"carrel": "answers", "format": 1, "answers": [one]})
    with page.expect_file_chooser() as chooser:
        page.locator('.my-answers [data-do="openFile"]').click()
    chooser.value.set_files(
        {"name": "some.carrel.json", "mimeType": "application/json", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Close").click()
    page.locator("form .keep summary").first.click()
    with page.expect_download():
        page.locator('form [data-do="word"]').first.click()


def test_what_could_not_be_done_is_said(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    page.evaluate("() => { URL.createObjectURL = () => { throw new Error('no'); }; }")
    area(page).fill("mine")
    page.locator('.my-answers [data-do="saveFile"]').click()
    expect(page.get_by_role("dialog", name="Save to a file")).to_contain_text("did not work")


def test_end_and_wipe_takes_everything_out_of_the_tab(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    page.locator('.my-answers [data-do="shared"]').click()
    page.get_by_role("button", name="Keep nothing on this device").click()
    close_what_is_said(page, "kept in this tab only")
    end = page.locator(".my-answers").get_by_role("button", name="End and wipe")
    expect(end).to_be_visible()  # the button says by now what it does
    area(page).fill("secret")
    expect(page.locator(SAVED).first).to_contain_text("until you close this tab")
    end.click()
    page.get_by_role("button", name="Wipe now").click()
    close_what_is_said(page, "Nothing of your answers is left")
    expect(area(page)).to_have_value("")
    expect(page.locator('.my-answers [data-do="shared"]')).to_have_text("This is a shared computer")
    assert "secret" not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")


def test_delete_my_answers_really_deletes_here_and_in_other_tabs(
    learner: BrowserContext, several: Site
) -> None:
    page, other = opened(learner, several), opened(learner, several)
    area(page).fill("secret")
    expect(area(other)).to_have_value("secret")
    page.locator('.my-answers [data-do="delete"]').click()
    page.get_by_role("button", name="Delete", exact=True).click()
    close_what_is_said(page, "are deleted")
    expect(area(page)).to_have_value("")
    expect(area(other)).to_have_value("")
    left = page.evaluate("""async () => {
      const found = [JSON.stringify({...sessionStorage, ...localStorage})];
      for (const { name } of await indexedDB.databases()) {
        const base = await new Promise((done) => (indexedDB.open(name).onsuccess = (event) => done(event.target.result)));
        for (const store of base.objectStoreNames) {
          const request = base.transaction(store).objectStore(store).getAll();
          found.push(JSON.stringify(await new Promise((done) => (request.onsuccess = () => done(request.result)))));
        }
      }
      return found.join();
    }""")
    assert "secret" not in left
