"""Independent judges of the pages: axe-core in the browser, the Nu checker on the files."""

import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from .conftest import HEIGHT, new_context
from .faults import expect_none
from .sites import Site

pytestmark = pytest.mark.browser

PACKAGES = Path(__file__).parents[2] / "node_modules"
AXE = PACKAGES / "axe-core/axe.min.js"
NU = PACKAGES / "vnu-jar/build/dist/vnu.jar"
SET_UP = "Set up the tests with: sh tools/setup.sh test"

WIDTHS = (1280, 320)
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOUR = (
    "color-contrast",
    "link-in-text-block",
)  # the rules that a dark page can break where a light one does not
RULES: dict[Literal["light", "dark"], object] = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": OF_COLOUR},
}

# What a learner does to a page before it is judged again.
OPEN = """(menu) => {
  for (const drop of document.querySelectorAll("header details")) drop.removeAttribute("open");
  document.querySelector(menu).setAttribute("open", "");
}"""
FILL_IN = """() => {
  for (const open of document.querySelectorAll("header details[open], .fold[open]")) open.removeAttribute("open");
  for (const field of document.querySelectorAll("textarea, input[type=text]")) field.value = "What I wrote.";
  for (const field of document.querySelectorAll("input[type=number]")) field.value = "1";
  for (const field of document.querySelectorAll("input[type=date]")) field.value = "2030-05-17";
  for (const group of document.querySelectorAll("main fieldset, main tr")) group.querySelector("[type=radio], [type=checkbox]")?.click();
  for (const details of document.querySelectorAll("main details")) details.open = true;
  document.querySelector("[popover]")?.showPopover();
  return document.querySelector("[data-field], main details, [popover]") !== null;
}"""
MENUS = ("details.sections", "details.theme", "details.fold")

# What a menu says, apart from where its links lead and which of them is current; nothing where there is none.
SAID = """(menu) => {
  const inside = [...document.querySelectorAll(`${menu} > :not(summary)`)].map((element) => element.outerHTML).join("");
  return inside.replace(/ (href|aria-current)="[^"]*"/g, "");
}"""

JUDGE = """async ([within, rules]) => {
  const found = await axe.run(within, {runOnly: rules, resultTypes: ["violations"], preload: false});
  const html = (node) => node.html.replace(/\\s+/g, " ").slice(0, 120);
  const told = (node) => `${node.target.join(" ")}: ${node.failureSummary.split("\\n")[1]?.trim()} ${html(node)}`;
  return found.violations.flatMap((rule) => rule.nodes.slice(0, 3).map((node) => `${rule.id}: ${told(node)}`));
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        pytest.fail(f"axe-core is not here. {SET_UP}")
    return AXE.read_text(encoding="utf-8")


def test_axe_finds_nothing_wrong_with_any_page(browser: Browser, site: Site, axe: str) -> None:
    """At rest and filled in, at each width, in light and dark; an open menu once for all pages that have the same one."""
    context = new_context(browser)
    page = context.new_page()
    known: set[str] = set()
    faults = []
    for address in site.pages:
        page.goto(site.home + address)
        page.evaluate(axe)
        faults += [f"/{address} {fault}" for fault in _judged_in_every_state(page, known)]
    context.close()
    expect_none(faults)


def _judged_in_every_state(page: Page, known: set[str]) -> list[str]:
    """What axe finds, each fault once, with the states that it was seen in. `known` are the menus that were judged before."""
    seen: dict[str, list[str]] = {}
    _judge(page, "at rest", "html", seen)
    for menu in MENUS:
        said = page.evaluate(SAID, menu)
        if said and said not in known:
            known.add(said)
            page.evaluate(OPEN, menu)
            _judge(page, f"{menu} open", menu, seen)
    if page.evaluate(FILL_IN):
        _judge(page, "filled in", "main", seen)
    return [f"{fault} ({', '.join(where)})" for fault, where in seen.items()]


def _judge(page: Page, state: str, within: str, seen: dict[str, list[str]]) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            for fault in page.evaluate(JUDGE, [within, rules]):
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
