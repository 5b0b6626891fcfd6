"""The names under which answers are kept, `MODULE/WORKSHEET/FIELD`: those of today, and those that `was=` says they had before.

An author names an earlier field by as much as is needed: `know` in the same worksheet, `kwl/know` in the same module,
`/mentoring/kwl/know` anywhere; and an earlier worksheet in the same way: `roadmap`, `/mentoring/roadmap`.
"""

import re
from collections.abc import Iterable

from carrel.model.toolkit import Page
from carrel.model.worksheet import Choice, Field, Worksheet

HOME = "home"  # stands for the module of a page that is in none


def names_in(value: str) -> list[str]:
    """The names in the value of an attribute, each once: `was=know,want`."""
    return list(dict.fromkeys(name for name in re.split(r"[,\s]+", value) if name)) if value else []


def parts_of(name: str, most: int) -> list[str]:
    """The parts of a name that has at most so many; none where it cannot be read. A name with a slash in front is whole."""
    parts = name.removeprefix("/").split("/")
    whole = name.startswith("/")
    return parts if all(parts) and (len(parts) == most or (len(parts) < most and not whole)) else []


def was_renamed(page: Page) -> bool:
    """Whether the page's module had another name before."""
    return page.module is not None and bool(page.module.overview.content.front.was)


def modules_of(page: Page) -> list[str]:
    """The names of a page's module, today's first."""
    return [page.module.slug, *page.module.overview.content.front.was] if page.module else [HOME]


def sheet_key(page: Page, sheet: Worksheet) -> str:
    """The worksheet's name in the whole toolkit: `module/worksheet`."""
    return f"{page.module.slug if page.module else HOME}/{sheet.id}"


def sheet_keys(page: Page, sheet: Worksheet) -> list[str]:
    """The names of a worksheet, today's first."""
    return _once(key for name in (sheet.id, *sheet.was) for key in named_sheets(page, name))


def named_sheets(page: Page, name: str) -> list[str]:
    """The worksheets that `name` may mean on this page."""
    return (
        [name.removeprefix("/")]
        if "/" in name
        else [f"{module}/{name}" for module in modules_of(page)]
    )


def field_key(page: Page, sheet: Worksheet, field: Field) -> str:
    """The field's name in the whole toolkit."""
    return f"{sheet_key(page, sheet)}/{field.id}"


def earlier_keys(page: Page, sheet: Worksheet, field: Field) -> list[str]:
    """The names that a field had before."""
    if not (field.was or field.derived_names or sheet.was or was_renamed(page)):
        return []  # as nearly always
    names = _once(
        key
        for name in (field.id, *field.was, *field.derived_names)
        for key in named_fields(page, sheet, name)
    )
    return [name for name in names if name != field_key(page, sheet, field)]


def named_fields(page: Page, sheet: Worksheet, name: str) -> list[str]:
    """The fields that `name` may mean in this worksheet, those under today's names first."""
    parts = parts_of(name, 3)
    if len(parts) == 1:
        return [f"{key}/{name}" for key in sheet_keys(page, sheet)]
    return (
        ["/".join([module, *parts]) for module in modules_of(page)]
        if len(parts) == 2
        else ["/".join(parts)] * bool(parts)
    )


def first_answer(page: Page, sheet: Worksheet, field: Field) -> str:
    """The field from whose answer this one starts; empty where it starts blank."""
    return next(iter(named_fields(page, sheet, field.copies_from)), "") if field.copies_from else ""


def other_key(key: str, choice: str) -> str:
    """The name of the blank beside a choice of the field `key`."""
    return f"{key}-{choice}"


def other_earlier_keys(key: str, earlier: Iterable[str], choice: Choice) -> list[str]:
    """The names that the blank beside a choice had before."""
    return [other_key(one, name) for one in (key, *earlier) for name in (choice.id, *choice.was)][
        1:
    ]


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
