"""The keys under which answers are stored, `MODULE/WORKSHEET/FIELD`: today's and earlier ones.

Earlier names come from `was=`. An author gives as much of a name as is needed: `know` for a field
of the same worksheet, `kwl/know` for one in the same module, `/mentoring/kwl/know` for any; and for
a worksheet `roadmap` or `/mentoring/roadmap`.
"""

import re
from collections.abc import Iterable

from carrel.model.toolkit import Page
from carrel.model.worksheet import Choice, Field, Worksheet

HOME = "home"  # in place of the module, for a page that is in none


def names_in(value: str) -> list[str]:
    """Returns the names in the value of an attribute, each once: `was=know,want`."""
    return list(dict.fromkeys(name for name in re.split(r"[,\s]+", value) if name)) if value else []


def parts_of(name: str, most: int) -> list[str]:
    """Returns the parts of a name between slashes; none if it is no name.

    A name has at most `most` parts, and exactly so many if it begins with a slash.
    """
    parts = name.removeprefix("/").split("/")
    least = most if name.startswith("/") else 1
    return parts if all(parts) and least <= len(parts) <= most else []


def was_renamed(page: Page) -> bool:
    """True if the page's module had another name before."""
    return page.module is not None and bool(page.module.overview.content.front.was)


def modules_of(page: Page) -> list[str]:
    """Returns the names of a page's module, today's first."""
    return [page.module.slug, *page.module.overview.content.front.was] if page.module else [HOME]


def sheet_key(page: Page, sheet: Worksheet) -> str:
    """Returns the worksheet's key: `module/worksheet`."""
    return f"{page.module.slug if page.module else HOME}/{sheet.id}"


def sheet_keys(page: Page, sheet: Worksheet) -> list[str]:
    """Returns the keys of a worksheet, today's first."""
    return _once(key for name in (sheet.id, *sheet.was) for key in named_sheets(page, name))


def named_sheets(page: Page, name: str) -> list[str]:
    """Returns the keys of worksheets that `name` may mean on this page."""
    if "/" in name:
        return [name.removeprefix("/")]
    return [f"{module}/{name}" for module in modules_of(page)]


def field_key(page: Page, sheet: Worksheet, field: Field) -> str:
    """Returns the field's key: `module/worksheet/field`."""
    return f"{sheet_key(page, sheet)}/{field.id}"


def earlier_keys(page: Page, sheet: Worksheet, field: Field) -> list[str]:
    """Returns the keys that a field had before."""
    if not _had_other_names(page, sheet, field):
        return []
    now = field_key(page, sheet, field)
    names = (field.id, *field.was, *field.derived_names)
    keys = _once(key for name in names for key in named_fields(page, sheet, name))
    return [key for key in keys if key != now]


def _had_other_names(page: Page, sheet: Worksheet, field: Field) -> bool:
    return bool(field.was or field.derived_names or sheet.was or was_renamed(page))


def named_fields(page: Page, sheet: Worksheet, name: str) -> list[str]:
    """Returns the keys of fields that `name` may mean in this worksheet, today's first."""
    parts = parts_of(name, 3)
    if len(parts) == 1:
        return [f"{key}/{name}" for key in sheet_keys(page, sheet)]
    if len(parts) == 2:
        return ["/".join([module, *parts]) for module in modules_of(page)]
    return ["/".join(parts)] if parts else []


def first_answer(page: Page, sheet: Worksheet, field: Field) -> str:
    """Returns the key of the field whose answer this one starts with; "" if it starts blank."""
    named = named_fields(page, sheet, field.copies_from) if field.copies_from else []
    return named[0] if named else ""


def other_key(key: str, choice: str) -> str:
    """Returns the key of the blank beside a choice of the field `key`."""
    return f"{key}-{choice}"


def other_earlier_keys(key: str, earlier: Iterable[str], choice: Choice) -> list[str]:
    """Returns the keys that the blank beside a choice had before."""
    names = (choice.id, *choice.was)
    keys = [other_key(one, name) for one in (key, *earlier) for name in names]
    return keys[1:]  # the first one is today's


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
