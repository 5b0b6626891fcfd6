"""What people need who hear a page, enlarge it or use no mouse: alternatives to images, an outline of headings, names."""

import re
from collections.abc import Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Content, Heading
from carrel.model.settings import Settings
from carrel.model.slugs import is_reserved

_FILE_NAME = re.compile(
    r"\S*\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|heic)|(?:IMG|DSCN?|PXL|image|screenshot)[-_ ]?\d+",
    re.I,
)
_RAW_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def alternatives(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Every image has a text in place of it, or only decorates."""
    for image in content.images:
        place = Position(path, image.line, image.column)
        if not image.alt:
            if not image.decorative and image.src:
                yield issue("alt-missing", place, src=image.src)
        elif image.decorative:
            yield issue("alt-unused", place, alt=image.alt)
        elif _FILE_NAME.fullmatch(image.alt):
            yield issue("alt-file-name", place, alt=image.alt)


def headings(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Headings have words, and their levels make an outline under the page's title."""
    before = 1
    for heading in _all_headings(content) if content.raw_tags else content.headings:
        if heading.level > before + 1:
            signs = "#" * (before + 1)
            yield issue(
                "heading-skipped",
                _at(path, heading),
                text=heading.text,
                level=heading.level,
                before=before,
                signs=signs,
            )
        elif heading.level == 1:
            yield issue("heading-one", _at(path, heading), text=heading.text)
        if not heading.text:
            yield issue("heading-empty", _at(path, heading))
        before = heading.level


def _all_headings(content: Content) -> list[Heading]:
    """The headings of the text, and those that are raw HTML; of the latter, nobody knows the words."""
    found = list(content.headings)
    for tag in content.raw_tags:
        if tag.name in _RAW_HEADINGS:
            found.append(
                Heading(_RAW_HEADINGS[tag.name], f"<{tag.name}>", "", tag.line, tag.column)
            )
    return sorted(found, key=lambda heading: (heading.line, heading.column))


def _at(path: str, heading: Heading) -> Position:
    return Position(path, heading.line, heading.column)


def ids(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """No id is given twice, and none that Carrel's own pages use."""
    first: dict[str, int] = {}
    for anchor in content.anchors:
        known = first.setdefault(anchor.id, anchor.line)
        if known != anchor.line:
            yield issue(
                "id-doubled",
                Position(path, max(anchor.line, known)),
                id=anchor.id,
                first=min(anchor.line, known),
            )
    for name in first:
        if is_reserved(name):
            yield issue("id-reserved", Position(path, first[name]), id=name)


def tables(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """The columns of a table have names."""
    for table in content.tables:
        if not table.headed:
            yield issue("table-header", Position(path, table.line))
    if content.raw_tags:
        yield from _raw_tables(path, content)


def _raw_tables(path: str, content: Content) -> Iterator[Issue]:
    open_tables: list[tuple[int, int, bool]] = []  # line, column, and whether a header was seen
    for tag in content.raw_tags:
        if tag.name == "table":
            open_tables.append((tag.line, tag.column, False))
        elif tag.name == "th" and open_tables:
            open_tables[-1] = (*open_tables[-1][:2], True)
        elif tag.name == "/table" and open_tables:
            line, column, headed = open_tables.pop()
            if not headed:
                yield issue("table-header", Position(path, line, column))


def frames(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """A frame says what it shows."""
    for tag in content.raw_tags:
        if tag.name == "iframe" and not tag.attributes.get("title", "").strip():
            yield issue("iframe-title", Position(path, tag.line, tag.column))
