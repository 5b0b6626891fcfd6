"""The contract that every kind of blank keeps: `BlankKind`."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.issues import Issue
from carrel.model.example import Value
from carrel.model.worksheet import Choice, Field


class BlankKind:
    """A kind of blank: how it is written, what is checked, what stands on the page, and what fits.

    A new kind is a subclass in a file of its own, with one object of it in `carrel.blanks.KINDS`.
    The defaults are those of a blank that holds text; a kind defines what is different.
    """

    name = ""
    """Lower-case letters. It stands in `data-kind`, in `fields.lock`, and in save files, and must
    never change."""
    called = ""
    """What messages call it: "a text area"."""

    # How it is written in a worksheet. A kind has one of these forms or several.

    line = ""
    """Regular expression (no groups) of a line that is nothing else: `____`."""
    inline = ""
    """Regular expression (no groups) of a blank in a line of text or in a table's cell."""
    item = ""
    """Regular expression (no groups) of what begins every item of a list: `[ ]`."""
    step = ""
    """Regular expression (no groups) of what stands in every cell of a table's row after the first
    one: `( )`. Such a row is one field, and the headers of its columns are the choices."""
    empty_cell = False
    """True for the kind that an empty cell of a worksheet's table is."""
    image = False
    """True for the kind that an image without a file is."""

    lines_join = False
    """True if several such lines in a row are one blank; `Field.lines` is their number."""
    can_be_right = False
    """True if authors can mark its choices as right: `[x]`."""
    is_day = False
    """True if its answer is a day, which can become an entry in a calendar."""
    shares_choices = False
    """True if the rows of a table share their choices, so that a lost choice is one problem."""
    attributes_go = "right after its blank"
    """Where its attributes in braces are written; ends a sentence."""
    takes: frozenset[str] = frozenset()
    """The names of other kinds whose answers it can show as its own."""
    typical_seconds = 20
    """How long a learner needs, if it does not depend on the field."""

    control = ""
    """The template (minijinja) of its form control, or of one step where `step` is set.

    It gets `field` (see `carrel.site.body.fields`), `t` (the words of the toolkit's language) and
    `icons`; a control also `in_table`, and a step `choice` and `number`. Every control writes
    `{{ field.data }}`: the attributes by which the scripts know the field."""

    def detail(self, written: str) -> str:
        """Returns what `Field.detail` keeps of a blank's text in the source, such as a scale."""
        return ""

    def seconds(self, field: Field) -> int:
        """Returns the seconds that the field adds to its page's time."""
        return self.typical_seconds

    def check(self, path: str, field: Field) -> Iterator[Issue]:
        """Yields what is wrong with a field of this kind on the page at `path`."""
        return iter(())

    def check_question(self, path: str, field: Field) -> Iterator[Issue]:
        """Yields what is wrong with it as a question of a quiz, if its choices can be right."""
        return iter(())

    def expected(self, choices: list[Choice], value: Value) -> str:
        """Returns "" if `value` in example.toml fits the field, else what it should be."""
        return "" if isinstance(value, str) else "text in double quotes"

    def in_words(self, answers: list[str]) -> str:
        """Returns the chosen choices of an answer as plain text, one a line."""
        return "\n".join(answers)

    def on_paper(self, words: str) -> str:
        """Returns the HTML of an answer in a worked example. `words` is escaped and not empty."""
        return f'<span class="said">{words}</span>'


def one_of(choices: list[Choice], value: Value) -> str:
    """Returns "" if `value` is the id of a choice, else what it should be."""
    ids = [choice.id for choice in choices]
    return "" if value in ids else f"one of {', '.join(ids)}"


def some_of(choices: list[Choice], value: Value) -> str:
    """Returns "" if `value` is a list of ids of choices, each once, else what it should be."""
    ids = [choice.id for choice in choices]
    fits = isinstance(value, list) and len(set(value)) == len(value) and set(value) <= set(ids)
    return "" if fits else f"a list of some of {', '.join(ids)}"
