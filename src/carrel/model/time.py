"""How long a page takes: words, videos, and fields. docs/reference/format.md explains the rule.

Reading: 230 words a minute, just below the 238 that Brysbaert (2019, Journal of Memory and
Language 109, 104047) found for adults who read non-fiction silently.
"""

import re

from carrel.model.content import Content
from carrel.model.worksheet import Field, stays_open

WORDS_PER_MINUTE = 230

_LENGTH = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")


def parse_length(text: str) -> int | None:
    """Returns the seconds of a length like 2:10 or 1:02:10; None if `text` is no length."""
    found = _LENGTH.fullmatch(text.strip())
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def again_seconds(fields: list[Field], opened: list[str]) -> int:
    """Returns the seconds for a worksheet that is shown again: those of the fields that it opens.

    If it opens all of them, half of their seconds, as most are filled in already.
    """
    if opened:
        return sum(field.seconds for field in fields if stays_open(field, opened))
    return sum(field.seconds for field in fields) // 2


def video_seconds(content: Content) -> int:
    """Returns the seconds of all videos on a page, each from its start to its end."""
    return sum(_played(box.attributes) for box in content.boxes if box.kind == "video")


def _played(attributes: dict[str, str]) -> int:
    length = parse_length(attributes.get("length", "")) or 0
    start = parse_length(attributes.get("start", "")) or 0
    end = parse_length(attributes.get("end", "")) or length
    return max(0, min(length, end) - start)


def seconds_of(content: Content) -> dict[str, int]:
    """Returns the parts of a page's time in seconds: reading, films, exercises."""
    return {
        "reading": round(content.words * 60 / WORDS_PER_MINUTE),
        "films": video_seconds(content),
        "exercises": sum(field.seconds for field in content.fields),
    }


def minutes_of(seconds: dict[str, int]) -> int:
    """Returns the sum in whole minutes, at least one."""
    return max(1, round(sum(seconds.values()) / 60))
