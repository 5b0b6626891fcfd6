"""Licences: named, known, and no more generous than the ones that the material came with."""

import re
from collections.abc import Iterator

import msgspec

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.toolkit import Page, Role, Toolkit

_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)(?:-[A-Z]+)*", re.I)
_FREE = re.compile(
    r"CC0(?:-1\.0)?(?:-UNIVERSAL)?|CC-PDDC|CC-PDM-1\.0|PDDL-1\.0|(?:IN-THE-)?PUBLIC-DOMAIN|UNLICENSE",
    re.I,
)
_SPDX = re.compile(
    r"CC-BY(?:-NC)?(?:-SA|-ND)?-[1-4]\.[05](?:-[A-Z]{2,4})?|CC0-1\.0|CC-PDDC|CC-PDM-1\.0|PDDL-1\.0|Unlicense"
)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_BETWEEN = re.compile(r"[\s_/-]+")
_WORDS = {
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
OTHERS = frozenset(
    {
        "MIT",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "GFDL-1.2-or-later",
        "GFDL-1.3-or-later",
        "GFDL-1.3-only",
    }
    | {"OGL-UK-3.0", "ODbL-1.0", "ODC-By-1.0"}
)
"""SPDX names that Carrel knows besides those of Creative Commons; what they allow each other is not for a program to say."""


class Licence(msgspec.Struct, frozen=True):
    """A licence of Creative Commons: what it asks for ("BY", "NC", "SA", "ND"; nothing: the public domain), and its version."""

    parts: frozenset[str]
    version: str

    @property
    def spdx(self) -> str:
        """Its SPDX name."""
        named = "-".join(part for part in ("BY", "NC", "SA", "ND") if part in self.parts)
        return f"CC-{named}-{self.version}" if named else "CC0-1.0"


def parse_licence(name: str) -> Licence | None:
    """The licence with this name, by SPDX or in words; None where it is none of Creative Commons."""
    plain = _BETWEEN.sub("-", name.strip()).upper()
    for words, part in _WORDS.items():
        plain = plain.replace(words, part)
    if _FREE.fullmatch(plain):
        return Licence(frozenset(), "1.0")
    found = _CREATIVE_COMMONS.fullmatch(plain)
    return Licence(frozenset(found[1].split("-")), found[2]) if found else None


def may_become(source: Licence, target: Licence) -> bool:
    """Whether what is under `source` may become part of something under `target`."""
    if source == target or not source.parts:
        return True
    if "ND" in source.parts or ("NC" in source.parts and "NC" not in target.parts):
        return False
    if "SA" in source.parts:
        return source.parts == target.parts and source.version <= target.version
    return "BY" in target.parts


def licences(toolkit: Toolkit) -> Iterator[Issue]:
    """Every licence is known, agrees with that of the whole, and with those of the sources."""
    settings = toolkit.settings
    place = Position("toolkit.toml", settings.line("licence"))
    if settings.licence.strip():
        yield from _known(place, settings.licence)
    elif settings.lines:  # else nothing in toolkit.toml could be read
        yield issue("licence-missing", Position("toolkit.toml"))
    for page in toolkit.pages():
        front = page.content.front
        if front.licence or front.based_on:
            yield from _page(toolkit, page)


def _page(toolkit: Toolkit, page: Page) -> Iterator[Issue]:
    front = page.content.front
    whole, other = _whole(toolkit, page)
    if front.licence:
        place = Position(page.path, front.line("licence"))
        yield from _known(place, front.licence)
        ours, theirs = parse_licence(front.licence), parse_licence(other)
        if ours and theirs and not may_become(ours, theirs):
            yield issue(
                "licence-conflict",
                place,
                page=_name(page),
                licence=front.licence,
                whole=whole,
                other=other,
            )
    for source in front.based_on:
        yield from _based_on(page, source, front.licence or other)


def _known(place: Position, name: str) -> Iterator[Issue]:
    if not _SPDX.fullmatch(name) and name not in OTHERS:
        meant = parse_licence(name)
        yield issue(
            "licence-unknown",
            place,
            name=name,
            hint=f"Did you mean {meant.spdx}? " if meant else "",
        )


def _whole(toolkit: Toolkit, page: Page) -> tuple[str, str]:
    """What the page is part of, and the licence of that: its module where it names one, or the toolkit."""
    if (
        page.module
        and page.role is not Role.OVERVIEW
        and page.module.overview.content.front.licence
    ):
        return "a module", page.module.overview.content.front.licence
    return "a toolkit", toolkit.settings.licence


def _name(page: Page) -> str:
    return "module" if page.role is Role.OVERVIEW else "page"


def _based_on(page: Page, source: str, ours: str) -> Iterator[Issue]:
    place = Position(page.path, page.content.front.line("based_on"))
    named = [licence for words in _IN_BRACKETS.findall(source) if (licence := parse_licence(words))]
    if not named:
        if not any(words.strip() in OTHERS for words in _IN_BRACKETS.findall(source)):
            yield issue("based-on-licence", place, source=source)
        return
    target = parse_licence(ours)
    if target and not all(may_become(licence, target) for licence in named):
        yield issue(
            "based-on-conflict",
            place,
            page=_name(page),
            licence=ours,
            source=source.partition(", http")[0],
        )
