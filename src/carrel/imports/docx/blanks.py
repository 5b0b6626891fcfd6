"""Blanks as authors type them (underscores, dots, boxes) become gaps, lines and choices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from carrel.imports.docx.blocks import (
    Blank,
    Inline,
    Item,
    Note,
    Options,
    Paragraph,
    Picture,
    Text,
    is_space,
    is_words,
    only,
    parts,
    plain,
)
from carrel.imports.docx.symbols import CIRCLES, SQUARES, TICKED

_GAP = re.compile(r"(?P<date>_+ ?/ ?_+ ?/ ?_{2,})|_{3,}|\.{6,}|…{3,}")
_TYPED = re.compile(r"\s*(?:\[[ _\u00a0]{0,3}\]|\((?P<one>[ _\u00a0]{1,3})\))\s+(?=\S)")
_BOX = re.compile(f"[{''.join(SQUARES | CIRCLES)}]")
_Piece = tuple[str, list[Inline]]  # a box to tick, and what follows it


def with_gaps(inside: list[Inline]) -> list[Inline]:
    """Returns a passage with a gap for each line typed to write on; adjoining gaps become one."""
    out: list[Inline] = []
    for piece in chain.from_iterable(map(_pieces, inside)):
        if not (piece == Blank() and _last_part(out) == piece):
            out.append(piece)
    return out


def _last_part(inside: list[Inline]) -> Inline | None:
    """Returns the last part that is more than spaces; None if there is none."""
    return next((part for part in reversed(inside) if not is_space(part)), None)


def _pieces(part: Inline) -> Iterable[Inline]:
    return _gaps(part) if is_words(part) else [part]


def _gaps(text: Text) -> Iterator[Inline]:
    done = 0
    for found in _GAP.finditer(text.text):
        yield msgspec.structs.replace(text, text=text.text[done : found.start()])
        yield Blank("date" if found["date"] else "gap")
        done = found.end()
    yield msgspec.structs.replace(text, text=text.text[done:])


def opened(paragraph: Paragraph) -> list[Paragraph]:
    """Returns a paragraph with its blanks: itself, a ruled line, or a question and its choices."""
    if paragraph.kind != "text":
        return [paragraph]
    inside = with_gaps(paragraph.inside)
    blanks = only(inside, Blank)
    if blanks and not plain(inside):
        others = _without_blanks(paragraph, inside)
        return [*others, *(_alone(paragraph, blank) for blank in blanks)]
    listed = _listed(msgspec.structs.replace(paragraph, inside=inside))
    return listed if len(listed) > 1 else _ticked(listed[0])


def _without_blanks(paragraph: Paragraph, inside: list[Inline]) -> list[Paragraph]:
    """Returns the notes and pictures of a paragraph that has no words, as a paragraph."""
    rest: list[Inline] = [part for part in inside if not isinstance(part, Blank)]
    if not any(isinstance(part, Picture | Note) for part in parts(rest)):
        return []
    return [msgspec.structs.replace(paragraph, inside=rest)]


def _alone(paragraph: Paragraph, blank: Blank) -> Paragraph:
    """Returns a blank without words beside it: a ruled line, unless it has a kind or a label."""
    if blank.kind == "picture":
        return msgspec.structs.replace(paragraph, inside=[blank])
    if blank.label:
        return msgspec.structs.replace(paragraph, inside=[Text(f"{blank.label} "), blank])
    if blank.kind == "date":
        return msgspec.structs.replace(paragraph, inside=[blank])
    return msgspec.structs.replace(paragraph, inside=[], kind="line", item=None)


def _listed(paragraph: Paragraph) -> list[Paragraph]:
    """Returns the sentence around a drop-down list, and the list's choices after it."""
    options = only(paragraph.inside, Options)
    if not options:
        return [paragraph]
    sentence = [Text("…") if isinstance(part, Options) else part for part in paragraph.inside]
    choices = [choice for one in options for choice in one.choices]
    item = Item(_level(paragraph), 0, "( )")
    return [
        msgspec.structs.replace(paragraph, inside=sentence),
        *(
            Paragraph(paragraph.place, [Text(text)], item=item)
            for text in filter(str.strip, choices)
        ),
    ]


def _level(paragraph: Paragraph) -> int:
    return paragraph.item.level if paragraph.item else 0


def _ticked(paragraph: Paragraph) -> list[Paragraph]:
    """Returns the choices that begin with a box to tick, and the words before the first of them."""
    pieces = _divided(paragraph.inside)
    if len(pieces) == 1:
        return [_typed(paragraph)]
    head, choices = _head_and_choices(pieces)
    level = _level(paragraph)
    out = [msgspec.structs.replace(paragraph, inside=head)] if plain(head) else []
    for box, words in choices:
        if plain(words):
            out.append(Paragraph(paragraph.place, words, item=Item(level, 0, _tick(box))))
    return out


def _head_and_choices(pieces: list[_Piece]) -> tuple[list[Inline], list[_Piece]]:
    """Returns the words before the choices, and each choice with its box.

    The boxes may come after their words: Yes ☐ No ☐.
    """
    (_, head), choices = pieces[0], pieces[1:]
    if not plain(head) or plain(choices[-1][1]):
        return head, choices
    boxes = [box for box, _ in choices]
    words = [head, *(words for _, words in choices[:-1])]
    return [], list(zip(boxes, words, strict=True))


def _tick(box: str) -> str:
    return "( )" if box in CIRCLES else "[ ]"


def _divided(inside: list[Inline]) -> list[_Piece]:
    """Returns a passage cut before each box to tick: the box, and what follows it.

    The first piece has no box.
    """
    pieces: list[_Piece] = [("", [])]
    for part in inside:
        if is_words(part):
            _divide_text(part, pieces)
        else:
            pieces[-1][1].append(part)
    return pieces


def _divide_text(text: Text, pieces: list[_Piece]) -> None:
    done = 0
    for found in _BOX.finditer(text.text):
        pieces[-1][1].append(msgspec.structs.replace(text, text=text.text[done : found.start()]))
        pieces.append((found[0], []))
        done = found.end()
    pieces[-1][1].append(msgspec.structs.replace(text, text=text.text[done:]))


def _typed(paragraph: Paragraph) -> Paragraph:
    """Returns a paragraph as a choice if its box was typed with brackets, or else unchanged."""
    first = next(iter(paragraph.inside), None)
    found = _TYPED.match(first.text) if isinstance(first, Text) else None
    if not found or not isinstance(first, Text):
        return paragraph
    rest = [msgspec.structs.replace(first, text=first.text[found.end() :]), *paragraph.inside[1:]]
    item = Item(_level(paragraph), 0, "( )" if found["one"] else "[ ]")
    return msgspec.structs.replace(paragraph, inside=rest, item=item)


def is_tick(words: str) -> bool:
    """True if words are nothing but boxes to tick."""
    return bool(words) and set("".join(words.split())) <= SQUARES | CIRCLES | TICKED


def has_tick(words: str) -> bool:
    """True if there is a box to tick among words."""
    return bool(_BOX.search(words))
