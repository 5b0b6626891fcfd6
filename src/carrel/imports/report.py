"""The fidelity report: what each page had and has, what was found on the way, and every word that
is missing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from carrel.imports.course import THINGS, Course, Finding, Found, Page
from carrel.imports.words import missing

NAMES = ("import-report.md", "import-report.json")
_AROUND = 4  # words that are shown before missing ones
_MOST_SHOWN = 40  # words of one run in the text for people; the JSON has all

HEADINGS = {
    Finding.CHANGED: "Changed: it is there in another form",
    Finding.DERIVED: "Left to Carrel, which says it by itself",
    Finding.DROPPED: "Dropped",
    Finding.UNKNOWN: "Not understood",
}


class Missing(msgspec.Struct, frozen=True):
    """A run of words of the source that is not on the imported page."""

    after: str
    words: str
    count: int


class Result(msgspec.Struct):
    """One page as Carrel renders it: its words, and how many headings and so on it has."""

    words: list[str]
    counts: dict[str, int]


class PageReport(msgspec.Struct):
    """One page, before and after.

    `words_in` counts the words that have to be there again, `derived` those that need not.
    """

    source: str
    path: str
    title: str
    words_in: int
    words_kept: int
    derived: int
    words_out: int
    counts_in: dict[str, int]
    counts_out: dict[str, int]
    missing: list[Missing]


class ImportReport(msgspec.Struct):
    """The content of `import-report.json`."""

    title: str
    words_in: int
    words_kept: int
    pages: list[PageReport]
    faults: list[Found]
    found: list[Found]
    tally: dict[str, int]
    unit: str = "line"


def compare(course: Course, results: Mapping[str, Result]) -> ImportReport:
    """Returns the report on a course; `results` has each page as rendered, by its path."""
    pages = [_compare(page, results[page.path]) for page in course.pages()]
    found = sorted(set(course.found))
    faults = [one for one in found if one.finding is Finding.FAULT]
    others = [one for one in found if one.finding is not Finding.FAULT]
    kept, of = sum(page.words_kept for page in pages), sum(page.words_in for page in pages)
    return ImportReport(
        course.title,
        of,
        kept,
        pages,
        faults,
        others,
        dict(sorted(course.tally.items())),
        course.unit,
    )


def _compare(page: Page, result: Result) -> PageReport:
    report = PageReport(page.source, page.path, page.title, 0, 0, 0, len(result.words), {}, {}, [])
    for passage in page.seen.passages:
        if passage.derived:
            report.derived += len(passage.words)
            continue
        runs = missing(passage.words, result.words)
        report.words_in += len(passage.words)
        report.words_kept += len(passage.words) - sum(len(run.words) for run in runs)
        for run in runs:
            before = passage.words[max(0, run.after - _AROUND) : run.after]
            report.missing.append(Missing(" ".join(before), " ".join(run.words), len(run.words)))
    report.counts_in = {thing: page.seen.counts.get(thing, 0) for thing in THINGS}
    report.counts_out = {thing: result.counts.get(thing, 0) for thing in THINGS}
    return report


def as_json(report: ImportReport) -> bytes:
    """Returns the report as JSON, for programs."""
    return json.dumps(msgspec.to_builtins(report), ensure_ascii=False, indent=2).encode() + b"\n"


def as_markdown(report: ImportReport) -> bytes:
    """Returns the report as Markdown, for people."""
    lines = [
        f"# What came of importing “{_shown(report.title)}”",
        "",
        f"{len(report.pages)} pages; {report.words_kept:,} of {report.words_in:,} words are there"
        f" again ({share(report)}).",
        f"Entries name the file of the source and the {report.unit} in it. The same stands in"
        " `import-report.json`, for programs.",
        *_faults(report),
        *_missing(report),
        *_found(report),
        *_pages(report),
    ]
    return "\n".join(lines).encode() + b"\n"


def share(report: ImportReport) -> str:
    """Returns the share of words that were kept, never rounded up to all of them."""
    if report.words_kept == report.words_in:
        return "100 %"
    return f"{min(99.99, 100 * report.words_kept / report.words_in):.2f} %"


def _faults(report: ImportReport) -> Iterator[str]:
    yield from ("", "## Faults of the source", "")
    yield from _entries(report.faults) if report.faults else ["None was found."]


def _missing(report: ImportReport) -> Iterator[str]:
    yield from ("", "## Missing words", "")
    pages = [page for page in report.pages if page.missing]
    for page in pages:
        for run in page.missing:
            words = run.words.split()
            shown = " ".join(words[:_MOST_SHOWN]) + (
                f" … ({run.count} words)" if len(words) > _MOST_SHOWN else ""
            )
            yield f"- `{_code(page.source)}` ({page.path}): after “{run.after}”: **{shown}**"
    if not pages:
        yield "None."


def _found(report: ImportReport) -> Iterator[str]:
    for finding, heading in HEADINGS.items():
        listed = [one for one in report.found if one.finding is finding]
        if listed:
            yield from ("", f"## {heading}", "", *_entries(listed))
    if report.tally:
        yield from ("", "## Changed everywhere", "")
        yield from (f"- {what}: {number}" for what, number in report.tally.items())


def _entries(found: Iterable[Found]) -> Iterator[str]:
    for one in found:
        yield f"- `{_code(one.path)}{f':{one.line}' if one.line else ''}`: {_shown(one.sentence)}"


def _pages(report: ImportReport) -> Iterator[str]:
    """Yields a row for each page, with the counts of the source and of the result."""
    yield from (
        "",
        "## Pages",
        "",
        "A number stands for both, before and after; where they differ, `before → after`.",
        "",
    )
    yield "| source | page | words | kept | " + " | ".join(THINGS) + " |"
    yield "|---|---|---|---|" + "---|" * len(THINGS)
    for page in report.pages:
        cells = [_change(page.counts_in[thing], page.counts_out[thing]) for thing in THINGS]
        words = f"{page.words_in}" + (f" + {page.derived}" if page.derived else "")
        yield "| " + " | ".join([_code(page.source), page.path, words, _kept(page), *cells]) + " |"


def _change(before: int, after: int) -> str:
    return f"{before} → {after}" if before != after else str(before or "")


def _kept(page: PageReport) -> str:
    return (
        "all"
        if page.words_kept == page.words_in
        else f"{min(99.99, 100 * page.words_kept / page.words_in):.2f} %"
    )


def _code(text: str) -> str:
    """Returns a file's name, which may have any characters, for a code span on one line."""
    return _shown(text).replace("`", "'").replace("|", "/")


def _shown(text: str) -> str:
    return "".join(
        letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split())
    )
