"""A text area: ruled lines, or an empty cell of a table."""

from carrel.blanks.kind import BlankKind
from carrel.model.worksheet import Field

CELL_SECONDS = 20  # a few words in a table


class Text(BlankKind):
    """The learner writes as much as they like."""

    name = "text"
    called = "a text area"
    line = r"_{3,}+"
    lines_join = True
    empty_cell = True
    takes = frozenset({"short", "date"})
    typical_seconds = 60
    control = (
        '<textarea class="blank" id="{{ field.dom_id }}" {{ field.data }}'
        ' aria-label="{{ field.label }}"'
        ' rows="{{ 2 if in_table else [field.lines, 3]|max }}"></textarea>'
    )

    def seconds(self, field: Field) -> int:
        return CELL_SECONDS if field.row or field.column else self.typical_seconds


TEXT = Text()
