"""The documentation is true: its commands run, its links work, and it is complete.

In a page, blocks of code mean:

- `console`: lines that begin with `$ ` are run, in order, in one temporary folder for each page.
  The lines below a command are what it prints (`…` is anything; no lines: not compared). With
  `console fails`, the last command fails.
- `word PATH`: a Word document. Each line is a paragraph: its style, two spaces or more, its words;
  rows of a table have `|` between cells.
- `markdown PATH`: a file that an author would write; `markdown PATH +` is added to it.
- `sh`: commands that need the network, a server or a whole clone. They are not run, but all of
  them are listed in `NOT_RUN`.
"""

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from carrel.blanks import KINDS
from carrel.blanks.choices import CHOICE_SECONDS, GROUP_SECONDS, SELF_CHECK_SECONDS
from carrel.blanks.rank import CHOICE_SECONDS as RANK_SECONDS
from carrel.blanks.text import CELL_SECONDS
from carrel.build import Options, build
from carrel.cli import main
from carrel.codes import CODES
from carrel.model.numbering import minutes_of
from carrel.model.settings import BUILT_IN_KINDS, ICONS
from carrel.model.slugs import slug
from carrel.model.time import WORDS_PER_MINUTE
from carrel.source.front_matter import LISTS, TEXTS
from carrel.source.references import SHAPES
from carrel.source.settings import KIND, THEME, TOP
from carrel.starting import start
from tests.imports.word import Word

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(
    [
        *DOCS.rglob("*.md"),
        *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md")),
    ]
)
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]

NOT_RUN = {
    "python3 -m venv .venv": "needs the network in its next step",
    ".venv/bin/pip install .": "needs the network",
    "source .venv/bin/activate": "changes the terminal that it is typed in",
    "carrel serve bees": "runs until it is stopped",
    "make run": "needs the network, and runs until it is stopped",
    "make test": "runs these tests",
}

FENCED = re.compile(r"^( *)(`{3,})([^\n`]*)\n(.*?)^\1\2$", re.S | re.M)
Block = tuple[list[str], str]  # the words after the opening fence, and the text


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(text: str) -> Iterator[Block]:
    for found in FENCED.finditer(text):
        yield found[3].split(), re.sub(rf"^{found[1]}", "", found[4], flags=re.M)


def without_code(text: str) -> str:
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", FENCED.sub("", text))


def section(text: str, heading: str) -> str:
    """What stands under `## heading`."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.S | re.M)
    assert found, f"there is no heading: ## {heading}"
    return found[1]


# Commands


@pytest.mark.parametrize("page", [name for name in NAMES if "```console" in read(name)])
def test_the_commands_of_a_page_do_what_it_says(page: str, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    for words, text in blocks(read(page)):
        if words[:1] == ["console"]:
            shell.play(text, fails="fails" in words)
        elif words[:1] == ["word"]:
            write_word(shell.folder / words[1], text)
        elif words[:1] == ["markdown"] and len(words) > 1:
            shell.write(words[1], text, more="+" in words)


def write_word(path: Path, text: str) -> None:
    word = Word()
    rows: list[list[str]] = []
    for style, _, words in (line.partition("  ") for line in [*text.splitlines(), ""]):
        if style == "Table":
            rows.append([cell.strip() for cell in words.split("|")])
            continue
        if rows:
            word.table(*rows)
            rows = []
        if style:
            word.text(words.strip(), style)
    word.save(path.parent, path.name)


class Shell:
    """A terminal in a folder of its own, which knows the word `carrel`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()
        program = folder / "bin" / "carrel"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m carrel "$@"\n')
        program.chmod(0o755)
        self.path = f"{program.parent}:/usr/local/bin:/usr/bin:/bin"

    def write(self, name: str, text: str, more: bool) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text() + "\n" if more else "") + text)

    def play(self, text: str, fails: bool) -> None:
        commands = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.M)
        assert commands, "a console block without a command"
        for number, (command, expected) in enumerate(commands, 1):
            done = subprocess.run(
                command,
                shell=True,
                cwd=self.folder,
                env={"PATH": self.path, "PYTHONPATH": str(ROOT / "src")},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=120,
            )
            assert (done.returncode != 0) == (fails and number == len(commands)), (
                f"$ {command}\n{done.stdout}"
            )
            if expected.strip():
                self.compare(command, expected.strip(), done.stdout.strip())

    def compare(self, command: str, expected: str, printed: str) -> None:
        pattern = ".*".join(map(re.escape, expected.split("…")))
        assert re.fullmatch(pattern, printed, re.S), (
            f"$ {command}\n--- printed\n{printed}\n--- expected\n{expected}"
        )


def test_commands_that_are_not_run_are_listed() -> None:
    found = {
        line
        for name in NAMES
        for words, text in blocks(read(name))
        if words[:1] == ["sh"]
        for line in text.splitlines()
        if line
    }
    assert found == set(NOT_RUN)


def parameters(command: click.Command) -> set[str]:
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    return {name for option in options for name in (*option.opts, *option.secondary_opts)}


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    command = main.commands[name]
    said = section(read("docs/reference/commands.md"), f"carrel {name}")
    named = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(re.findall(r"`([^`]*)`", said))))
    assert named == parameters(command)
    for parameter in command.params:
        if isinstance(parameter.type, click.Choice):
            words = (
                f"carrel {name}" if isinstance(parameter, click.Argument) else parameter.opts[-1]
            )
            assert all(
                re.search(rf"`{words} {choice}[` ]", said) for choice in parameter.type.choices
            )


def test_every_documented_command_exists() -> None:
    text = read("docs/reference/commands.md")
    assert set(re.findall(r"^## carrel (\w+)$", text, re.M)) == set(main.commands)


def test_every_chore_is_documented() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", read("Makefile"), re.M)) - {"help", "clean"}
    assert (
        set(re.findall(r"^\| `make ([a-z-]+)` \|", read("docs/reference/commands.md"), re.M))
        == targets
    )


# The source format


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("toolkit.toml", [*TOP, *THEME, *KIND]),
        ("Front matter", [*TEXTS, *LISTS]),
        ("Boxes", [*BUILT_IN_KINDS, *KIND]),
        ("References", [*SHAPES]),
    ],
)
def test_every_key_is_documented(heading: str, keys: list[str]) -> None:
    said = section(read("docs/reference/format.md"), heading)
    words = set(
        re.findall(
            r"[\w-]+", " ".join(re.findall(r"`([^`\n]*)`|^(\w+ = .*)$", said, re.M)[0]) + said
        )
    )
    assert set(keys) <= words


def test_every_icon_is_documented() -> None:
    found = re.search(r"# one of: ([\w -]+)", read("docs/reference/format.md"))
    assert found
    assert tuple(found[1].split()) == ICONS


def test_the_time_rule_is_the_programs() -> None:
    said = section(read("docs/reference/format.md"), "Time")
    allowances = {
        name: int(seconds) for name, seconds in re.findall(r"^\| (.+?) \| (\d+)", said, re.M)
    }
    assert f"{WORDS_PER_MINUTE} words a minute" in said
    assert f"| {GROUP_SECONDS} for each group, and {CHOICE_SECONDS} for each choice |" in said
    assert allowances == {
        "a text area": KINDS["text"].typical_seconds,
        "a text area in a table": CELL_SECONDS,
        "a short text field, a date": KINDS["short"].typical_seconds,
        "check boxes or a radio group": GROUP_SECONDS,
        "a rating row": KINDS["rating"].typical_seconds,
        "an item to put in order": RANK_SECONDS,
        "a picture": KINDS["picture"].typical_seconds,
        "a quiz question": SELF_CHECK_SECONDS,
    }
    assert KINDS["short"].typical_seconds == KINDS["date"].typical_seconds
    assert minutes_of({"reading": 1}) == 1


def test_every_problem_has_a_heading_in_the_manual() -> None:
    text = read("docs/reference/checks.md")
    assert [code for code in CODES if code not in text] == []


# The HTML


@cache
def names_in_the_pages(folder: Path) -> set[str]:
    """Returns the selectors of all classes, ids and other attributes of the starter's pages."""
    names = set()
    for page in folder.rglob("*.html"):
        for _, attributes in re.findall(
            r"""<([a-z]\w*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""", page.read_text(encoding="utf-8")
        ):
            for name, value in re.findall(r"""([\w-]+)(?:="([^"]*)")?""", attributes):
                names |= {f"{name}", f'{name}="{html.unescape(value)}"'}
                names |= {f".{part}" for part in value.split() if name == "class"} | (
                    {f"#{value}"} if name == "id" else set()
                )
    return names


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("html") / "example"
    start(folder)
    return build(folder, Options(search=False)).out


def promised() -> list[str]:
    """Returns the selectors that docs/reference/html.md promises, without the general ones."""
    text = read("docs/reference/html.md").partition("## Files of the site")[0]
    selectors = " ".join(
        code
        for row in re.findall(r"^\| (`.*?`.*?) \|", text, re.M)
        for code in re.findall(r"`([^`]+)`", row)
    )
    found = re.findall(
        r"""(?<![\w"-])[.#][a-z][a-z-]*\b|data-[a-z-]+|[a-z-]+="[^"A-Z]+"|"""
        r"""aria-label="(?:Sections|Pages|Previous and next)\"""",
        selectors,
    )
    return sorted({name for name in found if name != "#main"})


ONLY_WHEN_RENAMED = {
    "data-was",
    "data-was-value",
}  # shown by the cases: the example toolkit has published nothing yet


@pytest.mark.parametrize("name", sorted(set(promised()) - ONLY_WHEN_RENAMED))
def test_the_html_keeps_its_promises(name: str, example: Path) -> None:
    assert name in names_in_the_pages(example)


# Links


def addresses(page: str) -> list[str]:
    """The addresses of a page's links and images, as they stand there."""
    return re.findall(r"(?<!\\)\]\(([^)\s]+)\)", without_code(read(page)))


def anchors(page: Path) -> set[str]:
    """The ids that a code host gives the headings of a page."""
    return {
        slug(re.sub(r"[`*]", "", title))
        for title in re.findall(
            r"^#+ (.*)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.M
        )
    }


def leads_somewhere(page: str, address: str) -> bool:
    path, _, anchor = address.partition("#")
    target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
    return bool(re.match(r"[a-z]+:", address)) or (
        target.exists() and (not anchor or anchor in anchors(target))
    )


@pytest.mark.parametrize("page", NAMES)
def test_links_lead_somewhere(page: str) -> None:
    assert [address for address in addresses(page) if not leads_somewhere(page, address)] == []


def test_every_page_can_be_found_from_the_first() -> None:
    linked = {
        (DOCS / address.partition("#")[0]).resolve() for address in addresses("docs/README.md")
    }
    lost = [name for name, page in zip(NAMES, PAGES, strict=True) if page not in linked]
    assert lost == ["README.md", "docs/README.md"]
