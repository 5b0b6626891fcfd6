"""Anything at all in a file yields issues: never an exception, never a wait, never a torn page."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from carrel.checks import check_page
from carrel.issues import Issue, Severity
from carrel.model import marks
from carrel.model.content import Content
from carrel.model.settings import BUILT_IN_KINDS, BoxKind, Settings
from carrel.site.body.references import listed
from carrel.source.content import read_content
from carrel.source.decoding import decode
from carrel.source.examples import read_example
from carrel.source.references import read_references
from carrel.source.settings import read_settings
from tests.source.tokens import token_text
from tests.support import ends_soon, few, html_of

PATH = "guide/index.md"
OWN = Settings(
    title="Tiny",
    own_kinds={"monday": BoxKind("monday", "calendar", label="By Monday", fields=True)},
)
FRONT = "---\ntitle: A page\n---\n\n"
NOT_PRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)

# What an author, or a cat on the keyboard, may write

yaml_token = st.sampled_from(
    [
        *"-:?,[]{}&*!|>%@`'\"#\n\n\n \t~",
        "title: ",
        "title: x\n",
        "outcomes:\n",
        "  - a\n",
        "minutes: ",
        "plan: ",
        'title: "\\x01\\x06"\n',
        'summary: "\\x03"\n',
        "12",
        "yes",
        "&a ",
        "*a",
        "<<: ",
        "--- ",
        "... ",
        "!!python/object:os.system ",
        "|\n  x\n",
        '"\\x01"',
        '"\\u2028"',
        '"\\ud800"',
        "\u2028",
        "\u0085",
        "\ufeff",
        "moved_from: ",
        "/a/\n",
        "\x01",
        "é",
    ]
)
yaml_text = st.lists(yaml_token, max_size=30).map("".join)

toml_token = st.sampled_from(
    [
        *"=[]{}.,'\"#\n\n\n \t",
        "title",
        " = ",
        '"x"',
        "theme",
        "[theme]\n",
        "[boxes.monday]\n",
        "accent = ",
        '"#123"',
        "true",
        "1",
        "1e9",
        "0x",
        "inf",
        "2021-01-01",
        "\x01",
        '"\\u0001"',
        '"\\u0003"',
        "boxes",
        "exclude = ",
        '["a"]',
        "language = ",
        '"en"',
        "base_url = ",
        '"https://a.org"',
        'title = "\\u0003\\u0001"\n',
        '[boxes.tip]\nlabel = "\\u0003"\n',
        'publisher = "\\u0006"\n',
        "'''",
        '"""',
        "é",
        "\ufeff",
        "9" * 5000,
    ]
)
toml_text = st.lists(toml_token, max_size=30).map("".join)


# What must hold of whatever is read


def lines_of(data: bytes) -> int:
    return decode(PATH, data)[0].count("\n") + 1


def read(data: bytes, glossary: bool = False) -> Content:
    """Returns the content, after assertions on what must be true of any content."""
    with ends_soon():
        content = read_content(PATH, data, OWN.kinds, glossary)
        found = content.issues + check_page(PATH, content, OWN)
        html = html_of(content, OWN, content if glossary else None)
    assert_positions(found, PATH, lines_of(data))
    for document in html:
        left = NOT_PRINTED.search(document)
        assert not left, f"a control character is left: {document[left.start() - 40 :][:80]!r}"
    return content


def assert_positions(issues: list[Issue], path: str, lines: int) -> None:
    for issue in issues:
        assert issue.position.path == path
        assert 0 <= issue.position.line <= lines, issue
        assert issue.position.column >= 0, issue
        assert "\n" not in issue.sentence, issue


class Nesting(HTMLParser):
    """Sees whether each element ends inside the element in which it began."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(html)
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()


# Bytes and tokens


@few(300)
@given(st.binary(max_size=400), st.booleans())
def test_random_bytes_can_be_read(data: bytes, glossary: bool) -> None:
    read(data, glossary)


@few(300)
@given(st.binary(max_size=300))
def test_random_bytes_under_a_title_can_be_read(data: bytes) -> None:
    read(FRONT.encode() + data)


@few(900)
@given(token_text, st.booleans())
def test_any_mixture_of_signs_can_be_read(text: str, glossary: bool) -> None:
    read((FRONT + text).encode("utf-8", "replace"), glossary)


@few(900)
@given(token_text)
def test_any_mixture_of_signs_in_a_worksheet_can_be_read(text: str) -> None:
    read(f"{FRONT}::: reflection R {{#r}}\nWhat?\n\n{text}\n:::\n".encode("utf-8", "replace"))


@few(300)
@given(yaml_text)
def test_any_front_matter_can_be_read(text: str) -> None:
    read(f"---\n{text}\n---\n\nText.\n".encode("utf-8", "replace"))


@few(400)
@given(
    st.one_of(toml_text.map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=200))
)
def test_any_toolkit_toml_can_be_read(data: bytes) -> None:
    with ends_soon():
        found, issues = read_settings(data)
    assert_positions(issues, "toolkit.toml", lines_of(data))
    if not any(issue.severity is Severity.ERROR for issue in issues):
        for document in html_of(read_content(PATH, FRONT.encode(), found.kinds), found):
            assert not NOT_PRINTED.search(document)


# Boxes, as an author means them

KINDS = [*BUILT_IN_KINDS, "monday"]
TEXTS = [
    "Some words.",
    "*Words* with `code`.\nAnd a line.",
    "## A heading",
    "- one\n- two\n  - three",
    "> A quotation.",
    "a\n: its meaning",
    "***",
    "1. one\n\n   more",
]
TEXTS += [
    "```\n::: tip\n:::\n```",
    "~~~~ text\n:::\n~~~\n~~~~",
    "| a | b |\n|---|---|\n| c | d |",
    "    indented",
    "A note.[^1]",
    "![a picture](media/picture.png)",
    "<b>bold</b>",
]
TEXTS += [
    "<!-- ::: tip -->",
    "<!--\n::: tip\n:::\n-->",
    "What?\n\n____",
    "Name ____ and ____.",
    "Which?\n\n- ( ) a\n- (x) b\n  > Yes.",
    "| q | r |\n|---|---|\n|   | ____ |",
    "Order.\n\n- __ a\n- __ b",
]


class Drawn:
    """A box with what is in it, as it was drawn at random."""

    def __init__(self, kind: str, title: str, inside: list["Drawn | str"], listed: bool) -> None:
        self.kind, self.title, self.inside, self.listed = kind, title, inside, listed

    def lines(self, number: list[int]) -> list[str]:
        number[0] += 1
        colons = ":" * (3 + number[0] % 3)
        opening = f"{colons} {self.kind} {self.title} {{#b{number[0]}}}"
        lines = [opening, *lines_of_all(self.inside, number), colons]
        return (
            ["- item", "", *(f"  {line}".rstrip() for line in lines), ""] if self.listed else lines
        )

    def parents(self, parent: int, found: list[tuple[str, int]]) -> None:
        found.append((self.kind, parent))
        own = len(found) - 1
        for inner in self.inside:
            if isinstance(inner, Drawn):
                inner.parents(own, found)


def lines_of_all(parts: list[Drawn | str], number: list[int]) -> list[str]:
    lines = []
    for part in parts:
        lines += ["", *(part.split("\n") if isinstance(part, str) else part.lines(number)), ""]
    return lines


parts = st.recursive(
    st.lists(st.sampled_from(TEXTS), max_size=3),
    lambda inner: st.lists(
        st.one_of(
            st.sampled_from(TEXTS),
            st.builds(
                Drawn,
                st.sampled_from(KINDS),
                st.sampled_from(["", "A title", "A *fine* title", "b1"]),
                inner,
                st.booleans(),
            ),
        ),
        max_size=4,
    ),
    max_leaves=12,
)


@few(300)
@given(parts)
def test_boxes_that_nest_in_the_source_nest_in_the_page(drawn: list[Drawn | str]) -> None:
    text = FRONT + "\n".join(lines_of_all(drawn, [0])) + "\n"
    content = read(text.encode())
    assert not [issue for issue in content.issues if issue.code.startswith("box-")]
    assert [(box.kind, box.parent) for box in content.boxes] == _numbered(drawn)
    assert_balanced(content)
    for document in html_of(content, OWN):
        Nesting(document)


def _numbered(drawn: list[Drawn | str]) -> list[tuple[str, int]]:
    """Each box's kind and the number of the box around it, in the order of opening."""
    found: list[tuple[str, int]] = []
    for part in drawn:
        if isinstance(part, Drawn):
            part.parents(-1, found)
    return found


def assert_balanced(content: Content) -> None:
    """Each box that opens in the body closes there, the innermost first."""
    open_boxes: list[str] = []
    for letter, number in re.findall(
        f"{marks.OPEN}([{marks.BOX_OPENS}{marks.BOX_CLOSES}])([0-9]+){marks.CLOSE}", content.body
    ):
        if letter == marks.BOX_OPENS:
            open_boxes.append(number)
        else:
            assert open_boxes and open_boxes.pop() == number
    assert not open_boxes


reference_token = st.one_of(
    toml_token,
    st.sampled_from(
        [
            "[a]\n",
            "[a-b]\n",
            "[A]\n",
            "[a.b]\n",
            "authors = ",
            '["Ng, D."]\n',
            "year = ",
            "2019\n",
            '"n.d."\n',
            "journal = ",
        ]
    ),
    st.sampled_from(
        [
            "issue = ",
            "pages = ",
            "url = ",
            '"https://a.org/<b>"\n',
            '"https://a.org/?b=1&c"\n',
            'title = "<b>\\u0006?"\n',
        ]
    ),
    st.sampled_from(["tried = ", "false\n", "-1\n"]),
)
reference_text = st.lists(reference_token, max_size=30).map("".join)


@few(600)
@given(
    st.one_of(
        reference_text.map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=200)
    )
)
def test_any_references_toml_can_be_read_and_written_out(data: bytes) -> None:
    found = read_references("guide/references.toml", data)
    assert_positions(list(found.issues), "guide/references.toml", lines_of(data))
    html = listed(found, {"reference_and": "&", "link_not_tried": "not tried"})
    assert not NOT_PRINTED.search(html)
    assert set(re.findall(r"</?([a-z]+)", html)) <= {"ul", "li", "em", "a"}
    Nesting(html)


example_token = st.sampled_from(
    [
        'title = "A"',
        'about = "B"',
        "day = 2027-01-18",
        "day = 12",
        "[us]",
        "[[us]]",
        "[us.them]",
        "\n",
        " ",
        'name = "x"',
        '"name~2" = ["y", "z"]',
        "when = 2027-02-30",
        "when = 2027-03-02",
        'name = "\\u0001"',
        "name = 1.5",
        'name = """\n\n\n\n"""',
        "name = {a = 1}",
        "name = 07:30:00",
        "=",
    ]
)
example_text = st.lists(example_token, max_size=30).map("\n".join)


@few(400)
@given(
    st.one_of(
        example_text.map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=200)
    )
)
def test_any_example_toml_can_be_read(data: bytes) -> None:
    found = read_example("guide/example.toml", data)
    assert_positions(list(found.issues), "guide/example.toml", lines_of(data))
    said = [
        found.title,
        found.about,
        *(str(value) for values in found.sheets.values() for value in values.values()),
    ]
    assert not NOT_PRINTED.search(" ".join(said))
