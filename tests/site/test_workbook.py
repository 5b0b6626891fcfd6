"""What the menus say of pages, what the workbook must know, and on what its key depends."""

from pathlib import Path
from zlib import crc32

import pytest

from carrel.model.exercises import exercises, names_elsewhere, names_taken
from carrel.model.numbering import number
from carrel.model.toolkit import Toolkit
from carrel.site.progress import listed
from tests.support import Desk, front

SHEET = "::: reflection A sheet {#sheet}\nWhy?\n\n____________\n:::\n"
QUIZ = "::: quiz A quiz {#quiz}\nWhich?\n\n- (x) This\n- ( ) That\n:::\n"


def toolkit_of(desk: Desk) -> Toolkit:
    toolkit = desk.check().report.toolkit
    assert toolkit is not None
    number(toolkit)
    return toolkit


def short(address: str) -> str:
    return f"{crc32(address.encode()):x}"


def test_the_menus_say_minutes_and_old_addresses_and_what_is_not_required(tmp_path: Path) -> None:
    desk = (
        Desk(tmp_path)
        .page("1-one/1-a.md", moved_from="[/guide/b/, /elsewhere/c]", minutes="7")
        .page("glossary.md", "Term\n: Its meaning.\n")
    )
    module = toolkit_of(desk).modules[0]
    one, resources = short("guide/one/"), short("guide/one/resources/")
    assert (
        listed(module.sections[0].pages)
        == f"{one}:1 guide/one/a/:7:guide/b/:elsewhere/c/ {resources}:1?"
    )
    assert listed(module.pages()) == f"{short('guide/')}:1 {listed(module.sections[0].pages)}"


def test_a_module_with_another_name_keeps_its_pages(tmp_path: Path) -> None:
    desk = Desk(tmp_path).edit("guide/index.md", "title: Guide\n", "title: Guide\nwas: old\n")
    assert listed(toolkit_of(desk).modules[0].sections[0].pages[:1]) == "guide/one/:1:old/one/"


def test_a_workbook_leaves_self_checks_out_and_knows_them(tmp_path: Path) -> None:
    module = toolkit_of(Desk(tmp_path).page("1-one/1-a.md", QUIZ + "\n" + SHEET)).modules[0]
    assert [sheet.id for _, sheet in exercises(module)] == ["sheet"]
    assert [name.rpartition("/")[0] for name in names_elsewhere(module)] == ["guide/quiz"]


def test_a_workbook_knows_what_has_moved_to_another_module(tmp_path: Path) -> None:
    desk = Desk(tmp_path).write(
        "more/index.md",
        front("More", summary="More.") + SHEET.replace("{#sheet}", "{#sheet was=/guide/old}"),
    )
    taken = names_taken(toolkit_of(desk))
    assert [name.rpartition("/")[0] for name in taken["guide"]] == ["guide/old"]


@pytest.mark.parametrize("text", ["Only words.\n", QUIZ])
def test_a_module_with_nothing_to_write_has_no_workbook(tmp_path: Path, text: str) -> None:
    desk = Desk(tmp_path).page("1-one/1-a.md", text).build().expect_published()
    assert not [path for path in desk.published() if "workbook/" in path]
    assert "workbook-link" not in desk.read("guide/one/a/")
    assert "guide/record/index.html" in desk.published()


def test_a_workbook_is_written_again_for_its_own_pages_only(tmp_path: Path) -> None:
    desk = (
        Desk(tmp_path)
        .page("1-one/1-a.md", SHEET)
        .page("1-one/2-b.md", "Some words.\n")
        .build()
        .expect_published()
    )
    desk.page("1-one/2-b.md", "Other words.\n").build()
    assert "guide/one/b/index.html" in desk.report.written
    assert "guide/workbook/index.html" not in desk.report.written
    desk.page("1-one/1-a.md", SHEET.replace("Why?", "Think first.\n\nWhy?")).build()
    assert "guide/workbook/index.html" in desk.report.written
    assert "guide/one/b/index.html" not in desk.report.written


def test_a_workbook_has_its_headings_one_below_the_other(tmp_path: Path) -> None:
    deep = "## First\n\n### Second\n\n" + SHEET.replace("Why?", "#### Third\n\nWhy?")
    book = (
        Desk(tmp_path).page("1-one/1-a.md", deep).build().expect_published().read("guide/workbook/")
    )
    assert "<h3>A sheet</h3>" in book
    assert ">Third</h4>" in book


def test_a_link_inside_a_worksheet_leads_to_its_page(tmp_path: Path) -> None:
    text = "## There {#there}\n\n" + SHEET.replace("Why?", "See [above](#there). Why?")
    Desk(tmp_path).page("1-one/1-a.md", text).build().expect(
        "guide/workbook/", 'href="../../guide/one/a/#there"'
    )


@pytest.mark.parametrize(("given", "shown"), [("2027", "<dd>2027</dd>"), ("", "<dd>")])
def test_the_record_names_the_version(tmp_path: Path, given: str, shown: str) -> None:
    desk = Desk(tmp_path, toml=f'title = "Tiny"\nlicence = "CC-BY-4.0"\nversion = "{given}"\n')
    desk.build().expect_published().expect("guide/record/", shown)
