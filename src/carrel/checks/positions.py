"""Positions of what a check reports."""

from typing import Protocol

from carrel.issues import Position
from carrel.model.published import Published


class Located(Protocol):
    """Anything that knows its line and column: a link, a box, a footnote."""

    @property
    def line(self) -> int:
        """The line in the source file, from 1."""

    @property
    def column(self) -> int:
        """The column, from 1."""


def at(path: str, item: Located) -> Position:
    """Returns the position of `item` in the file at `path`."""
    return Position(path, item.line, item.column)


def of_field(field: Published) -> Position:
    """Returns the position of a field."""
    return Position(field.page.path, field.field.line, field.field.column_at)
