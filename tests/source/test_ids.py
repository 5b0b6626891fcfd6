"""Equal ids and labels get numbers, as if one number after another had been tried."""

from hypothesis import given
from hypothesis import strategies as st

from carrel.model.slugs import unique
from carrel.source.fields import unique_label
from tests.support import few


def one_after_another(wanted: str, taken: set[str], form: str) -> str:
    candidate, number = wanted, 2
    while candidate in taken:
        candidate, number = form.format(wanted, number), number + 1
    taken.add(candidate)
    return candidate


@few(200)
@given(st.lists(st.sampled_from(["a", "b", "a-2"]), max_size=200))
def test_equal_names_are_numbered_in_their_order(names: list[str]) -> None:
    taken: set[str] = set()
    expected: set[str] = set()
    assert [unique(name, taken) for name in names] == [
        one_after_another(name, expected, "{}-{}") for name in names
    ]


@few(100)
@given(st.integers(1, 300))
def test_equal_labels_are_numbered_in_their_order(count: int) -> None:
    taken: set[str] = set()
    expected: set[str] = set()
    assert [unique_label("a", taken) for _ in range(count)] == [
        one_after_another("a", expected, "{} ({})") for _ in range(count)
    ]


@few(100)
@given(st.sets(st.integers(2, 40)), st.integers(1, 30))
def test_names_with_gaps_between_their_numbers_get_free_ones(gaps: set[int], count: int) -> None:
    taken = {"a", *(f"a-{number}" for number in gaps)}
    made = [unique("a", taken) for _ in range(count)]
    assert len(set(made)) == count and not set(made) & {"a", *(f"a-{number}" for number in gaps)}
