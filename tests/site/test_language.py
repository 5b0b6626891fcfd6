"""The interface of a Spanish toolkit has no English text, whatever language its content is in."""

import html
import re
from pathlib import Path

import pytest

from carrel.build import Options, build
from carrel.site.look.catalogue import words
from tests.browser.sites import copy_shipped

ENGLISH, SPANISH = words("en"), words("es")
GAP = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def spanish(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Returns where the shipped toolkit is published in Spanish, and its authors' text."""
    folder = tmp_path_factory.mktemp("spanish") / "toolkit"
    copy_shipped(folder)
    settings = folder / "toolkit.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('language = "en"', 'language = "es"'),
        encoding="utf-8",
    )
    sources = [
        path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".md", ".toml")
    ]
    return build(folder, Options(search=False)).out, " ".join(" ".join(sources).split())


def said(folder: Path, ending: str) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): html.unescape(path.read_text(encoding="utf-8"))
        for path in folder.rglob(f"*{ending}")
    }


def test_every_message_is_in_both_languages_with_the_same_gaps() -> None:
    assert ENGLISH.keys() == SPANISH.keys()
    assert [
        name
        for name in ENGLISH
        if set(GAP.findall(ENGLISH[name])) != set(GAP.findall(SPANISH[name]))
    ] == []


def test_no_english_message_is_left(spanish: tuple[Path, str]) -> None:
    folder, authors = spanish
    parts = {
        part.strip()
        for name, text in ENGLISH.items()
        if text != SPANISH[name]
        for part in GAP.split(text)
    }
    english = {part for part in parts if len(part.split()) > 1} - {
        part for text in SPANISH.values() for part in parts if part in text
    }
    assert len(english) > 200
    for files in (said(folder, ".html"), said(folder, ".js")):
        found = {
            (path, part)
            for part in english
            if part not in authors
            for path, text in files.items()
            if part in text
        }
        assert found == set()


def test_no_english_word_stands_alone(spanish: tuple[Path, str]) -> None:
    folder, authors = spanish
    english = {
        text for name, text in ENGLISH.items() if text != SPANISH[name] and not GAP.search(text)
    } - set(SPANISH.values())
    alone = re.compile(r">\s*([^<>]+?)\s*<|=\"([^\"]+)\"")
    for path, text in said(folder, ".html").items():
        found = {one or other for one, other in alone.findall(text)} & english
        assert {
            word
            for word in found
            if not re.search(rf"(?:title: |^|[#|\]:\"] ?){re.escape(word)}(?!\w)", authors)
        } == set(), path


def test_the_page_says_which_language_it_is_in(spanish: tuple[Path, str]) -> None:
    for path, text in said(spanish[0], ".html").items():
        assert '<html lang="es" dir="ltr"' in text, path
