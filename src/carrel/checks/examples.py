"""Worked examples: each answer belongs to a field and fits it."""

from collections.abc import Iterator

from carrel.blanks import KINDS
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.example import Example, Value
from carrel.model.example_blanks import Blanks, blanks_of
from carrel.model.toolkit import Module, Toolkit


def examples(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports answers in `example.toml` that have no field, or do not fit it."""
    for module in toolkit.modules:
        if module.example.path:
            yield from _example(module, module.example)


def _example(module: Module, example: Example) -> Iterator[Issue]:
    known = blanks_of(module.pages())
    for sheet, values in example.sheets.items():
        if sheet not in known:
            place = Position(example.path, example.line(sheet), 1)
            yield issue("example-worksheet", place, name=sheet)
            continue
        for name, value in values.items():
            place = Position(example.path, example.line(sheet, name), 1)
            yield from _answer(place, known[sheet], name, value)


def _answer(place: Position, blanks: Blanks, name: str, value: Value) -> Iterator[Issue]:
    field = blanks.find(name)
    if not field:
        known = ", ".join(blanks.by_id)
        yield issue("example-field", place, name=name, sheet=blanks.sheet.id, known=known)
        return
    advice = KINDS[field.kind].expected(field.choices, value)
    if advice:
        shown = value if isinstance(value, str) else ", ".join(value)
        yield issue("example-value", place, name=name, value=shown, wanted=advice)
