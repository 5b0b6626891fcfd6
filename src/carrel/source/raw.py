"""What can be seen in the source itself, outside code: raw HTML tags, footnotes, text that was meant to be replaced."""

import re
from bisect import bisect_right

from carrel.model.page import Anchor, Footnote, RawTag

_CODE_SPAN = re.compile(r"(`+)(?!`)(?:.|\n(?!\n))*?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_RAW_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+(?:[^<>"']|"[^"]*"|'[^']*')*)?)/?>""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:@][\w:.-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_FOOTNOTE = re.compile(r"(?<!\\)\[\^([^\]\s]+)\](:?)")
_PLACEHOLDER = re.compile(r"\[insert\b[^\]\n]*\]?|\bTODO\b|\bFIXME\b|\bTBD\b|\blorem ipsum\b", re.I)


class Places:
    """Turns an offset in a text into its line and column."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        self._starts += [found.end() for found in re.finditer("\n", text)]

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def without_code(text: str, fenced: list[tuple[int, int]]) -> str:
    """`text` with spaces instead of code, so that every offset stays true."""
    for start, end in fenced:
        text = text[:start] + _blanked(text[start:end]) + text[end:]
    return _CODE_SPAN.sub(lambda found: _blanked(found[0]), text) if "`" in text else text


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
            attributes = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(found[3])}
            found_tags.append(RawTag(found[1] + found[2].lower(), attributes, *places.of(found.start())))
    return found_tags


def footnotes(text: str, places: Places) -> tuple[list[Footnote], list[Footnote]]:
    """The footnotes that `text` defines, and those that it calls."""
    defined, called = [], []
    for found in _FOOTNOTE.finditer(text) if "[^" in text else ():
        at_line_start = not text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip()
        footnote = Footnote(found[1], *places.of(found.start()))
        (defined if found[2] and at_line_start else called).append(footnote)
    return defined, called


def placeholders(text: str, places: Places) -> list[Anchor]:
    """Passages that were meant to be replaced before anyone reads them."""
    return [Anchor(found[0], places.of(found.start())[0]) for found in _PLACEHOLDER.finditer(text)]
