"""References in the style of the American Psychological Association (7th edition), as HTML.

The title is the link, as it is what says where the link leads; on paper its address follows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from carrel.model.references import Reference, References

_TAG = re.compile(r"<[^>]*>")
_ENDS = (".", "?", "!", "…")


def written(reference: Reference, words: Mapping[str, str]) -> str:
    """One reference: who, when, what, where, with a full stop behind each."""
    said = [
        _authors(reference, words),
        f"({_text(reference.year)})",
        _title(reference),
        _source(reference),
    ]
    return " ".join(_ended(part) for part in said if part)


def listed(references: References, words: Mapping[str, str]) -> str:
    """The list of all references, by author, year and title."""
    ordered = sorted(
        references.entries.values(),
        key=lambda one: (" ".join(one.authors).casefold(), one.year, one.title.casefold()),
    )
    items = "".join(f"<li>{written(one, words)}{_untried(one, words)}</li>\n" for one in ordered)
    return f'<ul class="references" role="list">\n{items}</ul>\n' if items else ""


def _authors(reference: Reference, words: Mapping[str, str]) -> str:
    *others, last = map(_text, reference.authors or ("",))
    return f"{', '.join(others)}, {_text(words['reference_and'])} {last}" if others else last


def _title(reference: Reference) -> str:
    """A work of its own is in italics; an article is not, as its journal is."""
    title = _text(reference.title)
    title = title if reference.journal else f"<em>{title}</em>"
    title = f'<a href="{escape(reference.url)}">{title}</a>' if reference.url else title
    return f"{title} ({_text(reference.edition)})" if reference.edition else title


def _source(reference: Reference) -> str:
    """The journal with its numbers, or the publisher where that is not the author, too."""
    if not reference.journal:
        return "" if (reference.publisher,) == reference.authors else _text(reference.publisher)
    volume = f"<em>{_text(reference.volume)}</em>" if reference.volume else ""
    volume += f"({_text(reference.issue)})" if reference.issue else ""
    return ", ".join(
        part
        for part in (f"<em>{_text(reference.journal)}</em>", volume, _text(reference.pages))
        if part
    )


def _untried(reference: Reference, words: Mapping[str, str]) -> str:
    return (
        f' <span class="hint">({_text(words["link_not_tried"])})</span>'
        if reference.url and not reference.tried
        else ""
    )


def _ended(html: str) -> str:
    """Returns `html` with a period, unless its text ends a sentence already."""
    return html if _TAG.sub("", html).endswith(_ENDS) else f"{html}."


def _text(text: str) -> str:
    return escape(text, quote=False)
