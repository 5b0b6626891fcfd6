"""Minutes that the author declares, beside those that the text adds up to."""

from collections.abc import Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.time import minutes_of
from carrel.model.toolkit import Page, Toolkit

NEAR = 3  # minutes: what is nearer than this is never called far
FAR = 2  # times


def minutes(toolkit: Toolkit) -> Iterator[Issue]:
    """Declared minutes are not far from the computed ones."""
    for page in toolkit.pages():
        if page.content.front.minutes is not None:
            yield from _far(page, page.content.front.minutes)


def _far(page: Page, declared: int) -> Iterator[Issue]:
    computed = minutes_of(page.seconds)
    if abs(declared - computed) >= NEAR and (
        declared > FAR * computed or declared * FAR < computed
    ):
        parts = ", ".join(
            f"{name} {value // 60}:{value % 60:02}" for name, value in page.seconds.items()
        )
        place = Position(page.path, page.content.front.line("minutes"))
        yield issue(
            "minutes-far",
            place,
            declared=_minutes(declared),
            computed=_minutes(computed),
            parts=parts,
        )


def _minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"
