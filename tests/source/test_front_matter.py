"""Front matter with plain words is read without YAML; what comes of it is what YAML would say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.source import front_matter
from carrel.source.front_matter import read_front_matter
from tests.support import few

key = st.sampled_from(
    [
        "title",
        "summary",
        "objective",
        "minutes",
        "plan",
        "licence",
        "outcomes",
        "credits",
        "titel",
        "Title",
        "",
    ]
)
words = st.lists(
    st.sampled_from(
        [
            "a",
            "Two words",
            "12",
            "yes",
            "no",
            "-",
            "?",
            ":",
            ", ",
            ". ",
            "(x)",
            "/",
            "#",
            "&",
            "é",
            "null",
            "~",
            "0x1",
            "[",
            "\t",
            "  ",
            "'",
            "|",
            "- b",
        ]
    ),
    max_size=5,
).map("".join)
line = st.one_of(
    st.builds("{}: {}\n".format, key, words),
    st.builds("{}:{}\n".format, key, words),
    words.map(lambda text: f"{text}\n"),
)
yaml_text = st.lists(line, max_size=5).map("".join)


@few(600)
@given(yaml_text)
def test_the_quick_way_and_the_long_way_read_the_same(text: str) -> None:
    whole = f"---\n{text}---\n\nText.\n"
    quickly = read_front_matter("a.md", whole)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(front_matter._Reader, "_read_plain", lambda *_: False)
        assert read_front_matter("a.md", whole) == quickly


def test_line_breaks_of_other_programs_do_not_move_the_lines() -> None:
    _, _, issues = read_front_matter(
        "a.md", "---\ntitle: one\u2028two\u2029three\x85four\ntitel: x\n---\n"
    )
    assert [issue.position.line for issue in issues] == [3]


@pytest.mark.parametrize("written", ['"\\x01"', '"a\\x1fb"', '"\\ufdd0"'])
def test_control_characters_that_are_written_as_signs_are_reported_and_replaced(
    written: str,
) -> None:
    front, _, issues = read_front_matter("a.md", f"---\ntitle: {written}\n---\n")
    assert [issue.code for issue in issues] == ["text-control"]
    assert "\ufffd" in front.title
