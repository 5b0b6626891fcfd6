"""Which field, worksheet or module has probably taken the place of one that is gone, and how its author would say so."""

from __future__ import annotations

from carrel.blanks import fits, kind_of
from carrel.checks.answers import Answers, likeness
from carrel.model.keys import modules_of
from carrel.model.lock import Recorded
from carrel.model.published import Published
from carrel.model.worksheet import Worksheet

_RATHER_ALIKE, _ALIKE = (
    0.2,
    0.5,
)  # how many of their words two questions share: in one worksheet, and elsewhere


# A field


def hint_for_field(answers: Answers, old: Recorded) -> tuple[str, str]:
    """A sentence that names the likeliest successor, and what to write there; empty where there is none."""
    heir = _successor(answers, old)
    if not heir:
        return "", ""
    written, where = _what_to_write(old, heir)
    return (
        f"If “{heir.label}” ({heir.page.path}:{heir.field.line}) takes its place, write {written} {where}. ",
        f"{written} {where}",
    )


def _successor(answers: Answers, old: Recorded) -> Published | None:
    if old.became:
        return answers.heir(old.became)
    here = set(answers.homes(old.sheet))
    new = [field for field in answers.new if fits(old.kind, field.kind)]
    at_home = [field for field in new if field.key.rpartition("/")[0] in here]
    near, far = _likest(old, at_home), _likest(old, new)
    if near and likeness(old.label, near.label) >= _RATHER_ALIKE:
        return near
    if far and likeness(old.label, far.label) >= _ALIKE:
        return far
    return at_home[0] if len(at_home) == 1 else None


def _likest(old: Recorded, fields: list[Published]) -> Published | None:
    """The field whose question is the nearest; the first of those that are as near."""
    return max(
        fields,
        key=lambda field: (likeness(old.label, field.label), field.kind == old.kind),
        default=None,
    )


def _what_to_write(old: Recorded, heir: Published) -> tuple[str, str]:
    """The braces, and where they stand."""
    field = heir.field
    header = _header(old.key.rpartition("/")[2], heir)
    if header:
        return header
    names = [*field.was, _shortest(old.key, heir)]
    given = f"#{field.id} " if field.given and not field.column_id else ""
    where = "in its cell" if field.column_id else kind_of(field).attributes_go
    return f"{{{given}was={','.join(dict.fromkeys(names))}}}", where


def _header(old: str, heir: Published) -> tuple[str, str] | None:
    """Where only the words of a column, or of a row, have changed: what to write behind them."""
    field = heir.field
    if not field.column_id:
        return None
    apart = _after_last_of(field.id, field.column_id)
    before, after = (f"{field.row_id}-" if field.row_id else ""), apart
    column = (
        old.removeprefix(before).removesuffix(after)
        if old.startswith(before) and old.endswith(after)
        else ""
    )
    if column and column != field.column_id and (field.row_id or not apart or old.endswith(apart)):
        return f"{{was={column}}}", f"after the header “{field.column}” of its column"
    row = old.removesuffix(f"-{field.column_id}")
    if field.row_id and row not in (old, field.row_id):
        return f"{{was={row}}}", f"after “{field.row}”, which begins its row"
    return None


def _after_last_of(identifier: str, part: str) -> str:
    at = identifier.rfind(part)
    return identifier[at + len(part) :] if at >= 0 else ""


def _shortest(key: str, heir: Published) -> str:
    """As little of a field's name as is needed where its heir stands."""
    module, sheet, name = key.split("/")
    if heir.sheet.id == sheet and module in modules_of(heir.page):
        return name
    return f"{sheet}/{name}" if module in modules_of(heir.page) else f"/{key}"


# A worksheet


def hint_for_sheet(answers: Answers, old: str, fields: list[Recorded]) -> str:
    """The same for a whole worksheet: its opening line as it should be."""
    new = [name for name in answers.sheets if name not in answers.recorded_sheets]
    shares = [
        (_share(answers, name, old, fields), -number, name) for number, name in enumerate(new)
    ]
    best = max(shares, default=None)
    if not best or best[0] <= 0:
        return ""
    page, sheet = answers.sheets[best[2]]
    module, _, name = old.partition("/")
    was = ",".join([*sheet.was, name if module in modules_of(page) else f"/{old}"])
    kind = page.content.boxes[sheet.box].kind
    return f"If {page.path}:{sheet.line} has it under another name, write there ::: {_opening(kind, sheet, was)}. "


def _opening(kind: str, sheet: Worksheet, was: str) -> str:
    return " ".join(part for part in (kind, sheet.title, f"{{#{sheet.id} was={was}}}") if part)


def _share(answers: Answers, name: str, old: str, fields: list[Recorded]) -> float:
    """How much of the old worksheet's fields a new one has, by id or by words; one of the same id is the likeliest of all."""
    page, sheet = answers.sheets[name]
    own = [page.content.fields[number] for number in sheet.fields]
    ids, labels = {field.id for field in own}, {field.label for field in own}
    found = sum(field.key.rpartition("/")[2] in ids or field.label in labels for field in fields)
    return found / len(fields) + (name.partition("/")[2] == old.partition("/")[2])


# A module


def hint_for_module(answers: Answers, old: str, sheets: dict[str, list[Recorded]]) -> str:
    """The same for a module, which says it in its front matter."""
    names = {sheet.partition("/")[2] for sheet in sheets}
    best, most = None, 0
    for module in answers.toolkit.modules:
        shared = sum(f"{module.slug}/{name}" in answers.sheets for name in names)
        if module.slug not in answers.recorded_modules and shared > most:
            best, most = module, shared
    return (
        f"If it is called “{best.slug}” now, add to {best.overview.path}, at the top: was: {old}. "
        if best
        else ""
    )
