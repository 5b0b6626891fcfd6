"""What is collected from a parsed page, held against Python's own parser of HTML."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carrel.model import marks
from carrel.model.content import Content, Image, Link
from carrel.model.settings import BUILT_IN_KINDS
from carrel.source.content import read_content
from carrel.source.engine import ENGINE
from carrel.source.gather import Gatherer
from carrel.source.places import Places
from carrel.source.raw import raw_tags
from tests.source.tokens import TOKENS, texts_of, token_text
from tests.support import few

PATH = "guide/index.md"
FRONT = "---\ntitle: A page\n---\n"
MARK = re.compile(f"{marks.OPEN}(.)([0-9]*){marks.CLOSE}")
POSITION = re.compile(r"(\d+):(\d+)-")

# Raw HTML that every parser reads in the same way: whole elements, and tags without effect on
# what is collected.
RAW = [
    '<a href="x">raw</a>',
    "<A HREF='y' class=z>raw *link*</A>",
    '<a id="here"></a>',
    '<img src="a.png">',
    "<IMG alt='' src=b.png />",
    '<h2 id="h">raw</h2>',
    *("<b>", "</b>", "<br/>", "<p>", "</p>", "<div>", "</div>", "<details>", "</details>"),
    *("<td>", "<svg>", "</svg>", "<!-- x -->"),
]
PLAIN = [token for token in TOKENS if not re.search("[<{\x00-\x08]|^data-", token)]
page_text = texts_of([*PLAIN, *RAW, *RAW], 8)
TASK_BOXES = str.maketrans("", "", "[]xX☐☑")  # of task lists, as typed and as shown


class Parsed(HTMLParser):
    """A page as Python's parser sees it: what the Markdown parser made, raw HTML, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: Counter[tuple[object, ...]] = Counter()
        self.images: Counter[tuple[object, ...]] = Counter()
        self.headings: Counter[tuple[object, ...]] = Counter()
        self.tables: Counter[int] = Counter()  # by line
        self.raw_links: Counter[str] = Counter()
        self.raw_images: Counter[str] = Counter()
        self.comments = 0
        self.positions = 0
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        found = POSITION.match(given.get("data-sourcepos", ""))
        if not found:
            self._raw(tag, given)
            return
        self.positions += 1
        line, column = int(found[1]), int(found[2])
        if tag == "a":
            self.links[given["href"], line, column] += 1
        elif tag == "img":
            self.images[given["src"], given["alt"], given.get("title", ""), line, column] += 1
        elif re.fullmatch("h[1-6]", tag):
            self.headings[int(tag[1]), line, column] += 1
        elif tag == "table":
            self.tables[line] += 1

    def _raw(self, tag: str, given: dict[str, str]) -> None:
        if tag == "a" and "href" in given and not given["href"].startswith("#fn"):
            self.raw_links[given["href"]] += 1
        elif tag == "img":
            self.raw_images[given["src"]] += 1

    def handle_comment(self, data: str) -> None:
        self.comments += 1

    def handle_data(self, data: str) -> None:
        self.text += "".join(data.split())


@few(800)
@given(page_text)
@example("[a](b.md) <a href='c'>d</a> ![e](f.png \"g\") <img src=h>\n\n## I\n\n| j |\n|---|\n")
@example("a <!-- b --> c\n\n## d\n\n## d\n\n<a href='e'>f www.a.org</a> <a href='g'>h</a>\n")
def test_all_of_a_page_is_collected_once_and_marked_in_its_text(text: str) -> None:
    html = ENGINE.html(text)
    gatherer = Gatherer(PATH, [], raw_tags(text, Places(text), html))
    body = gatherer.gather(html)
    assert_collected(gatherer, text, Parsed(html))
    assert_marked(gatherer, body)
    assert_same_text(html, body)


def assert_collected(gatherer: Gatherer, text: str, parsed: Parsed) -> None:
    """Everything that the Markdown parser made, and every raw link and image, has one entry."""
    raw_links = [one for one in gatherer.links if is_raw(text, one)]
    links = [one for one in gatherer.links if not is_raw(text, one)]
    raw_images = [one for one in gatherer.images if is_raw(text, one)]
    images = [one for one in gatherer.images if not is_raw(text, one)]
    assert parsed.links == Counter((one.href, one.line, one.column) for one in links)
    assert parsed.images == Counter(
        (one.src, one.alt, one.title, one.line, one.column) for one in images
    )
    assert parsed.raw_links == Counter(one.href for one in raw_links)
    assert parsed.raw_images == Counter(one.src for one in raw_images)
    assert parsed.headings == Counter(
        (one.level, one.line, one.column) for one in gatherer.headings
    )
    assert parsed.tables == Counter(one.line for one in gatherer.tables)


def is_raw(text: str, found: Link | Image) -> bool:
    """True if a link or image is a tag in the source."""
    rest = text.split("\n")[found.line - 1][found.column - 1 :]
    return re.match(r"<(?:a|img)\b", rest, re.I) is not None


def assert_marked(gatherer: Gatherer, body: str) -> None:
    """Each entry has its mark in the body, which has no comment and no position."""
    parsed = Parsed(MARK.sub("", body))
    assert not parsed.comments
    assert not parsed.positions
    assert sorted(marks.numbers_of(body, marks.LINK)) == list(range(len(gatherer.links)))
    assert sorted(marks.numbers_of(body, marks.IMAGE)) == list(range(len(gatherer.images)))
    assert sorted(marks.numbers_of(body, marks.TABLE)) == list(range(len(gatherer.tables)))
    assert sorted(marks.numbers_of(body, marks.TABLE_END)) == list(range(len(gatherer.tables)))
    for heading in gatherer.headings:
        assert f'<h{heading.level} id="{marks.ANCHOR}{heading.id}">' in body
    assert len({one.id for one in gatherer.headings}) == len(gatherer.headings)


def assert_same_text(html: str, body: str) -> None:
    """The body has the text of the page, but for the boxes of tasks, and commas between notes."""
    shown = Parsed(MARK.sub("", body.replace("<sup>, </sup>", ""))).text
    assert shown.translate(TASK_BOXES) == Parsed(html).text.translate(TASK_BOXES)


@few(400)
@given(token_text, st.booleans())
def test_every_mark_of_any_page_stands_for_something(text: str, sheet: bool) -> None:
    whole = f"::: reflection R {{#r}}\nWhat?\n\n{text}\n:::\n" if sheet else text
    content = read_content(PATH, (FRONT + whole).encode("utf-8", "replace"), BUILT_IN_KINDS)
    sizes = sizes_of(content)
    for html in parts_of(content):
        assert 'data-sourcepos="' not in html
        for letter, number in MARK.findall(html):
            assert letter == marks.BACK or int(number) < sizes[letter]


def sizes_of(content: Content) -> dict[str, int]:
    """Returns how many entries there are for the marks with each letter."""
    return {
        marks.BOX_OPENS: len(content.boxes),
        marks.BOX_CLOSES: len(content.boxes),
        marks.LINK: len(content.links),
        marks.IMAGE: len(content.images),
        marks.FIELD: len(content.fields),
        marks.RATING: len(content.rating_cells),
        marks.REFERENCE: len(content.cited),
        marks.TABLE: len(content.tables),
        marks.TABLE_END: len(content.tables),
    }


def parts_of(content: Content) -> list[str]:
    """Returns all HTML of a page."""
    choices = [choice for field in content.fields for choice in field.choices]
    titles = [box.title_html for box in content.boxes]
    return [
        content.body,
        *titles,
        *(choice.html for choice in choices),
        *(choice.feedback for choice in choices),
    ]


# Examples


def read(text: str) -> Content:
    return read_content(PATH, (FRONT + text).encode(), BUILT_IN_KINDS)


def shown(content: Content) -> str:
    """Returns the body with marks that can be read: [L0] for a link's, # before an id."""
    body = MARK.sub(lambda found: f"[{found[1]}{found[2]}]", content.body)
    return body.replace(marks.ANCHOR, "#").strip()


def test_a_raw_link_keeps_its_other_attributes_and_gets_its_place_in_the_source() -> None:
    content = read("\nSee <A class=\"c\" HREF='b.md' id='x'>the *page*</A>.\n")
    assert content.links == [Link("b.md", "the page", 5, 5)]
    expected = '<p>See <a class="c" href="[L0]" id=\'#x\'>the <em>page</em></A>.</p>'
    assert shown(content) == expected


def test_a_link_inside_a_raw_link_ends_first() -> None:
    content = read('<a href="b">See www.a.org</a>\n')
    assert content.links == [
        Link("http://www.a.org", "www.a.org", 4, 17),
        Link("b", "See www.a.org", 4, 1),
    ]


def test_equal_raw_links_have_their_own_places() -> None:
    content = read('<a href="b">1</a>\n<a href="b">2</a>\n')
    assert content.links == [Link("b", "1", 4, 1), Link("b", "2", 5, 1)]


def test_a_raw_link_without_an_address_is_no_link() -> None:
    content = read('An <a id="here"></a> anchor.\n')
    assert content.links == []
    assert [anchor.id for anchor in content.anchors] == ["here"]


def test_a_raw_image_becomes_a_mark_and_one_with_an_empty_alt_is_decorative() -> None:
    content = read('<img src="a.png" alt="A &amp; b" title="T"> <img src=b.png alt="">\n')
    assert content.images == [
        Image("a.png", "A & b", 4, 1, "T"),
        Image("b.png", "", 4, 45, "", decorative=True),
    ]
    assert shown(content) == "<p>[I0] [I1]</p>"


def test_a_raw_image_without_alt_is_not_decorative() -> None:
    assert not read("<img src=b.png>\n").images[0].decorative


def test_an_image_in_a_link_gives_the_link_its_text() -> None:
    content = read('[![A *map*](map.png "T") here](b.md)\n')
    assert content.links == [Link("b.md", "A map here", 4, 1)]
    assert content.images == [Image("map.png", "A map", 4, 2, "T")]
    assert shown(content) == '<p><a href="[L0]">[I0] here</a></p>'


def test_the_boxes_of_a_task_list_are_characters() -> None:
    content = read("- [ ] a\n- [x] b\n- [X] c\n- [y] d\n\n1. [ ] e\n\n   f\n")
    assert re.findall(r"<li[^>]*>(?:\s*<p>)?[^<]*", content.body) == [
        '<li class="task">☐ a',
        '<li class="task">☑ b',
        '<li class="task">☑ c',
        "<li>[y] d",
        '<li class="task">\n<p>☐ e',
    ]


def test_a_tables_headers_name_their_columns_and_cells_have_their_alignment() -> None:
    content = read("| a |   | *c* |\n|:--|--:|:-:|\n| 1 | 2 | 3 |\n")
    table = content.tables[0]
    assert (table.line, table.headed, table.columns) == (4, True, 3)
    assert re.findall(r"<t[hd]\b.*", content.body) == [
        '<th scope="col" class="align-left">a</th>',
        "<td></td>",
        '<th scope="col" class="align-center"><em>c</em></th>',
        '<td class="align-left">1</td>',
        '<td class="align-right">2</td>',
        '<td class="align-center">3</td>',
    ]


def test_a_table_whose_headers_are_empty_has_no_headers() -> None:
    content = read("|   |   |\n|---|---|\n| 1 | 2 |\n")
    assert not content.tables[0].headed
    assert "<th" not in content.body.replace("<thead", "")


def test_raw_tables_inside_each_other_stay_as_they_are() -> None:
    raw = "<table><tr><td>\n<table><tr><td>x</td></tr></table>\n</td></tr></table>"
    content = read(f"{raw}\n\n| a |\n|---|\n")
    assert [table.line for table in content.tables] == [8]
    assert shown(content).startswith(f"{raw}\n[T0]")


@pytest.mark.parametrize(
    "heading, text, identifier",
    [
        ("## A b", "A b", "a-b"),
        ("## A b {#c}", "A b", "c"),
        ("## A *b* `{x}` {#c}", "A b {x}", "c"),
        ("## A {b}", "A {b}", "a-b"),
        ("## A {b #c}", "A {b #c}", "a-b-c"),
        ("## A \\\\{#c}", "A \\{#c}", "a-c"),
        ("## {#c}", "", "c"),
        ("## …", "…", "part"),
    ],
)
def test_braces_at_the_end_of_a_heading_give_its_id(
    heading: str, text: str, identifier: str
) -> None:
    content = read(f"{heading}\n")
    assert [(one.text, one.id) for one in content.headings] == [(text, identifier)]
    assert shown(content).startswith(f'<h2 id="#{identifier}">')


def test_a_raw_heading_is_not_collected() -> None:
    content = read("<h2>Raw</h2>\n\n## Own\n")
    assert [heading.text for heading in content.headings] == ["Own"]
    assert "<h2>Raw</h2>" in content.body


def test_a_code_block_can_be_scrolled_with_the_keyboard() -> None:
    assert '<pre tabindex="0"><code>' in read("    code\n").body


def test_a_comment_with_a_mark_becomes_the_mark() -> None:
    gatherer = Gatherer(PATH, [], [])
    box = marks.mark(marks.BOX_OPENS, 0)
    assert gatherer.gather(f"<!--{box}-->\n<!-- {box} -->x") == f"{box}x"
