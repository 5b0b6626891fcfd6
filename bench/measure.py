"""What one command costs: its wall time, the CPU time of every process it started, and their peak
memory together.

Linux only: it reads /proc, and asks the kernel for the orphans of what it starts.
"""

from __future__ import annotations

import ctypes
import os
import re
import resource
import subprocess
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PROC = Path("/proc")
PR_SET_CHILD_SUBREAPER = 36
SAMPLE_EVERY = 0.05
ORPHANS_MAY_TAKE = 10.0


class CommandError(Exception):
    """A measured command ended badly; the message holds the end of what it printed."""


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and seconds of CPU (user and system) over all processes."""

    wall: float
    cpu: float


def adopt_orphans() -> None:
    """Make this process the parent of processes whose own parent has ended, so that their CPU time
    is counted too.

    Without it a worker that outlives the command for a moment would cost nothing.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "cannot become a subreaper")


def cost(command: list[str]) -> Cost:
    """Run a command to its end and give what it cost."""
    before = _children_cpu()
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        code = subprocess.call(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        wall = time.perf_counter() - start
        _stop_if_failed(command, code, output)
    _reap_orphans()
    return Cost(wall, _children_cpu() - before)


def peak_memory(command: list[str]) -> int:
    """Run a command and give the highest sum, in bytes, of the memory of all its processes at one
    moment.

    Sampling a big process costs CPU time, so this is a run of its own, apart from the timed ones.
    """
    peak = 0
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        while process.poll() is None:
            peak = max(peak, sum(_memory(pid) for pid in _descendants(os.getpid())))
            time.sleep(SAMPLE_EVERY)
        _stop_if_failed(command, process.returncode, output)
    _reap_orphans()
    return peak


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _stop_if_failed(command: list[str], code: int, output: IO[bytes]) -> None:
    """Raise CommandError, with the last lines printed, when the exit code is not 0."""
    if code:
        output.seek(0)
        lines = output.read().decode(errors="replace").splitlines()
        raise CommandError("\n".join([f"exit code {code} from: {' '.join(command)}", *lines[-20:]]))


def _reap_orphans() -> None:
    """Wait for every process that the command left behind, so that its CPU time is known."""
    deadline = time.monotonic() + ORPHANS_MAY_TAKE
    while time.monotonic() < deadline:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            time.sleep(0.01)
    raise CommandError("the command has left a process running")


def _descendants(root: int) -> list[int]:
    """Give the processes below `root`, at this moment."""
    children = defaultdict(list)
    for folder in PROC.glob("[0-9]*"):
        try:
            # The name, in parentheses, may hold anything; the parent is the second word after it.
            parent = int(
                (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1]
            )
        except (FileNotFoundError, ProcessLookupError):
            continue
        children[parent].append(int(folder.name))
    found, waiting = [], [root]
    while waiting:
        below = children[waiting.pop()]
        found += below
        waiting += below
    return found


def _memory(pid: int) -> int:
    """Give a process's proportional share of memory in bytes: what several processes share is
    counted once.
    """
    try:
        match = re.search(
            r"^Pss:\s+(\d+) kB", (PROC / str(pid) / "smaps_rollup").read_text(), re.MULTILINE
        )
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0  # it has just ended
    return int(match[1]) * 1024 if match else 0
