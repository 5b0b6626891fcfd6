"""Ids and addresses that are made of names."""

import pytest

from carrel.model.slugs import is_address, is_reserved, short_slug, slug, split_order


@pytest.mark.parametrize(
    ("name", "made"),
    [("What  is it?", "what-is-it"), ("Äpfel & Öl", "äpfel-öl"), ("--", ""), ("e\u0301", "é")],
)
def test_a_slug_has_letters_digits_and_single_hyphens(name: str, made: str) -> None:
    assert slug(name) == made


@pytest.mark.parametrize(
    ("name", "longest", "made"),
    [
        ("one two", 7, "one-two"),
        ("one two", 6, "one"),
        ("one two", 3, "one"),
        ("one two", 2, "on"),
        ("a bcd efg", 5, "a-bcd"),
    ],
)
def test_a_long_slug_is_cut_at_a_hyphen(name: str, longest: int, made: str) -> None:
    assert short_slug(name, longest) == made


def test_a_number_is_split_off_a_files_name() -> None:
    assert split_order("2-benefits") == (2, "benefits")
    assert split_order("closing") == (None, "closing")


def test_ids_of_footnotes_and_of_parts_of_a_page_are_reserved() -> None:
    assert [is_reserved(name) for name in ("main", "fn-1", "plan")] == [True, True, False]


def test_an_address_stays_in_the_site() -> None:
    given = ("/mentoring/old-name/", "/mentoring", "mentoring/", "/", "/../x/")
    assert [is_address(text) for text in given] == [True, True, True, False, False]
