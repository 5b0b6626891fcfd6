"""Modules that are downloaded whole, for use without a connection."""

import hashlib
import re
import threading

import pytest
from playwright.sync_api import Page, expect

from .faults import expect_none
from .offline import (
    FILM,
    FIRST,
    NEW,
    OVERVIEW,
    SECOND,
    Hosting,
    Toolkit,
    cached,
    download_module,
    errors_of,
    expect_page,
    panel,
    press,
    until,
    visit,
)
from .server import Host
from .sites import Site
from .test_accessibility import AXE, JUDGE, RULES

pytestmark = pytest.mark.browser


def test_all_pages_of_a_downloaded_module_open_and_its_video_plays(
    shipped: Site, host: Host, page: Page
) -> None:
    errors = errors_of(page)
    page.goto(host.url + OVERVIEW)
    press(page, "Keep this module for offline")
    expect(panel(page).get_by_role("status")).to_have_text(
        re.compile(r"^About [\d.]+ [kM]B, \d+ pages\.$")
    )
    expect(panel(page)).to_contain_text(re.compile(r"With films and sound, \d+ kB more"))
    download_module(page, host, videos=True)
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
    expect_none(errors)
    host.start()


def play(page: Page) -> None:
    """Plays the video from its middle, for which the browser requests a part of it."""
    statuses: list[int] = []
    page.on(
        "response",
        lambda answer: statuses.append(answer.status) if answer.url.endswith(".mp4") else None,
    )
    video = page.locator("video.film")
    video.evaluate("video => { video.muted = true; return video.play(); }")
    video.evaluate("video => { video.currentTime = video.duration / 2; }")
    page.wait_for_function(
        "video => video.currentTime > video.duration / 2 && !video.error",
        arg=video.element_handle(),
    )
    assert set(statuses) == {206}


def test_a_requested_part_of_a_video_is_that_part(shipped: Site, host: Host, page: Page) -> None:
    download_module(page, host, videos=True)
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


def test_a_download_can_be_stopped_and_continued(host: Host, page: Page) -> None:
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


def test_a_file_that_fails_is_reported_and_fetched_again(host: Host, page: Page) -> None:
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
    const full = new DOMException("full", "QuotaExceededError");
    return count > 5 ? Promise.reject(full) : put.apply(this, what);
  };
}"""


def test_a_full_device_is_reported(host: Host, page: Page) -> None:
    errors = errors_of(page)
    page.goto(host.url + OVERVIEW)
    page.evaluate(FULL)
    press(page, "Keep this module for offline")
    press(page, "Keep it on this device")
    expect(panel(page).get_by_role("status")).to_have_text(
        "There is no room left on this device. What is here stays."
    )
    press(page, "Remove")
    expect(panel(page).get_by_role("button", name="Keep this module for offline")).to_be_visible()
    expect_none(errors)


def test_without_a_connection_a_download_is_refused(host: Host, page: Page) -> None:
    visit(page, host.url + OVERVIEW)
    host.stop()
    press(page, "Keep this module for offline")
    expect(panel(page).get_by_role("status")).to_contain_text("The host does not answer.")
    expect(panel(page).get_by_role("button", name="Keep this module for offline")).to_be_visible()
    host.start()


def test_a_download_is_updated_with_what_has_changed_and_removed_completely(
    edited: Toolkit, hosting: Hosting, page: Page
) -> None:
    host = hosting(edited.out)
    download_module(page, host, videos=True)
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


def test_axe_finds_nothing_wrong_during_a_download(host: Host, page: Page) -> None:
    host.held["mentoring/print/"] = threading.Event()
    page.goto(host.url + OVERVIEW)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    press(page, "Keep this module for offline")
    expect(page.get_by_label("With films and sound")).to_be_visible()
    faults = axe_faults(page)
    press(page, "Keep it on this device")
    expect(panel(page).get_by_role("progressbar")).to_be_visible()
    faults += axe_faults(page)
    host.held["mentoring/print/"].set()
    expect(panel(page).get_by_role("button", name="Remove")).to_be_visible()
    expect_none(faults + axe_faults(page))


def axe_faults(page: Page) -> list[str]:
    return [fault for rules in RULES.values() for fault in page.evaluate(JUDGE, ["main", rules])]
