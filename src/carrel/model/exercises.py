"""The worksheets in a module's workbook, and the keys of answers that it must know."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.model.keys import modules_of
from carrel.model.published import fields_of, worksheets
from carrel.model.toolkit import Module, Page, Toolkit
from carrel.model.worksheet import Field, Worksheet


def exercises(module: Module) -> Iterator[tuple[Page, Worksheet]]:
    """Yields the worksheets of a module's workbook, in reading order."""
    for page in module.pages():
        for sheet in page.exercises:
            yield page, sheet


def blanks(page: Page, sheet: Worksheet) -> list[Field]:
    """Returns the fields of a worksheet that count: all but self-checks."""
    fields = (page.content.fields[number] for number in sheet.fields)
    return [field for field in fields if not field.self_check]


def names_elsewhere(module: Module) -> list[str]:
    """Returns the keys of answers to worksheets of the module that are not in its workbook."""
    sheets = [(page, sheet) for page in module.pages() for sheet in page.content.worksheets]
    names: list[str] = []
    for page, sheet in sheets:
        if sheet not in page.exercises:
            names += _names_of(page, sheet)
    return names


def _names_of(page: Page, sheet: Worksheet) -> Iterator[str]:
    """Yields today's and earlier keys of the fields of a worksheet."""
    for field in fields_of(page, sheet):
        yield from (field.key, *field.earlier)


def names_taken(toolkit: Toolkit) -> dict[str, list[str]]:
    """Returns the earlier keys of fields that were in another module, by that module."""
    taken: dict[str, list[str]] = {}
    renamed = (one for one in worksheets(toolkit) if _was_renamed(*one))
    for page, sheet in renamed:
        for name in _names_of(page, sheet):
            module = name.partition("/")[0]
            if module not in modules_of(page):
                taken.setdefault(module, []).append(name)
    return taken


def _was_renamed(page: Page, sheet: Worksheet) -> bool:
    fields = (page.content.fields[number] for number in sheet.fields)
    return bool(sheet.was) or any(field.was or field.derived_names for field in fields)
