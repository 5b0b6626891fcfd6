"""The licence that a document names, by its address or in words."""

from __future__ import annotations

from collections.abc import Iterable

from carrel.imports.course import Finding
from carrel.imports.docx.story import Log
from carrel.model.licences import licences_in


def licence_in(texts: Iterable[str], log: Log) -> str:
    """Returns the SPDX name of the licence that `texts` name; empty for none or several."""
    found = sorted({name for text in texts for name in licences_in(text)})
    if len(found) > 1:
        log.say(
            0,
            Finding.FAULT,
            f"Several licences are named: {', '.join(found)}. Name in toolkit.toml the one that"
            " holds.",
        )
    elif found:
        log.say(
            0,
            Finding.CHANGED,
            f"The text names the licence {found[0]}, which toolkit.toml names now, too.",
        )
    return found[0] if len(found) == 1 else ""
