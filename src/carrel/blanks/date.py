"""A date: `__/__/____`."""

import datetime

from carrel.blanks.kind import BlankKind
from carrel.model.example import Value
from carrel.model.worksheet import Choice


class Date(BlankKind):
    """The learner enters a day."""

    name = "date"
    called = "a date"
    inline = "__/__/____"
    is_day = True
    control = (
        '<input class="blank blank-date" type="date" id="{{ field.dom_id }}" {{ field.data }}'
        ' aria-label="{{ field.label }}">'
    )

    def expected(self, choices: list[Choice], value: Value) -> str:
        return "" if isinstance(value, str) and _is_day(value) else "a day like 2027-03-02"

    def on_paper(self, words: str) -> str:
        return f'<time class="said" datetime="{words}">{words}</time>'


def _is_day(value: str) -> bool:
    try:
        return len(value) == len("2027-03-02") and bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


DATE = Date()
