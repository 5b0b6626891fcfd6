"""What check boxes and radio buttons share: a list of choices, which may be a quiz question."""

from collections.abc import Iterator

from carrel.blanks.kind import BlankKind
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.worksheet import Field

GROUP_SECONDS = 15
CHOICE_SECONDS = 2
SELF_CHECK_SECONDS = 30

_CONTROL = """\
<fieldset class="choices{% if field.self_check %} check{% endif %}" id="{{ field.dom_id }}">
<legend class="hidden">{{ field.label }}</legend>
{%- for c in field.choices %}
<div class="choice">
<input type="INPUT" id="{{ c.dom_id }}" name="{{ field.dom_id }}" value="{{ c.id }}"{# -#}
{% if c.was %} data-was-value="{{ c.was }}"{% endif %} {{ field.data }}>{# -#}
<label for="{{ c.dom_id }}">{{ c.html }}</label>
{%- if c.other %} <input class="blank blank-short" type="text" {{ c.other_data }}{{ " " -}}
aria-label="{{ t.other_words|replace("{choice}", c.text|trim(": ")) }}">{% endif %}
</div>
{%- endfor %}
{%- if field.self_check %}
<div class="feedback" role="status"></div>
<details class="answer">
<summary>{{ t.answer }}</summary>
<ul>
{%- for c in field.choices %}
<li data-choice="{{ c.id }}"><p class="answer-choice">{{ c.text }}</p><p>{# -#}
<strong class="verdict verdict-{{ "right" if c.right else "wrong" }}">{# -#}
{{ icons.check if c.right else icons.return }} {{ t.right if c.right else t.wrong }}{# -#}
</strong></p>{{ c.feedback }}</li>
{%- endfor %}
</ul>
</details>
{%- endif %}
</fieldset>"""
"""A comment that ends in a hyphen, `{# -#}`, joins two lines."""


class Choices(BlankKind):
    """The learner chooses from a list; `input_type` is the type of each choice's input."""

    can_be_right = True
    attributes_go = "on the line after its list"

    def __init__(self, input_type: str) -> None:
        self.control = _CONTROL.replace("INPUT", input_type)

    def seconds(self, field: Field) -> int:
        if field.self_check:
            return SELF_CHECK_SECONDS
        return GROUP_SECONDS + CHOICE_SECONDS * len(field.choices)

    def check_question(self, path: str, field: Field) -> Iterator[Issue]:
        """At least one choice is right, and every choice has feedback."""
        place = Position(path, field.line, field.column_at)
        if not any(choice.right for choice in field.choices):
            yield issue("quiz-answer", place, label=field.label)
        silent = [choice.text for choice in field.choices if not choice.feedback]
        if silent:
            count = len(field.choices)
            yield issue("quiz-feedback", place, count=len(silent), all=count, choice=silent[0])
