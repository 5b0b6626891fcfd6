"""Code and comments in Markdown source, in which nothing else has its usual meaning."""

import re
from collections.abc import Iterable

from carrel.source.markup import COMMENT

_BACKTICKS = re.compile("``*")
_COMMENT = re.compile(COMMENT, re.S)
_COMMENT_OR_CODE = re.compile(r"(?:\n|\A)[ \t]*(`{3,}|~{3,})([^\n]*)|(`+)|<!--(?!-?>)")
_NOT_A_BREAK = re.compile(r"[^\n]")
_ITEM = re.compile(r" *(?:[-*+]|\d{1,9}[.)]) +")
_LONGEST_ITEM = 5_000  # characters
_CODE_ELEMENT = re.compile(r"<(pre|code)\b")


def blanked(text: str) -> str:
    """Returns spaces in place of all characters but line breaks."""
    return _NOT_A_BREAK.sub(" ", text)


def without_code(text: str, fenced: list[tuple[int, int]]) -> str:
    """Returns `text` with spaces in place of code, so that offsets stay the same.

    `fenced` are the start and end of fenced code; code spans are found here.
    """
    text = _blanked_at(text, fenced)
    return _blanked_at(text, code_spans(text))


def _blanked_at(text: str, passages: Iterable[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in passages:
        parts += [text[done:start], blanked(text[start:end])]
        done = end
    return "".join([*parts, text[done:]])


def code_spans(text: str) -> list[tuple[int, int]]:
    """Returns start and end of the code spans in `text`.

    A span goes from some backticks to the same number of backticks in the same paragraph.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _ends_of_spans(text).items():
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def _ends_of_spans(text: str) -> dict[int, int]:
    """Returns for each run of backticks where a code span that begins there would end."""
    ends: dict[int, int] = {}
    later: dict[int, int] = {}  # by their number: the next backticks of this paragraph
    blank = len(text)  # where this paragraph ends
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


# Comments


def cut_comments(text: str) -> tuple[str, int | None]:
    """Returns `text` without its HTML comments, and where a comment begins that never ends.

    Comments are removed before boxes are searched: nothing in them is a box, a blank or code. Every
    line stays in its place. Text that follows a comment on its line keeps its column; if nothing
    follows, no spaces are left, since they would break the line.
    """
    if "<!--" not in text:
        return text, None
    parts: list[str] = []
    done, at = 0, 0
    spans = _ends_of_spans(text)
    while found := _COMMENT_OR_CODE.search(text, at):
        start, code_end = found.start(), _end_of_code(text, found, spans)
        if code_end is not None:
            at = code_end
            continue
        end = text.find("-->", found.end())
        if end < 0:
            rest = text[start:].replace("<!--", "&lt;!--")
            return "".join([*parts, text[done:start], rest]), start
        at = end + 3
        parts += [text[done:start], _in_place_of_comment(text, start, at)]
        done = at
    return "".join([*parts, text[done:]]), None


def _end_of_code(text: str, found: re.Match[str], spans: dict[int, int]) -> int | None:
    """Returns where to continue after code, or after a comment that is code; None for a comment."""
    if found[1]:
        return _end_of_fence(text, found)
    if found[3]:
        return spans.get(found.start(), found.end())
    return found.end() if _is_indented_code(text, found.start()) else None


def _in_place_of_comment(text: str, start: int, end: int) -> str:
    comment, line_end = text[start:end], text.find("\n", end)
    follows = text[end : line_end if line_end >= 0 else len(text)].strip()
    return blanked(comment) if follows else "\n" * comment.count("\n")


def _end_of_fence(text: str, found: re.Match[str]) -> int:
    """Returns where fenced code ends; only the end of the backticks if they are no fence."""
    fence = found[1]
    if fence[0] == "`" and "`" in found[2]:
        return found.end(1)
    closing = re.compile(rf"\n[ \t]*{fence}{fence[0]}*[ \t]*(?=\n|\Z)")
    closed = closing.search(text, found.end())
    return closed.end() if closed else len(text)


def _is_indented_code(text: str, offset: int) -> bool:
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    indent = len(line.expandtabs(4))
    if line.strip() or indent < 4 or not text[:offset].rstrip(" \t").endswith("\n\n"):
        return False
    return indent - _indent_of_item(text[: offset - len(line)], indent) >= 4


def _indent_of_item(before: str, indent: int) -> int:
    """Returns the indent of the list item that a line with this indent belongs to, or 0."""
    for line in reversed(before[-_LONGEST_ITEM:].expandtabs(4).split("\n")):
        own = len(line) - len(line.lstrip())
        if line.strip() and own < indent:
            item = _ITEM.match(line)
            if item and item.end() <= indent:
                return item.end()
            indent = own
    return 0


def without_comments(text: str) -> str:
    """Returns `text` with spaces in place of HTML comments."""
    whole, end, rest = text.rpartition("-->")
    return _COMMENT.sub(lambda found: blanked(found[0]), whole + end) + rest


# The parsed page


def without_code_elements(html: str) -> str:
    """Returns `html` without its `pre` and `code` elements."""
    parts, done, unclosed = [], 0, set()
    for found in _CODE_ELEMENT.finditer(html):
        if found.start() < done or found[1] in unclosed:
            continue
        end = html.find(f"</{found[1]}>", found.end())
        if end < 0:
            unclosed.add(found[1])
        else:
            parts.append(html[done : found.start()])
            done = end + len(found[1]) + 3
    return "".join([*parts, html[done:]])
