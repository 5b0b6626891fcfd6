"""What may happen to a learner who writes, step by step."""

import time

from playwright.sync_api import Page

from .answers import BLOCKED
from .losses_learner import FIELDS, READY, Learner, Step


def _type(learner: Learner, page: Page) -> Page:
    learner.write(page)
    return page


def _keys(learner: Learner, page: Page) -> Page:
    """Types key by key, as fast as the machine can."""
    name = learner.chance.choice(FIELDS)
    area = page.locator("textarea[data-field]").nth(FIELDS.index(name))
    before = area.input_value()
    keys = f" {learner.chance.random():.4f}"
    learner.typed[name] += [before + keys[:length] for length in range(1, len(keys) + 1)]
    area.press("Control+End")
    area.press_sequentially(keys)
    return page


def _wait(learner: Learner, page: Page) -> Page:
    page.wait_for_timeout(learner.chance.randint(0, 400))
    return page


def _reload(learner: Learner, page: Page) -> Page:
    page.reload()
    return page


def _close_quickly(learner: Learner, page: Page) -> Page:
    """Closes the tab within 50 ms of the last key."""
    learner.write(page)
    time.sleep(learner.chance.random() * 0.05)
    page.close()
    return learner.open()


def _leave_and_return(learner: Learner, page: Page) -> Page:
    learner.write(page)
    page.goto(f"{learner.host.address}{learner.place}/404.html")
    page.go_back()
    return page


def _kill(learner: Learner, page: Page) -> Page:
    learner.take_reports()
    learner.write(page)
    if learner.chance.random() < 0.5:
        page.wait_for_timeout(learner.chance.randint(0, 300))
    learner.device.kill()
    return learner.open()


def _offline(learner: Learner, page: Page) -> Page:
    learner.device.context.set_offline(True)
    learner.write(page)
    page.wait_for_timeout(learner.chance.randint(0, 300))
    learner.device.context.set_offline(False)
    return page


def _update(learner: Learner, page: Page) -> Page:
    """Updates the site while the page is open: a question gets another text and another id."""
    learner.host.updated.add(learner.place)
    return _type(learner, page)


def _second_tab(learner: Learner, page: Page) -> Page:
    other = learner.open()
    for tab in learner.chance.sample((page, other, page), 2):
        learner.write(tab)
        if learner.chance.random() < 0.5:
            tab.wait_for_timeout(learner.chance.randint(0, 250))
    if learner.chance.random() < 0.5:
        page, other = other, page
    other.close()
    return page


def _save_file(learner: Learner, page: Page) -> Page:
    page.wait_for_function(READY)
    learner.take_reports()
    button = page.locator('.my-answers [data-do="saveFile"]')
    if any(learner.reported.values()):
        with page.expect_download() as download:
            button.press("Enter")  # not by mouse: the page moves when a notice disappears
        learner.file = download.value.path().read_bytes()
    return page


def _restore(learner: Learner, page: Page) -> Page:
    if learner.file is None:
        return _save_file(learner, page)
    with page.expect_file_chooser() as chooser:
        page.locator('.my-answers [data-do="openFile"]').click()
    chooser.value.set_files(
        {"name": "answers.json", "mimeType": "application/json", "buffer": learner.file}
    )
    page.locator("dialog button").last.click()
    return page


def _full(learner: Learner, page: Page) -> Page:
    """Fills the device for a while."""
    page.evaluate("window.full = true")
    learner.write(page)
    page.wait_for_function("""() => document.querySelector(".saved").dataset.state === "failed" """)
    page.evaluate("window.full = false")
    if learner.chance.random() < 0.5:
        learner.write(page)
    return page


def _blocked(learner: Learner, page: Page) -> Page:
    """Expects that a tab without storage does not show that anything is saved."""
    tab = learner.device.context.new_page()
    tab.add_init_script(BLOCKED)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.goto(f"{learner.host.address}{learner.place}/losses/")
    tab.locator("textarea[data-field]").first.fill("not to be kept")
    tab.wait_for_function("""() => document.querySelector(".saved").dataset.state === "saved" """)
    text = tab.locator(".saved").first.text_content() or ""
    if "Not kept" not in text:
        learner.faults.append(f"storage is forbidden, and the page shows {text!r}")
    tab.close()
    return page


STEPS: dict[str, tuple[int, Step]] = {
    "type": (6, _type),
    "keys": (3, _keys),
    "wait": (3, _wait),
    "reload": (3, _reload),
    "close quickly": (3, _close_quickly),
    "leave and return": (2, _leave_and_return),
    "kill": (1, _kill),
    "offline": (2, _offline),
    "update": (1, _update),
    "two tabs": (2, _second_tab),
    "save file": (1, _save_file),
    "restore": (2, _restore),
    "full": (2, _full),
    "blocked": (1, _blocked),
}
"""The steps by name, each with its weight: how often it is chosen."""
