"""The words of a text, and which of them are missing from another."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

import msgspec

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LONG = 5_000  # words; beyond, those that stand everywhere are no guide, or the search would take too long


class Run(msgspec.Struct, frozen=True):
    """Some words in a row that are missing: how many words stand before them, and the words."""

    after: int
    words: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: capital letters, kinds of quotation marks and of dashes make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return [word.strip("_") for word in _WORD.findall(plain) if word.strip("_")]


def missing(source: Sequence[str], result: Sequence[str]) -> list[Run]:
    """The runs of `source` that are not in `result` in the same order."""
    runs = []
    matcher = SequenceMatcher(None, source, result, autojunk=len(source) > _LONG)
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind in ("delete", "replace"):
            runs.append(Run(start, tuple(source[start:end])))
    return runs
