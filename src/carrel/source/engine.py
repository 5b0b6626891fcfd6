"""Converts CommonMark to HTML, behind a small interface, so that the parser can be exchanged."""

from typing import Protocol

import comrak


class Engine(Protocol):
    """A parser of CommonMark."""

    def html(self, text: str) -> str:
        """Returns `text` as HTML.

        Block and inline elements have `data-sourcepos="line:column-line:column"`.
        """
        ...


# comrak puts an arrow at the end of each footnote. As a character reference, it lets Python store a
# page in Latin script with one byte for each character, which makes all further steps faster.
_ARROW, _ARROW_REFERENCE = "\u21a9", "&#8617;"


class ComrakEngine:
    """comrak with the extensions of Carrel's format. It keeps raw HTML, which is checked later."""

    def __init__(self) -> None:
        self._extensions = comrak.ExtensionOptions()
        for name in ("table", "strikethrough", "footnotes", "description_lists", "autolink"):
            setattr(self._extensions, name, True)
        self._parsing = comrak.ParseOptions()
        self._rendering = comrak.RenderOptions()
        self._rendering.unsafe_ = True
        self._rendering.sourcepos = True

    def html(self, text: str) -> str:
        html = str(comrak.render_markdown(text, self._extensions, self._parsing, self._rendering))
        return html.replace(_ARROW, _ARROW_REFERENCE)


ENGINE: Engine = ComrakEngine()
