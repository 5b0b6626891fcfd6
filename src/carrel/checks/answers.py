"""Today's fields by the names that they have, and by those that they had before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from carrel.model.keys import modules_of, sheet_key, sheet_keys
from carrel.model.published import Published, published_fields, worksheets
from carrel.model.toolkit import Toolkit

Item = TypeVar("Item")


class Answers:
    """The worksheets and fields of a toolkit, compared with those in `fields.lock`.

    `is_reliable` is False if there is no lock, or if it could not be read completely. `new` are the
    fields that are not in the lock; `claims` maps a name to the fields that had it before.
    """

    def __init__(self, toolkit: Toolkit) -> None:
        self.toolkit, self.lock = toolkit, toolkit.lock
        self.is_reliable = toolkit.lock.there and not toolkit.lock.issues
        self.recorded_sheets = {old.sheet for old in self.lock.fields.values()}
        self.recorded_modules = {old.module for old in self.lock.fields.values()}
        self.fields = list(published_fields(toolkit))
        self.now = {field.key: field for field in self.fields}
        recorded = self.lock.fields
        self.new = [one for one in self.fields if one.key not in recorded and not one.beside]
        self.claims = _by_name((field, field.earlier) for field in self.fields)
        self.sheets = {sheet_key(page, sheet): (page, sheet) for page, sheet in worksheets(toolkit)}
        self.earlier_sheets = _by_name(
            (name, sheet_keys(*sheet)[1:]) for name, sheet in self.sheets.items()
        )
        self.modules = {name for module in toolkit.modules for name in modules_of(module.overview)}

    def successor(self, key: str) -> Published | None:
        """Returns the field that has the answers of the field `key` now."""
        return self.now.get(key) or next(iter(self.claims.get(key, ())), None)

    def successors_of_sheet(self, sheet: str) -> list[str]:
        """Returns the keys of today's worksheets that the worksheet `sheet` is, or became."""
        names = dict.fromkeys([sheet, *self.earlier_sheets.get(sheet, [])])
        return [name for name in names if name in self.sheets]


def _by_name(named: Iterable[tuple[Item, Iterable[str]]]) -> dict[str, list[Item]]:
    """Returns the items for each name."""
    found: dict[str, list[Item]] = {}
    for item, names in named:
        for name in names:
            found.setdefault(name, []).append(item)
    return found


def words_of(label: str) -> frozenset[str]:
    """Returns the words of a question in lower case."""
    return frozenset(re.findall(r"\w+", label.lower()))


def similarity(one: str, other: str) -> float:
    """Returns the share of words that two questions have in common, from 0 to 1 (Jaccard index)."""
    words, others = words_of(one), words_of(other)
    return len(words & others) / max(1, len(words | others))


def quoted_list(texts: Iterable[str], most: int = 3) -> str:
    """Returns the first texts in quotation marks, and how many more there are."""
    quoted = [f"“{text}”" for text in texts]
    more = len(quoted) - most
    return ", ".join(quoted[:most]) + (f" and {more} more" if more > 0 else "")
