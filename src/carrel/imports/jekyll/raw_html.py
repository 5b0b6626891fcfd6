"""Blocks of raw HTML on a kramdown page."""

from __future__ import annotations

import re

from carrel.imports.course import Finding
from carrel.imports.html.tree import VOID, names, with_lines
from carrel.imports.jekyll.engine import commonmark
from carrel.imports.jekyll.prepared import Scan

_BLOCKS = (
    "address article aside blockquote body caption col colgroup dd details div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html head iframe legend li"
    " main map menu nav noscript object ol optgroup p pre script section style summary table tbody"
    " td th thead tfoot tr ul video audio svg"
)
OPENS = re.compile(rf"(?P<indent> {{0,3}})<(?P<name>{'|'.join(_BLOCKS.split())})(?=[\s/>])", re.I)
_COMMENT_OPENS = re.compile(r" {0,3}<!--")
_COMMENT_ENDS = re.compile("-->")
_TAG_ENDS = re.compile(r"""(?:[^"'>]|"[^"]*"|'[^']*')*?>""")
_MARKDOWN = re.compile(r"""\smarkdown\s*=\s*["']?(1|block|span|0)["']?""")
_INNER = re.compile(
    r"""(<(\w+)[^<>]*?\smarkdown\s*=\s*["']?(?:1|block|span)["']?[^<>]*>)(.*?)(</\2\s*>)""",
    re.S | re.I,
)
_PARSED = names("div section article aside")  # by the option parse_block_html
_NO_BLOCKS_INSIDE = names("p h1 h2 h3 h4 h5 h6")
_ENDS_AT_BLANK = names("p li td th tr dt dd")


def take_comment(scan: Scan, line: str, number: int) -> int | None:
    """Takes a comment."""
    if not _COMMENT_OPENS.match(line):
        return None
    start = line.index("<!--")
    end, after = scan.until(_COMMENT_ENDS, number, start)
    scan.hold(scan.cut(number, start, end, after), number)
    return scan.go_on(end, after)


def find_end_tag(scan: Scan, line: str) -> re.Match[str] | None:
    """Finds the end of the last open element whose content is Markdown."""
    found = re.search(rf"</{scan.inner[-1][0]}\s*>", line, re.I) if scan.inner else None
    if not found or (line[: found.start()].strip() and OPENS.match(line)):
        return None
    return found


def take_block(scan: Scan, line: str, number: int) -> int | None:
    """Takes an HTML element with its content."""
    found = OPENS.match(line)
    if not found:
        return None
    name, start = found["name"].lower(), found.start("name") - 1
    tag_end, after = scan.until(_TAG_ENDS, number, found.end(), whole=True)
    tag = scan.cut(number, start, tag_end, after)
    if _reads_markdown(scan, name, tag):
        _open_markdown(scan, name, tag, number)
        return scan.go_on(tag_end, after)
    if name in VOID or tag.rstrip().endswith("/>"):
        scan.hold(with_lines(tag, scan.first + number), number)
        return scan.go_on(tag_end, after)
    end, after = _element_end(scan, name, number, (tag_end, after))
    html = scan.cut(number, start, end, after)
    scan.hold(_with_inner_markdown(html, scan.first + number), number)
    return scan.go_on(end, after)


def _reads_markdown(scan: Scan, name: str, tag: str) -> bool:
    """True if the content of an element is Markdown."""
    said = _MARKDOWN.search(tag)
    return said[1] != "0" if said else scan.parse_html and name in _PARSED


def _open_markdown(scan: Scan, name: str, tag: str, number: int) -> None:
    opened = with_lines(_MARKDOWN.sub("", tag), scan.first + number)
    block = "div" if name in _NO_BLOCKS_INSIDE else name
    scan.hold(re.sub(rf"^<{name}", f"<{block}", opened, flags=re.I), number)
    scan.inner.append((name, scan.made.hold(f"</{block}>")))


def _element_end(scan: Scan, name: str, number: int, at: tuple[int, int]) -> tuple[int, int]:
    """The line and the column where an element ends whose start tag ends at `at`."""
    depth, column = 1, at[1]
    pattern = re.compile(rf"<(/?){name}(?=[\s>/])[^<>]*?(/?)>|<!--.*?-->", re.I)
    for line in range(at[0], len(scan.lines)):
        for found in pattern.finditer(scan.lines[line], column):
            depth += _change_of_depth(found)
            if not depth:
                return line, found.end()
        if name in _ENDS_AT_BLANK and not scan.lines[line].strip():
            return line, len(scan.lines[line])
        column = 0
    scan.comment(number, Finding.FAULT, f"A <{name}> is opened here and never closed.")
    return len(scan.lines) - 1, len(scan.lines[-1])


def _change_of_depth(tag: re.Match[str]) -> int:
    if tag[0].startswith("<!--"):
        return 0
    if tag[1]:
        return -1
    return 0 if tag[2] else 1


def _with_inner_markdown(html: str, line: int) -> str:
    """Raw HTML in which elements with `markdown="1"` hold Markdown after all."""
    found = _MARKDOWN.search(html) if "markdown" in html else None
    if not found or found[1] == "0":
        return with_lines(html, line)
    return with_lines(_INNER.sub(lambda one: one[1] + _inner_html(one[3]) + one[4], html), line)


def _inner_html(text: str) -> str:
    """Markdown inside HTML, as HTML."""
    return "\n" + commonmark("\n".join(line.strip() for line in text.strip("\n").split("\n")))
