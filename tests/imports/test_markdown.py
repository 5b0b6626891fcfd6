"""What importers write as Markdown, Carrel reads as the same words and things."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from carrel.imports.blocks import (
    Block,
    Box,
    Break,
    Cell,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Inline,
    Items,
    Link,
    Paragraph,
    Quote,
    Rule,
    Struck,
    Table,
    Tagged,
)
from carrel.imports.html.tree import parse
from carrel.imports.markdown import inline, write
from carrel.imports.words import words_of
from carrel.model.settings import BUILT_IN_KINDS, BoxKind
from carrel.source.content import read_content
from carrel.source.engine import ENGINE
from tests.support import few

PIECES = [
    *"*_`~[](){}<>!#|:\\&$@+-=.\"'/^",
    *("1.", "2)", "- ", ":::", "::: tip", "---", "***", "| a |", "[^1]", "{#id}", "{.tip}"),
    *("&amp;", "&lt;", "<b>", "<!--", "-->", "[ ]", "( )", "](", "![", "a", "bee", "x_y", "5*3"),
    *("é", "٣", "“", "—", "\u00a0", " ", "  "),
]
KINDS = {kind: BoxKind(kind, "note", kind) for kind in BUILT_IN_KINDS}
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
codes = words.map(Code)


def _formed(inside: st.SearchStrategy[list[Inline]]) -> st.SearchStrategy[Inline]:
    return st.one_of(
        st.builds(Emphasis, inside, st.booleans()),
        st.builds(Struck, inside),
        st.builds(Tagged, st.sampled_from(["sup", "mark", "u"]), inside),
    )


parts = st.recursive(
    st.one_of(words, words, codes),
    lambda inner: _formed(inner.map(lambda part: [part])),
    max_leaves=4,
)
passages = st.lists(st.one_of(parts, st.just(Break())), min_size=1, max_size=4).map(
    lambda made: [one for part in made for one in (part, " and ")]
)


def text_of(block: str) -> str:
    """The words that Carrel shows of a Markdown text."""
    return parse(ENGINE.html(block)).text()


def shown(part: Inline) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Code):
        return part.text
    return " " if isinstance(part, Break) else "".join(map(shown, getattr(part, "inside", [])))


@few(300)
@given(words)
def test_a_paragraph_of_any_characters_is_read_as_the_same_characters(text: str) -> None:
    written = write([Paragraph([text])])
    assert "".join(text_of(written).split()) == "".join(text.split()), written


@few(100)
@given(passages)
def test_a_passage_of_any_forms_is_read_as_the_same_words(passage: list[Inline]) -> None:
    written = write([Paragraph(passage)])
    assert words_of(text_of(written)) == words_of("".join(map(shown, passage))), written


@few(100)
@given(words)
def test_any_code_is_read_as_the_same_code(text: str) -> None:
    written = write([CodeBlock(text)])
    assert parse(ENGINE.html(written)).find("code")[0].text() == text + "\n"


def test_every_block_is_read_as_what_it_is() -> None:
    cell = [Cell([Paragraph(["a | b"])], ["a | b"], header=True)]
    blocks: list[Block] = [
        Heading(2, ["Bees #"], "bees"),
        Items([[Paragraph(["one"])], [Paragraph(["1. two"])]], start=3),
        Items([[Paragraph(["::: tip"])]]),
        Quote([Paragraph(["> said"])]),
        Rule(),
        Table([cell, [Cell([Paragraph(["c"])], ["c"])]]),
        Box("tip", [Paragraph(["Look", Break(), "- here"])], "A title", {"id": "look"}),
        Paragraph([Link("https://example.org/(a)", ["there"])]),
    ]
    content = read_content("a.md", f"---\ntitle: A\n---\n{write(blocks)}".encode(), KINDS)
    assert [box.kind for box in content.boxes] == ["tip"]
    assert [heading.level for heading in content.headings] == [2]
    assert len(content.tables) == 1
    assert [link.href for link in content.links] == ["https://example.org/(a)"]
    assert [issue.code for issue in content.issues] == []


def test_a_title_is_one_line() -> None:
    assert inline(["A ", Break(), Emphasis(["long"]), "\n title"]) == "A *long* title"
