"""How the tests run beside each other: how many processes, and which files first."""

import os
import signal

import pytest

LONGEST_FIRST = (
    "tests/browser/test_accessibility.py",
    "tests/browser/test_pages.py",
    "tests/test_incremental.py",
    "tests/test_scripts.py",
    "tests/browser/test_autosave.py",
    "tests/browser/test_offline.py",
    "tests/browser/",
    "tests/test_publish.py",
    "tests/test_properties.py",
    "tests/source/test_patience.py",
    "tests/imports/test_docx",
    "tests/test_docs.py",
)
"""Files and folders in the order in which they are given to the processes; all others follow.

A long file that came last would keep one process busy while the others have nothing to do. A name
that is missing here costs time and nothing else."""


def pytest_xdist_auto_num_workers() -> int:
    """Returns how many processes `--numprocesses=auto` starts: two for each processor.

    Tests in a browser wait for about half of their time.
    """
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the longest files first; the order within a file stays."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    places = (place for place, name in enumerate(LONGEST_FIRST) if item.nodeid.startswith(name))
    return next(places, len(LONGEST_FIRST))


@pytest.fixture(scope="session", autouse=True)
def ctrl_c() -> None:
    """Lets Ctrl+C end this process and those that tests start.

    Where tests run in the background, as with `nohup`, the signal is ignored, and every process
    that is started from there inherits that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
