"""Model to issues: what an author could not see, or would see too late.

A check is a function that yields issues. There are two contracts, which a plug-in's checks
would follow too:

- a page check needs nothing but one page and the toolkit's settings, so that its issues can be
  cached with the page;
- a toolkit check needs other pages, or files, and runs in every build.

Whatever a check finds wrong is an issue; no check raises, however broken the page.
"""

from collections.abc import Callable, Iterator

from carrel.checks import (
    accessibility,
    again,
    licences,
    links,
    raw_html,
    references,
    structure,
    text,
    theme,
    time,
    videos,
    worksheets,
)
from carrel.checks.examples import examples
from carrel.checks.guides import guides
from carrel.checks.lasting import lasting
from carrel.issues import Issue
from carrel.model.content import Content
from carrel.model.settings import Settings
from carrel.model.toolkit import Toolkit

PageCheck = Callable[[str, Content, Settings], Iterator[Issue]]
ToolkitCheck = Callable[[Toolkit], Iterator[Issue]]

PAGE_CHECKS: tuple[PageCheck, ...] = (
    structure.title,
    links.words_and_schemes,
    links.image_sources,
    accessibility.alternatives,
    accessibility.headings,
    accessibility.ids,
    accessibility.tables,
    accessibility.frames,
    videos.boxes,
    worksheets.named,
    worksheets.calendars,
    worksheets.plans,
    worksheets.fields,
    worksheets.quizzes,
    text.placeholders,
    text.footnotes,
    raw_html.tags,
)

TOOLKIT_CHECKS: tuple[ToolkitCheck, ...] = (
    structure.modules,
    structure.front_matter,
    structure.addresses,
    structure.unlisted,
    structure.moved,
    links.targets,
    videos.files,
    worksheets.unique_ids,
    examples,
    guides,
    again.shown_again,
    lasting,
    time.minutes,
    licences.licences,
    references.undefined,
    references.references,
    theme.colours,
    theme.logo,
)


def check_page(path: str, content: Content, settings: Settings) -> list[Issue]:
    """Returns the issues of the page at `path` that can be found without other pages or files."""
    return [issue for check in PAGE_CHECKS for issue in check(path, content, settings)]


def check_toolkit(toolkit: Toolkit) -> list[Issue]:
    """Returns the toolkit's issues that need more than one page. Its pages must have addresses."""
    return [issue for check in TOOLKIT_CHECKS for issue in check(toolkit)]
