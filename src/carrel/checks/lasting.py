"""Answers that learners have written must still be found after an edit.

Compares today's worksheets, their `was=` attributes, and `fields.lock`.
"""

from collections.abc import Iterator

from carrel.checks.answers import Answers
from carrel.checks.lost import lost_answers
from carrel.checks.renaming import renamed
from carrel.issues import Issue
from carrel.model.toolkit import Toolkit


def lasting(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports everything that would lose an answer, or show it under the wrong question."""
    answers = Answers(toolkit)
    yield from lost_answers(answers)
    yield from renamed(answers)
