"""The same work on many things, on every processor at once, when there is enough of it.

Processes are used and not threads, because Python's threads take turns. They are forked, so that they know all that this
process knows without its being sent to them; where a system cannot fork safely, the work is done here.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")

_CHUNK = 64
_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None  # what a forked process finds to do


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(work: Callable[[Thing], Made], things: Sequence[Thing], enough: int) -> Iterator[Made]:
    """`work` done on each of `things`, in order; by several processes when there are `enough` things."""
    global _work
    workers = processors()
    if len(things) < enough or workers < 2 or sys.platform != "linux":
        yield from map(work, things)
        return
    _work = (work, things)
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            for made in pool.imap(_work_from, range(0, len(things), _CHUNK)):
                yield from made
    finally:
        _work = None


def _work_from(start: int) -> list[Any]:
    assert _work is not None
    work, things = _work
    return [work(thing) for thing in things[start : start + _CHUNK]]
