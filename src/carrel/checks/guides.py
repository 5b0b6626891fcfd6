"""Guides: what the meetings of a group are about, and how long they take."""

from collections.abc import Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Box
from carrel.model.keys import names_in
from carrel.model.toolkit import Module, Page, Role, Toolkit


def guides(toolkit: Toolkit) -> Iterator[Issue]:
    """Meetings stand in a guide, have their minutes, and are about sections of the module; each section is met for."""
    for page in toolkit.pages():
        for box in page.content.boxes if page.role is not Role.GUIDE else ():
            if box.kind == "meeting":
                yield issue("meeting-place", Position(page.path, box.line, box.column))
    for module in toolkit.modules:
        if module.guide:
            yield from _guide(module, module.guide)


def _guide(module: Module, guide: Page) -> Iterator[Issue]:
    known, met = module.parts(), set[str]()
    meetings = [box for box in guide.content.boxes if box.kind == "meeting"]
    for box in meetings:
        names = names_in(box.attributes.get("sections", ""))
        met.update(names)
        yield from _meeting(guide, box, names, list(known))
    missing = [section.slug for section in module.sections if section.slug not in met]
    if missing and meetings:
        yield issue(
            "section-unmet", Position(guide.path, meetings[-1].line), names=", ".join(missing)
        )


def _meeting(guide: Page, box: Box, names: list[str], known: list[str]) -> Iterator[Issue]:
    place, minutes = Position(guide.path, box.line, box.column), box.attributes.get("minutes", "")
    if not (minutes.isascii() and minutes.isdigit() and 0 < int(minutes[:5]) < 1000):
        yield issue("meeting-minutes", place, value=minutes)
    for name in names:
        if name not in known:
            yield issue("meeting-section", place, name=name, known=", ".join(known))
