"""Writes docs/reference/checks.md from the table of codes and the cases that show each of them.

PYTHONPATH=src .venv/bin/python tools/write_checks_page.py
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.cases.reading import PAGE, Block, Case, all_cases  # noqa: E402

from carrel import codes  # noqa: E402
from carrel.issues import Code  # noqa: E402

PAGE_OF_CHECKS = ROOT / "docs" / "reference" / "checks.md"
LONGEST, MOST = 40, 4  # lines of an example, and messages that it shows

INTRO = """# Messages

`carrel check` names everything that an author can mend: the file, the line and the column, how much it matters, what is
wrong, and in brackets the code under which it stands below. The line after it says how to mend it.

An **error** keeps a toolkit from being published. A **warning** does not, unless you ask for it with `--strict`.

In the sentences below, words in braces stand for what your own text says. The examples are tests of Carrel, from
`tests/cases/`. Where an example shows no front matter, it is the text of a page that has one, and its messages count the
lines that are shown: `page:1` is the first of them.

This page is made by `tools/write_checks_page.py`. Do not change it by hand.
"""

PARTS = {
    "The toolkit and its files": codes.TOOLKIT_CODES,
    "Front matter and text": codes.TEXT_CODES,
    "Boxes and blanks": codes.BOX_CODES,
    "Images and films": codes.MEDIA_CODES,
    "What the pages say together": codes.CHECK_CODES,
    "Worksheets that have been published": codes.LASTING_CODES,
    "Bringing a course along": codes.IMPORT_CODES,
}


def page_text() -> str:
    """The whole page."""
    cases = all_cases()
    sections = [
        _section(name, code, example(name, cases))
        for table in PARTS.values()
        for name, code in table.items()
    ]
    return "\n".join([INTRO, _contents(), *sections])


def _contents() -> str:
    lines = []
    for title, table in PARTS.items():
        lines += [f"**{title}**", ""]
        lines += [
            f"- [`{name}`](#{name}): {_plain(code.sentence.format_map(_Shown()))}"
            for name, code in table.items()
        ]
        lines.append("")
    return "\n".join(lines)


def _section(name: str, code: Code, case: Case | None) -> str:
    severity = str(code.severity).capitalize()
    mend = code.mend.format_map(_Shown())
    lines = [
        f"## {name}",
        "",
        f"{severity}: **{_plain(code.sentence.format_map(_Shown()))}**",
        "",
        code.why,
        "",
        f"*To mend it:* {_plain(mend)}",
        "",
    ]
    return "\n".join(lines + (_example(name, case) if case else []))


class _Shown(dict[str, str]):
    """Fills a pattern with the names of its values in braces; a hint has no place in a manual."""

    def __missing__(self, key: str) -> str:
        return "" if key == "hint" else f"{{{key}}}"


def _plain(text: str) -> str:
    """`text` as Markdown that shows it word for word."""
    for sign in ("\\", "<", "[", "]", "*", "_", "`", "#"):
        text = text.replace(sign, f"\\{sign}")
    return text


def example(name: str, cases: list[Case]) -> Case | None:
    """The case that shows this code best: the one that says least besides."""
    showing = [case for case in cases if f"[{name}]" in case.messages]
    return min(showing, key=lambda case: (len(case.messages), len(case.given)), default=None)


def _example(name: str, case: Case) -> list[str]:
    lines = ["For example:", ""]
    for block in case.given:
        text = block.text.split("\n")
        if block.word in ("md", "toml") and len(text) <= LONGEST:
            lines += _fenced(block.word, _titled(block, case) + text)
    said = case.messages.split("\n")
    shown = [
        said[number : number + 2]
        for number in range(0, len(said), 2)
        if f"[{name}]" in said[number]
    ]
    return lines + _fenced("", [line for pair in shown[:MOST] for line in pair])


def _titled(block: Block, case: Case) -> list[str]:
    """The path of a file, where the example has several, or where it is not an ordinary page."""
    several = len(case.given) > 1 or block.path not in ("", PAGE, "toolkit.toml")
    sign = "#" if block.word == "toml" else "→"
    return [f"{sign} {block.path}"] if several and block.path else []


def _fenced(word: str, lines: list[str]) -> list[str]:
    return [f"````{word}", *lines, "````", ""]


if __name__ == "__main__":
    PAGE_OF_CHECKS.write_text(page_text(), encoding="utf-8")
