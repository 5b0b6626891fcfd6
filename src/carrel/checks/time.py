"""Minutes that the author declares, beside those that the text adds up to."""

from collections.abc import Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.page import Content
from carrel.model.time import minutes_of, seconds_of
from carrel.model.toolkit import Settings

NEAR = 3  # minutes: what is nearer than this is never called far
FAR = 2  # times


def minutes(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Declared minutes are not far from the computed ones."""
    declared = content.front.minutes
    if declared is None:
        return
    seconds = seconds_of(content)
    computed = minutes_of(seconds)
    if abs(declared - computed) >= NEAR and (declared > FAR * computed or declared * FAR < computed):
        parts = ", ".join(f"{name} {value // 60}:{value % 60:02}" for name, value in seconds.items())
        place = Position(path, content.front.line("minutes"))
        yield issue("minutes-far", place, declared=_minutes(declared), computed=_minutes(computed), parts=parts)


def _minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"
