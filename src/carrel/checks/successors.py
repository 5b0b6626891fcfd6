"""Guesses which field, worksheet or module has replaced a removed one, and what to write there."""

from __future__ import annotations

from carrel.blanks import fits, kind_of
from carrel.checks.answers import Answers, similarity
from carrel.model.keys import modules_of
from carrel.model.lock import Recorded
from carrel.model.published import Published
from carrel.model.toolkit import Module
from carrel.model.worksheet import Field, Worksheet

_SIMILAR_IN_WORKSHEET = 0.2  # share of common words, for questions of one worksheet
_SIMILAR_ELSEWHERE = 0.5

Advice = tuple[str, str]  # what to write, such as "{was=know}", and where


# A field


def hint_for_field(answers: Answers, old: Recorded) -> tuple[str, str]:
    """Returns a sentence that names the likeliest successor, and the advice in it by itself.

    Both are empty if no field is likely.
    """
    new = _likely_successor(answers, old)
    if not new:
        return "", ""
    advice = " ".join(_what_to_write(old, new))
    place = f"{new.page.path}:{new.field.line}"
    return f"If “{new.label}” ({place}) takes its place, write {advice}. ", advice


def _likely_successor(answers: Answers, old: Recorded) -> Published | None:
    if old.became:
        return answers.successor(old.became)
    sheets = set(answers.successors_of_sheet(old.sheet))
    everywhere = [field for field in answers.new if fits(old.kind, field.kind)]
    here = [field for field in everywhere if field.key.rpartition("/")[0] in sheets]
    found = _most_similar(old, here, _SIMILAR_IN_WORKSHEET)
    found = found or _most_similar(old, everywhere, _SIMILAR_ELSEWHERE)
    return found or (here[0] if len(here) == 1 else None)


def _most_similar(old: Recorded, fields: list[Published], least: float) -> Published | None:
    """Returns the field with the most similar question; the first of several equal ones."""

    def rank(field: Published) -> tuple[float, bool]:
        return similarity(old.label, field.label), field.kind == old.kind

    best = max(fields, key=rank, default=None)
    return best if best and similarity(old.label, best.label) >= least else None


def _what_to_write(old: Recorded, new: Published) -> Advice:
    return _for_header(old.key.rpartition("/")[2], new.field) or _for_blank(old, new)


def _for_blank(old: Recorded, new: Published) -> Advice:
    field = new.field
    names = dict.fromkeys([*field.was, _shortest_name(old.key, new)])
    own_id = f"#{field.id} " if field.given and not field.column_id else ""
    where = "in its cell" if field.column_id else kind_of(field).attributes_go
    return f"{{{own_id}was={','.join(names)}}}", where


def _for_header(old: str, field: Field) -> Advice | None:
    """Returns the advice if only the text of a column's or a row's header has changed."""
    if not field.column_id:
        return None
    column = _old_column(old, field)
    if column:
        return f"{{was={column}}}", f"after the header “{field.column}” of its column"
    row = old.removesuffix(f"-{field.column_id}")
    if field.row_id and row not in (old, field.row_id):
        return f"{{was={row}}}", f"after “{field.row}”, which begins its row"
    return None


def _old_column(old: str, field: Field) -> str:
    """Returns the part of an old id that names the column; empty if the column is the same."""
    before = f"{field.row_id}-" if field.row_id else ""
    after = _after_last(field.id, field.column_id)
    if not (old.startswith(before) and old.endswith(after)):
        return ""
    column = old.removeprefix(before).removesuffix(after)
    return column if column != field.column_id else ""


def _after_last(text: str, part: str) -> str:
    """Returns what follows the last `part` in `text`."""
    at = text.rfind(part)
    return text[at + len(part) :] if at >= 0 else ""


def _shortest_name(key: str, new: Published) -> str:
    """Returns the shortest name of the field `key` that is clear where `new` is."""
    module, sheet, name = key.split("/")
    if module not in modules_of(new.page):
        return f"/{key}"
    return name if new.sheet.id == sheet else f"{sheet}/{name}"


# A worksheet


def hint_for_sheet(answers: Answers, old: str, fields: list[Recorded]) -> str:
    """Returns a sentence with the new opening line of the likeliest successor; empty if none."""
    new = [name for name in answers.sheets if name not in answers.recorded_sheets]
    ranked = [(_overlap(answers, name, old, fields), -at, name) for at, name in enumerate(new)]
    best = max(ranked, default=None)
    if not best or best[0] <= 0:
        return ""
    page, sheet = answers.sheets[best[2]]
    module, _, name = old.partition("/")
    was = ",".join([*sheet.was, name if module in modules_of(page) else f"/{old}"])
    line = _opening_line(page.content.boxes[sheet.box].kind, sheet, was)
    return f"If {page.path}:{sheet.line} has it under another name, write there ::: {line}. "


def _opening_line(kind: str, sheet: Worksheet, was: str) -> str:
    return " ".join(part for part in (kind, sheet.title, f"{{#{sheet.id} was={was}}}") if part)


def _overlap(answers: Answers, name: str, old: str, fields: list[Recorded]) -> float:
    """Returns the share of the old fields that a new worksheet has, by id or by text.

    A worksheet with the same id gets 1 more, so that it comes first.
    """
    page, sheet = answers.sheets[name]
    own = [page.content.fields[number] for number in sheet.fields]
    ids, labels = {field.id for field in own}, {field.label for field in own}
    found = sum(field.key.rpartition("/")[2] in ids or field.label in labels for field in fields)
    return found / len(fields) + (name.partition("/")[2] == old.partition("/")[2])


# A module


def hint_for_module(answers: Answers, old: str, sheets: dict[str, list[Recorded]]) -> str:
    """Returns a sentence with the line for the front matter of the likeliest successor."""
    names = {sheet.partition("/")[2] for sheet in sheets}

    def shared(module: Module) -> int:
        return sum(f"{module.slug}/{name}" in answers.sheets for name in names)

    new = [one for one in answers.toolkit.modules if one.slug not in answers.recorded_modules]
    best = max(new, key=shared, default=None)
    if not best or not shared(best):
        return ""
    path = best.overview.path
    return f"If it is called “{best.slug}” now, add to {path}, at the top: was: {old}. "
