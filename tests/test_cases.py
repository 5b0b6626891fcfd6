"""Every case in `cases/` is a test of its own.

CARREL_ACCEPT=1 rewrites what they expect; read the difference before you commit it.
"""

import os
from pathlib import Path

import pytest
from tools.write_checks_page import PAGE_OF_CHECKS, page_text

from carrel.codes import CODES, IMPORT_CODES
from tests.cases.reading import EXPECTED, GIVEN, Case, accept, all_cases, running

ACCEPT = os.environ.get("CARREL_ACCEPT") == "1"
CASES = all_cases()
ELSEWHERE: dict[str, str] = {
    "file-too-large": "a file of a megabyte: tests/checks/test_large.py",
    "page-too-full": "thousands of links: tests/checks/test_large.py",
    "worksheet-too-large": "thousands of items: tests/checks/test_large.py",
    "settings-too-large": "a toolkit.toml of a megabyte: tests/checks/test_large.py",
    "front-matter-too-long": "thousands of lines: tests/checks/test_large.py",
    "image-too-large": "an image of 100 million pixels: the tests of the site",
    "image-heavy": "an animation: the tests of the site",
    "media-unreadable": "needs somebody who may not read it: tests/test_publish.py",
    "lock-missing": "needs a build before it: tests/test_lock.py",
    "lock-unwritten": "needs a folder that cannot be written: tests/test_lock.py",
    "link-dead": "needs a host: tests/checks/test_external.py",
    "link-unreachable": "needs a host: tests/checks/test_external.py",
    "link-offline": "needs a host: tests/checks/test_external.py",
    **dict.fromkeys(IMPORT_CODES, "needs another course: tests/imports/"),
}
"""Codes that no text brings about, and where they are tested."""


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_case(case: Case, tmp_path: Path) -> None:
    with running(case, tmp_path) as outcome:
        if ACCEPT:
            accept(outcome)
            return
        for block in case.expected:
            assert outcome.of(block) == block.text, f"{case.file.name}: {case.name}: {block.word}"
        if not case.messages:
            assert outcome.messages() == ""
        for code in case.without:
            assert code not in {issue.code for issue in outcome.issues}


def test_blocks_are_of_known_kinds() -> None:
    words = {(case.id, block.word) for case in CASES for block in case.blocks}
    assert {found for found in words if found[1] not in (*GIVEN, *EXPECTED)} == set()


def test_names_of_cases_are_unique() -> None:
    ids = [case.id for case in CASES]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("code", sorted(CODES.keys() - ELSEWHERE.keys()))
def test_a_case_brings_about(code: str) -> None:
    assert any(f"[{code}]" in case.messages for case in CASES)


@pytest.mark.parametrize("code", sorted(CODES.keys() - ELSEWHERE.keys()))
def test_a_case_shows_when_all_is_well_with(code: str) -> None:
    assert any(code in case.without for case in CASES)


def test_cases_name_codes_that_exist() -> None:
    assert {code for case in CASES for code in case.without} <= CODES.keys()


def test_the_manual_page_is_up_to_date() -> None:
    assert PAGE_OF_CHECKS.read_text(encoding="utf-8") == page_text(), (
        "write it again: tools/write_checks_page.py"
    )


def test_the_manual_page_has_every_code() -> None:
    listed = [line[3:] for line in page_text().split("\n") if line.startswith("## ")]
    assert set(CODES) <= set(listed)
