"""Accessibility: text alternatives, heading levels, unique ids, table headers, frame titles."""

import re
from collections.abc import Iterator

from carrel.checks.positions import at
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Content, Heading, RawTag
from carrel.model.settings import Settings
from carrel.model.slugs import is_reserved

_FILE_NAME = re.compile(
    r"\S*\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|heic)"
    r"|(?:IMG|DSCN?|PXL|image|screenshot)[-_ ]?\d+",
    re.I,
)
_RAW_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def alternatives(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Reports images without alt text, and alt text that does not help."""
    for image in content.images:
        if image.decorative and image.alt:
            yield issue("alt-unused", at(path, image), alt=image.alt)
        elif image.src and not image.alt and not image.decorative:
            yield issue("alt-missing", at(path, image), src=image.src)
        elif _FILE_NAME.fullmatch(image.alt):
            yield issue("alt-file-name", at(path, image), alt=image.alt)


def headings(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Reports headings without text, and levels that do not form an outline under the title."""
    before = 1
    for heading in _all_headings(content):
        yield from _level(path, heading, before)
        if not heading.text:
            yield issue("heading-empty", at(path, heading))
        before = heading.level


def _level(path: str, heading: Heading, before: int) -> Iterator[Issue]:
    text, level = heading.text, heading.level
    if level > before + 1:
        signs = "#" * (before + 1)
        place = at(path, heading)
        yield issue("heading-skipped", place, text=text, level=level, before=before, signs=signs)
    elif level == 1:
        yield issue("heading-one", at(path, heading), text=text)


def _all_headings(content: Content) -> list[Heading]:
    """Returns all headings in order; the text of a raw HTML heading is its tag."""
    raw = [
        Heading(_RAW_HEADINGS[tag.name], f"<{tag.name}>", "", tag.line, tag.column)
        for tag in content.raw_tags
        if tag.name in _RAW_HEADINGS
    ]
    return sorted(content.headings + raw, key=lambda heading: (heading.line, heading.column))


def ids(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Reports ids that are given twice, and those that Carrel's own pages use."""
    lines: dict[str, int] = {}
    for anchor in content.anchors:
        known = lines.setdefault(anchor.id, anchor.line)
        if known != anchor.line:
            first, second = sorted((anchor.line, known))
            yield issue("id-doubled", Position(path, second), id=anchor.id, first=first)
    for name, line in lines.items():
        if is_reserved(name):
            yield issue("id-reserved", Position(path, line), id=name)


def tables(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Reports tables whose header row is empty."""
    for table in content.tables:
        if not table.headed:
            yield issue("table-header", Position(path, table.line))
    for tag in _tables_without_header(content.raw_tags):
        yield issue("table-header", at(path, tag))


def _tables_without_header(tags: list[RawTag]) -> Iterator[RawTag]:
    """Yields the raw HTML tables that contain no `th`."""
    open_tables: list[RawTag] = []
    headed: list[bool] = []  # for each open table
    for tag in tags:
        if tag.name == "table":
            open_tables.append(tag)
            headed.append(False)
        elif tag.name == "th" and headed:
            headed[-1] = True
        elif tag.name == "/table" and open_tables:
            table = open_tables.pop()
            if not headed.pop():
                yield table


def frames(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Reports frames without a title."""
    for tag in content.raw_tags:
        if tag.name == "iframe" and not tag.attributes.get("title", "").strip():
            yield issue("iframe-title", at(path, tag))
