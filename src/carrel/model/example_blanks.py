"""The blanks of a module as its worked example names them, and what each can hold."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from carrel.model import keys
from carrel.model.example import Value
from carrel.model.published import Published, fields_of
from carrel.model.toolkit import Page
from carrel.model.worksheet import FieldKind, Worksheet

_CHOSEN = frozenset({FieldKind.CHOOSE, FieldKind.RATING})
_LISTED = frozenset({FieldKind.TICK, FieldKind.RANK})


class Blanks:
    """The fields of one worksheet by the ids that an example uses; a further row of a table that grows ends in `~2`, `~3` …"""

    def __init__(self, page: Page, sheet: Worksheet) -> None:
        self.page, self.sheet = page, sheet
        prefix = len(keys.sheet_key(page, sheet)) + 1
        self.known = {one.key[prefix:]: one for one in fields_of(page, sheet)}
        self.grows = any(table.grow for table in page.content.tables if table.box == sheet.box)

    def find(self, name: str) -> Published | None:
        """The field that `name` means."""
        if name in self.known:
            return self.known[name]
        base, _, number = name.rpartition("~")
        found = (
            self.known.get(base) if number.isdigit() and int(number) > 1 and self.grows else None
        )
        return found if found and found.field.line == self._last_line(found.field.column) else None

    def _last_line(self, column: str) -> int:
        """The line of the row that is copied: the last one that the author wrote."""
        return max(
            (
                one.field.line
                for one in self.known.values()
                if column and one.field.column == column
            ),
            default=-1,
        )


def blanks_of(pages: Iterator[Page]) -> dict[str, Blanks]:
    """The worksheets of a module by their ids."""
    return {
        sheet.id: Blanks(page, sheet)
        for page in pages
        for sheet in page.content.worksheets
        if sheet.id
    }


def wanted(found: Published, value: Value) -> str:
    """What a value should be that does not fit its field; empty where it does."""
    choices = [choice.id for choice in found.choices]
    if found.kind in _LISTED:
        fits = (
            isinstance(value, list) and len(set(value)) == len(value) and set(value) <= set(choices)
        )
        return "" if fits else f"a list of some of {', '.join(choices)}"
    if found.kind in _CHOSEN:
        return "" if value in choices else f"one of {', '.join(choices)}"
    if found.kind is FieldKind.DATE:
        return "" if isinstance(value, str) and _is_day(value) else "a day like 2027-03-02"
    return "" if isinstance(value, str) else "text in double quotes"


def _is_day(value: str) -> bool:
    try:
        return len(value) == len("2027-03-02") and bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False
