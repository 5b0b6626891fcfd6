"""Where Chromium is on this machine, and how the tests start it. As a script, prints the place; `tools/setup.sh` asks so."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
MISSING = "There is no Chromium here: install it (`sh tools/setup.sh test` does, where it can), or name it in CARREL_CHROMIUM."

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str:
    """The path of Chromium, or an empty text."""
    named = os.environ.get("CARREL_CHROMIUM")
    if named:
        return shutil.which(named) or ""
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), "") or next(
        (place for place in PLACES if Path(place).is_file()), ""
    )


if __name__ == "__main__":
    print(find() or MISSING)
    sys.exit(0 if find() else 1)
