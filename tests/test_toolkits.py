"""Whole toolkits, good and broken: `carrel check` says exactly what `expected-messages.txt` holds.

CARREL_ACCEPT=1 rewrites the expectations; read the difference before you commit it. What git or
another system cannot store (links, names that differ only in case, names that are not text, very
large files) is made here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from carrel.cli import main
from tests.support import TOOLKITS, Desk, ends_soon, front

NAMES = sorted(folder.name for folder in TOOLKITS.iterdir() if folder.is_dir())
GOOD = tuple(name for name in NAMES if name.startswith("good-"))
COMMAND = [sys.executable, "-m", "carrel"]
EXPECTED = "expected-messages.txt"
unix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot hold such names")


def checked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Returns the exit code and output of `carrel check`, with FOLDER for the toolkit's path."""
    monkeypatch.chdir(desk.root)
    result = CliRunner().invoke(main, ["check"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output.replace(str(desk.root), "FOLDER")


@pytest.mark.parametrize("name", NAMES)
def test_a_toolkit_prints_exactly_the_expected_messages(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, output = checked(Desk.of(name, tmp_path), monkeypatch)
    expectations = TOOLKITS / name / EXPECTED
    if os.environ.get("CARREL_ACCEPT"):
        expectations.write_text(output)
    assert output == expectations.read_text()
    assert code == (
        0
        if not output or (": error: " not in output and not output.startswith("carrel: "))
        else 2
        if output.startswith("carrel: ")
        else 1
    )


@pytest.mark.parametrize("name", GOOD)
def test_a_good_toolkit_has_no_message_and_is_published(name: str, tmp_path: Path) -> None:
    Desk.of(name, tmp_path).build(strict=True).expect_codes().expect_published()


@pytest.mark.parametrize("name", sorted(set(NAMES) - set(GOOD)))
def test_a_broken_toolkit_is_not_published_half(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk.of(name, tmp_path)
    result = CliRunner().invoke(main, ["build", str(desk.root), "--no-search"])
    assert result.exit_code in (1, 2)
    assert not desk.out.exists()


def test_the_command_itself_says_the_same(tmp_path: Path) -> None:
    desk = Desk.of("unclosed-boxes", tmp_path)
    done = subprocess.run(
        [*COMMAND, "check"],
        cwd=desk.root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == (TOOLKITS / "unclosed-boxes" / EXPECTED).read_text()
    assert done.stderr == ""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_terminal_that_knows_few_letters_is_no_traceback(tmp_path: Path, encoding: str) -> None:
    desk = Desk(tmp_path).page("1-one/2-b.md", "::: típ “quoted🎉\n:::\n")
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(
        [*COMMAND, "check", str(desk.root)], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 1
    assert b"[box-unknown]" in done.stdout and b"Traceback" not in done.stderr, done.stderr


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    desk = Desk(tmp_path).page("1-one/2-b.md", ":::\n" * 1500)
    process = subprocess.Popen(
        [*COMMAND, "check", str(desk.root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    complained = process.stderr.read()
    process.wait(timeout=20)
    process.stderr.close()
    assert b"Traceback" not in complained, complained


# What no repository can hold


def quickly(desk: Desk) -> Desk:
    """Builds the toolkit, and fails if that takes this process long."""
    with ends_soon():
        return desk.build()


def test_letters_of_two_sizes_are_told_apart(tmp_path: Path) -> None:
    desk = (
        Desk(tmp_path)
        .page("1-one/b.md")
        .page("1-one/B.md")
        .write("guide/pic.svg", "<svg/>")
        .write("guide/PIC.svg", "<svg/>")
    )
    if len(list((desk.root / "guide").glob("[pP][iI][cC].svg"))) < 2:
        pytest.skip("this disk takes the two for one")
    quickly(desk).expect_codes("name-case", "url-claimed", "name-case")


@unix_only
def test_links_that_leave_the_toolkit_or_go_round_are_named_and_not_followed(
    tmp_path: Path,
) -> None:
    (tmp_path / "secret.md").write_text(front("Secret") + "Nobody may read this.\n")
    desk = (
        Desk(tmp_path)
        .link("guide/1-one/2-out.md", tmp_path / "secret.md")
        .link("guide/2-etc", "/etc")
        .link("guide/1-one/3-self.md", "3-self.md")
    )
    desk.link("guide/4-round", "../guide").link("guide/1-one/5-nowhere.md", "nowhere.md").link(
        "guide/1-one/6-same.md", "1-a.md"
    )
    quickly(desk).expect_codes(
        "file-outside", "file-unreadable", "file-unreadable", "file-outside", "folder-linked"
    )
    assert "Nobody may read this" not in desk.messages
    assert {issue.position.path for issue in desk.report.issues} == {
        *(
            "guide/1-one/2-out.md",
            "guide/1-one/3-self.md",
            "guide/1-one/5-nowhere.md",
            "guide/2-etc",
            "guide/4-round",
        )
    }


@unix_only
def test_a_link_within_the_toolkit_is_a_page_of_its_own(tmp_path: Path) -> None:
    Desk(tmp_path).link("guide/1-one/6-same.md", "1-a.md").build().expect_published().expect(
        "guide/one/same/", "Some words on page A."
    )


@unix_only
def test_a_toolkit_that_is_a_link_to_itself_stops_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "loop")])
    assert result.exit_code == 2 and result.output.startswith(
        "carrel: There is no toolkit.toml in "
    )


def test_a_path_that_is_too_long_stops_with_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path / ("a" * 300))])
    assert result.exit_code == 2 and result.output.startswith(
        "carrel: There is no toolkit.toml in "
    )


@unix_only
@pytest.mark.parametrize(
    "name",
    [
        "a b",
        "it's",
        'say "so"',
        "a&b",
        "a%20b",
        "a#b",
        "a?b",
        "café",
        "עברית",
        "a\\b",
        "100%",
        "a;b",
        "x" * 200,
    ],
)
def test_names_with_signs_are_published_and_linked(tmp_path: Path, name: str) -> None:
    quoted = name.replace("%", "%25").replace("#", "%23").replace("?", "%3F").replace("\\", "%5C")
    desk = (
        Desk(tmp_path)
        .write(f"guide/1-one/2-{name}.md", front("Signs") + f"![it](<{quoted}.png>)\n")
        .write(f"guide/1-one/{name}.png", pixel())
    )
    desk.page("1-one/1-a.md", f"[signs](<2-{quoted}.md>)\n")
    quickly(desk).expect_codes().expect_published()
    for page in desk.out.rglob("*.html"):
        for address in links_of(page):
            target = page.parent / address
            assert (target / "index.html" if target.is_dir() else target).is_file(), address


@unix_only
@pytest.mark.parametrize(
    "name", ["🎉", "...", "–", "\x07bell", "line\nbreak", "\udcff", "a\u202eb", "-"]
)
def test_names_that_no_address_can_be_made_of_are_issues(tmp_path: Path, name: str) -> None:
    desk = quickly(Desk(tmp_path).write(f"guide/1-one/2-{name}.md", front("Signs") + "Words.\n"))
    assert not desk.report.published and desk.codes == ["name-slug"], desk.messages
    desk.messages.encode()


@unix_only
def test_a_toolkit_in_a_folder_with_a_name_that_is_no_text_can_be_built(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "\udcff").build().expect_published()
    done = subprocess.run(
        [*COMMAND, "build", str(desk.root), "--no-search"], capture_output=True, check=False
    )
    assert done.returncode == 0 and done.stderr == b"", done.stderr


def test_a_file_of_fifty_megabytes_is_an_issue(tmp_path: Path) -> None:
    large = b"---\ntitle: Large\n---\n" + b"words " * 8_000_000
    quickly(Desk(tmp_path).write("guide/1-one/2-large.md", large)).expect_codes("file-too-large")
    quickly(Desk(tmp_path / "b").write("toolkit.toml", large)).expect_codes("settings-too-large")


def test_fifty_megabytes_that_nobody_links_to_are_no_issue(tmp_path: Path) -> None:
    quickly(
        Desk(tmp_path).write("guide/film.mp4", bytes(50_000_000))
    ).expect_codes().expect_published()


def test_nul_bytes_are_issues(tmp_path: Path) -> None:
    quickly(Desk(tmp_path).page("1-one/2-b.md", "a\0b\n")).expect_codes("text-control")
    quickly(Desk(tmp_path / "b").write("guide/1-one/2-b.md", bytes(1000))).expect_codes(
        "front-matter-missing", "text-control"
    )
    quickly(Desk(tmp_path / "c").write("toolkit.toml", bytes(1000))).expect_codes(
        "text-control", "toolkit-syntax"
    )


def test_deep_nesting_is_an_issue(tmp_path: Path) -> None:
    desk = (
        Desk(tmp_path)
        .page("1-one/2-b.md", ">" * 10_000 + " deep\n")
        .page("1-one/3-c.md", "::: tip\n" * 10_000)
    )
    desk.page("1-one/4-d.md", "- " * 10_000 + "deep\n").page(
        "1-one/5-e.md", "<div>\n" * 10_000
    ).page("1-one/6-f.md", "::: tip\n" * 900)
    desk.write("guide/1-one/7-g.md", "---\ntitle: " + "[" * 10_000 + "\n---\n")
    quickly(desk)
    assert not desk.report.published
    first = {issue.position.path[-4:-3]: issue.code for issue in reversed(desk.report.issues)}
    assert first == {
        "b": "text-too-deep",
        "c": "page-too-full",
        "d": "text-too-deep",
        "e": "raw-unbalanced",
        "f": "box-unclosed",
        "g": "front-matter-syntax",
    }


def test_folders_in_folders_are_issues(tmp_path: Path) -> None:
    desk = Desk(tmp_path).write("guide/1-one/" + "d/" * 40 + "page.md", front("Deep"))
    quickly(desk).expect_codes("folder-too-deep")


def test_yaml_that_swells_is_an_issue(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    desk = quickly(
        Desk(tmp_path).write(
            "guide/1-one/2-b.md", f"---\ntitle: Bomb\n{bomb}outcomes: *i\n---\n\nBoom.\n"
        )
    )
    assert set(desk.codes) == {
        "front-matter-shape",
        "front-matter-unknown",
        "front-matter-place",
    }, desk.messages


@unix_only
@pytest.mark.parametrize(
    "path",
    [
        "guide/1-one/2-b.md",
        "theme/a.css",
        "theme/templates/page.html",
        "theme/icons/book.svg",
        "guide/film.mp4",
    ],
)
def test_a_pipe_is_not_waited_for(tmp_path: Path, path: str) -> None:
    desk = Desk(tmp_path)
    (desk.root / path).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(desk.root / path)
    quickly(desk).expect_published()


@pytest.mark.parametrize(
    "path", ["theme/a.css", "theme/templates/page.html", "theme/icons/book.svg"]
)
def test_a_theme_that_is_no_text_stops_with_a_sentence(tmp_path: Path, path: str) -> None:
    desk = Desk(tmp_path).write(path, b"\xff\xfe")
    result = CliRunner().invoke(main, ["build", str(desk.root), "--no-search"])
    assert (result.exit_code, result.output) == (
        2,
        f"carrel: {desk.root / path} cannot be read: it is not UTF-8 text.\n",
    )


@pytest.mark.parametrize(
    "template", ["{{ x", "{% include 'image.html' %}", "{{ nothing.at.all }}", "{% for %}"]
)
def test_a_mistake_in_a_template_is_one_line(tmp_path: Path, template: str) -> None:
    desk = (
        Desk(tmp_path)
        .write("theme/templates/image.html", template)
        .write("guide/a.png", pixel())
        .page("1-one/1-a.md", "![a pixel](../a.png)\n")
    )
    result = CliRunner().invoke(main, ["build", str(desk.root), "--no-search"])
    assert result.exit_code == 2
    assert (
        result.output.startswith("carrel: The template image.html cannot be used: ")
        and result.output.count("\n") == 1
    ), result.output


@pytest.mark.parametrize(
    "path", ["guide/1-one/1-a.md", "guide/index.md", "toolkit.toml", "theme/templates/page.html"]
)
def test_a_folder_in_the_place_of_a_file_is_no_traceback(tmp_path: Path, path: str) -> None:
    desk = Desk(tmp_path)
    (desk.root / path).unlink(missing_ok=True)
    (desk.root / path).mkdir(parents=True)
    result = CliRunner().invoke(main, ["build", str(desk.root), "--no-search"])
    assert isinstance(result.exception, SystemExit | None) and result.exit_code in (0, 1, 2), (
        result.exception
    )


def pixel() -> bytes:
    return (TOOLKITS / "good-two-modules/media/logo.png").read_bytes()


def links_of(page: Path) -> list[str]:
    """The addresses on a page that lead to files of the site."""
    from html.parser import HTMLParser
    from urllib.parse import unquote

    found: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            for name, value in attrs:
                if (
                    name in ("href", "src")
                    and value
                    and not value.startswith(("#", "data:", "http"))
                    and page.name != "404.html"
                ):
                    found.append(unquote(value.partition("#")[0].partition("?")[0]))

    Links().feed(page.read_text())
    return found
