"""Licences: named, known, and no more generous than the ones that the material came with."""

import re
from collections.abc import Iterator

import msgspec

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.page import Page
from carrel.model.toolkit import Toolkit

_CREATIVE_COMMONS = re.compile(r"CC[- ](BY(?:-NC)?(?:-SA|-ND)?)[- ](\d\.\d)(?:[- ](?:[A-Z]{2,4}|Deed|International|Unported|Generic))?", re.I)
_FREE = re.compile(r"CC0(?:[- ]1\.0)?(?: Universal)?|CC-PDDC|CC-PDM-1\.0|PDDL-1\.0|public domain|Unlicense", re.I)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_SLASHES = re.compile(r"[ _/]+")
OTHERS = frozenset("MIT Apache-2.0 BSD-2-Clause BSD-3-Clause ISC GFDL-1.2-or-later GFDL-1.3-or-later GFDL-1.3-only OGL-UK-3.0 ODbL-1.0 ODC-By-1.0".split())
"""SPDX names besides those of Creative Commons that Carrel knows, though not what they allow each other."""


class Licence(msgspec.Struct, frozen=True):
    """A licence of Creative Commons: what it asks for ("BY", "NC", "SA", "ND"; nothing: the public domain), and its version."""

    parts: frozenset[str]
    version: str


def parse_licence(name: str) -> Licence | None:
    """The licence with this name, in SPDX's spelling or in words; None where it is none of Creative Commons."""
    if _FREE.fullmatch(name.strip()):
        return Licence(frozenset(), "1.0")
    found = _CREATIVE_COMMONS.fullmatch(_SLASHES.sub(" ", name.strip()).replace("BY ", "BY-", 1) if "BY NC" in name.upper() or "BY SA" in name.upper() else name.strip())
    return Licence(frozenset(found[1].upper().split("-")), found[2]) if found else None


def may_become(source: Licence, target: Licence) -> bool:
    """Whether what is under `source` may become part of something under `target`."""
    if source == target or not source.parts:
        return True
    if "ND" in source.parts or ("NC" in source.parts and "NC" not in target.parts):
        return False
    if "SA" in source.parts:
        return source.parts == target.parts and source.version <= target.version
    return "BY" in target.parts
