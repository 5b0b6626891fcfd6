"""The worksheets of a module as its workbook counts them, and the names of answers that it must know."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.model import keys
from carrel.model.page import Page
from carrel.model.toolkit import Module, Toolkit
from carrel.model.worksheet import Field, Worksheet


def exercises(module: Module) -> Iterator[tuple[Page, Worksheet]]:
    """The worksheets of a module's workbook, in reading order."""
    for page in module.pages():
        for sheet in page.exercises:
            yield page, sheet


def blanks(page: Page, sheet: Worksheet) -> list[Field]:
    """The fields of a worksheet that count: not the self-checks among them."""
    fields = (page.content.fields[number] for number in sheet.fields)
    return [field for field in fields if not field.self_check]


def names(page: Page, sheet: Worksheet, field: Field) -> list[str]:
    """Every name under which an answer to a field may be kept, those of the blanks beside its choices too."""
    key, earlier = keys.field_key(page, sheet, field), keys.earlier_keys(page, sheet, field)
    beside = [
        name
        for choice in field.choices
        if choice.other
        for name in (keys.other_key(key, choice.id), *keys.other_earlier_keys(key, earlier, choice))
    ]
    return [key, *earlier, *beside]


def names_elsewhere(module: Module) -> list[str]:
    """The names of answers to what stands on the module's pages, and not in its workbook."""
    apart = [(page, sheet) for page in module.pages() for sheet in page.content.worksheets if sheet not in page.exercises]
    return [name for page, sheet in apart for number in sheet.fields for name in names(page, sheet, page.content.fields[number])]


def names_taken(toolkit: Toolkit) -> dict[str, list[str]]:
    """The names of answers that a field of another module goes on with, by the module with which they begin."""
    taken: dict[str, list[str]] = {}
    for page in toolkit.pages():
        for sheet in page.content.worksheets:
            for number in sheet.fields:
                field = page.content.fields[number]
                if not (sheet.was or field.was):
                    continue
                own = keys.modules_of(page)
                for name in names(page, sheet, field):
                    module = name.partition("/")[0]
                    if module not in own:
                        taken.setdefault(module, []).append(name)
    return taken
