"""Workers are killed at any moment, again and again: every job is done in the end, and none twice.

Two threads of a child claim jobs and close each with the memory that is its effect. `PROVE=1` kills 200 times.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from storage import ids
from storage.ids import JobId
from storage.model import JobKind
from storage.safe import Safe
from tests.factories import NOON, a_safe, reopened

ROUNDS = 200 if os.environ.get("PROVE") else 5
JOBS_A_ROUND = 12

CHILD = """
import sys, threading
from pathlib import Path
from storage.model import JobKind
from tests.factories import a_fact, reopened

safe = reopened(Path(sys.argv[1]))

def work():
    while jobs := safe.jobs.claim([JobKind.DIGEST], 2):
        safe.memories.apply([a_fact(str(job.id), "done") for job in jobs], closes=jobs)
        for job in jobs:
            print("done", flush=True)

workers = [threading.Thread(target=work) for _ in range(2)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is told by its signal")
@pytest.mark.timeout(1800 if os.environ.get("PROVE") else 300)
def test_no_kill_loses_a_job_or_has_it_done_twice(tmp_path: Path) -> None:
    home, chance = tmp_path / "home", random.Random(20260304)
    a_safe(home).close()
    added: list[JobId] = []
    cut_short = 0

    for _ in range(ROUNDS):
        with reopened(home) as safe:
            added += [safe.jobs.add(JobKind.DIGEST, [ids.new(NOON)]) for _ in range(JOBS_A_ROUND)]
        _killed(home, chance)
        with reopened(home) as safe:
            cut_short += _checked(safe, added)

    with reopened(home) as safe:
        while jobs := safe.jobs.claim([JobKind.DIGEST], 100):
            safe.jobs.close([job.id for job in jobs])
        assert safe.jobs.pending().get(JobKind.DIGEST, 0) == 0
        assert safe.verify() == []
    # The twin: kills did fall into the middle of the work.
    assert cut_short > 0


def _checked(safe: Safe, added: list[JobId]) -> int:
    """Each job waits or has its effect, once; returns how many wait."""
    waiting = {job.id for job in safe.jobs.next([JobKind.DIGEST], 1_000_000)}
    effects = Counter(memory.title for memory in safe.memories.list())
    for job in added:
        assert effects[str(job)] == (0 if job in waiting else 1)
    return len(waiting)


def _killed(home: Path, chance: random.Random) -> None:
    """Lets a child work for a while, and kills it after so many jobs and a bit."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert child.stdout is not None
    for _ in range(chance.randint(1, JOBS_A_ROUND)):
        child.stdout.readline()
    until = time.monotonic() + chance.random() * 0.004
    while time.monotonic() < until:  # a bit: somewhere inside the next step
        pass
    child.kill()
    child.communicate()
