"""A kind of blank is one object: a kind that a test adds is read, checked, written and recorded."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import carrel
from carrel.blanks import KINDS
from carrel.blanks.kind import BlankKind
from carrel.codes import CODES, issue
from carrel.issues import Code, Issue, Position, Severity
from carrel.model.example import Value
from carrel.model.worksheet import Choice, Field
from tests.support import Desk, front

SOURCES = Path(carrel.__file__).parent
OF_BLANKS = ("model", "source", "checks", "site")
PAGE = "guide/1-one/1-a.md"
SHEET = """::: reflection My days {#days}
How much do you like Mondays? [0–10]{#mondays}

| | How much? |
|---|---|
| Tuesday | [1–5] |

Who can you call?

☎ ____
:::
"""


class Slider(BlankKind):
    """The learner moves a slider: `[0–10]`."""

    name = "slider"
    called = "a slider"
    inline = r"\[\d+–\d+\]"
    takes = frozenset({"short"})
    typical_seconds = 120
    control = (
        '<input type="range" {{ field.data }} aria-label="{{ field.label }}"'
        ' min="{{ field.detail|split("–")|first }}" max="{{ field.detail|split("–")|last }}">'
    )

    def detail(self, written: str) -> str:
        return written.strip("[]")

    def check(self, path: str, field: Field) -> Iterator[Issue]:
        low, _, high = field.detail.partition("–")
        if int(low) >= int(high):
            yield issue("slider-range", Position(path, field.line, field.column_at))

    def expected(self, choices: list[Choice], value: Value) -> str:
        return "" if isinstance(value, str) and value.isdigit() else "a number in quotes"

    def on_paper(self, words: str) -> str:
        return f"<meter>{words}</meter>"


class Phone(BlankKind):
    """The learner writes a phone number, on a line of its own."""

    name = "phone"
    called = "a phone number"
    line = "☎ ____"
    control = '<input type="tel" {{ field.data }}>'


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A toolkit with a slider in a sentence, one in a table, and a line for a phone number."""
    for kind in (Slider(), Phone()):
        monkeypatch.setitem(KINDS, kind.name, kind)
    problem = Code(Severity.ERROR, "This scale has no steps.", "Write [0–10].", "")
    monkeypatch.setitem(CODES, "slider-range", problem)
    return Desk(tmp_path).write(PAGE, front("Page A") + SHEET)


def test_its_field_is_read_with_id_and_label(desk: Desk) -> None:
    toolkit = desk.build().expect_codes().report.toolkit
    assert toolkit
    fields = toolkit.by_path[PAGE].content.fields
    assert [(field.id, field.kind, field.label, field.detail) for field in fields] == [
        ("mondays", "slider", "How much do you like Mondays? …", "0–10"),
        ("tuesday-how-much", "slider", "Tuesday: How much?", "1–5"),
        ("who-can-you-call", "phone", "Who can you call?", ""),
    ]


def test_its_control_is_on_the_page(desk: Desk) -> None:
    desk.build().expect(
        "guide/one/a/",
        '<input type="range" data-field="guide/days/mondays" data-kind="slider"'
        ' aria-label="How much do you like Mondays? …" min="0" max="10">',
        'data-field="guide/days/tuesday-how-much" data-kind="slider"',
        ' min="1" max="5">',
        '<input type="tel" data-field="guide/days/who-can-you-call" data-kind="phone">',
    )


def test_a_theme_can_replace_its_control(desk: Desk) -> None:
    desk.write("theme/templates/blank-phone.html", "<b {{ field.data }}>call</b>").build()
    desk.expect("guide/one/a/", '<b data-field="guide/days/who-can-you-call" data-kind="phone">')


def test_its_control_is_in_the_workbook(desk: Desk) -> None:
    desk.build().expect("guide/workbook/", 'data-kind="slider"', 'data-kind="phone"')


def test_its_seconds_count(desk: Desk) -> None:
    toolkit = desk.build().report.toolkit
    assert toolkit
    assert toolkit.by_path[PAGE].seconds["exercises"] == 120 + 120 + 20


def test_what_it_checks_is_reported_at_its_place(desk: Desk) -> None:
    desk.edit(PAGE, "[0–10]", "[10–0]").build().expect_codes("slider-range")
    assert f"{PAGE}:6:31: error: This scale has no steps." in desk.messages


def test_it_is_recorded_in_the_lock_and_read_from_it(desk: Desk) -> None:
    desk.build().expect_published()
    lock = (desk.root / "fields.lock").read_text()
    assert 'guide/days/mondays  slider  "How much do you like Mondays? …"\n' in lock
    desk.edit(PAGE, "Mondays? [0–10]{#mondays}", "Mondays?").build().expect_codes("field-gone")


def test_it_takes_the_answers_that_it_says(desk: Desk) -> None:
    slider = "[0–10]{#mondays}"
    desk.edit(PAGE, slider, "____{#mondays}").build().expect_codes()
    desk.edit(PAGE, "____{#mondays}", slider).build().expect_codes()
    desk.edit(PAGE, slider, "____{#mondays}").build().expect_codes("field-kind-changed")
    assert "a slider" in desk.messages


def test_an_example_fills_it_in(desk: Desk) -> None:
    example = 'title = "Ana"\nabout = "A day."\n\n[days]\nmondays = "{}"\n'
    desk.write("guide/example.toml", example.format("7")).build().expect_codes()
    desk.expect("guide/example/", "<meter>7</meter>")
    desk.write("guide/example.toml", example.format("much")).build().expect_codes("example-value")
    assert "a number in quotes" in desk.messages


# What fits each kind in an example

WEEKLY, NEVER = Choice("weekly", "weekly"), Choice("never", "never")
SOME, ONE, DAY = "a list of some of weekly, never", "one of weekly, never", "a day like 2027-03-02"
TEXT = "text in double quotes"


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("text", "Words.", ""),
        ("short", ["words"], TEXT),
        ("picture", ["words"], TEXT),
        ("date", "2027-03-02", ""),
        ("date", "20270302", DAY),
        ("date", "2027-02-30", DAY),
        ("date", ["2027-03-02"], DAY),
        ("choose", "never", ""),
        ("choose", "often", ONE),
        ("rating", "weekly", ""),
        ("rating", ["weekly"], ONE),
        ("tick", ["never"], ""),
        ("tick", [], ""),
        ("tick", "never", SOME),
        ("tick", ["never", "never"], SOME),
        ("rank", ["never", "weekly"], ""),
        ("rank", ["never", "often"], SOME),
    ],
)
def test_what_fits_each_kind(kind: str, value: Value, expected: str) -> None:
    assert KINDS[kind].expected([WEEKLY, NEVER], value) == expected


def test_how_answers_read_on_paper() -> None:
    assert KINDS["rank"].in_words(["one", "two"]) == "1. one\n2. two"
    assert KINDS["tick"].in_words(["one", "two"]) == "one\ntwo"
    day = '<time class="said" datetime="2027-03-02">2027-03-02</time>'
    assert KINDS["date"].on_paper("2027-03-02") == day
    assert KINDS["text"].on_paper("Words.") == '<span class="said">Words.</span>'


@pytest.mark.parametrize(
    ("kind", "more", "seconds"),
    [
        ("text", {}, 60),
        ("text", {"row": "Ana"}, 20),
        ("short", {}, 20),
        ("date", {}, 20),
        ("picture", {}, 180),
        ("rating", {"choices": [WEEKLY, NEVER]}, 10),
        ("rank", {"choices": [WEEKLY, NEVER]}, 20),
        ("tick", {"choices": [WEEKLY, NEVER]}, 19),
        ("choose", {"choices": [WEEKLY, NEVER], "self_check": True}, 30),
    ],
)
def test_the_seconds_of_each_kind(kind: str, more: dict[str, Any], seconds: int) -> None:
    assert KINDS[kind].seconds(Field("id", kind, "Question", 0, 1, **more)) == seconds


# The table of kinds is the only one


def test_names_can_stand_in_files_and_patterns() -> None:
    for name, kind in KINDS.items():
        assert re.fullmatch("[a-z]+", name) and kind.name == name and kind.called and kind.control


def test_every_kind_has_a_form() -> None:
    forms = ("line", "inline", "item", "step", "empty_cell", "image")
    assert all(any(getattr(kind, form) for form in forms) for kind in KINDS.values())
    for form in ("empty_cell", "image"):
        assert len([kind for kind in KINDS.values() if getattr(kind, form)]) == 1


def test_the_scripts_have_the_same_kinds() -> None:
    kinds = SOURCES / "site" / "assets" / "scripts" / "fields" / "kinds"
    assert {path.stem for path in kinds.glob("*.js")} == set(KINDS)


@pytest.mark.parametrize("folder", OF_BLANKS)
def test_nothing_else_names_a_kind(folder: str) -> None:
    named = [
        f"{file.name}:{node.lineno}"
        for file in sorted((SOURCES / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if _names_a_kind(node)
    ]
    assert named == []


def test_no_template_asks_for_a_kind() -> None:
    for template in sorted((SOURCES / "site" / "templates").glob("*.html")):
        assert not re.search(r"field\.kind *(==|!=|in\b)", template.read_text()), template.name


def _names_a_kind(node: ast.AST) -> bool:
    """True for `field.kind == "text"`, `("text", "short")`, and imports of one kind."""
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").removeprefix("carrel.blanks.") in KINDS
    if isinstance(node, ast.Compare):
        asked = ast.unparse(node.left).endswith("kind")
        return asked and any(_is_kind(part) for part in node.comparators)
    if isinstance(node, ast.Dict):
        return sum(_is_kind(key) for key in node.keys if key) > 1
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return sum(_is_kind(part) for part in node.elts) > 1
    return False


def _is_kind(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value in KINDS
