"""The objective and the outcomes in the text of a section -> its front matter."""

from __future__ import annotations

import re
from collections.abc import Callable

from carrel.imports.course import Finding, FrontValue
from carrel.imports.docx.blocks import Block, Note, Paragraph, is_kind, only, parts
from carrel.imports.docx.outline import OUTCOMES, Leaf
from carrel.imports.docx.story import Log, shown

_OBJECTIVE = re.compile(r"(?:learning )?objective: *(?=\S)|objetivo: *(?=\S)", re.I)
_INTRODUCED = re.compile(
    r"(?:by|at) the end of this (?:section|unit|chapter|module|lesson)\b.*"
    r"|al final(?:izar)? (?:de )?est[ae]\b.*",
    re.I,
)


def cut_outcomes(leaf: Leaf, log: Log) -> dict[str, FrontValue]:
    """Returns the objective and the outcomes of a section, and deletes them from its text."""
    front: dict[str, FrontValue] = {}
    found = next(filter(_is_objective, only(leaf.blocks, Paragraph)), None)
    if found:
        front["objective"] = _cut_objective(found, leaf, log)
    outcomes = _cut_list(leaf, log)
    return {**front, "outcomes": outcomes} if outcomes else front


def _is_objective(block: Paragraph) -> bool:
    return block.kind == "text" and bool(_OBJECTIVE.match(block.words)) and _is_plain(block)


def _cut_objective(block: Paragraph, leaf: Leaf, log: Log) -> str:
    leaf.blocks[:] = [other for other in leaf.blocks if other is not block]
    log.derived[block.place] = block.words
    log.say(
        block.place,
        Finding.DERIVED,
        f"“{shown(block.words)}” became the objective of the section.",
    )
    return _OBJECTIVE.sub("", block.words, count=1).rstrip(".")


def _cut_list(leaf: Leaf, log: Log) -> list[str]:
    """Returns the items below a heading such as “Learning outcomes”, and deletes them and the
    lines that introduce them.
    """
    blocks = leaf.blocks
    start = _next(blocks, 0, lambda block: not _leads_to_outcomes(block))
    first = _next(blocks, start, lambda block: _is_empty(block) or _leads_to_outcomes(block))
    end = _next(blocks, first, _is_item)
    if end == first:
        return []
    before, items = blocks[start:first], blocks[first:end]
    log.moved.update(block.place for block in items)
    log.derived.update((block.place, block.words) for block in before)
    heading = " ".join(filter(None, (block.words for block in before)))
    log.say(
        before[0].place,
        Finding.DERIVED,
        f"The list below “{shown(heading)}” became the outcomes of the section.",
    )
    del blocks[start:end]
    return [block.words for block in items]


def _next(blocks: list[Block], at: int, passes: Callable[[Block], bool]) -> int:
    """Returns the position of the first block from `at` on that does not pass; else their end."""
    while at < len(blocks) and passes(blocks[at]):
        at += 1
    return at


def _leads_to_outcomes(block: Block) -> bool:
    if not is_kind(block, "text", "heading") or block.item:
        return False
    words = block.words.strip(" .:…")
    return bool(OUTCOMES.fullmatch(words) or _INTRODUCED.fullmatch(words))


def _is_item(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.item is None:
        return False
    return block.item.level == 0 and not block.item.tick and _is_plain(block)


def _is_plain(block: Paragraph) -> bool:
    return bool(block.words) and not only(parts(block.inside), Note)


def _is_empty(block: Block) -> bool:
    return is_kind(block, "empty")
