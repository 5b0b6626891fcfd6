"""What can be seen in the source itself, outside code: raw HTML tags, footnotes, text that was meant to be replaced."""

import re
from html import unescape

from carrel.model.page import Anchor, Footnote, RawTag

_CODE_SPAN = re.compile(r"(`+)(?!`)(?:.|\n(?!\n))*?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_COMMENT_OR_CODE = re.compile(r"(?:\n|\A)[ \t]*(`{3,}|~{3,})([^\n]*)|(`+)(?!`)(?:.|\n(?!\n))*?(?<!`)\3(?!`)|<!--(?!-?>)")
_RAW_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+(?:[^<>"']|"[^"]*"|'[^']*')*)?)/?>""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:@][\w:.-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](:?)")
_PLACEHOLDER_SIGNS = ("[insert", "todo", "fixme", "tbd", "lorem")
_PLACEHOLDER = re.compile(r"(?i:\[insert\b[^\]\n]*)(?:\](?![(\[])|$)|\bTODO\b|\bFIXME\b|\bTBD\b|\b(?i:lorem ipsum)\b", re.M)
_WHOLE = re.compile(r"""<!--.*?-->|</?[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""", re.S)
_PREFORMATTED = re.compile(r"<pre\b.*?</pre>", re.S)


class Places:
    """Turns an offset in a text into its line and column."""

    def __init__(self, text: str) -> None:
        self._text = text

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column from 1. (Few offsets of a page are asked for, so counting is quicker than an index.)"""
        return self._text.count("\n", 0, offset) + 1, offset - self._text.rfind("\n", 0, offset)


def without_code(text: str, fenced: list[tuple[int, int]]) -> str:
    """`text` with spaces instead of code, so that every offset stays true."""
    for start, end in fenced:
        text = text[:start] + _blanked(text[start:end]) + text[end:]
    return _CODE_SPAN.sub(lambda found: _blanked(found[0]), text) if "`" in text else text


def cut_comments(text: str) -> tuple[str, int | None]:
    """`text` without its HTML comments, every line still in its place, and where a comment begins that never ends.

    They go before boxes are looked for: what is commented out is no box, no blank and no code. What follows a comment on its
    line keeps its column; where nothing follows, no spaces stay behind, as they would break the line.
    """
    parts: list[str] = []
    done, at = 0, 0
    while found := _COMMENT_OR_CODE.search(text, at):
        at = found.end()
        if found[1]:
            at = _end_of_fence(text, found)
        elif not found[3] and not _is_indented_code(text, found.start()):
            end = text.find("-->", at)
            if end < 0:
                return f"{''.join(parts)}{text[done : found.start()]}&lt;!--{text[at:]}", found.start()
            at = end + 3
            comment, line_end = text[found.start() : at], text.find("\n", at)
            follows = text[at : line_end if line_end >= 0 else len(text)].strip()
            parts += [text[done : found.start()], _blanked(comment) if follows else "\n" * comment.count("\n")]
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
    return not line.strip() and len(line.expandtabs(4)) >= 4 and text[:offset].rstrip(" \t").endswith("\n\n")


def without_comments(text: str) -> str:
    """`text` with spaces instead of HTML comments."""
    return _COMMENT.sub(lambda found: _blanked(found[0]), text) if "<!--" in text else text


def _blanked(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def raw_tags(text: str, places: Places, body: str) -> list[RawTag]:
    """The tags in `text` that reached `body` as they stand (inside indented code they would not)."""
    found_tags = []
    for found in _RAW_TAG.finditer(text) if "<" in text else ():
        if found[0] in body:
            place = places.of(found.start())
            found_tags.append(RawTag(found[1] + found[2].lower(), attributes(found[3]), *place, found[0].endswith("/>")))
    return found_tags


def attributes(text: str) -> dict[str, str]:
    """The attributes in a tag. Of two with one name the first counts, as in a browser."""
    read: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        read.setdefault(name.lower(), unescape(value.strip("\"'")))
    return read


def broken_html(text: str, body: str) -> int | None:
    """Where in `text` raw HTML begins that is not complete, and would swallow what follows; None where all is whole."""
    if body.count("<") == body.count(">") and body.count("<!") == body.count("<!--") and "<?" not in body:
        return None
    rest = _WHOLE.sub(lambda found: " " * len(found[0]), body)
    at = rest.find("<")
    return None if at < 0 else max(0, text.find(re.split(r"[\n\x01]", body[at : at + 80], maxsplit=1)[0]))


def footnotes(text: str, places: Places) -> tuple[list[Footnote], list[Footnote]]:
    """The footnotes that `text` defines, and those that it calls."""
    defined: list[Footnote] = []
    called: list[Footnote] = []
    for found in _FOOTNOTE.finditer(text) if "[^" in text else ():
        start = found.start()
        before = text[text.rfind("\n", 0, start) + 1 : start]
        if not before.endswith("\\"):
            footnote = Footnote(found[1], *places.of(start))
            (defined if found[2] and not before.strip() else called).append(footnote)
    return defined, called


def all_match(defined: list[Footnote], called: list[Footnote]) -> bool:
    """Whether every footnote is defined once, and called."""
    labels = {note.label for note in defined}
    return len(labels) == len(defined) and labels == {note.label for note in called}


def outside_preformatted(defined: list[Footnote], called: list[Footnote], body: str) -> list[Footnote]:
    """The calls that are calls: what `body` shows as code calls nothing."""
    if "<pre" not in body:
        return called
    shown, known = _PREFORMATTED.sub("", body), {note.label.casefold() for note in defined}
    return [note for note in called if note.label.casefold() in known or f"[^{note.label}]" in shown]


def placeholder_texts(text: str) -> list[str]:
    """Passages that were meant to be replaced before anyone reads them."""
    return _PLACEHOLDER.findall(text) if _may_hold_placeholders(text) else []


def placeholders(text: str, places: Places) -> list[Anchor]:
    """The same, each with its line."""
    found_all = _PLACEHOLDER.finditer(text) if _may_hold_placeholders(text) else ()
    return [Anchor(found[0], places.of(found.start())[0]) for found in found_all]


def _may_hold_placeholders(text: str) -> bool:
    """A quick look, as nearly no page holds any."""
    lower = text.lower()
    return any(sign in lower for sign in _PLACEHOLDER_SIGNS)
