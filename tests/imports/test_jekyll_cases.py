"""Runs the cases in `cases/`: a page of a Jekyll course, and what becomes of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from carrel.build import Options, check
from carrel.importing import import_course
from carrel.imports.course import Course, ImportOptions
from carrel.imports.jekyll import import_jekyll
from carrel.issues import Severity

CASES = Path(__file__).parent / "cases"
BLOCK = re.compile(r"^````(\S+)(?: (\S+))?\n(.*?)^````$", re.S | re.M)


class Case(msgspec.Struct, frozen=True):
    name: str
    files: dict[str, str]
    expected: dict[str, str]


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.md")):
        text = BLOCK.sub(
            lambda found: found[0].replace("\n## ", "\n\x00## "), path.read_text(encoding="utf-8")
        )
        for part in text.split("\n## ")[1:]:
            files, expected = {}, {"found": "", "issues": ""}
            for word, name, text in BLOCK.findall(part.replace("\x00", "")):
                if word == "jekyll":
                    files["page.md"] = f"---\ntitle: A page\n---\n{text}"
                elif word == "file":
                    files[name] = text
                else:
                    expected[word] = text
            if files:
                yield Case(f"{path.stem}: {part.partition(chr(10))[0]}", files, expected)


ALL = list(cases())


def course_of(files: dict[str, str], folder: Path) -> Course:
    for name, text in files.items():
        path = folder / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return import_jekyll(folder / "course", ImportOptions())


def found(course: Course) -> str:
    entries = [
        one for one in course.found if one.path != "page.md" or "No page names" not in one.sentence
    ]
    return "".join(
        f"{one.path}:{one.line}: {one.finding}: {one.sentence}\n" for one in sorted(set(entries))
    )


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_case(case: Case, tmp_path: Path) -> None:
    course = course_of(case.files, tmp_path)
    page = next(page for page in course.pages() if page.source == "page.md")
    assert page.body.rstrip("\n") + "\n" == case.expected["carrel"]
    assert found(course) == case.expected["found"]
    assert (
        "".join(f"{one.position}: [{one.code}]\n" for one in course.issues)
        == case.expected["issues"]
    )


def test_what_is_imported_has_no_errors_and_misses_no_words(tmp_path: Path) -> None:
    """One course of all cases whose pages need nothing else."""
    alone = [case for case in ALL if len(case.files) == 1]
    assert len(alone) > 30
    files = {
        f"cases/section-1-{number}.md": case.files["page.md"] for number, case in enumerate(alone)
    }
    course_of(files, tmp_path)
    imported = import_course("jekyll", tmp_path / "course", tmp_path / "made")
    report = check(tmp_path / "made", Options(search=False))
    assert [issue for issue in report.issues if issue.severity is Severity.ERROR] == []
    assert imported.report
    assert [(page.title, run.words) for page in imported.report.pages for run in page.missing] == []


def test_names_of_cases_are_unique() -> None:
    assert len({case.name for case in ALL}) == len(ALL)
