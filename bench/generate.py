"""Write a synthetic toolkit: `python bench/generate.py --pages 300 --kind carrel OUT`.

The same number of pages and the same seed give the same bytes, and the two kinds hold the same
words.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from carrel_form import CarrelForm
from hugo_form import HugoForm
from synthetic import Form, outline, text

FORMS: dict[str, type[CarrelForm] | type[HugoForm]] = {"carrel": CarrelForm, "hugo": HugoForm}
SMALLEST = 20


def generate(pages: int, kind: str, out: Path, seed: int = 1) -> None:
    """Write a toolkit of `pages` pages into the folder `out`, which is emptied first."""
    shutil.rmtree(out, ignore_errors=True)
    form: Form = FORMS[kind]()
    toolkit = outline(pages, seed)
    for path, content in form.other_files(toolkit).items():
        _write(out / path, content)
    for page in toolkit.pages:
        _write(out / form.path(page), form.front_matter(page) + text(page, toolkit, form, seed))


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line and write the toolkit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pages", type=int, required=True, help=f"how many pages in all, at least {SMALLEST}"
    )
    parser.add_argument(
        "--kind", choices=sorted(FORMS), required=True, help="whose sources to write"
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="another seed says other words (default 1)"
    )
    parser.add_argument("out", type=Path, help="the folder to write, emptied first")
    options = parser.parse_args()
    if options.pages < SMALLEST:
        parser.error(f"--pages must be at least {SMALLEST}")
    generate(options.pages, options.kind, options.out, options.seed)


if __name__ == "__main__":
    main()
