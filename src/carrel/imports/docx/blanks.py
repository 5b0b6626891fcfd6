"""Blanks as authors type them (underscores, dots, boxes) become gaps, lines and choices."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    parts,
    plain,
)
from carrel.imports.docx.symbols import CIRCLES, SQUARES, TICKED

_GAP = re.compile(r"(?P<date>_+ ?/ ?_+ ?/ ?_{2,})|_{3,}|\.{6,}|…{3,}")
_TYPED = re.compile(r"\s*(?:\[[ _\u00a0]{0,3}\]|\((?P<one>[ _\u00a0]{1,3})\))\s+(?=\S)")
_SIGN = re.compile(f"[{''.join(SQUARES | CIRCLES)}]")


def with_gaps(inside: list[Inline]) -> list[Inline]:
    """The same with a gap wherever a line was typed to write on. Several in succession are one."""
    out: list[Inline] = []
    for part in inside:
        for piece in _gaps(part) if isinstance(part, Text) and not part.code else [part]:
            before = [one for one in out if not (isinstance(one, Text) and not one.text.strip())][
                -1:
            ]
            if isinstance(piece, Blank) and before and before[0] == piece == Blank():
                continue
            out.append(piece)
    return out


def _gaps(text: Text) -> Iterator[Inline]:
    done = 0
    for found in _GAP.finditer(text.text):
        yield msgspec.structs.replace(text, text=text.text[done : found.start()])
        yield Blank("date" if found["date"] else "gap")
        done = found.end()
    yield msgspec.structs.replace(text, text=text.text[done:])


def opened(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph with its blanks: itself, a ruled line, or a question and its choices."""
    if paragraph.kind != "text":
        return [paragraph]
    inside = with_gaps(paragraph.inside)
    blanks = [part for part in inside if isinstance(part, Blank)]
    if blanks and not plain(inside):
        rest: list[Inline] = [part for part in inside if not isinstance(part, Blank)]
        others = (
            [msgspec.structs.replace(paragraph, inside=rest)]
            if any(isinstance(part, Picture | Note) for part in parts(rest))
            else []
        )
        return [*others, *(_alone(paragraph, blank) for blank in blanks)]
    paragraph = msgspec.structs.replace(paragraph, inside=inside)
    listed = _listed(paragraph)
    return listed if len(listed) > 1 else _ticked(listed[0])


def _alone(paragraph: Paragraph, blank: Blank) -> Paragraph:
    """A blank without words beside it: a ruled line, unless it is for a date or a picture."""
    if blank.kind in ("date", "picture") or blank.label:
        words: list[Inline] = (
            [Text(f"{blank.label} ")] if blank.label and blank.kind != "picture" else []
        )
        return msgspec.structs.replace(paragraph, inside=[*words, blank])
    return msgspec.structs.replace(paragraph, inside=[], kind="line", item=None)


def _listed(paragraph: Paragraph) -> list[Paragraph]:
    """The choices of a drop-down list, after the sentence in which it stands."""
    options = [part for part in paragraph.inside if isinstance(part, Options)]
    if not options:
        return [paragraph]
    sentence = [part if not isinstance(part, Options) else Text("…") for part in paragraph.inside]
    item = paragraph.item or Item(0)
    out = [msgspec.structs.replace(paragraph, inside=sentence)]
    for choice in (choice for one in options for choice in one.choices if choice.strip()):
        out.append(Paragraph(paragraph.place, [Text(choice)], item=Item(item.level, 0, "( )")))
    return out


def _ticked(paragraph: Paragraph) -> list[Paragraph]:
    """The choices that begin with a box to tick, and what stands before the first of them."""
    pieces = _divided(paragraph.inside)
    if len(pieces) == 1:
        return [_typed(paragraph)]
    (_, head), choices = pieces[0], pieces[1:]
    if plain(head) and not plain(choices[-1][1]):  # the boxes stand behind their words: Yes ☐ No ☐
        signs = [sign for sign, _ in choices]
        choices = list(zip(signs, [head, *(words for _, words in choices[:-1])], strict=True))
        head = []
    level = paragraph.item.level if paragraph.item else 0
    out = [msgspec.structs.replace(paragraph, inside=head)] if plain(head) else []
    for sign, words in choices:
        if plain(words):
            out.append(
                Paragraph(
                    paragraph.place, words, item=Item(level, 0, "( )" if sign in CIRCLES else "[ ]")
                )
            )
    return out


def _divided(inside: list[Inline]) -> list[tuple[str, list[Inline]]]:
    """The passage cut before each box to tick: the sign, and what follows it.

    The first has no sign.
    """
    pieces: list[tuple[str, list[Inline]]] = [("", [])]
    for part in inside:
        if not isinstance(part, Text) or part.code:
            pieces[-1][1].append(part)
            continue
        done = 0
        for found in _SIGN.finditer(part.text):
            pieces[-1][1].append(
                msgspec.structs.replace(part, text=part.text[done : found.start()])
            )
            pieces.append((found[0], []))
            done = found.end()
        pieces[-1][1].append(msgspec.structs.replace(part, text=part.text[done:]))
    return pieces


def _typed(paragraph: Paragraph) -> Paragraph:
    """A choice whose box was typed with brackets."""
    first = paragraph.inside[0] if paragraph.inside else None
    found = _TYPED.match(first.text) if isinstance(first, Text) else None
    if not found or not isinstance(first, Text):
        return paragraph
    rest = [msgspec.structs.replace(first, text=first.text[found.end() :]), *paragraph.inside[1:]]
    level = paragraph.item.level if paragraph.item else 0
    return msgspec.structs.replace(
        paragraph, inside=rest, item=Item(level, 0, "( )" if found["one"] else "[ ]")
    )


def is_tick(words: str) -> bool:
    """Whether words are nothing but a box to tick."""
    return bool(words) and all(
        sign in SQUARES | CIRCLES | TICKED for sign in words if not sign.isspace()
    )


def has_tick(words: str) -> bool:
    """Whether there is a box to tick among words."""
    return bool(_SIGN.search(words))
