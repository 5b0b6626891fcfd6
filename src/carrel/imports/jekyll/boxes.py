"""Boxes, films and worksheets of Jekyll courses: class names become kinds, iframes become video boxes, empty tables become worksheets."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import msgspec

from carrel.imports.course import Course, Finding
from carrel.imports.markdown import inline, span, table_rows
from carrel.imports.tree import COMMENT, Element, Node
from carrel.model.settings import BUILT_IN_KINDS, BoxKind
from carrel.model.slugs import short_slug, slug, unique
from carrel.model.time import parse_length

KINDS = {
    **{name: name for name in BUILT_IN_KINDS if name not in ("video", "answers")},
    **dict.fromkeys(
        (
            "case_study_box",
            "case_study",
            "casestudy",
            "example",
            "wrap-collabsible",
            "wrap-collapsible",
        ),
        "case-study",
    ),
    **dict.fromkeys(
        ("callout", "callout-info", "note", "info", "explanation", "aside", "more", "definition"),
        "explanatory",
    ),
    **dict.fromkeys(
        (
            "tips",
            "hint",
            "callout-tip",
            "callout-success",
            "important",
            "warning",
            "callout-warning",
            "alert",
        ),
        "tip",
    ),
    **dict.fromkeys(
        (
            "reflections",
            "exercise",
            "activity",
            "worksheet",
            "callout-question",
            "challenge",
            "discussion",
        ),
        "reflection",
    ),
    **dict.fromkeys(("blockquote", "pullquote", "pull-quote"), "quote"),
}
"""Which class names are which boxes, in the courses that we know."""

NO_BOX = "none"
"""What `--map` says of a class that is no box, so that only what is in it counts."""

_LAYOUT = re.compile(
    r"(?:container(?:-fluid)?|row|col(?:-.*)?|embed.*|video.*|clearfix|text-.*|content.*|wrap(?:per)?|inner|collapsible-content|center(?:ed)?"
    r"|img.*|image.*|figure|[dmp][trblxyse]?-.*|float-.*|section|main|page|body|highlight.*|language-.*|footnotes?|table-.*|responsive.*|left|right"
    r"|card.*|btn.*|media|grid.*|flex.*|hidden|visually-.*|sr-only)",
    re.I,
)
_TITLES = frozenset(
    {"box-title", "lbl-toggle", "title", "callout-title", "admonition-title", "box_title"}
)
_BLOCKS = frozenset({"div", "section", "aside", "article", "blockquote", "p", "figure", "details"})
_LONGEST_TITLE = 90
_TIMES = re.compile(r"\b((?:\d+:)?\d{1,3}:\d{2})\b")
_HOSTS = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtube-nocookie\.com|youtu\.be|vimeo\.com|ted\.com|dailymotion\.com|wistia\.\w+|kaltura\.com)$"
)
_GAP = re.compile(r"_{3,}|__/__/____")

Report = Callable[[Finding, Element, str], None]


class Sheet(msgspec.Struct):
    """A worksheet with a table: its id, and the words of its headers."""

    id: str
    title: str
    headers: list[str]


class Kinds:
    """Which class is which kind; classes that nobody knows become kinds of the toolkit's own."""

    def __init__(self, course: Course, mapped: dict[str, str]) -> None:
        self.course = course
        self.mapped = {**KINDS, **{name.lower(): kind for name, kind in mapped.items()}}

    def of(self, element: Element) -> tuple[str, str]:
        """The kind of box that an element is, and the class that says so; nothing where it is none."""
        if element.name not in _BLOCKS:
            return "", ""
        for name in element.classes:
            kind = self.mapped.get(name.lower(), "")
            if kind:
                return (kind, name) if kind != NO_BOX else ("", "")
        if element.name not in ("div", "section", "aside"):
            return "", ""
        for name in element.classes:
            if name.lower() not in self.mapped and not _LAYOUT.fullmatch(name):
                return slug(name).lstrip("0123456789-") if slug(name).isascii() else "", name
        return "", ""

    def use(self, kind: str, name: str, element: Element, report: Report) -> None:
        """A kind that is not built in stands in toolkit.toml from now on."""
        if kind in BUILT_IN_KINDS or any(known.name == kind for known in self.course.kinds):
            return
        self.course.kinds.append(BoxKind(kind, "note", kind.replace("-", " ").capitalize()))
        what = f"Nobody knows the class “{name}”, so it has become a box kind of the toolkit's own, “{kind}” in toolkit.toml."
        report(Finding.UNKNOWN, element, what)


# Boxes


def convert(parent: Element, kinds: Kinds, report: Report) -> None:
    """Turns the boxes within into `box` elements, the inner ones first."""
    for number, child in enumerate(parent.children):
        if not isinstance(child, Element) or child.name == COMMENT:
            continue
        convert(child, kinds, report)
        kind, name = kinds.of(child)
        if kind:
            kinds.use(kind, name, child, report)
            parent.children[number] = _box(child, kind)


def _box(element: Element, kind: str) -> Element:
    children = list(element.children)
    title, rest = _cut_title(element, children)
    inner: list[Node] = [Element("p", {}, rest, element.line)] if element.name == "p" else rest
    return Element(
        "box",
        {"kind": kind, "title": title, "id": element.attributes.get("id", "")},
        inner,
        element.line,
    )


def _cut_title(element: Element, children: list[Node]) -> tuple[str, list[Node]]:
    """A box's title, and what stands in the box besides."""
    marked = next(
        (one for one in element.walk() if one is not element and _TITLES & set(one.classes)), None
    )
    if marked is not None and marked.plain():
        return inline(_title_nodes(marked)), without(children, marked)
    first = next((one for one in element.elements()), None)
    if first is None or not _first(children, first):
        return "", children
    if re.fullmatch(r"h[1-6]", first.name):
        return inline(_title_nodes(first)), without(children, first)
    if first.name == "p" and element.name != "p" and _may_be_title(first, children):
        return inline(_title_nodes(first)), without(children, first)
    return "", children


def _title_nodes(element: Element) -> list[Node]:
    """The words of a title, without emphasis, which the title has anyhow."""
    made: list[Node] = []
    for child in element.children:
        if isinstance(child, Element) and child.name in ("b", "strong", "em", "i", "span", "label"):
            made += _title_nodes(child)
        else:
            made.append(child)
    return made


def _first(children: list[Node], element: Element) -> bool:
    before = children[: children.index(element)] if element in children else []
    return all(
        (isinstance(one, str) and not one.strip())
        or (isinstance(one, Element) and one.name == COMMENT)
        for one in before
    )


def _may_be_title(first: Element, children: list[Node]) -> bool:
    """Whether a first paragraph is a title: short, no sentence, with something after it."""
    text = first.plain()
    if (
        not text
        or len(text) > _LONGEST_TITLE
        or text.endswith((".", ":", ";", ",", "…"))
        or first.find("a", "br", "note", "img")
    ):
        return False
    return any(
        (isinstance(one, str) and one.strip()) or (isinstance(one, Element) and not one.is_empty())
        for one in children
        if one is not first
    )


def without(nodes: list[Node], gone: Element) -> list[Node]:
    """`nodes` without one element, however deep it is."""
    made: list[Node] = []
    for node in nodes:
        if node is gone:
            continue
        if isinstance(node, Element):
            node.children = without(node.children, gone)
        made.append(node)
    return made


# Films


def is_film(element: Element) -> bool:
    """Whether an element shows a film."""
    if element.name == "video":
        return True
    if element.name != "iframe":
        return False
    try:
        return bool(
            _HOSTS.search(urlsplit(element.attributes.get("src", "").strip()).hostname or "")
        )
    except ValueError:
        return False


def convert_films(root: Element, page_title: str, report: Report) -> None:
    """Turns films into video boxes; where nothing says how long one is, into a link."""
    _films_in(root, root, page_title, report)


def _films_in(parent: Element, around: Element, title: str, report: Report) -> None:
    for child in list(parent.children):
        if not isinstance(child, Element) or child.name == COMMENT:
            continue
        if re.fullmatch(r"h[1-6]", child.name) and child.plain():
            title = child.plain()
        if child.name == "box":
            _films_in(child, child, child.attributes["title"] or title, report)
            _lift(parent, child, report)
        elif is_film(child):
            made = _film(child, around, title, report)
            parent.children[parent.children.index(child)] = made
        else:
            _films_in(child, around, title, report)


def _film(film: Element, around: Element, title: str, report: Report) -> Element:
    facts = {name: _taken(around, film, name) for name in ("videotime", "source")}
    src, times = address(film)
    said = facts["videotime"].plain() if facts["videotime"] else ""
    found = _TIMES.search(said)
    name = film.attributes.get("title", "").strip() or title
    text: list[Node] = [Element("p", {}, facts["source"].children)] if facts["source"] else []
    if not found:
        report(
            Finding.CHANGED,
            film,
            f"Nothing says how long the film {src} is, which a video box needs; so it has become a link.",
        )
        link = Element("a", {"href": src}, [f"Film: {name}"])
        return Element("div", {}, [Element("p", {}, [link]), *text], film.line)
    report(
        Finding.FAULT,
        film,
        f"The film “{name}” has no transcript. Write what is said in it into its box.",
    )
    if not text:
        text = [Element("p", {}, ["No transcript yet."])]
    return Element(
        "box",
        {
            "kind": "video",
            "title": inline([name]),
            "id": "",
            "src": src,
            "length": found[1],
            **times,
        },
        text,
        film.line,
    )


def _taken(around: Element, film: Element, name: str) -> Element | None:
    """The fact with this class that stands last before the film, else first after it; taken out of its place."""
    order = list(around.walk())
    at = order.index(film)
    named = [one for one in order if name in one.classes]
    before = [one for one in named if order.index(one) < at]
    chosen = before[-1] if before else named[0] if named else None
    if chosen is not None:
        around.children = without(around.children, chosen)
    return chosen


def address(film: Element) -> tuple[str, dict[str, str]]:
    """The address of a film's page, and where it begins and ends."""
    src = film.attributes.get("src", "") or next(
        (one.attributes.get("src", "") for one in film.find("source")), ""
    )
    src = f"https:{src.strip()}" if src.strip().startswith("//") else src.strip()
    try:
        parts = urlsplit(src)
        query = parse_qs(parts.query)
    except ValueError:
        return src, {}
    begins = _seconds(
        query.get("start", query.get("t", [""]))[0] or parts.fragment.removeprefix("t=")
    )
    times = {"start": _clock(begins), "end": _clock(_seconds(query.get("end", [""])[0]))}
    times = {key: value for key, value in times.items() if value}
    host, last = parts.hostname or "", parts.path.rstrip("/").rpartition("/")[2]
    if host.endswith(("youtube.com", "youtube-nocookie.com")) and "/embed/" in parts.path:
        return f"https://www.youtube.com/watch?v={last}", times
    if host == "player.vimeo.com" and last.isdigit():
        return f"https://vimeo.com/{last}", times
    if host == "embed.ted.com":
        return f"https://www.ted.com/talks/{last}", times
    return src, times


def _seconds(text: str) -> int:
    """Seconds from `90`, `90s` or `1m30s`."""
    if text.isascii() and text.isdigit() and len(text) < 7:
        return int(text)
    found = re.fullmatch(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s)?", text)
    return (
        sum(int(part or 0) * size for part, size in zip(found.groups(), (3600, 60, 1), strict=True))
        if found
        else 0
    )


def _clock(seconds: int) -> str:
    if not seconds:
        return ""
    hours, rest = divmod(seconds, 3600)
    clock = f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
    return clock if parse_length(clock) is not None else ""


def _lift(parent: Element, box: Element, report: Report) -> None:
    """A box that held a film, and its title, is the film's box from now on."""
    inner = [
        one
        for one in box.children
        if not (isinstance(one, str) and not one.strip()) and not _is_shell(one)
    ]
    films = [one for one in box.walk() if one.name == "box" and one.attributes["kind"] == "video"]
    if box.attributes["kind"] not in ("explanatory", "case-study") or len(films) != 1:
        return
    if any(one is not films[0] and not _holds_only(one, films[0]) for one in inner):
        return
    report(
        Finding.CHANGED,
        box,
        f"This box of the kind “{box.attributes['kind']}” held nothing but a film, so it has become the film's box.",
    )
    films[0].attributes["id"] = box.attributes["id"]
    parent.children[parent.children.index(box)] = films[0]


def _is_shell(node: Node) -> bool:
    return (
        isinstance(node, Element)
        and node.name in ("p", "div", "span")
        and node.is_empty()
        and not node.find("box")
    )


def _holds_only(node: Node, film: Element) -> bool:
    """Whether nothing but the film is in an element."""
    if not isinstance(node, Element):
        return not node.strip()
    return (
        all(one is film or _holds_only(one, film) for one in node.children) and film in node.walk()
    )


# Worksheets


def convert_worksheets(
    root: Element, taken: set[str], sheets: list[Sheet], heading: str, report: Report
) -> None:
    """Gives each box with blanks an id, makes boxes of blank tables that stand alone, and lets a worksheet that stands on an earlier
    page come back from there."""
    _wrap_tables(root, heading, report)
    for box in [
        one
        for one in root.walk()
        if one.name == "box" and one.attributes["kind"] in ("reflection", "quiz")
    ]:
        tables = [_mended(table, report) for table in box.find("table")]
        blank = [table for table in tables if has_blanks(table)]
        if not blank and not _GAP.search(box.text()):
            continue
        headers = [
            " ".join(cell.plain().split()) for table in blank for cell in table_rows(table)[0]
        ]
        earlier = next(
            (sheet for sheet in sheets if blank and _same_sheet(sheet, box, headers)), None
        )
        if earlier:
            _bring_back(box, blank, earlier, report)
            continue
        name = re.sub("['’]", "", box.attributes["title"] or heading)
        box.attributes["id"] = unique(short_slug(name) or "worksheet", taken)
        sheets.append(Sheet(box.attributes["id"], box.attributes["title"], headers))


def give_headers(parent: Element, report: Report, box: Element | None = None) -> None:
    """A table has words in its header. Where none is marked, its first row with words is the header; a table without any words is a
    place to write in, or nothing."""
    kept: list[Node] = []
    for child in parent.children:
        if not isinstance(child, Element) or child.name == COMMENT:
            kept.append(child)
            continue
        around = (
            child
            if child.name == "box" and child.attributes["kind"] in ("reflection", "quiz")
            else box
        )
        give_headers(child, report, around)
        kept += _with_header(child, report, around) if child.name == "table" else [child]
    parent.children = kept


def _with_header(table: Element, report: Report, box: Element | None) -> list[Node]:
    rows = table_rows(table)
    if any(cell.name == "th" and not cell.is_empty() for row in rows for cell in row):
        return [table]
    first = next(
        (number for number, row in enumerate(rows) if any(not cell.is_empty() for cell in row)),
        None,
    )
    if first is None:
        return _blank_space(table, report, box)
    for cell in rows[first]:
        cell.name = "th"
    if first:
        table.children = [Element("tr", {}, list(row), row[0].line) for row in rows[first:]]
    report(Finding.CHANGED, table, "This table has no header, so its first row has become one.")
    return [table]


def _blank_space(table: Element, report: Report, box: Element | None) -> list[Node]:
    if box is None:
        report(Finding.DROPPED, table, "A table in which nothing stands.")
        return []
    report(
        Finding.CHANGED, table, "This empty table is a space to write in, so it has become a line."
    )
    words: list[Node] = [box.attributes["title"] or "Write here"]
    asks = any(
        isinstance(one, Element) and one is not table and not one.is_empty() for one in box.children
    )
    return [*([] if asks else [Element("p", {}, words)]), Element("p", {}, ["____"], table.line)]


def has_blanks(table: Element) -> bool:
    """Whether a table has cells to be filled in: empty ones under its header."""
    return any(
        cell.is_empty() for row in table_rows(table)[1:] for cell in row if cell.name == "td"
    )


def is_blank(table: Element) -> bool:
    """Whether a table that stands in no box is a worksheet all the same: most of its cells that are no headers are empty."""
    rows = table_rows(table)
    cells = [
        cell for row in rows[1:] for cell in row[0 if len(row) == 1 else 1 :] if cell.name == "td"
    ]
    whole = [row for row in rows[1:] if all(cell.is_empty() for cell in row)]
    return (
        bool(cells)
        and sum(cell.is_empty() for cell in cells) * 2 > len(cells)
        and (bool(whole) or "worksheet" in table.classes)
    )


def _same_sheet(sheet: Sheet, box: Element, headers: list[str]) -> bool:
    """Whether a worksheet is an earlier one come back: the same title, and headers that begin with the same words."""
    if (
        slug(sheet.title) != slug(box.attributes["title"])
        or len(sheet.headers) != len(headers)
        or not sheet.title
    ):
        return False
    return all(
        one[:30].casefold() == other[:30].casefold()
        for one, other in zip(sheet.headers, headers, strict=True)
    )


def _bring_back(box: Element, blank: list[Element], earlier: Sheet, report: Report) -> None:
    for table in blank:
        box.children = without(box.children, table)
    said = f"The worksheet “{earlier.title}” comes back here with what learners wrote on the earlier page (::: answers {earlier.id})."
    report(Finding.CHANGED, box, said)
    box.attributes |= {"kind": "answers", "title": earlier.id, "id": ""}


def _wrap_tables(parent: Element, heading: str, report: Report, inside: bool = False) -> None:
    for number, child in enumerate(parent.children):
        if not isinstance(child, Element) or child.name == COMMENT:
            continue
        if re.fullmatch(r"h[1-6]", child.name) and child.plain():
            heading = child.plain()
        within = inside or (
            child.name == "box" and child.attributes["kind"] in ("reflection", "quiz")
        )
        if child.name == "table" and not inside and is_blank(child):
            report(
                Finding.CHANGED,
                child,
                "This table is there to be filled in and stood in no box, so it has got one (a reflection).",
            )
            parent.children[number] = Element(
                "box",
                {"kind": "reflection", "title": inline([heading]), "id": ""},
                [child],
                child.line,
            )
        elif child.name != "table":
            _wrap_tables(child, heading, report, within)


def _mended(table: Element, report: Report) -> Element:
    """A worksheet's table without merged cells, which Markdown cannot say."""
    rows = table_rows(table)
    wide = max((sum(span(cell, "colspan") for cell in row) for row in rows), default=0)
    if not has_blanks(table) or any(span(cell, "rowspan") > 1 for row in rows for cell in row):
        return table
    if any(span(cell, "colspan") > 1 for row in rows for cell in row):
        report(
            Finding.CHANGED,
            table,
            "This table has merged cells; each has become several, the first with the words.",
        )
    made = [_divided(row, wide, header=not number) for number, row in enumerate(rows)]
    if not all(cell.name == "th" for cell in made[0]) and any(
        not cell.is_empty() for cell in made[0]
    ):
        made[0] = [Element("th", {}, cell.children, cell.line) for cell in made[0]]
    table.children = [Element("tr", {}, list(row)) for row in made]
    return table


def _divided(row: list[Element], wide: int, header: bool) -> list[Element]:
    made: list[Element] = []
    for cell in row:
        made.append(Element(cell.name, {}, cell.children, cell.line))
        fill: list[Node] = [] if header or cell.is_empty() else ["–"]
        made += [Element(cell.name, {}, list(fill)) for _ in range(span(cell, "colspan") - 1)]
    return made + [
        Element("th" if header else "td", {}, [] if header else ["–"])
        for _ in range(wide - len(made))
    ]
