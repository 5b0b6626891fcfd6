"""Answers boxes: the worksheet that comes back is there, on another page, and what the box opens is in it."""

from collections.abc import Iterator
from difflib import get_close_matches

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Box
from carrel.model.keys import modules_of, names_in, sheet_key
from carrel.model.published import worksheets
from carrel.model.toolkit import Page, Toolkit
from carrel.model.worksheet import NONE_OPEN, Field, Worksheet

Found = dict[str, tuple[Page, Worksheet]]


def shown_again(toolkit: Toolkit) -> Iterator[Issue]:
    """Every answers box names a worksheet that can come back there."""
    known: Found | None = None
    for page in toolkit.pages():
        for number, box in enumerate(page.content.boxes):
            if box.kind == "answers":
                known = (
                    known
                    if known is not None
                    else {sheet_key(on, sheet): (on, sheet) for on, sheet in worksheets(toolkit)}
                )
                yield from _answers(page, box, known)
                yield from _nested(page, number)


def _answers(page: Page, box: Box, known: Found) -> Iterator[Issue]:
    name, place = box.title.strip(), Position(page.path, box.line, box.column)
    bare = name.removeprefix("/")
    found = known.get(bare if "/" in bare else f"{modules_of(page)[0]}/{bare}")
    if not name:
        yield issue("answers-unnamed", place)
    elif not found:
        yield issue("answers-unknown", place, name=name, hint=_hint(page, bare, known))
    else:
        source, sheet = found
        if source is page:
            yield issue("answers-here", place, title=sheet.title or sheet.id, id=sheet.id)
        yield from _opened(
            place, box, name, [source.content.fields[number] for number in sheet.fields]
        )


def _hint(page: Page, name: str, known: Found) -> str:
    here = [key.rpartition("/")[2] for key in known if key.startswith(f"{modules_of(page)[0]}/")]
    guess = [key for key in known if key.rpartition("/")[2] == name][:1] or get_close_matches(
        name, here, 1
    )
    return f"Did you mean “{guess[0]}”? " if guess else ""


def _opened(place: Position, box: Box, name: str, fields: list[Field]) -> Iterator[Issue]:
    known = list(
        dict.fromkeys(
            one for field in fields for one in (field.column_id, field.row_id, field.id) if one
        )
    )
    names = names_in(box.attributes.get("open", ""))
    for opened in names if names != [NONE_OPEN] else ():
        if opened not in known:
            close = get_close_matches(opened, known, 1)
            hint = f"Did you mean “{close[0]}”? " if close else ""
            yield issue(
                "answers-open-unknown",
                place,
                name=name,
                id=opened,
                hint=hint,
                known=", ".join(known),
            )


def _nested(page: Page, number: int) -> Iterator[Issue]:
    """Neither does an answers box stand in a worksheet, nor a worksheet in an answers box."""
    boxes, sheets = page.content.boxes, {sheet.box for sheet in page.content.worksheets}
    for inner, box in enumerate(boxes):
        around = _around(page, inner)
        if (inner == number and not sheets.isdisjoint(around)) or (
            inner in sheets and number in around
        ):
            outer = boxes[next(one for one in around if one in sheets or one == number)]
            yield issue(
                "answers-nested",
                Position(page.path, box.line, box.column),
                kind=box.kind,
                around=outer.kind,
            )


def _around(page: Page, number: int) -> list[int]:
    found, around = [], page.content.boxes[number].parent
    while around >= 0:
        found.append(around)
        around = page.content.boxes[around].parent
    return found
