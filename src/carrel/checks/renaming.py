"""`was=` names fields that were published and no longer exist; `from=` names fields that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from carrel.blanks import KINDS, fits
from carrel.checks.answers import Answers
from carrel.checks.hints import closest, did_you_mean
from carrel.checks.positions import at, of_field
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.keys import named_fields, named_sheets, parts_of, sheet_key
from carrel.model.published import Published
from carrel.model.toolkit import Module, Page
from carrel.model.worksheet import Worksheet

_FIELD = (
    "Write the id of a field that this worksheet had, worksheet/field, or /module/worksheet/field."
)
_SHEET = "Write the id of a worksheet that this module had, or /module/worksheet."
_MODULE = "Write the name of a module as it was in addresses, without a slash."


def renamed(answers: Answers) -> Iterator[Issue]:
    """Reports every `was=` and `from=` that cannot be right."""
    for module in answers.toolkit.modules:
        for name in module.overview.content.front.was:
            yield from _module_name(answers, module, name)
    for page, sheet in answers.sheets.values():
        for name in sheet.was:
            yield from _sheet_name(answers, page, sheet, name)
    for field in answers.fields:
        if not field.beside:
            yield from _field(answers, field)
    yield from _named_twice(answers)


# Modules


def _module_name(answers: Answers, module: Module, name: str) -> Iterator[Issue]:
    place = Position(module.overview.path, module.overview.content.front.line("was"))
    slugs = {other.slug for other in answers.toolkit.modules}
    if "/" in name or name.split() != [name]:
        yield issue("was-unreadable", place, name=name, wanted=_MODULE)
    elif name == module.slug:
        yield issue("was-circle", place, name=name)
    elif name in slugs:
        yield issue("was-present", place, name=name, other=name)
    elif answers.is_reliable and name not in answers.recorded_modules:
        hint = _hint(name, answers.recorded_modules - slugs)
        yield issue("was-unknown", place, name=name, hint=hint)


# Worksheets


def _sheet_name(answers: Answers, page: Page, sheet: Worksheet, name: str) -> Iterator[Issue]:
    place = at(page.path, page.content.boxes[sheet.box])
    if not parts_of(name, 2):
        yield issue("was-unreadable", place, name=name, wanted=_SHEET)
        return
    keys, own = named_sheets(page, name), sheet_key(page, sheet)
    if keys[0] == own or own in _earlier_sheets(answers, keys[0]):
        yield issue("was-circle", place, name=name)
    elif keys[0] in answers.sheets:
        yield issue("was-present", place, name=name, other=answers.sheets[keys[0]][0].path)
    elif answers.is_reliable and answers.recorded_sheets.isdisjoint(keys):
        hint = _hint(keys[0], answers.recorded_sheets - answers.sheets.keys())
        yield issue("was-unknown", place, name=name, hint=hint)


def _earlier_sheets(answers: Answers, key: str) -> list[str]:
    """Returns the names that the worksheet `key` had, and those that these worksheets had."""
    found: list[str] = []
    waiting = [key]
    while waiting:
        known = answers.sheets.get(waiting.pop())
        if known:
            page, sheet = known
            new = [one for old in sheet.was for one in named_sheets(page, old)[:1]]
            waiting += [one for one in new if one not in found]
            found += [one for one in new if one not in found]
    return found


# Fields


def _field(answers: Answers, field: Published) -> Iterator[Issue]:
    for name in _earlier_names(field):
        yield from _field_name(answers, field, name)
    if field.field.copies_from:
        yield from _source(answers, field, field.field.copies_from)


def _earlier_names(field: Published) -> tuple[str, ...]:
    return (*field.field.was, *field.field.derived_names)


def _field_name(answers: Answers, field: Published, name: str) -> Iterator[Issue]:
    place, keys = of_field(field), named_fields(field.page, field.sheet, name)
    if not keys:
        yield issue("was-unreadable", place, name=name, wanted=_FIELD)
    elif keys[0] == field.key or _leads_to(answers, keys[0], field.key):
        yield issue("was-circle", place, name=name)
    elif keys[0] in answers.now:
        other = answers.now[keys[0]]
        where = f"{other.page.path}:{other.field.line}"
        yield issue("was-present", place, name=name, other=where)
    elif name in field.field.was and _is_unknown(answers, keys):
        hint = _hint(keys[0], answers.lock.fields.keys() - answers.now.keys())
        yield issue("was-unknown", place, name=name, hint=hint)


def _is_unknown(answers: Answers, keys: list[str]) -> bool:
    return answers.is_reliable and answers.lock.fields.keys().isdisjoint(keys)


def _leads_to(answers: Answers, key: str, target: str) -> bool:
    """True if the field `key`, or a field that it was before, was the field `target`."""
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        field = answers.now.get(waiting.pop())
        if not field or field.key in seen:
            continue
        if target in field.earlier:
            return True
        seen.add(field.key)
        waiting += field.earlier
    return False


def _named_twice(answers: Answers) -> Iterator[Issue]:
    """Reports an earlier name that two of today's fields claim."""
    for key, fields in answers.claims.items():
        claimants = [field for field in fields if not field.beside]
        if key in answers.now or len(claimants) < 2:
            continue
        first, second = claimants[:2]
        if key in answers.lock.fields or key in _earlier_keys(second):
            path = f"{first.page.path}:{first.field.line}"
            place = of_field(second)
            yield issue("was-doubled", place, name=key, other=first.label, path=path)


def _earlier_keys(field: Published) -> list[str]:
    """Returns the names that a field had, resolved with today's names of its worksheet."""
    return [
        key
        for name in _earlier_names(field)
        for key in named_fields(field.page, field.sheet, name)[:1]
    ]


def _source(answers: Answers, field: Published, name: str) -> Iterator[Issue]:
    """Reports a `from=` that names no other field, or one of a kind that does not fit."""
    keys = named_fields(field.page, field.sheet, name)
    source = answers.now.get(keys[0]) if keys else None
    if source is None or source is field:
        hint = _hint(keys[0] if keys else name, answers.now)
        yield issue("from-unknown", of_field(field), name=name, hint=hint)
    elif not fits(source.kind, field.kind):
        before, now = KINDS[source.kind].called, KINDS[field.kind].called
        yield issue("from-kind", of_field(field), label=source.label, before=before, now=now)


# Hints


def _hint(key: str, known: Iterable[str]) -> str:
    """Returns a hint with the most similar key that has the same parent or the same last part."""
    parent, _, last = key.rpartition("/")
    similar = [one for one in sorted(known) if one != key and _is_near(one, parent, last)]
    found = closest(key, similar)
    short = found.removeprefix(f"{parent}/")
    if parent and short == found:
        return did_you_mean(found, before="/")
    return did_you_mean(short)


def _is_near(key: str, parent: str, last: str) -> bool:
    return not parent or key.startswith(f"{parent}/") or key.rpartition("/")[2] == last
