"""Words and what stands among them -> a line of Markdown.

Signs are escaped only where they would mean something.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import groupby

import msgspec

from carrel.imports.docx.blocks import Blank, Break, Inline, Link, Note, Picture, Text
from carrel.imports.syntax import ends_in_address

_SIGNS = re.compile(
    r"[\\`{]"
    r"|(?<!\s)\*|\*(?!\s)|^\*|\*$"  # a star between spaces is a star
    r"|(?<![^\W_])_|_(?![^\W_])"  # so is an underscore in a word
    r"|(?<!:):(?=::)"  # three colons would begin a box
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\[(?=\^|[ xX]?\])"
)
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
    """What only the whole course knows: where a link leads (nothing: nowhere), where a picture
    lies, what a note is called.
    """

    link: Callable[[Link], str]
    picture: Callable[[Picture], str]
    note: Callable[[Note], str]


class _Token(msgspec.Struct):
    """A piece of the line: words that are ready (`text`), or the beginning or end of a form.

    `first` and `last` are the signs that a parser sees at its edges.
    """

    text: str = ""
    mark: str = ""
    tag: str = ""
    closes: bool = False
    partner: int = -1
    first: str = ""
    last: str = ""


def line(inside: list[Inline], places: Places, new_line: str = "\\\n", start: bool = True) -> str:
    """A passage as Markdown.

    `new_line` stands for a line break; `start` says whether the line begins with it.
    """
    tokens = _tokens(_apart(inside), places, new_line, _all_text(inside))
    text = _SPACES.sub(
        lambda found: found[0] if "\n" in found[0] and new_line == "\\\n" else " ",
        _assembled(tokens),
    ).strip()
    return _safe_start(text) if start else text


def _all_text(inside: Iterable[Inline]) -> str:
    """The words, with a sign for whatever else stands among them."""
    return "".join(_text_of(part) for part in inside)


def _text_of(part: Inline) -> str:
    if isinstance(part, Link):
        return f"\ufffc{_all_text(part.inside)}\ufffc"
    return part.text if isinstance(part, Text) else "\ufffc"


def escaped(text: str, around: str = "") -> str:
    """Text with a backslash before each sign that would mean something.

    `around` is the whole passage in which it stands.
    """
    around = around or text
    text = _SIGNS.sub(_escape, text)
    if any(sign in around for sign in ("](", "][", "]:", "]\ufffc")):
        text = re.sub(r"(?<!\\)([\[\]])", r"\\\1", text)
    return text.replace("~", "\\~") if around.count("~") > 1 else text


def _escape(found: re.Match[str]) -> str:
    """What looks for HTML and code in a source does not know of backslashes, so these two signs are
    written as entities.
    """
    return {"<": "&lt;", "`": "&#96;"}.get(found[0], "\\" + found[0])


def _safe_start(text: str) -> str:
    """Lines that do not begin a list, a heading or a box by chance."""
    return "\n".join(
        _LINE_START.sub(lambda found: (found[1] or "") + "\\", one, count=1)
        for one in text.split("\n")
    )


# Forms: bold, italic …


def _apart(inside: Iterable[Inline]) -> list[Inline]:
    """The same with the spaces at the edges of forms and links outside, as Markdown needs it."""
    out: list[Inline] = []
    for part in inside:
        if isinstance(part, Link):
            out += _bare_link(part)
        elif not isinstance(part, Text) or part.code:
            out.append(part)
        else:
            before, bare, after = _bare(part.text)
            out += [Text(before), msgspec.structs.replace(part, text=bare), Text(after)]
    return _bridged([part for part in out if not isinstance(part, Text) or part.text])


def _bare(text: str) -> tuple[str, str, str]:
    """The space before a text, the text, and the space after it."""
    bare = text.strip()
    before = text[: len(text) - len(text.lstrip())]
    return before, bare, text[len(before) + len(bare) :]


def _bare_link(link: Link) -> list[Inline]:
    inside = _apart(link.inside)
    before = after = ""
    first, last = (inside[0], inside[-1]) if inside else (None, None)
    if isinstance(first, Text):
        before, first.text = (
            first.text[: len(first.text) - len(first.text.lstrip())],
            first.text.lstrip(),
        )
    if isinstance(last, Text):
        after, last.text = last.text[len(last.text.rstrip()) :], last.text.rstrip()
    return [Text(before), msgspec.structs.replace(link, inside=inside), Text(after)]


def _bridged(parts: list[Inline]) -> list[Inline]:
    """A space between two words of one form belongs to the form."""
    for at in range(1, len(parts) - 1):
        before, space, after = parts[at - 1 : at + 2]
        if (
            isinstance(before, Text)
            and isinstance(space, Text)
            and isinstance(after, Text)
            and not space.text.strip()
        ):
            space.bold, space.italic = before.bold and after.bold, before.italic and after.italic
            space.strike = before.strike and after.strike
    return parts


def _tokens(parts: list[Inline], places: Places, new_line: str, around: str) -> list[_Token]:
    tokens: list[_Token] = []

    def add(group: list[Inline], forms: list[str]) -> None:
        if not forms:
            for part in group:
                text = _leaf(part, places, new_line, around)
                tokens.append(_Token(text, first=text[:1], last=text[-1:]))
            return
        for on, some in groupby(
            group, lambda part: getattr(part, forms[0], "") if isinstance(part, Text) else ""
        ):
            if not on:
                add(list(some), forms[1:])
                continue
            mark, tag = _FORMS[forms[0]]
            begin = len(tokens)
            tokens.append(_Token(mark=mark, tag=tag or str(on)))
            add(list(some), forms[1:])
            tokens[begin].partner = len(tokens)
            tokens.append(_Token(mark=mark, tag=tag or str(on), closes=True, partner=begin))

    add(parts, list(_FORMS))
    return list(_without_empty(tokens))


def _without_empty(tokens: list[_Token]) -> Iterable[_Token]:
    """Tokens that say something; partners keep finding each other, as only words are left out."""
    kept = [number for number, token in enumerate(tokens) if token.text or token.tag]
    renumbered = {number: place for place, number in enumerate(kept)}
    for number in kept:
        token = tokens[number]
        token.partner = renumbered.get(token.partner, -1)
        yield token


def _assembled(tokens: list[_Token]) -> str:
    made = [token.text for token in tokens]
    for number, token in enumerate(tokens):
        if token.tag and not token.closes:
            plain = token.mark and _can_open(tokens, number) and _can_close(tokens, token.partner)
            made[number] = token.mark if plain else f"<{token.tag}>"
            made[token.partner] = token.mark if plain else f"</{token.tag}>"
    return _with_safe_exclamation(made, tokens)


def _with_safe_exclamation(made: list[str], tokens: list[_Token]) -> str:
    """An exclamation mark before a link would make it an image."""
    for number in range(1, len(made)):
        if (
            made[number].startswith("[")
            and made[number - 1].endswith("!")
            and not tokens[number].tag
        ):
            made[number - 1] = made[number - 1][:-1] + "\\!"
    return "".join(made)


def _can_open(tokens: list[_Token], at: int) -> bool:
    inner = next((token.first for token in tokens[at + 1 :] if token.text), "")
    before = at - 1
    while before >= 0 and tokens[before].tag and not tokens[before].closes:
        before -= 1
    outer = tokens[before] if before >= 0 else _Token(" ", last=" ")
    return not outer.tag and _flanks(outer.last, inner)


def _can_close(tokens: list[_Token], at: int) -> bool:
    inner = next((token for token in reversed(tokens[:at]) if token.text), _Token())
    after = at + 1
    while after < len(tokens) and tokens[after].tag and tokens[after].closes:
        after += 1
    outer = tokens[after] if after < len(tokens) else _Token(" ", first=" ")
    if outer.first.isalnum() and ends_in_address(inner.text):
        return False
    return not outer.tag and _flanks(outer.first, inner.last)


def _flanks(outer: str, inner: str) -> bool:
    """Whether a sign of emphasis between these two works: words inside, or a space or punctuation
    outside.
    """
    if not inner or inner.isspace():
        return False
    return not _is_punctuation(inner) or not outer or outer.isspace() or _is_punctuation(outer)


def _is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


# What stands among the words


def _leaf(part: Inline, places: Places, new_line: str, around: str) -> str:
    if isinstance(part, Text):
        return _code(part.text) if part.code else escaped(part.text, around)
    if isinstance(part, Break):
        return new_line
    if isinstance(part, Link):
        return _link(part, places)
    if isinstance(part, Picture):
        return _picture(part, places)
    if isinstance(part, Note):
        label = places.note(part)
        return f"[^{label}]" if label else ""
    if isinstance(part, Blank):
        return {"date": "__/__/____", "picture": f"![{in_brackets(part.label)}]()"}.get(
            part.kind, "____"
        )
    return ""


def _code(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return " "
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _link(link: Link, places: Places) -> str:
    target = places.link(link)
    inner = line(link.inside, places, " ", start=False)
    if not target or not inner:
        return inner
    if "".join(
        part.text for part in link.inside if isinstance(part, Text)
    ) == target and _PLAIN_ADDRESS.fullmatch(target):
        return f"<{target}>"
    return f"[{_BRACKETS.sub(_in_link, inner) if '![' not in inner else inner}]({address(target)})"


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
    """An address as it stands between the round brackets of a link."""
    return _NOT_IN_ADDRESSES.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), target
    )


def in_brackets(text: str) -> str:
    """Plain text between square brackets."""
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", _SIGNS.sub(_escape, text))


def in_quotes(text: str) -> str:
    """Plain text between straight quotation marks."""
    return _SIGNS.sub(_escape, " ".join(text.split())).replace('"', "&quot;")
