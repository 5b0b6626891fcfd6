"""Plain front matter is read without the YAML parser; whatever it reads, the YAML parser reads the same."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from carrel.source.front_matter import TEXTS, _Reader, read_front_matter

PAIRS = st.lists(
    st.tuples(st.sampled_from(sorted(TEXTS)), st.text("abcXYZ019 ,.;()?/-:#'\"&!éß", min_size=1, max_size=20)),
    max_size=4,
)


def read_without_shortcut(text: str) -> _Reader:
    reader = _Reader("page.md")
    reader._read_plain = lambda _: False  # type: ignore[method-assign]
    reader.read(text)
    return reader


@given(PAIRS)
def test_the_short_way_reads_what_the_yaml_parser_reads(pairs: list[tuple[str, str]]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in pairs)
    short = _Reader("page.md")
    if short._read_plain(text):
        long = read_without_shortcut(text)
        assert (short.values, short.lines, short.issues) == (long.values, long.lines, long.issues)


def test_the_short_way_is_taken_for_plain_words_only() -> None:
    assert _Reader("page.md")._read_plain("title: What is mentoring, and why?\n")
    for value in ("Why: a question", "Session #1", "'quoted'", "- a list", "&anchor"):
        assert not _Reader("page.md")._read_plain(f"title: {value}\n"), value


def test_values_stay_text() -> None:
    for value in ("no", "12:30", "010", "1e3", "null", "~"):
        front, _, issues = read_front_matter("page.md", f"---\ntitle: {value}\n---\n")
        assert (front.title, issues) == (value, [])
        assert yaml.safe_load(f"title: {value}")["title"] != value or value == "1e3"
