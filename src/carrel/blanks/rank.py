"""A ranking: a list whose items begin with `__`."""

from carrel.blanks.kind import BlankKind, some_of
from carrel.model.example import Value
from carrel.model.worksheet import Choice, Field

CHOICE_SECONDS = 10


class Rank(BlankKind):
    """The learner puts the choices in order."""

    name = "rank"
    called = "a list to put in order"
    item = "__"
    attributes_go = "on the line after its list"
    control = """\
<fieldset class="rank" id="{{ field.dom_id }}">
<legend class="hidden">{{ field.label }}</legend>
<p class="hint">{{ t.rank_hint }}</p>
<ul>
{%- for c in field.choices %}
<li class="choice"><input class="blank blank-rank" type="number" inputmode="numeric"{{ " " -}}
min="1" max="{{ field.choices|length }}" id="{{ c.dom_id }}" {{ field.data }}{{ " " -}}
data-choice="{{ c.id }}"{% if c.was %} data-was-value="{{ c.was }}"{% endif %}{{ " " -}}
aria-label="{{ t.rank_place|replace("{choice}", c.text)|replace("{n}", field.choices|length) -}}
"><label for="{{ c.dom_id }}">{{ c.html }}</label></li>
{%- endfor %}
</ul>
</fieldset>"""

    def seconds(self, field: Field) -> int:
        return CHOICE_SECONDS * len(field.choices)

    def expected(self, choices: list[Choice], value: Value) -> str:
        return some_of(choices, value)

    def in_words(self, answers: list[str]) -> str:
        return "\n".join(f"{place}. {answer}" for place, answer in enumerate(answers, 1))


RANK = Rank()
