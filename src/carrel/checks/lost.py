"""Fields that were published and are gone, or would take answers that do not fit: today's worksheets beside `fields.lock`."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.blanks import KINDS, fits
from carrel.checks.answers import Answers, listed
from carrel.checks.successors import hint_for_field, hint_for_module, hint_for_sheet
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.lock import NAME, Recorded
from carrel.model.published import Published


def lost_answers(answers: Answers) -> Iterator[Issue]:
    """What `fields.lock` and the worksheets say together."""
    yield from answers.lock.issues
    if answers.lock.lost:
        yield issue("lock-missing", Position("toolkit.toml"))
    if not answers.sure:
        return
    yield from _gone(answers)
    yield from _unfit(answers)
    yield from _shifted(answers)
    yield from _still_there(answers)


# Gone: whole modules, whole worksheets, single fields


def _gone(answers: Answers) -> Iterator[Issue]:
    """One issue for a module, or a worksheet, however many fields it had."""
    gone = [
        one
        for one in answers.lock.fields.values()
        if not answers.heir(one.key) and not answers.lock.may_go(one)
    ]
    for module, sheets in _by_module(gone).items():
        if module not in answers.modules:
            yield _module_gone(answers, module, sheets)
            continue
        for sheet, fields in sheets.items():
            if answers.homes(sheet):
                yield from _fields_gone(answers, fields)
            else:
                yield _sheet_gone(answers, sheet, fields)


def _by_module(gone: list[Recorded]) -> dict[str, dict[str, list[Recorded]]]:
    modules: dict[str, dict[str, list[Recorded]]] = {}
    for one in gone:
        modules.setdefault(one.module, {}).setdefault(one.sheet, []).append(one)
    return modules


def _module_gone(answers: Answers, module: str, sheets: dict[str, list[Recorded]]) -> Issue:
    first = next(iter(sheets.values()))[0]
    titles = listed(sheet.partition("/")[2] for sheet in sheets)
    hint = hint_for_module(answers, module, sheets)
    return issue(
        "module-gone", _place(first), id=module, count=len(sheets), titles=titles, hint=hint
    )


def _sheet_gone(answers: Answers, sheet: str, fields: list[Recorded]) -> Issue:
    module, _, name = sheet.partition("/")
    labels = listed(field.label for field in fields)
    return issue(
        "worksheet-gone",
        _place(fields[0]),
        id=name,
        module=module,
        labels=labels,
        hint=hint_for_sheet(answers, sheet, fields),
    )


def _fields_gone(answers: Answers, fields: list[Recorded]) -> Iterator[Issue]:
    """Fields of one column that was renamed have one hint, and are one issue."""
    said: set[str] = set()
    for field in fields:
        if _is_beside_a_lost_choice(answers, field):
            continue
        hint, written = hint_for_field(answers, field)
        if not written or written not in said:
            yield issue("field-gone", _place(field), label=field.label, key=field.key, hint=hint)
        said.add(written)


def _is_beside_a_lost_choice(answers: Answers, field: Recorded) -> bool:
    """Whether it is the blank beside a choice that is gone, which is reported itself."""
    key, _, choice = field.key.rpartition("-")
    while key.count("/") == 2:
        old, heir = answers.lock.fields.get(key), answers.heir(key)
        if old and heir and choice in _lost_choices(old, heir):
            return True
        key, _, more = key.rpartition("-")
        choice = f"{more}-{choice}"
    return False


def _place(field: Recorded) -> Position:
    return Position(NAME, field.line, 1)


# Unfit: another kind, or a choice less


def _unfit(answers: Answers) -> Iterator[Issue]:
    scales: set[tuple[int, str]] = set()
    for old in answers.lock.fields.values():
        heir = answers.heir(old.key)
        if not heir or answers.lock.may_go(old):
            continue
        place = Position(heir.page.path, heir.field.line, heir.field.column_at)
        if not fits(old.kind, heir.kind):
            yield issue(
                "field-kind-changed",
                place,
                label=heir.label,
                before=KINDS[old.kind].called,
                now=KINDS[heir.kind].called,
                line=old.line,
            )
            continue
        for choice in _lost_choices(old, heir):
            step = (heir.sheet.box, choice)  # the rows of a rating share their scale
            if not KINDS[heir.kind].shares_choices or step not in scales:
                yield issue("choice-gone", place, label=heir.label, choice=choice, line=old.line)
            scales.add(step)


def _lost_choices(old: Recorded, heir: Published) -> list[str]:
    if heir.kind != old.kind:
        return []
    kept = {name for choice in heir.choices for name in (choice.id, *choice.was)}
    return [choice for choice in old.choices if choice not in kept]


# Shifted: the id of one question on another


def _shifted(answers: Answers) -> Iterator[Issue]:
    """A field whose words were those of another one of its worksheet."""
    said = {(old.sheet, old.label): old.key for old in answers.lock.fields.values()}
    for old in answers.lock.fields.values():
        field = answers.now.get(old.key)
        if (
            field
            and field.label != old.label
            and said.get((old.sheet, field.label), old.key) != old.key
        ):
            place = Position(field.page.path, field.field.line, field.field.column_at)
            yield issue(
                "field-shifted",
                place,
                before=old.label,
                now=field.label,
                key=old.key,
                id=old.key.rpartition("/")[2],
            )


def _still_there(answers: Answers) -> Iterator[Issue]:
    for old in answers.lock.fields.values():
        field = answers.now.get(old.key)
        if old.retired and field:
            yield issue("retired-present", _place(old), key=old.key, path=field.page.path)
    for cover, line in answers.lock.covers.items():
        found = next((field for field in answers.fields if field.key.startswith(cover)), None)
        if found:
            yield issue(
                "retired-present", Position(NAME, line, 1), key=f"{cover}*", path=found.page.path
            )
