"""Radio buttons: a list whose items begin with `( )`."""

from collections.abc import Iterator

from carrel.blanks.choices import Choices
from carrel.blanks.kind import one_of
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.example import Value
from carrel.model.worksheet import Choice, Field


class Choose(Choices):
    """The learner chooses one."""

    name = "choose"
    called = "a list to choose one from"
    item = r"\([ xX]?[)\]]"

    def check(self, path: str, field: Field) -> Iterator[Issue]:
        """There are several choices."""
        if len(field.choices) == 1:
            place = Position(path, field.line, field.column_at)
            yield issue("choice-single", place, choice=field.choices[0].text)

    def check_question(self, path: str, field: Field) -> Iterator[Issue]:
        """Exactly one choice is right. (A single choice is reported by `check`.)"""
        if len(field.choices) == 1:
            return
        right = sum(choice.right for choice in field.choices)
        if right > 1:
            place = Position(path, field.line, field.column_at)
            yield issue("quiz-several", place, label=field.label, count=right)
        yield from super().check_question(path, field)

    def expected(self, choices: list[Choice], value: Value) -> str:
        return one_of(choices, value)


CHOOSE = Choose("radio")
