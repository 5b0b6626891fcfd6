"""Answers boxes: the worksheet exists, is on another page, and has what the box opens."""

from collections.abc import Iterator

from carrel.checks.hints import closest, did_you_mean
from carrel.checks.positions import at
from carrel.codes import issue
from carrel.issues import Issue
from carrel.model.content import Box
from carrel.model.keys import modules_of, names_in, sheet_key
from carrel.model.published import worksheets
from carrel.model.toolkit import Page, Toolkit
from carrel.model.worksheet import NONE_OPEN, Field, Worksheet

Known = dict[str, tuple[Page, Worksheet]]  # worksheets by their keys


def shown_again(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports answers boxes that cannot show a worksheet's answers."""
    pages = [page for page in toolkit.pages() if _answers_boxes(page)]
    if not pages:
        return
    known = {sheet_key(page, sheet): (page, sheet) for page, sheet in worksheets(toolkit)}
    for page in pages:
        for number in _answers_boxes(page):
            yield from _answers(page, page.content.boxes[number], known)
            yield from _nested(page, number)


def _answers_boxes(page: Page) -> list[int]:
    return [number for number, box in enumerate(page.content.boxes) if box.kind == "answers"]


def _answers(page: Page, box: Box, known: Known) -> Iterator[Issue]:
    name, place = box.title.strip(), at(page.path, box)
    if not name:
        yield issue("answers-unnamed", place)
        return
    key = name.removeprefix("/")
    found = known.get(key if "/" in key else f"{modules_of(page)[0]}/{key}")
    if not found:
        yield issue("answers-unknown", place, name=name, hint=_hint(page, key, known))
        return
    source, sheet = found
    if source is page:
        yield issue("answers-here", place, title=sheet.title or sheet.id, id=sheet.id)
    fields = [source.content.fields[number] for number in sheet.fields]
    yield from _opened(page, box, name, fields)


def _hint(page: Page, name: str, known: Known) -> str:
    elsewhere = [key for key in known if key.rpartition("/")[2] == name]
    if elsewhere:
        return did_you_mean(elsewhere[0])
    module = f"{modules_of(page)[0]}/"
    return did_you_mean(
        closest(name, (key.removeprefix(module) for key in known if key.startswith(module)))
    )


def _opened(page: Page, box: Box, name: str, fields: list[Field]) -> Iterator[Issue]:
    """Reports ids in `open=` that the worksheet does not have."""
    opened = names_in(box.attributes.get("open", ""))
    if opened == [NONE_OPEN]:
        return
    ids = [one for field in fields for one in (field.column_id, field.row_id, field.id) if one]
    known = list(dict.fromkeys(ids))
    for identifier in opened:
        if identifier not in known:
            yield issue(
                "answers-open-unknown",
                at(page.path, box),
                name=name,
                id=identifier,
                hint=did_you_mean(closest(identifier, known)),
                known=", ".join(known),
            )


def _nested(page: Page, number: int) -> Iterator[Issue]:
    """Reports an answers box inside a worksheet, and a worksheet inside the answers box."""
    sheets = {sheet.box for sheet in page.content.worksheets}
    around = [one for one in _around(page, number) if one in sheets]
    if around:
        yield _nesting(page, number, around[0])
    for sheet in sorted(sheets):
        outer = _around(page, sheet)
        if number in outer:
            yield _nesting(
                page, sheet, next(one for one in outer if one in sheets or one == number)
            )


def _nesting(page: Page, inner: int, outer: int) -> Issue:
    boxes = page.content.boxes
    place = at(page.path, boxes[inner])
    return issue("answers-nested", place, kind=boxes[inner].kind, around=boxes[outer].kind)


def _around(page: Page, number: int) -> list[int]:
    """Returns the numbers of the boxes around a box, the innermost first."""
    found = []
    outer = page.content.boxes[number].parent
    while outer >= 0:
        found.append(outer)
        outer = page.content.boxes[outer].parent
    return found
