"""Licences: their SPDX names, how people write them, their addresses, and which allow which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

_PARTS = ("BY", "NC", "SA", "ND")
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)(?:-[A-Z]+)*", re.I)
_PUBLIC_DOMAIN = re.compile(
    r"CC0(?:-1\.0)?(?:-UNIVERSAL)?|CC-PDDC|CC-PDM-1\.0|PDDL-1\.0|(?:IN-THE-)?PUBLIC-DOMAIN"
    r"|UNLICENSE",
    re.I,
)
_SPDX = re.compile(
    r"CC-BY(?:-NC)?(?:-SA|-ND)?-[1-4]\.[05](?:-[A-Z]{2,4})?"
    r"|CC0-1\.0|CC-PDDC|CC-PDM-1\.0|PDDL-1\.0|Unlicense"
)
_SEPARATOR = re.compile(r"[\s_/-]+")
_SPELLINGS = {
    "CREATIVE-COMMONS": "CC",
    "ATTRIBUTION": "BY",
    "NON-COMMERCIAL": "NC",
    "NONCOMMERCIAL": "NC",
    "SHARE-ALIKE": "SA",
    "SHAREALIKE": "SA",
    "NO-DERIVATIVES": "ND",
    "NODERIVATIVES": "ND",
    "NODERIVS": "ND",
}
_ADDRESS = re.compile(
    r"creativecommons\.org/(?:licenses/(by(?:-nc)?(?:-sa|-nd)?)/(\d\.\d)|publicdomain/zero/1\.0)",
    re.I,
)
_SHORT_NAME = re.compile(r"\bCC[ -](BY(?:[ -]NC)?(?:[ -](?:SA|ND))?)[ -](\d\.\d)\b|\bCC0\b", re.I)
_LONG_NAME = re.compile(
    r"Creative Commons Attribution"
    r"((?:[ -]Non-?Commercial)?(?:[ -](?:Share-?Alike|No-?Deriv(?:ative)?s))?) (\d\.\d)\b",
    re.I,
)

OTHERS = frozenset(
    {
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "GFDL-1.2-or-later",
        "GFDL-1.3-only",
        "GFDL-1.3-or-later",
        "MIT",
        "ODC-By-1.0",
        "ODbL-1.0",
        "OGL-UK-3.0",
    }
)
"""SPDX names of other licences that Carrel knows, but whose terms it does not compare."""


class Licence(msgspec.Struct, frozen=True):
    """A Creative Commons licence. `parts` are "BY", "NC", "SA", "ND", or none for public domain."""

    parts: frozenset[str]
    version: str

    @property
    def spdx(self) -> str:
        """The SPDX name, such as `CC-BY-SA-4.0`."""
        named = "-".join(part for part in _PARTS if part in self.parts)
        return f"CC-{named}-{self.version}" if named else "CC0-1.0"


def is_known(name: str) -> bool:
    """True if `name` is an SPDX name that Carrel knows."""
    return name in OTHERS or bool(_SPDX.fullmatch(name))


def parse_licence(name: str) -> Licence | None:
    """Returns the licence with this SPDX name or spelled-out name.

    None if it is not a Creative Commons licence.
    """
    plain = _SEPARATOR.sub("-", name.strip()).upper()
    for spelling, part in _SPELLINGS.items():
        plain = plain.replace(spelling, part)
    if _PUBLIC_DOMAIN.fullmatch(plain):
        return Licence(frozenset(), "1.0")
    found = _CREATIVE_COMMONS.fullmatch(plain)
    return Licence(frozenset(found[1].split("-")), found[2]) if found else None


def may_become(source: Licence, target: Licence) -> bool:
    """True if a work under `source` may become part of a work under `target`.

    The rules are those of the Creative Commons compatibility chart.
    """
    if source == target or not source.parts:
        return True
    if "ND" in source.parts or not source.parts & {"NC"} <= target.parts:
        return False
    if "SA" in source.parts:
        return source.parts == target.parts and source.version <= target.version
    return "BY" in target.parts


def licences_in(text: str) -> Iterator[str]:
    """Yields the SPDX names of Creative Commons licences that `text` names or links to."""
    for pattern in (_ADDRESS, _SHORT_NAME):
        for parts, version in pattern.findall(text):
            yield f"CC-{parts.upper().replace(' ', '-')}-{version}" if parts else "CC0-1.0"
    for kinds, version in _LONG_NAME.findall(text):
        found = parse_licence(f"CC-BY{kinds}-{version}")
        if found:
            yield found.spdx


@lru_cache
def name_and_url(spdx: str) -> dict[str, str]:
    """Returns `name` and `url` of a licence; an unknown one keeps its name and has no address."""
    name, url = spdx.strip(), ""
    found = _CREATIVE_COMMONS.fullmatch(name)
    if found:
        name = f"CC {found[1].upper()} {found[2]}"
        url = f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    elif name.upper() == "CC0-1.0":
        name, url = "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"
    return {"name": name, "url": url}
