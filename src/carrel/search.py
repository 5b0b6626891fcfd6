"""The search index of a published site, made by pagefind.

Browsers fetch the few parts of it that a search needs.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from carrel.issues import BuildStopped

FOLDER = "pagefind"


def index_site(site: Path) -> None:
    """Indexes the pages in `site` and replaces its index. Raises BuildStopped if that fails."""
    fresh = site.with_name(f".{site.name}.carrel-search")
    shutil.rmtree(fresh, ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(site),
        "--output-path",
        str(fresh),
        "--quiet",
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
        shutil.rmtree(site / FOLDER, ignore_errors=True)
        fresh.rename(site / FOLDER)
    except (subprocess.SubprocessError, OSError) as error:
        reason = " ".join((getattr(error, "stderr", "") or str(error)).split())[:300]
        raise BuildStopped(
            f"The site is published, but its search index could not be made: {reason}"
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
