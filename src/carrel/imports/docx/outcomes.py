"""What a section's page says that a learner will be able to do: its objective and its outcomes, for
the front matter.
"""

from __future__ import annotations

import re

from carrel.imports.course import Finding, FrontValue
from carrel.imports.docx.blocks import Block, Note, Paragraph, parts
from carrel.imports.docx.outline import OUTCOMES, Leaf
from carrel.imports.docx.story import Log, shown

_OBJECTIVE = re.compile(r"(?:learning )?objective: *(?=\S)|objetivo: *(?=\S)", re.I)
_INTRODUCED = re.compile(
    r"(?:by|at) the end of this (?:section|unit|chapter|module|lesson)\b.*"
    r"|al final(?:izar)? (?:de )?est[ae]\b.*",
    re.I,
)


def cut_outcomes(leaf: Leaf, log: Log) -> dict[str, FrontValue]:
    """The objective and the outcomes of a section, which are then gone from its text."""
    front: dict[str, FrontValue] = {}
    for at, block in enumerate(leaf.blocks):
        found = (
            _OBJECTIVE.match(block.words)
            if isinstance(block, Paragraph) and block.kind == "text"
            else None
        )
        if found and _is_plain(block):
            front["objective"] = block.words[found.end() :].rstrip(".")
            log.derived[block.place] = block.words
            del leaf.blocks[at]
            log.say(
                block.place,
                Finding.DERIVED,
                f"“{shown(block.words)}” became the objective of the section.",
            )
            break
    outcomes = _cut_list(leaf, log)
    return {**front, "outcomes": outcomes} if outcomes else front


def _cut_list(leaf: Leaf, log: Log) -> list[str]:
    """The items below a heading such as “Learning outcomes”, and the lines that lead to them."""
    start = next((at for at, block in enumerate(leaf.blocks) if _leads_to_outcomes(block)), None)
    if start is None:
        return []
    first = start + 1
    while first < len(leaf.blocks) and (
        _is_empty(leaf.blocks[first]) or _leads_to_outcomes(leaf.blocks[first])
    ):
        first += 1
    end = first
    while end < len(leaf.blocks) and _is_item(leaf.blocks[end]):
        end += 1
    if end == first:
        return []
    outcomes = [block.words for block in leaf.blocks[first:end]]
    log.moved.update(block.place for block in leaf.blocks[first:end])
    log.derived.update((block.place, block.words) for block in leaf.blocks[start:first])
    said = " ".join(block.words for block in leaf.blocks[start:first] if block.words)
    log.say(
        leaf.blocks[start].place,
        Finding.DERIVED,
        f"The list below “{shown(said)}” became the outcomes of the section.",
    )
    del leaf.blocks[start:end]
    return outcomes


def _leads_to_outcomes(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.kind not in ("text", "heading") or block.item:
        return False
    words = block.words.strip(" .:…")
    return bool(OUTCOMES.fullmatch(words) or _INTRODUCED.fullmatch(words))


def _is_item(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and block.item is not None
        and block.item.level == 0
        and not block.item.tick
        and _is_plain(block)
    )


def _is_plain(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and bool(block.words)
        and not any(isinstance(part, Note) for part in parts(block.inside))
    )


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind == "empty"
