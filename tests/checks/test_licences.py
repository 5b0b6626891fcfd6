"""Which licences may become part of which, as Creative Commons explains them."""

import pytest

from carrel.model.licences import may_become, parse_licence


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("CC0-1.0", "CC-BY-NC-ND-4.0"),
        ("CC-BY-4.0", "CC-BY-SA-4.0"),
        ("CC-BY-4.0", "CC-BY-NC-4.0"),
        ("CC-BY-4.0", "CC-BY-3.0"),
        ("CC-BY-SA-3.0", "CC-BY-SA-4.0"),
        ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"),
        ("CC-BY-ND-4.0", "CC-BY-ND-4.0"),
    ],
)
def test_may_become(source: str, target: str) -> None:
    assert allowed(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("CC-BY-4.0", "CC0-1.0"),
        ("CC-BY-SA-4.0", "CC-BY-4.0"),
        ("CC-BY-SA-4.0", "CC-BY-SA-3.0"),
        ("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0"),
        ("CC-BY-NC-4.0", "CC-BY-4.0"),
        ("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0"),
        ("CC-BY-NC-SA-4.0", "CC-BY-NC-4.0"),
        ("CC-BY-ND-4.0", "CC-BY-NC-ND-4.0"),
    ],
)
def test_may_not_become(source: str, target: str) -> None:
    assert not allowed(source, target)


def allowed(source: str, target: str) -> bool:
    ours, theirs = parse_licence(source), parse_licence(target)
    assert ours
    assert theirs
    return may_become(ours, theirs)


@pytest.mark.parametrize(
    ("words", "spdx"),
    [
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("CC BY SA 4.0", "CC-BY-SA-4.0"),
        ("cc-by-nc-nd 2.5", "CC-BY-NC-ND-2.5"),
        ("CC BY 4.0 International", "CC-BY-4.0"),
        ("Creative Commons Attribution-NonCommercial 4.0", "CC-BY-NC-4.0"),
        ("Creative Commons Attribution Non-Commercial Share Alike 3.0", "CC-BY-NC-SA-3.0"),
        ("public domain", "CC0-1.0"),
        ("CC0", "CC0-1.0"),
    ],
)
def test_names_in_words(words: str, spdx: str) -> None:
    licence = parse_licence(words)
    assert licence
    assert licence.spdx == spdx


@pytest.mark.parametrize("words", ["", "2019", "CC BY", "CC BY-SA-ND 4.0", "MIT"])
def test_no_licence_of_creative_commons(words: str) -> None:
    assert parse_licence(words) is None
