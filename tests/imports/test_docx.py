"""A Word file becomes a module: each test says what an author would expect of a thing in the
document.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from carrel.build import Options, build, check
from carrel.importing import Imported, import_course
from carrel.imports.course import ImportOptions
from carrel.issues import Severity, as_text
from tests.imports.word import FRAME, Word, paragraph, run, smallest, zipped
from tests.support import PIXEL, files_in


class Outcome:
    """What came of importing a file.

    The files of its one module are named from the module's folder.
    """

    def __init__(self, path: Path, mapped: str = "") -> None:
        self.folder = path.parent / "made"
        shutil.rmtree(self.folder, ignore_errors=True)
        file = path.parent / "map.toml"
        file.write_text(mapped)
        self.made: Imported = import_course(
            "docx", path, self.folder, ImportOptions(file if mapped else None)
        )
        self.module = next(
            (index.parent for index in sorted(self.folder.glob("*/index.md"))), self.folder
        )

    @property
    def codes(self) -> list[str]:
        return [issue.code for issue in self.made.issues]

    @property
    def pages(self) -> list[str]:
        return sorted(
            path.relative_to(self.module).as_posix() for path in self.module.rglob("*.md")
        )

    def page(self, path: str) -> str:
        return (self.module / path).read_text()

    def body(self, path: str = "1-one/index.md") -> str:
        """A page without its front matter."""
        return self.page(path).split("---\n", 2)[2].strip("\n")

    @property
    def found(self) -> list[str]:
        assert self.made.report
        return [
            f"{one.finding}: {one.sentence}"
            for one in [*self.made.report.faults, *self.made.report.found]
        ]

    def expect_publishable(self) -> None:
        """Carrel finds no error in it, and no word is missing."""
        errors = [
            issue
            for issue in check(self.folder, Options()).issues
            if issue.severity is Severity.ERROR
        ]
        assert not errors, as_text(errors)
        assert self.made.report
        assert [page.missing for page in self.made.report.pages if page.missing] == []


@pytest.fixture
def word() -> Word:
    """A document with a title and the heading of a first section."""
    return Word().heading("Course", 0).heading("One")


@pytest.fixture
def imported(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Imports a document, and sees whether the toolkit can be published."""

    def bring(made: Word, mapped: str = "") -> Outcome:
        outcome = Outcome(made.save(tmp_path), mapped)
        assert outcome.codes == []
        outcome.expect_publishable()
        return outcome

    return bring


# Outline


def test_headings_become_sections_and_pages(imported) -> None:
    made = (
        Word()
        .heading("Bees", 0)
        .text("On bees.", "Subtitle")
        .text("Welcome.")
        .heading("Hives")
        .text("Here.")
    )
    made.heading("Straw", 2).text("Old.").heading("Older", 3).text("Oldest.").heading(
        "Resources", 2
    ).text("Books.").heading("Honey").text("End.")
    outcome = imported(made)
    assert outcome.pages == [
        "1-hives/1-straw.md",
        "1-hives/index.md",
        "1-hives/resources.md",
        "2-honey/index.md",
        "index.md",
    ]
    assert outcome.page("index.md") == "---\ntitle: Bees\nsummary: On bees.\n---\n\nWelcome.\n"
    assert outcome.body("1-hives/1-straw.md") == "Old.\n\n## Older\n\nOldest."


def test_the_only_heading_of_its_level_that_comes_first_is_the_title(imported) -> None:
    outcome = imported(
        Word()
        .heading("Bees")
        .text("Hello.")
        .heading("One", 2)
        .text("A.")
        .heading("Page", 3)
        .text("B.")
    )
    assert outcome.pages == ["1-one/1-page.md", "1-one/index.md", "index.md"]
    assert "title: Bees" in outcome.page("index.md")


def test_without_a_title_the_properties_name_the_module_or_the_file_does(tmp_path: Path) -> None:
    word = Word().text("Text.")
    assert "title: My first course" in Outcome(word.save(tmp_path, "my_first-course.docx")).page(
        "index.md"
    )
    word.made.core_properties.title, word.made.core_properties.author = (
        "All about bees",
        "Ana Ruiz; Ben Ode",
    )
    page = Outcome(word.save(tmp_path)).page("index.md")
    assert "title: All about bees" in page
    assert "credits:\n  - Ana Ruiz\n  - Ben Ode\n" in page


def test_without_headings_bold_lines_are_taken_for_them_and_it_is_said(imported) -> None:
    outcome = imported(
        Word()
        .text("First things", bold=True)
        .text("A.")
        .text("Second things", bold=True)
        .text("B.")
    )
    assert outcome.pages == ["1-first-things/index.md", "2-second-things/index.md", "index.md"]
    assert any("taken for a heading" in one for one in outcome.found)


def test_without_anything_like_a_heading_all_is_one_section(imported) -> None:
    outcome = imported(Word().text("Just words."))
    assert outcome.pages == ["1-course/index.md", "index.md"]
    assert any("No heading was found" in one for one in outcome.found)


def test_levels_that_were_left_out_are_closed(imported) -> None:
    made = (
        Word()
        .heading("T", 0)
        .heading("S")
        .heading("P", 2)
        .heading("Deep", 5)
        .text("x")
        .heading("Less deep", 4)
        .text("y")
    )
    assert imported(made).body("1-s/1-p.md") == "## Deep\n\nx\n\n## Less deep\n\ny"


def test_outcomes_and_objective_move_to_the_front_matter(imported, word: Word) -> None:
    word.text("Objective: Name a hive.").heading("Learning outcomes", 3).list(
        "Say what a hive is", "Know whom to ask"
    ).text("Then begin.")
    outcome = imported(word)
    assert (
        "objective: Name a hive\noutcomes:\n  - Say what a hive is\n  - Know whom to ask\n"
        in outcome.page("1-one/index.md")
    )
    assert outcome.body() == "Then begin."


def test_numbers_typed_before_headings_are_left_out_and_numbers_that_mean_something_stay(
    imported,
) -> None:
    outcome = imported(
        Word()
        .heading("T", 0)
        .heading("1. Hives")
        .text("a")
        .heading("1.2 Straw", 2)
        .text("b")
        .heading("10 ways to begin", 2)
        .text("c")
    )
    assert outcome.pages == [
        "1-hives/1-straw.md",
        "1-hives/2-10-ways-to-begin.md",
        "1-hives/index.md",
        "index.md",
    ]


def test_a_table_of_contents_is_left_to_carrel(imported, word: Word) -> None:
    toc = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    )
    word.runs(f'{toc}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("One 3")}').runs(
        run("Two 4")
    )
    word.runs('<w:r><w:fldChar w:fldCharType="end"/></w:r>').text("Text.")
    made = imported(word)
    assert made.body() == "Text."


# Words


@pytest.mark.parametrize(
    ("runs", "markdown"),
    [
        (run("a ") + run("bold", "<w:b/>") + run(" word"), "a **bold** word"),
        (run("one", "<w:i/>") + run(" two ", "<w:i/>") + run("three"), "*one two* three"),
        (run("un", "<w:b/>") + run("likely"), "**un**likely"),
        (run("“so”", "<w:b/>") + run("called"), "<strong>“so”</strong>called"),
        (run("both", "<w:b/><w:i/>"), "***both***"),
        (
            run("gone", "<w:strike/>")
            + run(" H")
            + run("2", '<w:vertAlign w:val="subscript"/>')
            + run("O"),
            "~~gone~~ H<sub>2</sub>O",
        ),
        (run("not bold", '<w:b w:val="0"/>'), "not bold"),
        (run("5 * 3 = a_b and *not this* #1"), "5 * 3 = a_b and \\*not this\\* #1"),
        (run("1. is no list"), "1\\. is no list"),
        (run("a &lt;b&gt; [c](d)"), "a &lt;b> \\[c\\](d)"),
        (run("one") + "<w:r><w:br/></w:r>" + run("two"), "one\\\ntwo"),
        (run("well") + "<w:r><w:noBreakHyphen/></w:r>" + run("known"), "well\u2011known"),
    ],
)
def test_words_keep_their_form(imported, word: Word, runs: str, markdown: str) -> None:
    assert imported(word.runs(runs)).body() == markdown


def test_hidden_text_is_left_out_and_said(imported, word: Word) -> None:
    outcome = imported(word.runs(run("seen") + run("secret", "<w:vanish/>")))
    assert outcome.body() == "seen"
    assert "dropped: Hidden text was left out: “secret”" in outcome.found


def test_lists_nest_and_go_on_counting(imported, word: Word) -> None:
    word.list("a").list("b", style="List Bullet 2").list("c").text("Now:").list(
        "one", "two", style="List Number"
    )
    assert imported(word).body() == "- a\n  - b\n- c\n\nNow:\n\n1. one\n2. two"


def test_bullets_that_were_typed_are_a_list(imported, word: Word) -> None:
    assert imported(word.text("•\tone").text("• two")).body() == "- one\n- two"


def test_quotations_and_styles_named_like_boxes_become_boxes(imported, word: Word) -> None:
    word.made.styles.add_style("Case Study", 1)
    word.text("Be slow.", "Quote").text("— Ada", "Quote").text("In a town", "Case Study").text(
        "there was a hive.", "Case Study"
    )
    assert (
        imported(word).body()
        == "::: quote Ada\nBe slow.\n:::\n\n::: case-study\nIn a town\n\nthere was a hive.\n:::"
    )


def test_a_style_becomes_the_box_that_the_map_says(imported, word: Word) -> None:
    word.made.styles.add_style("Blue Frame", 1)
    word.made.styles.add_style("Yellow Frame", 1)
    word.text("Small.", "Blue Frame").text("Do it.", "Yellow Frame")
    outcome = imported(word, '"Blue Frame" = "tip"\n"yellow frame" = "By Monday"\n')
    assert outcome.body() == "::: tip\nSmall.\n:::\n\n::: by-monday\nDo it.\n:::"
    assert '[boxes.by-monday]\nlabel = "By monday"' in (outcome.folder / "toolkit.toml").read_text()


def test_a_framed_table_of_one_cell_is_a_box(imported, word: Word) -> None:
    cell = f"<w:p>{run('Tip: begin small', '<w:b/>')}</w:p>{paragraph('One hive.')}"
    word.xml(f"<w:tbl><w:tblPr>{FRAME}</w:tblPr><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>")
    outcome = imported(word)
    assert outcome.body() == "::: tip begin small\nOne hive.\n:::"
    assert any("became a box of the kind “tip”" in one for one in outcome.found)


def graphic(inside: str, alt: str = "") -> str:
    """The XML of a drawing in a line of text."""
    about = f'<wp:docPr id="1" name="c" descr="{alt}"/>' if alt else ""
    data = f'<a:graphicData uri="x">{inside}</a:graphicData>'
    return f"<wp:inline>{about}<a:graphic>{data}</a:graphic></wp:inline>"


def test_a_text_box_is_a_box_once(imported, word: Word) -> None:
    inside = f"<w:txbxContent>{paragraph('Beside.')}</w:txbxContent>"
    shape = graphic(f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>")
    choice = f'<mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
    fallback = (
        "<mc:Fallback><w:pict"
        f"><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
    )
    word.runs(
        f"{run('Before.')}<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    )
    assert imported(word).body() == "Before.\n\n::: explanatory\nBeside.\n:::"


# Links, notes, pictures


def test_links_lead_out_and_to_pages_and_headings(imported) -> None:
    made = (
        Word()
        .heading("One")
        .link("The page", "https://example.org/a(b)")
        .heading("Two")
        .heading("Page", 2, "_Ref7")
        .text("x")
    )
    made.heading("Deep", 3, "_Ref8").text("y").heading("Three")
    for name in ("_Ref7", "_Ref8"):
        made.runs(f'<w:hyperlink w:anchor="{name}">{run("see " + name)}</w:hyperlink>')
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    instruction = '<w:r><w:instrText> HYPERLINK "https://e.org/x" \\o "t" </w:instrText></w:r>'
    made.runs(field("begin") + instruction + field("separate") + run("old") + field("end"))
    outcome = imported(made)
    assert outcome.body() == "[The page](https://example.org/a%28b%29)"
    assert outcome.body("2-two/1-page.md") == "x\n\n## Deep {#deep}\n\ny"
    lines = outcome.body("3-three/index.md").split("\n\n")
    assert lines == [
        "[see \\_Ref7](../2-two/1-page.md)",
        "[see \\_Ref8](../2-two/1-page.md#deep)",
        "[old](https://e.org/x)",
    ]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "other.docx"])
def test_links_to_what_is_not_there_keep_their_words(imported, word: Word, address: str) -> None:
    outcome = imported(word.link("Press", address))
    assert outcome.body() == "Press"
    assert any(one.startswith("fault: A link leads to") for one in outcome.found)


def test_notes_stand_at_the_end_of_their_page(imported, word: Word) -> None:
    call = '<w:r><w:{}Reference w:id="{}"/></w:r>'.format
    word.notes("footnote", "Page 3.", "Page 4.").notes("endnote", "At last.")
    word.runs(run("One.") + call("footnote", 2) + run(" Two.") + call("endnote", 1)).heading(
        "Next"
    ).runs(run("Three.") + call("footnote", 1))
    outcome = imported(word)
    assert outcome.body() == "One.[^1] Two.[^2]\n\n[^1]: Page 4.\n\n[^2]: At last."
    assert outcome.body("2-next/index.md") == "Three.[^1]\n\n[^1]: Page 3."


def test_pictures_are_copied_once_with_alt_text_and_caption(imported, word: Word) -> None:
    word.picture("A hive").text("In June", "Caption").picture("A hive").picture(decorative=True)
    outcome = imported(word)
    assert outcome.body() == (
        '![A hive](../media/a-hive.png "In June")\n\n'
        "![A hive](../media/a-hive.png)\n\n"
        "![](../media/a-hive.png){.decorative}"
    )
    assert (outcome.module / "media/a-hive.png").read_bytes() == PIXEL


def test_a_picture_without_alt_text_is_left_for_carrel_to_report(
    tmp_path: Path, word: Word
) -> None:
    outcome = Outcome(word.picture().save(tmp_path))
    assert [
        issue.code
        for issue in check(outcome.folder, Options()).issues
        if issue.severity is Severity.ERROR
    ] == ["alt-missing"]


def test_what_cannot_be_read_is_said(imported, word: Word) -> None:
    chart = graphic('<c:chart r:id="none"/>', "Hives by year")
    word.runs(f"<w:r><w:drawing>{chart}</w:drawing></w:r>").runs(
        '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet"/></w:object></w:r>'
    )
    word.runs(f"<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>{run(' is it')}").runs(
        '<w:r><w:sym w:font="Webdings" w:char="F021"/></w:r>'
    )
    outcome = imported(word)
    assert outcome.body() == "a+b is it"
    said = " ".join(one for one in outcome.found if one.startswith("not understood"))
    assert all(
        one in said for one in ("A chart", "Hives by year", "Excel.Sheet", "A formula", "Webdings")
    )


# What is for authors


def test_tracked_changes_are_accepted_and_said(imported, word: Word) -> None:
    word.runs(
        f"{run('Bees ')}<w:del"
        f"><w:r><w:delText>sting</w:delText></w:r></w:del><w:ins>{run('hum')}</w:ins>"
    )
    word.xml(f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('One ')}</w:p>{paragraph('line.')}")
    outcome = imported(word)
    assert outcome.body() == "Bees hum\n\nOne line."
    assert (
        "dropped: A tracked change had deleted these words, and they were left out: “sting”"
        in outcome.found
    )


def test_comments_headers_and_footers_are_said_and_not_published(imported, word: Word) -> None:
    word.part(
        "comments", f'<w:comment w:id="0" w:author="Ben">{paragraph("Is this so?")}</w:comment>'
    )
    word.runs(f'{run("Bees fly.")}<w:r><w:commentReference w:id="0"/></w:r>')
    word.made.sections[0].header.paragraphs[0].text = "Draft 3"
    outcome = imported(word)
    assert outcome.body() == "Bees fly."
    assert "dropped: A comment of Ben was left out: “Is this so?”" in outcome.found
    assert "dropped: The header of the pages was left out: “Draft 3”" in outcome.found


def test_a_licence_that_the_text_names_stands_in_the_settings(imported, word: Word) -> None:
    word.made.sections[0].footer.paragraphs[0].text = "CC BY-SA 4.0"
    outcome = imported(word.text("Under https://creativecommons.org/licenses/by-sa/4.0/, too."))
    assert 'licence = "CC-BY-SA-4.0"' in (outcome.folder / "toolkit.toml").read_text()


# Tables and worksheets


def test_a_table_stays_a_table(imported, word: Word) -> None:
    word.table(["Month", "Work"], ["May", "a | b"], header=True)
    assert imported(word).body() == "| Month | Work |\n|---|---|\n| May | a \\| b |"


def test_a_row_in_bold_is_a_header_and_need_not_be_bold(imported, word: Word) -> None:
    word.table(["Month", "Work"], ["May", "sow"])
    for cell in word.made.tables[0].rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    outcome = imported(word)
    assert outcome.body() == "| Month | Work |\n|---|---|\n| May | sow |"
    assert not any("taken for its header" in one for one in outcome.found)


def test_merged_cells_become_html_with_markdown_in_it(imported, word: Word) -> None:
    word.table(["A", "B"], ["c", "d"], header=True)
    table = word.made.tables[0]
    table.cell(0, 0).merge(table.cell(0, 1))
    body = imported(word).body()
    assert '<th colspan="2">\n\nA\n\nB\n\n</th>\n</tr>\n<tr>\n<td>c</td>\n<td>d</td>' in body


def test_a_table_with_an_empty_row_is_a_worksheet(imported, word: Word) -> None:
    word.heading("Page", 2).heading("What about it?", 3).table(
        ["What I know", "What I want to know"], ["", ""]
    )
    assert imported(word).body("1-one/1-page.md") == (
        "::: reflection What about it? {#what-about-it}\n| What I know | What I want to know"
        " |\n|---|---|\n|  |  |\n:::"
    )


def test_a_table_that_only_misses_a_value_is_none(imported, word: Word) -> None:
    outcome = imported(
        word.table(
            ["Month", "Work", "Who"], ["May", "sow", "Ana"], ["June", "", "Ben"], header=True
        )
    )
    assert ":::" not in outcome.body()
    assert any("not taken for a worksheet" in one for one in outcome.found)


def test_a_form_asks_its_questions_one_after_another(imported, word: Word) -> None:
    word.table(["Name:", ""], ["Date of visit:", ""], ["What did you find there, and whom?", ""])
    assert imported(word).body() == (
        "::: reflection {#one}\nName: ____\n\nDate of visit: __/__/____\n\n"
        "What did you find there, and whom?\n\n________________________________________\n:::"
    )


def test_cells_with_room_below_their_words_are_questions(imported, word: Word) -> None:
    word.table(["Strengths\n\n\n", "Weaknesses\n\n\n"])
    line = "_" * 40
    assert (
        imported(word).body()
        == f"::: reflection {{#one}}\nStrengths\n\n{line}\n\nWeaknesses\n\n{line}\n:::"
    )


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (
            ["What do you see?", "______________", "______________"],
            "What do you see?\n\n{line}\n{line}",
        ),
        (["My name is ________ and I am ____."], "My name is ____ and I am ____."),
        (["We meet on __/__/____."], "We meet on __/__/____."),
        (["Name: ............"], "Name: ____"),
        (["Which?", "☐ one", "☐ other: ____"], "Which?\n\n- [ ] one\n- [ ] other: ____"),
        (["Which?", "[ ] one", "[ ] two"], "Which?\n\n- [ ] one\n- [ ] two"),
        (["Which one?", "○ this", "○ that"], "Which one?\n\n- ( ) this\n- ( ) that"),
        (["Do you agree? ☐ Yes ☐ No"], "Do you agree?\n\n- [ ] Yes\n- [ ] No"),
        (["☐ Yes ☐ No"], "One\n\n- [ ] Yes\n- [ ] No"),
        (
            ["Why?", "______", "Which?", "______", "Why?", "______"],
            "Why?\n\n{line}\n\nWhich?\n\n{line}\n\nWhy?\n\n{line}{{#why-again}}",
        ),
    ],
)
def test_what_a_person_would_fill_in_on_paper_is_a_blank(
    imported, word: Word, text: list[str], markdown: str
) -> None:
    for one in text:
        word.text(one)
    assert (
        imported(word).body() == f"::: reflection {{#one}}\n{markdown.format(line='_' * 40)}\n:::"
    )


CONTROL = (
    "<w:sdt><w:sdtPr>{}</w:sdtPr>"
    "<w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>"
).format
EMPTY = "<w:showingPlcHdr/>"
ITEMS = (
    '<w:dropDownList><w:listItem w:displayText="Weekly" w:value="w"/>'
    '<w:listItem w:displayText="Monthly" w:value="m"/></w:dropDownList>'
)


@pytest.mark.parametrize(
    ("runs", "markdown"),
    [
        (run("Name: ") + CONTROL(f"<w:text/>{EMPTY}"), "Name: ____"),
        (run("When: ") + CONTROL(f"<w:date/>{EMPTY}"), "When: __/__/____"),
        (
            run("How often? ") + CONTROL(ITEMS + EMPTY),
            "How often? …\n\n- ( ) Weekly\n- ( ) Monthly",
        ),
        (run("Name: ") + run("          ", '<w:u w:val="single"/>'), "Name: ____"),
    ],
)
def test_form_controls_and_underlined_spaces_are_blanks(
    imported, word: Word, runs: str, markdown: str
) -> None:
    assert imported(word.runs(runs)).body() == f"::: reflection {{#one}}\n{markdown}\n:::"


def test_a_control_that_was_filled_in_is_its_words(imported, word: Word) -> None:
    assert imported(word.runs(run("Name: ") + CONTROL("<w:text/>"))).body() == "Name: Click here"


def test_rows_of_boxes_to_tick_are_a_rating(imported, word: Word) -> None:
    word.text("How sure are you?").table(
        ["", "not yet", "nearly", "ready"],
        ["The room", "☐", "☐", "☐"],
        ["The people", "☐", "☐", "☐"],
    )
    assert (
        "| The room | ( ) | ( ) | ( ) |\n| The people | ( ) | ( ) | ( ) |" in imported(word).body()
    )


# The whole


def test_importing_twice_gives_the_same_bytes(word: Word, tmp_path: Path) -> None:
    path = word.text("Text.").picture("A hive").table(["a", "b"], ["", ""]).save(tmp_path)
    assert files_in(Outcome(path).folder) == files_in(Outcome(path).folder)


def test_an_imported_worksheet_is_a_form_on_the_published_page(imported, word: Word) -> None:
    outcome = imported(word.table(["What I know", "What I want to know"], ["", ""]))
    site = build(outcome.folder, Options(search=False)).out
    page = (site / outcome.module.name / "one/index.html").read_text()
    assert f'data-field="{outcome.module.name}/one/what-i-know"' in page


NO_OFFICE = (
    "There is no soffice here: install LibreOffice (`sh tools/setup.sh test` does, where it can)."
)


def test_what_libreoffice_saved_comes_through_as_what_word_saved(tmp_path: Path) -> None:
    assert shutil.which("soffice"), NO_OFFICE
    made = (
        Word()
        .heading("Bees", 0)
        .heading("One")
        .runs(run("A ") + run("bold", "<w:b/>") + run(" word."))
        .list("a", "b")
        .picture("A hive")
    )
    made.table(["What I know", "What I want"], ["", ""]).text("Be slow.", "Quote").heading(
        "Page", 2
    ).link("The page", "https://example.org/")
    path = made.save(tmp_path)
    there = tmp_path / "office"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(there),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    before, after = Outcome(path), Outcome(there / path.name)
    after.expect_publishable()
    assert {name: after.page(name) for name in after.pages} == {
        name: before.page(name) for name in before.pages
    }


# Files that are none


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "docx-not-word"),
        (b"plain text", "docx-not-word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "docx-old"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "docx-protected",
        ),
    ],
)
def test_other_files_are_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "course.docx"
    path.write_bytes(data)
    outcome = Outcome(path)
    assert outcome.codes == [code]
    assert not outcome.folder.exists()


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"a.txt": "x"}, "a zip with other files in it"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "LibreOffice"),
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a/>"}, "another Office program"),
    ],
)
def test_a_zip_of_something_else_is_named(
    tmp_path: Path, files: dict[str, str], found: str
) -> None:
    outcome = Outcome(zipped(tmp_path / "course.docx", files))
    assert outcome.codes == ["docx-not-word"]
    assert found in outcome.made.issues[0].sentence


SWELLING = (
    '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
    '<w:document xmlns:w="w"><w:body>&c;</w:body></w:document>'
)
FETCHING = (
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    '<w:document xmlns:w="w"><w:body>&b;</w:body></w:document>'
)


@pytest.mark.parametrize("part", [SWELLING, FETCHING, "<a>" * 5_000, "<a>", "", "\x00"])
def test_xml_that_means_harm_or_is_torn_is_refused(tmp_path: Path, part: str) -> None:
    outcome = Outcome(smallest(tmp_path / "course.docx", "", **{"word/document.xml": part}))
    assert outcome.codes == ["docx-damaged"]


LONG = "1" * 5_000


@pytest.mark.parametrize(
    "properties",
    [
        f'<w:numPr><w:ilvl w:val="{LONG}"/><w:numId w:val="1"/></w:numPr>',
        f'<w:outlineLvl w:val="{LONG}"/>',
        '<w:p place="x"/>',
    ],
)
def test_numbers_that_nobody_means_are_none(tmp_path: Path, properties: str) -> None:
    body = f"<w:p><w:pPr>{properties}</w:pPr>{run('Some words.')}</w:p>"
    outcome = Outcome(smallest(tmp_path / "course.docx", body))
    assert any("Some words." in outcome.page(path) for path in outcome.pages)


def test_cells_and_lists_with_such_numbers_keep_their_words(tmp_path: Path) -> None:
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:abstractNum w:abstractNumId="1">'
        f'<w:lvl w:ilvl="0"><w:start w:val="{LONG}"/><w:numFmt w:val="decimal"/></w:lvl>'
        "</w:abstractNum>"
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    item = f"<w:p><w:pPr>{number}</w:pPr>{run('An item.')}</w:p>"
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{LONG}"/></w:tcPr>{paragraph("A cell.")}</w:tc>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/numbering" Target="numbering.xml"/></Relationships>'
    )
    more = {"word/_rels/document.xml.rels": relations, "word/numbering.xml": numbering}
    outcome = Outcome(
        smallest(tmp_path / "course.docx", f"{item}<w:tbl><w:tr>{cell}</w:tr></w:tbl>", **more)
    )
    words = "".join(outcome.page(path) for path in outcome.pages)
    assert "1. An item." in words
    assert "A cell." in words


@pytest.mark.parametrize(("depth", "codes"), [(90, []), (190, ["docx-damaged"])])
def test_links_in_links_are_read_or_refused(tmp_path: Path, depth: int, codes: list[str]) -> None:
    links = '<w:hyperlink w:anchor="a">' * depth + run("Some words.") + "</w:hyperlink>" * depth
    assert Outcome(smallest(tmp_path / "course.docx", f"<w:p>{links}</w:p>")).codes == codes


def test_a_file_that_swells_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    outcome = Outcome(
        smallest(tmp_path / "course.docx", "", **{"word/document.xml": b" " * 61_000_000})
    )
    assert outcome.codes == ["docx-too-large"]


def test_parts_lead_nowhere_but_into_the_file(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PIXEL)
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/image" Target="../../secret.png"/></Relationships>'
    )
    body = (
        '<w:p><w:r><w:t>x</w:t></w:r><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p>'
    )
    outcome = Outcome(
        smallest(tmp_path / "course.docx", body, **{"word/_rels/document.xml.rels": rels})
    )
    assert any("A picture is not in the file" in one for one in outcome.found)
    assert not list(outcome.folder.rglob("*.png"))


def test_a_document_without_a_word_is_refused(tmp_path: Path) -> None:
    assert Outcome(smallest(tmp_path / "course.docx", "<w:p/>")).codes == ["docx-empty"]


def test_scripts_in_words_stay_words(imported, word: Word) -> None:
    assert (
        imported(word.runs(run("&lt;script&gt;alert(1)&lt;/script&gt;"))).body()
        == "&lt;script>alert(1)&lt;/script>"
    )


def test_a_bold_address_in_a_link_that_leads_nowhere_stays_whole(imported, word: Word) -> None:
    bold = run("https://example.org/a_b", "<w:b/>")
    word.runs(f'<w:hyperlink w:anchor="b">{bold}</w:hyperlink>{run("1.")}')
    assert imported(word).body() == "<strong>https://example.org/a_b</strong>1."
