"""What a dream costs: `python -m tests.bench.bench_dream [MEMORIES]` prints seconds of a processor for each task."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from agents.dream import TASKS
from agents.kinds import rules
from app.services.dreaming import Dreaming
from storage import ids
from storage.model import Add, Frame, Kept, ObservationId
from storage.safe import Safe
from tests.factories import a_safe, a_source
from tests.fakes.clock import WoundClock

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
MODEL, DIMENSIONS = "made up", 384
NAMES = [f"{first} {last}" for first in ("Ana", "Marco", "Ida", "Tilde") for last in ("Reis", "Berg", "Lind")]
NOUNS = "kiln invoice bicycle harbour recipe passport orchard violin budget lantern greenhouse offer roof tile".split()
APPS = ("Writer", "Browser", "Mail", "Terminal", "Calendar")


def fill(safe: Safe, memories: int, seed: int = 20260304) -> None:
    """A life of so many memories: three of five are screens' events, every twentieth repeats another; with vectors."""
    chance = random.Random(seed)
    frames: list[Frame] = []
    changes: list[Add] = []
    for number in range(memories):
        at = START + timedelta(minutes=9 * number)
        app, noun, name = chance.choice(APPS), chance.choice(NOUNS), chance.choice(NAMES)
        title = f"{noun.title()} {number % 97} - {app}"
        text = f"{noun} {number} of {name} was read on this page"
        frames.append(Frame(ObservationId(ids.new(at)), at, text, app, title))
        source = a_source(frames[-1], title)
        if number % 20 == 19:
            changes.append(changes[-1 - chance.randrange(10)])
        elif number % 5 < 3:
            body = {"occurred_at": at.isoformat(), "summary": f"Worked on {title}", "event_type": "screen"}
            changes.append(Add("episodic", body, (source,), at, "seen", importance=0.3))
        else:
            body = {
                "name": f"{noun} {number}",
                "summary": f"The {noun} {number} of {name} stands in place {number % 89}",
            }
            changes.append(Add("semantic", body, (source,), at, "said"))
    safe.observations.keep([Kept(frame) for frame in frames], digest=False)
    made = [
        id for start in range(0, memories, 500) for id in safe.memories.apply(changes[start : start + 500])
    ]
    safe.jobs.close([job.id for job in safe.jobs.next(["embed"], 1000)])  # type: ignore[list-item]
    vectors = np.random.default_rng(seed).normal(size=(memories, DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    kinds = [change.kind for change in changes]
    for start in range(0, memories, 1000):
        part = slice(start, start + 1000)
        safe.vectors.put(MODEL, made[part], kinds[part], vectors[part])


def dreaming(safe: Safe, clock: WoundClock) -> Dreaming:
    """Over vectors that are there already."""
    return Dreaming(
        safe, rules(), ZoneInfo("UTC"), lambda: MODEL, lambda ids: None, clock=clock, idle=lambda: 0.0,
        on_battery=lambda: False,
    )  # fmt: skip


def main(memories: int) -> None:
    """Fills a safe and dreams over it, task by task."""
    with tempfile.TemporaryDirectory() as folder:
        clock = WoundClock(START + timedelta(minutes=9 * memories, days=3))
        with a_safe(Path(folder) / "home", clock) as safe:
            fill(safe, memories)
            made = dreaming(safe, clock)
            for round in ("first", "second"):
                for name in TASKS:
                    began, wall = time.process_time(), time.monotonic()
                    (task,) = made.dream((name,), 3600.0, None).tasks
                    spent = time.process_time() - began
                    print(  # noqa: T201 - a bench
                        f"{round:<7} {name:<9} {spent:6.2f} s CPU {time.monotonic() - wall:6.2f} s  "
                        f"{task.changes} changes, {task.links} links"
                    )
            print(f"longest between two breaths: {longest_breath(made):.2f} s CPU")  # noqa: T201 - a bench


def longest_breath(made: Dreaming) -> float:
    """How long it may take until a dream notices that somebody came back, in seconds of a processor."""
    longest = 0.0
    for task in TASKS.values():
        wishes, began = task.wishes(made._view(lambda: False)), time.process_time()
        for _ in wishes:
            longest, began = max(longest, time.process_time() - began), time.process_time()
        longest = max(longest, time.process_time() - began)
    return longest


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
