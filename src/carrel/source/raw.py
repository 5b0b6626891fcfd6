"""What can be seen in the source itself, outside code: raw HTML tags, footnotes, text that was meant to be replaced."""

import re
from collections.abc import Container, Iterable, Iterator
from html import unescape
from operator import itemgetter
from urllib.parse import unquote

from carrel.model.content import Anchor, Footnote, RawTag
from carrel.model.marks import OPEN

_BACKTICKS = re.compile("`+")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_COMMENT_OR_CODE = re.compile(r"(?:\n|\A)[ \t]*(`{3,}|~{3,})([^\n]*)|(`+)|<!--(?!-?>)")
_SPACE = r"[ \t\n\r\f]"  # what browsers take for space in a tag, and no other
_NAMED = r"[^ \t\n\r\f/<>\"'=]++"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^ \t\n\r\f<>"']++|(?=>))"""
IN_TAG = rf"(?:[ \t\n\r\f/]++|{_NAMED}(?:{_SPACE}*+={_SPACE}*+{_VALUE})?)*"  # what stands between a tag's name and its end
_RAW_TAG = re.compile(rf"<(/?)([a-zA-Z][^ \t\n\r\f/<>\"'=]*+)({IN_TAG})>")
ATTRIBUTE = re.compile(rf"({_NAMED})(?:{_SPACE}*+={_SPACE}*+({_VALUE}))?")
_PARTED = re.compile(r"[a-zA-Z][ \t\f/`]")  # a tag that may have attributes
_MADE = re.compile(  # by Markdown
    r'<!--|<[^>]*? data-sourcepos="|<[bh]r />|'
    r'<(?:t[hd] align="\w+">|input type="checkbox"|code class="[^"]*">|sup class="footnote|section class="footnotes|li id="fn|a href="#fn)'
)
_BEGUN = re.compile(r"(?=(</?[a-zA-Z][^\n]{0,80}))")  # the beginning of a tag, on its first line
_NOTE = re.compile(r'<li [^<>]*id="fn-([^"]*)"')
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\](:?)")
_PLACEHOLDER = re.compile(
    r"(?i:\[insert\b[^\]\n]*)(?:\](?![(\[])|$)|\bTODO\b|\bFIXME\b|\bTBD\b|\b(?:[Ll]orem|LOREM) (?i:ipsum)\b",
    re.M,
)
_SIGNS_OF_PLACEHOLDERS = (
    "TODO",
    "TBD",
    "FIXME",
    "[i",
    "[I",
    "orem",
    "OREM",
)  # none of them, and there is no placeholder
_PIECE = re.compile(rf"<!--.*?-->|{_RAW_TAG.pattern}|<", re.S)
_TAG = re.compile(r"<[^>]*>")
_CODE = re.compile(r"<(pre|code)\b")
_ITEM = re.compile(r" *(?:[-*+]|\d{1,9}[.)]) +")
_FAR = 5_000  # characters: no list item is longer


class Places:
    """Turns an offset in a text into its line and column. It is quick where offsets are asked for in order, as it counts on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begin()

    def _begin(self) -> None:
        self._offset, self._line, self._line_start = 0, 1, 0

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column from 1."""
        if offset < self._offset:
            self._begin()
        breaks = self._text.count("\n", self._offset, offset)
        if breaks:
            self._line += breaks
            self._line_start = self._text.rfind("\n", 0, offset) + 1
        self._offset = offset
        return self._line, offset - self._line_start + 1


def without_code(text: str, fenced: list[tuple[int, int]]) -> str:
    """`text` with spaces instead of code, so that every offset stays true."""
    text = _blanked_at(text, fenced) if fenced else text
    return _blanked_at(text, code_spans(text)) if "`" in text else text


def _blanked_at(text: str, passages: Iterable[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in passages:
        parts += [text[done:start], _blanked(text[start:end])]
        done = end
    return "".join([*parts, text[done:]])


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where code stands in the lines of `text`: from some backticks to as many again, in one paragraph."""
    ends = _ends_of_spans(text)
    spans: list[tuple[int, int]] = []
    for start, end in ends.items():
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def _ends_of_spans(text: str) -> dict[int, int]:
    """Where code would end that began with the backticks at each place."""
    ends: dict[int, int] = {}
    later: dict[int, int] = {}  # by their number: the next backticks of this paragraph
    blank = len(text)
    runs = [found.span() for found in _BACKTICKS.finditer(text)]
    for start, end in reversed(runs):
        following = later.get(end - start, blank + 1)
        found = text.find("\n\n", end, min(following, blank))
        if found >= 0:
            blank, later = found, {}
        elif following < blank:
            ends[start] = following + end - start
        later[end - start] = start
    return dict(reversed(ends.items()))


def cut_comments(text: str) -> tuple[str, int | None]:
    """`text` without its HTML comments, every line still in its place, and where a comment begins that never ends.

    They go before boxes are looked for: what is commented out is no box, no blank and no code. What follows a comment on its
    line keeps its column; where nothing follows, no spaces stay behind, as they would break the line.
    """
    parts: list[str] = []
    done, at = 0, 0
    spans = _ends_of_spans(text)
    while found := _COMMENT_OR_CODE.search(text, at):
        at = found.end()
        if found[1]:
            at = _end_of_fence(text, found)
        elif found[3]:
            at = spans.get(found.start(), at)
        elif not _is_indented_code(text, found.start()):
            end = text.find("-->", at)
            if end < 0:
                rest = text[found.start() :].replace("<!--", "&lt;!--")
                return "".join([*parts, text[done : found.start()], rest]), found.start()
            at = end + 3
            comment, line_end = text[found.start() : at], text.find("\n", at)
            follows = text[at : line_end if line_end >= 0 else len(text)].strip()
            parts += [
                text[done : found.start()],
                _blanked(comment) if follows else "\n" * comment.count("\n"),
            ]
            done = at
    return "".join([*parts, text[done:]]), None


def _end_of_fence(text: str, found: re.Match[str]) -> int:
    """Where fenced code ends that begins with `found`; behind the fence itself, where that is none."""
    fence = found[1]
    if fence[0] == "`" and "`" in found[2]:
        return found.end(1)
    closed = re.compile(rf"\n[ \t]*{fence}{fence[0]}*[ \t]*(?=\n|\Z)").search(text, found.end())
    return closed.end() if closed else len(text)


def _is_indented_code(text: str, offset: int) -> bool:
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    indent = len(line.expandtabs(4))
    if line.strip() or indent < 4 or not text[:offset].rstrip(" \t").endswith("\n\n"):
        return False
    return indent - _indent_of_item(text[: offset - len(line)], indent) >= 4


def _indent_of_item(before: str, indent: int) -> int:
    """How far the text of the list item is indented that a line with this indent, after `before`, belongs to; 0 where it is in none."""
    for line in reversed(before[-_FAR:].expandtabs(4).split("\n")):
        own = len(line) - len(line.lstrip())
        if line.strip() and own < indent:
            item = _ITEM.match(line)
            if item and item.end() <= indent:
                return item.end()
            indent = own
    return 0


def without_comments(text: str) -> str:
    """`text` with spaces instead of HTML comments."""
    whole, end, rest = text.rpartition("-->")
    return (
        _COMMENT.sub(lambda found: _blanked(found[0]), whole + end) + rest
        if "<!--" in whole
        else text
    )


def _blanked(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def raw_tags(
    text: str, places: Places, body: str, titles: Iterable[str] = (), whole: str = ""
) -> list[RawTag]:
    """The tags in `text` that reached `body` or a title as they stand (inside indented code they would not). `whole` is the text with
    its code: within raw HTML, backticks make none."""
    if "<" not in text:
        return []
    arrived = dict.fromkeys(found[0] for found in _PIECE.finditer(body))
    arrived |= dict.fromkeys(found[0] for title in titles for found in _tags_in(title))
    located = [(found.start(), found) for found in _tags_in(text, arrived)]
    hidden = {tag for tag in arrived if _PARTED.search(tag) and not _MADE.match(tag)} - {
        found[0] for _, found in located
    }
    located += [(found.start(), found) for found in _tags_in(whole, hidden)] if hidden else []
    seen = {found[0] for _, found in located}
    located += _over_lines([tag for tag in arrived if "\n" in tag and tag not in seen], text)
    return [
        _raw_tag(found, *places.of(start)) for start, found in sorted(located, key=itemgetter(0))
    ]


def _over_lines(tags: list[str], text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Where those of `tags` begin whose lines had something before them, such as the sign of a quotation."""
    begun = {found[1]: found.start() for found in _BEGUN.finditer(text)} if tags else {}
    for tag in tags:
        found, first = _RAW_TAG.fullmatch(tag), _BEGUN.match(tag)
        if found and first and " data-sourcepos=" not in first[1]:
            yield begun.get(first[1], 0), found


def _tags_in(text: str, wanted: Container[str] | None = None) -> Iterator[re.Match[str]]:
    """The tags in `text` that are among `wanted`; all, also such as stand in another, where nothing is said. What is none may hold one."""
    at = 0
    while found := _RAW_TAG.search(text, at):
        is_one = wanted is None or found[0] in wanted
        if is_one:
            yield found
        at = found.end() if is_one and wanted is not None else found.start() + 1


def _raw_tag(found: re.Match[str], line: int, column: int) -> RawTag:
    return RawTag(
        found[1] + found[2].lower(), attributes(found[3]), line, column, found[0].endswith("/>")
    )


def attributes(text: str) -> dict[str, str]:
    """The attributes in a tag. Of two with one name the first counts, as in a browser."""
    read: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(text):
        read.setdefault(name.lower(), unescape(value[1:-1] if value[:1] in ("'", '"') else value))
    return read


def broken_html(text: str, body: str) -> int | None:
    """Where in `text` raw HTML begins that is not complete, and would swallow what follows; None where all is whole."""
    at = next((found.start() for found in _PIECE.finditer(body) if found[0] == "<"), None)
    return (
        None
        if at is None
        else max(0, text.find(re.split(f"[\n{OPEN}]", body[at : at + 80], maxsplit=1)[0]))
    )


def footnotes(text: str, places: Places) -> tuple[list[Footnote], list[Footnote]]:
    """The footnotes that `text` defines, and those that it calls."""
    defined: list[Footnote] = []
    called: list[Footnote] = []
    for found in _FOOTNOTE.finditer(text) if "[^" in text else ():
        start = found.start()
        if text[start - 1 : start] != "\\":
            footnote = Footnote(found[1], *places.of(start))
            before = text[start - footnote.column + 1 : start]
            (defined if found[2] and not before.strip() else called).append(footnote)
    return defined, called


def all_match(defined: list[Footnote], called: list[Footnote]) -> bool:
    """Whether every footnote is defined once, and called."""
    labels = {note.label for note in defined}
    return len(labels) == len(defined) and labels == {note.label for note in called}


def that_show(called: list[Footnote], body: str) -> list[Footnote]:
    """The calls that are calls: what `body` shows as code calls nothing."""
    if "<pre" not in body:
        return called
    shown, known = (
        without_elements(body),
        {unquote(label).casefold() for label in _NOTE.findall(body)},
    )
    return [
        note for note in called if note.label.casefold() in known or f"[^{note.label}]" in shown
    ]


def without_tags(body: str, instead: str = "") -> str:
    """`body` without its tags."""
    whole, end, rest = body.rpartition(">")
    return _TAG.sub(instead, whole + end) + rest


def without_elements(body: str) -> str:
    """`body` without what it shows as code."""
    parts, done, unclosed = [], 0, set()
    for found in _CODE.finditer(body):
        if found.start() >= done and found[1] not in unclosed:
            end = body.find(f"</{found[1]}>", found.end())
            if end < 0:
                unclosed.add(found[1])
            else:
                parts.append(body[done : found.start()])
                done = end + len(found[1]) + 3
    return "".join([*parts, body[done:]])


def placeholder_texts(text: str) -> list[str]:
    """Passages that were meant to be replaced before anyone reads them."""
    return _PLACEHOLDER.findall(text)


def placeholders(text: str, places: Places) -> list[Anchor]:
    """The same, each with its line."""
    found_all = _PLACEHOLDER.finditer(text) if may_hold_placeholders(text) else ()
    return [Anchor(found[0], places.of(found.start())[0]) for found in found_all]


def may_hold_placeholders(text: str) -> bool:
    """A quick look, as nearly no page holds any."""
    return any(sign in text for sign in _SIGNS_OF_PLACEHOLDERS) and bool(_PLACEHOLDER.search(text))
