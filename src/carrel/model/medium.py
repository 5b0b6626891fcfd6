"""A file of the toolkit that pages show or link to, as it is published."""

import msgspec

HEAVIEST = 150_000  # bytes of an image as it is published


class Medium(msgspec.Struct):
    """An image, a video or another file.

    `path` is relative to the toolkit's folder, and `url` to the site's.
    `data` is empty if the file is copied as it is. Sizes are pixels, or 0 if they are unknown.
    `problem` is the code of an issue. `inline` is a small SVG as a data address, which costs a page
    fewer bytes than a request. `state` changes when the file does.
    """

    path: str
    url: str
    width: int = 0
    height: int = 0
    data: bytes = b""
    problem: str = ""
    inline: str = ""
    state: str = ""
