"""Written references: each kind of work, and each part that may be missing."""

import re
from html import unescape

import pytest

from carrel.model.references import Reference, References
from carrel.site.body.references import listed, written

WORDS = {"reference_and": "&", "link_not_tried": "link not tried"}
ARTICLE = Reference(
    "a",
    authors=("Ng, D.",),
    year="2019",
    title="Desks",
    journal="Rooms",
    volume="4",
    issue="2",
    pages="11–19",
)
BOOK = Reference("b", authors=("Ng, D.",), year="2019", title="Desks", publisher="Desk Press")


def words(reference: Reference) -> str:
    return unescape(re.sub(r"<[^>]*>", "", written(reference, WORDS)))


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (ARTICLE, "Ng, D. (2019). Desks. Rooms, 4(2), 11–19."),
        (
            Reference("a", authors=("Ng, D.",), year="2019", title="Why desks?", journal="Rooms"),
            "Ng, D. (2019). Why desks? Rooms.",
        ),
        (BOOK, "Ng, D. (2019). Desks. Desk Press."),
        (
            Reference("b", authors=("MENTOR",), year="n.d.", title="Screening", publisher="MENTOR"),
            "MENTOR. (n.d.). Screening.",
        ),
        (
            Reference(
                "b", authors=("Ng, D.",), year="2019", title="D", edition="2nd ed.", publisher="P"
            ),
            "Ng, D. (2019). D (2nd ed.). P.",
        ),
    ],
    ids=["article", "question", "book", "own publisher", "edition"],
)
def test_each_part_ends_with_one_stop(reference: Reference, said: str) -> None:
    assert words(reference) == said


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        (["Ng, D."], "Ng, D."),
        (["Ng, D.", "Ito, M."], "Ng, D., & Ito, M."),
        (["Ng, D.", "Ito, M.", "Oh, S."], "Ng, D., Ito, M., & Oh, S."),
    ],
)
def test_the_last_of_several_authors_follows_an_and(authors: list[str], said: str) -> None:
    assert words(
        Reference("a", authors=tuple(authors), year="2019", title="Desks", journal="Rooms")
    ).startswith(f"{said} (2019)")


def test_a_book_is_in_italics_and_an_article_is_not() -> None:
    assert "<em>Desks</em>" in written(BOOK, WORDS)
    assert "<em>Desks</em>" not in written(ARTICLE, WORDS)
    assert "<em>Rooms</em>, <em>4</em>(2)" in written(ARTICLE, WORDS)


def test_the_list_is_in_the_order_of_names_and_says_which_links_nobody_tried() -> None:
    tried = Reference(
        "t",
        authors=("alba, C.",),
        year="2001",
        title="T",
        publisher="P",
        url="https://example.org/t",
    )
    untried = Reference(
        "u",
        authors=("Zorn, A.",),
        year="2001",
        title="U",
        publisher="P",
        url="https://example.org/u",
        tried=False,
    )
    items = re.findall(
        "<li>.*</li>",
        listed(References(entries={one.key: one for one in (untried, BOOK, tried)}), WORDS),
    )
    assert [re.findall("alba|Ng|Zorn", item) for item in items] == [["alba"], ["Ng"], ["Zorn"]]
    assert ["link not tried" in item for item in items] == [False, False, True]
