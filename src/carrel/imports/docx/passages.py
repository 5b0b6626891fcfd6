"""Blocks that belong together: captions go to their pictures, paragraphs of one style become a box,
boxes get their kind and title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, zip_longest

from carrel.imports.course import Finding
from carrel.imports.docx.blocks import (
    Block,
    Box,
    Note,
    Paragraph,
    Picture,
    is_bold,
    is_kind,
    is_space,
    only,
    parts,
)
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
}  # words that the label of a box repeats
_AFTER_LABELS = (":", "–", "—", "-", ".")
_ATTRIBUTION = re.compile(r"[—–~-]\s*(?=\S)")
_LONGEST_TITLE = 12  # words


def gathered(blocks: list[Block], log: Log) -> list[Block]:
    """Returns the blocks of a page without empty paragraphs, and what belongs together as one."""
    blocks = [block for block in blocks if not is_kind(block, "empty")]
    return [_finished(block, log) for block in _boxed(_captioned(blocks))]


def _captioned(blocks: list[Block]) -> list[Block]:
    """Gives each caption to the picture above it, or else to the one below."""
    out: list[Block] = []
    for block, below in zip_longest(blocks, blocks[1:]):
        if not _is_caption_of(block, _alone(out[-1:]) or _alone([below])):
            out.append(block)
    return out


def _is_caption_of(block: Block, picture: Picture | None) -> bool:
    """Makes a caption that of a picture without one; true if it did."""
    if not is_kind(block, "caption") or _holds_more(block):
        return False
    if not picture or picture.caption:
        return False
    picture.caption = block.words
    return True


def _alone(blocks: Sequence[Block | None]) -> Picture | None:
    """Returns the picture that is all there is in the only one of `blocks`."""
    found = only(blocks, Paragraph)
    content = [part for one in found for part in one.inside if not is_space(part)]
    return next(iter(only(content, Picture)), None) if len(content) == 1 else None


def _boxed(blocks: list[Block]) -> list[Block]:
    """Makes one box of neighbors whose style names the same kind of box."""
    out: list[Block] = []
    for kind, some in groupby(blocks, _kind_of_box):
        group = list(some)
        out += [_box_of(kind, group)] if kind else group
    return out


def _kind_of_box(block: Block) -> str:
    return block.kind if isinstance(block, Paragraph) and block.kind not in PLAIN else ""


def _box_of(kind: str, group: list[Block]) -> Box:
    for paragraph in only(group, Paragraph):
        paragraph.kind = "text"
    return Box(group[0].place, kind, group)


def _finished(block: Block, log: Log) -> Block:
    """Gives a box its title and its kind; any other block stays as it is."""
    if not isinstance(block, Box):
        return block
    block.blocks = gathered(block.blocks, log)
    if block.kind == "quote":
        _cut_attribution(block, log)
    elif not block.title:
        _cut_title(block)
    if not block.kind:
        _choose_kind(block, log)
    block.title = _without_label(block.title, block.kind)
    return block


def _choose_kind(box: Box, log: Log) -> None:
    kinds = (kind for pattern, kind in _KINDS if pattern.match(box.title))
    box.kind = next(kinds, "explanatory")
    sentence = (
        f"A text box or framed table became a box of the kind “{box.kind}”:"
        f" “{shown(box.words, 60)}”"
    )
    log.say(box.place, Finding.CHANGED, sentence)


def _cut_title(box: Box) -> None:
    """Makes a bold or heading line at the beginning of a box its title, where more follows."""
    first = next(iter(box.blocks), None)
    if isinstance(first, Paragraph) and len(box.blocks) > 1 and _is_title(first):
        box.title = first.words
        box.blocks = box.blocks[1:]


def _is_title(paragraph: Paragraph) -> bool:
    if paragraph.item or not paragraph.words or not _is_short(paragraph):
        return False
    return is_bold(paragraph) or paragraph.kind == "heading"


def _is_short(paragraph: Paragraph) -> bool:
    return len(paragraph.words.split()) <= _LONGEST_TITLE


def _without_label(title: str, kind: str) -> str:
    """Returns a title without the word that is the box's label: “Tip: begin small” is “begin
    small”.
    """
    found = _LABELS[kind].match(title) if kind in _LABELS else None
    if not found:
        return title
    rest = title[found.end() :].lstrip()
    if rest and not rest.startswith(_AFTER_LABELS):
        return title
    return rest[1:].lstrip()


def _cut_attribution(box: Box, log: Log) -> None:
    """Makes a last line such as “— Ada”, the author of a quotation, its title."""
    last = _last_line(box)
    found = _ATTRIBUTION.match(last.words) if last else None
    if last and found:
        log.moved.add(last.place)
        box.title = last.words[found.end() :]
        box.blocks = box.blocks[:-1]


def _last_line(box: Box) -> Paragraph | None:
    """Returns the short last paragraph of a box that has others; None if it has none."""
    last = box.blocks[-1] if len(box.blocks) > 1 else None
    if not isinstance(last, Paragraph) or not _is_short(last):
        return None
    return None if _holds_more(last) else last


def _holds_more(paragraph: Paragraph) -> bool:
    """True if there is more in a paragraph than words."""
    return any(isinstance(part, Note | Picture) for part in parts(paragraph.inside))
