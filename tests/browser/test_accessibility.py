"""Independent judges of the pages: axe-core in the browser, the Nu checker on the files."""

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from .conftest import HEIGHT, new_context
from .faults import expect_none
from .sites import Site, samples

pytestmark = pytest.mark.browser

PACKAGES = Path(__file__).parents[2] / "node_modules"
AXE = PACKAGES / "axe-core/axe.min.js"
NU = PACKAGES / "vnu-jar/build/dist/vnu.jar"
SET_UP = "Set up the tests with: sh tools/setup.sh test"

Scheme = Literal["light", "dark"]
Screen = tuple[int, Scheme]  # its width and its colors
SCREENS: tuple[Screen, ...] = ((1280, "light"), (1280, "dark"), (320, "light"), (320, "dark"))
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# The rules that a dark page can break where a light one does not.
OF_COLOR = ("color-contrast", "link-in-text-block")
RULES: dict[Scheme, object] = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": OF_COLOR},
}

# What a learner does to a page before it is judged again: opens one menu, or fills in everything.
OPEN = """(menu) => {
  for (const drop of document.querySelectorAll("header details")) drop.removeAttribute("open");
  document.querySelector(menu).setAttribute("open", "");
}"""
FILL_IN = """() => {
  const all = (selector) => document.querySelectorAll(selector);
  for (const open of all("header details[open], .fold[open]")) open.removeAttribute("open");
  for (const field of all("textarea, input[type=text]")) field.value = "What I wrote.";
  for (const field of all("input[type=number]")) field.value = "1";
  for (const field of all("input[type=date]")) field.value = "2030-05-17";
  for (const group of all("main fieldset, main tr")) {
    group.querySelector("[type=radio], [type=checkbox]")?.click();
  }
  for (const details of all("main details")) details.open = true;
  document.querySelector("[popover]")?.showPopover();
  return document.querySelector("[data-field], main details, [popover]") !== null;
}"""
MENUS = ("details.sections", "details.theme", "details.fold")

# The HTML of a menu without the addresses of its links and the mark of the current one; empty where
# the page has no such menu.
CONTENT_OF_MENU = """(menu) => {
  const parts = [...document.querySelectorAll(`${menu} > :not(summary)`)];
  const inside = parts.map((element) => element.outerHTML).join("");
  return inside.replace(/ (href|aria-current)="[^"]*"/g, "");
}"""

JUDGE = """async ([within, rules]) => {
  const options = {runOnly: rules, resultTypes: ["violations"], preload: false};
  const {violations} = await axe.run(within, options);
  const html = (node) => node.html.replace(/\\s+/g, " ").slice(0, 120);
  const why = (node) => node.failureSummary.split("\\n")[1]?.trim();
  const told = (node) => `${node.target.join(" ")}: ${why(node)} ${html(node)}`;
  const few = ({id, nodes}) => nodes.slice(0, 3).map((node) => `${id}: ${told(node)}`);
  return violations.flatMap(few);
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        pytest.fail(f"axe-core is not here. {SET_UP}")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sampled(sites: dict[str, Site]) -> dict[str, list[str]]:
    """For each toolkit, pages that together have every kind of element."""
    return samples(sites)


def test_axe_finds_nothing_wrong_with_any_page(
    browser: Browser, site: Site, sampled: dict[str, list[str]], axe: str
) -> None:
    """At rest, filled in, and with each menu open; on a wide light screen.

    Pages that together have every kind of element are tried on the other screens, too.
    """
    chosen = sampled[site.name]
    others = [address for address in site.pages if address not in chosen]
    faults = _judged(browser, site, axe, SCREENS[:1], others)
    expect_none([*faults, *_judged(browser, site, axe, SCREENS, chosen)])


@pytest.mark.long
def test_axe_finds_nothing_wrong_with_any_page_on_any_screen(
    browser: Browser, site: Site, axe: str
) -> None:
    """The long form: every page in every state, at each width, in light and dark."""
    expect_none(_judged(browser, site, axe, SCREENS, site.pages))


def _judged(
    browser: Browser, site: Site, axe: str, screens: Sequence[Screen], addresses: list[str]
) -> Iterator[str]:
    """Yields what axe finds on these pages, each fault once."""
    context = new_context(browser)
    page = context.new_page()
    known: set[str] = set()
    for address in addresses:
        page.goto(site.home + address)
        page.evaluate(axe)
        for fault in _judged_in_every_state(page, screens, known):
            yield f"/{address} {fault}"
    context.close()


def _judged_in_every_state(page: Page, screens: Sequence[Screen], known: set[str]) -> list[str]:
    """Returns what axe finds, each fault once, with the states in which it was seen.

    `known` holds the menus that were judged on an earlier page.
    """
    seen: dict[str, list[str]] = {}
    _judge(page, screens, "at rest", "html", seen)
    for menu in MENUS:
        content = page.evaluate(CONTENT_OF_MENU, menu)
        if content and content not in known:
            known.add(content)
            page.evaluate(OPEN, menu)
            _judge(page, screens, f"{menu} open", menu, seen)
    if page.evaluate(FILL_IN):
        _judge(page, screens, "filled in", "main", seen)
    return [f"{fault} ({', '.join(where)})" for fault, where in seen.items()]


def _judge(
    page: Page, screens: Sequence[Screen], state: str, within: str, seen: dict[str, list[str]]
) -> None:
    for width, scheme in screens:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        for fault in page.evaluate(JUDGE, [within, RULES[scheme]]):
            seen.setdefault(fault, []).append(f"{state} {width} {scheme}")


def test_the_html_checker_finds_no_error(sites: dict[str, Site]) -> None:
    if not NU.is_file():
        pytest.fail(f"The Nu checker is not here. {SET_UP}")
    if not shutil.which("java"):
        pytest.fail(f"The Nu checker needs Java, and there is none here. {SET_UP}")
    folders = [str(site.folder) for site in sites.values()]
    command = [
        "java",
        "-jar",
        str(NU),
        "--errors-only",
        "--skip-non-html",
        "--format",
        "json",
        *folders,
    ]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    messages = json.loads(answer.stderr)["messages"]
    counted = Counter((_page_of(message["url"], sites), message["message"]) for message in messages)
    expect_none(f"{page}: {words} ({times} times)" for (page, words), times in counted.items())


def _page_of(url: str, sites: dict[str, Site]) -> str:
    return next(
        (
            f"{name}/{url.partition(str(site.folder) + '/')[2]}"
            for name, site in sites.items()
            if f"{site.folder}/" in url
        ),
        url,
    )
