"""Items of lists -> lines of Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from carrel.imports.docx.blocks import Item, Paragraph

_DEEPEST = 8


class _Open(msgspec.Struct):
    """A list that is open: the level of its items, its indent, and how it begins them."""

    level: int
    indent: int
    number: int = 0
    tick: str = ""
    other: bool = False  # uses the other character, to be apart from the list before it


def list_lines(
    items: list[Paragraph], written: Callable[[Paragraph], str], after_list: bool = False
) -> Iterator[str]:
    """Yields the lines of neighboring items.

    A list of another kind or with another count begins with another character, and so does one
    right after another list (`after_list`).
    """
    lists = _Lists(after_list)
    for paragraph in items:
        item = paragraph.item or Item(0)
        if lists.take(item):
            yield ""
        tick = f"{item.tick} " if item.tick else ""
        yield lists.start(item) + tick + written(paragraph)


class _Lists:
    """The lists that are open, one in another. `inner` is the indent of the last item's content."""

    def __init__(self, after_list: bool) -> None:
        self.after_list = after_list
        self.stack: list[_Open] = []
        self.inner = 0

    def take(self, item: Item) -> bool:
        """Opens and closes lists for an item; true if an empty line has to be before it."""
        while self.stack and self.stack[-1].level > item.level:
            self.stack.pop()
        if not self.stack or self.stack[-1].level != item.level:
            return self._open(item)
        before = self.stack[-1]
        self.stack[-1] = _next(before, item)
        return not before.indent and not _is_same_kind(before, item)

    def _open(self, item: Item) -> bool:
        deeper = 0 < len(self.stack) < _DEEPEST
        outer = self.stack[-1].indent if self.stack else 0
        other = self.after_list and not self.stack
        indent = self.inner if deeper else outer
        self.stack.append(_Open(item.level, indent, item.number, item.tick, other))
        # A list in an item follows words only if it begins with 1
        return deeper and item.number > 1

    def start(self, item: Item) -> str:
        """Returns the indent of an item and the character or number that it begins with."""
        last = self.stack[-1]
        marker = _marker(item, last.other)
        self.inner = last.indent + len(marker)
        return " " * last.indent + marker


def _next(before: _Open, item: Item) -> _Open:
    """Returns the same list with its next item, or another list of the same level."""
    other = False
    if _is_same_kind(before, item):
        other = before.other if _goes_on(before, item) else not before.other
    return _Open(before.level, before.indent, item.number, item.tick, other)


def _is_same_kind(before: _Open, item: Item) -> bool:
    """True if both have numbers, or both have bullets."""
    return bool(item.number) == bool(before.number)


def _goes_on(before: _Open, item: Item) -> bool:
    return item.tick == before.tick and item.number in (0, before.number + 1)


def _marker(item: Item, other: bool) -> str:
    if item.number:
        return f"{item.number}{')' if other else '.'} "
    return "* " if other else "- "
