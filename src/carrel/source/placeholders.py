"""Text that was meant to be replaced before anyone reads it."""

import re

from carrel.model.content import Anchor, FrontMatter
from carrel.source.places import Places

_PLACEHOLDER = re.compile(
    r"(?i:\[insert\b[^\]\n]*)(?:\](?![(\[])|$)|\bTODO\b|\bFIXME\b|\bTBD\b"
    r"|\b(?:[Ll]orem|LOREM) (?i:ipsum)\b",
    re.M,
)


_WORDS = ("todo", "fixme", "tbd", "[insert", "ipsum")


def has_placeholders(text: str) -> bool:
    """True if `text` has any, also in code."""
    lower = text.lower()  # a search for words is much faster than the expression
    return any(word in lower for word in _WORDS) and bool(_PLACEHOLDER.search(text))


def placeholders(text: str, places: Places) -> list[Anchor]:
    """Returns the placeholders in a page's text, each with its line."""
    return [Anchor(found[0], places.of(found.start())[0]) for found in _PLACEHOLDER.finditer(text)]


def placeholders_in_front(front: FrontMatter) -> list[Anchor]:
    """Returns the placeholders in the front matter, each with the line of its key."""
    texts = {
        "title": front.title,
        "summary": front.summary,
        "objective": front.objective,
        "outcomes": "\n".join(front.outcomes),
    }
    return [
        Anchor(found, front.line(key))
        for key, text in texts.items()
        if has_placeholders(text)
        for found in _PLACEHOLDER.findall(text)
    ]
