"""Synthetic toolkits: an outline of modules, sections and pages, and the text of each page.

Nothing here knows how a program wants its files. A `Form` (carrel_form, hugo_form) turns the same
outline and the same words into one program's sources, so that both build the same thing.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

PAGES_IN_A_MODULE = 200
SECTIONS_IN_A_MODULE = 5
WORDS_ON_A_PAGE = 600
BOX_KINDS = ("case-study", "explanatory", "tip", "reflection")
VERBS = ("Describe", "Design", "Develop", "Compare", "Explain", "Plan", "Choose", "Support")

PageKind = Literal["home", "overview", "section", "page", "resources"]


@dataclass(frozen=True)
class Page:
    """One published page, before its text is written.

    `names` and `numbers` say where it stands: the module's name, the section's and its own, and
    the place that each has among its siblings. `anchor` is the id of its first heading, which
    links may point at.
    """

    kind: PageKind
    names: tuple[str, ...]
    numbers: tuple[int, ...]
    title: str
    summary: str
    anchor: str
    objective: str = ""
    outcomes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Give what seeds this page's words: its place, so that no page depends on the ones before
        it.
        """
        return "/".join(self.names) + f"/{self.kind}"


@dataclass(frozen=True)
class Toolkit:
    """All pages, the home page first, and each module's own, for links inside it."""

    pages: list[Page]
    by_module: dict[str, list[Page]] = field(repr=False)


class Form(Protocol):
    """How one program writes down what the words alone leave open."""

    def link(self, source: Page, target: Page, anchor: str) -> str:
        """Give the address part of a link from one page to another, with `#anchor` when it is not
        empty.
        """

    def box(self, kind: str, title: str, ident: str, body: str) -> str:
        """Give a marked passage as a block of Markdown."""

    def path(self, page: Page) -> str:
        """Give the file of a page, relative to the source folder."""

    def front_matter(self, page: Page) -> str:
        """Give the YAML at the top of a page's file, with its two lines of hyphens."""

    def other_files(self, toolkit: Toolkit) -> dict[str, str]:
        """Give the files that are not pages (settings, templates, styles): path -> text."""


# --- words ---------------------------------------------------------------------------------------


def vocabulary(size: int = 4000) -> list[str]:
    """Make `size` different words out of syllables, short ones mostly first, as in a language."""
    rng = random.Random("vocabulary")
    syllables = [
        a + b + c for a in "bdfglmnrstvz" for b in "aeiou" for c in ("", "", "", "l", "n", "r", "s")
    ]
    words: set[str] = set()
    while len(words) < size:
        length = rng.choices((1, 2, 3, 4), weights=(2, 5, 4, 1))[0]
        words.add("".join(rng.choices(syllables, k=length)))
    return sorted(sorted(words), key=lambda word: len(word) + rng.random() * 4)


WORDS = vocabulary()
# Zipf's law with Mandelbrot's shift: the commonest word is about 3 % of the text, and most words
# are rare.
ZIPF = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(1, len(WORDS) + 1)))


class Prose:
    """Words, sentences and paragraphs from one seed; the same seed always says the same."""

    def __init__(self, seed: str) -> None:
        """Start from a seed, which is any text."""
        self.rng = random.Random(seed)

    def words(self, count: int) -> list[str]:
        """Give `count` words, the common ones often."""
        return self.rng.choices(WORDS, cum_weights=ZIPF, k=count)

    def names(self, count: int) -> list[str]:
        """Give `count` different words that are not among the commonest, for titles and table
        headers.
        """
        return self.rng.sample(WORDS[100:], count)

    def phrase(self, count: int) -> str:
        """Give `count` words with a capital at the start and no full stop."""
        return " ".join(self.words(count)).capitalize()

    def plain(self, count: int) -> str:
        """Give one sentence of `count` words without marks, for front matter."""
        return self.phrase(count) + "."

    def sentence(self, count: int) -> str:
        """Give one sentence of `count` words; a long one has a comma, and one in four has an
        emphasis.
        """
        words = self.words(count)
        if count > 9:
            words[count // 2] += ","
        if self.rng.random() < 0.25:
            mark = self.rng.choice(("*", "**", "`"))
            words[2] = f"{mark}{words[2]}{mark}"
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    def paragraph(self, count: int, *, link: str = "", note: str = "") -> str:
        """Give a paragraph of about `count` words, with a sentence that holds `link`, and a note's
        mark at the end.
        """
        sentences = []
        while count > 0:
            length = min(max(count, 6), self.rng.randint(8, 18))
            sentences.append(self.sentence(length))
            count -= length
        if link:
            sentences.append(f"{self.phrase(3)} {link} {' '.join(self.words(2))}.")
        return " ".join(sentences) + note


# --- the outline ---------------------------------------------------------------------------------


def outline(pages: int, seed: int) -> Toolkit:
    """Lay out a toolkit of exactly `pages` pages, its home page among them.

    Each module has about 200 pages: an overview, and five sections that have an index, pages and
    resources.
    """
    prose = Prose(f"outline {seed}")
    titles = Titles(prose)
    home = Page("home", (), (), "A synthetic toolkit", prose.plain(14), "start")
    every = [home]
    by_module: dict[str, list[Page]] = {}
    for number, size in enumerate(
        _shares(pages - 1, round(pages / PAGES_IN_A_MODULE) or 1), start=1
    ):
        module = list(_module(number, size, titles, prose))
        by_module[module[0].names[0]] = module
        every.extend(module)
    return Toolkit(every, by_module)


def _shares(total: int, parts: int) -> list[int]:
    """Divide `total` into `parts` whole numbers that differ by one at most."""
    return [total // parts + (part < total % parts) for part in range(parts)]


class Titles:
    """Titles, no two of them alike."""

    def __init__(self, prose: Prose) -> None:
        """Start with none given."""
        self.prose = prose
        self.given: set[str] = set()

    def next(self, shortest: int, longest: int) -> str:
        """Give a title that has not been given before."""
        title = ""
        while not title or title in self.given:
            title = " ".join(
                self.prose.names(self.prose.rng.randint(shortest, longest))
            ).capitalize()
        self.given.add(title)
        return title


def _module(number: int, size: int, titles: Titles, prose: Prose) -> Iterator[Page]:
    """Give the pages of a module of `size` pages, in reading order."""
    title = titles.next(1, 2)
    # The number is in the name because a toolkit orders its modules by name.
    names = (f"m{number:03}-{_slug(title)}",)
    yield Page("overview", names, (number,), title, prose.plain(18), _anchor(prose))
    for section, pages in enumerate(_shares(size - 1, SECTIONS_IN_A_MODULE), start=1):
        yield from _section(names, (number, section), pages, titles, prose)


def _section(
    module: tuple[str, ...], numbers: tuple[int, ...], size: int, titles: Titles, prose: Prose
) -> Iterator[Page]:
    """Give the pages of a section of `size` pages: its index first, its resources last."""
    title = titles.next(2, 3)
    names = (*module, _slug(title))
    outcomes = tuple(_outcome(prose) for _ in range(3))
    yield Page(
        "section",
        names,
        numbers,
        title,
        prose.plain(14),
        _anchor(prose),
        objective=_outcome(prose),
        outcomes=outcomes,
    )
    for place in range(1, size - 1):
        title = titles.next(3, 5)
        yield Page(
            "page",
            (*names, _slug(title)),
            (*numbers, place),
            title,
            prose.plain(14),
            _anchor(prose),
        )
    place = max(size - 1, 1)
    yield Page(
        "resources",
        (*names, "resources"),
        (*numbers, place),
        "Additional resources",
        prose.plain(12),
        _anchor(prose),
    )


def _outcome(prose: Prose) -> str:
    return f"{prose.rng.choice(VERBS)} {' '.join(prose.words(6))}"


def _anchor(prose: Prose) -> str:
    return "-".join(prose.names(2))


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-")


# --- the text of a page --------------------------------------------------------------------------


def text(page: Page, toolkit: Toolkit, form: Form, seed: int) -> str:
    """Write a page's Markdown: about 600 words in two to four headed parts.

    A list, a table, a box, two footnotes and four to six links are shared out over the parts.
    """
    prose = Prose(f"{seed} {page.key}")
    parts = prose.rng.randint(2, 4)
    links = iter(_links(page, toolkit, form, prose))
    extras = [_list(prose), _table(prose), _box(page, form, prose)]
    if page.kind == "resources":
        extras.append(_reading(prose))
    blocks = [prose.paragraph(60, link=next(links))]
    for part in range(parts):
        blocks.append(_heading(part, page, prose))
        blocks.append(
            prose.paragraph(
                170 // parts, link=next(links, ""), note=f"[^{part + 1}]" if part < 2 else ""
            )
        )
        blocks.extend(extras[part::parts])
        blocks.append(prose.paragraph(150 // parts, link=next(links, "")))
    blocks += [f"[^{note}]: {prose.sentence(13)}" for note in (1, 2)]
    return "\n\n".join(blocks) + "\n"


def _links(page: Page, toolkit: Toolkit, form: Form, prose: Prose) -> list[str]:
    """Give four to six links: most into the page's own module, one in five anywhere, one in three
    to a heading.
    """
    near = toolkit.by_module[page.names[0]] if page.names else toolkit.pages[1:]
    links = []
    for _ in range(prose.rng.randint(4, 6)):
        target = prose.rng.choice(near if prose.rng.random() < 0.8 else toolkit.pages[1:])
        anchor = target.anchor if prose.rng.random() < 0.33 else ""
        links.append(f"[{target.title}]({form.link(page, target, anchor)})")
    return links


def _heading(part: int, page: Page, prose: Prose) -> str:
    """Give a part's heading: the first has the page's anchor as its id, and the third goes one
    level deeper.
    """
    level = "###" if part == 2 else "##"
    return f"{level} {prose.phrase(4)}" + (f" {{#{page.anchor}}}" if part == 0 else "")


def _list(prose: Prose) -> str:
    ordered = prose.rng.random() < 0.3
    items = range(1, prose.rng.randint(4, 6) + 1)
    return "\n".join((f"{item}. " if ordered else "- ") + prose.sentence(9) for item in items)


def _reading(prose: Prose) -> str:
    """Give what a page of resources is for: links to other hosts."""
    return "\n".join(
        f"- [{prose.phrase(4)}](https://example.org/{word})" for word in prose.names(3)
    )


def _table(prose: Prose) -> str:
    """Give a table of three columns and four rows with a header."""
    rows = [[name.capitalize() for name in prose.names(3)], ["---"] * 3]
    rows += [[prose.phrase(3) for _ in range(3)] for _ in range(4)]
    return _rows(rows)


def _rows(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _box(page: Page, form: Form, prose: Prose) -> str:
    """Give the page's box.

    The kinds take turns along a section, so every fourth page has a worksheet.
    """
    kind = BOX_KINDS[sum(page.numbers) % len(BOX_KINDS)]
    title = prose.phrase(4)
    if kind == "reflection":
        # Of all pages of one module, no other has this section and this place: the id is the
        # module's own.
        ident = "w-" + "-".join(str(number) for number in page.numbers[1:] or (0,))
        return form.box(kind, title, ident, _worksheet(prose))
    return form.box(kind, title, "", f"{prose.paragraph(45)}\n\n{prose.paragraph(20)}")


def _worksheet(prose: Prose) -> str:
    """Give a small table with four blanks, and a question with a ruled line."""
    columns = [name.capitalize() for name in prose.names(3)]
    rows = [columns, ["---"] * 3] + [[name.capitalize(), " ", " "] for name in prose.names(2)]
    return f"{prose.paragraph(35)}\n\n{_rows(rows)}\n\n{prose.phrase(8)}?\n\n______"
