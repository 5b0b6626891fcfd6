"""Compare Carrel and hugo in one run: `python bench/run.py`.

The report is Markdown; README.md says what is compared.

Programs take turns (A B A B), after a warm-up of both; every figure is the median, with the range
behind it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import programs
import report
from generate import SMALLEST
from measure import CommandError, Cost, adopt_orphans, cost, peak_memory
from programs import MissingError, Program
from synthetic import Page

HERE = Path(__file__).parent
BUILDS = ("cold", "nothing", "edit")
PARTS = (*BUILDS, "search", "weight", "serve", "saves")
SAVES = 2_000
EDITS = 10
REMOVED = "removed"  # its time is when a run removed what it had built
FORGETS = 360  # seconds: how long ext4 looks, at most


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    pages: list[int]
    runs: int
    only: list[str]
    out: Path | None
    work: Path
    toolkit: Path
    chromium: str | None

    @property
    def builds(self) -> list[str]:
        """Give the kinds of build that were asked for, in their order."""
        return [name for name in BUILDS if name in self.only]


def main() -> int:
    """Run what was asked for and print the report; the exit code is 1 when something could not be
    measured.
    """
    options = _options()
    try:
        result = _measure(options)
    except MissingError as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    text = report.markdown(result)
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    return 1 if result.failures else 0


def _options() -> Options:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pages", default="300,3000,10000", help="sizes of toolkit (default 300,3000,10000)"
    )
    parser.add_argument("--runs", type=int, default=5, help="timed runs of each build (default 5)")
    parser.add_argument(
        "--only", default=",".join(PARTS), help=f"parts of the run (default {','.join(PARTS)})"
    )
    parser.add_argument("--out", type=Path, help="write the report to this file too")
    parser.add_argument(
        "--work", type=Path, default=HERE / "work", help="where toolkits are generated and built"
    )
    parser.add_argument(
        "--toolkit", type=Path, default=HERE.parent / "toolkit", help="whose pages are weighed"
    )
    parser.add_argument(
        "--chromium", help="the browser's file (default: chromium on the path, or Playwright's own)"
    )
    given = parser.parse_args()
    only = given.only.split(",")
    if unknown := sorted(set(only) - set(PARTS)):
        parser.error(f"--only knows {', '.join(PARTS)}, not {', '.join(unknown)}")
    pages = [int(number) for number in given.pages.split(",")]
    if min(pages) < SMALLEST or given.runs < 1:
        parser.error(f"at least {SMALLEST} pages and one run")
    return Options(pages, given.runs, only, given.out, given.work, given.toolkit, given.chromium)


def _measure(options: Options) -> report.Result:
    """Measure every part that was asked for; what fails is noted, and the rest goes on."""
    adopt_orphans()
    _let_the_disk_forget(options.work)
    result = report.Result(hugo=_hugo_version(), runs=options.runs, edits=EDITS)
    for pages in options.pages:
        if {*BUILDS, "search", "serve"} & set(options.only):
            _measure_size(pages, options, result)
    if "weight" in options.only:
        with _noted("weight", result):
            _measure_weight(options, result)
    if "saves" in options.only:
        with _noted("saves", result):
            _measure_saves(options, result)
    _remove_what_was_built(options.work)
    return result


def _remove_what_was_built(work: Path) -> None:
    """Remove what was put aside, and note when: see `programs.put_aside`."""
    for folder in work.glob(f"*/{programs.BUILT_BEFORE}"):
        shutil.rmtree(folder)
    (work / REMOVED).touch()


def _let_the_disk_forget(work: Path) -> None:
    """Wait until the files that the last run removed are no longer looked for."""
    stamp = work / REMOVED
    left = FORGETS - (time.time() - stamp.stat().st_mtime) if stamp.exists() else 0
    if left > 0:
        _say(
            "the last run has just removed its files; "
            f"waiting {left:.0f} s, as making files is slow until then"
        )
        time.sleep(left)


def _measure_size(pages: int, options: Options, result: report.Result) -> None:
    """Measure all that depends on the size of a toolkit, at one size."""
    _say(f"{pages} pages: generating both sources")
    pair = [programs.carrel(options.work, pages), programs.hugo(options.work, pages)]
    page = programs.middle_page(pages)
    with _noted(f"{pages} pages, builds", result):
        if options.builds:
            _warm_up(pair, pages, page, result)
        for build in options.builds:
            _measure_build(pages, build, pair, page, options.runs, result)
    if "search" in options.only:
        with _noted(f"{pages} pages, search", result):
            _measure_search(pages, pair[0], options.runs, result)
    if "serve" in options.only:
        for program in pair:
            with _noted(f"{pages} pages, {program.name}'s server", result):
                _measure_serve(pages, program, page, options, result)


@contextmanager
def _noted(what: str, result: report.Result) -> Iterator[None]:
    """Put a failure of one part into the report."""
    try:
        yield
    except (CommandError, TimeoutError) as problem:
        _say(f"{what}: {problem}")
        result.failures.append((what, str(problem)))


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def _hugo_version() -> str:
    printed = subprocess.run(
        [programs.hugo_command(), "version"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"v([\d.]+)", printed)
    return found[1] if found else "unknown"


# --- builds --------------------------------------------------------------------------------------


def _warm_up(pair: list[Program], pages: int, page: Page, result: report.Result) -> None:
    """Build both once, untimed: sources are in the page cache from now on.

    See that both made the same pages.
    """
    for program in pair:
        _say(f"{pages} pages: warming up {program.name}")
        program.clean()
        cost(program.build)
        _stop_unless_whole(program, pages, page)
        html = [path.stat().st_size for path in program.site.rglob("*.html")]
        result.made[pages, program.name] = (len(html), sum(html))


def _stop_unless_whole(program: Program, pages: int, page: Page) -> None:
    """Raise CommandError unless there is a page for each source, and the middle one has the words
    of its source.
    """
    made = len(list(program.site.rglob("index.html")))
    if made < pages:
        raise CommandError(f"{program.name} made {made} pages out of {pages}")
    source = (program.source / program.form.path(page)).read_text(encoding="utf-8")
    html = program.published(page)
    # The last word of each sentence that ends in plain text; the addresses of links are no words.
    lost = set(re.findall(r"\b[a-z]+\.", re.sub(r"\]\([^)]*\)", "]", source))) - set(
        re.findall(r"\b[a-z]+\.", html)
    )
    if lost:
        raise CommandError(
            f"{program.name} has lost words of {page.title!r}: {' '.join(sorted(lost))}"
        )


def _measure_build(
    pages: int, build: str, pair: list[Program], page: Page, runs: int, result: report.Result
) -> None:
    """Time one kind of build `runs` times, the programs in turn, and then take the memory of one
    more of each.
    """
    costs: dict[str, list[Cost]] = {program.name: [] for program in pair}
    for run in range(runs):
        for program in pair:
            _say(f"{pages} pages, {build}: {program.name}, run {run + 1}")
            with _prepared(build, program, page):
                costs[program.name].append(cost(program.build))
    for program in pair:
        _say(f"{pages} pages, {build}: {program.name}, memory")
        with _prepared(build, program, page):
            memory = peak_memory(program.build)
        result.builds[pages, build, program.name] = report.Measured(costs[program.name], memory)


@contextmanager
def _prepared(build: str, program: Program, page: Page) -> Iterator[None]:
    """Bring a program's folder to where this kind of build starts; after an edit's build, see that
    it was published.
    """
    if build == "cold":
        program.clean()
    word = program.edit(page) if build == "edit" else ""
    # Without this the disk would still be writing what the other program has just made.
    os.sync()
    yield
    if word not in program.published(page):
        raise CommandError(
            f"{program.name} has built, and {page.title!r} is still what it was before the edit"
        )


def _measure_search(pages: int, carrel: Program, runs: int, result: report.Result) -> None:
    """Measure Carrel with its search index, cold and with nothing changed: the builds above leave
    the index out.
    """
    command = [word for word in carrel.build if word != "--no-search"]
    for build in ("cold", "nothing"):
        costs = []
        for run in range(runs):
            _say(f"{pages} pages, {build} with search: Carrel, run {run + 1}")
            if build == "cold":
                carrel.clean()
            os.sync()
            costs.append(cost(command))
        result.searches[pages, build] = report.Measured(costs, 0)


# --- in the browser ------------------------------------------------------------------------------


def _measure_serve(
    pages: int, program: Program, page: Page, options: Options, result: report.Result
) -> None:
    """Measure how long an edit takes to reach the browser, with a program's own server."""
    from playwright.sync_api import sync_playwright

    import browser  # Playwright is needed for these parts only

    _say(f"{pages} pages: {EDITS} edits with {program.name}'s server")
    with (
        sync_playwright() as playwright,
        browser.chromium(playwright, options.chromium) as chromium,
    ):
        result.latencies[pages, program.name] = browser.latencies(chromium, program, page, EDITS)


def _measure_saves(options: Options, result: report.Result) -> None:
    """Measure the memory of a preview through many saves of one page of a new toolkit."""
    toolkit = options.work.resolve() / "saves"
    shutil.rmtree(toolkit, ignore_errors=True)
    cost([programs.carrel_command(), "new", str(toolkit)])
    page = max(toolkit.glob("*/*/*.md"))
    _say(f"{SAVES} saves of {page.name} in a preview")
    command = [sys.executable, str(HERE / "saves.py"), str(toolkit), str(page), str(SAVES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(done.stderr)
    result.saves = report.Saves(SAVES, **json.loads(done.stdout))


def _measure_weight(options: Options, result: report.Result) -> None:
    """Weigh every page of the toolkit that ships."""
    from playwright.sync_api import sync_playwright

    import browser

    site = options.work.resolve() / "toolkit-site"
    _say("building the toolkit that ships, and weighing its pages")
    cost([programs.carrel_command(), "build", str(options.toolkit), "--out", str(site)])
    with (
        sync_playwright() as playwright,
        browser.chromium(playwright, options.chromium) as chromium,
    ):
        result.browser = chromium.version
        result.weights = browser.weights(chromium, site)


if __name__ == "__main__":
    sys.exit(main())
