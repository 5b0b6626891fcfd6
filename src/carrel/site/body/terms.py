"""Glossary terms: the first time that a page uses one, it can be pressed and explains itself."""

import re
from collections.abc import Sequence
from html import escape, unescape

from carrel.model import marks
from carrel.model.content import Term

_TOKEN = re.compile(
    f"<[^>]*>|{marks.OPEN}[^{marks.CLOSE}]*{marks.CLOSE}|[^<{marks.OPEN}]+|[<{marks.OPEN}]"
)
_TAG_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
_LEFT_ALONE = frozenset(
    {
        "a",
        "button",
        "code",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "label",
        "pre",
        "summary",
        "th",
        "script",
        "style",
        "svg",
    }
)


class Glossary:
    """The terms of a module, ready to be found in text."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = {unescape(term.name).lower(): term for term in terms}
        names = sorted(self.terms, key=len, reverse=True)
        self._lower = tuple(names)
        self._pattern = (
            re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, names))})(s?)(?![\w-])", re.I)
            if names
            else None
        )

    def explain(self, body: str) -> tuple[str, list[Term]]:
        """`body` with a button around the first use of each term, and the terms that were found."""
        if not self._pattern:
            return body, []
        lower = body.lower()
        if not any(name in lower for name in self._lower):
            return body, []
        used: dict[str, Term] = {}
        depth = 0
        parts: list[str] = []
        for token in _TOKEN.findall(body):
            if token[0] == "<":
                depth = max(0, depth + _change(token))
            elif token[0] != marks.OPEN and not depth:
                token = self._pattern.sub(lambda found: self._button(found, used), token)
            parts.append(token)
        return "".join(parts), list(used.values())

    def _button(self, found: re.Match[str], used: dict[str, Term]) -> str:
        name = self._name(found[1])
        if name in used:
            return found[0]
        used[name] = self.terms[name]
        target = escape(self.terms[name].id)
        return f'<button type="button" class="term" popovertarget="{target}">{found[0]}</button>'

    def _name(self, written: str) -> str:
        """Returns the term with this spelling.

        Lower case alone is not enough for İ and i, or ſ and s; these are compared by the pattern.
        """
        small = written.lower()
        if small in self.terms:
            return small
        return next(name for name in self.terms if re.fullmatch(re.escape(name), written, re.I))


def _change(tag: str) -> int:
    """+1 where a passage begins that is left alone, -1 where it ends."""
    name = _TAG_NAME.match(tag)
    if not name or name[1] not in _LEFT_ALONE or tag.endswith("/>"):
        return 0
    return -1 if tag[1] == "/" else 1
