"""What a check of published answers looks up: the fields of today, and who says that it was which field before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from carrel.model.keys import modules_of, sheet_key, sheet_keys
from carrel.model.published import Published, published_fields, worksheets
from carrel.model.toolkit import Toolkit

Named = TypeVar("Named")


class Answers:
    """Today's fields by their names, and by those that they had before; worksheets in the same way."""

    def __init__(self, toolkit: Toolkit) -> None:
        self.toolkit, self.lock = toolkit, toolkit.lock
        self.sure = (
            toolkit.lock.there and not toolkit.lock.issues
        )  # nothing is known of a lock that could not be read
        self.recorded_sheets = {old.sheet for old in self.lock.fields.values()}
        self.recorded_modules = {old.module for old in self.lock.fields.values()}
        self.fields = list(published_fields(toolkit))
        self.now = {field.key: field for field in self.fields}
        self.new = [
            field for field in self.fields if field.key not in self.lock.fields and not field.beside
        ]
        self.claims = _by_name((field, field.earlier) for field in self.fields)
        self.sheets = {sheet_key(page, sheet): (page, sheet) for page, sheet in worksheets(toolkit)}
        self.earlier_sheets = _by_name(
            (name, sheet_keys(*sheet)[1:]) for name, sheet in self.sheets.items()
        )
        self.modules = {name for module in toolkit.modules for name in modules_of(module.overview)}

    def heir(self, key: str) -> Published | None:
        """The field that has the answers of the field `key` now."""
        return self.now.get(key) or next(iter(self.claims.get(key, ())), None)

    def homes(self, sheet: str) -> list[str]:
        """The worksheets of today that the worksheet `sheet` is, or became."""
        return [
            name
            for name in dict.fromkeys([sheet, *self.earlier_sheets.get(sheet, [])])
            if name in self.sheets
        ]


def _by_name(named: Iterable[tuple[Named, Iterable[str]]]) -> dict[str, list[Named]]:
    """For each name, who bears it."""
    bearers: dict[str, list[Named]] = {}
    for one, names in named:
        for name in names:
            bearers.setdefault(name, []).append(one)
    return bearers


def words_of(label: str) -> frozenset[str]:
    """The words of a question, in small letters."""
    return frozenset(re.findall(r"\w+", label.lower()))


def likeness(one: str, other: str) -> float:
    """How many words two questions share, from 0 to 1."""
    words, others = words_of(one), words_of(other)
    return len(words & others) / max(1, len(words | others))


def listed(texts: Iterable[str], most: int = 3) -> str:
    """The first of `texts` in quotation marks, and how many more there are."""
    all_texts = [f"“{text}”" for text in texts]
    more = len(all_texts) - most
    return ", ".join(all_texts[:most]) + (f" and {more} more" if more > 0 else "")
