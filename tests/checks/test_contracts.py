"""What holds for every check, built in or brought by a plug-in."""

import ast
from pathlib import Path

import pytest

import carrel.checks
from carrel.checks import (
    PAGE_CHECKS,
    TOOLKIT_CHECKS,
    PageCheck,
    ToolkitCheck,
    check_page,
    check_toolkit,
)
from carrel.model.content import Content, FrontMatter
from carrel.model.settings import Settings
from carrel.model.toolkit import Module, Page, Role, Section, Toolkit

FILES = sorted(Path(carrel.checks.__file__).parent.glob("*.py"))
NOT_LISTED = {"scheme", "check_page", "check_toolkit", "lost_answers", "renamed"}


@pytest.mark.parametrize("check", PAGE_CHECKS)
def test_a_page_check_finds_nothing_in_a_page_with_a_title(check: PageCheck) -> None:
    assert list(check("page.md", Content(FrontMatter(title="A page")), Settings())) == []


@pytest.mark.parametrize("check", TOOLKIT_CHECKS)
def test_a_toolkit_check_finds_nothing_in_an_empty_toolkit(check: ToolkitCheck) -> None:
    assert list(check(Toolkit(Settings(), [], None, None, frozenset()))) == []


def test_every_check_is_listed() -> None:
    listed = {check.__name__ for check in (*PAGE_CHECKS, *TOOLKIT_CHECKS)}
    written = {name for file in FILES for name in _checks_in(file)}
    assert written - NOT_LISTED == listed


def _checks_in(file: Path) -> list[str]:
    """The public functions that yield issues."""
    functions = [
        node
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    return [
        one.name
        for one in functions
        if not one.name.startswith("_")
        and one.returns
        and ast.unparse(one.returns) == "Iterator[Issue]"
    ]


def test_checks_know_only_the_model() -> None:
    known = ("carrel.checks", "carrel.blanks", "carrel.codes", "carrel.issues", "carrel.model")
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("carrel."):
                assert (node.module or "").startswith(known), f"{file.name} imports {node.module}"


def test_a_page_and_its_toolkit_are_told_apart() -> None:
    """A page alone is without a title; a toolkit without a licence has no page to blame."""
    content = Content(FrontMatter())
    page = Page("mentoring/index.md", Role.OVERVIEW, "", content)
    module = Module("mentoring", "mentoring", page, list[Section](), None, None)
    toolkit = Toolkit(Settings(lines={"title": 1}), [module], None, None, frozenset())
    assert [found.code for found in check_page(page.path, content, toolkit.settings)] == [
        "title-missing"
    ]
    assert sorted(found.code for found in check_toolkit(toolkit)) == [
        "licence-missing",
        "summary-missing",
    ]
