"""Memory of a preview that runs for long: `python bench/saves.py TOOLKIT PAGE SAVES`.

Saves PAGE again and again through the preview's own code, without a server, and prints JSON:
the memory in bytes after the first tenth of the saves, at the end, and at its peak.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from watchfiles import Change

from carrel.preview import Preview


def main() -> None:
    """Measure the toolkit that the command line names."""
    root, page, saves = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    print(json.dumps(measure(root, page, saves)))


def measure(root: Path, page: Path, saves: int) -> dict[str, int]:
    """Return the memory of `saves` saves of `page`; each replaces the text of the one before."""
    preview = Preview(root, lambda _: None)
    preview.rebuild()
    text, early = page.read_text(encoding="utf-8"), 0
    for number in range(saves):
        page.write_text(f"{text}\nSaved {number} times.\n", encoding="utf-8")
        preview.changed({(Change.modified, str(page.resolve()))})
        if number == saves // 10:
            early = _memory()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"early": early, "end": _memory(), "peak": peak}


def _memory() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
