"""Random things happen to a learner who is writing; nothing that was reported as saved may be lost.

In one sequence a learner types, waits, reloads, closes the tab within 50 ms of a key, loses the
connection, works in two tabs, opens a save file, meets a full or forbidden storage, while the site
is updated and the browser is killed. The learner and the steps are in files of their own.
"""

import json
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Playwright

from .losses_learner import Device, Learner, hosting
from .losses_steps import STEPS


@dataclass
class Outcome:
    """The results of many sequences."""

    sequences: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    reported: int = 0
    faults: list[str] = field(default_factory=list)


def try_sequences(
    playwright: Playwright, folder: Path, numbers: range, steps: int = 7, loud: bool = False
) -> Outcome:
    """Runs one sequence for each number, which is the seed of everything random in it."""
    outcome = Outcome()
    with hosting(folder) as host:
        device = Device(playwright, folder / "device")
        for number in numbers:
            learner = Learner(device, host, f"s{number}", random.Random(number))
            try:
                learner.run(steps, STEPS)
            except Error as error:
                learner.faults.append(f"could not go on: {error.message.splitlines()[0]}")
                device.kill()
            outcome.sequences += 1
            outcome.steps.update(learner.steps)
            outcome.reported += sum(map(len, learner.reported.values()))
            faults = [
                f"sequence {number} ({', '.join(learner.steps)}): {fault}"
                for fault in learner.faults
            ]
            outcome.faults += faults
            if loud and faults:
                print(*faults, sep="\n", file=sys.stderr, flush=True)
            for page in device.context.pages[1:]:
                page.close()
            if loud and outcome.sequences % 50 == 0:
                print(
                    f"{outcome.sequences} sequences, {len(outcome.faults)} faults",
                    file=sys.stderr,
                    flush=True,
                )
        device.close()
    return outcome


def as_json(outcome: Outcome) -> str:
    """Returns an outcome as JSON, for a report."""
    return json.dumps(
        {
            "sequences": outcome.sequences,
            "steps": dict(outcome.steps),
            "reported": outcome.reported,
            "faults": outcome.faults,
        }
    )
