"""The Mentoring module has the size and parts, the sources and the tasks that it should have."""

import re
from collections import Counter
from pathlib import Path

import pytest

from carrel.build import check
from carrel.model.toolkit import LOOKED_UP, Module, Page
from carrel.site.body.terms import Glossary

TOOLKIT = Path(__file__).parents[1] / "toolkit"
MEDIA = TOOLKIT / "mentoring" / "media"
MINUTES = {
    "introduction": 12,
    "benefits": 15,
    "developing": 28,
    "youth": 15,
    "adults": 18,
    "challenges": 10,
}
AT_LEAST = {"case-study": 12, "tip": 12, "explanatory": 12, "video": 1}


@pytest.fixture(scope="module")
def module() -> Module:
    report = check(TOOLKIT)
    assert report.toolkit
    return report.toolkit.modules[0]


def source(page: Page) -> str:
    return (TOOLKIT / page.path).read_text(encoding="utf-8")


def read_through(module: Module) -> list[Page]:
    """The pages that a learner works through."""
    return [page for page in module.pages() if page.role not in LOOKED_UP]


# Size and parts


def test_it_takes_the_time_that_it_says(module: Module) -> None:
    assert module.minutes == 105
    assert {section.slug: section.minutes for section in module.sections} == MINUTES
    assert all(page.content.front.minutes is None for page in module.pages()), (
        "the time is computed, and never declared"
    )


def test_it_has_the_pages_and_words_that_were_asked_for(module: Module) -> None:
    pages = read_through(module)
    assert 22 <= len(pages) <= 30
    assert 10_000 <= sum(page.content.words for page in pages) <= 13_000


def test_it_has_the_parts_that_were_asked_for(module: Module) -> None:
    contents = [page.content for page in module.pages()]
    boxes = Counter(box.kind for content in contents for box in content.boxes)
    assert {kind: boxes[kind] for kind, least in AT_LEAST.items() if boxes[kind] < least} == {}
    assert sum(len(page.exercises) for page in module.pages()) >= 13
    assert sum(field.self_check for content in contents for field in content.fields) >= 10
    assert (
        len(
            {
                image.src.rpartition("/")[2]
                for content in contents
                for image in content.images
                if image.src
            }
        )
        >= 7
    )


# Where it comes from


def test_every_footnote_names_a_work_of_the_one_file(module: Module) -> None:
    unnamed = {
        label
        for page in module.pages()
        for label in page.content.cited
        if not module.references.named(label)
    }
    assert unnamed == set()


def test_every_work_says_where_it_was_published_and_whether_its_link_was_tried(
    module: Module,
) -> None:
    for work in module.references.entries.values():
        assert work.year == "n.d." or re.match(r"\d{4}", work.year), work.key
        assert work.url.startswith("https://") or not work.url, work.key


def test_each_section_has_four_to_eight_resources_with_a_year(module: Module) -> None:
    for section in module.sections:
        items = re.findall(r"^- (.*?)(?=^- |^$)", source(section.pages[-1]), re.S | re.M)
        assert 4 <= len(items) <= 8, section.title
        assert [
            item
            for item in items
            if not re.search(r"\b(?:19|20)\d\d\b|undated|various years", item)
        ] == []


def test_each_page_of_resources_says_that_its_links_were_not_tried(module: Module) -> None:
    pages = [section.pages[-1] for section in module.sections]
    assert [page.path for page in pages if "could not try these links" not in source(page)] == []


# What a reader needs


def test_every_page_gives_something_to_do_by_monday(module: Module) -> None:
    without = [
        page.path
        for page in read_through(module)
        if not any(box.kind == "monday" for box in page.content.boxes)
    ]
    assert without == []


def test_the_glossary_explains_25_words_and_each_of_them_is_used(module: Module) -> None:
    assert module.glossary
    terms = module.glossary.content.terms
    explained = {
        term.name
        for page in read_through(module)
        for term in Glossary(terms).explain(_prose(page))[1]
    }
    assert len(terms) == 25
    assert {term.name for term in terms} - explained == set()


def _prose(page: Page) -> str:
    return f"<p>{re.sub(r'^---.*?^---|^#+ .*?$|[<>]', '', source(page), flags=re.S | re.M)}</p>"


def test_the_transcript_of_the_film_says_what_its_captions_say(module: Module) -> None:
    page = next(
        page for page in module.pages() if any(box.kind == "video" for box in page.content.boxes)
    )
    captions = (MEDIA / "what-makes-it-mentoring.vtt").read_text(encoding="utf-8")
    cues = re.findall(r"--> 00:(\d\d):(\d\d)\.\d+\n((?:.+\n)+)", captions)
    said = _plain(source(page))
    assert [
        line for _, _, text in cues for line in text.splitlines() if _plain(line) not in said
    ] == []
    seconds = int(cues[-1][0]) * 60 + int(cues[-1][1])
    assert 60 <= seconds <= 120
    assert f"length={seconds // 60}:{seconds % 60:02}" in source(page)
    assert (MEDIA / "what-makes-it-mentoring.mp4").stat().st_size < 1_500_000


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w’]+", text.lower()))


@pytest.mark.parametrize("drawing", sorted(MEDIA.glob("*.svg")), ids=lambda path: path.stem)
def test_each_drawing_has_a_title_and_colours_for_dark_pages(drawing: Path) -> None:
    text = drawing.read_text(encoding="utf-8")
    assert "<title>" in text
    assert "prefers-color-scheme" in text
