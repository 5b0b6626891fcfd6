"""The words of a text, and which of them are missing from another."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

import msgspec

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LONG = 8_000  # words; beyond, the exact comparison would need hundreds of megabytes


class Run(msgspec.Struct, frozen=True):
    """Some words in a row that are missing: how many words stand before them, and the words."""

    after: int
    words: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: capital letters, kinds of quotation marks and of
    dashes make no difference.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return [word.strip("_") for word in _WORD.findall(plain) if word.strip("_")]


def missing(source: Sequence[str], result: Sequence[str]) -> list[Run]:
    """The runs of `source` that are not in `result` in the same order.

    As few words as can be are said to be missing.
    """
    gone = (
        _gone_of_long(source, result)
        if max(len(source), len(result)) > _LONG
        else _gone(source, result)
    )
    runs: list[Run] = []
    for number in gone:
        if runs and runs[-1].after + len(runs[-1].words) == number:
            runs[-1] = Run(runs[-1].after, (*runs[-1].words, source[number]))
        else:
            runs.append(Run(number, (source[number],)))
    return runs


def _gone(source: Sequence[str], result: Sequence[str]) -> list[int]:
    """The words of `source` outside a longest common subsequence.

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


def _back(rows: Sequence[int], place: int) -> list[int]:
    """Walks back through the table, from its end."""
    gone = []
    number = len(rows) - 1
    while number:
        if place and rows[number] >> (place - 1) & 1:
            place -= 1
        elif not place or not rows[number - 1] >> (place - 1) & 1:
            number -= 1
            gone.append(number)
        else:
            number -= 1
            place -= 1
    return gone[::-1]


def _gone_of_long(source: Sequence[str], result: Sequence[str]) -> list[int]:
    """The same for a very long text, where words that stand everywhere are no guide."""
    opcodes = SequenceMatcher(None, source, result).get_opcodes()
    return [
        number
        for kind, start, end, _, _ in opcodes
        if kind in ("delete", "replace")
        for number in range(start, end)
    ]
