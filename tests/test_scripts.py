"""The tests of the scripts that need no browser: every `scripts/*.test.js`, run by Node."""

import subprocess
from pathlib import Path

import pytest

from carrel.site.look.scripts import join

HERE = Path(__file__).parent
SCRIPTS = HERE.parent / "src/carrel/site/assets/scripts"


@pytest.mark.parametrize(
    "path",
    sorted((HERE / "scripts").glob("*.test.js")),
    ids=lambda path: path.name.removesuffix(".test.js"),
)
def test_script(path: Path) -> None:
    run = subprocess.run(
        ["node", "--test", str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        cwd=HERE.parent,
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
