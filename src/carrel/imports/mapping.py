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
    """The mapping that was asked for: lines such as `"Blue frame" = "tip"`.

    An empty one where none was.
    """
    if options.map is None:
        return BoxMap()
    place = Position(str(options.map))
    try:
        with options.map.open("rb") as file:
            said = tomllib.loads(file.read(_LARGEST).decode())
    except OSError as error:
        return BoxMap(issues=[issue("file-unreadable", place, reason=error.strerror or "unknown")])
    except (ValueError, RecursionError) as error:
        return BoxMap(
            issues=[
                issue(
                    "toolkit-syntax",
                    place,
                    problem=str(error).rstrip(".") or "it is nested too deeply",
                )
            ]
        )
    wrong = [
        issue("import-map", place, name=name)
        for name, kind in said.items()
        if not isinstance(kind, str) or not slug(kind)
    ]
    return BoxMap({name: slug(kind) for name, kind in said.items() if isinstance(kind, str)}, wrong)
