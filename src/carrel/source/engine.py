"""CommonMark to HTML, behind one small interface, so that the parser can be another one tomorrow."""

from typing import Protocol

import comrak


class Engine(Protocol):
    """Whatever turns CommonMark into HTML."""

    def html(self, text: str) -> str:
        """HTML of `text`, in which block and inline elements carry `data-sourcepos="line:column-line:column"`."""
        ...


# comrak draws an arrow at the end of each footnote. As a reference it keeps a plain page's text in one byte a letter, which makes
# everything that is done with it quicker.
_ARROW, _ARROW_REFERENCE = "\u21a9", "&#8617;"


class ComrakEngine:
    """comrak with the extensions of Carrel's format; raw HTML passes through, and is checked later."""

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
