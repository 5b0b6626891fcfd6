"""HTML that an author wrote by hand: what would not run, not load, not be kept, or tear the page apart."""

import re
from collections.abc import Callable, Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Content, RawTag
from carrel.model.links import is_external
from carrel.model.marks import BOX_CLOSES, BOX_OPENS, CLOSE, OPEN, TABLE, TABLE_END
from carrel.model.settings import Settings


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
END_MAY_LACK = _names("colgroup dd dt li optgroup option p rp rt tbody td tfoot th thead tr")
OBSOLETE = _names(
    "acronym applet basefont bgsound big blink center dir font frame frameset marquee nobr noframes strike tt"
)
OBSOLETE_ATTRIBUTES = _names(
    "align bgcolor border cellpadding cellspacing frameborder hspace marginheight marginwidth valign vspace"
)
DOCUMENT = _names("base body head html link main meta title")
CONTROLS = _names("button form input select textarea")
DRAWINGS = _names("svg math")
LINKS = _names("a area")
BLOCKS = _names(
    "address article aside blockquote center details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hgroup hr menu nav ol p pre section table ul"
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
NOT_FOLLOWED = ("src", "srcset", "poster", "data")

_SCRIPT_ADDRESS = re.compile(r"[\s\x00-\x1f]*(?:javascript|vbscript):", re.I)
_HOST = re.compile(r"(?:^|[\s,])(?:[a-z][a-z0-9+.-]*:)?//([^/?#\s,]+)", re.I)
_FILMS = re.compile(r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com)$", re.I)
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
    """Every tag may stand in a page, has its partner, and nests."""
    if not content.raw_tags:
        return
    drawings = 0  # that are open: within one, names such as title mean something else
    for tag in content.raw_tags:
        place = Position(path, tag.line, tag.column)
        drawings += (tag.name in DRAWINGS and not tag.ends) - (tag.name[1:] in DRAWINGS)
        for check in _TAG_CHECKS[:-1] if drawings else _TAG_CHECKS:
            yield from check(place, tag)
    if not any(
        found.code == "raw-malformed" for found in content.issues
    ):  # after that, everything else may follow from it
        yield from list(_unbalanced(path, content.raw_tags)) or _crossing(path, content)


# One tag


def _script(place: Position, tag: RawTag) -> Iterator[Issue]:
    if tag.name == "script":
        yield issue("raw-script", place, what="<script>")
    for name, value in tag.attributes.items():
        if name.startswith("on"):
            yield issue("raw-script", place, what=f"{name}=")
        elif _SCRIPT_ADDRESS.match(value) and not (
            tag.name == "a" and name == "href"
        ):  # a link: see `links.scheme`
            yield issue("raw-script", place, what=value)


def _style(place: Position, tag: RawTag) -> Iterator[Issue]:
    if tag.name == "style":
        yield issue("raw-style", place, what="<style>")
    if "style" in tag.attributes:
        yield issue("raw-style", place, what="style=")


def _host(place: Position, tag: RawTag) -> Iterator[Issue]:
    """What would be fetched from another host. (Images are told by `links.image_sources`.)"""
    if tag.name == "img":
        return
    for name in FETCHING if tag.name in LINKS else (*FETCHING, "href"):
        value = tag.attributes.get(name, "")
        found = _HOST.search(value)
        if found and _FILMS.search(found[1]):
            yield issue("raw-video", place, tag=tag.name, host=found[1], address=value)
        elif found:
            yield issue("raw-host", place, tag=tag.name, host=found[1])


def _path(place: Position, tag: RawTag) -> Iterator[Issue]:
    """An address in the toolkit that nobody turns into the published one."""
    if tag.name == "img":
        return
    for name in NOT_FOLLOWED:
        value = tag.attributes.get(name, "").strip()
        if value and not is_external(value) and not value.startswith("#"):
            yield issue("raw-path", place, tag=tag.name, path=value)


def _known(place: Position, tag: RawTag) -> Iterator[Issue]:
    if tag.name in CONTROLS:
        yield issue("raw-form", place, tag=tag.name)
    elif tag.name in DOCUMENT:
        yield issue("raw-document", place, tag=tag.name)
    elif tag.name in OBSOLETE:
        yield issue("raw-obsolete", place, what=f"<{tag.name}>")
    for name in OBSOLETE_ATTRIBUTES.intersection(tag.attributes):
        yield issue("raw-obsolete", place, what=f"{name}=")


# `_known` comes last, and is left out within drawings.
_TAG_CHECKS: tuple[Callable[[Position, RawTag], Iterator[Issue]], ...] = (
    _script,
    _style,
    _host,
    _path,
    _known,
)


# All tags together


def _unbalanced(path: str, raw_tags: list[RawTag]) -> Iterator[Issue]:
    opened: list[RawTag] = []
    for tag in raw_tags:
        if not tag.name.startswith("/"):
            if tag.name not in VOID and not (tag.ends and _in_drawing(opened, tag)):
                opened.append(tag)
            continue
        at = next(
            (
                depth
                for depth in range(len(opened) - 1, -1, -1)
                if opened[depth].name == tag.name[1:]
            ),
            -1,
        )
        if at < 0:
            yield _alone(path, tag)
        else:
            yield from _lacking(path, opened[at + 1 :])
            del opened[at:]
    yield from _lacking(path, opened)


def _in_drawing(opened: list[RawTag], tag: RawTag) -> bool:
    """Only in SVG and MathML does a slash at its end close a tag."""
    return any(outer.name in DRAWINGS for outer in [*opened, tag])


def _lacking(path: str, opened: list[RawTag]) -> Iterator[Issue]:
    for tag in opened:
        if tag.name not in END_MAY_LACK:
            yield _alone(path, tag)


def _alone(path: str, tag: RawTag) -> Issue:
    return issue("raw-unbalanced", Position(path, tag.line, tag.column), tag=tag.name)


def _crossing(path: str, content: Content) -> Iterator[Issue]:
    """Tags that have their partners, but in another paragraph, list or box; told once a page, as one brings others."""
    opened: list[str] = []
    block = ""  # the last one that ended a paragraph by beginning in it
    for mark, slash, tag, rest in _PART.findall(content.body):
        ending, name = _MARKED[mark] if mark else (slash, tag.lower())
        if name in VOID or rest.endswith("/"):
            continue
        if not ending:
            if name in BLOCKS and "p" in opened[-1:]:
                block = opened.pop() and name
            opened.append(name)
        elif not _closed(opened, name):
            inside = name == "p" and block
            yield _told(
                path,
                content.raw_tags,
                "raw-block" if inside else "raw-crossing",
                *([block] if inside else [*opened[-1:], name]),
            )
            return


def _closed(opened: list[str], name: str) -> bool:
    """Takes `name` off the open elements, and those before it whose end may lack; False where another is in the way."""
    while opened and opened[-1] != name and opened[-1] in END_MAY_LACK:
        opened.pop()
    if opened and opened[-1] == name:
        opened.pop()
        return True
    return False


def _told(path: str, raw_tags: list[RawTag], code: str, *names: str) -> Issue:
    """The issue at the first raw tag that has one of these names; what Markdown made is never at fault."""
    for name in names:
        for tag in raw_tags:
            if tag.name == name:
                return issue(code, Position(path, tag.line, tag.column), tag=name)
    return issue(
        code, Position(path, raw_tags[0].line, raw_tags[0].column), tag=raw_tags[0].name.lstrip("/")
    )
