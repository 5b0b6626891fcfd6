"""A rating: a row of a table whose cells after the first are all `( )`."""

from carrel.blanks.kind import BlankKind, one_of
from carrel.model.example import Value
from carrel.model.worksheet import Choice


class Rating(BlankKind):
    """The learner chooses one step of a scale."""

    name = "rating"
    called = "a rating"
    step = r"\(\s*\)"
    shares_choices = True
    attributes_go = "after the text that begins its row"
    typical_seconds = 10
    control = (
        '<label class="rate"><input type="radio" id="{{ choice.dom_id }}"'
        ' name="{{ field.dom_id }}" value="{{ choice.id }}"'
        '{% if choice.was %} data-was-value="{{ choice.was }}"{% endif %} {{ field.data }}'
        '{% if number is not none %} data-number="{{ number }}"{% endif %}>'
        '<span class="hidden">{{ field.label }}: {{ choice.text }}</span></label>'
    )

    def expected(self, choices: list[Choice], value: Value) -> str:
        return one_of(choices, value)


RATING = Rating()
