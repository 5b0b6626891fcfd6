"""Hints: the name that an author probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest(name: str, known: Iterable[str]) -> str:
    """Returns the most similar of the known names; empty if none is similar."""
    return next(iter(get_close_matches(name, list(known), 1)), "")


def did_you_mean(name: str, before: str = "", after: str = "") -> str:
    """Returns the sentence “Did you mean …?” with a space at its end; empty without a name.

    `before` and `after` are put around the name inside the quotation marks.
    """
    return f"Did you mean “{before}{name}{after}”? " if name else ""
