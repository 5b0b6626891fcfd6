"""What `was=` and `from=` name: fields that were published, and are gone; fields that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from carrel.blanks import KINDS, fits
from carrel.checks.answers import Answers
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
_MODULE = "Write the name of a module as it stood in addresses, with no slash in it."


def renamed(answers: Answers) -> Iterator[Issue]:
    """Everything that is wrong with what was= and from= say."""
    for module in answers.toolkit.modules:
        yield from _module(answers, module)
    for page, sheet in answers.sheets.values():
        yield from _sheet(answers, page, sheet)
    for field in answers.fields:
        if not field.beside:
            yield from _field(answers, field)
            yield from _start(answers, field)
    yield from _doubled(answers)


# Modules and worksheets


def _module(answers: Answers, module: Module) -> Iterator[Issue]:
    place = Position(module.overview.path, module.overview.content.front.line("was"))
    slugs = {other.slug for other in answers.toolkit.modules}
    for name in module.overview.content.front.was:
        if "/" in name or name.split() != [name]:
            yield issue("was-unreadable", place, name=name, wanted=_MODULE)
        elif name == module.slug:
            yield issue("was-circle", place, name=name)
        elif name in slugs:
            yield issue("was-present", place, name=name, other=name)
        elif answers.sure and name not in answers.recorded_modules:
            yield issue(
                "was-unknown", place, name=name, hint=_hint(name, answers.recorded_modules - slugs)
            )


def _sheet(answers: Answers, page: Page, sheet: Worksheet) -> Iterator[Issue]:
    box, own = page.content.boxes[sheet.box], sheet_key(page, sheet)
    place = Position(page.path, box.line, box.column)
    for name in sheet.was:
        keys = named_sheets(page, name)
        if not parts_of(name, 2):
            yield issue("was-unreadable", place, name=name, wanted=_SHEET)
        elif keys[0] == own or (keys[0] in answers.sheets and own in _was(answers, keys[0])):
            yield issue("was-circle", place, name=name)
        elif keys[0] in answers.sheets:
            yield issue("was-present", place, name=name, other=answers.sheets[keys[0]][0].path)
        elif answers.sure and answers.recorded_sheets.isdisjoint(keys):
            yield issue(
                "was-unknown",
                place,
                name=name,
                hint=_hint(keys[0], answers.recorded_sheets - answers.sheets.keys()),
            )


def _was(answers: Answers, name: str) -> list[str]:
    """The names of worksheets that the worksheet `name`, and what those were, says it was before."""
    found, waiting = [], [name]
    while waiting:
        page, sheet = answers.sheets[waiting.pop()]
        new = [key for old in sheet.was for key in named_sheets(page, old)[:1] if key not in found]
        found += new
        waiting += [key for key in new if key in answers.sheets]
    return found


# Fields


def _field(answers: Answers, field: Published) -> Iterator[Issue]:
    place = Position(field.page.path, field.field.line, field.field.column_at)
    for name in (*field.field.was, *field.field.derived_names):
        keys = named_fields(field.page, field.sheet, name)
        if not keys:
            yield issue("was-unreadable", place, name=name, wanted=_FIELD)
        elif keys[0] == field.key or _leads_to(answers, keys[0], field.key):
            yield issue("was-circle", place, name=name)
        elif keys[0] in answers.now:
            other = answers.now[keys[0]]
            yield issue(
                "was-present", place, name=name, other=f"{other.page.path}:{other.field.line}"
            )
        elif (
            answers.sure and name in field.field.was and answers.lock.fields.keys().isdisjoint(keys)
        ):
            yield issue(
                "was-unknown",
                place,
                name=name,
                hint=_hint(keys[0], answers.lock.fields.keys() - answers.now.keys()),
            )


def _leads_to(answers: Answers, key: str, target: str) -> bool:
    """Whether the field `key`, or what it was, says that it was the field `target`."""
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        field = answers.now.get(waiting.pop())
        for old in field.earlier if field and field.key not in seen else ():
            if old == target:
                return True
            waiting.append(old)
        seen.add(field.key if field else "")
    return False


def _doubled(answers: Answers) -> Iterator[Issue]:
    for key, fields in answers.claims.items():
        real = [field for field in fields if not field.beside]
        if (
            len(real) > 1
            and key not in answers.now
            and (key in answers.lock.fields or key in _named(real[1]))
        ):
            first, second = real[:2]
            place = Position(second.page.path, second.field.line, second.field.column_at)
            yield issue(
                "was-doubled",
                place,
                name=key,
                other=first.label,
                path=f"{first.page.path}:{first.field.line}",
            )


def _named(field: Published) -> list[str]:
    """What a field says that it was, in today's names."""
    return [
        key
        for name in (*field.field.was, *field.field.derived_names)
        for key in named_fields(field.page, field.sheet, name)[:1]
    ]


def _start(answers: Answers, field: Published) -> Iterator[Issue]:
    """The field from whose answer this one starts is there, and of a kind that fits."""
    name = field.field.copies_from
    if not name:
        return
    place = Position(field.page.path, field.field.line, field.field.column_at)
    keys = named_fields(field.page, field.sheet, name)
    source = answers.now.get(keys[0]) if keys else None
    if source is None or source is field:
        yield issue(
            "from-unknown", place, name=name, hint=_hint(keys[0] if keys else name, answers.now)
        )
    elif not fits(source.kind, field.kind):
        yield issue(
            "from-kind",
            place,
            label=source.label,
            before=KINDS[source.kind].called,
            now=KINDS[field.kind].called,
        )


def _hint(name: str, known: Iterable[str]) -> str:
    """The nearest of those that stand in the same place, or have the same name elsewhere."""
    place, _, last = name.rpartition("/")
    near = [
        one
        for one in sorted(known)
        if one != name
        and (one.startswith(f"{place}/") or one.rpartition("/")[2] == last or not place)
    ]
    close = get_close_matches(name, near, 1)
    if not close:
        return ""
    short = close[0].removeprefix(f"{place}/")
    return f"Did you mean “{short if short != close[0] or not place else f'/{short}'}”? "
