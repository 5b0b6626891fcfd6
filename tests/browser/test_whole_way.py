"""An answer is written, found again, exported to Word, changed there, and read back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FileChooser, Locator, Page, Playwright, expect

from . import chromium
from .offline import until, visit
from .papers import along, changed, in_text, schema_faults, shown
from .server import Host
from .sites import SUB_PATH, Site

pytestmark = pytest.mark.browser

OVERVIEW, SECOND, WORKBOOK = (
    "mentoring/",
    "mentoring/introduction/what-is-mentoring/",
    "mentoring/workbook/",
)
KNOW = "mentoring/kwl/know"
WORDS = "Two teens teach chess on Saturdays. Nobody calls it mentoring."
IN_WORD = "Three teens teach chess on Saturdays."
IS_KEPT = "async (url) => Boolean(await caches.match(url))"


class Device:
    """A browser with a memory of its own, which can be closed and opened again."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self.playwright, self.folder = playwright, folder
        self.context = self._started()

    def _started(self) -> BrowserContext:
        return self.playwright.chromium.launch_persistent_context(
            str(self.folder),
            executable_path=chromium.find(),
            args=list(chromium.ARGUMENTS),
            accept_downloads=True,
        )

    def open_again(self) -> Page:
        """The browser was closed, and is open again."""
        self.context.close()
        self.context = self._started()
        return self.context.new_page()


@pytest.fixture
def devices(playwright: Playwright, tmp_path: Path) -> Iterator[list[Device]]:
    """A learner's own device, and another."""
    made = [Device(playwright, tmp_path / name) for name in ("own", "other")]
    yield made
    for device in made:
        device.context.close()


@pytest.fixture
def host(request: pytest.FixtureRequest, shipped: Site) -> Iterator[Host]:
    """The toolkit that ships, at the root of a host or in a folder of one."""
    host = Host(shipped.folder, request.param)
    yield host
    host.stop()


def know(page: Page) -> Locator:
    """The first column of the KWL."""
    return page.locator(f'form [data-field="{KNOW}"]').first


def sheet(page: Page) -> Locator:
    """The KWL."""
    return page.locator('form[data-worksheet="mentoring/kwl"]').first


def write(page: Page, words: str) -> None:
    """Writes into the KWL, until it is kept."""
    know(page).fill(words)
    expect(sheet(page).locator(".saved")).to_have_attribute("data-state", "saved")


def mark_done(page: Page) -> None:
    """Says that the page is done, until the page says so."""
    page.locator("[data-mark-done]").click()
    expect(page.locator("[data-mark-done]")).to_have_attribute("aria-pressed", "true")


def as_word(page: Page) -> bytes:
    """The KWL as a Word document."""
    with page.expect_download() as download:
        sheet(page).locator('[data-do="word"]').click()
    return Path(download.value.path()).read_bytes()


def open_word(page: Page, file: bytes) -> None:
    """Opens a Word document in the page, and takes over what it would change."""
    sheet(page).locator(".keep summary").click()
    with page.expect_file_chooser() as chooser:
        sheet(page).locator('[data-do="openWord"]').click()
    give(chooser.value, "kwl.docx", file)
    page.locator("dialog .button-main").click()


def give(chooser: FileChooser, name: str, data: bytes) -> None:
    """What the learner chooses."""
    chooser.set_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})


def through_word(page: Page, folder: Path) -> None:
    """Takes the KWL to LibreOffice, writes something else into it there, and brings it back."""
    made = as_word(page)
    (folder / "kwl.docx").write_bytes(made)
    assert schema_faults([folder / "kwl.docx"]) == {}
    opened = along("office", folder / "office", {"kwl": made})["kwl"]
    assert WORDS in shown(opened)
    open_word(page, changed(opened, in_text((WORDS, IN_WORD))))
    expect(know(page)).to_have_value(IN_WORD)
    expect(sheet(page).locator(".saved")).to_have_attribute("data-state", "saved")


def expect_in_the_workbook(page: Page, host: Host, words: str) -> None:
    """The workbook shows the answer, and the ring that something is done."""
    page.goto(host.url + WORKBOOK)
    expect(know(page)).to_have_value(words)
    expect(page.locator(".ring .hidden")).not_to_have_text("0% done")


@pytest.mark.parametrize(
    "host", ["/", pytest.param(SUB_PATH, marks=pytest.mark.long)], indirect=True
)
def test_an_answer_goes_to_word_and_comes_back(
    host: Host, devices: list[Device], tmp_path: Path
) -> None:
    page = devices[0].context.new_page()
    page.goto(host.url + OVERVIEW)
    write(page, WORDS)
    mark_done(page)
    page = devices[0].open_again()
    page.goto(host.url + OVERVIEW)
    expect(know(page)).to_have_value(WORDS)
    expect(page.locator("nav.side a[aria-current]")).to_have_attribute("data-state", "done")
    expect_in_the_workbook(page, host, WORDS)
    page.goto(host.url + OVERVIEW)
    through_word(page, tmp_path)
    expect_in_the_workbook(page, host, IN_WORD)


@pytest.mark.parametrize(
    "host", [pytest.param("/", marks=pytest.mark.long), SUB_PATH], indirect=True
)
def test_so_it_does_with_the_network_off_and_it_goes_on_on_another_device(
    host: Host, devices: list[Device], tmp_path: Path
) -> None:
    page = devices[0].context.new_page()
    visit(page, host.url + OVERVIEW)
    write(page, "A guess.")
    mark_done(page)
    visit(page, host.url + SECOND)
    until(page, IS_KEPT, host.url + WORKBOOK)
    host.stop()
    page.goto(host.url + OVERVIEW)
    write(page, WORDS)
    page = devices[0].open_again()
    page.goto(host.url + OVERVIEW)
    expect(know(page)).to_have_value(WORDS)
    through_word(page, tmp_path)
    expect_in_the_workbook(page, host, IN_WORD)
    with page.expect_download() as download:
        page.locator('[data-do="saveFile"]:visible').first.click()
    host.start()
    other = devices[1].context.new_page()
    other.goto(host.url + SECOND)
    with other.expect_file_chooser() as chooser:
        other.locator('.my-answers [data-do="openFile"]').click()
    give(chooser.value, "answers.json", Path(download.value.path()).read_bytes())
    expect(other.locator("dialog")).to_be_visible()
    expect_in_the_workbook(other, host, IN_WORD)
