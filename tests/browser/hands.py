"""How a learner presses things: with a mouse, or with the keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

MOST_TABS = 120

Press = Callable[[Locator], None]


def by_mouse(target: Locator) -> None:
    """Presses `target` with the mouse, which needs it in sight and uncovered."""
    target.click()


def by_keyboard(target: Locator) -> None:
    """Goes on with Tab until `target` has the focus, then presses Enter."""
    tab_to(target)
    target.page.keyboard.press("Enter")


def tab_to(target: Locator) -> None:
    """Goes on with Tab until `target` has the focus."""
    expect(target).to_have_count(1)
    page, element = target.page, target.element_handle()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("element => element === document.activeElement", element):
            return
    raise AssertionError(f"The Tab key does not reach {target}")
