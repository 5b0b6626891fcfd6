"""Which courses can be imported: a name for each, and the function that reads it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from carrel.imports.course import Course


class ImportOptions(msgspec.Struct, frozen=True):
    """What an import is asked for. `map` is a file that says which class names are which boxes."""

    map: Path | None = None


Importer = Callable[[Path, ImportOptions], Course]
"""Reads the course at a path (a folder or a file), and writes nothing. What its author can mend becomes an issue of the course; it
raises only what nobody can go past (BuildStopped)."""

IMPORTERS: Mapping[str, Importer] = {}
