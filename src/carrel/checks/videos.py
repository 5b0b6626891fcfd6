"""Video boxes: title, file, length, captions and transcript."""

import re
from collections.abc import Iterator

from carrel.checks.links import Finder, scheme
from carrel.checks.positions import at
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Box, Content
from carrel.model.links import Target, TargetKind, is_external, resolve
from carrel.model.marks import BOX_CLOSES, BOX_OPENS, CLOSE, OPEN, mark
from carrel.model.settings import Settings
from carrel.model.time import parse_length
from carrel.model.toolkit import Page, Toolkit

_TAG_OR_MARK = re.compile(f"<[^>]*>|{OPEN}[^{CLOSE}]*{CLOSE}")
_FILES = ("src", "captions", "poster")
_TIMES = ("length", "start", "end")


def boxes(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Reports videos without title, source, length or transcript, and files without captions."""
    for number, box in enumerate(content.boxes):
        if box.kind != "video":
            continue
        place = at(path, box)
        if not box.title:
            yield issue("video-title", place)
        if not has_text(content.body, number):
            yield issue("video-transcript", place)
        yield from _source(box, place)
        yield from _times(box, place)


def has_text(body: str, number: int) -> bool:
    """True if there is text inside the box with this number."""
    inside = body.partition(mark(BOX_OPENS, number))[2].partition(mark(BOX_CLOSES, number))[0]
    return bool(_TAG_OR_MARK.sub("", inside).strip())


def _source(box: Box, place: Position) -> Iterator[Issue]:
    source = box.attributes.get("src", "")
    if not source:
        yield issue("video-source", place)
    elif is_external(source):
        yield from scheme(place, source)
    elif not box.attributes.get("captions"):
        yield issue("video-captions", place)


def _times(box: Box, place: Position) -> Iterator[Issue]:
    """Reports a missing length, and times that cannot be read or do not fit it."""
    given = {key: box.attributes[key] for key in _TIMES if box.attributes.get(key)}
    if "length" not in given:
        yield issue("video-length", place)
    seconds = {key: parse_length(value) for key, value in given.items()}
    wrong = [key for key in given if _is_unreadable(key, seconds[key])]
    for key in [*wrong, *_outside(seconds)]:
        yield issue("video-time", place, attribute=key, value=given[key])


def _is_unreadable(key: str, seconds: int | None) -> bool:
    return seconds is None or (key == "length" and seconds == 0)


def _outside(seconds: dict[str, int | None]) -> list[str]:
    """Returns "end" if it is not between start and length, or "start" if it is after the length."""
    length, start, end = (seconds.get(key) for key in _TIMES)
    if end is not None and (end <= (start or 0) or end > (length or end)):
        return ["end"]
    if start is not None and length and start >= length:
        return ["start"]
    return []


def files(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports files that video boxes name and that do not exist."""
    finder = Finder(toolkit)
    for page in toolkit.pages():
        for box in page.content.boxes:
            if box.kind == "video":
                yield from _files(finder, page, box)


def _files(finder: Finder, page: Page, box: Box) -> Iterator[Issue]:
    place = at(page.path, box)
    for attribute in _FILES:
        address = box.attributes.get(attribute, "")
        target = resolve(finder.toolkit, page, address)
        if target.kind is TargetKind.OUTSIDE:
            yield issue("link-outside", place, href=address)
        elif _is_missing(target, attribute):
            yield finder.missing("video-file", page, place, target, address, attribute=attribute)


def _is_missing(target: Target, attribute: str) -> bool:
    """True if there is no such file; captions and posters must be files of the toolkit."""
    if target.kind is TargetKind.EXTERNAL:
        return attribute != "src"
    return target.kind in (TargetKind.MISSING, TargetKind.PAGE)
