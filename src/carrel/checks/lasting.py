"""Whether answers that learners have written would still be found: today's worksheets, what `was=` says, and `fields.lock`."""

from collections.abc import Iterator

from carrel.checks.answers import Answers
from carrel.checks.lost import lost_answers
from carrel.checks.renaming import renamed
from carrel.issues import Issue
from carrel.model.toolkit import Toolkit


def lasting(toolkit: Toolkit) -> Iterator[Issue]:
    """Everything that would lose an answer, or show it in the wrong place."""
    answers = Answers(toolkit)
    yield from lost_answers(answers)
    yield from renamed(answers)
