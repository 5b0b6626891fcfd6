"""Does the same work on many items, on every processor if there are enough of them.

Processes are used instead of threads, because Python's threads take turns. They are forked, so
they have all data of this process without its being sent; on a system that cannot fork safely,
this process does the work.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from carrel.issues import BuildStopped

Item = TypeVar("Item")
Made = TypeVar("Made")

# The work that a forked process finds, and the groups of items.
_work: tuple[Callable[[Any], Any], Sequence[Sequence[Any]]] | None = None


def processors() -> int:
    """Returns the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def groups_of(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Returns `items` in groups of at most `size`."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def each(
    work: Callable[[Item], Made], groups: Sequence[Sequence[Item]], enough: int, turn: int = 0
) -> Generator[Made]:
    """Yields `work(item)` for each item of `groups`, in order.

    Several processes work if there are at least `enough` items; each group is done by one process.
    After `turn` groups new processes take over: reading shared memory counts references in it, so
    a process comes to own a copy of everything that it reads.
    Raises BuildStopped if the system ends one of the processes.
    """
    global _work
    workers = min(processors(), len(groups))
    if sum(map(len, groups)) < enough or workers < 2 or sys.platform != "linux":
        for group in groups:
            yield from map(work, group)
        return
    _work = (work, groups)
    try:
        for numbers in groups_of(range(len(groups)), turn or len(groups)):
            with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
                with _interrupts_held():
                    results = pool.map(_work_on, numbers)
                for made in results:
                    yield from made
    except BrokenProcessPool as error:
        raise BuildStopped(
            "The system ended a part of this build; perhaps there was too little memory. Try again."
        ) from error
    finally:
        _work = None


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keeps Ctrl+C from the processes that start now: the first process ends the others."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work_on(group: int) -> list[Any]:
    assert _work is not None
    work, groups = _work
    return [work(item) for item in groups[group]]
