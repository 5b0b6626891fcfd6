"""The contrast of two colours, beside figures that others have computed."""

import pytest

from carrel.checks.theme import contrast


@pytest.mark.parametrize(
    ("colour", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#fff", "#ffffff", 1),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#fff", 8.59),
    ],
)
def test_contrast(colour: str, other: str, ratio: float) -> None:
    assert contrast(colour, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, colour) == pytest.approx(ratio, abs=0.005)
