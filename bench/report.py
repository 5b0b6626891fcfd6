"""The report of a run, in Markdown: what was measured, and whether each promise is kept."""

from __future__ import annotations

import os
import platform
import re
import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Cost

if TYPE_CHECKING:
    from browser import Weight

MB = 1_000_000
KB = 1_000
PROGRAMS = ("Carrel", "hugo")
BUILD_NAMES = {"cold": "cold", "nothing": "nothing changed", "edit": "one page edited"}


@dataclass(frozen=True)
class Measured:
    """The timed runs of one kind of build, and the peak memory of another run of it."""

    costs: list[Cost]
    memory: int

    @property
    def wall(self) -> float:
        """Give the median of the wall times."""
        return statistics.median(cost.wall for cost in self.costs)

    @property
    def cpu(self) -> float:
        """Give the median of the CPU times."""
        return statistics.median(cost.cpu for cost in self.costs)


@dataclass(frozen=True)
class Saves:
    """The memory of a preview, in bytes, through `count` saves; `early` after a tenth of them."""

    count: int
    early: int
    end: int
    peak: int


@dataclass
class Result:
    """All that a run has measured; what was not asked for stays empty.

    Keys are pages, then the kind of build, then the program's name. `made` is how many HTML files
    and how many bytes.
    """

    hugo: str
    runs: int
    edits: int
    browser: str = ""
    made: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    builds: dict[tuple[int, str, str], Measured] = field(default_factory=dict)
    searches: dict[tuple[int, str], Measured] = field(default_factory=dict)
    latencies: dict[tuple[int, str], list[float]] = field(default_factory=dict)
    weights: list[Weight] = field(default_factory=list)
    saves: Saves | None = None
    failures: list[tuple[str, str]] = field(default_factory=list)


def markdown(result: Result) -> str:
    """Give the whole report."""
    parts = [
        "# Carrel and hugo, side by side",
        _machine(result),
        _builds(result),
        _made(result),
        _searches(result),
        _latencies(result),
        _weights(result),
        _saves(result),
        _promises(result),
        _failures(result),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(headers: list[str], rows: Iterable[list[str]], text_columns: int = 1) -> str:
    """Give a Markdown table; columns after the first `text_columns` are aligned right."""
    rules = ["---"] * text_columns + ["---:"] * (len(headers) - text_columns)
    return "\n".join(f"| {' | '.join(row)} |" for row in [headers, rules, *rows])


def _machine(result: Result) -> str:
    """Say what ran this, without naming the machine."""
    kernel = re.match(r"[\d.]+", platform.release())
    facts = [
        f"{len(os.sched_getaffinity(0))} cores ({_processor()})",
        f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB",
        f"{platform.system()} {kernel[0] if kernel else ''}",
        _interpreter(),
        f"hugo {result.hugo}",
        *([f"Chromium {result.browser}"] if result.browser else []),
    ]
    return (
        f"{', '.join(facts)}. Medians of {result.runs} runs in turn, with their range in brackets."
    )


def _interpreter() -> str:
    """Say which Python this is; one that is a shared library may be a third slower than the same
    one that is not.
    """
    shared = "libpython" in Path("/proc/self/maps").read_text()
    return f"Python {platform.python_version()}{' as a shared library' if shared else ''}"


def _processor() -> str:
    found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()


# --- tables --------------------------------------------------------------------------------------


def _builds(result: Result) -> str:
    """Give wall, CPU and memory of both programs, a row for each size and kind of build."""
    headers = ["pages", "build"]
    headers += [
        f"{name} {what}" for what in ("wall, s", "CPU, s", "memory, MB") for name in PROGRAMS
    ]
    headers += ["Carrel's part of hugo's CPU"]
    rows = []
    for pages, build in dict.fromkeys(key[:2] for key in result.builds):
        both = [result.builds[pages, build, name] for name in PROGRAMS]
        row = [f"{pages:,}", BUILD_NAMES[build]]
        row += [_seconds([cost.wall for cost in one.costs]) for one in both]
        row += [_seconds([cost.cpu for cost in one.costs]) for one in both]
        row += [f"{one.memory / MB:,.0f}" for one in both]
        rows.append([*row, f"{both[0].cpu / both[1].cpu:.0%}"])
    return _section(
        "Builds (checks on, search index apart)", _table(headers, rows, text_columns=2), rows
    )


def _seconds(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def _made(result: Result) -> str:
    """Give what each program wrote, so that a reader can see that both did the work."""
    rows = [
        [f"{pages:,}", name, f"{files:,}", f"{size / MB:.1f}"]
        for (pages, name), (files, size) in result.made.items()
    ]
    return _section(
        "What was written", _table(["pages", "program", "HTML files", "MB of HTML"], rows, 2), rows
    )


def _searches(result: Result) -> str:
    """Give Carrel's builds with the search index, and what the index adds where the build without
    was measured too.
    """
    rows = []
    for (pages, build), measured in result.searches.items():
        without = result.builds.get((pages, build, "Carrel"))
        # What is less than nothing is within what the machine's restlessness makes of two equal
        # builds.
        added = (
            [
                f"{max(0.0, more):.2f}"
                for more in (measured.wall - without.wall, measured.cpu - without.cpu)
            ]
            if without
            else ["", ""]
        )
        costs = measured.costs
        row = [f"{pages:,}", BUILD_NAMES[build]]
        rows.append(
            [*row, _seconds([c.wall for c in costs]), _seconds([c.cpu for c in costs]), *added]
        )
    headers = [
        "pages",
        "build with search",
        "wall, s",
        "CPU, s",
        "index alone: wall, s",
        "index alone: CPU, s",
    ]
    return _section("Search index (Carrel)", _table(headers, rows, text_columns=2), rows)


def _latencies(result: Result) -> str:
    """Give the time from saving a file to the new page in the browser."""
    rows = [
        [
            f"{pages:,}",
            f"{name}'s server",
            f"{statistics.median(times) * 1000:.0f}",
            f"{max(times) * 1000:.0f}",
        ]
        for (pages, name), times in result.latencies.items()
    ]
    table = _table(["pages", "server", "median, ms", "slowest, ms"], rows, text_columns=2)
    return _section(
        f"From saving a file to the new page in the browser ({result.edits} edits)", table, rows
    )


def _weights(result: Result) -> str:
    """Give the weight of the overview, a section's first page, and the pages that load most."""
    rows = [
        [
            what,
            page.path,
            str(page.requests),
            str(page.elsewhere),
            f"{page.size / KB:.1f}",
            str(page.background),
        ]
        for what, page in _weighed(result.weights)
    ]
    headers = ["page", "address", "requests", "to other hosts", "KB, gzip", "in the background"]
    return _section(
        "Weight of a page, first visit, scrolled to its end",
        _table(headers, rows, text_columns=2),
        rows,
    )


def _weighed(weights: list[Weight]) -> list[tuple[str, Weight]]:
    """Pick the first overview and section, the two pages that load most, and the heaviest of those
    made for paper.
    """
    pages, paper = _pages(weights), [page for page in weights if page not in _pages(weights)]
    picked = [("overview", page) for page in pages if page.path.count("/") == 2][:1]
    picked += [
        ("section", page) for page in pages if page.path.count("/") == 3 and _has_pages(page, pages)
    ][:1]
    if pages:
        picked.append((f"heaviest of {len(pages)}", max(pages, key=lambda page: page.size)))
        picked.append(
            (f"most requests of {len(pages)}", max(pages, key=lambda page: page.requests))
        )
    if paper:
        picked.append(("whole module, for paper", max(paper, key=lambda page: page.size)))
    return picked


def _pages(weights: list[Weight]) -> list[Weight]:
    """Leave out the printed modules: they are as heavy as all pages of a module."""
    return [page for page in weights if not page.path.endswith("/print/")]


def _has_pages(page: Weight, pages: list[Weight]) -> bool:
    return any(other.path.startswith(page.path) and other is not page for other in pages)


def _saves(result: Result) -> str:
    """Give the memory of a preview through many saves."""
    if not (saves := result.saves):
        return ""
    memory = [saves.early, saves.end, saves.peak, saves.end - saves.early]
    row = [f"{saves.count:,}", *(f"{figure / MB:.1f} MB" for figure in memory)]
    headers = ["saves", "after a tenth", "at the end", "peak", "growth"]
    text = "One page of a new toolkit is saved again and again, with `carrel serve`'s own code."
    return _section("A preview that runs for long", f"{text}\n\n{_table(headers, [row])}", [row])


def _section(title: str, text: str, rows: list[list[str]]) -> str:
    return f"## {title}\n\n{text}" if rows else ""


# --- promises ------------------------------------------------------------------------------------


def _promises(result: Result) -> str:
    """Set each promise beside its figure; what this run has not measured is left out."""
    rows = [
        [
            promise,
            f"{limit:g} {unit}".strip(),
            f"{figure:.3g} {unit}".strip(),
            "yes" if figure <= limit else "**no**",
        ]
        for promise, limit, figure, unit in _figures(result)
    ]
    return _section("Promises", _table(["promise", "at most", "measured", "kept"], rows), rows)


def _failures(result: Result) -> str:
    """Say what could not be measured, and why."""
    rows = [[what, "<br>".join(why.splitlines())] for what, why in result.failures]
    return _section("Not measured", _table(["part", "why"], rows, text_columns=2), rows)


def _figures(result: Result) -> Iterable[tuple[str, float, float, str]]:
    """Give each promise that this run can judge: its words, its limit, its figure and the unit of
    both.
    """
    builds, times = result.builds, result.latencies
    if found := builds.get((300, "cold", "Carrel")):
        yield "300 pages, whole build with checks", 1, found.wall, "s"
    if found := builds.get((10_000, "cold", "Carrel")):
        yield (
            "10,000 pages, part of hugo's CPU time",
            60,
            100 * found.cpu / builds[10_000, "cold", "hugo"].cpu,
            "%",
        )
        yield "10,000 pages, memory in all", 400, found.memory / MB, "MB"
    if found := builds.get((10_000, "nothing", "Carrel")):
        yield "10,000 pages, nothing changed", 1, found.wall, "s"
    for pages, limit in ((300, 150), (10_000, 500)):
        if (pages, "Carrel") in times:
            median = statistics.median(times[pages, "Carrel"]) * 1000
            yield f"{pages:,} pages, one edit to the browser", limit, median, "ms"
    if saves := result.saves:
        yield f"{saves.count:,} saves, peak memory", 80, saves.peak / MB, "MB"
        yield f"{saves.count:,} saves, growth", 8, (saves.end - saves.early) / MB, "MB"
    if shown := _pages(result.weights):
        yield "any page, gzip", 50, max(page.size for page in shown) / KB, "KB"
        yield "any page, requests", 5, max(page.requests for page in shown), ""
        yield "any page, requests to other hosts", 0, max(page.elsewhere for page in shown), ""
