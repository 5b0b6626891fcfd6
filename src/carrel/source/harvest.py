"""One pass over the parsed HTML of a page: gathers headings, links, images and tables, and leaves marks in their places.

The parser puts `data-sourcepos="line:column-…"` on what it made from Markdown; what has none came from raw HTML.
"""

import re
from collections.abc import Iterable
from html import escape, unescape
from urllib.parse import unquote

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.model.content import Anchor, Heading, Image, Link, RawTag, Table
from carrel.model.marks import mark
from carrel.model.slugs import slug, unique
from carrel.source import raw
from carrel.source.attributes import cut_braces, read_attributes

_AT = r' data-sourcepos="(\d+):(\d+)-[^"]*"'
_IMAGE = re.compile(
    rf'<img{_AT} src="([^"]*)" alt="([^"]*)"(?: title="([^"]*)")? />(?:\{{([^{{}}<]*)\}})?'
)
_RAW_IMAGE = re.compile(rf"<img(?=[ \t\n\r\f/>])({raw.IN_TAG})>", re.I)
_LINK = re.compile(
    rf'<a{_AT} href="([^"]*)"((?: title="[^"]*")?)>([^<]*+(?:<(?!/a>)[^<]*+)*)</a>(?:\{{([^{{}}<]*)\}})?'
)
_RAW_LINK = re.compile(
    rf'<a(?=[ \t\n\r\f/>])(?! href="#fn)({raw.IN_TAG})>([^<]*+(?:<(?!/?a\b)[^<]*+)*)</a>(?:\{{([^{{}}<]*)\}})?',
    re.I,
)
_HEADING = re.compile(rf"<(h[1-6]){_AT}>([^<]*+(?:<(?!/\1>)[^<]*+)*)</\1>")
_TABLE = re.compile(
    rf'<table (?:data-sourcepos="(\d+):|{marks.OPEN}{marks.TABLE}(\d+){marks.CLOSE})[^>]*>([^<]*+(?:<(?!/table>)[^<]*+)*)</table>'
)
_POSITION = ' data-sourcepos="'
_MARK = re.compile(f"{marks.OPEN}([^{marks.CLOSE}]*){marks.CLOSE}")
_COMMENT = re.compile(r"<!--.*?-->\n?", re.S)
_BOX_MARK = re.compile(f"<!--({marks.OPEN}[^{marks.CLOSE}]*{marks.CLOSE})-->\n?")
_ALIGNED = re.compile(r'<(t[hd])((?: data-sourcepos="[^"]*")?) align="(\w+)"')
_BACK = re.compile(r'aria-label="Back to reference ([0-9]{1,6})([0-9-]*)"')
_NOTE = re.compile(r'(<li id="fn-([^"]*)">)(\s*<p>)?')
_HEADER = re.compile(r"<th\b[^>]*>(.*?)</th>", re.S)
_EMPTY_HEADER = re.compile(r"<th\b[^>]*></th>")
_ANCHOR = mark(marks.ANCHOR)
_ANCHORED = f"{_ANCHOR}fn"
_TASK = re.compile(r"<li( data-sourcepos=\"[^\"]*\")?>(\n<p[^>]*>)?\[([ xX])\] ")
_SPACES_AND_LETTERS = bytes(ord(" " if chr(byte).isspace() else "a") for byte in range(256))
_RAW_ID = re.compile(r"""(\sid\s*=\s*["'])([^"']+)""", re.I)


class Harvest:
    """What a page's HTML holds besides its words."""

    def __init__(
        self, path: str, tables: list[Table], raw_tags: list[RawTag], taken: Iterable[str] = ()
    ) -> None:
        self.path = path
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.tables = tables
        self.anchors: list[Anchor] = []
        self.ids = set(taken)  # a heading's id made of its words is none of these
        self.cited: list[str] = []
        self.issues: list[Issue] = []
        self.at: tuple[int, int] | None = (
            None  # where a passage stands that was parsed on its own, such as a box's title
        )
        self._raw = [tag for tag in raw_tags if tag.name in ("a", "img")]

    def report(self, code: str, line: int, column: int, **values: object) -> None:
        self.issues.append(issue(code, Position(self.path, line, column), **values))

    def gather(self, body: str) -> str:
        """`body` with marks in place of what was gathered, and without positions and comments."""
        if "<img data-sourcepos" in body:
            body = _IMAGE.sub(self._image, body)
        if self._raw:
            body = _RAW_IMAGE.sub(self._raw_image, body)
        if "<a data" in body:
            body = _LINK.sub(self._link, body)
        if self._raw:
            whole = body.lower().rfind("</a>") + 4
            body = _RAW_LINK.sub(self._raw_link, body[:whole]) + body[whole:]
        if "<h" in body:
            body = _HEADING.sub(self._heading, body)
        if "<table" in body:
            body = _TABLE.sub(self._table, body)
        if "<!--" in body:
            body = _BOX_MARK.sub(_first_group, body)
        if "<!--" in body:
            body = _COMMENT.sub("", body)
        if "]" in body:
            body = _TASK.sub(_task, body)
        body = _without_positions(body)
        if "<pre>" in body:
            body = body.replace(
                "<pre>", '<pre tabindex="0">'
            )  # a wide one scrolls, by keyboard too
        return self._with_footnotes(body)

    def _place(self, line: str, column: str) -> tuple[int, int]:
        return self.at or (int(line), int(column))

    def _image(self, found: re.Match[str]) -> str:
        line, column = self._place(found[1], found[2])
        attributes = read_attributes(found[6] or "")
        if attributes.rest or attributes.values or set(attributes.classes) - {"decorative"}:
            self.report("attribute-unknown", line, column, text="{" + str(found[6]) + "}")
        decorative = "decorative" in attributes.classes
        self.images.append(
            Image(
                unescape(found[3]),
                unescape(found[4]),
                line,
                column,
                unescape(found[5] or ""),
                decorative,
            )
        )
        return mark(marks.IMAGE, len(self.images) - 1)

    def _link(self, found: re.Match[str]) -> str:
        line_text, column_text, address, title, inner, braces = found.groups()
        line, column = self._place(line_text, column_text)
        number, rest = len(self.links), ""
        self.links.append(Link(unescape(address), self._words(inner), line, column))
        if braces is not None:
            rest = f"{{{braces}}}"
            if braces and not read_attributes(braces).rest:
                self.report("attribute-unknown", line, column, text=rest)
        return f'<a href="{marks.OPEN}{marks.LINK}{number}{marks.CLOSE}"{title}>{inner}</a>{rest}'

    def _raw_link(self, found: re.Match[str]) -> str:
        """A link in raw HTML is a link like others; it keeps its other attributes."""
        attributes, inner = found[1], found[2]
        href = next(
            (
                one
                for one in raw.ATTRIBUTE.finditer(attributes)
                if one[1].lower() == "href" and one[2]
            ),
            None,
        )
        if not href or marks.OPEN in href[2]:
            return found[0]
        address = raw.attributes(href[0])["href"]
        self.links.append(Link(address, self._words(inner), *self._raw_place("href", address)))
        target = f'href="{mark(marks.LINK, len(self.links) - 1)}"'
        return (
            f"<a{attributes[: href.start()]}{target}{attributes[href.end() :]}>{inner}</a>"
            + found[0][found.end(2) - found.start() + 4 :]
        )

    def _raw_place(self, key: str, value: str) -> tuple[int, int]:
        """Where the first raw tag stands that has this attribute and was not asked for yet."""
        tag = next((tag for tag in self._raw if tag.attributes.get(key) == value), None)
        if not tag:
            return self.at or (1, 1)
        self._raw.remove(tag)
        return tag.line, tag.column

    def _raw_image(self, found: re.Match[str]) -> str:
        """An image in raw HTML is an image like others: its file is published, and its size set. One with alt="" decorates."""
        read = raw.attributes(found[1])
        source, alt = read.get("src", ""), read.get("alt", "")
        line, column = self._raw_place("src", source)
        self.images.append(
            Image(source, alt, line, column, read.get("title", ""), "alt" in read and not alt)
        )
        return mark(marks.IMAGE, len(self.images) - 1)

    def _heading(self, found: re.Match[str]) -> str:
        name, inner = found[1], found[4]
        line, column = self._place(found[2], found[3])
        words, braces = cut_braces(inner)
        given = ""
        if braces is not None:
            attributes = read_attributes(braces)
            if attributes.id and not attributes.rest:
                given, inner = attributes.id, words
            if not attributes.rest and (attributes.classes or attributes.values):
                self.report("attribute-unknown", line, column, text=f"{{{braces}}}")
        text = self._words(inner)
        identifier = given or unique(slug(text) or "part", self.ids)
        self.ids.add(identifier)
        self.headings.append(Heading(int(name[1]), text, identifier, line, column))
        self.anchors.append(Anchor(identifier, line))
        return f'<{name} id="{_ANCHOR}{identifier}">{inner}</{name}>'

    def _table(self, found: re.Match[str]) -> str:
        inner = found[3]
        if ' align="' in inner:
            inner = _ALIGNED.sub(r'<\1\2 class="align-\3"', inner)
        if found[2]:
            number = int(found[2])
        else:
            head, end, rows = inner.partition("</thead>")
            headers = _HEADER.findall(head)
            number = len(self.tables)
            self.tables.append(
                Table(int(found[1]), any(self._words(header) for header in headers), len(headers))
            )
            head = head.replace("<th ", '<th scope="col" ').replace("<th>", '<th scope="col">')
            if "></th>" in head:
                head = _EMPTY_HEADER.sub("<td></td>", head)
            inner = head + end + rows
        return f"{mark(marks.TABLE, number)}{inner}{mark(marks.TABLE_END, number)}"

    def _with_footnotes(self, body: str) -> str:
        """`body` with marks in its footnotes: where a reference may stand, before their ids, and for the words of the links back."""
        text, section, notes = body.rpartition('<section class="footnotes"')
        if not section:
            return body
        notes = _NOTE.sub(self._note, notes)
        notes = _BACK.sub(
            lambda found: f'aria-label="{mark(marks.BACK, found[1])}{found[2]}"', notes
        )
        for place in ('href="#fn-', 'id="fnref-', 'id="fn-', 'href="#fnref-'):
            notes = notes.replace(place, place.replace("fn", _ANCHORED))
        return _with_calls(text) + section + notes

    def _note(self, found: re.Match[str]) -> str:
        """A footnote begins with the reference that it names, if it names one."""
        self.cited.append(unquote(found[2]))
        return f"{found[1]}{found[3] or ''}{mark(marks.REFERENCE, len(self.cited) - 1)}"

    def _words(self, inner: str) -> str:
        """The plain words of a passage; an image counts with its alt text, a blank as nothing."""
        if "<" not in inner and marks.OPEN not in inner:
            return " ".join(unescape(inner).split())
        inner = _MARK.sub(lambda found: self._alt(found[1]), inner)
        return " ".join(unescape(raw.without_tags(inner)).split())

    def _alt(self, content: str) -> str:
        return escape(self.images[int(content[1:])].alt) if content.startswith(marks.IMAGE) else ""


def _without_positions(body: str) -> str:
    first, *others = body.split(_POSITION)
    return first + "".join([other.partition('"')[2] for other in others])


def _with_calls(text: str) -> str:
    """`text` with marks before the ids of its calls of footnotes, and a comma between two that stand one behind the other: 1, 2 and
    not 12."""
    first, *calls = text.split('<sup class="footnote-ref"><a href="#fn-')
    made, before = [first], first
    for call in calls:
        apart = "<sup>, </sup>" if before.endswith("</a></sup>") else ""
        made += [
            apart,
            f'<sup class="footnote-ref"><a href="#{_ANCHORED}-',
            call.replace(' id="fnref-', f' id="{_ANCHORED}ref-', 1),
        ]
        before = call
    return "".join(made)


def with_anchors(body: str) -> str:
    """`body`, of which some is raw HTML, with a mark before each id that the author gave."""
    return _RAW_ID.sub(
        lambda found: (
            found[0] if marks.ANCHOR in found[2] else f"{found[1]}{mark(marks.ANCHOR)}{found[2]}"
        ),
        body,
    )


def words_of(body: str) -> int:
    """How many words a reader reads. In plain text a word is where a letter follows a space, which is counted quicker than split."""
    text = _MARK.sub("", raw.without_tags(body, " "))
    return (
        f" {text}".encode().translate(_SPACES_AND_LETTERS).count(b" a")
        if text.isascii()
        else len(text.split())
    )


def _first_group(found: re.Match[str]) -> str:
    return str(found[1])


def _task(found: re.Match[str]) -> str:
    return f'<li class="task">{found[2] or ""}{"☐" if found[3] == " " else "☑"} '
