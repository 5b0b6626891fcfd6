"""Which courses can be imported: a name for each, and the function that reads it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from carrel.imports.course import Course, ImportOptions

Importer = Callable[[Path, ImportOptions], Course]
"""Reads the course at a path (a folder or a file), and writes nothing.

What the author can mend becomes an issue of the course; it raises only what stops the import
(BuildStopped).
"""


# An importer is loaded when it is called: what one needs takes longer to load than a small toolkit
# to build.


def _docx(source: Path, options: ImportOptions) -> Course:
    from carrel.imports.docx import import_docx

    return import_docx(source, options)


def _jekyll(source: Path, options: ImportOptions) -> Course:
    from carrel.imports.jekyll import import_jekyll

    return import_jekyll(source, options)


IMPORTERS: Mapping[str, Importer] = {"docx": _docx, "jekyll": _jekyll}
