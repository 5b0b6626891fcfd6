"""A worksheet is a box with blanks; a field is one blank, with an id that outlives every edit."""

from enum import StrEnum

import msgspec


class FieldKind(StrEnum):
    """What a learner does in a blank."""

    TEXT = "text"  # writes as much as they like
    SHORT = "short"  # writes a few words
    DATE = "date"
    TICK = "tick"  # ticks any number of choices
    CHOOSE = "choose"  # chooses one
    RATING = "rating"  # chooses one step of a scale; one row of a table
    RANK = "rank"  # puts the choices in order
    PICTURE = "picture"  # adds a drawing or a photo, or says it in words


_WORDS = frozenset({FieldKind.TEXT, FieldKind.SHORT})


def fits(before: FieldKind, now: FieldKind) -> bool:
    """Whether an answer to a field of one kind is one to a field of another: words are words, and so is a date."""
    return before is now or (now in _WORDS and before in (*_WORDS, FieldKind.DATE))


class Choice(msgspec.Struct):
    """One thing to tick, choose or rank. `html` may hold marks; `feedback` is what a quiz says to who chose it; `was` are ids that
    it had before."""

    id: str
    text: str
    html: str = ""
    right: bool = False
    feedback: str = ""
    other: bool = False  # has a blank of its own
    was: list[str] = []


class Field(msgspec.Struct):
    """One blank: its id inside its worksheet, its kind, and the question it answers in plain words.

    In a table, `row` and `column` are the headers that name the cell, `row_id` and `column_id` what ids are made of. `box` is an
    index into the content's boxes, `number` the field's own index in the content's fields. `was` names the fields that it was
    before, and `copies_from` the field from whose answer it starts, as the author wrote them (see `keys`); `derived_names` are names that follow
    from those of its row and column.
    """

    id: str
    kind: FieldKind
    label: str
    box: int
    line: int
    column_at: int = 1
    number: int = 0
    given: bool = False  # the author gave the id
    row: str = ""
    column: str = ""
    lines: int = 1  # how many ruled lines a text area stands for
    choices: list[Choice] = []
    self_check: bool = False  # has a right answer
    row_id: str = ""
    column_id: str = ""
    was: list[str] = []
    derived_names: list[str] = []
    copies_from: str = ""


class Worksheet(msgspec.Struct):
    """A box with fields: `fields` are indexes into the content's fields, in reading order; `was` are names that it had before."""

    id: str
    title: str
    box: int
    line: int
    fields: list[int] = []
    was: list[str] = []
    calendar: bool = False  # leaves as a calendar file, too


NONE_OPEN = "none"
"""In place of names: no field of a worksheet that comes back can be written into."""


def stays_open(field: Field, names: list[str]) -> bool:
    """Whether a field can be written into where a worksheet comes back: all can, or those that are named, or whose row or column is."""
    return names != [NONE_OPEN] and (
        not names or not {field.id, field.row_id, field.column_id}.isdisjoint(names)
    )
