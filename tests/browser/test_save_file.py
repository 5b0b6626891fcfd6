"""All answers: saved to a file, opened from one, saved in the tab only, deleted."""

import json
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .answers import ALL_STORED, FILL_TAB, ONLY_TAB, SAVED, area, opened, wait_until_saved
from .conftest import new_context
from .sites import Site

pytestmark = pytest.mark.browser


def test_the_save_file_moves_answers_to_another_device(
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


def test_when_a_file_is_opened_the_newer_answer_stays_with_the_older_in_its_history(
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
    ("name", "content", "message"),
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
            '{"carrel": "answers", "format": 1, "answers": '
            '[{"key": 5}, {"key": "a/b/c", "value": {}}, null]}',
            "3 entries",
        ),
    ],
)
def test_a_file_that_is_no_save_file_is_refused_with_a_reason(
    learner: BrowserContext, several: Site, name: str, content: str, message: str
) -> None:
    page = opened(learner, several)
    with page.expect_file_chooser() as chooser:
        page.locator('.my-answers [data-do="openFile"]').click()
    chooser.value.set_files(
        {"name": name, "mimeType": "application/json", "buffer": content.encode()}
    )
    expect(page.locator("dialog")).to_contain_text(message)


def close_message(page: Page, text: str) -> None:
    """Expects a message with this text, and closes it."""
    expect(page.locator("dialog")).to_contain_text(text)
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def test_on_a_shared_computer_answers_last_as_long_as_the_tab(
    learner: BrowserContext, several: Site
) -> None:
    page = opened(learner, several)
    area(page).fill("mine")
    wait_until_saved(page)
    page.get_by_role("button", name="Yes, it is shared").click()
    page.get_by_role("button", name=re.compile("^They are mine")).click()
    close_message(page, "kept in this tab only")
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
    # Room for the note that the computer is shared, but not for the answers.
    page.evaluate("""() => {
      sessionStorage.removeItem("other 1000000 0");
      sessionStorage.setItem("other 1000000 0", "x".repeat(999_000));
    }""")
    page.locator('.my-answers [data-do="shared"]').click()
    page.get_by_role("button", name=re.compile("^They are mine")).click()
    close_message(page, "could not be moved")
    expect(page.locator('.my-answers [data-do="shared"]')).to_have_text("This is a shared computer")
    page.reload()
    expect(area(page)).to_have_value("large " * 1000)
    expect(page.locator(SAVED).first).to_contain_text("on this device")


def test_answers_that_are_in_the_tab_already_are_not_deleted(
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
    close_message(page, "kept in this tab only")
    expect(area(page)).to_have_value("for this tab")
    context.close()


def test_documents_are_written_without_a_picture_that_cannot_be_read(
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


def test_an_action_that_fails_shows_a_message(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    page.evaluate("() => { URL.createObjectURL = () => { throw new Error('no'); }; }")
    area(page).fill("mine")
    page.locator('.my-answers [data-do="saveFile"]').click()
    expect(page.get_by_role("dialog", name="Save to a file")).to_contain_text("did not work")


def test_end_and_wipe_deletes_everything_in_the_tab(learner: BrowserContext, several: Site) -> None:
    page = opened(learner, several)
    page.locator('.my-answers [data-do="shared"]').click()
    page.get_by_role("button", name="Keep nothing on this device").click()
    close_message(page, "kept in this tab only")
    end = page.locator(".my-answers").get_by_role("button", name="End and wipe")
    expect(end).to_be_visible()  # the button has got its label by now
    area(page).fill("secret")
    expect(page.locator(SAVED).first).to_contain_text("until you close this tab")
    end.click()
    page.get_by_role("button", name="Wipe now").click()
    close_message(page, "Nothing of your answers is left")
    expect(area(page)).to_have_value("")
    expect(page.locator('.my-answers [data-do="shared"]')).to_have_text("This is a shared computer")
    assert "secret" not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")


def test_deleting_all_answers_deletes_them_here_and_in_other_tabs(
    learner: BrowserContext, several: Site
) -> None:
    page, other = opened(learner, several), opened(learner, several)
    area(page).fill("secret")
    expect(area(other)).to_have_value("secret")
    page.locator('.my-answers [data-do="delete"]').click()
    page.get_by_role("button", name="Delete", exact=True).click()
    close_message(page, "are deleted")
    expect(area(page)).to_have_value("")
    expect(area(other)).to_have_value("")
    assert "secret" not in page.evaluate(ALL_STORED)
