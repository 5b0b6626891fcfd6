"""Licences: named, known, and compatible with those of the whole and of the sources."""

import re
from collections.abc import Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.licences import OTHERS, is_known, may_become, parse_licence
from carrel.model.toolkit import Page, Role, Toolkit

_IN_BRACKETS = re.compile(r"\(([^()]+)\)")


def licences(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports licences that are missing, unknown, or not compatible."""
    settings = toolkit.settings
    if settings.licence.strip():
        yield from _unknown(Position("toolkit.toml", settings.line("licence")), settings.licence)
    elif settings.lines:  # else toolkit.toml could not be read, which is reported already
        yield issue("licence-missing", Position("toolkit.toml"))
    for page in toolkit.pages():
        yield from _page(toolkit, page)


def _page(toolkit: Toolkit, page: Page) -> Iterator[Issue]:
    front = page.content.front
    whole, licence_of_whole = _whole(toolkit, page)
    if front.licence:
        place = Position(page.path, front.line("licence"))
        yield from _unknown(place, front.licence)
        yield from _conflict(page, whole, licence_of_whole)
    for source in front.based_on:
        yield from _based_on(page, source, front.licence or licence_of_whole)


def _unknown(place: Position, name: str) -> Iterator[Issue]:
    if not is_known(name):
        meant = parse_licence(name)
        hint = f"Did you mean {meant.spdx}? " if meant else ""
        yield issue("licence-unknown", place, name=name, hint=hint)


def _conflict(page: Page, whole: str, licence_of_whole: str) -> Iterator[Issue]:
    licence = page.content.front.licence
    if not _fits(licence, licence_of_whole):
        yield issue(
            "licence-conflict",
            Position(page.path, page.content.front.line("licence")),
            page=_name(page),
            licence=licence,
            whole=whole,
            other=licence_of_whole,
        )


def _fits(part: str, whole: str) -> bool:
    """True unless both are licences that Carrel can compare, and the part's does not allow it."""
    source, target = parse_licence(part), parse_licence(whole)
    return source is None or target is None or may_become(source, target)


def _whole(toolkit: Toolkit, page: Page) -> tuple[str, str]:
    """Returns what the page is a part of, and its licence: its module, or the toolkit."""
    if page.module and page.role is not Role.OVERVIEW:
        licence = page.module.overview.content.front.licence
        if licence:
            return "a module", licence
    return "a toolkit", toolkit.settings.licence


def _name(page: Page) -> str:
    return "module" if page.role is Role.OVERVIEW else "page"


def _based_on(page: Page, source: str, licence: str) -> Iterator[Issue]:
    """Reports a source without a licence, or whose licence does not allow the page's."""
    place = Position(page.path, page.content.front.line("based_on"))
    in_brackets = [text.strip() for text in _IN_BRACKETS.findall(source)]
    named = [text for text in in_brackets if parse_licence(text)]
    if not named and OTHERS.isdisjoint(in_brackets):
        yield issue("based-on-licence", place, source=source)
    if not all(_fits(text, licence) for text in named):
        title = source.partition(", http")[0]
        yield issue("based-on-conflict", place, page=_name(page), licence=licence, source=title)
