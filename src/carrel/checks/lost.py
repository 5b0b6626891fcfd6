"""Published fields that no longer exist, or whose answers no longer fit."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.blanks import KINDS, fits
from carrel.checks.answers import Answers, quoted_list
from carrel.checks.positions import of_field
from carrel.checks.successors import hint_for_field, hint_for_module, hint_for_sheet
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.lock import NAME, Recorded
from carrel.model.published import Published


def lost_answers(answers: Answers) -> Iterator[Issue]:
    """Reports where `fields.lock` and today's worksheets do not agree."""
    yield from answers.lock.issues
    if answers.lock.lost:
        yield issue("lock-missing", Position("toolkit.toml"))
    if answers.is_reliable:
        yield from _removed(answers)
        yield from _unfit(answers)
        yield from _shifted(answers)
        yield from _retired_but_present(answers)


# Removed modules, worksheets and fields


def _removed(answers: Answers) -> Iterator[Issue]:
    """Reports one issue for a module or worksheet, however many fields it had."""
    removed = [one for one in answers.lock.fields.values() if _is_removed(answers, one)]
    for module, sheets in _by_module(removed).items():
        if module not in answers.modules:
            yield _module_removed(answers, module, sheets)
            continue
        for sheet, fields in sheets.items():
            yield from _sheet_or_fields_removed(answers, sheet, fields)


def _is_removed(answers: Answers, old: Recorded) -> bool:
    return not answers.successor(old.key) and not answers.lock.may_go(old)


def _by_module(removed: list[Recorded]) -> dict[str, dict[str, list[Recorded]]]:
    modules: dict[str, dict[str, list[Recorded]]] = {}
    for one in removed:
        modules.setdefault(one.module, {}).setdefault(one.sheet, []).append(one)
    return modules


def _module_removed(answers: Answers, module: str, sheets: dict[str, list[Recorded]]) -> Issue:
    first = next(iter(sheets.values()))[0]
    return issue(
        "module-gone",
        _line_in_lock(first),
        id=module,
        count=len(sheets),
        titles=quoted_list(sheet.partition("/")[2] for sheet in sheets),
        hint=hint_for_module(answers, module, sheets),
    )


def _sheet_or_fields_removed(
    answers: Answers, sheet: str, fields: list[Recorded]
) -> Iterator[Issue]:
    if answers.successors_of_sheet(sheet):
        yield from _fields_removed(answers, fields)
        return
    module, _, name = sheet.partition("/")
    yield issue(
        "worksheet-gone",
        _line_in_lock(fields[0]),
        id=name,
        module=module,
        labels=quoted_list(field.label for field in fields),
        hint=hint_for_sheet(answers, sheet, fields),
    )


def _fields_removed(answers: Answers, fields: list[Recorded]) -> Iterator[Issue]:
    """Reports removed fields; those of one renamed column share one hint and one issue."""
    reported: set[str] = set()
    for field in fields:
        if _is_beside_a_lost_choice(answers, field):
            continue
        hint, advice = hint_for_field(answers, field)
        if not advice or advice not in reported:
            place = _line_in_lock(field)
            yield issue("field-gone", place, label=field.label, key=field.key, hint=hint)
        reported.add(advice)


def _is_beside_a_lost_choice(answers: Answers, field: Recorded) -> bool:
    """True for the blank next to a removed choice, since the choice is reported itself."""
    key, _, choice = field.key.rpartition("-")
    while key.count("/") == 2:
        old, new = answers.lock.fields.get(key), answers.successor(key)
        if old and new and choice in _lost_choices(old, new):
            return True
        key, _, more = key.rpartition("-")
        choice = f"{more}-{choice}"
    return False


def _line_in_lock(field: Recorded) -> Position:
    return Position(NAME, field.line, 1)


# Another kind of field, or a removed choice


def _unfit(answers: Answers) -> Iterator[Issue]:
    steps: set[tuple[int, str]] = set()  # of ratings, whose rows share a scale
    for old in answers.lock.fields.values():
        new = answers.successor(old.key)
        if not new or answers.lock.may_go(old):
            continue
        if fits(old.kind, new.kind):
            yield from _choices_removed(old, new, steps)
        else:
            yield _kind_changed(old, new)


def _kind_changed(old: Recorded, new: Published) -> Issue:
    return issue(
        "field-kind-changed",
        of_field(new),
        label=new.label,
        before=KINDS[old.kind].called,
        now=KINDS[new.kind].called,
        line=old.line,
    )


def _choices_removed(old: Recorded, new: Published, steps: set[tuple[int, str]]) -> Iterator[Issue]:
    for choice in _lost_choices(old, new):
        step = (new.sheet.box, choice)
        if not KINDS[new.kind].shares_choices or step not in steps:
            place = of_field(new)
            yield issue("choice-gone", place, label=new.label, choice=choice, line=old.line)
        steps.add(step)


def _lost_choices(old: Recorded, new: Published) -> list[str]:
    if new.kind != old.kind:
        return []
    kept = {name for choice in new.choices for name in (choice.id, *choice.was)}
    return [choice for choice in old.choices if choice not in kept]


# The id of one question now belongs to another


def _shifted(answers: Answers) -> Iterator[Issue]:
    """Reports a field whose text was that of another field of its worksheet."""
    keys = {(old.sheet, old.label): old.key for old in answers.lock.fields.values()}
    for old in answers.lock.fields.values():
        new = answers.now.get(old.key)
        if not new or new.label == old.label:
            continue
        if keys.get((old.sheet, new.label), old.key) != old.key:
            yield _has_moved(old, new)


def _has_moved(old: Recorded, new: Published) -> Issue:
    own_id = old.key.rpartition("/")[2]
    place = of_field(new)
    return issue("field-shifted", place, before=old.label, now=new.label, key=old.key, id=own_id)


# Retired, but still asked


def _retired_but_present(answers: Answers) -> Iterator[Issue]:
    for old in answers.lock.fields.values():
        field = answers.now.get(old.key)
        if old.retired and field:
            yield issue("retired-present", _line_in_lock(old), key=old.key, path=field.page.path)
    for prefix, line in answers.lock.covers.items():
        found = next((field for field in answers.fields if field.key.startswith(prefix)), None)
        if found:
            place = Position(NAME, line, 1)
            yield issue("retired-present", place, key=f"{prefix}*", path=found.page.path)
