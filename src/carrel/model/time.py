"""How long a page takes: words, films and fields. The rule is explained in docs/reference/format.md.

Reading: 230 words a minute, just below the 238 that Brysbaert (2019, Journal of Memory and Language 109, 104047) found for
adults who read non-fiction in silence.
"""

import re

from carrel.model.content import Content
from carrel.model.worksheet import Field, FieldKind, stays_open

WORDS_PER_MINUTE = 230
SECONDS = {
    FieldKind.TEXT: 60,
    FieldKind.SHORT: 20,
    FieldKind.DATE: 20,
    FieldKind.RATING: 10,
    FieldKind.PICTURE: 180,
}
CELL_SECONDS = 20  # a text in a table: a few words
GROUP_SECONDS = 15
CHOICE_SECONDS = 2
RANK_SECONDS = 10
SELF_CHECK_SECONDS = 30

_LENGTH = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")


def parse_length(text: str) -> int | None:
    """Seconds of a length like 2:10 or 1:02:10; None where it is none."""
    found = _LENGTH.fullmatch(text.strip())
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def field_seconds(field: Field) -> int:
    """The allowance for one field."""
    if field.self_check:
        return SELF_CHECK_SECONDS
    if field.kind in (FieldKind.TICK, FieldKind.CHOOSE):
        return GROUP_SECONDS + CHOICE_SECONDS * len(field.choices)
    if field.kind is FieldKind.TEXT and (field.row or field.column):
        return CELL_SECONDS
    if field.kind is FieldKind.RANK:
        return RANK_SECONDS * len(field.choices)
    return SECONDS[field.kind]


def again_seconds(fields: list[Field], opened: list[str]) -> int:
    """The allowance for a worksheet that comes back: that of the fields that it opens; half of all, where all of them are open, as
    most are filled in already."""
    if opened:
        return sum(field_seconds(field) for field in fields if stays_open(field, opened))
    return sum(field_seconds(field) for field in fields) // 2


def video_seconds(content: Content) -> int:
    """The length of the films on a page, each from its start to its end."""
    return sum(_played(box.attributes) for box in content.boxes if box.kind == "video")


def _played(attributes: dict[str, str]) -> int:
    length = parse_length(attributes.get("length", "")) or 0
    start = parse_length(attributes.get("start", "")) or 0
    end = parse_length(attributes.get("end", "")) or length
    return max(0, min(length, end) - start)


def seconds_of(content: Content) -> dict[str, int]:
    """What the time of a page is made of, in seconds: reading, films, exercises."""
    return {
        "reading": round(content.words * 60 / WORDS_PER_MINUTE),
        "films": video_seconds(content),
        "exercises": sum(field_seconds(field) for field in content.fields),
    }


def minutes_of(seconds: dict[str, int]) -> int:
    """Whole minutes, at least one."""
    return max(1, round(sum(seconds.values()) / 60))
