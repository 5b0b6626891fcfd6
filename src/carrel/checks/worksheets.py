"""Checks worksheets and quizzes: ids, calendars, plans, fields, and questions."""

from collections.abc import Iterator

from carrel.blanks import kind_of
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Content
from carrel.model.settings import Settings
from carrel.model.slugs import short_slug
from carrel.model.toolkit import Module, Toolkit

_IN_A_PLAN = ("no", "cover")


def named(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """A box with blanks has an id, under which answers are saved."""
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
    """A worksheet that offers a calendar file asks for a day."""
    with_day = {field.box for field in content.fields if kind_of(field).is_day}
    for number, box in enumerate(content.boxes):
        value, place = box.attributes.get("calendar"), Position(path, box.line, box.column)
        if value == "yes" and number not in with_day:
            yield issue("calendar-date", place)
        elif value not in (None, "yes", "no") and box.kind != "video":
            yield issue("calendar-value", place, value=value)


def plans(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """`plan=` has a value that exists, and its page is a plan."""
    for box in content.boxes:
        value = box.attributes.get("plan")
        if value is None:
            continue
        if value not in _IN_A_PLAN:
            yield issue("plan-value", Position(path, box.line, box.column), value=value)
        elif not content.front.plan:
            yield issue("plan-page", Position(path, box.line, box.column), value=value)


def fields(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Every field is sound, as far as its kind can check it."""
    for field in content.fields:
        yield from kind_of(field).check(path, field)


def quizzes(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """A quiz has questions, and its questions have right choices and feedback."""
    for number, box in enumerate(content.boxes):
        if box.kind != "quiz":
            continue
        questions = [
            field for field in content.fields if field.box == number and kind_of(field).can_be_right
        ]
        if not questions:
            yield issue("quiz-empty", Position(path, box.line, box.column))
        for field in questions:
            yield from kind_of(field).check_question(path, field)


def unique_ids(toolkit: Toolkit) -> Iterator[Issue]:
    """Worksheets are in modules, and no two pages of one module have worksheets of the same id.

    (Two on one page are reported by `accessibility.ids`.)
    """
    for module in toolkit.modules:
        yield from _unique_ids(module)
    for page in (toolkit.home, toolkit.glossary):
        for sheet in page.content.worksheets if page else ():
            yield issue("worksheet-place", Position(page.path if page else "", sheet.line))


def _unique_ids(module: Module) -> Iterator[Issue]:
    first: dict[str, str] = {}
    sheets = [(page.path, sheet) for page in module.pages() for sheet in page.content.worksheets]
    for path, sheet in sheets:
        other = first.setdefault(sheet.id, path) if sheet.id else path
        if other != path:
            place = Position(path, sheet.line)
            yield issue("worksheet-id-doubled", place, id=sheet.id, other=other)
