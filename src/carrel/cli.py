"""Words in, exit code out; no logic."""

from __future__ import annotations

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

# What only one command needs is loaded by that command: it takes as long as building a small toolkit.

_FOLDER = click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
_STRICT = click.option("--strict", is_flag=True, help="Take warnings for errors.")
_OUT = click.option(
    "--out", type=click.Path(path_type=Path), help="The folder to publish to (default: DIR/_site)."
)


class Commands(click.Group):
    """Turns what nobody can go past into one sentence and exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        _write_anything()
        try:
            return super().invoke(ctx)
        except BuildStopped as stopped:
            click.echo(f"carrel: {stopped}", err=True)
            ctx.exit(2)


def _write_anything() -> None:
    """A terminal that knows few letters shows the others as their numbers."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def run() -> None:
    """The program. It ends without giving back its memory piece by piece: with a large toolkit that takes as long as checking it."""
    try:
        main(prog_name="carrel")
    except SystemExit as end:
        if isinstance(end.code, str):
            raise
        with suppress(OSError):  # nobody may be listening
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
    click.echo(
        f"{_count(len(made), 'file')} in {folder}. Look at it with: carrel serve {shlex.quote(str(folder))}"
    )


@main.command("build")
@_FOLDER
@_OUT
@_STRICT
@click.option("--search/--no-search", default=True, help="Make the search index (default: yes).")
def build_command(folder: Path, out: Path | None, strict: bool, search: bool) -> None:
    """Publish the toolkit in DIR as a static site, for any host and any folder."""
    report = build(folder, Options(out=out, search=search, strict=strict))
    _print_issues(report, folder, "text")
    click.echo(_built(report), err=not report.published)
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

    imported = import_course(name, source, target, ImportOptions(map_))
    if imported.issues:
        click.echo(as_text(imported.issues))
    if imported.report is None:
        click.echo("Nothing was imported.", err=True)
        sys.exit(1)
    click.echo(_imported(imported.report, target))


def _imported(report: ImportReport, target: Path) -> str:
    found = f"{_count(len(report.faults), 'fault')} of the source, {_count(len(report.found), 'other remark')}"
    done = f"{_count(len(report.pages), 'page')} in {target}, with {share(report)} of the words. {found}: {target / NAMES[0]}"
    return f"{done}\nLook at it with: carrel serve {shlex.quote(str(target))}"


def _print_issues(report: Report, folder: Path, form: str) -> None:
    text = FORMATS[form](relative_to_here(report.issues, folder))
    if text:
        click.echo(text)


def _built(report: Report) -> str:
    found = f"{_count(report.count(Severity.ERROR), 'error')}, {_count(report.count(Severity.WARNING), 'warning')}"
    if not report.published:
        return f"Nothing was published: {found}."
    files = f"{_count(len(report.written), 'file')} written, {len(report.removed)} removed"
    return f"{_count(report.pages, 'page')}, {_count(report.minutes, 'minute')}: {report.out} ({files}; {found})"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _times(report: Report) -> str:
    """A line for each page: what its minutes are made of, in seconds."""
    rows = [
        f"{'minutes':>7} {'reading':>8} {'films':>6} {'exercises':>9}  page (reading, films and exercises in seconds)"
    ]
    for page in report.toolkit.pages() if report.toolkit else ():
        seconds = page.seconds
        rows.append(
            f"{page.minutes:>7} {seconds['reading']:>8} {seconds['films']:>6} {seconds['exercises']:>9}  {page.path}"
        )
    for module in report.toolkit.modules if report.toolkit else ():
        rows.append(f"{module.minutes:>7} {'':>8} {'':>6} {'':>9}  {module.path}: the whole module")
    return "\n".join(rows)
