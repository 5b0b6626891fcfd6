"""The tags of Jekyll that Liquid does not know."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TextIO

from liquid import Environment
from liquid.ast import Node
from liquid.context import RenderContext
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, Token

Does = Callable[[str, int, RenderContext, TextIO], None]
"""Carries out a tag: the words after its name, its line, the context, and where to write."""

_ARGUMENT = re.compile(r"""([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"']+)""")
_FIRST = re.compile(r"""\s*(\{\{.*?\}\}|"[^"]*"|'[^']*'|[^\s]+)""", re.S)


class _TagNode(Node):
    """A tag of Jekyll: its words, and the function that carries it out."""

    def __init__(self, token: Token, words: str, does: Does, line: int) -> None:
        super().__init__(token)
        self.words, self.does, self.line = words, does, line
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Carries out the tag."""
        self.does(self.words, self.line, context, buffer)
        return 1


def add_tag(
    environment: Environment, named: str, does: Does, first_line: Callable[[], int]
) -> None:
    """Adds a tag. `first_line` returns the number of the first line of the text that is read."""

    class Made(Tag):
        name = named
        block = False

        def parse(self, stream: TokenStream) -> Node:
            token = stream.current
            words = ""
            if stream.peek.kind == TOKEN_EXPRESSION:
                next(stream)
                words = stream.current.value
            line = first_line() + token.source.count("\n", 0, token.start_index)
            return _TagNode(token, words, does, line)

    environment.tags[named] = Made(environment)


def nothing(_words: str, _line: int, _context: RenderContext, _buffer: TextIO) -> None:
    """Writes nothing, for a tag that belongs to the head of a page, and for an unknown one."""


def _link(words: str, _line: int, _context: RenderContext, buffer: TextIO) -> None:
    buffer.write("/" + unquoted(words).lstrip("/"))


def _code(words: str, _line: int, _context: RenderContext, buffer: TextIO) -> None:
    buffer.write(f"```{(words.split() or [''])[0]}")


def _code_ends(_words: str, _line: int, _context: RenderContext, buffer: TextIO) -> None:
    buffer.write("```")


PLAIN_TAGS: Mapping[str, Does] = {
    "link": _link,
    "highlight": _code,
    "endhighlight": _code_ends,
    "seo": nothing,
    "feed_meta": nothing,
}
"""The tags that need nothing but their words."""


def unquoted(words: str) -> str:
    """Returns words without the quotation marks around them."""
    return words.strip().strip("\"'")


def include_arguments(words: str, context: RenderContext) -> tuple[str, dict[str, object]]:
    """Returns the name of the file that a tag includes, and the arguments that it passes."""
    first = _FIRST.match(words)
    if not first:
        return "", {}
    name = first[1].strip("\"'")
    if name.startswith("{{"):
        name = str(_argument(name.strip("{} \t"), context))
    given = _ARGUMENT.findall(words[first.end() :])
    return name, {key: _argument(value, context) for key, value in given}


def _argument(word: str, context: RenderContext) -> object:
    """The value of an argument: a text in quotation marks, or a name."""
    if word[:1] in "\"'":
        return word[1:-1]
    first, *rest = word.split(".")
    found: object = context.resolve(first)
    for part in rest:
        found = found.get(part, "") if isinstance(found, Mapping) else ""
    return found
