"""Finds Chromium on this machine. As a script, prints its path, for `tools/setup.sh`."""

import os
import shutil
import sys
from pathlib import Path

# The headless shell is the same browser without windows; tests take half as long in it.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
MISSING = (
    "Chromium is not installed. Install it (on Debian and Ubuntu, `sh tools/setup.sh test` does), "
    "or set CARREL_CHROMIUM to its path."
)

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
    """Returns the path of Chromium, or an empty string."""
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
