"""A worksheet is a box with blanks; a field is one blank, with an id that outlives every edit."""

import msgspec

KIND_BESIDE_A_CHOICE = "short"
"""The kind of the blank beside a choice ("Somebody else: ____"). Kinds: see `carrel.blanks`."""
NONE_OPEN = "none"
"""In place of names: no field of a worksheet that is shown again can be written into."""


class Choice(msgspec.Struct):
    """One item of a list, or one step of a scale.

    `html` may hold marks. `feedback` is the HTML that a quiz shows to those who choose it. `was`
    are ids that it had before.
    """

    id: str
    text: str
    html: str = ""
    right: bool = False
    feedback: str = ""
    other: bool = False  # has a blank of its own
    was: list[str] = []


class Field(msgspec.Struct):
    """One blank: its id in its worksheet, its kind (see `carrel.blanks`), and its question.

    In a table, `row` and `column` are the headers that name the cell, and ids are made of `row_id`
    and `column_id`. `box` is an index into the content's boxes, `number` the field's own index in
    the content's fields.

    `was` and `copies_from` are names as the author wrote them (see `keys`): the fields that it was
    before, and the field whose answer it starts with. `derived_names` follow from the names that
    its row and column had before.
    """

    id: str
    kind: str
    label: str  # the question in plain words
    box: int
    line: int
    column_at: int = 1
    number: int = 0
    given: bool = False  # the author gave the id
    row: str = ""
    column: str = ""
    lines: int = 1  # how many ruled lines a text area replaces
    choices: list[Choice] = []
    self_check: bool = False  # has a right answer
    row_id: str = ""
    column_id: str = ""
    was: list[str] = []
    derived_names: list[str] = []
    copies_from: str = ""
    detail: str = ""  # what its kind reads from the source besides, such as a scale
    seconds: int = 0  # what it adds to the page's time


class Worksheet(msgspec.Struct):
    """A box with fields.

    `fields` are indexes into the content's fields, in reading order. `was` are earlier names.
    """

    id: str
    title: str
    box: int
    line: int
    fields: list[int] = []
    was: list[str] = []
    calendar: bool = False  # offers a calendar file, too


def stays_open(field: Field, names: list[str]) -> bool:
    """True if learners can write into a field of a worksheet that is shown again.

    `names` are fields, rows, or columns; without names, all fields stay open.
    """
    return names != [NONE_OPEN] and (
        not names or not {field.id, field.row_id, field.column_id}.isdisjoint(names)
    )
