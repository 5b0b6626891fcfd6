"""The licence that a document names, by its address or in words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from carrel.imports.course import Finding
from carrel.imports.docx.story import Log
from carrel.model.licences import licences_in


def licence_in(texts: Iterable[str], log: Log) -> str:
    """Returns the SPDX name of the licence that `texts` name; empty for none or several."""
    found = sorted(set(chain.from_iterable(map(licences_in, texts))))
    if not found:
        return ""
    if len(found) == 1:
        sentence = f"The text names the licence {found[0]}, which toolkit.toml names now, too."
        log.say(0, Finding.CHANGED, sentence)
        return found[0]
    names = ", ".join(found)
    sentence = f"Several licences are named: {names}. Name in toolkit.toml the one that holds."
    log.say(0, Finding.FAULT, sentence)
    return ""
