"""Killed at any moment, nothing that was acknowledged is lost and nothing is half done.

A child keeps and applies as fast as it can and writes down each id once it was acknowledged; it is killed at a random
moment, again and again, over the same safe. `PROVE=1` kills 200 times.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from storage.ids import ObservationId
from storage.model import JobKind
from tests.factories import a_safe, reopened

ROUNDS = 200 if os.environ.get("PROVE") else 6

CHILD = """
import sys, itertools
from pathlib import Path
from storage.model import JobKind, Kept
from tests.factories import a_fact, a_frame, a_source, reopened
from tests.unit.storage.test_crashes import PICTURE

safe = reopened(Path(sys.argv[1]))
print("open", flush=True)
for number in itertools.count():
    frame = a_frame(f"screen {number} of this round", external_id=f"{sys.argv[2]}-{number}")
    (id,) = safe.observations.keep([Kept(frame, PICTURE, b"thumb")])
    print("kept", id, flush=True)
    (job,) = [job for job in safe.jobs.next([JobKind.DIGEST], 10_000) if job.subjects == (id,)]
    (memory,) = safe.memories.apply([a_fact(f"fact {id}", "x", a_source(frame))], closes=[job.id])
    print("fact", memory, flush=True)
"""
PICTURE = bytes(range(256)) * 40


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is told by its signal")
@pytest.mark.timeout(1800 if os.environ.get("PROVE") else 300)
def test_no_kill_loses_what_was_acknowledged(tmp_path: Path) -> None:
    home, chance = tmp_path / "home", random.Random(20260304)
    a_safe(home).close()
    kept: list[UUID] = []
    facts: list[UUID] = []

    for number in range(ROUNDS):
        for word, id in _until_killed(home, number, chance):
            (kept if word == "kept" else facts).append(UUID(id))

        with reopened(home) as safe:
            assert safe.verify() == []
            assert len(safe.observations.many([ObservationId(id) for id in kept])) == len(kept)
            memories = {memory.id for memory in safe.memories.list()}
            assert set(facts) <= memories
            # One job for each frame that has no fact yet; never both, never neither.
            waiting = {job.subjects[0] for job in safe.jobs.next([JobKind.DIGEST], 1_000_000)}
            digested = set(safe.memories.of_source([ObservationId(id) for id in kept]))
            assert waiting.isdisjoint(digested)
            assert set(kept) <= waiting | digested
            assert safe.observations.picture(ObservationId(kept[-1])) == PICTURE

    assert len(kept) > ROUNDS
    assert len(facts) > ROUNDS / 2


def _until_killed(home: Path, number: int, chance: random.Random) -> list[list[str]]:
    """What the child acknowledged before it was killed, after so many acknowledgements and a bit."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home), str(number)],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    lines = [child.stdout.readline() for _ in range(chance.randint(1, 25))]
    for _ in range(chance.randint(0, 200_000)):  # a bit: somewhere inside the next step
        pass
    child.kill()
    rest, _ = child.communicate()
    acknowledged = [line for line in [*lines, *rest.splitlines(keepends=True)] if line.endswith("\n")]
    return [line.split() for line in acknowledged]
