"""kramdown -> HTML: a pre-pass turns what kramdown knows and CommonMark does not into comments that CommonMark lets through, then the
parser of Carrel's own pages reads the rest, and at last the comments take effect.

What stands in raw HTML is no Markdown for kramdown unless `markdown="1"` says so, whatever its blank lines and indents. So a whole HTML
block becomes one comment, and comes back when the Markdown has been read.
"""

from __future__ import annotations

import re

import comrak
import msgspec

from carrel.imports.course import Finding
from carrel.imports.html.tree import COMMENT, LINE, VOID, Element, Node, parse, with_lines
from carrel.model.marks import without_forbidden
from carrel.model.tables import WIDEST

_BLOCKS = (
    "address article aside blockquote body caption col colgroup dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hgroup hr html head iframe legend li main map menu nav noscript object ol optgroup p pre script section style summary table"
    " tbody td th thead tfoot tr ul video audio svg"
)
_OPENS = re.compile(rf"(?P<indent> {{0,3}})<(?P<name>{'|'.join(_BLOCKS.split())})(?=[\s/>])", re.I)
_COMMENT_OPENS = re.compile(r" {0,3}<!--")
_INLINE_ALONE = re.compile(r" {0,3}</?[a-zA-Z][^<>]*>[ \t]*$")
_FENCE = re.compile(r"[ \t]*(?:[-*+>]|\d+\.)?[ \t]*(`{3,}|~{3,})(.*)")
_MARKDOWN = re.compile(r"""\smarkdown\s*=\s*["']?(1|block|span|0)["']?""")
_BLOCK_LIST = re.compile(r"^([ \t]*)\{:(?!:)[ \t]*([^{}]*)\}[ \t]*$")
_SPAN_LIST = re.compile(r"\{:[ \t]*([^{}:][^{}]*)\}")
_OPTION = re.compile(r"^[ \t]*\{::(options|comment|nomarkdown)\b([^{}]*?)(/?)\}[ \t]*$")
_OPTION_ENDS = re.compile(r"^[ \t]*\{:/(?:comment|nomarkdown)?\}[ \t]*$")
_HEADING = re.compile(r"^( {0,3}#{1,6}[ \t].*?\S)[ \t]*+\{:?[ \t]*+#([\w:-]++)[^{}]*+\}[ \t]*$")
_NO_SPACE = re.compile(r"^( {0,3}#{1,6})(?=[^#\s])")
_ABBREVIATION = re.compile(r"^ {0,3}\*\[([^\]]+)\]:[ \t]*(.*)$")
_TABLE_ROW = re.compile(r"^ {0,3}\|.*\|?[ \t]*$")
_ATTRIBUTE = re.compile(
    r"""(?:([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))|\.([\w-]+)|#([\w:-]+)|([\w-]+))"""
)
_KEPT, _HELD = (
    "\ue000",
    "\ue001",
)  # before a line that must stay a paragraph; around the number of what a comment stands for
_OWN = re.compile("[\ue000\ue001]")
_PLACE = re.compile(f"<!--{_HELD}(\\d+){_HELD}-->")
_SOURCE = re.compile(r'data-sourcepos="(\d+):[^"]*"')


class Comment(msgspec.Struct, frozen=True):
    """What the pre-pass has to say about a line."""

    line: int
    finding: Finding
    sentence: str


class Prepared(msgspec.Struct):
    """A text that CommonMark can read. `origin` says for each of its lines from which line it comes; `held` is what its comments stand
    for: raw HTML, or attributes for the block before or after."""

    lines: list[str] = []
    origin: list[int] = []
    held: list[str | dict[str, str]] = []
    comments: list[Comment] = []

    def add(self, line: str, origin: int) -> None:
        self.lines.append(line)
        self.origin.append(origin)

    def hold(self, what: str | dict[str, str]) -> str:
        """The comment that stands for it."""
        self.held.append(what)
        return f"<!--{_HELD}{len(self.held) - 1}{_HELD}-->"


class _PrePass:
    """Goes through the lines once."""

    def __init__(self, text: str, first: int) -> None:
        text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
        self.lines = _OWN.sub("\ufffd", without_forbidden(text)).split("\n")
        self.first = first
        self.made = Prepared()
        self.fence = ""
        self.inner: list[
            tuple[str, str]
        ] = []  # elements whose content is Markdown, and that are open: name, and the comment that ends each
        self.definitions: dict[str, dict[str, str]] = {}
        self.parse_html = False

    def remark(self, number: int, finding: Finding, sentence: str) -> None:
        self.made.comments.append(Comment(number + self.first, finding, sentence))

    def run(self) -> Prepared:
        number = 0
        while number < len(self.lines):
            number = self._take(number)
        number = len(self.lines)
        for name, closing in reversed(self.inner):
            self.remark(number - 1, Finding.FAULT, f"A <{name}> is opened and never closed.")
            self.made.add(closing, self.first + number - 1)
        return self.made

    def _take(self, number: int) -> int:
        """Takes the line with this number, and those that belong to it; says which comes next."""
        line = self.lines[number]
        if self._in_code(line):
            self.made.add(line, self.first + number)
            return number + 1
        for taker in (
            self._option,
            self._html_comment,
            self._closing,
            self._html,
            self._list,
            self._small,
            self._table,
        ):
            after = taker(line, number)
            if after is not None:
                return after
        self.made.add(self._text(line), self.first + number)
        return number + 1

    def _in_code(self, line: str) -> bool:
        found = _FENCE.match(line)
        if found and not self.fence:
            self.fence = found[1] if "`" not in found[2] or found[1][0] == "~" else ""
            return bool(self.fence)
        if found and self.fence and found[1].startswith(self.fence) and not found[2].strip():
            self.fence = ""
            return True
        return bool(self.fence)

    # kramdown's own lines

    def _option(self, line: str, number: int) -> int | None:
        found = _OPTION.match(line)
        if not found:
            return None
        what, values, alone = found.groups()
        if what == "options" or alone:
            self.parse_html = self.parse_html or ('parse_block_html="true"' in values)
            self.remark(number, Finding.DROPPED, f"An instruction to kramdown: {line.strip()}")
            return number + 1
        end = next(
            (
                later
                for later in range(number + 1, len(self.lines))
                if _OPTION_ENDS.match(self.lines[later])
            ),
            len(self.lines),
        )
        inside = "\n".join(self.lines[number + 1 : end])
        html = (
            with_lines(inside, self.first + number + 1)
            if what == "nomarkdown"
            else f"<!--{inside.replace('--', '- -')}-->"
        )
        self.made.add(self.made.hold(html), self.first + number)
        return end + 1

    def _list(self, line: str, number: int) -> int | None:
        """An attribute list on a line of its own."""
        found = _BLOCK_LIST.match(line)
        if not found:
            return None
        words = found[2].strip()
        if words.startswith("toc") or words.split(" ")[0] == "toc":
            self._drop_contents(number)
            return number + 1
        name, colon, rest = words.partition(":")
        if colon and re.fullmatch(r"[\w-]+", name):
            self.definitions[name] = self.attributes(rest)
            return number + 1
        before = bool(number and self.lines[number - 1].strip())
        given = self.attributes(words)
        self.made.add(
            found[1] + self.made.hold({**given, "": "before" if before else "after"}),
            self.first + number,
        )
        return number + 1

    def _drop_contents(self, number: int) -> None:
        """The list before `{:toc}` would be replaced by the page's headings."""
        while self.made.lines and self.made.lines[-1].strip():
            self.made.lines.pop()
            self.made.origin.pop()
        self.remark(
            number, Finding.DERIVED, "A table of contents: Carrel makes its menus by itself."
        )

    def _small(self, line: str, number: int) -> int | None:
        if line.strip() == "^":
            self.made.add("<!-- -->", self.first + number)
            return number + 1
        found = _ABBREVIATION.match(line)
        if found:
            self.remark(
                number,
                Finding.DROPPED,
                f"What the abbreviation “{found[1]}” stands for: “{found[2]}”. A glossary can say it.",
            )
            return number + 1
        return None

    def attributes(self, words: str) -> dict[str, str]:
        """What an attribute list says."""
        made: dict[str, str] = {}
        for key, double, single, bare, name, identifier, other in _ATTRIBUTE.findall(words):
            if key:
                made[key] = double or single or bare
            elif name:
                made["class"] = f"{made.get('class', '')} {name}".strip()
            elif identifier:
                made["id"] = identifier
            else:
                made |= self.definitions.get(other, {})
        return made

    # HTML

    def _html_comment(self, line: str, number: int) -> int | None:
        if not _COMMENT_OPENS.match(line):
            return None
        start = line.index("<!--")
        end, after = self._until(re.compile("-->"), number, start)
        self.made.add(self.made.hold(self._cut(number, start, end, after)), self.first + number)
        return self._go_on(end, after)

    def _closing(self, line: str, number: int) -> int | None:
        """The end of an element whose content is Markdown."""
        found = re.search(rf"</{self.inner[-1][0]}\s*>", line, re.I) if self.inner else None
        if not found or (line[: found.start()].strip() and _OPENS.match(line)):
            return None
        if line[: found.start()].strip():
            self.made.add(self._text(line[: found.start()]), self.first + number)
        self.made.add(self.inner.pop()[1], self.first + number)
        return self._go_on(number, found.end())

    def _html(self, line: str, number: int) -> int | None:
        found = _OPENS.match(line)
        if not found:
            return None
        name = found["name"].lower()
        tag_end, after = self._until(
            re.compile(r"""(?:[^"'>]|"[^"]*"|'[^']*')*?>"""), number, found.end(), whole=True
        )
        tag = self._cut(number, found.start("name") - 1, tag_end, after)
        reads = _MARKDOWN.search(tag)
        if (reads and reads[1] != "0") or (
            self.parse_html and not reads and name in ("div", "section", "article", "aside")
        ):
            return self._markdown_inside(name, tag, number, tag_end, after)
        if name in VOID or tag.rstrip().endswith("/>"):
            self.made.add(self.made.hold(with_lines(tag, self.first + number)), self.first + number)
            return self._go_on(tag_end, after)
        end, after = self._end_of(name, number, tag_end, after)
        html = self._cut(number, found.start("name") - 1, end, after)
        self.made.add(self.made.hold(self._nested(html, self.first + number)), self.first + number)
        return self._go_on(end, after)

    def _markdown_inside(self, name: str, tag: str, number: int, end: int, after: int) -> int:
        opened = with_lines(_MARKDOWN.sub("", tag), self.first + number)
        block = "div" if name in ("p", "h1", "h2", "h3", "h4", "h5", "h6") else name
        opened = re.sub(rf"^<{name}", f"<{block}", opened, flags=re.I)
        self.made.add(self.made.hold(opened), self.first + number)
        self.inner.append((name, self.made.hold(f"</{block}>")))
        return self._go_on(end, after)

    def _until(
        self, pattern: re.Pattern[str], number: int, start: int, whole: bool = False
    ) -> tuple[int, int]:
        """The line on which `pattern` is found, and the column behind it; the end of the text where it is not."""
        text = "\n".join(self.lines[number : number + 200])
        found = pattern.match(text, start) if whole else pattern.search(text, start)
        if not found:
            last = len(self.lines) - 1
            return last, len(self.lines[last])
        before = text[: found.end()]
        return number + before.count("\n"), len(before) - (before.rfind("\n") + 1)

    def _end_of(self, name: str, number: int, line: int, after: int) -> tuple[int, int]:
        """Where the element ends that was opened before this place."""
        depth = 1
        pattern = re.compile(rf"<(/?){name}(?=[\s>/])[^<>]*?(/?)>|<!--.*?-->", re.I)
        at = line
        while at < len(self.lines):
            for found in pattern.finditer(self.lines[at], after if at == line else 0):
                if found[0].startswith("<!--"):
                    continue
                depth += -1 if found[1] else 0 if found[2] else 1
                if not depth:
                    return at, found.end()
            if name in ("p", "li", "td", "th", "tr", "dt", "dd") and not self.lines[at].strip():
                return at, len(self.lines[at])
            at += 1
        self.remark(number, Finding.FAULT, f"A <{name}> is opened here and never closed.")
        return len(self.lines) - 1, len(self.lines[-1])

    def _cut(self, first: int, start: int, last: int, end: int) -> str:
        if first == last:
            return self.lines[first][start:end]
        return "\n".join(
            [self.lines[first][start:], *self.lines[first + 1 : last], self.lines[last][:end]]
        )

    def _go_on(self, number: int, after: int) -> int:
        """What follows on the same line is read as a line of its own."""
        rest = self.lines[number][after:]
        if not rest.strip():
            return number + 1
        self.lines[number] = rest.lstrip()
        return number

    def _nested(self, html: str, line: int) -> str:
        """Raw HTML; in it, elements with `markdown="1"` hold Markdown after all."""
        found = _MARKDOWN.search(html) if "markdown" in html else None
        if not found or found[1] == "0":
            return with_lines(html, line)
        return with_lines(_INNER.sub(lambda one: one[1] + inner_html(one[3]) + one[4], html), line)

    # Lines of text

    def _text(self, line: str) -> str:
        heading = _HEADING.match(line)
        if heading:
            return f"{heading[1]} {self.made.hold({'id': heading[2], '': 'parent'})}"
        line = _NO_SPACE.sub(r"\1 ", line) if line.lstrip().startswith("#") else line
        if _INLINE_ALONE.match(line) and not line.lstrip().startswith("<!"):
            return line[: len(line) - len(line.lstrip())] + _KEPT + line.lstrip()
        return _SPAN_LIST.sub(self._span, line) if "{:" in line else line

    def _span(self, found: re.Match[str]) -> str:
        before = found.string[: found.start()].rstrip()
        first = not before.strip(" \t-*+0123456789.")  # behind the marker of a list item
        where = "parent" if first or before.lstrip().startswith("#") else "before"
        return self.made.hold({**self.attributes(found[1]), "": where})

    def _table(self, line: str, number: int) -> int | None:
        """kramdown knows tables without a line of hyphens; their first row is their header here."""
        following = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        starts = not number or not self.lines[number - 1].strip()
        if not (starts and _TABLE_ROW.match(line) and line.count("|") > 1) or _is_delimiter(line):
            return None
        if _is_delimiter(following) and "|" in following:
            return None
        cells = line.strip().strip("|").count("|") + 1
        if cells > WIDEST:
            return None
        self.made.add(self._text(line), self.first + number)
        self.made.add("|" + " --- |" * cells, self.first + number)
        self.remark(
            number,
            Finding.CHANGED,
            "This table has no header row, so its first row has become one.",
        )
        return number + 1


_INNER = re.compile(
    r"""(<(\w+)[^<>]*?\smarkdown\s*=\s*["']?(?:1|block|span)["']?[^<>]*>)(.*?)(</\2\s*>)""",
    re.S | re.I,
)


class Read(msgspec.Struct):
    """A page's HTML as a tree, and what was remarked on the way."""

    tree: Element
    comments: list[Comment]


def read(text: str, first: int = 1) -> Read:
    """kramdown as a tree of HTML, whose lines count from `first`. Raises tree.TooDeep."""
    made = _PrePass(text, first).run()
    lines = [
        with_lines(line, origin) if "<" in line else line
        for line, origin in zip(made.lines, made.origin, strict=True)
    ]
    html = _SOURCE.sub(lambda found: _origin(made, int(found[1])), commonmark("\n".join(lines)))
    html = _PLACE.sub(lambda found: _held(made, found), html).replace(_KEPT, "")
    tree = parse(html)
    _attach(tree, made)
    return Read(tree, made.comments)


def inner_html(text: str) -> str:
    """Markdown that stands inside of HTML, as HTML."""
    return "\n" + commonmark("\n".join(line.strip() for line in text.strip("\n").split("\n")))


def _is_delimiter(line: str) -> bool:
    return "-" in line and set(line) <= set(" \t|:-")


def _origin(made: Prepared, line: int) -> str:
    return f'{LINE}="{made.origin[min(line, len(made.origin)) - 1]}"'


def _held(made: Prepared, found: re.Match[str]) -> str:
    """Raw HTML takes its place; attributes wait until there is a tree."""
    what = made.held[int(found[1])] if int(found[1]) < len(made.held) else ""
    return found[0] if isinstance(what, dict) else what


def commonmark(text: str) -> str:
    """CommonMark with typographic signs, as HTML."""
    extensions = comrak.ExtensionOptions()
    for name in ("table", "strikethrough", "footnotes", "description_lists"):
        setattr(extensions, name, True)
    parsing, rendering = comrak.ParseOptions(), comrak.RenderOptions()
    parsing.smart = True
    rendering.unsafe_ = rendering.sourcepos = True
    return str(comrak.render_markdown(text, extensions, parsing, rendering))


def _attach(parent: Element, made: Prepared) -> None:
    """Attribute lists take effect: each on the element before or after it, or around it."""
    kept: list[Node] = []
    waiting: dict[str, str] = {}
    for child in parent.children:
        given = _attributes(child, made)
        if given is None:
            if waiting and isinstance(child, Element) and child.name != COMMENT:
                _give(child, waiting)
                waiting = {}
            kept.append(child)
            continue
        where = given.pop("")
        before = next(
            (one for one in reversed(kept) if isinstance(one, Element) and one.name != COMMENT),
            None,
        )
        if where == "parent":
            _give(parent, given)
        elif where == "before" and before:
            _give(before, given)
        else:
            waiting = given
    parent.children = kept
    for element in parent.elements():
        _attach(element, made)


def _attributes(node: Node, made: Prepared) -> dict[str, str] | None:
    if not isinstance(node, Element) or node.name != COMMENT or not node.children:
        return None
    found = _PLACE.fullmatch(f"<!--{node.children[0]}-->")
    what = made.held[int(found[1])] if found and int(found[1]) < len(made.held) else ""
    return dict(what) if isinstance(what, dict) else None


def _give(element: Element, given: dict[str, str]) -> None:
    classes = f"{element.attributes.get('class', '')} {given.get('class', '')}".strip()
    element.attributes |= given | ({"class": classes} if classes else {})


def read_html(text: str) -> Read:
    """A page that is HTML already. Raises tree.TooDeep."""
    return Read(parse(with_lines(without_forbidden(text))), [])
