"""Nothing that was reported as saved is lost, whatever happens to a learner who writes."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from .faults import expect_none
from .losses import try_sequences

pytestmark = pytest.mark.browser

FEW = range(6)  # with every kind of step; bench/losses.py tries hundreds
MANY = range(6, 26)


@pytest.mark.parametrize(
    "numbers",
    [pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.long)],
)
def test_nothing_that_was_reported_as_saved_is_lost(
    playwright: Playwright, tmp_path: Path, numbers: range
) -> None:
    outcome = try_sequences(playwright, tmp_path, numbers, steps=5)
    expect_none(outcome.faults)
    assert outcome.reported > len(numbers)
