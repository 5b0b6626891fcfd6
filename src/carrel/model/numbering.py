"""What follows from the outline: numbers, addresses, neighbors, minutes."""

from carrel.model.content import Box
from carrel.model.keys import modules_of, names_in, sheet_key
from carrel.model.published import worksheets
from carrel.model.time import again_seconds, minutes_of, seconds_of
from carrel.model.toolkit import LOOKED_UP, Module, Page, Toolkit
from carrel.model.worksheet import Worksheet


def number(toolkit: Toolkit) -> None:
    """Gives every page its address, minutes, module, section, and neighbors."""
    for module in toolkit.modules:
        _number_module(module)
    for page in (toolkit.home, toolkit.glossary):
        if page:
            page.url = f"{page.slug}/".lstrip("/")
            _time(page)
    _time_again(toolkit)


def _number_module(module: Module) -> None:
    base = f"{module.slug}/"
    for count, section in enumerate(module.sections, 1):
        section.number = count
        for page in section.pages:
            page.section = section
            page.url = base + f"{section.slug}/" + (f"{page.slug}/" if page.slug else "")
    module.overview.url = base
    for extra in filter(None, (*module.after_sections(), module.guide)):
        extra.url = f"{base}{extra.slug}/"
    for page in module.pages():
        page.module = module
        _time(page)
    _join(module)


def _join(module: Module) -> None:
    before: Page | None = None
    for page in module.reading_order():
        page.previous = before
        if before:
            before.next = page
        before = page


def _time_again(toolkit: Toolkit) -> None:
    """Adds the time for worksheets that are shown again on later (or earlier) pages."""
    boxes = [(page, box) for page in toolkit.pages() for box in _answers_boxes(page)]
    if not boxes:
        return
    sheets = {sheet_key(page, sheet): (page, sheet) for page, sheet in worksheets(toolkit)}
    for page, box in boxes:
        name = box.title.strip().removeprefix("/")
        found = sheets.get(name if "/" in name else f"{modules_of(page)[0]}/{name}")
        if found:
            _add_time_again(page, box, *found)


def _answers_boxes(page: Page) -> list[Box]:
    return [box for box in page.content.boxes if box.kind == "answers"]


def _add_time_again(page: Page, box: Box, source: Page, sheet: Worksheet) -> None:
    fields = [source.content.fields[number] for number in sheet.fields]
    opened = names_in(box.attributes.get("open", ""))
    page.seconds["exercises"] += again_seconds(fields, opened)
    _sum_up(page)


def _time(page: Page) -> None:
    page.seconds = seconds_of(page.content)
    _sum_up(page)


def _sum_up(page: Page) -> None:
    page.minutes = page.content.front.minutes or minutes_of(page.seconds)
    if page.role in LOOKED_UP:
        page.minutes = page.content.front.minutes or 0
