"""The commands: arguments in, exit code out; no logic.

What only one command needs is imported by that command: loading it all takes as long as building
a small toolkit.
"""

from __future__ import annotations

import gc
import os
import shlex
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

import click

from carrel import __version__
from carrel.build import Options, Report, build, check
from carrel.imports.course import ImportOptions
from carrel.imports.importers import IMPORTERS
from carrel.imports.report import NAMES, ImportReport, share
from carrel.issues import FORMATS, BuildStopped, Severity, as_text, relative_to_here
from carrel.starting import start

_FOLDER = click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
_STRICT = click.option("--strict", is_flag=True, help="Take warnings for errors.")
_SEARCH = click.option(
    "--search/--no-search", default=True, help="Make the search index (default: yes)."
)
_OUT = click.option(
    "--out", type=click.Path(path_type=Path), help="The folder to publish to (default: DIR/_site)."
)
_OUT_HELP = "The file to write (default: _site in DIR, with the ending of the format)."


class Commands(click.Group):
    """Prints BuildStopped as one sentence and exits with code 2."""

    def invoke(self, ctx: click.Context) -> object:
        _escape_unprintable()
        try:
            return super().invoke(ctx)
        except BuildStopped as stopped:
            click.echo(f"carrel: {stopped}", err=True)
            ctx.exit(2)


def _escape_unprintable() -> None:
    """Lets characters that the terminal's encoding lacks be printed as numbers."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def run() -> None:
    """Runs the program and ends the process.

    Neither unused objects are searched for nor memory is freed: the process ends soon, and with
    a large toolkit that takes as long as checking it.
    """
    gc.disable()
    try:
        main(prog_name="carrel")
    except SystemExit as end:
        if isinstance(end.code, str):
            raise
        with suppress(OSError):  # the output may be closed
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(end.code or 0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="carrel")
def main() -> None:
    """Carrel turns a folder of Markdown into self-paced learning modules."""


@main.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new_command(folder: Path) -> None:
    """Make a toolkit in DIR that builds, with one example of everything."""
    made = start(folder)
    click.echo(f"{_count(len(made), 'file')} in {folder}. {_how_to_see(folder)}")


@main.command("build")
@_FOLDER
@_OUT
@_STRICT
@_SEARCH
def build_command(folder: Path, out: Path | None, strict: bool, search: bool) -> None:
    """Publish the toolkit in DIR as a static site, for any host and any folder."""
    report = build(folder, Options(out=out, search=search, strict=strict))
    _print_issues(report, folder, "text")
    click.echo(_built(report), err=not report.published)
    sys.exit(0 if report.published else 1)


@main.command("export")
@click.argument("name", metavar="FORMAT", default="")
@_FOLDER
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help=_OUT_HELP)
@_STRICT
@_SEARCH
@click.option("--list", "list_", is_flag=True, help="List the formats and export nothing.")
def export_command(
    name: str, folder: Path, out: Path | None, strict: bool, search: bool, list_: bool
) -> None:
    """Export the toolkit in DIR in another format, such as zip; --list names them all."""
    from carrel.exporting import export_toolkit, listed

    if list_:
        click.echo(listed())
        return
    report = export_toolkit(folder, name, Options(out=out, search=search, strict=strict))
    _print_issues(report, folder, "text")
    click.echo(_exported(report), err=not report.published)
    sys.exit(0 if report.published else 1)


@main.command("check")
@_FOLDER
@_STRICT
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="How to print: text, json, or annotations for a code host.",
)
@click.option(
    "-v", "--verbose", is_flag=True, help="Also show what the time of each page is made of."
)
@click.option(
    "--links",
    is_flag=True,
    help="Also try every link to another host; what cannot be reached is a warning.",
)
def check_command(folder: Path, strict: bool, form: str, verbose: bool, links: bool) -> None:
    """Say everything that is wrong with the toolkit in DIR, and how to mend it."""
    report = check(folder, Options(strict=strict), links=links)
    _print_issues(report, folder, form)
    if verbose and form == "text":
        click.echo(_times(report))
    sys.exit(1 if report.count(Severity.ERROR) or (strict and report.issues) else 0)


@main.command("serve")
@_FOLDER
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="The port (default: the first free one from 8000 on).",
)
@click.option("--open/--no-open", "browse", default=False, help="Open the browser (default: no).")
def serve_command(folder: Path, port: int | None, browse: bool) -> None:
    """Show the toolkit in DIR in the browser, and again whenever a file is saved."""
    from carrel.preview import serve

    gc.enable()
    serve(folder, port, click.echo, browse)


@main.command("import")
@click.argument("name", metavar="FORMAT", type=click.Choice(list(IMPORTERS)))
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "map_",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Says which class names are which boxes.",
)
def import_command(name: str, source: Path, target: Path, map_: Path | None) -> None:
    """Bring the course at SOURCE into a new toolkit in DIR, and report on every word of it."""
    from carrel.importing import import_course

    gc.enable()
    imported = import_course(name, source, target, ImportOptions(map_))
    if imported.issues:
        click.echo(as_text(imported.issues))
    if imported.report is None:
        click.echo("Nothing was imported.", err=True)
        sys.exit(1)
    click.echo(_imported(imported.report, target))


def _imported(report: ImportReport, target: Path) -> str:
    pages = f"{_count(len(report.pages), 'page')} in {target}"
    faults = f"{_count(len(report.faults), 'fault')} of the source"
    remarks = _count(len(report.found), "other remark")
    found = f"{faults}, {remarks}: {target / NAMES[0]}"
    return f"{pages}, with {share(report)} of the words. {found}\n{_how_to_see(target)}"


def _how_to_see(folder: Path) -> str:
    return f"Look at it with: carrel serve {shlex.quote(str(folder))}"


def _print_issues(report: Report, folder: Path, form: str) -> None:
    text = FORMATS[form](relative_to_here(report.issues, folder))
    if text:
        click.echo(text)


def _built(report: Report) -> str:
    if not report.published:
        return f"Nothing was published: {_found(report)}."
    files = f"{_count(len(report.written), 'file')} written, {len(report.removed)} removed"
    return f"{_size(report)}: {report.out} ({files}; {_found(report)})"


def _exported(report: Report) -> str:
    if not report.published:
        return f"Nothing was exported: {_found(report)}."
    return f"{_size(report)}: {report.out} ({_found(report)})"


def _size(report: Report) -> str:
    return f"{_count(report.pages, 'page')}, {_count(report.minutes, 'minute')}"


def _found(report: Report) -> str:
    errors = _count(report.count(Severity.ERROR), "error")
    return f"{errors}, {_count(report.count(Severity.WARNING), 'warning')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _times(report: Report) -> str:
    """Returns a line for each page with the seconds that its minutes consist of."""
    head = "page (reading, films and exercises in seconds)"
    rows = [f"{'minutes':>7} {'reading':>8} {'films':>6} {'exercises':>9}  {head}"]
    for page in report.toolkit.pages() if report.toolkit else ():
        reading, films, exercises = (
            page.seconds[part] for part in ("reading", "films", "exercises")
        )
        rows.append(f"{page.minutes:>7} {reading:>8} {films:>6} {exercises:>9}  {page.path}")
    for module in report.toolkit.modules if report.toolkit else ():
        rows.append(f"{module.minutes:>7} {'':>8} {'':>6} {'':>9}  {module.path}: the whole module")
    return "\n".join(rows)
