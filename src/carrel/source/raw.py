"""Raw HTML in the source: its tags with their positions, and where it is not complete."""

import re
from collections.abc import Container, Iterable, Iterator
from operator import itemgetter

from carrel.model.content import RawTag
from carrel.model.marks import OPEN
from carrel.source.markup import COMMENT, TAG, attributes_of
from carrel.source.places import Places

_TAG = re.compile(TAG)
_PIECE = re.compile(rf"{COMMENT}|{TAG}|<", re.S)
_MAY_HAVE_ATTRIBUTES = re.compile(r"[a-zA-Z][ \t\f/`]")
_FROM_MARKDOWN = re.compile(
    r'<!--|<[^>]*? data-sourcepos="|<[bh]r />|<(?:t[hd] align="\w+">|input type="checkbox"'
    r'|code class="[^"]*">|sup class="footnote|section class="footnotes|li id="fn|a href="#fn)'
)
_BEGINNING = re.compile(r"(?=(</?[a-zA-Z][^\n]{0,80}))")  # of a tag, on its first line


def raw_tags(
    text: str, places: Places, body: str, titles: Iterable[str] = (), whole: str = ""
) -> list[RawTag]:
    """Returns the raw HTML tags of a page in order.

    `text` is the source without code, `whole` the source with it: inside raw HTML, backticks do not
    make code. A tag counts only if it reached the parsed `body` or a box's title unchanged; in
    indented code it would not.
    """
    if "<" not in text:
        return []
    arrived = dict.fromkeys(found[0] for found in _PIECE.finditer(body))
    arrived |= dict.fromkeys(found[0] for title in titles for found in _tags_in(title))
    located = [(found.start(), found) for found in _tags_in(text, arrived)]
    located += _tags_with_backticks(arrived, {found[0] for _, found in located}, whole)
    seen = {found[0] for _, found in located}
    located += _over_lines([tag for tag in arrived if "\n" in tag and tag not in seen], text)
    located.sort(key=itemgetter(0))
    return [_raw_tag(found, *places.of(start)) for start, found in located]


Located = tuple[int, re.Match[str]]  # where a tag begins in the source, and the tag


def _tags_with_backticks(arrived: Iterable[str], seen: set[str], whole: str) -> list[Located]:
    """Returns tags that `text` lacks, since backticks in their attributes look like code."""
    hidden = {
        tag for tag in arrived if _MAY_HAVE_ATTRIBUTES.search(tag) and not _FROM_MARKDOWN.match(tag)
    }
    hidden -= seen
    return [(found.start(), found) for found in _tags_in(whole, hidden)] if hidden else []


def _over_lines(tags: list[str], text: str) -> Iterator[Located]:
    """Yields tags whose lines begin with something else in the source, such as a quotation's >."""
    begun = {found[1]: found.start() for found in _BEGINNING.finditer(text)} if tags else {}
    for tag in tags:
        found, first = _TAG.fullmatch(tag), _BEGINNING.match(tag)
        if found and first and " data-sourcepos=" not in first[1]:
            yield begun.get(first[1], 0), found


def _tags_in(text: str, wanted: Container[str] | None = None) -> Iterator[re.Match[str]]:
    """Yields the tags in `text`. With `wanted`, only those; without it every tag, nested ones too.

    What is not wanted may contain a tag that is, so the search goes on inside it.
    """
    at = 0
    while found := _TAG.search(text, at):
        if wanted is None or found[0] in wanted:
            yield found
        at = found.end() if wanted is not None and found[0] in wanted else found.start() + 1


def _raw_tag(found: re.Match[str], line: int, column: int) -> RawTag:
    name, ends = found[1] + found[2].lower(), found[0].endswith("/>")
    return RawTag(name, attributes_of(found[3]), line, column, ends)


def broken_html(text: str, body: str) -> int | None:
    """Returns where in `text` an incomplete tag or comment begins; None if there is none."""
    at = next((found.start() for found in _PIECE.finditer(body) if found[0] == "<"), None)
    if at is None:
        return None
    beginning = re.split(f"[\n{OPEN}]", body[at : at + 80], maxsplit=1)[0]
    return max(0, text.find(beginning))
