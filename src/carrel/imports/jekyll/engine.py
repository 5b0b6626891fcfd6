"""The CommonMark parser, set up as Jekyll's pages need it."""

import comrak


def commonmark(text: str) -> str:
    """Returns CommonMark with typographic characters as HTML, with positions."""
    extensions = comrak.ExtensionOptions()
    for name in ("table", "strikethrough", "footnotes", "description_lists"):
        setattr(extensions, name, True)
    parsing, rendering = comrak.ParseOptions(), comrak.RenderOptions()
    parsing.smart = True
    rendering.unsafe_ = rendering.sourcepos = True
    return str(comrak.render_markdown(text, extensions, parsing, rendering))
