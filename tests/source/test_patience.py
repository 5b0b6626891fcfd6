"""Strange pages of the largest allowed size take no longer than others; some took minutes."""

import time
from collections.abc import Callable

import pytest

from carrel.issues import Severity
from carrel.model.settings import BUILT_IN_KINDS
from carrel.source import front_matter, limits, settings
from carrel.source.content import read_content
from carrel.source.settings import read_settings
from tests.support import ends_soon

A_MOMENT = 2.0  # seconds of work: what takes less is not looked at further
LONGEST_WAIT = 60.0  # seconds of work
MOST_GROWTH = 10  # times as long for four times the text: 4 is in proportion, 16 is the square
FRONT = "---\ntitle: A page\n---\n"


def filled(part: str, size: int = limits.LONGEST - 100) -> str:
    """Returns `part` repeated up to `size` bytes."""
    return (part * (size // len(part.encode()) + 1)).encode()[:size].decode("utf-8", "ignore")


def counted(part: Callable[[int], str], size: int = limits.LONGEST - 100) -> str:
    """Returns `part(0)`, `part(1)` and so on, up to `size` characters."""
    parts, length = [], 0
    for number in range(size):
        parts.append(part(number))
        length += len(parts[-1])
        if length > size:
            break
    return "".join(parts)[:size]


def in_worksheet(text: str) -> str:
    return f"::: reflection R {{#r}}\n{text}\n:::\n"


REPEATED = [
    *(
        "<!--",
        "<!--\n",
        "    <!--\n\n",
        "`",
        "`a``a```a",
        "[^",
        "[^a]",
        "[^a] ",
        "<a",
        "<a ",
        "<a '\"",
        '<a href="x">',
        "</a>",
        "<b>",
        "<b></i>",
        "<img src=x>",
        "<p/>",
    ),
    *(
        "<div>\n",
        "<pre>",
        "<code>x",
        "<dt>",
        "<dt></dt><dd>",
        "<script>\n",
        "<![CDATA[",
        "<!A",
        "<?",
        "<",
        "< ",
        '<p id="a">',
        '<h2 data-sourcepos="1:1-1:1">',
    ),
    *(
        '<table data-sourcepos="1:1">\n',
        '<a data-sourcepos="1:1-1:1" href="x">',
        "&",
        "&#",
        "&#1;",
        "{",
        "{}",
        "## a\n",
        "#\n",
        "## {#a}\n",
        "a\n-\n",
        "a\n===\n",
    ),
    *(
        "::: tip\n:::\n",
        "::: tip\n",
        ":::\n",
        ":",
        "::: ",
        "::: tipp\n:::\n",
        "::: 1\n",
        "::: reflection\n____\n:::\n",
        "::: quiz\n- ( ) a\n:::\n",
        "::: video a\nb\n:::\n",
    ),
    *(
        "::: answers a\n:::\n",
        "::: tip a\n## a\n:::\n",
        "- :::\n",
        "- :::\n\n```\n```\n",
        "> ::: tip\n",
        "```\n```\n",
        "```\n<a>\n```\n",
        "~~~a\n",
        "TODO ",
        "[insert ",
        "[insert\n",
    ),
    *(
        "lorem ipsum ",
        "|",
        "|-\n",
        "-|",
        "|a|\n|-|\n\n",
        "a\n: b\n\n",
        "a\n\n: b\n\n",
        ": ",
        "*a ",
        "*a **b ",
        "_a**b",
        "[",
        "[]",
        "[a](",
        "[a](b)",
        "![a](b)",
        "![",
        "[a]: b\n",
    ),
    *(
        "> ",
        ">",
        "- " * 39 + "a\n",
        "> " * 39 + "a\n",
        "- a\n",
        "- [ ] a\n",
        "\t",
        " ",
        "\n",
        "\r",
        "\\",
        "a",
        "a ",
        "🎉",
        "www.",
        "http://",
        "a@b.c ",
        "~~a ",
        "___ ",
        "a ___\n\n",
    ),
]
IN_WORKSHEET = [
    *(
        "____ ",
        "a ____\n\n",
        "____\n",
        "____\n\n",
        "a\n\n____\n\n",
        "_",
        "a_",
        "a___",
        "__/__/____ ",
        "____{#a} ",
        "{#a}\n\n",
        "![a]() ",
        "a\n\n",
        "- a\n",
        "q\n\n- [ ] a\n\n",
    ),
    *(
        "- [ ] a\n",
        "- [ ] a ____\n",
        "- __ a\n",
        "- [ ] a\n- a\n",
        "| a | b |\n|---|---|\n| x |   |\n\n",
        "__ `",
        "__ <",
        "__ ](",
        "__ http://",
        "<b>",
        "> ____\n",
    ),
]
SHAPED = {
    "a hundred thousand backticks in a row": "x" + "`" * 100_000,
    "ever more backticks": counted(lambda number: "`" * number + "a"),
    "ever more backticks in a line to write on": in_worksheet(
        "__" + counted(lambda number: "`" * number + "a", limits.LONGEST - 200)
    ),
    "a long gap in a tag": "<a" + " " * 200_000,
    "a long gap in a title": "::: tip a" + " " * 200_000 + "b\n:::\n",
    "a long gap in a heading": "## a" + " " * 200_000 + "b",
    "a long gap in a line to write on": in_worksheet("___" + " " * 200_000 + "a"),
    "tags that differ, in code": counted(lambda number: f"    <a{number}>\n"),
    "tags that differ": counted(lambda number: f"<a{number}>"),
    "tags over two lines that differ": counted(lambda number: f"> <a{number}\n> b>\n"),
    "tags with quotation marks": "<div>\n" + "<a b='" + '<a " c="' * 40_000 + ">",
    "tags with quotation marks, as text": "<a b='" + '<a " c="' * 40_000 + ">",
    "tags with values": "<div>\n<p " + "a = b " * 50_000 + "<",
    "tags with values in marks": "<div>\n" + """<a b='"<a b="'""" * 20_000 + ">",
    "footnotes that differ": counted(lambda number: f"[^{number}]: x\n\n"),
    "worksheets that differ": counted(
        lambda number: f"::: reflection {{#r{number}}}\na ____\n:::\n"
    ),
    "choices that differ": in_worksheet(
        "q\n\n" + counted(lambda number: f"- [ ] a{number}\n", limits.LONGEST - 200)
    ),
    "blanks that differ": in_worksheet(
        counted(lambda number: f"a{number} ____\n\n", limits.LONGEST - 200)
    ),
    "links to everything": counted(lambda number: f"[a](b{number})\n"),
    "attributes that differ": "::: tip {"
    + counted(lambda number: f"a{number}=1 ", limits.LONGEST - 200)
    + "}\n:::\n",
    "lists that go ever deeper": counted(lambda number: "  " * (number % 70) + "- a\n"),
    "lists that go ever deeper, with tabs": counted(lambda number: "\t" * (number % 150) + "- a\n"),
    "a table with very many columns": "|a" * 50_000 + "\n" + "|-" * 50_000 + "\n",
    "a table with very many rows": "|a|\n|-|\n" + "|b|\n" * 60_000,
    "emphasis in emphasis": "*" * 100_000 + "a" + "*" * 100_000,
    "images in images": "![" * 80_000 + "](a)" * 30_000,
}
YAML = [
    "[",
    "{",
    "? ",
    "- ",
    "&a ",
    "!a ",
    ": ",
    "--- a\n",
    "%",
    "k: 1\n",
    "'",
    '"',
    "| ",
    "*a ",
    "a: &a [*a]\n",
]
TOML = ["[", "[[a]]\n", "{a=", "=", "a=1\n", '"', "'''", "[a.b]\n", "a.", "9"]


def assert_patient(work: Callable[[str], object], text: str) -> None:
    """Fails if reading `text` takes long, and far more than four times as long as a quarter of it.

    On a busy machine each text may take long; only one that takes ever longer the longer it is, as
    the square of its length, would take minutes.
    """
    with ends_soon(LONGEST_WAIT):
        spent = seconds(work, text)
    if spent > A_MOMENT:
        quarter = seconds(work, text[: len(text) // 4])
        assert spent < MOST_GROWTH * quarter, (
            f"{spent:.1f} seconds, and {quarter:.1f} for a quarter"
        )


def seconds(work: Callable[[str], object], text: str) -> float:
    """Returns how long this process works on `text`."""
    began = time.process_time()
    work(text)
    return time.process_time() - began


def read(text: str, glossary: bool = False) -> None:
    def work(text: str) -> None:
        data = text.encode()[: limits.LONGEST]
        read_content("guide/index.md", data, BUILT_IN_KINDS, glossary)

    assert_patient(work, text)


@pytest.mark.parametrize("part", REPEATED)
def test_a_part_repeated_to_the_end_is_read_in_time(part: str) -> None:
    read(FRONT + filled(part))


@pytest.mark.parametrize("part", IN_WORKSHEET)
def test_a_part_repeated_in_a_worksheet_is_read_in_time(part: str) -> None:
    read(FRONT + in_worksheet(filled(part, limits.LONGEST - 200)))


@pytest.mark.parametrize(
    "part",
    ["a\n: b\n\n", "<dt>", "<dt></dt><dd>", "<dt></dt>", '<a href="x">', "a\n: *b*\n: c\n\n"],
)
def test_a_part_repeated_in_a_glossary_is_read_in_time(part: str) -> None:
    read(FRONT + filled(part), glossary=True)


@pytest.mark.parametrize("text", SHAPED.values(), ids=SHAPED)
def test_what_is_strange_is_read_in_time(text: str) -> None:
    read(FRONT + text)


@pytest.mark.parametrize("part", YAML)
def test_front_matter_is_read_in_time(part: str) -> None:
    read(f"---\ntitle: a\n{filled(part, front_matter._LONGEST - 20)}\n---\n")


@pytest.mark.parametrize("part", TOML)
def test_toolkit_toml_is_read_in_time(part: str) -> None:
    assert_patient(lambda text: read_settings(text.encode()), filled(part, settings.LONGEST - 10))


@pytest.mark.parametrize(
    "key", ["title", "theme", "boxes", "boxes.a", "theme.accent", "exclude", "x"]
)
@pytest.mark.parametrize(
    "value",
    [
        "a." * 2_000 + "a = 1",
        "= " + "9" * 5_000,
        "= 0x" + "f" * 15_000,
        "= " + "[" * 400 + "]" * 400,
        "= " + "{a=" * 200 + "1" + "}" * 200,
    ],
)
def test_a_strange_value_is_an_issue(key: str, value: str) -> None:
    text = f"{key}.{value}" if value.startswith("a.") else f"{key} {value}"
    assert_patient(lambda text: read_settings(text.encode()), text)
    _, issues = read_settings(text.encode())
    assert any(issue.severity is Severity.ERROR for issue in issues)
