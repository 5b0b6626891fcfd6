"""Structure is read from menus, course data, front matter and file names, in this order.

Where they contradict each other, the importer reports it.
"""

import tomllib
from pathlib import Path

import pytest

from carrel.build import Options, build
from carrel.importing import import_course
from carrel.imports.course import Course, Finding, ImportOptions
from carrel.imports.jekyll import import_jekyll
from carrel.issues import Severity
from tests.imports.garden import plant


def import_files(folder: Path, **files: str) -> Course:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return import_jekyll(folder, ImportOptions())


def outline(course: Course) -> list[str]:
    return [f"{page.path}: {page.title}" for page in course.pages()]


def faults(course: Course) -> list[str]:
    return sorted(
        f"{one.path}:{one.line}: {one.sentence}"
        for one in course.found
        if one.finding is Finding.FAULT
    )


def page(title: str = "", text: str = "Text.", **values: str) -> str:
    given = {"title": title, **values} if title else values
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in given.items()) + f"---\n{text}\n"


@pytest.fixture
def garden(tmp_path: Path) -> Course:
    return import_jekyll(plant(tmp_path / "garden"), ImportOptions())


def test_a_menu_gives_sections_and_their_order(garden: Course) -> None:
    assert outline(garden) == [
        "garden/index.md: Garden",
        "garden/1-soil/index.md: Soil",
        "garden/1-soil/1-composting.md: Composting",
        "garden/1-soil/resources.md: Additional Resources",
        "garden/2-seeds/index.md: Seeds",
        "garden/2-seeds/1-when-to-sow.md: When to sow",
    ]


def test_what_menu_and_pages_say_differently_is_reported(garden: Course) -> None:
    assert [fault for fault in faults(garden) if "nav" in fault or "section-1-" in fault] == [
        "_includes/garden_nav.html:4: The menu calls this page “Compost”, and the page calls"
        " itself “Composting”. “Composting” was taken.",
        "_includes/garden_nav.html:7: The menu leads to section-2-9.html, and there is no such"
        " page: “Gone”.",
        "garden/section-1-1.md:13: The film “A heap in a year” has no transcript."
        " Write what is said in it into its box.",
        "garden/section-1-1.md:1: This page says that its section is “Soyl”,"
        " and the section's page calls it “Soil”.",
        "garden/section-1-1.md:9: This link leads nowhere: ../cellar/ (“the cellar”)."
        " Its words are kept.",
        "garden/section-1-2.md:1: No menu leads to this page, “Additional Resources”.",
    ]


def test_objectives_and_outcomes_stand_in_front_matter(garden: Course) -> None:
    soil, seeds = garden.modules[0].sections
    assert soil.first.front["objective"] == "Tell good soil from bad"
    assert soil.first.front["outcomes"] == ["Squeeze soil and read it"]
    assert seeds.first.front["objective"] == "Sow at the right time"


def test_licence_credits_and_source_are_filled_in(garden: Course) -> None:
    assert (garden.licence, garden.publisher) == ("CC-BY-4.0", "Garden school")
    assert garden.modules[0].overview.front["credits"] == ["Garden school"]
    assert garden.modules[0].overview.front["based_on"] == [
        "Garden by Garden school (CC BY 4.0), https://garden.example"
    ]
    assert (
        "LICENSE:1: The file LICENSE is the MIT licence, and the pages say CC-BY-4.0."
        " The pages were believed."
    ) in faults(garden)


def test_links_lead_to_files_and_old_addresses_stay(garden: Course) -> None:
    overview = garden.modules[0].overview
    assert (
        "[the soil](1-soil/index.md), or read on [about seeds](2-seeds/index.md)" in overview.body
    )
    assert garden.modules[0].sections[0].first.front["moved_from"] == ["/garden/section-1-0.html"]
    assert "moved_from" not in overview.front  # its address stays as it was


def test_an_old_address_at_a_file_of_carrels_own_is_dropped(tmp_path: Path) -> None:
    course = import_files(
        tmp_path,
        **{
            "a/c.md": page("C", permalink="/pagefind/c.html"),
            "a/b.md": page("B", permalink="/old.html"),
        },
    )
    assert [one.front.get("moved_from") for one in course.pages() if "moved_from" in one.front] == [
        ["/old.html"]
    ]
    assert "The old address /pagefind/c.html cannot be kept." in [
        one.sentence for one in course.found
    ]


def test_images_are_copied_beside_the_module(garden: Course) -> None:
    assert [asset.path for asset in garden.assets] == ["garden/media/soil.png"]
    assert "![A hand full of soil](../media/soil.png)" in garden.modules[0].sections[0].first.body


def test_the_whole_publishes_and_no_word_is_missing(tmp_path: Path) -> None:
    imported = import_course("jekyll", plant(tmp_path / "garden"), tmp_path / "made")
    built = build(tmp_path / "made", Options(search=False))
    assert [issue for issue in built.issues if issue.severity is Severity.ERROR] == []
    assert imported.report
    assert [run for one in imported.report.pages for run in one.missing] == []
    assert (tmp_path / "made/_site/garden/section-1-0.html/index.html").is_file()


def test_a_link_to_another_module_in_the_objectives_is_a_fault(tmp_path: Path) -> None:
    other = {"cellar/index.md": page("Cellar"), "cellar/section-1-0.md": page("1. Dark")}
    course = import_files(plant(tmp_path), **other, **{"garden/index.md": page("Garden", WRONG)})
    assert any(
        "leads to the module “Cellar”, where this is the module “Garden”" in fault
        for fault in faults(course)
    )


WRONG = (
    '<div class="objectives"><ul><li>Sow (<a href="../cellar/section-1-0.html">Section 1</a>)</li>'
    "<li>Reap</li></ul></div>"
)


def test_course_data_and_dates_give_order(tmp_path: Path) -> None:
    course = import_files(
        tmp_path,
        **{
            "_data/course.yml": (
                "title: Bees\ndescription: All about <b>bees</b>\nmodules: [hive, gone, flight]\n"
            ),
            "index.md": page(layout="index"),
            "modules/flight/_posts/2000-01-02-dance.md": page("The dance"),
            "modules/flight/_posts/2000-01-01-wings.md": page(
                "Wings", "[Comb](../../hive/comb/) and [dance](../dance)"
            ),
            "modules/hive/_posts/2000-01-01-comb.md": page("Comb"),
            "modules/lost/_posts/2000-01-01-lost.md": page("Lost"),
            "about.md": page("About"),
        },
    )
    assert course.description == "All about bees"
    assert outline(course) == [
        "bees/index.md: Bees",
        "bees/1-hive/index.md: Hive",
        "bees/1-hive/1-comb.md: Comb",
        "bees/2-flight/index.md: Flight",
        "bees/2-flight/1-wings.md: Wings",
        "bees/2-flight/2-dance.md: The dance",
        "bees/3-lost/index.md: Lost",
        "bees/3-lost/1-lost.md: Lost",
        "bees/4-more-pages/index.md: More pages",
        "bees/4-more-pages/1-about.md: About",
    ]
    assert (
        course.modules[0].sections[1].pages[0].body
        == "[Comb](../1-hive/1-comb.md) and [dance](2-dance.md)\n"
    )
    assert {"lists the module “gone”", "leads to the folder “lost”", "stands in no module"} <= {
        words
        for words in (
            "lists the module “gone”",
            "leads to the folder “lost”",
            "stands in no module",
        )
        if words in "".join(faults(course))
    }


def test_front_matter_gives_order_where_there_is_no_menu(tmp_path: Path) -> None:
    course = import_files(
        tmp_path,
        **{
            "bees/index.md": page("Bees", subsection="overview"),
            "bees/x.md": page("Second", subsection="two"),
            "bees/y.md": page("First", subsection="one"),
            "bees/z.md": page("Inner", subsection="one-one"),
        },
    )
    assert [title.split(": ")[1] for title in outline(course)] == [
        "Bees",
        "First",
        "Inner",
        "Second",
    ]


def test_file_names_give_order_last_of_all(tmp_path: Path) -> None:
    names = {
        "index": "Bees",
        "section-10-0": "Ten",
        "section-2-1": "Two inner",
        "section-2-0": "Two",
    }
    course = import_files(
        tmp_path, **{f"bees/{name}.md": page(title) for name, title in names.items()}
    )
    assert [title.split(": ")[1] for title in outline(course)] == [
        "Bees",
        "Two",
        "Two inner",
        "Ten",
    ]


def test_numbers_that_contradict_each_other_are_reported(tmp_path: Path) -> None:
    course = import_files(
        tmp_path, **{"bees/index.md": page("Bees"), "bees/section-2-0.md": page("3. Hive")}
    )
    assert faults(course) == [
        "bees/section-2-0.md:1: This page's title gives it the number 3, and its file's name 2."
    ]


def test_pages_that_are_not_published_stay_away(tmp_path: Path) -> None:
    course = import_files(
        tmp_path,
        **{
            "bees/index.md": page("Bees"),
            "bees/draft.md": page("Draft", published="false"),
            "README.md": "# Read",
        },
    )
    assert outline(course) == ["bees/index.md: Bees"]
    assert [(one.path, one.finding) for one in course.found if one.finding is Finding.DROPPED] == [
        ("README.md", Finding.DROPPED),
        ("bees/draft.md", Finding.DROPPED),
    ]


def test_a_map_names_boxes(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        'Spotlight = "case-study"\ntips = "monday"\nframe = "none"\n'
    )
    text = (
        '<div class="spotlight"><p>One.</p></div>\n\n'
        '<div class="tips"><p>Two.</p></div>\n\n'
        '<div class="frame"><p>Three.</p></div>'
    )
    import_files(tmp_path / "course", **{"page.md": page("A page", text)})
    import_course(
        "jekyll", tmp_path / "course", tmp_path / "made", ImportOptions(tmp_path / "map.toml")
    )
    assert (tmp_path / "made/a-page/index.md").read_text().partition("\n\n")[2] == (
        "::: case-study\nOne.\n:::\n\n::: monday\nTwo.\n:::\n\nThree.\n"
    )
    assert "monday" in tomllib.loads((tmp_path / "made/toolkit.toml").read_text())["boxes"]


def test_a_single_page_is_a_module(tmp_path: Path) -> None:
    (tmp_path / "overview.md").write_text(page("Bees", "Text."))
    (tmp_path / "other.md").write_text(page("Other", "Text."))
    assert outline(import_jekyll(tmp_path / "overview.md", ImportOptions())) == [
        "bees/index.md: Bees"
    ]


PROMISES = """### Learning objectives

**After this module, you will be able to…**
<ul class="fancy">
<li>Build a hive (<a href="/other/section-1-0.md">Section 1: Wood</a>).</li>
<li>Find a swarm(<a href="/other/section-2-0.md">Section 2: Bees</a>).</li>
</ul>

Begin."""


def test_a_lone_overview_gets_the_sections_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "overview.md").write_text(page("Hives", PROMISES, module_name="hives"))
    course = import_jekyll(tmp_path / "overview.md", ImportOptions())
    assert outline(course) == [
        "hives/index.md: Hives",
        "hives/1-wood/index.md: Wood",
        "hives/2-bees/index.md: Bees",
    ]
    assert [section.first.front["objective"] for section in course.modules[0].sections] == [
        "Build a hive",
        "Find a swarm",
    ]
    assert course.modules[0].overview.body == "Begin.\n"
    assert faults(course)[0].endswith(
        "Its words are kept. It names the module “other”, and this page belongs to “hives”."
    )
    assert sum(one.finding is Finding.DERIVED for one in course.found) == 3
