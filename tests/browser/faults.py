"""How a claim about many pages fails: every fault on a line of its own, and no Python around it."""

from collections.abc import Iterable

import pytest

MOST = 40


def expect_none(faults: Iterable[object]) -> None:
    """Fails with a list of `faults`, if there are any."""
    found = [
        fault
        if isinstance(fault, str)
        else ": ".join(map(str, fault if isinstance(fault, tuple) else (fault,)))
        for fault in faults
    ]
    if not found:
        return
    more = [f"… and {len(found) - MOST} more"] if len(found) > MOST else []
    pytest.fail("\n".join([f"{len(found)} found:", *found[:MOST], *more]), pytrace=False)
