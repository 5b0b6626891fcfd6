"""Blocks that belong together: captions go to their pictures, paragraphs of one style become a box,
boxes get their kind and title.
"""

from __future__ import annotations

import re
from itertools import groupby

from carrel.imports.course import Finding
from carrel.imports.docx.blocks import Block, Box, Note, Paragraph, Picture, Text, parts
from carrel.imports.docx.story import Log, shown

PLAIN = frozenset({"text", "heading", "caption", "code", "rule", "empty", "line"})
_KINDS = (
    (re.compile(r"(?:quick |helpful )?tips?\b|consejos?\b", re.I), "tip"),
    (re.compile(r"case stud(?:y|ies)\b|(?:estudio de )?caso\b", re.I), "case-study"),
    (re.compile(r"reflect(?:ion)?\b|reflexión\b", re.I), "reflection"),
    (
        re.compile(
            r"activit(?:y|ies)\b|exercise\b|worksheet\b|your turn\b|actividad\b|ejercicio\b", re.I
        ),
        "reflection",
    ),
)
_LABELS = {
    "tip": _KINDS[0][0],
    "case-study": _KINDS[1][0],
    "reflection": _KINDS[2][0],
}  # words that the label of a box says anyway
_AFTER_LABELS = (":", "–", "—", "-", ".")
_ATTRIBUTION = re.compile(r"[—–~-]\s*(?=\S)")
_LONGEST_TITLE = 12  # words


def gathered(blocks: list[Block], log: Log) -> list[Block]:
    """The blocks of a page, gathered as said above."""
    blocks = [
        block for block in blocks if not (isinstance(block, Paragraph) and block.kind == "empty")
    ]
    return [_finished(block, log) for block in _boxed(_captioned(blocks))]


def _captioned(blocks: list[Block]) -> list[Block]:
    """A caption becomes that of the picture above it, or else of the one below."""
    out: list[Block] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.kind == "caption" and not _holds_more(block):
            picture = _alone(out[-1] if out else None) or _alone(
                blocks[at + 1] if at + 1 < len(blocks) else None
            )
            if picture and not picture.caption:
                picture.caption = block.words
                continue
        out.append(block)
    return out


def _alone(block: Block | None) -> Picture | None:
    """The picture that is all there is in a paragraph."""
    if not isinstance(block, Paragraph):
        return None
    said = [part for part in block.inside if not (isinstance(part, Text) and not part.text.strip())]
    return said[0] if len(said) == 1 and isinstance(said[0], Picture) else None


def _boxed(blocks: list[Block]) -> list[Block]:
    """Neighbours of one style that stands for a kind of box are one box."""
    out: list[Block] = []
    for kind, some in groupby(
        blocks,
        lambda block: (
            block.kind if isinstance(block, Paragraph) and block.kind not in PLAIN else ""
        ),
    ):
        group = list(some)
        if kind:
            for paragraph in group:
                if isinstance(paragraph, Paragraph):
                    paragraph.kind = "text"
            out.append(Box(group[0].place, kind, group))
        else:
            out += group
    return out


def _finished(block: Block, log: Log) -> Block:
    """A box with its title and its kind; anything else as it is."""
    if not isinstance(block, Box):
        return block
    block.blocks = gathered(block.blocks, log)
    given = bool(block.kind)
    if block.kind == "quote":
        _cut_attribution(block, log)
    elif not block.title:
        _cut_title(block)
    if not given:
        block.kind = next(
            (kind for pattern, kind in _KINDS if pattern.match(block.title)), "explanatory"
        )
        sentence = (
            f"A text box or framed table became a box of the kind “{block.kind}”:"
            f" “{shown(block.words, 60)}”"
        )
        log.say(block.place, Finding.CHANGED, sentence)
    block.title = _without_label(block.title, block.kind)
    return block


def _cut_title(box: Box) -> None:
    """A bold or heading line that begins a box is its title, where more follows."""
    first = box.blocks[0] if box.blocks else None
    if isinstance(first, Paragraph) and len(box.blocks) > 1 and _is_title(first):
        box.title = first.words
        box.blocks = box.blocks[1:]


def _is_title(paragraph: Paragraph) -> bool:
    bold = all(
        isinstance(part, Text) and (part.bold or not part.text.strip()) for part in paragraph.inside
    )
    return (
        (bold or paragraph.kind == "heading")
        and paragraph.item is None
        and 0 < len(paragraph.words.split()) <= _LONGEST_TITLE
    )


def _without_label(title: str, kind: str) -> str:
    """A title without the word that the label of the box says anyway: “Tip: begin small” is “begin
    small”.
    """
    found = _LABELS[kind].match(title) if kind in _LABELS else None
    rest = title[found.end() :].lstrip() if found else title
    if found and (not rest or rest.startswith(_AFTER_LABELS)):
        return rest[1:].lstrip()
    return title


def _cut_attribution(box: Box, log: Log) -> None:
    """A last line such as “— Ada” says whose words a quotation is: its title."""
    last = box.blocks[-1] if len(box.blocks) > 1 else None
    if (
        not isinstance(last, Paragraph)
        or len(last.words.split()) > _LONGEST_TITLE
        or _holds_more(last)
    ):
        return
    found = _ATTRIBUTION.match(last.words)
    if found:
        log.moved.add(last.place)
        box.title = last.words[found.end() :]
        box.blocks = box.blocks[:-1]


def _holds_more(paragraph: Paragraph) -> bool:
    """Whether there is more in a paragraph than words."""
    return any(isinstance(part, Note | Picture) for part in parts(paragraph.inside))
