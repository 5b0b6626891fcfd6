"""Reads and rewrites case files. README.md explains their form."""

import codecs
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from carrel.build import Builder, Options
from carrel.issues import Issue
from carrel.model.content import Content
from carrel.model.marks import ANCHOR, CLOSE, OPEN
from carrel.model.toolkit import Page, Toolkit
from carrel.site.addresses import file_of
from carrel.site.outputs import outputs

FOLDER = Path(__file__).parent
PAGE = "mentoring/1-introduction/1-page.md"
FRONT_MATTER = "---\ntitle: A page\n---\n"
GIVEN = ("md", "toml", "file", "bytes", "link", "gone")
EXPECTED = ("messages", "fields", "body", "page")

_FACTS = re.compile(r'<ul class="facts".*?</ul>', re.S)
_KEEP = re.compile(
    r'\n<div class="keep".*?<p class="notice"[^>]*></p>\n</div>', re.S
)  # the same under every worksheet
_STANDING = re.compile(
    r'<div class="standing".*?</details>\n?</div>', re.S
)  # the same on every page
_ENDING = re.compile(r'<div class="ending"|<nav class="ways"')
_OPENS = re.compile(r"(`{4,})(\w+)(?: (.+))?")
_WITHOUT = re.compile(r"Without: (.+)")
_CODE = re.compile(r"`([a-z-]+)`")


@dataclass
class Block:
    """A fenced block: its info word, path and text, and the lines between its fences."""

    word: str
    path: str
    text: str
    first: int
    last: int


@dataclass
class Case:
    """One case of a case file."""

    file: Path
    name: str
    without: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Its name in the list of tests."""
        return f"{self.file.stem}: {self.name}"

    @property
    def given(self) -> list[Block]:
        """The files of its toolkit that differ from the ordinary ones."""
        return [block for block in self.blocks if block.word in GIVEN]

    @property
    def expected(self) -> list[Block]:
        """What should come of it; without a block of messages, none are expected."""
        return [block for block in self.blocks if block.word in EXPECTED]

    @property
    def messages(self) -> str:
        """The messages that it expects."""
        return "\n".join(block.text for block in self.expected if block.word == "messages")


def read_cases(file: Path) -> list[Case]:
    """The cases of one file, in their order."""
    cases: list[Case] = []
    lines = file.read_text(encoding="utf-8").split("\n")
    number = 0
    while number < len(lines):
        opens = _OPENS.fullmatch(lines[number])
        if opens and cases:
            last = lines.index(opens[1], number + 1)
            text = "\n".join(lines[number + 1 : last])
            cases[-1].blocks.append(Block(opens[2], opens[3] or "", text, number + 1, last))
            number = last
        elif lines[number].startswith("## "):
            cases.append(Case(file, lines[number][3:]))
        elif cases and (without := _WITHOUT.match(lines[number])):
            cases[-1].without += _CODE.findall(without[1])
        number += 1
    return cases


def all_cases() -> list[Case]:
    """The cases of every file in this folder."""
    return [
        case
        for file in sorted(FOLDER.glob("*.md"))
        if file.name != "README.md"
        for case in read_cases(file)
    ]


def make_toolkit(case: Case, root: Path) -> None:
    """Writes the ordinary toolkit of README.md into `root`, and what the case gives over it."""
    for block in (*read_cases(FOLDER / "README.md")[0].given, *case.given):
        _make_file(block, root)


def _make_file(block: Block, root: Path) -> None:
    path = root / (block.path or PAGE)
    path.parent.mkdir(parents=True, exist_ok=True)
    if block.word == "gone":
        path.unlink()
    elif block.word == "link":
        path.symlink_to(block.text)
    elif block.word == "bytes":
        path.write_bytes(codecs.escape_decode(block.text.encode() + b"\n")[0])
    else:
        path.write_text(("" if block.path else FRONT_MATTER) + block.text + "\n", encoding="utf-8")


@dataclass
class Outcome:
    """What Carrel made of a case."""

    case: Case
    toolkit: Toolkit
    issues: list[Issue]
    builder: Builder

    def of(self, block: Block) -> str:
        """What the block should say."""
        page = self.toolkit.by_path.get(block.path or PAGE)
        if block.word == "messages":
            return self.messages()
        if page is None:
            return f"(there is no page {block.path})"
        if block.word == "fields":
            return "\n".join(_fields(page.content))
        if block.word == "body":
            return _with_signs(page.content.body).strip("\n")
        return self.published(page)

    def published(self, page: Page) -> str:
        """Returns the published HTML between a page's heading and its previous and next links."""
        site = self.builder.site(self.toolkit, self.builder.prepare_media(self.toolkit), [])
        document = (
            next(output for output in outputs(site) if output.path == file_of(page.url))
            .make()
            .decode()
        )
        text = _ENDING.split(document.partition("</h1>")[2].partition("</main>")[0])[0]
        return _KEEP.sub("", _STANDING.sub("", _FACTS.sub("", text))).strip("\n")

    def messages(self) -> str:
        """Every message; lines of a page without a path are counted from where its text begins."""
        short = any(block.word == "md" and not block.path for block in self.case.given)
        return "\n".join(_short(str(found)) if short else str(found) for found in self.issues)


def _short(message: str) -> str:
    found = re.match(rf"{re.escape(PAGE)}:(\d+)(?=:)", message)
    return (
        f"page:{int(found[1]) - FRONT_MATTER.count(chr(10))}{message[found.end() :]}"
        if found
        else message
    )


def _fields(content: Content) -> Iterator[str]:
    sheets = {sheet.box: sheet.id for sheet in content.worksheets}
    for sheet in content.worksheets:
        for one in (content.fields[number] for number in sheet.fields):
            lines = f" ({one.lines} lines)" if one.lines > 1 else ""
            given = " (id given)" if one.given else ""
            was = "".join(f" was {name}" for name in (*one.was, *one.derived_names))
            start = f" from {one.copies_from}" if one.copies_from else ""
            more = f"{lines}{given}{was}{start}"
            yield f'{sheets[one.box] or "?"}/{one.id} {one.kind} "{one.label}"{more}'
            for choice in one.choices:
                earlier = "".join(f" was {name}" for name in choice.was)
                sign = "*" if choice.right else "-"
                feedback = f" > {_with_signs(choice.feedback)}" if choice.feedback else ""
                other = " ____" if choice.other else ""
                yield f'  {sign} {choice.id} "{choice.text}"{other}{earlier}{feedback}'


@contextmanager
def running(case: Case, root: Path) -> Iterator[Outcome]:
    """Makes the toolkit of the case in `root`, reads and checks it."""
    make_toolkit(case, root)
    with Builder(root, Options(preview=True, search=False)) as builder:
        settings, outline = builder.scan()
        toolkit = builder.read(settings, outline)
        toolkit.lock = builder.read_lock()
        issues = builder.check(toolkit, builder.prepare_media(toolkit))
        yield Outcome(case, toolkit, issues, builder)


def accept(outcome: Outcome) -> None:
    """Rewrites what the case expects. Read the difference before you keep it."""
    case = next(case for case in read_cases(outcome.case.file) if case.name == outcome.case.name)
    lines = case.file.read_text(encoding="utf-8").split("\n")
    if not any(block.word == "messages" for block in case.expected) and outcome.issues:
        after = case.blocks[-1].last + 1
        lines[after:after] = ["", "````messages", *outcome.messages().split("\n"), "````"]
    for block in reversed(case.expected):
        text = outcome.of(block)
        lines[block.first : block.last] = text.split("\n") if text else []
    part = case.file.with_suffix(".part")
    part.write_text("\n".join(lines), encoding="utf-8")
    os.replace(part, case.file)


def _with_signs(body: str) -> str:
    """`body` with marks that can be read."""
    return body.replace(ANCHOR, "«#»").replace(OPEN, "«").replace(CLOSE, "»")
