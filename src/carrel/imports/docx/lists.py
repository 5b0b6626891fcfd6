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
    other: bool = (
        False  # it uses the other sign, so that it is not taken for a part of the list before it
    )


def list_lines(
    items: list[Paragraph], written: Callable[[Paragraph], str], after_list: bool = False
) -> Iterator[str]:
    """The lines of neighbouring items. Lists of another kind or with another count begin with another sign, and so does one that
    stands right after another list (`after_list`)."""
    stack: list[_Open] = []
    inner = 0  # the indent of what stands in the last item
    for paragraph in items:
        item = paragraph.item or Item(0)
        while stack and stack[-1].level > item.level:
            stack.pop()
        if stack and stack[-1].level == item.level:
            if not stack[-1].indent and bool(item.number) != bool(stack[-1].number):
                yield ""
            stack[-1] = _next(stack[-1], item)
        else:
            deeper = bool(stack) and len(stack) < _DEEPEST
            if deeper and item.number > 1:
                yield ""  # only a list that begins with 1 may follow words without an empty line
            indent = inner if deeper else stack[-1].indent if stack else 0
            stack.append(
                _Open(item.level, indent, item.number, item.tick, after_list and not stack)
            )
        sign = _sign(item, stack[-1].other)
        inner = stack[-1].indent + len(sign)
        yield (
            " " * stack[-1].indent
            + sign
            + (f"{item.tick} " if item.tick else "")
            + written(paragraph)
        )


def _next(before: _Open, item: Item) -> _Open:
    """The same list with its next item, or another list of the same level."""
    same_signs = bool(item.number) == bool(before.number)
    goes_on = same_signs and item.tick == before.tick and item.number in (0, before.number + 1)
    other = before.other if goes_on else (not before.other if same_signs else False)
    return _Open(before.level, before.indent, item.number, item.tick, other)


def _sign(item: Item, other: bool) -> str:
    if item.number:
        return f"{item.number}{')' if other else '.'} "
    return "* " if other else "- "
