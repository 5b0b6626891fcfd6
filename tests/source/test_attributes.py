"""Braces at the end of a heading, a question or a box: what they hold, and when they are text."""

import pytest

from carrel.source.attributes import Attributes, cut_attributes, cut_braces


@pytest.mark.parametrize(
    ("text", "words", "braces"),
    [
        ("Plan {#plan}", "Plan", "#plan"),
        ("Plan\t{#plan} ", "Plan", "#plan"),
        ("{}", "", ""),
        ("a {b} {c}", "a {b}", "c"),
        ("a {b{c}", "a {b", "c"),
        ("#plan", "#plan", None),
        ("#plan x", "#plan x", None),
        ("a b}", "a b}", None),
        ("a {b", "a {b", None),
        ("a \\{b}", "a \\{b}", None),
        ("a {b}} ", "a {b}} ", None),
        ("", "", None),
    ],
)
def test_braces_are_cut_off_the_end(text: str, words: str, braces: str | None) -> None:
    assert cut_braces(text) == (words, braces)


def test_braces_that_hold_attributes_are_read() -> None:
    words, found = cut_attributes('Plan {#plan rows=grow title="Our plan"}')
    assert (words, found.id) == ("Plan", "plan")
    assert found.values == {"rows": "grow", "title": "Our plan"}


@pytest.mark.parametrize("text", ["Plan", "#plan", "Plan {}", "Plan { }", "Plan {two words}"])
def test_other_braces_are_text(text: str) -> None:
    assert cut_attributes(text) == (text, Attributes())
