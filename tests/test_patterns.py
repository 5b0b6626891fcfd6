"""Every regular expression matches the same on every Python that Carrel runs on."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import carrel
from carrel import blanks

parser: Any = importlib.import_module("re._parser")
ONE = {"IN", "LITERAL", "NOT_LITERAL", "ANY", "CATEGORY"}


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for module in pkgutil.walk_packages(carrel.__path__, "carrel."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.name}.{name}", value
    for form in ("line", "inline", "item", "step"):
        for kind in blanks.with_form(form):
            yield f"{kind.name}.{form}", re.compile(getattr(kind, form))


def is_one_character(part: Any) -> bool:
    return [str(operation) in ONE for operation, _ in part] == [True]


def groups_that_give_nothing_back(part: Any) -> Iterator[str]:
    """Possessive repetitions of more than one character, and atomic groups."""
    if isinstance(part, parser.SubPattern):
        for operation, value in part:
            if str(operation) == "ATOMIC_GROUP" or (
                str(operation) == "POSSESSIVE_REPEAT" and not is_one_character(value[2])
            ):
                yield str(operation)
            yield from groups_that_give_nothing_back(value)
    elif isinstance(part, tuple | list):
        for one in part:
            yield from groups_that_give_nothing_back(one)


def test_no_group_is_possessive_as_pythons_before_3_11_5_match_those_wrongly() -> None:
    """https://github.com/python/cpython/issues/106052; Debian 12 has 3.11.2."""
    wrong = [
        name
        for name, pattern in patterns()
        if any(groups_that_give_nothing_back(parser.parse(pattern.pattern, pattern.flags)))
    ]
    assert wrong == []


def test_the_search_for_such_groups_finds_them() -> None:
    found = [
        list(groups_that_give_nothing_back(parser.parse(text)))
        for text in (r"(?:a|<b)*+c", r"(?>ab)", r"x(?:(ab)++)?", r"[ab]*+a++")
    ]
    assert found == [["POSSESSIVE_REPEAT"], ["ATOMIC_GROUP"], ["POSSESSIVE_REPEAT"], []]
