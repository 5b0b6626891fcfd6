"""The words of a text, and which of them are missing from another."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

import msgspec

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LONG = 8_000  # words; beyond, the exact comparison would need hundreds of megabytes


class Run(msgspec.Struct, frozen=True):
    """Some words in a row that are missing: the number of words before them, and the words."""

    after: int
    words: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """Returns the words of a text as they are compared: in lower case, without punctuation, with
    one kind of apostrophe.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return [word.strip("_") for word in _WORD.findall(plain) if word.strip("_")]


def missing(source: Sequence[str], result: Sequence[str]) -> list[Run]:
    """Returns the runs of `source` that are not in `result` in the same order.

    The number of missing words is as low as possible.
    """
    is_long = max(len(source), len(result)) > _LONG
    find = _missing_in_long if is_long else _missing
    runs: list[Run] = []
    for number in find(source, result):
        if runs and runs[-1].after + len(runs[-1].words) == number:
            runs[-1] = Run(runs[-1].after, (*runs[-1].words, source[number]))
        else:
            runs.append(Run(number, (source[number],)))
    return runs


def _missing(source: Sequence[str], result: Sequence[str]) -> list[int]:
    """Returns the positions of the words of `source` outside a longest common subsequence.

    A row of its table is one large number: the bit of a word of `result` is 0 where the subsequence
    grows there (the method of Hyyrö).
    """
    places: dict[str, int] = {}
    for place, word in enumerate(result):
        places[word] = places.get(word, 0) | 1 << place
    every = (1 << len(result)) - 1
    row = every
    rows = [row]
    for word in source:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & every
        rows.append(row)
    return _back(rows, len(result))


def _back(rows: Sequence[int], column: int) -> list[int]:
    """Returns the positions of missing words, found by a walk from the end of the table."""
    found = []
    number = len(rows) - 1
    while number:
        if column and rows[number] >> (column - 1) & 1:
            column -= 1
            continue
        number -= 1
        if column and rows[number] >> (column - 1) & 1:
            column -= 1
        else:
            found.append(number)
    return found[::-1]


def _missing_in_long(source: Sequence[str], result: Sequence[str]) -> list[int]:
    """Returns the same for a very long text, roughly: frequent words are not aligned first."""
    opcodes = SequenceMatcher(None, source, result).get_opcodes()
    return [
        number
        for kind, start, end, _, _ in opcodes
        if kind in ("delete", "replace")
        for number in range(start, end)
    ]
