"""Videos of HTML pages become video boxes, or links where their length is not known."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from carrel.imports.course import Finding
from carrel.imports.html.blocks import inline
from carrel.imports.html.reporting import Report
from carrel.imports.html.tree import Element, Node, is_element, is_heading, is_space
from carrel.model.time import parse_length

_TIMES = re.compile(r"\b((?:\d+:)?\d{1,3}:\d{2})\b")
_DURATION = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s)?")
_HOSTS = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtube-nocookie\.com|youtu\.be|vimeo\.com|ted\.com"
    r"|dailymotion\.com|wistia\.\w+|kaltura\.com)$"
)
_LIFTED = ("explanatory", "case-study")  # kinds of boxes that often hold nothing but a video


def is_video(element: Element) -> bool:
    """True if an element shows a video: `<video>`, or a frame of a known host."""
    if element.name != "iframe":
        return element.name == "video"
    try:
        host = urlsplit(element.get("src").strip()).hostname or ""
    except ValueError:
        return False
    return bool(_HOSTS.search(host))


def convert(root: Element, page_title: str, report: Report) -> None:
    """Turns videos into video boxes; where no length is given, into a link."""
    _Videos(report).convert(root, root, page_title)


class _Videos:
    """Converts the videos of one page. `title` is that of the last heading or of the box around."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def convert(self, parent: Element, around: Element, title: str) -> None:
        """Converts the videos in `parent`; their facts are looked for in `around`."""
        for child in list(parent.children):
            if not is_element(child):
                continue
            if is_heading(child) and child.plain():
                title = child.plain()
            self._child(parent, child, around, title)

    def _child(self, parent: Element, child: Element, around: Element, title: str) -> None:
        if child.name == "box":
            self.convert(child, child, child.get("title") or title)
            self._lift(parent, child)
        elif is_video(child):
            made = self._video(child, around, title)
            parent.children[parent.children.index(child)] = made
        else:
            self.convert(child, around, title)

    def _video(self, video: Element, around: Element, title: str) -> Element:
        length, source = (_taken(around, video, name) for name in ("videotime", "source"))
        found = _TIMES.search(length.plain()) if length else None
        name = video.get("title").strip() or title
        text: list[Node] = [Element("p", {}, source.children)] if source else []
        return self._box(video, name, found[1], text) if found else self._link(video, name, text)

    def _link(self, video: Element, name: str, text: list[Node]) -> Element:
        src, _ = address(video)
        self.report(
            Finding.CHANGED,
            video,
            f"Nothing says how long the film {src} is, which a video box needs;"
            " so it has become a link.",
        )
        link = Element("a", {"href": src}, [f"Film: {name}"])
        return Element("div", {}, [Element("p", {}, [link]), *text], video.line)

    def _box(self, video: Element, name: str, length: str, text: list[Node]) -> Element:
        src, times = address(video)
        self.report(
            Finding.FAULT,
            video,
            f"The film “{name}” has no transcript. Write what is said in it into its box.",
        )
        attributes = {"kind": "video", "title": inline([name]), "id": "", "src": src}
        inner = text or [Element("p", {}, ["No transcript yet."])]
        return Element("box", attributes | {"length": length} | times, inner, video.line)

    def _lift(self, parent: Element, box: Element) -> None:
        """Replaces a box that holds nothing but a video by the video's own box."""
        videos = [one for one in box.find("box") if one.get("kind") == "video"]
        if box.get("kind") not in _LIFTED or len(videos) != 1:
            return
        if not all(_is_only(one, videos[0]) for one in box.children):
            return
        self.report(
            Finding.CHANGED,
            box,
            f"This box of the kind “{box.get('kind')}” held nothing but a film,"
            " so it has become the film's box.",
        )
        videos[0].attributes["id"] = box.get("id")
        parent.children[parent.children.index(box)] = videos[0]


def _taken(around: Element, video: Element, name: str) -> Element | None:
    """Takes out the last element with this class before a video, else the first one after it."""
    order = list(around.walk())
    at = order.index(video)
    before = [one for one in order[:at] if name in one.classes]
    after = [one for one in order[at:] if name in one.classes]
    chosen = before[-1] if before else after[0] if after else None
    if chosen is not None:
        around.remove(chosen)
    return chosen


def _is_only(node: Node, video: Element) -> bool:
    """True if a node is a video, holds nothing else, or shows nothing."""
    return node is video or is_space(node) or _is_shell(node) or _holds_only(node, video)


def _is_shell(node: Node) -> bool:
    """True for an empty paragraph or the like."""
    if not isinstance(node, Element) or node.name not in ("p", "div", "span"):
        return False
    return node.is_empty() and not node.find("box")


def _holds_only(node: Node, video: Element) -> bool:
    """True if nothing but the video is in an element."""
    if not isinstance(node, Element):
        return not node.strip()
    inner = all(one is video or _holds_only(one, video) for one in node.children)
    return inner and video in node.walk()


# Addresses


def address(video: Element) -> tuple[str, dict[str, str]]:
    """Returns the address of a video's page, and its `start` and `end` where they are given."""
    src = _source(video)
    try:
        parts = urlsplit(src)
        query = parse_qs(parts.query)
    except ValueError:
        return src, {}
    begins = query.get("start", query.get("t", [""]))[0] or parts.fragment.removeprefix("t=")
    times = {"start": _clock(_seconds(begins)), "end": _clock(_seconds(query.get("end", [""])[0]))}
    page = _page_of(parts.hostname or "", parts.path)
    return page or src, {key: value for key, value in times.items() if value}


def _source(video: Element) -> str:
    sources = (one.get("src") for one in video.find("source"))
    src = (video.get("src") or next(sources, "")).strip()
    return f"https:{src}" if src.startswith("//") else src


def _page_of(host: str, path: str) -> str:
    """The address of the page where a host shows a video by itself, for the hosts that we know."""
    last = path.rstrip("/").rpartition("/")[2]
    if host.endswith(("youtube.com", "youtube-nocookie.com")) and "/embed/" in path:
        return f"https://www.youtube.com/watch?v={last}"
    if host == "player.vimeo.com" and last.isdigit():
        return f"https://vimeo.com/{last}"
    return f"https://www.ted.com/talks/{last}" if host == "embed.ted.com" else ""


def _seconds(text: str) -> int:
    """The seconds of `90`, `90s` or `1m30s`; 0 for anything else."""
    if text.isascii() and text.isdigit() and len(text) < 7:
        return int(text)
    found = _DURATION.fullmatch(text)
    parts = zip(found.groups(), (3600, 60, 1), strict=True) if found else ()
    return sum(int(part or 0) * size for part, size in parts)


def _clock(seconds: int) -> str:
    """Seconds as `1:02:03` or `2:03`; empty for none, or for more than a length may have."""
    if not seconds:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes = f"{hours}:{rest // 60:02}" if hours else f"{rest // 60}"
    clock = f"{minutes}:{rest % 60:02}"
    return clock if parse_length(clock) is not None else ""
