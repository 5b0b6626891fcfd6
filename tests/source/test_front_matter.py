"""Front matter: what YAML makes of it, and where each value is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.source.front_matter import TEXTS, read_front_matter
from tests.support import few

plain_key = st.sampled_from(sorted(TEXTS - {"minutes", "plan"}))
plain_value = st.from_regex(r"[A-Za-z0-9](?:[A-Za-z0-9,.;()?/-]| +[A-Za-z0-9])*", fullmatch=True)
plain_pairs = st.dictionaries(plain_key, plain_value, max_size=5)

any_key = st.sampled_from(
    ["title", "summary", "minutes", "plan", "outcomes", "credits", "titel", "Title", ""]
)
WORDS = """
a|Two words|12|yes|no|-|?|:|, |. |(x)|/|#|&|!|*|é|null|~|0x1|[|\t|  |'|"|- b|| x
""".strip("\n").split("|")
any_value = st.lists(st.sampled_from(WORDS), max_size=5).map("".join)
ENDS = re.compile(r"(?:---|\.\.\.)[ \t]*\n")
any_line = st.one_of(
    st.builds("{}: {}\n".format, any_key, any_value),
    st.builds("{}:{}\n".format, any_key, any_value),
    any_value.map("{}\n".format),
).filter(lambda line: not ENDS.match(line))


@few(200)
@given(plain_pairs)
def test_plain_values_stay_as_they_were_typed(pairs: dict[str, str]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in pairs.items())
    front, _, issues = read_front_matter("a.md", f"---\n{text}---\n")
    assert issues == []
    assert {key: getattr(front, key) for key in pairs} == {
        key: " ".join(value.split()) for key, value in pairs.items()
    }
    assert front.lines == {key: line for line, key in enumerate(pairs, 2)}


@few(400)
@given(st.lists(any_line, max_size=5))
def test_any_front_matter_is_read_and_issues_are_inside_it(lines: list[str]) -> None:
    text = "".join(lines)
    whole = f"---\n{text}---\n\nText.\n"
    front, end, issues = read_front_matter("a.md", whole)
    assert whole[end:] == "\nText.\n"
    last = text.count("\n") + 2  # the line of the second ---
    assert all(1 <= line <= last for line in front.lines.values())
    assert all(1 <= found.position.line <= last for found in issues)


@pytest.mark.parametrize(
    "text, code, line, column",
    [
        ("title: a\nminutes: soon\n", "front-matter-value", 3, 10),
        ("title: a\nplan:   maybe\n", "front-matter-value", 3, 9),
        ("title: a\n title: b\n", "front-matter-syntax", 3, 7),
        ("title: a\ntitle: b\n", "front-matter-duplicate", 3, 1),
        ("titel: a\n", "front-matter-unknown", 2, 1),
        ("title: &a b\n", "front-matter-syntax", 2, 8),
        ("title: a # b\n", "front-matter-comment", 2, 9),
        ("title: [a]\n", "front-matter-shape", 2, 8),
        ("- a\n", "front-matter-shape", 2, 1),
        ('title: "\\x01"\n', "text-control", 2, 8),
    ],
)
def test_an_issue_has_the_place_of_what_is_wrong(
    text: str, code: str, line: int, column: int
) -> None:
    _, _, issues = read_front_matter("a.md", f"---\n{text}---\n")
    found = [(one.code, one.position.line, one.position.column) for one in issues]
    assert found == [(code, line, column)]


def test_line_breaks_of_other_programs_do_not_move_the_lines() -> None:
    _, _, issues = read_front_matter(
        "a.md", "---\ntitle: one\u2028two\u2029three\x85four\ntitel: x\n---\n"
    )
    assert [issue.position.line for issue in issues] == [3]


@pytest.mark.parametrize("written", ['"\\x01"', '"a\\x1fb"', '"\\ufdd0"'])
def test_control_characters_that_are_written_as_escapes_are_reported_and_replaced(
    written: str,
) -> None:
    front, _, issues = read_front_matter("a.md", f"---\ntitle: {written}\n---\n")
    assert [issue.code for issue in issues] == ["text-control"]
    assert "\ufffd" in front.title
