"""What every importer may rely on: a course becomes a toolkit that an author would have written,
with a report that hides nothing.
"""

import json
from pathlib import Path

import pytest

from carrel.build import Options, build
from carrel.importing import import_course
from carrel.imports import importers
from carrel.imports.course import (
    Asset,
    Course,
    Finding,
    Found,
    ImportOptions,
    Module,
    Page,
    Passage,
    Section,
    Seen,
    place,
)
from carrel.imports.words import words_of
from carrel.imports.write import files
from carrel.issues import Severity
from carrel.model.settings import BoxKind
from tests.support import PIXEL, files_in


def seen(*texts: str, **counts: int) -> Seen:
    return Seen([Passage(words_of(text)) for text in texts], counts)


def course() -> Course:
    overview = Page(
        "Bees",
        "index.md",
        body="Welcome to the bees.\n",
        front={"summary": "On bees."},
        seen=seen("Welcome to the bees."),
    )
    first = Page(
        "Where: they live",
        "one.md",
        name="Where they live",
        body="![A hive](../media/hive.png)\n",
        front={"outcomes": ["Find a hive", "no"], "objective": "Find a hive"},
        seen=seen("A look inside", "Find a hive", images=1, outcomes=1),
    )
    pages = [
        Page(
            "Straw",
            "two.md",
            body="A [hive](index.md) of straw.\n",
            seen=seen("A hive of straw.", links=1),
        ),
        Page("Straw", "three.md"),
    ]
    made = Course(
        "All about bees",
        licence="CC-BY-4.0",
        modules=[Module(overview, [Section(first, pages, Page("More", "four.md"))])],
    )
    made.assets = [Asset("bees/media/hive.png", PIXEL)]
    made.kinds = [BoxKind("sting", "note", "Sting", fields=True)]
    made.found = [
        Found("one.md", 3, Finding.FAULT, "This link leads nowhere."),
        Found("two.md", 2, Finding.DROPPED, "A `script`."),
    ]
    made.count("target attributes taken away", 7)
    place(made)
    return made


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(importers, "IMPORTERS", {"bees": lambda path, options: course()})
    monkeypatch.setattr("carrel.importing.IMPORTERS", importers.IMPORTERS)
    (tmp_path / "source").mkdir()
    return tmp_path / "source"


def test_pages_are_numbered_and_no_name_is_given_twice() -> None:
    assert [page.path for page in course().pages()] == [
        "bees/index.md",
        "bees/1-where-they-live/index.md",
        "bees/1-where-they-live/1-straw.md",
        "bees/1-where-they-live/2-straw-2.md",
        "bees/1-where-they-live/resources.md",
    ]


def test_front_matter_has_quotation_marks_only_where_yaml_needs_them() -> None:
    text = files(course())["bees/1-where-they-live/index.md"].decode()
    assert text.startswith(
        '---\ntitle: "Where: they live"\nobjective: Find a hive\n'
        'outcomes:\n  - Find a hive\n  - "no"\n---\n\n![A hive]'
    )


def test_the_toolkit_publishes(source: Path, tmp_path: Path) -> None:
    import_course("bees", source, tmp_path / "made")
    report = build(tmp_path / "made", Options(search=False))
    assert [issue for issue in report.issues if issue.severity is Severity.ERROR] == []
    assert report.published


def test_the_same_course_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        import_course("bees", source, tmp_path / name)
    assert files_in(tmp_path / "one") == files_in(tmp_path / "two")


def test_a_folder_that_holds_anything_is_left_as_it_was(source: Path, tmp_path: Path) -> None:
    import_course("bees", source, tmp_path / "made")
    (tmp_path / "made/bees/index.md").write_text("edited")
    before = files_in(tmp_path / "made")
    imported = import_course("bees", source, tmp_path / "made")
    assert [issue.code for issue in imported.issues] == ["import-target"]
    assert imported.report is None
    assert files_in(tmp_path / "made") == before


def test_a_course_does_not_grow_into_itself(source: Path) -> None:
    assert [issue.code for issue in import_course("bees", source, source / "made").issues] == [
        "import-inside"
    ]


def test_a_source_that_is_not_there_is_said_to_be_missing(source: Path, tmp_path: Path) -> None:
    assert [
        issue.code
        for issue in import_course("bees", tmp_path / "nothing", tmp_path / "made").issues
    ] == ["import-nothing"]


def test_nothing_is_left_beside_the_toolkit(source: Path, tmp_path: Path) -> None:
    import_course("bees", source, tmp_path / "made")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "source"]
    assert not (tmp_path / "made/.carrel").exists()


def test_missing_words_are_listed_with_the_words_before_them(source: Path, tmp_path: Path) -> None:
    imported = import_course("bees", source, tmp_path / "made")
    assert imported.report
    page = imported.report.pages[1]
    assert [(run.after, run.words) for run in page.missing] == [("a", "look inside")]
    assert (page.words_in, page.words_kept) == (6, 4)
    assert "**look inside**" in (tmp_path / "made/import-report.md").read_text()


def test_the_report_counts_what_the_page_had_and_has(source: Path, tmp_path: Path) -> None:
    import_course("bees", source, tmp_path / "made")
    report = json.loads((tmp_path / "made/import-report.json").read_text())
    assert (
        report["pages"][1]["counts_in"]["images"] == report["pages"][1]["counts_out"]["images"] == 1
    )
    assert [fault["sentence"] for fault in report["faults"]] == ["This link leads nowhere."]
    assert [(found["finding"], found["line"]) for found in report["found"]] == [("dropped", 2)]
    assert report["tally"] == {"target attributes taken away": 7}


def test_options_reach_the_importer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[ImportOptions] = []
    monkeypatch.setattr(
        "carrel.importing.IMPORTERS",
        {"bees": lambda path, options: given.append(options) or course()},
    )
    import_course(
        "bees",
        tmp_path,
        tmp_path.parent / f"{tmp_path.name}-made",
        ImportOptions(tmp_path / "map.toml"),
    )
    assert given == [ImportOptions(tmp_path / "map.toml")]
