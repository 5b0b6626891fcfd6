"""Raw HTML in pages: tags that would be blocked, lose answers, or break the page."""

import re
from collections.abc import Callable, Iterator

from carrel.checks.positions import at
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Content, RawTag
from carrel.model.links import is_external
from carrel.model.marks import BOX_CLOSES, BOX_OPENS, CLOSE, OPEN, TABLE, TABLE_END
from carrel.model.settings import Settings


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
END_IS_OPTIONAL = _names("colgroup dd dt li optgroup option p rp rt tbody td tfoot th thead tr")
OBSOLETE = _names(
    "acronym applet basefont bgsound big blink center dir font frame frameset marquee nobr noframes"
    " strike tt"
)
OBSOLETE_ATTRIBUTES = _names(
    "align bgcolor border cellpadding cellspacing frameborder hspace marginheight marginwidth"
    " valign vspace"
)
DOCUMENT = _names("base body head html link main meta title")
CONTROLS = _names("button form input select textarea")
FOREIGN = _names("svg math")
LINKS = _names("a area")
BLOCKS = _names(
    "address article aside blockquote center details dialog div dl fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr menu nav ol p pre section table ul"
)
FETCHING = (
    "src",
    "srcset",
    "poster",
    "data",
    "background",
    "action",
    "formaction",
    "ping",
    "xlink:href",
)
NOT_CONVERTED = ("src", "srcset", "poster", "data")

_SCRIPT_ADDRESS = re.compile(r"[\s\x00-\x1f]*(?:javascript|vbscript):", re.I)
_HOST = re.compile(r"(?:^|[\s,])(?:[a-z][a-z0-9+.-]*:)?//([^/?#\s,]+)", re.I)
_VIDEO_HOST = re.compile(r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com)$", re.I)
_PART = re.compile(
    rf"{OPEN}([{BOX_OPENS}{BOX_CLOSES}{TABLE}{TABLE_END}])\d+{CLOSE}"
    r"""|<(/?)([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>"""
)
_MARKED = {
    BOX_OPENS: ("", "section"),
    BOX_CLOSES: ("/", "section"),
    TABLE: ("", "table"),
    TABLE_END: ("/", "table"),
}


def tags(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Reports tags that may not be in a page, have no partner, or overlap."""
    if not content.raw_tags:
        return
    yield from _each_tag(path, content.raw_tags)
    if not any(found.code == "raw-malformed" for found in content.issues):  # it may cause the rest
        yield from list(_unbalanced(path, content.raw_tags)) or _crossing(path, content)


def _each_tag(path: str, raw_tags: list[RawTag]) -> Iterator[Issue]:
    depth = 0  # of open svg and math elements, in which names such as title mean something else
    for tag in raw_tags:
        depth += (tag.name in FOREIGN and not tag.ends) - (tag.name[1:] in FOREIGN)
        for check in _TAG_CHECKS:
            yield from check(at(path, tag), tag)
        if not depth:
            yield from _element(at(path, tag), tag)


# One tag


def _script(place: Position, tag: RawTag) -> Iterator[Issue]:
    if tag.name == "script":
        yield issue("raw-script", place, what="<script>")
    for name, value in tag.attributes.items():
        if name.startswith("on"):
            yield issue("raw-script", place, what=f"{name}=")
        elif (tag.name, name) != ("a", "href") and _SCRIPT_ADDRESS.match(value):
            yield issue("raw-script", place, what=value)  # links are checked by `links.scheme`


def _style(place: Position, tag: RawTag) -> Iterator[Issue]:
    if tag.name == "style":
        yield issue("raw-style", place, what="<style>")
    if "style" in tag.attributes:
        yield issue("raw-style", place, what="style=")


def _host(place: Position, tag: RawTag) -> Iterator[Issue]:
    """Reports what would be loaded from another site. (`links.image_sources` does for images.)"""
    if tag.name == "img":
        return
    for name in FETCHING if tag.name in LINKS else (*FETCHING, "href"):
        value = tag.attributes.get(name, "")
        found = _HOST.search(value)
        if found and _VIDEO_HOST.search(found[1]):
            yield issue("raw-video", place, tag=tag.name, host=found[1], address=value)
        elif found:
            yield issue("raw-host", place, tag=tag.name, host=found[1])


def _path(place: Position, tag: RawTag) -> Iterator[Issue]:
    """Reports a path in the toolkit that is not converted to the published address."""
    if tag.name == "img":
        return
    for name in NOT_CONVERTED:
        value = tag.attributes.get(name, "").strip()
        if value and not is_external(value) and not value.startswith("#"):
            yield issue("raw-path", place, tag=tag.name, path=value)


_TAG_CHECKS: tuple[Callable[[Position, RawTag], Iterator[Issue]], ...] = (
    _script,
    _style,
    _host,
    _path,
)


def _element(place: Position, tag: RawTag) -> Iterator[Issue]:
    """Reports form controls, tags of the document's frame, and what HTML no longer has."""
    if tag.name in CONTROLS:
        yield issue("raw-form", place, tag=tag.name)
    elif tag.name in DOCUMENT:
        yield issue("raw-document", place, tag=tag.name)
    elif tag.name in OBSOLETE:
        yield issue("raw-obsolete", place, what=f"<{tag.name}>")
    for name in tag.attributes:
        if name in OBSOLETE_ATTRIBUTES:
            yield issue("raw-obsolete", place, what=f"{name}=")


# Tags without a partner


def _unbalanced(path: str, raw_tags: list[RawTag]) -> Iterator[Issue]:
    opened: list[RawTag] = []
    for tag in raw_tags:
        if tag.name.startswith("/"):
            yield from _close(path, opened, tag)
        elif tag.name not in VOID and not (tag.ends and _in_foreign(opened, tag)):
            opened.append(tag)
    yield from _unclosed(path, opened)


def _in_foreign(opened: list[RawTag], tag: RawTag) -> bool:
    """True inside SVG and MathML, where a slash at the end of a tag closes it."""
    return any(outer.name in FOREIGN for outer in [*opened, tag])


def _close(path: str, opened: list[RawTag], tag: RawTag) -> Iterator[Issue]:
    """Removes the element that `tag` ends, and those inside it, from the open ones."""
    depths = [depth for depth, outer in enumerate(opened) if outer.name == tag.name[1:]]
    if not depths:
        yield issue("raw-unbalanced", at(path, tag), tag=tag.name)
        return
    yield from _unclosed(path, opened[depths[-1] + 1 :])
    del opened[depths[-1] :]


def _unclosed(path: str, opened: list[RawTag]) -> Iterator[Issue]:
    for tag in opened:
        if tag.name not in END_IS_OPTIONAL:
            yield issue("raw-unbalanced", at(path, tag), tag=tag.name)


# Elements that overlap


class _OpenElements:
    """The elements that are open at a point of a page's HTML, raw or made from Markdown."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.ended_paragraph = ""  # the last block that ended a paragraph by beginning in it

    def open(self, name: str) -> None:
        """Adds an element; a block ends the paragraph that it begins in."""
        if name in BLOCKS and self.names[-1:] == ["p"]:
            self.names.pop()
            self.ended_paragraph = name
        self.names.append(name)

    def close(self, name: str) -> bool:
        """Removes an element; False if another one, which needs an end tag, is still open in it."""
        while self.names and self.names[-1] != name and self.names[-1] in END_IS_OPTIONAL:
            self.names.pop()
        if self.names[-1:] != [name]:
            return False
        self.names.pop()
        return True


def _crossing(path: str, content: Content) -> Iterator[Issue]:
    """Reports the first element that ends in another paragraph, list or box than it begins.

    Only the first one, since the others may follow from it.
    """
    opened = _OpenElements()
    for mark, slash, tag, rest in _PART.findall(content.body):
        ending, name = _MARKED[mark] if mark else (slash, tag.lower())
        if name in VOID or rest.endswith("/"):
            continue
        if not ending:
            opened.open(name)
        elif not opened.close(name):
            yield _overlap(path, content.raw_tags, opened, name)
            return


def _overlap(path: str, raw_tags: list[RawTag], opened: _OpenElements, name: str) -> Issue:
    if name == "p" and opened.ended_paragraph:
        return _at_first(path, raw_tags, "raw-block", [opened.ended_paragraph])
    return _at_first(path, raw_tags, "raw-crossing", [*opened.names[-1:], name])


def _at_first(path: str, raw_tags: list[RawTag], code: str, names: list[str]) -> Issue:
    """Returns the issue at the first raw tag with one of these names.

    Elements that Markdown made are never the mistake.
    """
    named = [tag for name in names for tag in raw_tags if tag.name == name]
    if named:
        return issue(code, at(path, named[0]), tag=named[0].name)
    return issue(code, at(path, raw_tags[0]), tag=raw_tags[0].name.lstrip("/"))
