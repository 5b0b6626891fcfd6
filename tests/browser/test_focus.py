"""The element that has the keyboard focus can be seen."""

import pytest

from .conftest import OpenPage
from .faults import expect_none
from .sites import Site

pytestmark = pytest.mark.browser

# Reports the faults of the element with the focus: out of sight, covered, or not marked.
SEEN = """() => {
  const element = document.activeElement;
  if (element === document.body) return {name: "body", faults: []};
  const faults = [];
  const box = element.getClientRects()[0];
  const top = document.elementFromPoint(
    box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 10));
  if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth)
    faults.push("is out of sight");
  else if (!top || !(element.contains(top) || top.contains(element)))
    faults.push(`is covered by ${top?.outerHTML.slice(0, 60)}`);
  const {outlineStyle, outlineWidth} = getComputedStyle(element);
  const marked = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  // While the button inside a date field has the focus, the browser outlines that button,
  // and the field does not match :focus.
  if (!marked && element.matches(":focus")) faults.push("is not marked");
  return {name: element.outerHTML.slice(0, 90), faults};
}"""


@pytest.mark.parametrize("width", [1280, 360])
def test_every_stop_of_the_tab_key_can_be_seen(
    several: Site, open_page: OpenPage, width: int
) -> None:
    page = open_page(several.home, width)
    faults = []
    for address in (
        "everything/",
        "everything/boxes/every-box/",
        "everything/boxes/between-boxes/",
        "everything/blanks/every-blank/",
    ):
        page.goto(several.home + address)
        for _ in range(200):
            page.keyboard.press("Tab")
            stop = page.evaluate(SEEN)
            if stop["name"] == "body":
                break
            faults += [f"/{address}: {stop['name']}: {fault}" for fault in stop["faults"]]
    expect_none(faults)
