"""Guides: the sections that a group's meetings cover, and how long the meetings take."""

from collections.abc import Iterator

from carrel.checks.positions import at
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Box
from carrel.model.keys import names_in
from carrel.model.toolkit import Module, Page, Role, Toolkit

_LONGEST = 999  # minutes


def guides(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports meetings outside a guide, without minutes or sections, and sections without one."""
    for page in toolkit.pages():
        if page.role is not Role.GUIDE:
            for box in _meetings(page):
                yield issue("meeting-place", at(page.path, box))
    for module in toolkit.modules:
        if module.guide:
            yield from _guide(module, module.guide)


def _meetings(page: Page) -> list[Box]:
    return [box for box in page.content.boxes if box.kind == "meeting"]


def _guide(module: Module, guide: Page) -> Iterator[Issue]:
    covered: set[str] = set()
    meetings = _meetings(guide)
    for box in meetings:
        yield from _minutes(guide, box)
        yield from _sections(guide, box, list(module.parts()))
        covered.update(_named(box))
    missing = [section.slug for section in module.sections if section.slug not in covered]
    if missing and meetings:
        place = Position(guide.path, meetings[-1].line)
        yield issue("section-unmet", place, names=", ".join(missing))


def _named(box: Box) -> list[str]:
    return names_in(box.attributes.get("sections", ""))


def _minutes(guide: Page, box: Box) -> Iterator[Issue]:
    value = box.attributes.get("minutes", "")
    is_number = value.isascii() and value.isdigit()
    if not is_number or not 0 < int(value[:5]) <= _LONGEST:
        yield issue("meeting-minutes", at(guide.path, box), value=value)


def _sections(guide: Page, box: Box, known: list[str]) -> Iterator[Issue]:
    for name in _named(box):
        if name not in known:
            place = at(guide.path, box)
            yield issue("meeting-section", place, name=name, known=", ".join(known))
