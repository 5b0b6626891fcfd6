"""Video boxes: what the film is called, where it is, how long it takes, and what stands in place of it."""

import re
from collections.abc import Iterator

from carrel.checks.links import Finder, scheme
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Box, Content
from carrel.model.links import TargetKind, is_external, resolve
from carrel.model.marks import BOX_CLOSES, BOX_OPENS, CLOSE, OPEN, mark
from carrel.model.settings import Settings
from carrel.model.time import parse_length
from carrel.model.toolkit import Page, Toolkit

_NO_WORDS = re.compile(f"<[^>]*>|{OPEN}[^{CLOSE}]*{CLOSE}")
_FILES = ("src", "captions", "poster")


def boxes(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """A film has a title, a source, a length and a transcript; one of the toolkit's own has captions."""
    for number, box in enumerate(content.boxes):
        if box.kind == "video":
            place = Position(path, box.line, box.column)
            if not box.title:
                yield issue("video-title", place)
            if not has_words(content.body, number):
                yield issue("video-transcript", place)
            yield from _source(box, place)
            yield from _times(box, place)


def has_words(body: str, number: int) -> bool:
    """Whether anything can be read inside the box with this number."""
    inside = body.partition(mark(BOX_OPENS, number))[2].partition(mark(BOX_CLOSES, number))[0]
    return bool(_NO_WORDS.sub("", inside).strip())


def _source(box: Box, place: Position) -> Iterator[Issue]:
    source = box.attributes.get("src", "")
    if not source:
        yield issue("video-source", place)
    elif is_external(source):
        yield from scheme(place, source)
    elif not box.attributes.get("captions"):
        yield issue("video-captions", place)


def _times(box: Box, place: Position) -> Iterator[Issue]:
    given = {
        key: box.attributes[key] for key in ("length", "start", "end") if box.attributes.get(key)
    }
    if "length" not in given:
        yield issue("video-length", place)
    seconds = {key: parse_length(value) for key, value in given.items()}
    for key, value in seconds.items():
        if value is None or (key == "length" and value == 0):
            yield issue("video-time", place, attribute=key, value=given[key])
    length, start, end = (seconds.get(key) for key in ("length", "start", "end"))
    if end is not None and (end <= (start or 0) or (length and end > length)):
        yield issue("video-time", place, attribute="end", value=given["end"])
    elif start is not None and length and start >= length:
        yield issue("video-time", place, attribute="start", value=given["start"])


def files(toolkit: Toolkit) -> Iterator[Issue]:
    """The files that video boxes name are there."""
    finder: Finder | None = None
    for page in toolkit.pages():
        for box in page.content.boxes:
            if box.kind == "video":
                finder = finder or Finder(toolkit)
                yield from _files(finder, page, box)


def _files(finder: Finder, page: Page, box: Box) -> Iterator[Issue]:
    for attribute in _FILES:
        address = box.attributes.get(attribute, "")
        target = resolve(finder.toolkit, page, address)
        place = Position(page.path, box.line, box.column)
        if target.kind is TargetKind.OUTSIDE:
            yield issue("link-outside", place, href=address)
        elif target.kind in (TargetKind.MISSING, TargetKind.PAGE) or (
            target.kind is TargetKind.EXTERNAL and attribute != "src"
        ):
            yield finder.missing("video-file", page, place, target, address, attribute=attribute)
