"""Two real courses, and a page of an older generation of one: everything that can be counted in
their text is accounted for.

They are data that lies beside the project (`../shared`), and not a part of it. Where they are not
there, these tests say so. What is counted here is counted in the source text with a few regular
expressions, and knows nothing of how the importer reads.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carrel.build import Options, Report, build
from carrel.importing import import_course
from carrel.issues import Severity
from tests.support import files_in

SHARED = Path(__file__).parents[3] / "shared"
COURSES = {
    "connectedlib-v1": SHARED / "corpora/connectedlib-v1",
    "course-in-a-box": SHARED / "corpora/course-in-a-box",
    "mentoring-overview": SHARED / "seed/mentoring-overview.md",
}
BOXES = re.compile(r'<div class="(?:case_study_box|explanatory|tips|reflection|wrap-collabsible)"')
OF_FOOTNOTES = re.compile(r"#(?:fn)?\d+$")
INCLUDE = re.compile(r"\{%\s*include (\S+)\s*%\}")
FRONT = re.compile(r"\A---\n.*?^---\n", re.S | re.M)
FENCED = re.compile(r"^```.*?^```", re.S | re.M)
MISTAKES = {"modules/partnerships/section-2-3.md"}  # a footnote that nothing leads to


class Imported:
    def __init__(self, name: str, folder: Path) -> None:
        self.source = COURSES[name]
        self.target = folder / "made"
        import_course("jekyll", self.source, self.target)
        self.files = files_in(self.target)
        self.report: dict[str, Any] = json.loads(
            (self.target / "import-report.json").read_text(encoding="utf-8")
        )
        self.built: Report = build(self.target, Options(out=folder / "site", search=False))
        pages = [page for page in self.report["pages"] if (self.root / page["source"]).is_file()]
        self.pages = {
            page["source"]: page for page in reversed(pages)
        }  # of several that come from one, the first

    @property
    def root(self) -> Path:
        return self.source if self.source.is_dir() else self.source.parent

    def text(self, page: str) -> str:
        """The page's source with its includes, without code that is only shown."""
        text = (self.root / page).read_text(encoding="utf-8")

        def included(found: re.Match[str]) -> str:
            return (self.root / "_includes" / found[1]).read_text(encoding="utf-8")

        return FENCED.sub("", INCLUDE.sub(included, FRONT.sub("", text)))

    def entries(self, page: str, words: str) -> list[str]:
        names = {
            page,
            *(
                f"_includes/{name}"
                for name in INCLUDE.findall((self.root / page).read_text(encoding="utf-8"))
            ),
        }
        return [
            one["sentence"]
            for one in self.report["faults"] + self.report["found"]
            if one["path"] in names and words in one["sentence"]
        ]

    def body(self, page: str) -> str:
        """The imported page, without code that is only shown."""
        return FENCED.sub("", self.files[self.pages[page]["path"]].decode())

    def published(self, page: str) -> str:
        """The text of the published page, its menus left out."""
        assert self.built.toolkit
        url = self.built.toolkit.by_path[self.pages[page]["path"]].url
        text = (self.built.out / url / "index.html").read_text(encoding="utf-8")
        return re.sub(
            r"<nav.*?</nav>|<[^>]*>",
            " ",
            text.partition("<main")[2].partition("</main>")[0],
            flags=re.S,
        )


@pytest.fixture(scope="module", params=sorted(COURSES))
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    if not COURSES[request.param].exists():
        pytest.skip(f"the course {request.param} is not beside the project")
    return Imported(request.param, tmp_path_factory.mktemp("import"))


def each(imported: Imported) -> Iterator[tuple[str, str]]:
    for page in imported.pages:
        yield page, imported.text(page)


def test_every_page_with_front_matter_is_there(imported: Imported) -> None:
    sources = [
        path
        for path in sorted(imported.root.rglob("*.md"))
        if FRONT.match(path.read_text(encoding="utf-8"))
    ]
    wanted = {
        path.relative_to(imported.root).as_posix()
        for path in sources
        if imported.source.is_dir() or path == imported.source
    }
    assert wanted == set(imported.pages)


def test_it_publishes_without_an_error(imported: Imported) -> None:
    assert [issue for issue in imported.built.issues if issue.severity is Severity.ERROR] == []
    assert imported.built.published


def test_nearly_all_words_of_each_page_are_there_in_their_order(imported: Imported) -> None:
    shares = {
        page["source"]: (page["words_kept"], page["words_in"]) for page in imported.report["pages"]
    }
    assert {page: share for page, share in shares.items() if share[0] < 0.995 * share[1]} == {}


def test_the_words_that_the_report_counts_are_those_of_the_source(imported: Imported) -> None:
    """Counted without the parser: letters between tags. Numbers of footnotes are no words."""
    for page, text in each(imported):
        text = re.sub(
            r"<sup>.*?</sup>|<a[^>]*name=\"fn\d+\"[^>]*>\d+</a>|\{[%{].*?[%}]\}|<!--.*?-->|<[^>]*>",
            " ",
            text,
            flags=re.S,
        )
        text = re.sub(r"!\[[^\]]*\]\([^)]*\)|\]\([^)\s]*\s*\)|[*`]", " ", text)
        words = letters(text)
        known = imported.pages[page]
        assert words.total() <= known["words_in"] + known["derived"], page
        gone = words - letters(imported.published(page))
        assert gone.total() <= 0.005 * words.total() + known["derived"], (page, gone)


def letters(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]{3,}", html.unescape(text).lower().replace("’", "'")))


def test_boxes_are_accounted_for(imported: Imported) -> None:
    for page, text in each(imported):
        number = len(BOXES.findall(text))
        known = imported.pages[page]
        made = len(imported.entries(page, "it has got one (a reflection)"))
        became_films = len(imported.entries(page, "so it has become the film's box"))
        assert known["counts_in"]["boxes"] == number, page
        assert known["counts_out"]["boxes"] == number + made - became_films, page
        assert (
            len(re.findall(r"^ *::: (?!video)\w", imported.body(page), re.M))
            == known["counts_out"]["boxes"]
        ), page


def test_films_are_accounted_for(imported: Imported) -> None:
    for page, text in each(imported):
        number = text.count("<iframe")
        known = imported.pages[page]
        links = len(imported.entries(page, "Nothing says how long the film"))
        assert known["counts_in"]["videos"] == number, page
        assert (
            known["counts_out"]["videos"]
            == number - links
            == imported.body(page).count("::: video")
        ), page
        assert len(imported.entries(page, "has no transcript")) == number - links, page


def test_tables_are_accounted_for(imported: Imported) -> None:
    for page, text in each(imported):
        number = text.count("<table") + len(re.findall(r"^\|[ |:-]+\|$", text, re.M))
        known = imported.pages[page]
        came_back = len(imported.entries(page, "comes back here"))
        assert known["counts_in"]["tables"] == number, page
        assert known["counts_out"]["tables"] == number - came_back, page


def test_blank_tables_are_worksheets(imported: Imported) -> None:
    for page, text in each(imported):
        boxes = re.findall(r'<div class="reflection">(?:(?!</?div).)*?</table>', text, re.S)
        blank = [box for box in boxes if re.search(r"<td[^>]*>(?:\s|&nbsp;)*</td>", box)]
        known = imported.pages[page]["counts_out"]["worksheets"]
        assert known == len(blank) + len(imported.entries(page, "it has got one")) - len(
            imported.entries(page, "comes back here")
        ), page


def test_footnotes_are_accounted_for(imported: Imported) -> None:
    for page, text in each(imported):
        number = len(re.findall(r'<a(?: href="#\d+")? name="fn\d+"', text))
        known = imported.pages[page]
        paragraphs = len(imported.entries(page, "so it has become a paragraph"))
        assert known["counts_in"]["footnotes"] == number, page
        assert known["counts_out"]["footnotes"] == number - paragraphs, page
        calls = len(re.findall(r'href="#fn\d+"|\(#fn\d+\)', text)) - len(
            imported.entries(page, "There is no footnote")
        )
        assert len(re.findall(r"\[\^\w+\](?!:)", imported.body(page))) == calls, page


def test_internal_links_are_accounted_for(imported: Imported) -> None:
    for page, text in each(imported):
        text = (
            re.sub(r'<div class="objectives">.*?</div>', "", text, flags=re.S)
            if page.endswith("index.md")
            else text
        )
        found = [
            *re.findall(r'<a\s[^>]*?href="([^"]*)"', text),
            *re.findall(r"(?<!!)\[[^\]]*\]\(([^)\s]*)\s*\)", text),
        ]
        internal = [
            one
            for one in found
            if not re.match(r"https?:|mailto:", one) and not OF_FOOTNOTES.search(one)
        ]
        kept = re.findall(r"\]\((?!https?:|mailto:|<|[^)]*media/)([^)\s]+)\)", imported.body(page))
        dead = imported.entries(page, "This link leads nowhere") + imported.entries(
            page, "leads to nothing"
        )
        assert len(kept) + len(dead) == len(internal), (page, internal, kept, dead)


def test_external_links_stay(imported: Imported) -> None:
    for page, text in each(imported):
        outside = [
            *re.findall(r'<a\s[^>]*?href="(https?:[^"]*)"', text),
            *re.findall(r"(?<!!)\[[^\]]*\]\((https?:[^)\s]*)\s*\)", text),
        ]
        body = html.unescape(imported.body(page))
        gone = {
            one
            for one in outside
            if html.unescape(one).strip(" /") not in body and "creativecommons.org" not in one
        }
        assert gone == set(), page


def test_headings_keep_their_words(imported: Imported) -> None:
    for page, text in each(imported):
        titles = [
            re.sub(r"[*_`]|\s+$", "", one).strip()
            for one in re.findall(r"^#{1,6}\s+(.*)$", text, re.M)
        ]
        kept = imported.body(page).replace("’", "'").replace("–", "--")
        for title in titles:
            plain = title.replace("’", "'")
            assert plain in kept or imported.entries(page, f"“{title}”"), (page, title)


def test_importing_twice_gives_the_same_bytes(imported: Imported, tmp_path: Path) -> None:
    import_course("jekyll", imported.source, tmp_path / "again")
    assert files_in(tmp_path / "again") == imported.files


def test_importing_over_an_edited_toolkit_refuses(imported: Imported) -> None:
    again = import_course("jekyll", imported.source, imported.target)
    assert [issue.code for issue in again.issues] == ["import-target"]


def test_every_old_address_leads_to_its_page(imported: Imported) -> None:
    for page in imported.pages:
        if page.endswith("section-1-0.md"):
            assert f"/{page.removesuffix('.md')}.html" in imported.body(page)
