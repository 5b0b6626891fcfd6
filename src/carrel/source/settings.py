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
    if not isinstance(value, str) or re.search(r"[\s\"'<>\\]", value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and not parts.query
        and not parts.fragment
    )


Shape = tuple[Callable[[object], bool], str]
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
    def __init__(self, text: str) -> None:
        self.lines = key_lines(text)
        self.issues: list[Issue] = []

    def report(self, code: str, at: str, /, **values: object) -> None:
        self.issues.append(issue(code, Position(NAME, self.lines.get(at, 1), 1), **values))

    def take(
        self, table: dict[str, Any], shapes: dict[str, Shape], prefix: str = ""
    ) -> dict[str, Any]:
        """The values of `table` that have the right shape."""
        taken = {}
        for key, value in table.items():
            if key not in shapes:
                self.report(
                    "toolkit-unknown", prefix + key, key=prefix + key, known=", ".join(shapes)
                )
            elif not shapes[key][0](value):
                self.report(
                    "toolkit-value",
                    prefix + key,
                    key=prefix + key,
                    value=shown(value),
                    wanted=shapes[key][1],
                )
            else:
                taken[key] = self._without_controls(prefix + key, value)
        return taken

    def _without_controls(self, key: str, value: Any) -> Any:
        """A text without the control characters that TOML can write as `\\u0001`."""
        found = FORBIDDEN.search(value) if isinstance(value, str) else None
        if found:
            self.issues.append(
                issue(
                    "text-control",
                    Position(NAME, self.lines.get(key, 1), 1),
                    point=f"U+{ord(found[0]):04X}",
                )
            )
        return FORBIDDEN.sub("\ufffd", value) if found else value

    def table(self, value: object, key: str) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.report(
            "toolkit-value",
            key,
            key=key,
            value=shown(value),
            wanted=f"a table, which begins with [{key}]",
        )
        return {}


def shown(value: object) -> str:
    """A value in a few words: it may be a table of tables of tables, or a number that is too long to be written."""
    try:
        return reprlib.repr(value) if isinstance(value, (dict, list)) else str(value)
    except ValueError:
        return "…"


def key_lines(text: str) -> dict[str, int]:
    """The line of each key, with the names of its tables before it: "theme.accent"."""
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


def read_settings(data: bytes) -> tuple[Settings, list[Issue]]:
    """What `toolkit.toml` says, with defaults for what it gets wrong, and what is wrong."""
    if len(data) > LONGEST:
        return Settings(), [
            issue(
                "settings-too-large",
                Position(NAME),
                size=len(data) // 1000,
                largest=LONGEST // 1000,
            )
        ]
    text, issues = decode(NAME, data)
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Settings(), [*issues, syntax_issue("toolkit-syntax", NAME, error)]
    reader = _Reader(text)
    theme = reader.table(values.pop("theme", {}), "theme")
    boxes = reader.table(values.pop("boxes", {}), "boxes")
    top = reader.take(values, TOP)
    kinds = {
        name: kind for name, table in boxes.items() if (kind := _read_kind(reader, name, table))
    }
    top["exclude"] = tuple(top.get("exclude", ()))
    if top.get("base_url") and not top["base_url"].endswith("/"):
        top["base_url"] += "/"
    settings = Settings(
        **top,
        theme=Theme(**reader.take(theme, THEME, "theme.")),
        own_kinds=kinds,
        lines=reader.lines,
    )
    if not settings.title.strip():
        reader.report("toolkit-title", "title")
    return settings, issues + reader.issues


def syntax_issue(code: str, path: str, error: Exception) -> Issue:
    """What is wrong with a file that is no TOML."""
    message = str(error)
    at = _AT.search(message)
    line, column = (int(at[1]), int(at[2])) if at and at[1] else (1, 1)
    return issue(code, Position(path, line, column), problem=_AT.sub("", message))


def _read_kind(reader: _Reader, name: str, table: object) -> BoxKind | None:
    prefix = f"boxes.{name}"
    if not _KIND_NAME.fullmatch(name):
        reader.report(
            "toolkit-value",
            prefix,
            key="boxes",
            value=name,
            wanted="a name in lower-case letters, digits and hyphens",
        )
        return None
    values = reader.take(reader.table(table, prefix), KIND, prefix + ".")
    values.setdefault("label", name.replace("-", " ").capitalize())
    return BoxKind(name, values.pop("icon", "note"), **values)
