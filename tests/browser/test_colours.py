"""A learner chooses the page's colours, and the choice holds."""

import re
import time

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from .conftest import OpenPage
from .sites import Site

pytestmark = pytest.mark.browser

# The page's background, as red, green, blue.
BACKGROUND = """() => {
  const color = getComputedStyle(document.documentElement).backgroundColor;
  return color.match(/[\\d.]+/g).slice(0, 3).map(Number);
}"""

# When the chosen colours were set, beside when the page was first drawn, in milliseconds.
WATCH_COLOURS = """
window.chosen = null;
new MutationObserver(() => {
  if (document.documentElement?.dataset.theme) window.chosen ??= performance.now();
}).observe(document, {attributes: true, childList: true, subtree: true});
"""
FIRST_DRAWN = """() => new Promise((resolve) => {
  const first = (list) => resolve(list.getEntries()[0].startTime);
  new PerformanceObserver(first).observe({type: "paint", buffered: true});
})"""

# Every colour and shadow that the style sheet names.
NAMED = """() => {
  const style = getComputedStyle(document.documentElement);
  const names = [
    "page", "card", "head", "text", "muted", "line", "edge", "accent", "on-accent", "shadow",
    "box-colour",
  ];
  for (const name of ["blue", "purple", "green", "orange", "yellow", "teal", "grey"])
    names.push(name, `${name}-tint`);
  const own = getComputedStyle(document.querySelector(".box-own") ?? document.body);
  const named = names.map((name) => `${name}: ${style.getPropertyValue("--" + name)}`);
  return [style.colorScheme, own.borderInlineStartColor, ...named];
}"""


def is_dark(page: Page) -> bool:
    return bool(sum(page.evaluate(BACKGROUND)) < 3 * 128)


def come_late(route: Route) -> None:
    """As on a thin line: a page that did not wait for this script would be drawn before it."""
    time.sleep(0.2)
    route.continue_()


def choose(page: Page, name: str) -> None:
    choice = page.get_by_role("button", name=name, exact=True)
    if not choice.is_visible():
        page.locator("details.theme > summary").click()
    choice.click()


def test_light_and_dark_are_kept_over_a_reload_and_on_other_pages(
    several: Site, own_context: BrowserContext
) -> None:
    page = own_context.new_page()
    page.goto(several.home + "everything/")
    assert not is_dark(page)
    choose(page, "Dark")
    assert is_dark(page)
    page.reload()
    assert is_dark(page)
    page.goto(several.home + "short/only/page/")
    assert is_dark(page)
    choose(page, "Light")
    page.reload()
    assert not is_dark(page)


def test_light_stays_light_on_a_dark_system_and_the_system_can_be_followed_again(
    several: Site, own_context: BrowserContext
) -> None:
    page = own_context.new_page()
    page.goto(several.home + "everything/")
    choose(page, "Light")
    page.emulate_media(color_scheme="dark")
    assert not is_dark(page)
    choose(page, "As the system")
    assert is_dark(page)
    page.reload()
    assert is_dark(page)
    page.emulate_media(color_scheme="light")
    assert not is_dark(page)


def test_the_choice_in_force_is_marked(several: Site, own_context: BrowserContext) -> None:
    page = own_context.new_page()
    page.goto(several.home + "everything/")
    pressed = page.locator('[data-theme-choice][aria-pressed="true"]')
    for name in ("Dark", "Light", "As the system"):
        choose(page, name)
        expect(pressed).to_have_text(re.compile(rf"\s*{name}\s*"))
    choose(page, "Dark")
    page.reload()
    expect(pressed).to_have_text(re.compile("Dark"))


def test_the_colours_are_chosen_by_keyboard(several: Site, own_context: BrowserContext) -> None:
    page = own_context.new_page()
    page.goto(several.home + "everything/")
    summary = page.locator("details.theme > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert is_dark(page)
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.get_by_role("button", name="Dark")).to_be_hidden()


def test_a_page_is_never_drawn_in_other_colours_first(
    several: Site, own_context: BrowserContext
) -> None:
    page = own_context.new_page()
    page.goto(several.home + "everything/")
    choose(page, "Dark")
    page.add_init_script(WATCH_COLOURS)
    page.route("**/assets/carrel.*.js", come_late)
    page.reload()
    drawn = page.evaluate(FIRST_DRAWN)
    chosen = page.evaluate("window.chosen")
    assert chosen is not None
    assert chosen < drawn


def test_dark_by_choice_is_the_dark_of_the_system(
    several: Site, own_context: BrowserContext
) -> None:
    page = own_context.new_page()
    page.goto(several.home + "everything/boxes/every-box/")
    light = page.evaluate(NAMED)
    choose(page, "Dark")
    by_choice = page.evaluate(NAMED)
    choose(page, "As the system")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(NAMED) == by_choice
    choose(page, "Light")
    assert page.evaluate(NAMED) == light


def test_a_toolkits_own_accent_is_used_in_light_and_dark(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + "everything/")
    colour = "() => getComputedStyle(document.querySelector('.button-main')).backgroundColor"
    assert page.evaluate(colour) == "rgb(122, 31, 92)"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(colour) == "rgb(240, 168, 214)"
    page.emulate_media(color_scheme="light")


def test_without_scripts_the_system_is_followed_and_no_switch_is_shown(
    several: Site, open_page: OpenPage
) -> None:
    page = open_page(several.home + "everything/", java_script_enabled=False, color_scheme="dark")
    assert is_dark(page)
    expect(page.locator("details.theme")).to_be_hidden()


def test_a_browser_that_forbids_storage_still_shows_the_chosen_colours(
    several: Site, own_context: BrowserContext
) -> None:
    page = own_context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " {get() { throw new DOMException('forbidden', 'SecurityError'); }});"
    )
    page.goto(several.home + "everything/")
    choose(page, "Dark")
    assert is_dark(page)
