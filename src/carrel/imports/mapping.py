"""The file of `--map`: kinds of boxes by names of the source (classes, styles)."""

from __future__ import annotations

import tomllib

import msgspec

from carrel.codes import issue
from carrel.imports.course import ImportOptions
from carrel.issues import Issue, Position
from carrel.model.slugs import slug

_LARGEST = 100_000  # bytes


class BoxMap(msgspec.Struct):
    """Kinds of boxes by the names that the source has for them, and what is wrong with the file."""

    kinds: dict[str, str] = {}
    issues: list[Issue] = []


def read_map(options: ImportOptions) -> BoxMap:
    """Returns the mapping in the file of the options: lines such as `"Blue frame" = "tip"`; an
    empty one where there is no file.
    """
    if options.map is None:
        return BoxMap()
    place = Position(str(options.map))
    try:
        with options.map.open("rb") as file:
            entries = tomllib.loads(file.read(_LARGEST).decode())
    except OSError as error:
        return BoxMap(issues=[issue("file-unreadable", place, reason=error.strerror or "unknown")])
    except (ValueError, RecursionError) as error:
        problem = str(error).rstrip(".") or "it is nested too deeply"
        return BoxMap(issues=[issue("toolkit-syntax", place, problem=problem)])
    kinds = {name: slug(kind) for name, kind in entries.items() if isinstance(kind, str)}
    wrong = [issue("import-map", place, name=name) for name in entries if not kinds.get(name)]
    return BoxMap(kinds, wrong)
