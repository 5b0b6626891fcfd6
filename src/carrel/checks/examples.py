"""Worked examples: that each answer has its question, and fits it."""

from collections.abc import Iterator

from carrel.blanks import KINDS
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.example import Example, Value
from carrel.model.example_blanks import blanks_of
from carrel.model.toolkit import Module, Toolkit


def examples(toolkit: Toolkit) -> Iterator[Issue]:
    """Each worksheet and field that an example fills in is there; what stands there is what the field holds."""
    for module in toolkit.modules:
        if module.example.path:
            yield from _example(module, module.example)


def _example(module: Module, example: Example) -> Iterator[Issue]:
    known = blanks_of(module.pages())
    for sheet, values in example.sheets.items():
        if sheet not in known:
            yield issue(
                "example-worksheet", Position(example.path, example.line(sheet), 1), name=sheet
            )
            continue
        for name, value in values.items():
            place = Position(example.path, example.line(sheet, name), 1)
            found = known[sheet].find(name)
            if not found:
                yield issue(
                    "example-field",
                    place,
                    name=name,
                    sheet=sheet,
                    known=", ".join(known[sheet].by_id),
                )
            elif right := KINDS[found.kind].expected(found.choices, value):
                yield issue("example-value", place, name=name, value=_in_words(value), wanted=right)


def _in_words(value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(value)
