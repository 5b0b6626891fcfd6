"""The blanks of a module by the names that its worked example uses."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.model import keys
from carrel.model.published import Published, fields_of
from carrel.model.toolkit import Page
from carrel.model.worksheet import Worksheet


class Blanks:
    """The fields of one worksheet by the ids that an example uses.

    The copies of a table's last row end in `~2`, `~3` …, if the table can grow.
    """

    def __init__(self, page: Page, sheet: Worksheet) -> None:
        self.page, self.sheet = page, sheet
        prefix = len(keys.sheet_key(page, sheet)) + 1
        self.by_id = {one.key[prefix:]: one for one in fields_of(page, sheet)}
        self.grows = any(table.grow for table in page.content.tables if table.box == sheet.box)

    def find(self, name: str) -> Published | None:
        """Returns the field with this id; for `know~2`, the field `know` that is copied."""
        if name in self.by_id:
            return self.by_id[name]
        base, _, number = name.rpartition("~")
        if not self.grows or not number.isdigit() or int(number) < 2:
            return None
        found = self.by_id.get(base)
        return found if found and self._is_in_last_row(found) else None

    def _is_in_last_row(self, found: Published) -> bool:
        """True if it is in the row that is copied: the last one that the author wrote."""
        column = found.field.column
        lines = [one.field.line for one in self.by_id.values() if one.field.column == column]
        return bool(column) and found.field.line == max(lines)


def blanks_of(pages: Iterator[Page]) -> dict[str, Blanks]:
    """Returns the worksheets of a module by their ids."""
    return {
        sheet.id: Blanks(page, sheet)
        for page in pages
        for sheet in page.content.worksheets
        if sheet.id
    }
