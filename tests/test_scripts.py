"""The tests of the scripts that need no browser: every `scripts/*.test.js`, run by Node."""

import os
import subprocess
from pathlib import Path

import pytest

from carrel.site.look.scripts import join

from .script_pages import write_pages

HERE = Path(__file__).parent
SCRIPTS = HERE.parent / "src/carrel/site/assets/scripts"


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that the scripts read, built once."""
    folder = tmp_path_factory.mktemp("pages")
    write_pages(folder)
    return folder


@pytest.mark.parametrize(
    "path",
    sorted((HERE / "scripts").glob("*.test.js")),
    ids=lambda path: path.name.removesuffix(".test.js"),
)
def test_script(path: Path, pages: Path) -> None:
    run = subprocess.run(
        ["node", "--test", str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        cwd=HERE.parent,
        env=os.environ | {"CARREL_PAGES": str(pages)},
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    "entry",
    [
        "word/docx.js",
        "word/docx-read.js",
        "word/word-changes.js",
        "word/word-dialog.js",
        "documents/markdown.js",
        "documents/calendar.js",
    ],
)
def test_a_part_that_is_joined_runs(entry: str, tmp_path: Path) -> None:
    part = tmp_path / "part.cjs"
    part.write_text(
        join(SCRIPTS, entry)
        + f'\nconsole.log(Object.keys(carrel.modules["{Path(entry).stem}"]).length);\n',
        encoding="utf-8",
    )
    run = subprocess.run(
        ["node", str(part)], capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 0
