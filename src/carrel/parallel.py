"""The same work on many things, on every processor at once, when there is enough of it.

Processes are used and not threads, because Python's threads take turns. They are forked, so that they know all that this
process knows without its being sent to them; where a system cannot fork safely, the work is done here.
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

Thing = TypeVar("Thing")
Made = TypeVar("Made")

_work: tuple[Callable[[Any], Any], Sequence[Sequence[Any]]] | None = (
    None  # what a forked process finds to do
)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def groups_of(things: Sequence[Thing], size: int) -> list[Sequence[Thing]]:
    """`things` in groups of at most `size`."""
    return [things[start : start + size] for start in range(0, len(things), size)]


def each(
    work: Callable[[Thing], Made], groups: Sequence[Sequence[Thing]], enough: int, turn: int = 0
) -> Generator[Made]:
    """`work` done on each thing of `groups`, in order; by several processes when there are `enough` things. A group is done by
    one process from its first thing to its last. After `turn` groups there are new processes: whatever one looks at of the memory
    that it shares with the others becomes a copy of its own, as even looking is counted there. Raises BuildStopped where the
    system ends one of the processes."""
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
    """Ctrl+C is meant for all processes of a build, and the first of them ends the others: those that begin now never hear of it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work_on(group: int) -> list[Any]:
    assert _work is not None
    work, groups = _work
    return [work(thing) for thing in groups[group]]
