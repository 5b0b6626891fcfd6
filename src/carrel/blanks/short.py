"""A gap in a sentence, and the blank beside a choice."""

from carrel.blanks.kind import BlankKind
from carrel.model.worksheet import KIND_BESIDE_A_CHOICE


class Short(BlankKind):
    """The learner writes a few words."""

    name = KIND_BESIDE_A_CHOICE
    called = "a short text"
    inline = r"_{3,}"
    takes = frozenset({"text", "date"})
    control = (
        '<input class="blank blank-short" type="text" id="{{ field.dom_id }}" {{ field.data }}'
        ' aria-label="{{ field.label }}">'
    )


SHORT = Short()
