"""Check boxes: a list whose items begin with `[ ]`."""

from carrel.blanks.choices import Choices
from carrel.blanks.kind import some_of
from carrel.model.example import Value
from carrel.model.worksheet import Choice


class Tick(Choices):
    """The learner checks any number of choices."""

    name = "tick"
    called = "a list to tick"
    item = r"\[[ xX]?[)\]]"

    def expected(self, choices: list[Choice], value: Value) -> str:
        return some_of(choices, value)


TICK = Tick("checkbox")
