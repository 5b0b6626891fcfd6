"""Videos: files of the toolkit, videos of known sites that play inside the page, and links."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from minijinja import safe

from carrel.model.content import Box
from carrel.model.time import parse_length

_TYPES = {".mp4": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg", ".m4v": "video/mp4"}


def described(
    box: Box, address_of: Callable[[str], str], elsewhere: bool, language: str
) -> dict[str, object]:
    """Returns what the template of videos gets for a box.

    `address_of` returns a link as it is published, ready for an attribute; `elsewhere` is whether
    the video is on another site.
    """
    src = box.attributes.get("src", "")
    start, end = (parse_length(box.attributes.get(key, "")) for key in ("start", "end"))
    video: dict[str, object] = {
        "title": box.title,
        "length": box.attributes.get("length", ""),
        "start": start or 0,
        "end": end or 0,
        "src": safe(address_of(src)),
        "captions": "",
        "poster": "",
        "embed": "",
        "host": "",
        "type": "",
        "captions_lang": language,
    }
    if elsewhere:
        return video | _on_another_site(src, start, end)
    video["src"] = safe(address_of(src) + _time_fragment(start, end))
    return video | _file(box, src, address_of)


def _file(box: Box, src: str, address_of: Callable[[str], str]) -> dict[str, object]:
    """Returns what is different for a file of the toolkit."""
    ending = "." + src.rpartition(".")[2].lower()
    linked = {
        key: safe(address_of(box.attributes[key]))
        for key in ("captions", "poster")
        if box.attributes.get(key)
    }
    return {"kind": "file", "type": _TYPES.get(ending, ""), **linked}


def _on_another_site(src: str, start: int | None, end: int | None) -> dict[str, object]:
    """Returns what is different for a video of another site."""
    embed = embed_address(src, start, end)
    host = _split(src).netloc.removeprefix("www.")
    return {"kind": "embed" if embed else "link", "embed": embed, "host": host}


def _time_fragment(start: int | None, end: int | None) -> str:
    if not start and not end:
        return ""
    return f"#t={start or 0}" + (f",{end}" if end else "")


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # such as https://[
        return SplitResult("", "", address, "", "")


def embed_address(src: str, start: int | None, end: int | None) -> str:
    """Returns where a video of a known site can be played inside the page; "" for other sites.

    It plays from `start` to `end` (seconds).
    """
    parts = _split(src)
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    if host in ("youtube.com", "youtube-nocookie.com", "youtu.be"):
        return _on_youtube(parts, start, end)
    if host in ("vimeo.com", "player.vimeo.com"):
        return _on_vimeo(parts, start)
    return ""


def _on_youtube(parts: SplitResult, start: int | None, end: int | None) -> str:
    name = parse_qs(parts.query).get("v", [parts.path.rpartition("/")[2]])[0]
    options = "autoplay=1&rel=0"
    options += f"&start={start}" if start else ""
    options += f"&end={end}" if end else ""
    return f"https://www.youtube-nocookie.com/embed/{quote(name)}?{options}" if name else ""


def _on_vimeo(parts: SplitResult, start: int | None) -> str:
    name = parts.path.rpartition("/")[2]
    when = f"#t={start}s" if start else ""
    address = f"https://player.vimeo.com/video/{name}?autoplay=1&dnt=1{when}"
    return address if name.isdigit() else ""
