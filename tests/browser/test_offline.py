"""Times without a connection: what was visited, a module that was kept, an update meanwhile, and a site in a folder."""

import hashlib
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

import carrel.site
from carrel.build import Options, build
from carrel.issues import as_text
from carrel.site.look.scripts import join

from .conftest import TIMEOUT, new_context
from .faults import expect_none
from .server import Host
from .sites import SUB_PATH, Site, copy_shipped
from .test_accessibility import AXE, JUDGE, RULES

pytestmark = pytest.mark.browser

SCRIPTS = Path(carrel.site.__file__).parent / "assets/scripts"
OVERVIEW = "mentoring/"
FIRST = "mentoring/introduction/what-is-mentoring/"
SECOND = "mentoring/introduction/mentoring-and-connected-learning/"
PICTURE = "mentoring/media/what-makes-it-mentoring.webp"
FILM = "mentoring/media/what-makes-it-mentoring.mp4"
TITLES = {FIRST: "What is mentoring?", SECOND: "Mentoring and connected learning"}

# Whether a page is kept with its styles, its scripts, and all pictures that it shows.
WHOLE = """async (url) => {
  const page = await caches.match(url);
  if (!page) return false;
  const shown = new DOMParser().parseFromString(await page.text(), "text/html").querySelectorAll("img, script[src], link[rel=stylesheet]");
  const urls = [...shown].map((one) => new URL(one.getAttribute("src") ?? one.getAttribute("href"), url).href);
  const kept = await Promise.all(urls.filter((one) => !one.startsWith("data:")).map((one) => caches.match(one)));
  return kept.every(Boolean);
}"""

Hosting = Callable[..., Host]


@pytest.fixture
def hosting() -> Iterator[Hosting]:
    """Hosts a folder: `hosting(folder, "/some/place/")`."""
    hosts: list[Host] = []

    def host(folder: Path, prefix: str = "/") -> Host:
        hosts.append(Host(folder, prefix))
        return hosts[-1]

    yield host
    for one in hosts:
        for held in one.held.values():
            held.set()
        one.stop()


@pytest.fixture
def host(shipped: Site, hosting: Hosting) -> Host:
    """The toolkit that ships."""
    return hosting(shipped.folder)


@pytest.fixture
def own_context(browser: Browser) -> Iterator[BrowserContext]:
    """A context that nothing was stored in, with the service worker that these tests are about."""
    context = new_context(browser, service_workers="allow")
    yield context
    context.close()


@pytest.fixture
def page(own_context: BrowserContext) -> Page:
    """A page in a browser that knows nothing of any site."""
    return own_context.new_page()


def until(page: Page, check: str, asked: object = None) -> None:
    """Waits until `check`, an asynchronous function in JavaScript, says yes. (`wait_for_function` takes the promise for a yes.)"""
    loop = """async ([check, asked, patience]) => {
      const end = Date.now() + patience;
      while (!(await check(asked))) {
        if (Date.now() > end) throw new Error(`not within ${patience} ms: ${check}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }"""
    page.evaluate(f"([asked, patience]) => ({loop})([{check}, asked, patience])", [asked, TIMEOUT])


def visit(page: Page, url: str) -> None:
    """Opens a page, and waits until all of it is kept."""
    page.goto(url)
    until(page, WHOLE, url)


def expect_page(page: Page, title: str) -> None:
    """The page is there, as it should look, and its scripts run."""
    expect(page.locator("main h1")).to_have_text(title)
    expect(page.locator("header.top")).to_have_css("display", "flex")
    expect(page.locator("details.theme")).to_be_visible()
    pictures = page.locator("main img").all()
    for picture in pictures:
        picture.scroll_into_view_if_needed()
        page.wait_for_function(
            "image => image.complete && image.naturalWidth > 0", arg=picture.element_handle()
        )


def errors_of(page: Page) -> list[str]:
    """What the console will say, and what goes wrong."""
    said: list[str] = []
    page.on(
        "console",
        lambda message: (
            said.append(f"{message.text} ({message.location['url']})")
            if message.type in ("error", "warning")
            else None
        ),
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def cached(page: Page) -> dict[str, list[str]]:
    """Every cache of the host, and the addresses in it."""
    found: dict[str, list[str]] = page.evaluate("""async () => {
      const names = await caches.keys();
      const inside = async (name) => [name, (await (await caches.open(name)).keys()).map(({ url }) => url)];
      return Object.fromEntries(await Promise.all(names.map(inside)));
    }""")
    return found


def saved(page: Page) -> Locator:
    return page.locator(".saved[data-state=saved]").first


# What was visited


@pytest.mark.parametrize("prefix", ["/", SUB_PATH])
def test_visited_pages_open_without_a_connection(
    shipped: Site, hosting: Hosting, page: Page, prefix: str
) -> None:
    host = hosting(shipped.folder, prefix)
    visit(page, host.url + FIRST)
    visit(page, host.url + SECOND)
    host.stop()
    page.reload()
    expect_page(page, TITLES[SECOND])
    page.go_back()
    expect_page(page, TITLES[FIRST])
    page.goto(host.url + SECOND + "index.html?from=somewhere#main")
    expect_page(page, TITLES[SECOND])
    host.start()


def test_what_is_written_without_a_connection_is_there_after_it(host: Host, page: Page) -> None:
    visit(page, host.url + FIRST)
    visit(page, host.url + OVERVIEW)
    host.stop()
    page.reload()
    blank = page.locator("main textarea").first
    blank.fill("Written on the train.")
    expect(saved(page)).to_be_visible()
    page.goto(host.url + FIRST)
    page.go_back()
    expect(blank).to_have_value("Written on the train.")
    host.start()
    page.goto(host.url + OVERVIEW)
    expect(blank).to_have_value("Written on the train.")


def test_answers_can_be_saved_to_a_file_without_a_connection(host: Host, page: Page) -> None:
    visit(page, host.url + OVERVIEW)
    host.stop()
    page.locator("main textarea").first.fill("To take along.")
    expect(saved(page)).to_be_visible()
    with page.expect_download() as download:
        page.locator(".my-answers [data-do=saveFile]").click()
    assert "To take along." in Path(download.value.path()).read_text(encoding="utf-8")
    host.start()


@pytest.mark.parametrize("prefix", ["/", "/a$&b/"])
def test_in_place_of_a_page_that_is_not_kept_stands_what_is(
    shipped: Site, hosting: Hosting, page: Page, prefix: str
) -> None:
    host = hosting(shipped.folder, prefix)
    visit(page, host.url + FIRST)
    host.stop()
    page.goto(host.url + SECOND)
    expect_page(page, "This page is not on this device")
    listed = page.locator("[data-kept-pages]").get_by_role("link")
    expect(listed).to_have_count(1)
    expect(listed).to_contain_text(TITLES[FIRST])
    host.start()
    page.get_by_role("button", name="Try again").click()
    expect_page(page, TITLES[SECOND])
    host.stop()
    page.goto(host.url + "no/such/page/")
    listed.filter(has_text=TITLES[FIRST]).click()
    expect_page(page, TITLES[FIRST])
    host.start()


def test_an_address_without_its_last_slash_leads_to_the_page(host: Host, page: Page) -> None:
    visit(page, host.url + FIRST)
    host.stop()
    page.goto(host.url + FIRST.rstrip("/"))
    expect(page).to_have_url(host.url + FIRST)
    expect_page(page, TITLES[FIRST])
    host.start()


def test_a_thin_line_is_not_waited_for_longer_than_a_kept_page_is_worth(
    host: Host, page: Page
) -> None:
    visit(page, host.url + FIRST)
    host.held[FIRST] = hold = threading.Event()
    page.goto(host.url + FIRST)
    expect_page(page, TITLES[FIRST])
    assert not hold.is_set()


def test_neither_errors_nor_a_login_of_the_network_take_the_place_of_a_page(
    host: Host, page: Page
) -> None:
    visit(page, host.url + FIRST)
    page.goto(host.url + "no/such/page/")
    expect(page.locator("main h1")).to_have_text("This page is not here")
    host.wrong[FIRST] = (
        b"<!doctype html><html lang=en><title>Welcome</title><h1>Please log in to the guests' network</h1>"
    )
    page.goto(host.url + FIRST)
    expect(page.locator("h1")).to_contain_text("Please log in")
    host.wrong[FIRST] = b""
    page.goto(host.url + FIRST)
    expect_page(page, TITLES[FIRST])
    kept = [url for urls in cached(page).values() for url in urls]
    assert host.url + FIRST in kept
    assert host.url + "no/such/page/" not in kept


def test_what_the_worker_has_is_not_fetched_again(host: Host, page: Page) -> None:
    visit(page, host.url + OVERVIEW)
    host.asked.clear()
    visit(page, host.url + FIRST)
    page.reload()
    twice = {path for path in host.asked if host.asked.count(path) > 1}
    assert twice <= {FIRST, "sw.js", PICTURE}, (
        "pages and pictures are asked for again, to be up to date"
    )
    assert not [path for path in host.asked if path.startswith("assets/")]


def test_the_end_on_a_shared_computer_forgets_what_was_visited(host: Host, page: Page) -> None:
    visit(page, host.url + FIRST)
    visit(page, host.url + OVERVIEW)
    page.locator(".my-answers [data-do=shared]").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Keep nothing on this device").click()
    page.get_by_role("button", name="Close").click()
    page.locator(".my-answers [data-do=shared]").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Wipe now").click()
    until(page, "async (url) => !(await caches.match(url))", host.url + FIRST)


def test_a_browser_without_workers_reads_the_site_as_ever(host: Host, page: Page) -> None:
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    said = errors_of(page)
    page.goto(host.url + OVERVIEW)
    expect_page(page, "Mentoring")
    expect(page.locator(".keep-module")).to_be_hidden()
    page.locator("main textarea").first.fill("Written all the same.")
    expect(saved(page)).to_be_visible()
    expect_none(said)


def test_only_what_was_visited_last_stays_when_there_is_too_much(page: Page) -> None:
    page.evaluate(join(SCRIPTS, "offline/worker-room.js"))
    things = [
        {"url": "old", "at": "1", "size": 10, "needs": ["picture", "shared"]},
        {"url": "new", "at": "3", "size": 10, "needs": ["shared"]},
        {"url": "middle", "at": "2", "size": 10, "needs": []},
        {"url": "picture", "at": "1", "size": 50, "needs": None},
        {"url": "shared", "at": "1", "size": 30, "needs": None},
        {"url": "unused", "at": "9", "size": 1, "needs": None},
    ]
    forget = "([things, limits]) => carrel.modules['worker-room'].urlsToDelete(things, limits)"
    assert page.evaluate(forget, [things, {"pages": 9, "bytes": 1000}]) == ["unused"]
    assert page.evaluate(forget, [things, {"pages": 2, "bytes": 1000}]) == [
        "old",
        "picture",
        "unused",
    ]
    assert page.evaluate(forget, [things, {"pages": 9, "bytes": 50}]) == [
        "old",
        "picture",
        "unused",
    ]
    assert page.evaluate(forget, [things, {"pages": 9, "bytes": 45}]) == [
        "old",
        "middle",
        "picture",
        "unused",
    ]


# Search, and the word that the line is down


def test_search_says_that_it_needs_a_connection(host: Host, page: Page) -> None:
    visit(page, host.url + "search/")
    visit(page, host.url + FIRST)
    host.stop()
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("mentor")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(
        "Search needs a connection"
    )
    host.start()
    page.get_by_role("searchbox").fill("mentors")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("found")


def test_a_line_that_goes_down_is_said_once_and_the_word_goes_when_it_is_back(
    host: Host, page: Page, own_context: BrowserContext
) -> None:
    visit(page, host.url + FIRST)
    visit(page, host.url + SECOND)
    note = page.locator(".offline-note")
    expect(note).to_have_count(0)
    own_context.set_offline(True)
    expect(note).to_contain_text("You are offline.")
    expect(note).to_have_role("status")
    page.go_back()
    expect_page(page, TITLES[FIRST])
    expect(note).to_have_count(0)
    own_context.set_offline(False)
    own_context.set_offline(True)
    expect(note).to_be_visible()
    own_context.set_offline(False)
    expect(note).to_have_count(0)


# Updates


@dataclass
class Toolkit:
    """The toolkit that ships, to be changed and published again into the same folder."""

    root: Path
    out: Path

    def restyle(self) -> None:
        (self.root / "theme").mkdir()
        (self.root / "theme/own.css").write_text(
            "main { outline: 3px dotted red; }\n", encoding="utf-8"
        )

    def retitle(self) -> None:
        page = self.root / "mentoring/1-introduction/1-what-is-mentoring.md"
        page.write_text(
            page.read_text(encoding="utf-8").replace(f"title: {TITLES[FIRST]}", f"title: {NEW}", 1),
            encoding="utf-8",
        )

    def publish(self) -> None:
        report = build(self.root, Options(out=self.out, search=False))
        assert report.published, as_text(report.issues)


NEW = "What is mentoring now?"


@pytest.fixture
def edited(tmp_path: Path) -> Toolkit:
    copy_shipped(tmp_path / "toolkit")
    toolkit = Toolkit(tmp_path / "toolkit", tmp_path / "site")
    toolkit.publish()
    return toolkit


def test_an_update_leaves_an_open_page_as_it_is_and_the_next_page_is_new(
    edited: Toolkit, hosting: Hosting, page: Page
) -> None:
    host = hosting(edited.out)
    visit(page, host.url + SECOND)
    visit(page, host.url + OVERVIEW)
    blank = page.locator("main textarea").first
    blank.press_sequentially("Half a sen")
    page.evaluate("window.sameDocument = true")
    edited.restyle()
    edited.retitle()
    edited.publish()
    other = page.context.new_page()
    visit(other, host.url + FIRST)  # brings the new worker
    expect_page(other, NEW)
    expect(other.locator("main")).to_have_css("outline-style", "dotted")
    until(
        other,
        "async () => (await caches.keys()).filter((name) => name.includes(' build ')).length === 2",
    )
    blank.press_sequentially("tence.")
    expect(blank).to_have_value("Half a sentence.")
    assert page.evaluate("window.sameDocument")
    expect(page.locator("main")).not_to_have_css("outline-style", "dotted")
    with page.expect_download():  # a part of the old build, which the host has no more
        page.locator(".my-answers [data-do=saveFile]").click()
    host.stop()
    page.goto(host.url + SECOND)  # kept from the old build, with the old styles
    expect_page(page, TITLES[SECOND])
    expect(page.locator("main")).not_to_have_css("outline-style", "dotted")
    page.goto(host.url + FIRST)
    expect_page(page, NEW)
    host.start()
    page.goto(host.url + OVERVIEW)
    expect(page.locator("main")).to_have_css("outline-style", "dotted")
    expect(blank).to_have_value("Half a sentence.")


def test_a_new_worker_takes_over_when_no_page_is_open(
    edited: Toolkit, hosting: Hosting, own_context: BrowserContext
) -> None:
    host = hosting(edited.out)
    visit(own_context.new_page(), host.url + FIRST)
    edited.restyle()
    edited.publish()
    page = own_context.pages[0]
    visit(page, host.url + FIRST)
    until(
        page,
        "async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state === 'installed'",
    )
    page.close()
    host.stop()
    page = own_context.new_page()
    page.goto(host.url + "no/such/page/")
    until(page, "async () => !(await navigator.serviceWorker.getRegistration()).waiting")
    page.reload()
    expect_page(page, "This page is not on this device")
    expect(page.locator("main")).to_have_css("outline-style", "dotted")
    host.start()


def test_an_edit_of_a_page_changes_no_byte_of_the_worker(edited: Toolkit) -> None:
    before = (edited.out / "sw.js").read_bytes()
    edited.retitle()
    edited.publish()
    assert (edited.out / "sw.js").read_bytes() == before


def test_a_preview_where_a_site_was_takes_its_worker_away(
    shipped: Site, hosting: Hosting, tmp_path: Path, page: Page
) -> None:
    host = hosting(shipped.folder)
    visit(page, host.url + FIRST)
    copy_shipped(tmp_path / "toolkit")
    build(tmp_path / "toolkit", Options(out=tmp_path / "preview", preview=True))
    host.stop()
    host.folder = tmp_path / "preview"
    host.start()
    page.goto(host.url + OVERVIEW)
    until(
        page,
        "async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length === 0",
    )
    expect(page.locator(".keep-module")).to_have_count(0)


# A whole module


def panel(page: Page) -> Locator:
    return page.locator(".keep-module")


def press(page: Page, name: str) -> None:
    panel(page).get_by_role("button", name=name, exact=True).click()


def keep_module(page: Page, host: Host, films: bool = False) -> None:
    """From the overview: asks, starts, and waits until it is done."""
    page.goto(host.url + OVERVIEW)
    press(page, "Keep this module for offline")
    if films:
        page.get_by_label("With films and sound").check()
    press(page, "Keep it on this device")
    expect(panel(page).get_by_role("status")).to_contain_text("Kept on this device since")


def test_a_module_that_is_kept_opens_page_by_page_with_its_film(
    shipped: Site, host: Host, page: Page
) -> None:
    said = errors_of(page)
    page.goto(host.url + OVERVIEW)
    press(page, "Keep this module for offline")
    expect(panel(page).get_by_role("status")).to_have_text(
        re.compile(r"^About [\d.]+ [kM]B, \d+ pages\.$")
    )
    expect(panel(page)).to_contain_text(re.compile(r"With films and sound, \d+ kB more"))
    keep_module(page, host, films=True)
    assert not [path for path in host.asked if path.startswith("pagefind/")]
    host.stop()
    for address in [one for one in shipped.pages if one.startswith(OVERVIEW)]:
        page.goto(host.url + address)
        expect_page(page, page.locator("main h1").inner_text())
        assert "not on this device" not in page.title()
    page.goto(host.url)
    expect(page).to_have_url(host.url + OVERVIEW)
    page.goto(host.url + FIRST)
    play(page)
    expect_none(said)
    host.start()


def play(page: Page) -> None:
    """Plays the film from somewhere in the middle, which needs a part of it."""
    answers: list[int] = []
    page.on(
        "response",
        lambda answer: answers.append(answer.status) if answer.url.endswith(".mp4") else None,
    )
    film = page.locator("video.film")
    film.evaluate("film => { film.muted = true; return film.play(); }")
    film.evaluate("film => { film.currentTime = film.duration / 2; }")
    page.wait_for_function(
        "film => film.currentTime > film.duration / 2 && !film.error", arg=film.element_handle()
    )
    assert set(answers) == {206}


def test_a_part_of_a_film_is_the_part_that_was_asked_for(
    shipped: Site, host: Host, page: Page
) -> None:
    keep_module(page, host, films=True)
    host.stop()
    whole = (shipped.folder / FILM).read_bytes()
    ask = """async ([url, range]) => {
      const answer = await fetch(url, { headers: { range } });
      const digest = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
      const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
      return [answer.status, answer.headers.get("content-range"), hex.join("")];
    }"""
    size = len(whole)
    for asked, start, end in (
        ("bytes=0-", 0, size),
        ("bytes=10-19", 10, 20),
        ("bytes=-7", size - 7, size),
        (f"bytes=5-{size * 2}", 5, size),
    ):
        assert page.evaluate(ask, [host.url + FILM, asked]) == [
            206,
            f"bytes {start}-{end - 1}/{size}",
            hashlib.sha256(whole[start:end]).hexdigest(),
        ]
    assert page.evaluate(ask, [host.url + FILM, f"bytes={size}-"])[:2] == [416, f"bytes */{size}"]
    host.start()


def test_keeping_can_be_stopped_and_goes_on_where_it_was(host: Host, page: Page) -> None:
    host.held["mentoring/print/"] = threading.Event()
    page.goto(host.url + OVERVIEW)
    press(page, "Keep this module for offline")
    press(page, "Keep it on this device")
    expect(panel(page).get_by_role("status")).to_contain_text("is being kept on this device")
    until(page, "async (url) => Boolean(await caches.match(url))", host.url + SECOND)
    expect(panel(page).get_by_role("button", name="Stop")).to_be_focused()
    press(page, "Stop")
    expect(panel(page).get_by_role("status")).to_have_text("Stopped. What is here stays.")
    host.held.pop("mentoring/print/").set()
    page.reload()
    expect(panel(page).get_by_role("status")).to_have_text(
        "A part of this module is on this device."
    )
    host.asked.clear()
    press(page, "Go on")
    press(page, "Keep it on this device")
    expect(panel(page).get_by_role("status")).to_contain_text("Kept on this device since")
    assert "mentoring/print/" in host.asked
    assert SECOND not in host.asked


def test_a_file_that_does_not_come_is_said_and_asked_for_again(host: Host, page: Page) -> None:
    host.wrong["mentoring/glossary/"] = b""
    page.goto(host.url + OVERVIEW)
    press(page, "Keep this module for offline")
    press(page, "Keep it on this device")
    expect(panel(page).get_by_role("status")).to_contain_text("One file did not come.")
    del host.wrong["mentoring/glossary/"]
    press(page, "Go on")
    press(page, "Keep it on this device")
    expect(panel(page).get_by_role("status")).to_contain_text("Kept on this device since")


FULL = """() => {
  const put = Cache.prototype.put;
  let count = 0;
  Cache.prototype.put = function (...what) {
    count += 1;
    return count > 5 ? Promise.reject(new DOMException("full", "QuotaExceededError")) : put.apply(this, what);
  };
}"""


def test_a_device_that_is_full_is_said_to_be(host: Host, page: Page) -> None:
    said = errors_of(page)
    page.goto(host.url + OVERVIEW)
    page.evaluate(FULL)
    press(page, "Keep this module for offline")
    press(page, "Keep it on this device")
    expect(panel(page).get_by_role("status")).to_have_text(
        "There is no room left on this device. What is here stays."
    )
    press(page, "Remove")
    expect(panel(page).get_by_role("button", name="Keep this module for offline")).to_be_visible()
    expect_none(said)


def test_without_a_connection_there_is_nothing_to_keep(host: Host, page: Page) -> None:
    visit(page, host.url + OVERVIEW)
    host.stop()
    press(page, "Keep this module for offline")
    expect(panel(page).get_by_role("status")).to_contain_text("The host does not answer.")
    expect(panel(page).get_by_role("button", name="Keep this module for offline")).to_be_visible()
    host.start()


def test_a_kept_module_is_updated_by_what_has_changed_and_removed_altogether(
    edited: Toolkit, hosting: Hosting, page: Page
) -> None:
    host = hosting(edited.out)
    keep_module(page, host, films=True)
    edited.retitle()
    edited.publish()
    page.goto(host.url + OVERVIEW)
    expect(panel(page).get_by_role("status")).to_contain_text("Kept on this device since")
    host.asked.clear()
    press(page, "Update")
    expect(panel(page).get_by_role("status")).to_contain_text("is being kept on this device")
    expect(panel(page).get_by_role("status")).to_contain_text("Kept on this device since")
    assert FIRST in host.asked
    assert FILM not in host.asked
    host.stop()
    page.goto(host.url + FIRST)
    expect_page(page, NEW)
    page.goto(host.url + OVERVIEW)
    press(page, "Remove")
    expect(panel(page).get_by_role("status")).to_have_text(
        "The module is no longer kept on this device."
    )
    assert not [name for name in cached(page) if " module " in name]
    page.goto(host.url + SECOND)
    expect_page(page, "This page is not on this device")
    host.start()


def test_axe_finds_nothing_wrong_while_a_module_is_kept(host: Host, page: Page) -> None:
    host.held["mentoring/print/"] = threading.Event()
    page.goto(host.url + OVERVIEW)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    press(page, "Keep this module for offline")
    expect(page.get_by_label("With films and sound")).to_be_visible()
    faults = judged(page)
    press(page, "Keep it on this device")
    expect(panel(page).get_by_role("progressbar")).to_be_visible()
    faults += judged(page)
    host.held["mentoring/print/"].set()
    expect(panel(page).get_by_role("button", name="Remove")).to_be_visible()
    expect_none(faults + judged(page))


def judged(page: Page) -> list[str]:
    return [fault for rules in RULES.values() for fault in page.evaluate(JUDGE, ["main", rules])]


# Two sites on one host


def test_two_sites_on_one_host_do_not_meet(
    shipped: Site, several: Site, tmp_path: Path, hosting: Hosting, page: Page
) -> None:
    shutil.copytree(shipped.folder, tmp_path / "both")
    shutil.copytree(several.folder, tmp_path / "both/other")
    host = hosting(tmp_path / "both")
    visit(page, host.url + FIRST)
    page.goto(host.url + "other/short/")  # the outer site's worker answers, and keeps nothing of it
    until(page, WHOLE, host.url + "other/short/")
    keep_module(page, host)
    caches = cached(page)
    assert {name.split()[1] for name in caches} == {"/", "/other/"}
    outer = [url for name, urls in caches.items() if name.startswith("carrel / ") for url in urls]
    assert not [url for url in outer if "/other/" in url and url.endswith("/")]
    host.stop()
    page.goto(host.url + "other/short/")
    expect_page(page, "Short")
    page.goto(host.url + "other/everything/")
    expect(page.locator("[data-kept-pages]")).not_to_contain_text("Mentoring")
    expect(page.locator("[data-kept-pages]")).to_contain_text("Short")
    page.goto(host.url + OVERVIEW)
    press(page, "Remove")
    page.goto(host.url + "other/short/")
    expect_page(page, "Short")
    host.start()


# From a folder


def test_a_site_in_a_folder_is_walked_through_and_written_in(
    shipped: Site, tmp_path: Path, page: Page
) -> None:
    shutil.copytree(shipped.folder, tmp_path / "a site on a stick")
    root = (tmp_path / "a site on a stick").as_uri() + "/"
    said = errors_of(page)
    page.goto(root + "index.html")
    expect(page).to_have_url(root + OVERVIEW + "index.html")
    expect_page(page, "Mentoring")
    expect(panel(page)).to_be_hidden()
    page.locator(".begin a").click()
    expect(page).to_have_url(root + "mentoring/introduction/index.html")
    page.locator("[rel=next]").click()
    expect_page(page, TITLES[FIRST])
    page.locator("details.sections > summary").click()
    page.get_by_role("navigation", name="Sections").get_by_role("link").first.press("Enter")
    expect(page).to_have_url(root + OVERVIEW + "index.html")
    blank = page.locator("main textarea").first
    blank.fill("Written from a stick.")
    expect(saved(page)).to_be_visible()
    expect(page.locator(".notice:not([hidden])").first).to_contain_text(
        "This site was opened from a folder."
    )
    with page.expect_download():
        page.locator(".my-answers [data-do=saveFile]").click()
    page.reload()
    expect(blank).to_have_value("Written from a stick.")
    page.locator("a.search-open").click()
    expect(page).to_have_url(root + "search/index.html")
    expect(page.locator("#search-panel")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.locator("main").get_by_role("link", name=TITLES[FIRST]).click()
    expect_page(page, TITLES[FIRST])
    expect_none(said)


def test_a_folder_where_nothing_may_be_kept_says_so(shipped: Site, browser: Browser) -> None:
    context = new_context(browser, service_workers="allow")
    context.add_init_script(
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page = context.new_page()
    page.goto((shipped.folder / OVERVIEW / "index.html").as_uri())
    page.locator("main textarea").first.fill("Gone with the tab.")
    expect(saved(page)).to_have_text("Kept until you close this tab")
    expect(page.locator(".notice:not([hidden])").first).to_contain_text(
        "Save them to a file before you go."
    )
    context.close()
