"""Words, links, pictures and blanks -> a line of Markdown.

Characters are escaped only where they would mean something.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import dropwhile, groupby
from typing import Any

import msgspec

from carrel.imports.docx.blocks import (
    Blank,
    Break,
    Inline,
    Link,
    Note,
    Picture,
    Text,
    is_words,
    only,
)
from carrel.imports.syntax import ends_in_address

_SPECIAL = re.compile(
    r"[\\`{]"
    r"|(?<!\s)\*|\*(?!\s)|^\*|\*$"  # a star between spaces is a star
    r"|(?<![^\W_])_|_(?![^\W_])"  # so is an underscore in a word
    r"|(?<!:):(?=::)"  # three colons would begin a box
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\[(?=\^|[ xX]?\])"
)
_BEFORE_TARGETS = re.compile(r"\]\(|\]\[|\]:|\]\ufffc")
_BRACKETS = re.compile(r"[\[\]]")
_LINE_START = re.compile(
    r"\A(?:(\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|:|=+\s*$|-+\s*$"
    r"|`{3}|~{3}|\||\( ?\)))"
)
_SPACES = re.compile(r"[ \t\n]+")
_PLAIN_ADDRESS = re.compile(r"https?://[^\s<>\"()\[\]\\]+")
_NOT_IN_ADDRESSES = re.compile(r"[\s()<>\[\]\\\"]")
_FORMS = {
    "bold": ("**", "strong"),
    "italic": ("*", "em"),
    "strike": ("~~", "del"),
    "raised": ("", ""),
}


class Places(msgspec.Struct):
    """Functions of the whole course: the address of a link (empty if it leads nowhere), the path
    of a picture, the label of a note.
    """

    link: Callable[[Link], str]
    picture: Callable[[Picture], str]
    note: Callable[[Note], str]


class _Token(msgspec.Struct):
    """A piece of the line: words that are ready (`text`), or the beginning or end of a form.

    `first` and `last` are the characters that a parser sees at its edges.
    """

    text: str = ""
    mark: str = ""
    tag: str = ""
    closes: bool = False
    partner: int = -1
    first: str = ""
    last: str = ""


_EDGE = _Token(" ", first=" ", last=" ")  # what is outside of a line


def line(inside: list[Inline], places: Places, new_line: str = "\\\n", start: bool = True) -> str:
    """Returns a passage as Markdown.

    `new_line` is written for a line break; `start` is true if the passage begins a line.
    """
    inside = _without_lost_links(inside, places)
    around = _all_text(inside)
    tokens = _tokens(
        _apart(inside), list(_FORMS), lambda part: _leaf(part, places, new_line, around)
    )
    keeps_lines = new_line == "\\\n"
    text = _SPACES.sub(
        lambda found: found[0] if keeps_lines and "\n" in found[0] else " ",
        _assembled(_paired(list(tokens))),
    ).strip()
    return _safe_start(text) if start else text


def _without_lost_links(inside: list[Inline], places: Places) -> list[Inline]:
    """Returns a passage in which links that lead nowhere are only their words."""
    out: list[Inline] = []
    for part in inside:
        if isinstance(part, Link) and not places.link(part):
            out += _without_lost_links(part.inside, places)
        else:
            out.append(part)
    return out


def _all_text(inside: Iterable[Inline]) -> str:
    """Returns the words, with a placeholder for each other part."""
    return "".join(_text_of(part) for part in inside)


def _text_of(part: Inline) -> str:
    if isinstance(part, Link):
        return f"\ufffc{_all_text(part.inside)}\ufffc"
    return part.text if isinstance(part, Text) else "\ufffc"


def escaped(text: str, around: str = "") -> str:
    """Returns text with a backslash before each character that would mean something.

    `around` is the text of the whole passage.
    """
    around = around or text
    text = _SPECIAL.sub(_escape, text)
    if _BEFORE_TARGETS.search(around):
        text = re.sub(r"(?<!\\)([\[\]])", r"\\\1", text)
    return text.replace("~", "\\~") if around.count("~") > 1 else text


def _escape(found: re.Match[str]) -> str:
    """Returns a character escaped: these two as entities, as the scan of a source for HTML and
    code does not regard backslashes.
    """
    return {"<": "&lt;", "`": "&#96;"}.get(found[0], "\\" + found[0])


def _safe_start(text: str) -> str:
    """Returns lines that do not begin a list, a heading or a box by chance."""
    return "\n".join(_LINE_START.sub(_escaped_start, one, count=1) for one in text.split("\n"))


def _escaped_start(found: re.Match[str]) -> str:
    return (found[1] or "") + "\\"


# Forms: bold, italic …


def _apart(inside: Iterable[Inline]) -> list[Inline]:
    """Returns a passage with the spaces at the edges of forms and links outside of these, as
    Markdown needs it.
    """
    pieces = [piece for part in inside for piece in _without_spaces(part)]
    return _bridged([piece for piece in pieces if not isinstance(piece, Text) or piece.text])


def _without_spaces(part: Inline) -> list[Inline]:
    if isinstance(part, Link):
        return _bare_link(part)
    if not is_words(part):
        return [part]
    before, bare, after = _bare(part.text)
    return [Text(before), msgspec.structs.replace(part, text=bare), Text(after)]


def _bare(text: str) -> tuple[str, str, str]:
    """Returns the space before a text, the text, and the space after it."""
    before, rest = _cut_start(text)
    bare = rest.rstrip()
    return before, bare, rest[len(bare) :]


def _bare_link(link: Link) -> list[Inline]:
    inside = _apart(link.inside)
    before, after = Text(""), Text("")
    if inside and isinstance(inside[0], Text):
        before.text, inside[0].text = _cut_start(inside[0].text)
    if inside and isinstance(inside[-1], Text):
        bare = inside[-1].text.rstrip()
        after.text, inside[-1].text = inside[-1].text[len(bare) :], bare
    return [before, msgspec.structs.replace(link, inside=inside), after]


def _cut_start(text: str) -> tuple[str, str]:
    """Returns the space before a text, and the rest."""
    bare = text.lstrip()
    return text[: len(text) - len(bare)], bare


def _bridged(parts: list[Inline]) -> list[Inline]:
    """Gives a space between two words of one form the same form."""
    for before, space, after in zip(parts, parts[1:], parts[2:], strict=False):
        if isinstance(before, Text) and isinstance(space, Text) and isinstance(after, Text):
            _bridge(before, space, after)
    return parts


def _bridge(before: Text, space: Text, after: Text) -> None:
    if not space.text.strip():
        space.bold, space.italic = before.bold and after.bold, before.italic and after.italic
        space.strike = before.strike and after.strike


def _tokens(
    parts: list[Inline], forms: list[str], written: Callable[[Inline], str]
) -> Iterator[_Token]:
    """Yields the pieces of a line. `forms` are those that may begin here."""
    if not forms:
        for text in filter(None, map(written, parts)):
            yield _Token(text, first=text[:1], last=text[-1:])
        return
    for on, some in groupby(parts, lambda part: _form_of(part, forms[0])):
        inner = _tokens(list(some), forms[1:], written)
        if not on:
            yield from inner
            continue
        mark, tag = _FORMS[forms[0]]
        yield _Token(mark=mark, tag=tag or str(on))
        yield from inner
        yield _Token(mark=mark, tag=tag or str(on), closes=True)


def _form_of(part: Inline, form: str) -> object:
    return getattr(part, form) if isinstance(part, Text) else ""


def _paired(tokens: list[_Token]) -> list[_Token]:
    """Fills in the partner of each token that begins or ends a form."""
    open_ones: list[int] = []
    for number, token in enumerate(tokens):
        if token.closes:
            token.partner = open_ones.pop()
            tokens[token.partner].partner = number
        elif token.tag:
            open_ones.append(number)
    return tokens


def _assembled(tokens: list[_Token]) -> str:
    made = [token.text for token in tokens]
    for number, token in enumerate(tokens):
        if token.tag and not token.closes:
            made[number], made[token.partner] = _around(tokens, number)
    return _with_safe_exclamation(made, tokens)


def _around(tokens: list[_Token], number: int) -> tuple[str, str]:
    """Returns the beginning and end of a form: Markdown where that works, or else HTML tags."""
    token = tokens[number]
    if token.mark and _can_open(tokens, number) and _can_close(tokens, token.partner):
        return token.mark, token.mark
    return f"<{token.tag}>", f"</{token.tag}>"


def _with_safe_exclamation(made: list[str], tokens: list[_Token]) -> str:
    """Returns the line; an exclamation mark before a link would make it an image."""
    for number in range(1, len(made)):
        before = made[number - 1]
        if made[number].startswith("[") and before.endswith("!") and not tokens[number].tag:
            made[number - 1] = before[:-1] + "\\!"
    return "".join(made)


def _can_open(tokens: list[_Token], at: int) -> bool:
    inner = next((token.first for token in tokens[at + 1 :] if token.text), "")
    outer = next(dropwhile(_opens, reversed(tokens[:at])), _EDGE)
    return not outer.tag and _flanks(outer.last, inner)


def _can_close(tokens: list[_Token], at: int) -> bool:
    inner = next((token for token in reversed(tokens[:at]) if token.text), _Token())
    outer = next(dropwhile(_closes, tokens[at + 1 :]), _EDGE)
    if outer.first.isalnum() and ends_in_address(inner.text):
        return False
    return not outer.tag and _flanks(outer.first, inner.last)


def _opens(token: _Token) -> bool:
    return bool(token.tag) and not token.closes


def _closes(token: _Token) -> bool:
    return bool(token.tag) and token.closes


def _flanks(outer: str, inner: str) -> bool:
    """True if the characters of emphasis between these two work: words inside, or a space or
    punctuation outside.
    """
    if not inner or inner.isspace():
        return False
    if not outer or outer.isspace():
        return True
    return not _is_punctuation(inner) or _is_punctuation(outer)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


# Single parts


def _leaf(part: Inline, places: Places, new_line: str, around: str) -> str:
    """Returns the Markdown of one part. `around` is the text of the whole passage."""
    if isinstance(part, Text):
        return _code(part.text) if part.code else escaped(part.text, around)
    if isinstance(part, Break):
        return new_line
    writer = _WRITERS.get(type(part))
    return writer(part, places) if writer else ""


def _code(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return " "
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if "`" in text[0] + text[-1] else ""
    return f"{fence}{space}{text}{space}{fence}"


def _link(link: Link, places: Places) -> str:
    target = places.link(link)
    inner = line(link.inside, places, " ", start=False)
    if not target or not inner:
        return inner
    words = "".join(part.text for part in only(link.inside, Text))
    if words == target and _PLAIN_ADDRESS.fullmatch(target):
        return f"<{target}>"
    inner = inner if "![" in inner else _BRACKETS.sub(_in_link, inner)
    return f"[{inner}]({address(target)})"


def _note(note: Note, places: Places) -> str:
    label = places.note(note)
    return f"[^{label}]" if label else ""


def _blank(blank: Blank, _: Places) -> str:
    if blank.kind == "picture":
        return f"![{in_brackets(blank.label)}]()"
    return "__/__/____" if blank.kind == "date" else "____"


def _in_link(found: re.Match[str]) -> str:
    return found[0] if found.string[found.start() - 1 : found.start()] == "\\" else "\\" + found[0]


def _picture(picture: Picture, places: Places) -> str:
    path = places.picture(picture)
    if not path:
        return ""
    if picture.decorative and not picture.alt:
        return f"![]({address(path)}){{.decorative}}"
    caption = f' "{in_quotes(picture.caption)}"' if picture.caption else ""
    return f"![{in_brackets(picture.alt)}]({address(path)}{caption})"


def address(target: str) -> str:
    """Returns an address as it is written between the parentheses of a link."""
    return _NOT_IN_ADDRESSES.sub(_percent, target)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def in_brackets(text: str) -> str:
    """Returns plain text as it is written between square brackets."""
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", _SPECIAL.sub(_escape, text))


def in_quotes(text: str) -> str:
    """Returns plain text as it is written between straight quotation marks."""
    return _SPECIAL.sub(_escape, " ".join(text.split())).replace('"', "&quot;")


_WRITERS: dict[type, Callable[[Any, Places], str]] = {
    Link: _link,
    Picture: _picture,
    Note: _note,
    Blank: _blank,
}
