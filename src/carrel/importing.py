"""Imports an existing course into a new toolkit, and compares the toolkit with the source.

The toolkit is made in a temporary folder beside its path and read there as any other. When its
report is written, the folder is renamed. So there is a whole toolkit with its report, or nothing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import msgspec
from selectolax.lexbor import LexborHTMLParser

from carrel.build import Builder, Options
from carrel.codes import issue
from carrel.imports.course import Course, ImportOptions
from carrel.imports.html.tree import TooDeep, parse
from carrel.imports.importers import IMPORTERS
from carrel.imports.report import NAMES, ImportReport, Result, as_json, as_markdown, compare
from carrel.imports.words import words_of
from carrel.imports.write import files
from carrel.issues import BuildStopped, Issue, Position, Severity, sort_issues
from carrel.model.content import Content
from carrel.model.toolkit import Page
from carrel.site.documents.pages import write_page

_AROUND_THE_TEXT = (
    "nav, script, style, svg, [aria-hidden=true], .standing, .keep-module, #how-to-use, .min,"
    " .footnote-ref, .footnote-backref"
)


class Imported(msgspec.Struct):
    """The result of an import: the issues for its author, and the report, which is None where
    nothing was written.
    """

    issues: list[Issue]
    report: ImportReport | None = None


def import_course(
    name: str, source: Path, target: Path, options: ImportOptions = ImportOptions()
) -> Imported:
    """Reads the course at `source` with the importer `name` and makes a toolkit in `target`, which
    must be new or empty.
    """
    try:
        refused = _refuse(source, target)
    except (OSError, ValueError) as error:  # such as a name too long, or a folder without access
        reason = getattr(error, "strerror", None) or error
        raise BuildStopped(f"{source} cannot be imported into {target}: {reason}.") from error
    if refused:
        return Imported(refused)
    course = IMPORTERS[name](source, options)
    issues = sort_issues(course.issues)
    if any(one.severity is Severity.ERROR for one in issues):
        return Imported(issues)
    try:
        return Imported(issues, _make(course, Path(os.path.abspath(target))))
    except OSError as error:
        raise BuildStopped(
            f"No toolkit could be made in {target}: {error.strerror or error}."
        ) from error


def _refuse(source: Path, target: Path) -> list[Issue]:
    """Returns an issue if there is no source, or if files would be overwritten or read again."""
    place = Position(str(target))
    if not source.exists():
        return [issue("import-nothing", Position(str(source)))]
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        return [issue("import-target", place)]
    if source.is_dir() and Path(os.path.realpath(target)).is_relative_to(os.path.realpath(source)):
        return [issue("import-inside", place)]
    return []


def _make(course: Course, target: Path) -> ImportReport:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as aside:
        folder = Path(aside) / "toolkit"
        for path, data in files(course).items():
            _write(folder / path, data)
        report = compare(course, _results(folder))
        for name, data in zip(NAMES, (as_markdown(report), as_json(report)), strict=True):
            _write(folder / name, data)
        if target.exists():
            target.rmdir()
        folder.rename(target)
    return report


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _results(folder: Path) -> dict[str, Result]:
    """Returns the content of each page as Carrel renders it, by the page's path."""
    with Builder(folder, Options(search=False)) as builder:
        settings, outline = builder.scan()
        toolkit = builder.read(settings, outline)
        media = builder.prepare_media(toolkit)
        site = builder.site(toolkit, media, [])
        results = {page.path: _result(page, write_page(site, page)) for page in toolkit.pages()}
    shutil.rmtree(folder / ".carrel", ignore_errors=True)
    return results


def _result(page: Page, html: bytes) -> Result:
    return Result(_words(html), _counts(page.content))


def _words(html: bytes) -> list[str]:
    """Returns the words of a page's main part, without what surrounds the text."""
    main = LexborHTMLParser(html).css_first("main")
    if main is None:
        return []
    for node in main.css(_AROUND_THE_TEXT):
        node.decompose()
    try:
        return words_of(parse(main.html or "").text())
    except TooDeep:
        return words_of(main.text(separator=" "))


def _counts(content: Content) -> dict[str, int]:
    kinds = Counter(box.kind for box in content.boxes)
    raw = Counter(tag.name for tag in content.raw_tags)
    return {
        "headings": len(content.headings),
        "links": len(content.links),
        "images": len(content.images),
        "tables": len(content.tables) + raw["table"],
        "boxes": kinds.total() - kinds["video"],
        "videos": kinds["video"],
        "footnotes": len(content.footnotes_defined),
        "worksheets": len(content.worksheets),
        "outcomes": len(content.front.outcomes),
    }
