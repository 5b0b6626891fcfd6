"""Nothing that was reported as saved is lost, whatever happens; `bench/losses.py` tries many more sequences than this."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from .faults import expect_none
from .losses import try_sequences

pytestmark = pytest.mark.browser

SEQUENCES = range(20)


def test_nothing_that_was_reported_as_saved_is_lost(playwright: Playwright, tmp_path: Path) -> None:
    outcome = try_sequences(playwright, tmp_path, SEQUENCES, steps=5)
    expect_none(outcome.faults)
    assert outcome.reported > len(SEQUENCES)
