"""A course may come from anybody.

Nothing in it runs, leaves its folder, or keeps this computer busy; each attempt ends in an issue.
"""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.build import Options, check
from carrel.importing import import_course
from carrel.imports.course import Course, ImportOptions
from carrel.imports.html.blocks import write
from carrel.imports.html.tree import DEEPEST, TooDeep, parse
from carrel.imports.jekyll import import_jekyll, kramdown
from carrel.imports.jekyll.folder import LARGEST_TEXT
from carrel.imports.words import missing, words_of
from carrel.issues import BuildStopped, Severity
from tests.imports.test_jekyll_cases import course_of
from tests.support import few

FRONT = "---\ntitle: A page\n---\n"


def page(text: str, folder: Path, **files: str) -> Course:
    return course_of(
        {
            "page.md": FRONT + text,
            **{name.replace("__", "/"): content for name, content in files.items()},
        },
        folder,
    )


def codes(course: Course) -> set[str]:
    return {issue.code for issue in course.issues}


def body(course: Course) -> str:
    return next(course.pages()).body


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">Text.</p>',
        "[Text](javascript:alert(1))",
        '<a href=" JAVA&#115;cript:alert(1)">Text</a>',
        '<iframe src="javascript:alert(1)"></iframe>',
        '<object data="x.swf"></object>',
        '<div class="tips"><p><script>alert(1)</script></p></div>',
        '<table><tr><th>a</th></tr><tr><td><img src="x" onerror="alert(1)"></td></tr></table>',
        '[Text](data:text/html,<script>alert(1)</script> "title")',
        '<svg onload="alert(1)"></svg>',
        "[Text](data:text/html,x)",
    ],
)
def test_no_script_survives(html: str, tmp_path: Path) -> None:
    course = page(f"Before.\n\n{html}\n\nAfter.", tmp_path)
    assert "import-script" in codes(course)
    text = body(course).lower()
    assert not any(
        sign in text
        for sign in ("<script", "javascript:", "onclick", "onerror", "onload", "<object")
    )
    assert "Before." in body(course)
    assert "After." in body(course)


@pytest.mark.parametrize(
    "name", ["../secret.html", "/etc/passwd", "a/../../secret.html", "..\\secret.html"]
)
def test_no_include_leaves_the_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    course = page(
        f"{{% include {name} %}}\n\n{{% include_relative {name} %}}\n\nText.",
        tmp_path,
        _includes__a__b="b",
    )
    assert "secret" not in body(course).replace("secret.html", "")
    assert "root:" not in body(course)
    assert "import-outside" in codes(course) or any(
        "There is no file" in one.sentence for one in course.found
    )


def test_no_symbolic_link_is_followed_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(f"{FRONT}secret")
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "course/_includes").mkdir(parents=True)
    (tmp_path / "course/other.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "course/_includes/secret.html").symlink_to(tmp_path / "secret.md")
    (tmp_path / "course/secret.png").symlink_to(tmp_path / "secret.png")
    course = page("{% include secret.html %}\n![x](secret.png)\n![x](../secret.png)", tmp_path)
    assert "import-outside" in codes(course)
    assert "secret" not in body(course).replace("secret.png", "")
    assert course.assets == []
    assert len(list(course.pages())) == 1


@pytest.mark.parametrize(
    "liquid",
    [
        "{% for a in (1..1000) %}{% for b in (1..1000) %}x{% endfor %}{% endfor %}",
        "{% for a in (1..99999999999) %}{% endfor %}",
        "{% assign a = 'xxxxxxxxxx' %}" + "{% assign a = a | append: a %}" * 40 + "{{ a }}",
        "{% include again.html %}",
        "{% for a in (1..19000) %}{{ site.title }}{{ site.title }}{% endfor %}",
    ],
)
def test_no_loop_runs_away(liquid: str, tmp_path: Path) -> None:
    again = {
        "_includes__again.html": "{% include again.html %}{% include again.html %}",
        "_config.yml": f"title: {'long ' * 20}",
    }
    course = page(f"Before.\n\n{liquid}\n\nAfter.", tmp_path, **again)
    assert codes(course) & {"import-liquid-limit", "import-liquid"}
    assert "Before." in body(course)
    assert "After." in body(course)
    assert len(body(course)) < 700_000


def test_liquid_that_is_wrong_ends_in_an_issue_with_its_line(tmp_path: Path) -> None:
    course = page("Before.\n\n{% for %}\n\nAfter.", tmp_path)
    assert [(issue.code, issue.position.line) for issue in course.issues] == [("import-liquid", 6)]
    assert body(course).split() == ["Before.", "After."]


def test_yaml_that_would_swell_is_refused(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b]\n"
    course = page(
        "{{ site.data.bomb }}{{ site.c }}",
        tmp_path,
        **{"_data__bomb.yml": bomb, "_config.yml": bomb},
    )
    assert "import-yaml" in codes(course)


def test_yaml_cannot_make_objects(tmp_path: Path) -> None:
    course = page(
        "Text.",
        tmp_path,
        **{"_config.yml": "title: !!python/object/apply:os.system ['touch /tmp/never']\n"},
    )
    assert "import-yaml" in codes(course)


def test_files_that_are_too_large_are_left_out(tmp_path: Path) -> None:
    course = page("Text.", tmp_path, **{"large.md": FRONT + "word " * LARGEST_TEXT})
    assert "import-too-much" in codes(course)
    assert [one.source for one in course.pages()] == ["page.md"]


@pytest.mark.parametrize(
    "sign", ["{: .a}\n", '<b markdown="1">x', "{% raw %}", "{{ a }}", "<div><!--", "<li>a"]
)
def test_too_much_of_what_takes_long_is_left_out(sign: str, tmp_path: Path) -> None:
    course = page("Text.", tmp_path, **{"full.md": FRONT + sign * 5_000})
    assert "import-too-much" in codes(course)
    assert [one.source for one in course.pages()] == ["page.md"]


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td"])
def test_html_without_a_bottom_ends_in_an_issue(tag: str, tmp_path: Path) -> None:
    course = page(f"<{tag}>" * 2_500, tmp_path)
    assert "import-too-deep" in codes(course)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 5_000,
        "- " * 5_000,
        "*" * 50_000,
        "[" * 20_000,
        "`" * 50_001,
        "{:" * 20_000,
        "<!--" * 20_000,
    ],
)
def test_markdown_without_a_bottom_comes_to_an_end(text: str, tmp_path: Path) -> None:
    page(f"{text}x", tmp_path)


def test_what_is_no_text_ends_in_an_issue(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course/page.md").write_bytes(
        b"---\ntitle: A page\n---\nCaf\xe9 \x01\x02B0\x02 end\x00\n"
    )
    course = import_jekyll(tmp_path / "course", ImportOptions())
    assert "import-encoding" in codes(course)
    assert "\x01" not in body(course)


def test_signs_that_carrel_and_the_importer_use_cannot_be_forged(tmp_path: Path) -> None:
    course = page(
        '<!--\ue0010\ue001--> text <p data-carrel-line="7">more</p>\n\n'
        '{:.x}\n\n<b>!</b> `<b data-carrel-line="3">`',
        tmp_path,
    )
    assert "\ue001" not in body(course)
    assert "text" in body(course)


def test_a_folder_without_pages_is_no_course(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course/index.html").write_text("<h1>A published site</h1>")
    imported = import_course("jekyll", tmp_path / "course", tmp_path / "made")
    assert "import-no-pages" in {issue.code for issue in imported.issues}
    assert not (tmp_path / "made").exists()


def test_old_addresses_that_are_none_are_not_kept(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course/page.md").write_text("---\ntitle: A page\npermalink: /../x?y/\n---\nText.")
    import_course("jekyll", tmp_path / "course", tmp_path / "made")
    assert "moved_from" not in (tmp_path / "made/a-page/index.md").read_text()


PIECES = [
    line.encode("ascii").decode("unicode_escape")
    for line in (Path(__file__).parent / "pieces.txt").read_text().split("\n")
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@few(300)
@given(TEXTS)
def test_the_pre_pass_takes_anything(text: str) -> None:
    read = kramdown.read(text)
    lines = text.expandtabs(4).count("\n") + 1
    assert all(0 <= element.line <= lines for element in read.tree.walk())
    assert all(1 <= remark.line <= lines for remark in read.comments)


@few(300)
@given(TEXTS)
def test_no_word_is_lost_between_the_tree_and_the_markdown(text: str) -> None:
    tree = kramdown.read(text).tree
    again = parse(kramdown.commonmark(write(tree)))
    assert missing(words_of(tree.text()), words_of(again.text())) == []


@few(20)
@given(st.integers(0, DEEPEST * 2))
def test_depth_has_a_limit(depth: int) -> None:
    if depth > DEEPEST:
        with pytest.raises(TooDeep):
            parse("<div>" * depth)
    else:
        parse("<div>" * depth)


@few(15)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_any_course_is_imported_without_an_error_of_its_own(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            path = Path(folder) / "course" / f"section-{number}-0.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"---\ntitle: {number}. Page\n---\n{text}", encoding="utf-8")
        made = Path(folder) / "made"
        imported = import_course("jekyll", Path(folder) / "course", made)
        assert imported.report
        assert [
            issue
            for issue in check(made, Options(search=False)).issues
            if issue.severity is Severity.ERROR
        ] == []


RUNS = "<html><script>alert(1)</script></html>"
DRAWS = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0"/>{}</svg>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("game.html", RUNS),
        ("GAME.HTM", RUNS),
        ("page.xhtml", RUNS),
        ("e.js", "alert(1)"),
        ("without-ending", RUNS),
        ("a.svg", DRAWS.format("<script>alert(1)</script>")),
        ("b.svg", DRAWS.format("<g onclick='alert(1)'/>")),
        ("c.svg", DRAWS.format('<a href="java&#9;script:alert(1)"><path/></a>')),
        ("d.svg", DRAWS.format("<foreignObject/>")),
        (
            "e.svg",
            DRAWS.format("<s:script xmlns:s='http://www.w3.org/2000/svg'>alert(1)</s:script>"),
        ),
    ],
)
def test_no_file_that_would_run_is_copied(name: str, content: str, tmp_path: Path) -> None:
    course = page(
        f"Before.\n\n[play it]({name})\n\n![play it]({name})\n\nAfter.", tmp_path, **{name: content}
    )
    assert [one.position.line for one in course.issues if one.code == "import-script"][:1] == [6]
    assert course.assets == []
    assert "play it" in body(course)
    assert "](" not in body(course)


def test_files_that_only_show_something_are_copied(tmp_path: Path) -> None:
    files = {"plan.pdf": "%PDF", "drawn.svg": DRAWS.format(""), "list.csv": "a,b"}
    course = page(
        "![drawn](drawn.svg)\n\n[a plan](plan.pdf), [a list](list.csv), [it](drawn.svg)",
        tmp_path,
        **files,
    )
    assert codes(course) == set()
    assert {Path(one.path).name for one in course.assets} == set(files)


@pytest.mark.parametrize("tag", ["h2", 'div class="tips"'])
def test_no_id_breaks_out_of_its_braces(tag: str, tmp_path: Path) -> None:
    course = page(
        f'<{tag} id="a}}&#10;&#10;&lt;div&gt;broken out&lt;/div&gt;">T</{tag.split()[0]}>', tmp_path
    )
    assert "<div>" not in body(course)
    assert "T" in body(course)


@pytest.mark.parametrize(
    "liquid",
    [
        f"{{% assign x = '{'a' * 60_000}' %}}{{{{ x | replace: 'a', x }}}}",
        "{{ (1..1000000000) | join: '' }}",
        "{{ (1..1000000000) | reverse }}",
        f"{{% assign x = '{'a' * 60_000}' %}}{{% assign y = x | split: '' %}}{{{{ y | join: x }}}}",
        "{% assign x = 10 %}" + "{% assign x = x | times: x %}" * 40 + "{{ x }}",
    ],
)
def test_no_filter_makes_more_than_a_page_holds(liquid: str, tmp_path: Path) -> None:
    course = page(f"Before.\n\n{liquid}\n\nAfter.", tmp_path)
    assert codes(course) & {"import-liquid-limit", "import-liquid"}
    assert body(course).split() == ["Before.", "After."]


def test_closing_tags_that_close_nothing_hide_no_depth(tmp_path: Path) -> None:
    assert "import-too-deep" in codes(page("<div></x>" * 2_500, tmp_path))


@pytest.mark.parametrize(
    "value", ["!!bool x", "!!timestamp x", "!!int ''", "!!float ''", "!!binary é"]
)
def test_values_that_are_none_end_in_an_issue(value: str, tmp_path: Path) -> None:
    course = page(
        "Text.",
        tmp_path,
        **{"_config.yml": f"title: {value}\n", "b.md": f"---\ntitle: {value}\n---\nMore."},
    )
    assert "import-yaml" in codes(course)


@pytest.mark.parametrize("value", [".inf", "-.inf", ".nan", "0x" + "f" * 5_000])
def test_numbers_that_nobody_can_count_with_are_words(value: str, tmp_path: Path) -> None:
    course = page(
        "Text.", tmp_path, **{"b.md": f"---\ntitle: {value}\nnav_order: {value}\n---\nMore."}
    )
    assert {one.source for one in course.pages()} >= {"page.md", "b.md"}


def test_names_that_are_too_long_are_said(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(f"{FRONT}Text.")
    for source, target in (
        (tmp_path / "page.md", tmp_path / ("x" * 300)),
        (tmp_path / ("x" * 300), tmp_path / "made"),
    ):
        with pytest.raises(BuildStopped, match="cannot be imported"):
            import_course("jekyll", source, target)


@pytest.mark.parametrize(
    "text",
    [
        "# a" + " " * 100_000 + "b",
        "# a {#" + "b" * 100_000,
        "text\n\n|a|b|\n" + "-" * 100_000 + "x",
        "<div>" + "<!--" * 900,
        "{{" * 1_900,
    ],
)
def test_long_lines_do_not_keep_this_computer_busy(text: str, tmp_path: Path) -> None:
    began = time.process_time()
    page(f"{text}\n\nAfter.", tmp_path)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("delimiter", [True, False])
def test_a_table_that_no_screen_shows_is_no_table(delimiter: bool, tmp_path: Path) -> None:
    row = "| a " * 3_000 + "|\n"
    began = time.process_time()
    course = page(row + ("|---" * 3_000 + "|\n" if delimiter else "") + row * 5, tmp_path)
    assert ("import-too-much" in codes(course)) is delimiter
    assert time.process_time() - began < 5
