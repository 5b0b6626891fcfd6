"""The licence that a document names, by its address or in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from carrel.imports.course import Finding
from carrel.imports.docx.story import Log

_ADDRESS = re.compile(
    r"creativecommons\.org/(?:licenses/(by(?:-nc)?(?:-sa|-nd)?)/(\d\.\d)|publicdomain/zero/1\.0)",
    re.I,
)
_SHORT = re.compile(r"\bCC[ -](BY(?:[ -]NC)?(?:[ -](?:SA|ND))?)[ -](\d\.\d)\b|\bCC0\b", re.I)
_WORDS = re.compile(
    r"Creative Commons Attribution((?:[ -]Non-?Commercial)?(?:[ -](?:Share-?Alike|No-?Deriv(?:ative)?s))?) (\d\.\d)\b",
    re.I,
)


def licence_in(texts: Iterable[str], log: Log) -> str:
    """The SPDX name of the licence that `texts` name; nothing where they name none, or several."""
    found = sorted({name for text in texts for name in _named(text)})
    if len(found) > 1:
        log.say(
            0,
            Finding.FAULT,
            f"Several licences are named: {', '.join(found)}. Say in toolkit.toml which one holds.",
        )
    elif found:
        log.say(
            0,
            Finding.CHANGED,
            f"The text names the licence {found[0]}, which now stands in toolkit.toml, too.",
        )
    return found[0] if len(found) == 1 else ""


def _named(text: str) -> Iterable[str]:
    for pattern in (_ADDRESS, _SHORT):
        for parts in pattern.findall(text):
            yield f"CC-{re.sub('[ ]', '-', parts[0].upper())}-{parts[1]}" if parts[0] else "CC0-1.0"
    for kinds, version in _WORDS.findall(text):
        short = re.sub(r"[ -]", "", kinds).lower()
        more = ("-NC" if "noncommercial" in short else "") + (
            "-SA" if "sharealike" in short else "-ND" if "noderiv" in short else ""
        )
        yield f"CC-BY{more}-{version}"
