"""Code in a line is found without the Markdown parser, where the parser finds it."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.source.code import code_spans, cut_comments, without_code
from carrel.source.engine import ENGINE
from tests.support import few

ticks = st.lists(
    st.sampled_from(["`", "``", "```", "a", " ", "b\n", "\n\n", "x"]), max_size=24
).map("".join)


@few(800)
@given(ticks)
def test_code_is_found_where_the_parser_finds_it(text: str) -> None:
    text = "x" + re.sub(r"\n+(?=`{3})|\n +", "\nx", text)  # a paragraph, and no fence
    found = [text[start:end].strip("`") for start, end in code_spans(text)]
    shown = [
        unescape(code) for code in re.findall(r"<code[^>]*>(.*?)</code>", ENGINE.html(text), re.S)
    ]
    assert [re.sub(r"\s", "", code) for code in found] == [
        re.sub(r"\s", "", code) for code in shown
    ]


@few(300)
@given(ticks)
def test_what_is_blanked_keeps_its_place(text: str) -> None:
    blanked = without_code(text, [])
    assert len(blanked) == len(text)
    assert [at for at, letter in enumerate(text) if letter == "\n"] == [
        at for at, letter in enumerate(blanked) if letter == "\n"
    ]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a <!-- b --> c", "a            c"),
        ("<!--\n::: tip\n-->\nafter", "\n\n\nafter"),
        ("`<!--` and `-->`", "`<!--` and `-->`"),
        ("```\n<!--\n```\n-->", "```\n<!--\n```\n-->"),
        ("text\n\n    <!-- code -->", "text\n\n    <!-- code -->"),
        ("- item\n\n    <!-- gone -->", "- item\n\n    "),
        ("- item\n  - inner\n\n    <!-- gone -->", "- item\n  - inner\n\n    "),
        ("- item\n\n      <!-- code -->", "- item\n\n      <!-- code -->"),
        ("1. item\n\n   ::: tip\n\n    <!-- gone -->", "1. item\n\n   ::: tip\n\n    "),
    ],
)
def test_comments_are_cut_and_code_is_kept(text: str, cut: str) -> None:
    assert cut_comments(text) == (cut, None)
