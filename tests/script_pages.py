"""Writes the pages that script tests read in Node: `python -m tests.script_pages FOLDER`."""

import json
import shutil
import sys
import tomllib
from pathlib import Path

import carrel.site
from carrel.build import Options, build
from carrel.issues import as_text

from .browser.sites import TOOLKITS
from .cases.reading import FOLDER, FRONT_MATTER, read_cases

CASES = Path(__file__).parent / "scripts/documents.md"
PAGES = {
    "several": ("everything/blanks/every-blank", "everything/boxes/every-box"),
    "shipped": ("mentoring", "mentoring/print"),
}
_MESSAGES = Path(carrel.site.__file__).parent / "messages/en.toml"


def write_pages(folder: Path) -> None:
    """Builds the toolkits in `folder`, and copies the pages in use, with the scripts' messages.

    A page of a toolkit is named after both (`several/everything/blanks/every-blank.html`), the page
    of a case after its number (`cases/3.html`).
    """
    for name, pages in PAGES.items():
        TOOLKITS[name](folder / "toolkits" / name)
        site = _built(folder / "toolkits" / name)
        for page in pages:
            _copy(site / page / "index.html", folder / name / f"{page}.html")
    _write_cases(folder)
    words = json.dumps(_messages(), ensure_ascii=False)
    (folder / "words.json").write_text(words, encoding="utf-8")


def _write_cases(folder: Path) -> None:
    root = folder / "toolkits/cases"
    for block in read_cases(FOLDER / "README.md")[0].given:
        _write(root / block.path, block.text)
    cases = list(enumerate(read_cases(CASES), 3))
    for number, case in cases:
        text = FRONT_MATTER.replace("A page", case.name) + case.given[0].text
        _write(root / f"mentoring/1-introduction/{number}-case-{number}.md", text)
    site = _built(root)
    for number, _ in cases:
        page = site / f"mentoring/introduction/case-{number}/index.html"
        _copy(page, folder / f"cases/{number}.html")


def _built(root: Path) -> Path:
    report = build(root, Options(out=root.with_name(f"{root.name}-site"), search=False))
    assert report.published, as_text(report.issues)
    return report.out


def _messages() -> dict[str, str]:
    """Returns what the scripts say, by the names under which they ask for it."""
    messages = tomllib.loads(_MESSAGES.read_text(encoding="utf-8"))
    return {
        name.partition("_")[2]: text
        for name, text in messages.items()
        if name.startswith(("js_", "later_"))
    }


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
