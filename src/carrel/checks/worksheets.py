"""Worksheets and quizzes: ids that answers can be kept under, right choices, and answers that are shown again."""

from collections.abc import Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Content
from carrel.model.settings import Settings
from carrel.model.slugs import short_slug
from carrel.model.toolkit import Toolkit
from carrel.model.worksheet import Field, FieldKind

_IN_A_PLAN = ("no", "cover")
_CHECKED = (FieldKind.TICK, FieldKind.CHOOSE)


def named(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """A box with blanks has an id."""
    for sheet in content.worksheets:
        if not sheet.id:
            box = content.boxes[sheet.box]
            suggestion = short_slug(sheet.title) or "my-worksheet"
            yield issue(
                "worksheet-id",
                Position(path, box.line, box.column),
                kind=box.kind,
                suggestion=suggestion,
            )


def calendars(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """What is to leave as an entry in a calendar asks for a day."""
    sheets = {sheet.box: sheet for sheet in content.worksheets}
    for number, box in enumerate(content.boxes):
        value, sheet = box.attributes.get("calendar"), sheets.get(number)
        if value not in (None, "yes", "no") and box.kind != "video":
            yield issue("calendar-value", Position(path, box.line, box.column), value=value)
        elif value == "yes" and not (
            sheet and any(content.fields[field].kind is FieldKind.DATE for field in sheet.fields)
        ):
            yield issue("calendar-date", Position(path, box.line, box.column))


def plans(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """What a box says of a plan means something, and stands in one."""
    for box in content.boxes:
        value = box.attributes.get("plan")
        if value is None:
            continue
        if value not in _IN_A_PLAN:
            yield issue("plan-value", Position(path, box.line, box.column), value=value)
        elif not content.front.plan:
            yield issue("plan-page", Position(path, box.line, box.column), value=value)


def choices(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Where one is to be chosen, there are several."""
    for field in content.fields:
        if field.kind is FieldKind.CHOOSE and len(field.choices) == 1:
            yield issue(
                "choice-single",
                Position(path, field.line, field.column_at),
                choice=field.choices[0].text,
            )


def quizzes(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """A quiz has questions, a question has the right number of right choices, and every choice has feedback."""
    for number, box in enumerate(content.boxes):
        if box.kind == "quiz":
            questions = [
                field for field in content.fields if field.box == number and field.kind in _CHECKED
            ]
            if not questions:
                yield issue("quiz-empty", Position(path, box.line, box.column))
            for field in questions:
                if len(field.choices) > 1 or field.kind is FieldKind.TICK:  # else see `choices`
                    yield from _question(path, field)


def _question(path: str, field: Field) -> Iterator[Issue]:
    place = Position(path, field.line, field.column_at)
    right = sum(choice.right for choice in field.choices)
    if right == 0:
        yield issue("quiz-answer", place, label=field.label)
    elif right > 1 and field.kind is FieldKind.CHOOSE:
        yield issue("quiz-several", place, label=field.label, count=right)
    silent = [choice.text for choice in field.choices if not choice.feedback]
    if silent:
        yield issue(
            "quiz-feedback", place, count=len(silent), all=len(field.choices), choice=silent[0]
        )


def told_apart(toolkit: Toolkit) -> Iterator[Issue]:
    """Worksheets stand in modules, and no two of one module have the same id. (Two on one page are told by `ids`.)"""
    for module in toolkit.modules:
        first: dict[str, str] = {}
        for page in module.pages():
            for sheet in page.content.worksheets:
                other = first.setdefault(sheet.id, page.path) if sheet.id else page.path
                if other != page.path:
                    yield issue(
                        "worksheet-id-doubled",
                        Position(page.path, sheet.line),
                        id=sheet.id,
                        other=other,
                    )
    for lone in (toolkit.home, toolkit.glossary):
        for sheet in lone.content.worksheets if lone else ():
            yield issue("worksheet-place", Position(lone.path if lone else "", sheet.line))
