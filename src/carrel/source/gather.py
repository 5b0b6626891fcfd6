"""Collects headings, links, images and tables of a parsed page, and leaves marks in their places.

The page's HTML is read once, tag by tag, with a stack of the elements that are open. The Markdown
parser puts `data-sourcepos="line:column-…"` on what it made from Markdown; elements without it are
raw HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.model.content import Anchor, Heading, Image, Link, RawTag, Table
from carrel.model.marks import mark
from carrel.model.slugs import slug, unique
from carrel.source.attributes import cut_braces, read_attributes
from carrel.source.footnotes import mark_footnotes
from carrel.source.markup import ATTRIBUTE, IN_TAG, attributes_of, without_tags

_TOKEN = re.compile(
    rf"<(?:(/?)(a|img|h[1-6]|table|th|pre)(?=[ \t\n\r\f/>])({IN_TAG})>"
    r"|!--(.*?)-->\n?"
    r'|li(?: data-sourcepos="[^"]*")?>(\n<p[^>]*>)?\[([ xX])\] )',
    re.S | re.I,
)
"""A tag or comment that matters here, or the beginning of a task list's item."""

_AT = re.compile(r' data-sourcepos="(\d+):(\d+)-[^"]*"')
_LINK = re.compile(r' href="([^"]*)"((?: title="[^"]*")?)$')
_IMAGE = re.compile(r' src="([^"]*)" alt="([^"]*)"(?: title="([^"]*)")? /$')
_ALIGNED = re.compile(r'<(t[hd])((?: data-sourcepos="[^"]*")?) align="(\w+)"')
_BRACES = re.compile(r"\{([^{}<]*)\}")
_MARK = re.compile(f"{marks.OPEN}([^{marks.CLOSE}]*){marks.CLOSE}")
_WHOLE_MARK = re.compile(f"{marks.OPEN}[^{marks.CLOSE}]*{marks.CLOSE}")
_TABLE_MARK = re.compile(f" {marks.OPEN}{marks.TABLE}(\\d+){marks.CLOSE}")
_POSITION = ' data-sourcepos="'
_ANCHOR = mark(marks.ANCHOR)

Place = tuple[int, int]  # line and column


class _Open:
    """An element that is open. `at` is the index of its start tag among the parts written so far.

    `place` is where Markdown made it, or None for raw HTML; `attributes` has no position any more.
    """

    __slots__ = ("at", "attributes", "name", "place")

    def __init__(self, name: str, at: int, attributes: str, place: Place | None) -> None:
        self.name, self.at, self.attributes, self.place = name, at, attributes, place


class Gatherer:
    """Collects what the HTML of one page contains besides text; `gather` is called for each part.

    `at` is the position of a part that was parsed by itself, such as a box's title.
    """

    def __init__(
        self, path: str, tables: list[Table], raw_tags: list[RawTag], taken: Iterable[str] = ()
    ) -> None:
        self.path = path
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.tables = tables
        self.anchors: list[Anchor] = []
        self.ids = set(taken)  # a heading's derived id is none of these
        self.cited: list[str] = []
        self.issues: list[Issue] = []
        self.at: Place | None = None
        self._raw = [tag for tag in raw_tags if tag.name in ("a", "img")]
        self._has_raw = bool(self._raw)
        self._parts: list[str] = []
        self._open: list[_Open] = []
        self._headers: list[str] = []  # the texts of the headers of the table that is open

    def report(self, code: str, place: Place, **values: object) -> None:
        """Adds an issue."""
        self.issues.append(issue(code, Position(self.path, *place), **values))

    def gather(self, body: str) -> str:
        """Returns `body` with marks, and without positions and comments."""
        self._parts, self._open = [], []
        done = 0
        for found in _TOKEN.finditer(body):
            self._parts.append(body[done : found.start()])
            done = self._token(found, body)
        self._parts.append(body[done:])
        return mark_footnotes(_without_positions("".join(self._parts)), self.cited)

    def _token(self, found: re.Match[str], body: str) -> int:
        """Handles one tag or comment; returns the end of what it has handled."""
        if not found[2]:
            self._parts.append(_comment_or_task(found))
            return found.end()
        name = found[2].lower()
        if found[1]:
            return self._end(name, found, body)
        return _STARTS[name](self, name, found, body)

    # Start tags

    def _plain(self, name: str, found: re.Match[str], _body: str) -> int:
        """An element that is kept as it is until it ends."""
        self._push(name, found)
        return found.end()

    def _of_markdown(self, name: str, found: re.Match[str], _body: str) -> int:
        """A heading, or a header of a table; one in raw HTML is kept as it is."""
        if _AT.match(found[3]):
            self._push(name, found)
        else:
            self._parts.append(found[0])
        return found.end()

    def _push(self, name: str, found: re.Match[str]) -> _Open:
        attributes, place = self._cut_place(found[3])
        opened = _Open(name, len(self._parts), attributes, place)
        self._open.append(opened)
        self._parts.append(found[0])
        return opened

    def _cut_place(self, attributes: str) -> tuple[str, Place | None]:
        """Returns a tag's attributes without its position, and the position."""
        at = _AT.match(attributes)
        if not at:
            return attributes, None
        return attributes[at.end() :], self.at or (int(at[1]), int(at[2]))

    def _image(self, _name: str, found: re.Match[str], body: str) -> int:
        attributes, place = self._cut_place(found[3])
        if place:
            return self._markdown_image(attributes, place, found, body)
        if not self._has_raw:
            self._parts.append(found[0])
            return found.end()
        read = attributes_of(attributes)
        source, alt = read.get("src", ""), read.get("alt", "")
        title, decorative = read.get("title", ""), "alt" in read and not alt
        place = self._raw_place("src", source)
        self._add_image(Image(source, alt, *place, title, decorative))
        return found.end()

    def _markdown_image(
        self, attributes: str, place: Place, found: re.Match[str], body: str
    ) -> int:
        image = _IMAGE.match(attributes)
        if not image:
            self._parts.append(found[0])
            return found.end()
        braces = _BRACES.match(body, found.end())
        read = read_attributes(braces[1] if braces else "")
        if braces and (read.rest or read.values or set(read.classes) - {"decorative"}):
            self.report("attribute-unknown", place, text=braces[0])
        source, alt, title = (unescape(text or "") for text in image.groups())
        self._add_image(Image(source, alt, *place, title, "decorative" in read.classes))
        return braces.end() if braces else found.end()

    def _add_image(self, image: Image) -> None:
        self.images.append(image)
        self._parts.append(mark(marks.IMAGE, len(self.images) - 1))

    def _raw_place(self, key: str, value: str) -> Place:
        """Returns the position of the first raw tag with this attribute that was not used yet."""
        tag = next((tag for tag in self._raw if tag.attributes.get(key) == value), None)
        if not tag:
            return self.at or (1, 1)
        self._raw.remove(tag)
        return tag.line, tag.column

    def _code(self, _name: str, found: re.Match[str], _body: str) -> int:
        """A code block gets a tab stop, so that a wide one can be scrolled with the keyboard."""
        attributes, _ = self._cut_place(found[3])
        self._parts.append(found[0] if attributes else '<pre tabindex="0">')
        return found.end()

    # End tags

    def _end(self, name: str, found: re.Match[str], body: str) -> int:
        opened = self._pop(name)
        if opened:
            return _ENDS[name](self, opened, found, body)
        self._parts.append(found[0])
        return found.end()

    def _pop(self, name: str) -> _Open | None:
        """Removes the innermost open element with this name, and those inside it."""
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].name == name:
                opened = self._open[depth]
                del self._open[depth:]
                return opened
        return None

    def _inner(self, opened: _Open) -> str:
        """Returns the HTML inside an element, up to now."""
        return "".join(self._parts[opened.at + 1 :])

    def _end_link(self, opened: _Open, found: re.Match[str], body: str) -> int:
        self._parts.append(found[0])
        if opened.place:
            self._markdown_link(opened, opened.place, found, body)
        elif self._has_raw and not opened.attributes.startswith(' href="#fn'):
            self._raw_link(opened)
        return found.end()

    def _markdown_link(self, opened: _Open, place: Place, found: re.Match[str], body: str) -> None:
        link = _LINK.match(opened.attributes)
        if not link:
            return
        braces = _BRACES.match(body, found.end())
        if braces and braces[1] and not read_attributes(braces[1]).rest:
            self.report("attribute-unknown", place, text=braces[0])
        target = self._add_link(unescape(link[1]), opened, place)
        self._parts[opened.at] = f'<a href="{target}"{link[2]}>'

    def _raw_link(self, opened: _Open) -> None:
        """A link in raw HTML keeps its other attributes."""
        attributes = opened.attributes
        href = next(
            (one for one in ATTRIBUTE.finditer(attributes) if one[1].lower() == "href" and one[2]),
            None,
        )
        if not href:
            return
        address = attributes_of(href[0])["href"]
        target = self._add_link(address, opened, self._raw_place("href", address))
        before, after = attributes[: href.start()], attributes[href.end() :]
        self._parts[opened.at] = f'<a{before}href="{target}"{after}>'

    def _add_link(self, address: str, opened: _Open, place: Place) -> str:
        """Adds a link whose end tag was just written; returns the mark of its address."""
        self.links.append(Link(address, self._text(self._inner(opened)), *place))
        return mark(marks.LINK, len(self.links) - 1)

    def _end_heading(self, opened: _Open, found: re.Match[str], _body: str) -> int:
        place, inner = opened.place or (1, 1), self._inner(opened)
        given, inner = self._given_id(inner, place)
        text = self._text(inner)
        identifier = given or unique(slug(text) or "part", self.ids)
        self.ids.add(identifier)
        self.headings.append(Heading(int(opened.name[1]), text, identifier, *place))
        self.anchors.append(Anchor(identifier, place[0]))
        tag = opened.name
        self._parts[opened.at :] = [f'<{tag} id="{_ANCHOR}{identifier}">{inner}</{tag}>']
        return found.end()

    def _given_id(self, inner: str, place: Place) -> tuple[str, str]:
        """Returns the id in braces at a heading's end, and the heading without it."""
        words, braces = cut_braces(inner)
        if braces is None:
            return "", inner
        read = read_attributes(braces)
        if not read.rest and (read.classes or read.values):
            self.report("attribute-unknown", place, text=f"{{{braces}}}")
        return (read.id, words) if read.id and not read.rest else ("", inner)

    def _end_header(self, opened: _Open, found: re.Match[str], _body: str) -> int:
        """A header names its column; an empty one becomes an empty cell."""
        inner = self._inner(opened)
        self._headers.append(self._text(inner))
        attributes = opened.attributes.replace(' align="', ' class="align-')
        cell = f'<th scope="col"{attributes}>{inner}</th>' if inner else "<td></td>"
        self._parts[opened.at :] = [cell]
        return found.end()

    def _end_table(self, opened: _Open, found: re.Match[str], _body: str) -> int:
        """A table from Markdown, or one of a worksheet, which has its number already."""
        numbered = _TABLE_MARK.match(opened.attributes)
        if not opened.place and not numbered:
            self._parts.append(found[0])
            return found.end()
        inner = _ALIGNED.sub(r'<\1\2 class="align-\3"', self._inner(opened))
        number = int(numbered[1]) if numbered else len(self.tables)
        if opened.place:
            self.tables.append(Table(opened.place[0], any(self._headers), len(self._headers)))
            self._headers = []
        begin, end = mark(marks.TABLE, number), mark(marks.TABLE_END, number)
        self._parts[opened.at :] = [f"{begin}{inner}{end}"]
        return found.end()

    # Text

    def _text(self, inner: str) -> str:
        """Returns the plain text of a passage; an image becomes its alt text, a blank nothing."""
        inner = _MARK.sub(lambda found: self._alt(found[1]), inner)
        return " ".join(unescape(without_tags(inner)).split())

    def _alt(self, content: str) -> str:
        return escape(self.images[int(content[1:])].alt) if content.startswith(marks.IMAGE) else ""


def _comment_or_task(found: re.Match[str]) -> str:
    """Returns what replaces a comment, or the beginning of a task list's item.

    A comment is removed; one that contains a mark is replaced by the mark.
    """
    if found[4] is not None:
        return found[4] if _WHOLE_MARK.fullmatch(found[4]) else ""
    return f'<li class="task">{found[5] or ""}{"☐" if found[6] == " " else "☑"} '


_Start = Callable[[Gatherer, str, re.Match[str], str], int]
_End = Callable[[Gatherer, _Open, re.Match[str], str], int]

_STARTS: dict[str, _Start] = {
    "img": Gatherer._image,
    "a": Gatherer._plain,
    "table": Gatherer._plain,
    "pre": Gatherer._code,
    "th": Gatherer._of_markdown,
    **{f"h{level}": Gatherer._of_markdown for level in range(1, 7)},
}
_ENDS: dict[str, _End] = {
    "a": Gatherer._end_link,
    "table": Gatherer._end_table,
    "th": Gatherer._end_header,
    **{f"h{level}": Gatherer._end_heading for level in range(1, 7)},
}


def _without_positions(body: str) -> str:
    first, *others = body.split(_POSITION)
    return first + "".join([other.partition('"')[2] for other in others])
