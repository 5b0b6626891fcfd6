"""What tests of offline use share: servers to stop, caches to look into, a toolkit to change."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from carrel.build import Options, build
from carrel.issues import as_text

from .server import Host

OVERVIEW = "mentoring/"
FIRST = "mentoring/introduction/what-is-mentoring/"
SECOND = "mentoring/introduction/mentoring-and-connected-learning/"
FILM = "mentoring/media/what-makes-it-mentoring.mp4"
TITLES = {FIRST: "What is mentoring?", SECOND: "Mentoring and connected learning"}
NEW = "What is mentoring now?"
PATIENCE = 30_000  # milliseconds: far more than anything here takes

# Resolves to true if a page is cached with its styles, its scripts, and all images that it shows.
CACHED = """async (url) => {
  const page = await caches.match(url);
  if (!page) return false;
  const shown = new DOMParser().parseFromString(await page.text(), "text/html")
    .querySelectorAll("img, script[src], link[rel=stylesheet]");
  const urls = [...shown].map((one) =>
    new URL(one.getAttribute("src") ?? one.getAttribute("href"), url).href);
  const files = urls.filter((one) => !one.startsWith("data:"));
  return (await Promise.all(files.map((one) => caches.match(one)))).every(Boolean);
}"""

Hosting = Callable[..., Host]


def until(page: Page, check: str, asked: object = None) -> None:
    """Waits until `check`, an async function in JavaScript, resolves to a true value.

    (`wait_for_function` would take the promise itself for a true value.)
    """
    loop = """async ([check, asked, patience]) => {
      const end = Date.now() + patience;
      while (!(await check(asked))) {
        if (Date.now() > end) throw new Error(`not within ${patience} ms: ${check}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }"""
    page.evaluate(f"([asked, patience]) => ({loop})([{check}, asked, patience])", [asked, PATIENCE])


def visit(page: Page, url: str) -> None:
    """Opens a page, and waits until it is cached with all that it shows."""
    page.goto(url)
    until(page, CACHED, url)


def expect_page(page: Page, title: str) -> None:
    """Expects a page with its styles, its pictures, and running scripts."""
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
    """Returns a list that fills with the errors and warnings of the console."""
    errors: list[str] = []
    page.on(
        "console",
        lambda message: (
            errors.append(f"{message.text} ({message.location['url']})")
            if message.type in ("error", "warning")
            else None
        ),
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def cached(page: Page) -> dict[str, list[str]]:
    """Returns the addresses in each cache of the server."""
    found: dict[str, list[str]] = page.evaluate("""async () => {
      const names = await caches.keys();
      const inside = async (name) =>
        [name, (await (await caches.open(name)).keys()).map(({ url }) => url)];
      return Object.fromEntries(await Promise.all(names.map(inside)));
    }""")
    return found


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
PATIENCE = 30_000  # milliseconds: far more than anything here takes


def saved(page: Page) -> Locator:
    """Returns the first status that answers are saved."""
    return page.locator(".saved[data-state=saved]").first


def panel(page: Page) -> Locator:
    """Returns the panel to download a module."""
    return page.locator(".keep-module")


def press(page: Page, name: str) -> None:
    """Presses a button of the panel."""
    panel(page).get_by_role("button", name=name, exact=True).click()


def download_module(page: Page, host: Host, videos: bool = False) -> None:
    """Downloads the module, from its overview, and waits until that is done."""
    page.goto(host.url + OVERVIEW)
    press(page, "Keep this module for offline")
    if videos:
        page.get_by_label("With films and sound").check()
    press(page, "Keep it on this device")
    expect(panel(page).get_by_role("status")).to_contain_text("Kept on this device since")
