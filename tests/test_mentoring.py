"""The module that ships has as much of everything as promised, and each figure names its source."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from carrel.build import Options, check
from carrel.model.example_blanks import blanks_of
from carrel.model.exercises import exercises
from carrel.model.toolkit import Module, Page, Role
from tests.browser.sites import SHIPPED, copy_shipped

COURSE = SHIPPED / "mentoring"
WITHOUT_FIGURES = {
    "guide.md",
    "closing.md",
    "glossary.md",
    "references.md",
}  # and resources.md, whose years are those of the works
# In a quiz or an example a figure is made up, or has stood with its source above.
QUIZ = re.compile(r"^::: quiz .*?^:::$", re.M | re.S)
MADE_UP = re.compile(r"^::: reflection .*?^:::$", re.M | re.S)
FIGURE = re.compile(
    r"\d\s?%|\bper ?cent\b|\bSD\b|\b0\.\d+\b|\b(?:19|20)\d\d\b"
    r"|\b(?:of|among|with|asked) (?:about |some |more than )?[\d,]+ "
    r"(?:youth|young|teen|mentor|match|pair|adult|caregiver|stud|people)",
    re.I,
)
NOT_TEXT = re.compile(
    r"\A---\n.*?\n---\n|^\[\^[\w-]+\]:.*$|\]\([^)\n]*\)|\{[^}\n]*\}|<!--.*?-->", re.M | re.S
)
OWN_WORDS = (
    "MENTOR’s standards of 2025",
    "The edition of 2015",
    "The fifth edition, of 2025",
    "Search Institute, 2018. Film:",
)
"""Names of works that contain a year, which have a footnote where they first occur; the last is the
credit of a video."""


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Module:
    folder = tmp_path_factory.mktemp("shipped") / "toolkit"
    copy_shipped(folder)
    report = check(folder, Options(strict=True))
    assert report.issues == []
    assert report.toolkit
    (found,) = report.toolkit.modules
    return found


def boxes(module: Module, kind: str) -> int:
    return sum(box.kind == kind for page in module.reading_order() for box in page.content.boxes)


def test_there_is_as_much_of_everything_as_was_promised(module: Module) -> None:
    pages = list(module.reading_order())
    pictures = {
        image.src.rpartition("/")[2]
        for page in pages
        for image in page.content.images
        if image.src.endswith(".svg")
    }
    assert 22 <= len(pages) <= 30
    assert 10_000 <= sum(page.content.words for page in pages) <= 13_000
    assert len(list(exercises(module))) >= 13
    assert boxes(module, "case-study") >= 12
    assert boxes(module, "tip") >= 12
    assert boxes(module, "explanatory") >= 12
    assert boxes(module, "quiz") >= 10
    assert len(pictures) >= 7
    assert module.glossary and len(module.glossary.content.terms) >= 25
    films = [page.seconds["films"] for page in pages if page.seconds["films"]]
    assert films and all(60 <= length <= 120 for length in films)


def test_the_time_is_computed_and_as_promised(module: Module) -> None:
    assert [module.overview.minutes, *(section.minutes for section in module.sections)] == [
        5,
        12,
        15,
        28,
        15,
        18,
        10,
    ]
    assert module.closing and module.closing.minutes == 2
    assert module.minutes == 105
    assert not [page.path for page in module.reading_order() if page.content.front.minutes]


def test_each_section_ends_with_four_to_eight_resources(module: Module) -> None:
    for section in module.sections:
        text = (SHIPPED / section.pages[-1].path).read_text(encoding="utf-8")
        assert section.pages[-1].role is Role.RESOURCES
        assert 4 <= len(re.findall(r"^- ", text, re.M)) <= 8, section.title


def test_each_page_has_something_to_do_by_monday(module: Module) -> None:
    def has_monday(page: Page) -> bool:
        return any(box.kind == "monday" for box in page.content.boxes)

    pages = [page for page in module.reading_order() if page.role is not Role.RESOURCES]
    assert [page.path for page in pages if not has_monday(page)] == []


def test_the_worked_example_fills_in_every_worksheet(module: Module) -> None:
    known = blanks_of(module.pages())
    assert {sheet.id for _, sheet in exercises(module)} == module.example.sheets.keys()
    for name, values in module.example.sheets.items():
        blank = set(known[name].by_id) - values.keys()
        beside = {field for field in blank if known[name].by_id[field].beside}
        assert blank == beside, name


# Figures


def sources() -> list[Path]:
    """The pages whose text makes claims."""
    return [
        path
        for path in sorted(COURSE.rglob("*.md"))
        if path.name not in {*WITHOUT_FIGURES, "resources.md"}
    ]


def passages(text: str) -> Iterator[str]:
    """Yields paragraphs, and each table with its neighbors, which may name its source."""
    blocks = ["", *re.split(r"\n\s*\n", MADE_UP.sub("", QUIZ.sub("", text))), ""]
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        is_table = any(line.startswith("|") for line in block.splitlines())
        yield "\n".join((before, block, after)) if is_table else block


def unsourced(text: str) -> list[str]:
    """The passages with a figure and without a footnote."""
    found = []
    for passage in passages(text):
        words = NOT_TEXT.sub(" ", passage)
        for name in OWN_WORDS:
            words = words.replace(name, "")
        words = re.sub(r"^:::.*$|^!\[.*$", "", words, flags=re.M)
        if FIGURE.search(words) and "[^" not in passage:
            found.append(" ".join(words.split()))
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(COURSE).as_posix())
def test_each_figure_has_a_footnote(path: Path) -> None:
    assert unsourced(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "claim",
    [
        "Mentoring helps 56% of them.",
        "The effect was 0.21.",
        "In 2014 it won an award.",
        "A study of 221 teen mentors holds a warning.",
        "| Who | How many |\n|---|---|\n| plan on college | 76% |",
    ],
)
def test_a_figure_without_one_is_found(claim: str) -> None:
    assert unsourced(f"Some words.\n\n{claim}\n") != []
    assert unsourced(f"{claim}[^source]\n\n[^source]: Somebody (2014).\n") == []
