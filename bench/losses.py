"""Try many random sequences of what happens to learners who write: `python bench/losses.py
--sequences 1000`.

Print a report in Markdown; the exit code is 1 when anything was lost. `tests/browser/losses.py`
says what may happen, and what counts as lost; `make test` tries a few sequences, this tries many.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import sync_playwright
from tests.browser.losses import Outcome, try_sequences


def main() -> int:
    """Run the sequences that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sequences", type=int, default=1000)
    parser.add_argument(
        "--first",
        type=int,
        default=0,
        help="the number of the first sequence; it decides what happens in it",
    )
    parser.add_argument("--steps", type=int, default=6, help="how much happens in a sequence")
    options = parser.parse_args()
    began = time.monotonic()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        numbers = range(options.first, options.first + options.sequences)
        outcome = try_sequences(playwright, Path(folder), numbers, options.steps, loud=True)
    print(report(outcome, time.monotonic() - began))
    return 1 if outcome.faults else 0


def report(outcome: Outcome, seconds: float) -> str:
    """What happened, how often, and what was lost."""
    lines = [
        f"{outcome.sequences:,} sequences, {sum(outcome.steps.values()):,} steps,"
        f" {outcome.reported:,} times something was reported as"
        f" saved; {len(outcome.faults)} faults. {seconds / 60:.0f} minutes.",
        "",
        "| what happened | times |",
        "| --- | ---: |",
        *(f"| {name} | {number:,} |" for name, number in sorted(outcome.steps.items())),
    ]
    return "\n".join([*lines, *(f"\n- {fault}" for fault in outcome.faults)])


if __name__ == "__main__":
    sys.exit(main())
