"""Words are compared as a reader would: by what they are, and in their order."""

from hypothesis import given
from hypothesis import strategies as st

from carrel.imports.words import missing, words_of
from tests.support import few

SOME = st.lists(st.sampled_from(["a", "bee", "hive", "of", "straw"]), max_size=30)


def test_quotation_marks_dashes_and_capitals_make_no_difference() -> None:
    assert words_of("The “bees’” hive—isn’t it_") == words_of("the \"bees'\" hive - isn't It")


def test_what_is_missing_is_named() -> None:
    runs = missing(words_of("one two three four five six"), words_of("one two five six seven"))
    assert [(run.after, run.words) for run in runs] == [(2, ("three", "four"))]


def test_words_in_another_order_are_missing() -> None:
    assert (
        sum(len(run.words) for run in missing(words_of("one two three"), words_of("three one two")))
        == 1
    )


@few(100)
@given(SOME, SOME)
def test_more_words_after_them_are_no_loss(words: list[str], more: list[str]) -> None:
    assert missing(words, words + more) == []


@few(100)
@given(SOME, SOME)
def test_the_words_that_are_not_missing_stand_in_the_result_in_their_order(
    words: list[str], result: list[str]
) -> None:
    gone = {
        run.after + number for run in missing(words, result) for number in range(len(run.words))
    }
    left = iter(result)
    assert all(word in left for number, word in enumerate(words) if number not in gone)


@few(100)
@given(SOME, SOME)
def test_no_word_is_said_to_be_missing_that_could_be_found(
    words: list[str], result: list[str]
) -> None:
    lengths = [[0] * (len(result) + 1) for _ in range(len(words) + 1)]
    for row, word in enumerate(words, 1):
        for column, other in enumerate(result, 1):
            lengths[row][column] = (
                lengths[row - 1][column - 1] + 1
                if word == other
                else max(lengths[row - 1][column], lengths[row][column - 1])
            )
    assert len(words) - sum(len(run.words) for run in missing(words, result)) == lengths[-1][-1]


def test_very_long_texts_are_compared_too() -> None:
    words = [f"word{number}" for number in range(20_000)]
    assert [run.words for run in missing(words, words[:5_000] + words[5_002:])] == [
        ("word5000", "word5001")
    ]
