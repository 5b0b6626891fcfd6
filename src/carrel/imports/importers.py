"""Which courses can be imported: a name for each, and the function that reads it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from carrel.imports.course import Course, ImportOptions
from carrel.imports.docx import import_docx
from carrel.imports.jekyll import import_jekyll

Importer = Callable[[Path, ImportOptions], Course]
"""Reads the course at a path (a folder or a file), and writes nothing. What its author can mend becomes an issue of the course; it
raises only what nobody can go past (BuildStopped)."""

IMPORTERS: Mapping[str, Importer] = {"docx": import_docx, "jekyll": import_jekyll}
