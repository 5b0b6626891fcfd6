"""Terms of the glossary are found in whatever letters they are written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.model.content import Term
from carrel.model.marks import BOX_OPENS, mark
from carrel.site.body.terms import Glossary
from tests.support import few

LETTERS = "aikstyIİıſKKσςΣßẞéÉ ''-s"
words = st.text(alphabet=LETTERS, min_size=1, max_size=4).map(str.strip).filter(bool)


def glossary(*names: str) -> Glossary:
    return Glossary(
        [Term(name, f"<p>{name}</p>", f"term-{number}") for number, name in enumerate(names)]
    )


def without_buttons(body: str) -> str:
    return re.sub(r"</?button[^>]*>", "", body)


@few(800)
@given(st.lists(words, min_size=1, max_size=4), st.text(alphabet=LETTERS + "<>&", max_size=30))
def test_whatever_the_letters_only_buttons_are_added(names: list[str], text: str) -> None:
    body = f"<p>{text.replace('<', '&lt;')}</p>"
    explained, terms = glossary(*names).explain(body)
    assert without_buttons(explained) == body
    assert explained.count("<button") == len(terms) == len({term.id for term in terms})


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("iş", "İş"),
        ("mask", "maſk"),
        ("kelvin", "\u212aelvin"),
        ("λόγος", "ΛΌΓΟΣ"),
        ("λόγος", "λόγοσ"),
        ("reader", "Readers"),
        ("straße", "STRAẞE"),
    ],
)
def test_a_term_is_found_in_letters_of_another_size(term: str, text: str) -> None:
    explained, terms = glossary(term).explain(f"<p>{text} and {term}</p>")
    assert len(terms) == 1 and f">{text}</button> and {term}</p>" in explained, explained


def test_the_first_use_counts_and_links_headings_and_code_are_left_alone() -> None:
    body = '<h2>desk</h2><p><a href="x">desk</a> <code>desk</code> a desk, and a desk</p>'
    explained, _ = glossary("desk").explain(body)
    assert explained == body.replace(
        " a desk,", ' a <button type="button" class="term" popovertarget="term-0">desk</button>,'
    )


def test_the_longest_term_counts() -> None:
    explained, terms = glossary("open", "open question").explain("<p>An open question.</p>")
    assert [term.name for term in terms] == [
        "open question"
    ] and ">open question</button>" in explained


def test_marks_and_attributes_are_no_text() -> None:
    body = f'{mark(BOX_OPENS, 1)}<p title="desk">x</p>'
    assert glossary("desk", "b1", "1").explain(body) == (body, [])
