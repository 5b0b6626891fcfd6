"""Makes the pictures of docs/howto/write-worksheets.md: `python tools/picture_blanks.py`.

Each example that is followed by a picture becomes a page of a toolkit; the picture is a screenshot
of that page in a browser.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser import chromium  # noqa: E402
from tests.browser.server import serving  # noqa: E402

from carrel.build import Options, build  # noqa: E402

PAGE = ROOT / "docs/howto/write-worksheets.md"
IMAGES = ROOT / "docs/images"
_EXAMPLE = re.compile(
    r"```markdown\n(.*?)```\n\n!\[[^\]]*\]\(\.\./images/([\w-]+)\.png\)", re.DOTALL
)
_ACTS = {
    "blank-quiz": "main input >> nth=1"
}  # what has to be pressed before there is something to see


def examples() -> list[tuple[str, str]]:
    """The names of the pictures, and what each shows."""
    return [(name, text) for text, name in _EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))]


def main() -> int:
    """Draws every picture anew."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = published(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        page = browser.new_page(viewport={"width": 760, "height": 800}, color_scheme="light")
        with serving(site, "/") as address:
            for name, _ in examples():
                page.goto(f"{address}examples/pages/{name}/")
                picture(page, name)
        browser.close()
    return 0


def picture(page: Page, name: str) -> None:
    """Takes the picture of one worksheet."""
    if name in _ACTS:
        page.locator(_ACTS[name]).check()
    box = page.locator("main .box:has(form)")
    box.evaluate("(box) => box.querySelectorAll('.keep').forEach((keep) => keep.remove())")
    box.screenshot(path=IMAGES / f"{name}.png")


def published(folder: Path) -> Path:
    """A site with one page for each example."""
    pages = folder / "examples/1-pages"
    pages.mkdir(parents=True)
    (folder / "toolkit.toml").write_text('title = "Examples"\nlicence = "MIT"\n', encoding="utf-8")
    (folder / "examples/index.md").write_text("---\ntitle: Examples\n---\n", encoding="utf-8")
    (pages / "index.md").write_text(
        "---\ntitle: Pages\nobjective: See\noutcomes: See\n---\n", encoding="utf-8"
    )
    for number, (name, text) in enumerate(examples(), 1):
        (pages / f"{number}-{name}.md").write_text(
            f"---\ntitle: {name}\n---\n\n{text}", encoding="utf-8"
        )
    report = build(folder, Options(search=False))
    assert report.published, report.issues
    return report.out


if __name__ == "__main__":
    sys.exit(main())
