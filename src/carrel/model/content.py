"""What one source file contains.

`Content` depends on the file and the toolkit's kinds of boxes alone, so it can be cached.
"""

import msgspec

from carrel.issues import Issue
from carrel.model.worksheet import Field, Worksheet


class FrontMatter(msgspec.Struct):
    """The values between the two `---` lines; `lines` maps each key to its line."""

    title: str = ""
    summary: str = ""
    objective: str = ""
    outcomes: list[str] = []
    minutes: int | None = None
    licence: str = ""
    credits: list[str] = []
    based_on: list[str] = []
    moved_from: list[str] = []
    plan: bool = False
    plan_title: str = ""
    was: list[str] = []  # names that a module had before
    lines: dict[str, int] = {}

    def line(self, key: str) -> int:
        """Returns the line of `key`, or 1 if it is missing."""
        return self.lines.get(key, 1)


class Heading(msgspec.Struct):
    """A heading in the text; `text` is plain."""

    level: int
    text: str
    id: str
    line: int
    column: int = 1


class Link(msgspec.Struct):
    """A link as the author wrote it, with its plain text (an image's alt text counts)."""

    href: str
    text: str
    line: int
    column: int = 1


class Image(msgspec.Struct):
    """An image as the author wrote it; `title` is its caption."""

    src: str
    alt: str
    line: int
    column: int = 1
    title: str = ""
    decorative: bool = False


class Box(msgspec.Struct):
    """A marked passage. `parent` is the index of the box around it, or -1."""

    kind: str
    title: str
    line: int
    id: str = ""
    classes: list[str] = []
    attributes: dict[str, str] = {}
    parent: int = -1
    title_html: str = ""
    column: int = 1


class Table(msgspec.Struct):
    """A table: whether its header row has words, its number of columns, and its worksheet."""

    line: int
    headed: bool
    columns: int
    box: int = -1  # the worksheet's box, or -1
    grow: bool = False


class Anchor(msgspec.Struct):
    """An id that links can lead to."""

    id: str
    line: int


class Footnote(msgspec.Struct):
    """A footnote's label, and where it is defined or referred to."""

    label: str
    line: int
    column: int = 1


class RawTag(msgspec.Struct):
    """A tag that the author wrote as raw HTML.

    Names are in lower case; that of a closing tag begins with a slash.
    """

    name: str
    attributes: dict[str, str]
    line: int
    column: int = 1
    ends: bool = False  # has a slash at its end: <path />


class Term(msgspec.Struct):
    """An entry of a glossary: the term in plain words, its definition as HTML, and its id."""

    name: str
    definition: str
    id: str


class BodyNotLoadedError(Exception):
    """Raised when a body is used that was not fetched from the cache: an output forgot a page."""


class Content(msgspec.Struct):
    """What one source file contains.

    `html` is the body, or None while only the rest was loaded from the cache.
    """

    front: FrontMatter
    html: str | None = ""
    words: int = 0
    headings: list[Heading] = []
    links: list[Link] = []
    images: list[Image] = []
    tables: list[Table] = []
    boxes: list[Box] = []
    fields: list[Field] = []
    rating_cells: list[tuple[int, int]] = []  # a field's index, and its choice's
    worksheets: list[Worksheet] = []
    anchors: list[Anchor] = []
    footnotes_defined: list[Footnote] = []
    footnotes_called: list[Footnote] = []
    raw_tags: list[RawTag] = []
    placeholders: list[Anchor] = []
    terms: list[Term] = []
    cited: list[str] = []  # the labels of the footnotes that are shown
    issues: list[Issue] = []

    @property
    def body(self) -> str:
        """The body as HTML with marks (placeholders, see `marks`).

        Raises BodyNotLoadedError if it was not fetched.
        """
        if self.html is None:
            raise BodyNotLoadedError(
                f"The body of {self.front.title!r} was not loaded. "
                "Does the output that needs it name its page in `needs`?"
            )
        return self.html

    @body.setter
    def body(self, html: str) -> None:
        self.html = html
