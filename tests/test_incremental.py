"""After any sequence of edits, an incremental build equals a clean build, byte for byte.

Each edit is a small function of a desk and a number, which selects a file or a value. An edit that
finds nothing to change does nothing.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from carrel.build import Builder, Options
from tests.support import Desk, assert_same_files, few, front

PAGES = (
    "asking/1-listen/1-open-questions.md",
    "asking/1-listen/2-waiting.md",
    "asking/2-search/1-show.md",
    "asking/2-search/index.md",
    "asking/closing.md",
    "asking/index.md",
    "asking/glossary.md",
    "shelving/1-order/letters.md",
    "shelving/index.md",
    "glossary.md",
    "index.md",
    "asking/1-listen/resources.md",
    "asking/references.md",
)
# With these lines in fields.lock, an edit that removes a question can be published.
ALL_MAY_GO = "asking/*  retired\nshelving/*  retired\n"
IMAGES = ("media/desk.png", "media/logo.png", "media/reader.png")

Edit = Callable[[Desk, int], object]


def _append(desk: Desk, path: str, text: str) -> None:
    if (desk.root / path).is_file():
        desk.write(path, (desk.root / path).read_text() + text)


def _replace(desk: Desk, path: str, old: str, new: str) -> None:
    if (desk.root / path).is_file() and old in (desk.root / path).read_text():
        desk.edit(path, old, new)


def _page(number: int) -> str:
    return PAGES[number % len(PAGES)]


def picture(width: int, height: int, noisy: bool = False) -> bytes:
    """A PNG; a noisy one is too heavy to be published as it is."""
    drawn = io.BytesIO()
    image = (
        Image.effect_noise((width, height), 90)
        if noisy
        else Image.new("RGB", (width, height), "#567")
    )
    image.save(drawn, "PNG")
    return drawn.getvalue()


# What an author does to pages


def more_words(desk: Desk, number: int) -> None:
    _append(
        desk, _page(number), f"\nMore words, {number} of them. The reader waits at the shelf.\n"
    )


def many_words(desk: Desk, number: int) -> None:
    _append(desk, _page(number), "\n" + "A long story takes minutes. " * 300 + "\n")


def one_letter(desk: Desk, number: int) -> None:
    """An edit that keeps the size and the time of the file."""
    path = desk.root / _page(number)
    if path.is_file():
        before = path.stat()
        path.write_text(
            path.read_text().replace("e", "a", 1)
            if number % 2
            else path.read_text().replace("o", "u", 1)
        )
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def title(desk: Desk, number: int) -> None:
    path = desk.root / _page(number)
    if path.is_file():
        lines = path.read_text().split("\n")
        if lines[1].startswith("title:"):
            lines[1] = f"title: A title with number {number}"
        path.write_text("\n".join(lines))


def objective(desk: Desk, number: int) -> None:
    _replace(desk, "asking/1-listen/index.md", "objective: Find", f"objective: Really{number} find")


def outcomes(desk: Desk, number: int) -> None:
    _replace(desk, "asking/2-search/index.md", "  - Turn", f"  - Step {number}.\n  - Turn")


def credits_and_licence(desk: Desk, number: int) -> None:
    _replace(desk, "asking/index.md", "  - Ben Cole", f"  - Ben Cole\n  - Friend {number}")
    _replace(
        desk,
        "asking/1-listen/2-waiting.md",
        "title: Waiting\n",
        "title: Waiting\nlicence: CC-BY-SA-4.0\ncredits: Cy\n",
    )


def summary(desk: Desk, number: int) -> None:
    _replace(desk, "shelving/index.md", "summary: Where", f"summary: In {number} words, where")


def minutes(desk: Desk, number: int) -> None:
    _replace(
        desk,
        "shelving/index.md",
        "minutes: 2",
        "minutes: 3" if number % 2 else "licence: CC-BY-SA-4.0",
    )


def box_kind(desk: Desk, number: int) -> None:
    _replace(
        desk,
        "shelving/1-order/letters.md",
        "::: explanatory",
        "::: " + ("tip", "case-study Hm", "quote A reader", "monday {#m}")[number % 4],
    )


def only_a_picture(desk: Desk, number: int) -> None:
    desk.write("asking/2-search/2-look.md", front("Look") + "![the desk](../../media/desk.png)\n")


def only_a_box(desk: Desk, number: int) -> None:
    desk.write(
        "asking/2-search/3-box.md",
        front("A box")
        + f'::: video A film {{src="https://youtu.be/abcdefghi{number % 7}" length=1:00}}\n'
        + "What is said.\n:::\n",
    )


def glossary_term(desk: Desk, number: int) -> None:
    _append(
        desk,
        "asking/glossary.md" if number % 2 else "glossary.md",
        f"\n{('poster', 'story', 'screen', 'waits')[number % 4]}\n"
        f": Its meaning, number {number}.\n",
    )


def worksheet_title(desk: Desk, number: int) -> None:
    _replace(
        desk,
        "asking/1-listen/1-open-questions.md",
        "::: reflection My questions {#mine}",
        ("::: reflection {#mine}", "::: reflection Mine {#mine}")[number % 2],
    )
    _replace(desk, "asking/2-search/index.md", "::: monday {#turn}", "::: monday Turn it {#turn}")


def answers_of_an_untitled_worksheet(desk: Desk, number: int) -> None:
    """Where a worksheet has no title, its page's title stands for it, on other pages too."""
    _replace(
        desk,
        "asking/1-listen/1-open-questions.md",
        "::: reflection My questions {#mine}",
        "::: reflection {#mine}",
    )
    title(desk, len(PAGES) * number)


def question_that_comes_back(desk: Desk, number: int) -> None:
    """Words of a worksheet that stands on other pages, too, one of them in another module."""
    _replace(
        desk,
        "asking/1-listen/1-open-questions.md",
        "What would you ask?",
        f"What would you ask {number} readers?",
    )


def picture_that_comes_back(desk: Desk, number: int) -> None:
    _replace(
        desk,
        "asking/1-listen/1-open-questions.md",
        "What would you ask?",
        f"![the desk](../../{IMAGES[number % 3]})\n\nWhat would you ask?",
    )


def open_column(desk: Desk, number: int) -> None:
    _replace(
        desk, "asking/closing.md", "::: answers mine\n", "::: answers mine {open=i-would-ask}\n"
    )
    _replace(
        desk,
        "asking/1-listen/1-open-questions.md",
        "| I would ask |",
        ("| I would ask {#i-would-ask} |", "| I ask {#i-would-ask was=asks} |")[number % 2],
    )


def earlier_name(desk: Desk, number: int) -> None:
    """Names that a module or a worksheet had stand on every page that shows its fields."""
    _replace(desk, "asking/index.md", "---\ntitle:", f"---\nwas: questions-{number}\ntitle:")
    _replace(desk, "asking/1-listen/1-open-questions.md", "{#mine}", "{#mine was=ours}")


def reference(desk: Desk, number: int) -> None:
    """A work that a page cites and the list shows; every third edit removes it, an error."""
    _replace(
        desk,
        "asking/references.toml",
        "year = 2011",
        ("year = 2012", 'publisher = "Another press"\nyear = 2011', "")[number % 3],
    )


def another_reference(desk: Desk, number: int) -> None:
    _append(
        desk,
        "asking/references.toml",
        f'\n[new{number}]\nauthors = ["Ng, D."]\nyear = 2020\ntitle = "New"\npublisher = "P"\n',
    )
    _append(desk, _page(number), f"\nReaders wait.[^new{number}]\n")


def no_list_of_references(desk: Desk, number: int) -> None:
    if (desk.root / "asking/references.md").exists():
        desk.remove("asking/references.md")


def example(desk: Desk, number: int) -> None:
    """A worked example that comes, changes, and goes again."""
    said = (
        f'title = "Example {number}"\nabout = "Made up."\n\n'
        f'[mine]\nwhat-would-you-ask = "Question {number}?"\n'
    )
    if number % 3 == 2 and (desk.root / "asking/example.toml").exists():
        desk.remove("asking/example.toml")
    elif (desk.root / "asking").exists():
        desk.write("asking/example.toml", said)


def guide(desk: Desk, number: int) -> None:
    """A guide, whose meetings show what the module's sections are about."""
    if (desk.root / "asking").exists():
        desk.write(
            "asking/guide.md",
            front(f"Guide {number}")
            + "::: meeting One {sections=listen,search minutes=60}\nTalk.\n:::\n",
        )


def remark_in_the_lock(desk: Desk, number: int) -> None:
    _append(desk, "fields.lock", f"# Remark {number}.\n")


def licence_of_the_module(desk: Desk, number: int) -> None:
    _replace(
        desk,
        "asking/index.md",
        "licence: CC-BY-SA-4.0",
        "licence: CC-BY-SA-3.0" if number % 2 else "licence: CC0-1.0",
    )


def the_plan(desk: Desk, number: int) -> None:
    _replace(desk, "asking/closing.md", "plan: yes\n", "")
    _replace(desk, "asking/2-search/1-show.md", "moved_from:", "plan: yes\nmoved_from:")


def old_address(desk: Desk, number: int) -> None:
    _replace(
        desk,
        "asking/2-search/1-show.md",
        "moved_from: /asking/screens/",
        f"moved_from: /asking/screens-{number}/",
    )


# … to files and folders


def add_page(desk: Desk, number: int) -> None:
    desk.write(
        f"asking/1-listen/{3 + number % 3}-new-{number % 2}.md",
        front(f"New {number}") + "A new page about a story.\n",
    )


def delete_page(desk: Desk, number: int) -> None:
    path = (
        "asking/1-listen/3-new-0.md",
        "asking/2-search/2-look.md",
        "asking/2-search/3-box.md",
        "asking/closing.md",
        "asking/glossary.md",
        "glossary.md",
    )[number % 6]
    if (desk.root / path).exists():
        desk.remove(path)


def rename_page(desk: Desk, number: int) -> None:
    if (desk.root / "asking/1-listen/2-waiting.md").exists():
        desk.move(
            "asking/1-listen/2-waiting.md",
            ("asking/1-listen/0-waiting.md", "asking/1-listen/9-patience.md")[number % 2],
        )


def move_page(desk: Desk, number: int) -> None:
    if (desk.root / "shelving/1-order/letters.md").exists():
        desk.move("shelving/1-order/letters.md", "asking/2-search/letters.md")


def rename_section(desk: Desk, number: int) -> None:
    if (desk.root / "shelving/1-order").exists():
        desk.move("shelving/1-order", ("shelving/2-order", "shelving/1-sorting")[number % 2])


def add_section(desk: Desk, number: int) -> None:
    desk.write(
        "shelving/0-before/index.md", front("Before", objective="Wash your hands.") + "Soap.\n"
    )
    desk.write("shelving/0-before/resources.md", front("Soap") + "Buy some.\n")


def swap_sections(desk: Desk, number: int) -> None:
    if (desk.root / "asking/1-listen").exists() and (desk.root / "asking/2-search").exists():
        desk.move("asking/1-listen", "asking/x").move("asking/2-search", "asking/1-search").move(
            "asking/x", "asking/2-listen"
        )


def rename_module(desk: Desk, number: int) -> None:
    if (desk.root / "shelving").exists():
        desk.move("shelving", ("9-shelving", "putting-away")[number % 2])


def delete_module(desk: Desk, number: int) -> None:
    if (desk.root / "shelving").exists():
        desk.remove("shelving")


def delete_home(desk: Desk, number: int) -> None:
    if (desk.root / "index.md").exists():
        desk.remove("index.md")


def file_becomes_section(desk: Desk, number: int) -> None:
    """A file is replaced by a section with the same address, and the other way round."""
    folder, file = desk.root / "shelving/extra", desk.root / "shelving/extra"
    if folder.is_dir():
        shutil.rmtree(folder)
        desk.write("shelving/extra", "a file without an ending\n")
        _append(desk, "shelving/index.md", "\n[extra](extra)\n")
    elif file.is_file() and (desk.root / "shelving/index.md").exists():
        file.unlink()
        _replace(desk, "shelving/index.md", "\n[extra](extra)\n", "")
        desk.write("shelving/extra/index.md", front("Extra") + "Extra.\n").write(
            "shelving/extra/resources.md", front("More") + "More.\n"
        )
    elif (desk.root / "shelving/index.md").exists():
        desk.write("shelving/extra", "a file without an ending\n")
        _append(desk, "shelving/index.md", "\n[extra](extra)\n")


# … to the toolkit and its theme


def toolkit_title(desk: Desk, number: int) -> None:
    desk.edit(
        "toolkit.toml",
        (desk.root / "toolkit.toml").read_text().split("\n")[0],
        f'title = "Skills {number}"',
    )


def language(desk: Desk, number: int) -> None:
    _replace(
        desk, "toolkit.toml", 'language = "en"', f'language = "{("es", "ar", "fr")[number % 3]}"'
    )


def colours(desk: Desk, number: int) -> None:
    _replace(desk, "toolkit.toml", 'accent = "#0b4da2"', 'accent = "#5b2a86"')


def own_kind(desk: Desk, number: int) -> None:
    _replace(desk, "toolkit.toml", 'label = "By Monday"', f'label = "By day {number}"')


def own_kind_without_fields(desk: Desk, number: int) -> None:
    _replace(desk, "toolkit.toml", "fields = true", "fields = false")


def base_url(desk: Desk, number: int) -> None:
    _replace(
        desk,
        "toolkit.toml",
        'base_url = "https://example.org/learn/"',
        ("", 'base_url = "https://example.net/"')[number % 2],
    )


def excluded(desk: Desk, number: int) -> None:
    _replace(desk, "toolkit.toml", 'exclude = ["drafts"]', 'exclude = ["drafts", "shelving"]')


def theme_style(desk: Desk, number: int) -> None:
    desk.write(
        ("theme/own.css", "theme/_more.css")[number % 2], f"main {{ margin-top: {number}px; }}\n"
    )


def theme_template(desk: Desk, number: int) -> None:
    desk.write(
        "theme/templates/box.html",
        f'<section class="box box-{{{{ kind }}}}" data-theme="{number}">'
        "<p>{{ title }}</p>{{ body }}</section>\n",
    )


def theme_part(desk: Desk, number: int) -> None:
    desk.write("theme/templates/image.html", '{% include "_own.html" %}\n').write(
        "theme/templates/_own.html", f'<img src="{{{{ image.src }}}}" alt="{number}">'
    )


def theme_icon(desk: Desk, number: int) -> None:
    desk.write(
        "theme/icons/bulb.svg", f'<svg viewBox="0 0 {number + 1} 9" aria-hidden="true"></svg>\n'
    )


def no_theme(desk: Desk, number: int) -> None:
    if (desk.root / "theme").exists():
        desk.remove("theme")


# … to images


def other_picture(desk: Desk, number: int) -> None:
    desk.write(IMAGES[number % 3], picture(30 + number, 20))


def heavy_picture(desk: Desk, number: int) -> None:
    desk.write(IMAGES[number % 3], picture(500, 340, noisy=True))


def other_drawing(desk: Desk, number: int) -> None:
    _replace(desk, "asking/media/screen.svg", "0 0 40 20", f"0 0 {41 + number} 20")


def delete_picture(desk: Desk, number: int) -> None:
    if (desk.root / IMAGES[number % 3]).exists():
        desk.remove(IMAGES[number % 3])


# … that must change nothing, or is mended


def touch(desk: Desk, number: int) -> None:
    if (desk.root / _page(number)).exists():
        os.utime(desk.root / _page(number))


def nothing(desk: Desk, number: int) -> None:
    pass


def forget(desk: Desk, number: int) -> None:
    shutil.rmtree(desk.root / ".carrel", ignore_errors=True)


def forget_badly(desk: Desk, number: int) -> None:
    """Half of what was remembered is lost."""
    for path in sorted((desk.root / ".carrel").glob("*"))[number % 2 :: 2]:
        path.write_bytes(
            path.read_bytes()[: path.stat().st_size // 2] if number % 3 else os.urandom(100) * 100
        )


def delete_output(desk: Desk, number: int) -> None:
    published = sorted(
        path for path in desk.out.rglob("*") if path.is_file() and path.name != "carrel.json"
    )
    if published:
        published[number * 7 % len(published)].unlink()


def alter_output(desk: Desk, number: int) -> None:
    published = sorted(
        path for path in desk.out.rglob("*") if path.is_file() and path.name != "carrel.json"
    )
    if published:
        published[number * 5 % len(published)].write_bytes(b"altered by hand")


def break_page(desk: Desk, number: int) -> None:
    _append(desk, _page(number), "\n::: tip\nnever closed\n")


def linked_folder(desk: Desk, number: int) -> None:
    """A link to a folder is refused; no file changes with it."""
    if (desk.root / "asking/loop").is_symlink():
        desk.remove("asking/loop")
    elif (desk.root / "asking").exists():
        desk.link("asking/loop", "../asking")


def mend_page(desk: Desk, number: int) -> None:
    for path in PAGES:
        _replace(desk, path, "\n::: tip\nnever closed\n", "")


EDITS: tuple[Edit, ...] = (
    *(
        more_words,
        many_words,
        one_letter,
        title,
        objective,
        outcomes,
        credits_and_licence,
        summary,
        minutes,
        box_kind,
        only_a_picture,
        only_a_box,
    ),
    *(
        glossary_term,
        worksheet_title,
        answers_of_an_untitled_worksheet,
        question_that_comes_back,
        picture_that_comes_back,
        open_column,
        earlier_name,
        reference,
        another_reference,
        no_list_of_references,
        example,
        guide,
        remark_in_the_lock,
        licence_of_the_module,
        the_plan,
        old_address,
        add_page,
        delete_page,
        rename_page,
        move_page,
    ),
    *(
        rename_section,
        add_section,
        swap_sections,
        rename_module,
        delete_module,
        delete_home,
        file_becomes_section,
        toolkit_title,
        language,
    ),
    *(
        colours,
        own_kind,
        own_kind_without_fields,
        base_url,
        excluded,
        theme_style,
        theme_template,
        theme_part,
        theme_icon,
        no_theme,
    ),
    *(
        other_picture,
        heavy_picture,
        other_drawing,
        delete_picture,
        touch,
        nothing,
        forget,
        forget_badly,
        delete_output,
        alter_output,
    ),
    *(break_page, linked_folder, mend_page),
)
steps = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(0, len(PAGES) - 1)), min_size=1, max_size=8
)


@pytest.fixture(autouse=True, scope="module")
def _quick_index() -> Iterator[None]:
    """Searching is asked for, so that every page is there; the index itself would take too long."""

    def index(site: Path) -> None:
        (site / "pagefind").mkdir(exist_ok=True)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("carrel.build.index_site", index)
        yield


def follow(edits: list[tuple[Edit, int]], folder: Path) -> None:
    """Builds after each edit, and compares with a build that knows nothing."""
    desk = (
        Desk.of("good-two-modules", folder / "a")
        .write("fields.lock", ALL_MAY_GO)
        .build(search=True)
        .expect_published()
    )
    for count, (edit, number) in enumerate(edits):
        edit(desk, number)
        desk.build(search=True)
        afresh = desk.build_afresh(folder / f"b{count}", search=True)
        assert desk.messages == afresh.messages
        assert desk.report.published == afresh.report.published
        if desk.report.published:
            assert_same_files(desk.published(), afresh.published())
        shutil.rmtree(folder / f"b{count}")


def follow_in_preview(edits: list[tuple[Edit, int]], folder: Path) -> None:
    """The same for a preview, which updates single pages quickly, and publishes despite errors."""
    desk = Desk.of("good-two-modules", folder / "a")
    desk.out = folder / "shown"
    with Builder(desk.root, Options(out=desk.out, preview=True)) as builder:
        builder.build()
        for count, (edit, number) in enumerate(edits):
            edit(desk, number)
            builder.rewrite_saved({str(desk.root / _page(number))})
            report = builder.build()
            if report.published:
                afresh = desk.build_afresh(folder / f"b{count}", preview=True)
                assert_same_files(desk.published(), afresh.published())
                shutil.rmtree(folder / f"b{count}")


@few(15)
@given(steps)
def test_any_sequence_of_edits_leaves_what_a_clean_build_makes(
    edits: list[tuple[Edit, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        follow(edits, Path(folder))


@few(8)
@given(steps)
def test_any_sequence_of_edits_is_shown_as_a_clean_preview_shows_it(
    edits: list[tuple[Edit, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        follow_in_preview(edits, Path(folder))


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_each_edit_alone_leaves_what_a_clean_build_makes(edit: Edit, tmp_path: Path) -> None:
    follow([(edit, 0), (nothing, 0), (edit, 1)], tmp_path)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_each_edit_alone_is_shown_as_a_clean_preview_shows_it(edit: Edit, tmp_path: Path) -> None:
    follow_in_preview([(edit, 0), (edit, 1)], tmp_path)
