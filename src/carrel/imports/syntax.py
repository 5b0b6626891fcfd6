"""How single things are written in Carrel's Markdown: text, links, fences, tables, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

HARD_BREAK = "\\\n"

_SPACE = re.compile(r"[ \t\r\n\f]+")
_LIKE_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&#?\w+;")
_ALWAYS = re.compile(r"[\\`*~]|!(?=\[)|\[(?=[^\[\]]*\][(\[:]|\^)")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BRACES = re.compile(r"\{(?=[#.]|[A-Za-z][\w-]*=)")
_STARTS = re.compile(r"(#{1,6}(?=\s|$)|[-+>](?=\s|$)|>|:(?=\s)|:::|={2,}\s*$|-{2,}\s*$|\|)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_WORD = re.compile(r"\w")
_ADDRESS_AT_END = re.compile(r"(?:\w://|www\.|[\w.+-]@)[^\s<]*$", re.I)
_AROUND_BREAK = re.compile(r"[ \t\xa0]*\\\n[ \t]*")


def indented(text: str, by: int) -> str:
    """Returns a text with spaces before each line that is not empty."""
    return "\n".join(" " * by + line if line else line for line in text.split("\n"))


# Words


def escape(text: str) -> str:
    """Returns a text with backslashes or entities for characters that would mean something."""
    text = text.replace("&", "&amp;") if _ENTITY.search(text) else text
    text = _ALWAYS.sub(lambda found: "\\" + found[0], text)
    text = _BRACES.sub(r"\\{", _LIKE_TAG.sub("&lt;", text))
    return text if _has_one_gap(text) else _UNDERSCORE.sub(r"\\_", text)


def _has_one_gap(text: str) -> bool:
    """True if the only underscores of a text are a gap to write in."""
    runs = re.findall(r"_+", text)
    return len(runs) == 1 and len(runs[0]) >= 3


def escape_start(text: str) -> str:
    """Returns a paragraph whose lines do not begin like another block."""
    return HARD_BREAK.join(map(_line_start, text.split(HARD_BREAK)))


def _line_start(line: str) -> str:
    numbered = _NUMBER.match(line)
    if numbered:
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    return f"\\{line}" if _STARTS.match(line) else line


def trimmed(text: str) -> str:
    """Returns a paragraph without line breaks at its ends, nor spaces around those within."""
    text = _AROUND_BREAK.sub(lambda _: HARD_BREAK, text).strip(" \t\n\xa0")
    while text.endswith("\\") and not text.endswith("\\\\"):
        text = text[:-1].rstrip(" \t\n\xa0")
    while text.startswith(HARD_BREAK):
        text = text[len(HARD_BREAK) :].lstrip()
    return text


def may_emphasize(mark: str, words: str, before: str, after: str) -> bool:
    """True if the characters of emphasis around words would be read as such.

    `before` and `after` are the characters outside of them, empty at the ends of a line.
    """
    if mark == "_" and (_WORD.match(before) or _WORD.match(after)):
        return False
    if ends_in_address(words) and _WORD.match(after):
        return False
    opens = _WORD.match(words[0]) or not _WORD.match(before)
    closes = _WORD.match(words[-1]) or not _WORD.match(after)
    return bool(opens and closes)


def ends_in_address(text: str) -> bool:
    """True if a text ends in an address that Carrel makes a link of without any brackets.

    Such a link goes on over the characters of emphasis to the next space.
    """
    return bool(_ADDRESS_AT_END.search(text))


def around(mark: str, inner: str) -> str:
    """Returns words with a mark right around them; spaces and line breaks stay outside."""
    words, end = inner.strip(" \n"), ""
    while words.endswith("\\"):
        words, end = words[:-1].rstrip(" \n"), HARD_BREAK
    before = " " if inner.startswith(" ") else ""
    after = " " if inner.endswith(" ") and not end else ""
    return f"{before}{mark}{words}{mark}{end}{after}"


def code_span(text: str) -> str:
    """Returns code in a line of words."""
    text = _SPACE.sub(" ", text)
    if not text.strip():
        return text
    fence = "`" * (_longest("`+", text) + 1)
    edges = text[0] + text[-1]
    pad = " " if "`" in edges or edges == "  " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _longest(pattern: str, text: str) -> int:
    return max(map(len, re.findall(pattern, text)), default=0)


def link(words: str, href: str, title: str) -> str:
    """Returns a link; `words` are Markdown already."""
    title = title.replace('"', "'")
    named = f' "{title}"' if title else ""
    return f"[{words}]({_address(href)}{named})"


def image(src: str, alt: str, title: str, decorative: bool) -> str:
    """Returns an image with its caption."""
    text = escape(_SPACE.sub(" ", alt).strip()).replace("[", "\\[").replace("]", "\\]")
    title = title.replace('"', "'")
    caption = f' "{title}"' if title and title != text else ""
    mark = "{.decorative}" if decorative and not text else ""
    return f"![{text}]({_address(src)}{caption}){mark}"


def _address(href: str) -> str:
    """An address as it may be written in parentheses."""
    href = re.sub(r"\s", lambda found: "%20" if found[0] == " " else "", href.strip())
    href = href.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    return f"<{href}>" if "(" in href or ")" in href else href


def comment(text: str) -> str:
    """Returns a comment on one line; empty for an empty one."""
    text = " ".join(text.split()).replace("--", "- -").strip("- >")
    return f"<!-- {text} -->" if text else ""


# Blocks


def fenced(text: str, language: str = "") -> str:
    """Returns code between fences that are longer than any in it."""
    fence = "`" * max(3, _longest("`+", text) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def box(kind: str, title: str, attributes: str, inner: Sequence[str]) -> str:
    """Returns a box. `title` is Markdown, `attributes` what is written in its braces."""
    braces = f"{{{attributes}}}" if attributes else ""
    opening = " ".join(filter(None, (f"::: {kind}", title, braces)))
    return "\n".join([opening, *(["\n\n".join(inner)] if inner else []), ":::"])


def attribute_value(value: str) -> str:
    """Returns the value of an attribute, in quotation marks where it needs them."""
    plain = " ".join(value.replace('"', "'").replace("{", "(").replace("}", ")").split())
    return plain if re.fullmatch(r"[^\s\"]+", plain) else f'"{plain}"'


def piped(rows: Sequence[Sequence[str]]) -> str:
    """Returns a table whose first row is its header."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def html_table(rows: Iterable[Iterable[list[str]]]) -> str:
    """Returns a table in HTML; each cell is the lines of `tagged_cell`."""
    lines = ["<table>"]
    for row in rows:
        lines += ["<tr>", *(line for cell in row for line in cell), "</tr>"]
    return "\n".join([*lines, "</table>"])


def tagged_cell(tag: str, across: int, down: int, text: str, simple: bool) -> list[str]:
    """Returns the lines of a cell in HTML.

    Only words that need no Markdown (`simple`) may be on one line with the tags; between empty
    lines, Markdown is read.
    """
    spans = (f' colspan="{across}"' if across > 1 else "") + (
        f' rowspan="{down}"' if down > 1 else ""
    )
    if simple:
        return [f"<{tag}{spans}>{text}</{tag}>"]
    return [f"<{tag}{spans}>", "", text, "", f"</{tag}>"]
