"""A `Course` -> the files of a toolkit, as an author would write them.

The same course gives the same bytes.
"""

import json
import re

from carrel.imports.course import Course, FrontValue, Page
from carrel.imports.report import NAMES
from carrel.model.settings import BoxKind

KEYS = (
    "title",
    "summary",
    "objective",
    "outcomes",
    "minutes",
    "licence",
    "credits",
    "based_on",
    "moved_from",
    "plan",
)
"""The keys of a front matter, in the order in which they are written."""

_PLAIN = re.compile(r"[A-Za-z0-9(/][^:#\"\[\]{}>`\\]*")
_READ_OTHERWISE = re.compile(r"(?:true|false|yes|no|on|off|null|~|[-+.\d]+)", re.I)


def files(course: Course) -> dict[str, bytes]:
    """Returns every file of the toolkit by its path. The pages have their paths (see `place`)."""
    made = {"toolkit.toml": _settings(course).encode()}
    for page in course.pages():
        made[page.path] = _page(page).encode()
    for asset in course.assets:
        made[asset.path] = asset.data
    return dict(sorted(made.items()))


def _page(page: Page) -> str:
    body = page.body.strip("\n")
    return f"---\n{_front(page)}---\n" + (f"\n{body}\n" if body else "")


def _front(page: Page) -> str:
    values: dict[str, FrontValue] = {"title": page.title, **page.front}
    return "".join(_pair(key, values[key]) for key in KEYS if values.get(key))


def _pair(key: str, value: FrontValue) -> str:
    if isinstance(value, list):
        return f"{key}:\n" + "".join(f"  - {_scalar(item)}\n" for item in value)
    return f"{key}: {_scalar(value)}\n"


def _scalar(text: str) -> str:
    """Returns a text as YAML, in quotation marks only where it needs them. (For printable
    characters, JSON writes the same string.)
    """
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and not _READ_OTHERWISE.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _settings(course: Course) -> str:
    named = ("title", "language", "licence", "publisher", "description", "base_url")
    lines = [f"{key} = {_quoted(getattr(course, key))}\n" for key in named if getattr(course, key)]
    lines.append(f'exclude = ["{NAMES[0]}"]\n')
    return "".join([*lines, *map(_kind, sorted(course.kinds, key=lambda kind: kind.name))])


def _kind(kind: BoxKind) -> str:
    lines = [f"\n[boxes.{kind.name}]\n"]
    lines += [
        f"{key} = {_quoted(value)}\n"
        for key in ("label", "about", "icon", "colour", "colour_dark")
        if (value := getattr(kind, key))
    ]
    return "".join([*lines, "fields = true\n" if kind.fields else ""])


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")
