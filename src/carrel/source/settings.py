"""Reads `toolkit.toml`."""

import re
import reprlib
import tomllib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.marks import FORBIDDEN
from carrel.model.settings import ICONS, BoxKind, Settings, Theme
from carrel.source.decoding import decode
from carrel.source.places import Places

NAME = "toolkit.toml"
LONGEST = 20_000  # bytes

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_KEY = re.compile(
    r"""^[ \t]*(?:\[+[ \t]*([^\]]+?)[ \t]*\]+|("[^"]*"|'[^']*'|[\w.-]+)[ \t]*=)""", re.M
)
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NOT_IN_ADDRESS = re.compile(r"[\s\"'<>\\]")
_KIND_NAME = re.compile(r"[a-z][a-z0-9-]*")


def _text(value: object) -> bool:
    return isinstance(value, str)


def _boolean(value: object) -> bool:
    return isinstance(value, bool)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _colour(value: object) -> bool:
    return isinstance(value, str) and bool(_COLOUR.fullmatch(value))


def _language(value: object) -> bool:
    return isinstance(value, str) and bool(_LANGUAGE.fullmatch(value))


def _icon(value: object) -> bool:
    return value in ICONS


def _address(value: object) -> bool:
    if not isinstance(value, str) or _NOT_IN_ADDRESS.search(value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    on_the_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    return on_the_web and not parts.query and not parts.fragment


Shape = tuple[Callable[[object], bool], str]  # whether a value fits, and what would fit
_A_TEXT: Shape = (_text, "text in double quotes")
_A_COLOUR: Shape = (_colour, 'a colour like "#0b4da2"')

TOP: dict[str, Shape] = {
    "title": _A_TEXT,
    "language": (_language, 'a language tag like "en" or "es-MX"'),
    "licence": _A_TEXT,
    "publisher": _A_TEXT,
    "version": _A_TEXT,
    "description": _A_TEXT,
    "base_url": (_address, 'an address like "https://example.org/learn/"'),
    "exclude": (_texts, 'a list of names like ["drafts"]'),
}
THEME: dict[str, Shape] = {
    "accent": _A_COLOUR,
    "accent_dark": _A_COLOUR,
    "logo": _A_TEXT,
    "logo_alt": _A_TEXT,
}
KIND: dict[str, Shape] = {
    "label": _A_TEXT,
    "about": _A_TEXT,
    "icon": (_icon, "one of " + ", ".join(ICONS)),
    "colour": _A_COLOUR,
    "colour_dark": _A_COLOUR,
    "fields": (_boolean, "true or false"),
}


class _Reader:
    """Takes values out of the file's tables, and reports what is wrong with them.

    `lines` is the line of each key.
    """

    def __init__(self, text: str) -> None:
        self.lines = key_lines(text)
        self.issues: list[Issue] = []

    def report(self, code: str, at: str, /, **values: object) -> None:
        """Adds an issue at the key `at`."""
        self.issues.append(issue(code, Position(NAME, self.lines.get(at, 1), 1), **values))

    def _report_value(self, key: str, value: object, wanted: str) -> None:
        self.report("toolkit-value", key, key=key, value=shown(value), wanted=wanted)

    def take(
        self, table: dict[str, Any], shapes: dict[str, Shape], prefix: str = ""
    ) -> dict[str, Any]:
        """Returns the values of `table` that have the right type."""
        return {
            key: self._without_controls(prefix + key, value)
            for key, value in table.items()
            if self._is_allowed(key, value, shapes, prefix)
        }

    def _is_allowed(self, key: str, value: object, shapes: dict[str, Shape], prefix: str) -> bool:
        """True if a value has a known key and the right type; reports it otherwise."""
        whole = prefix + key
        if key not in shapes:
            self.report("toolkit-unknown", whole, key=whole, known=", ".join(shapes))
            return False
        fits, wanted = shapes[key]
        if not fits(value):
            self._report_value(whole, value, wanted)
        return fits(value)

    def _without_controls(self, key: str, value: Any) -> Any:
        """Returns a value in which control characters are replaced and reported.

        TOML can write them as an escape.
        """
        found = FORBIDDEN.search(value) if isinstance(value, str) else None
        if not found:
            return value
        self.report("text-control", key, point=f"U+{ord(found[0]):04X}")
        return FORBIDDEN.sub("\ufffd", value)

    def table(self, value: object, key: str) -> dict[str, Any]:
        """Returns `value` if it is a table; reports it and returns an empty one otherwise."""
        if isinstance(value, dict):
            return value
        self._report_value(key, value, f"a table, which begins with [{key}]")
        return {}

    def kinds(self, boxes: dict[str, Any]) -> dict[str, BoxKind]:
        """Returns the kinds of boxes that the toolkit defines, by name."""
        kinds = {name: self._kind(name, table) for name, table in boxes.items()}
        return {name: kind for name, kind in kinds.items() if kind}

    def _kind(self, name: str, table: object) -> BoxKind | None:
        key = f"boxes.{name}"
        if not _KIND_NAME.fullmatch(name):
            wanted = "a name in lower-case letters, digits and hyphens"
            self.report("toolkit-value", key, key="boxes", value=name, wanted=wanted)
            return None
        values = self.take(self.table(table, key), KIND, f"{key}.")
        values.setdefault("label", name.replace("-", " ").capitalize())
        return BoxKind(name, values.pop("icon", "note"), **values)


def shown(value: object) -> str:
    """Returns a value in few words.

    It may be a table of tables of tables, or a number that is too long to be written.
    """
    try:
        return reprlib.repr(value) if isinstance(value, (dict, list)) else str(value)
    except ValueError:
        return "…"


def key_lines(text: str) -> dict[str, int]:
    """Returns the line of each key, with the names of its tables before it: "theme.accent"."""
    lines: dict[str, int] = {}
    table = ""
    places = Places(text)
    for found in _KEY.finditer(text):
        line, _ = places.of(found.start())
        if found[1]:
            table = ".".join(part.strip(" \t\"'") for part in found[1].split(".")) + "."
            lines.setdefault(table[:-1], line)
        else:
            lines.setdefault(table + found[2].strip("\"'"), line)
    return lines


def syntax_issue(code: str, path: str, error: Exception) -> Issue:
    """Returns the issue of a file that is not TOML; `error` is what the TOML parser raised."""
    message = str(error)
    at = _AT.search(message)
    line, column = (int(at[1]), int(at[2])) if at and at[1] else (1, 1)
    return issue(code, Position(path, line, column), problem=_AT.sub("", message))


def read_settings(data: bytes) -> tuple[Settings, list[Issue]]:
    """Returns the settings in `toolkit.toml`, with defaults for wrong values, and the issues."""
    if len(data) > LONGEST:
        size, largest = len(data) // 1000, LONGEST // 1000
        return Settings(), [issue("settings-too-large", Position(NAME), size=size, largest=largest)]
    text, issues = decode(NAME, data)
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Settings(), [*issues, syntax_issue("toolkit-syntax", NAME, error)]
    reader = _Reader(text)
    settings = _settings(reader, values)
    return settings, issues + reader.issues


def _settings(reader: _Reader, values: dict[str, Any]) -> Settings:
    theme = reader.table(values.pop("theme", {}), "theme")
    boxes = reader.table(values.pop("boxes", {}), "boxes")
    top = reader.take(values, TOP)
    top["exclude"] = tuple(top.get("exclude", ()))
    if top.get("base_url"):
        top["base_url"] = top["base_url"].removesuffix("/") + "/"
    kinds = reader.kinds(boxes)
    read_theme = Theme(**reader.take(theme, THEME, "theme."))
    settings = Settings(**top, theme=read_theme, own_kinds=kinds, lines=reader.lines)
    if not settings.title.strip():
        reader.report("toolkit-title", "title")
    return settings
