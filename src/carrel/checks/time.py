"""Minutes that the author declares, compared with those that are computed."""

from collections.abc import Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.time import minutes_of
from carrel.model.toolkit import Page, Toolkit

NEAR = 3  # minutes: a smaller difference is never reported
FAR = 2  # times: only a larger ratio is reported


def minutes(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports declared minutes that are far from the computed ones."""
    for page in toolkit.pages():
        if page.content.front.minutes is not None:
            yield from _declared(page, page.content.front.minutes)


def _declared(page: Page, declared: int) -> Iterator[Issue]:
    computed = minutes_of(page.seconds)
    is_near = abs(declared - computed) < NEAR
    if is_near or (declared <= FAR * computed and computed <= FAR * declared):
        return
    yield issue(
        "minutes-far",
        Position(page.path, page.content.front.line("minutes")),
        declared=_in_words(declared),
        computed=_in_words(computed),
        parts=", ".join(f"{name} {_clock(value)}" for name, value in page.seconds.items()),
    )


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _in_words(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"
