"""What keeping, applying, searching and comparing vectors cost, in CPU milliseconds of this process.

`python -m tests.bench.bench_storage [--frames N] [--memories N] [--vectors N]` prints one JSON document. CPU time, not
wall time: other work on the machine does not change it much.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import numpy as np

from storage import words
from storage.flat import FlatIndex
from storage.model import Filter, Kept, ObservationType
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_frame, a_safe, a_source, a_turn

_PICTURE = bytes(110_000)
_QUESTIONS = 60


class Figures:
    """Named figures, in the order they were measured."""

    def __init__(self) -> None:
        self.found: dict[str, float] = {}

    @contextmanager
    def each(self, name: str, number: int) -> Iterator[None]:
        """Milliseconds of CPU for each of `number` things done inside."""
        start = time.process_time()
        yield
        self.found[name] = round(1000 * (time.process_time() - start) / number, 4)

    def spread(self, name: str, work: Callable[[int], object], number: int) -> None:
        """Median and 95th percentile of `number` runs, in milliseconds of CPU."""
        costs = []
        for place in range(number):
            start = time.process_time()
            work(place)
            costs.append(1000 * (time.process_time() - start))
        self.found[f"{name}, p50 ms"] = round(float(np.percentile(costs, 50)), 3)
        self.found[f"{name}, p95 ms"] = round(float(np.percentile(costs, 95)), 3)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in (("frames", 20_000), ("memories", 10_000), ("vectors", 100_000)):
        parser.add_argument(f"--{name}", type=int, default=number)
    given = parser.parse_args()
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder, a_safe(Path(folder) / "home") as safe:
        _keeping(figures, safe, given.frames)
        _applying(figures, safe, given.memories)
        _searching(figures, safe)
        _around(figures, safe)
        _forgetting(figures, safe)
        figures.found["bytes on disk"] = safe.counts().bytes_on_disk
    _comparing(figures, given.vectors)
    json.dump({"sizes": vars(given), "cpu_ms": figures.found}, sys.stdout, indent=1)
    sys.stdout.write("\n")


def _vocabulary(chance: random.Random) -> Callable[[int], str]:
    """Texts of words as often as in a language (Zipf): some in every text, most seldom."""
    names = [
        f"{first}{second}" for first in ("ba", "ce", "di", "fo", "gu") for second in map(str, range(8000))
    ]
    weights = [1 / (rank + 3) for rank in range(len(names))]
    return lambda number: " ".join(chance.choices(names, weights, k=number))


def _keeping(figures: Figures, safe: Safe, number: int) -> None:
    text = _vocabulary(random.Random(1))
    frames = [a_frame(text(60), NOON + timedelta(seconds=2 * n)) for n in range(number)]
    with figures.each("keep a frame of 60 words, alone, with its picture", 200):
        for frame in frames[:200]:
            safe.observations.keep([Kept(frame, _PICTURE, _PICTURE[:8000])])
    with figures.each("keep a frame of 60 words, 100 at a time", number - 200):
        for start in range(200, number, 100):
            safe.observations.keep([Kept(frame) for frame in frames[start : start + 100]])
    with figures.each("read a frame with its words", 500):
        for frame in frames[:500]:
            safe.observations.get(frame.id)


def _applying(figures: Figures, safe: Safe, number: int) -> None:
    text = _vocabulary(random.Random(2))
    turn = a_turn()
    safe.observations.keep([Kept(turn)])
    with figures.each("apply one change at a time", 200):
        for place in range(200):
            safe.memories.apply([a_fact(f"fact {place}", text(25), a_source(turn))])
    with figures.each("apply a change, 50 at a time", number):
        for start in range(0, number, 50):
            safe.memories.apply([a_fact(f"fact {start} {n}", text(25), a_source(turn)) for n in range(50)])
    with figures.each("list 200 memories", 10):
        for place in range(10):
            safe.memories.list("semantic", limit=200, offset=place * 200)


def _searching(figures: Figures, safe: Safe) -> None:
    text = _vocabulary(random.Random(3))
    questions = [words.terms(text(6)) for _ in range(_QUESTIONS)]
    rare = [["ba7000", f"fo{7000 + n}"] for n in range(_QUESTIONS)]
    recent = Filter(since=NOON + timedelta(hours=1), types=(ObservationType.FRAME,))
    figures.spread(
        "search frames, 6 words", lambda n: safe.search.observations(questions[n], Filter()), _QUESTIONS
    )
    figures.spread(
        "search frames, 6 words, a range",
        lambda n: safe.search.observations(questions[n], recent),
        _QUESTIONS,
    )
    figures.spread(
        "search frames, rare words", lambda n: safe.search.observations(rare[n], Filter()), _QUESTIONS
    )
    figures.spread(
        "search memories, 6 words", lambda n: safe.search.memories(questions[n], Filter()), _QUESTIONS
    )


def _around(figures: Figures, safe: Safe) -> None:
    """What a question asks of the observations beside searching: the names there are, and neighbours."""
    ids = [frame.id for frame in safe.observations.frames(None, None, limit=_QUESTIONS * 60)]
    figures.spread(
        "the speakers and apps", lambda _: (safe.observations.speakers(), safe.observations.apps()), 20
    )
    figures.spread(
        "the neighbours of 60 frames",
        lambda n: safe.observations.neighbours(ids[n * 60 : n * 60 + 60]),
        min(20, len(ids) // 60),
    )


def _forgetting(figures: Figures, safe: Safe) -> None:
    frames = safe.observations.frames(None, None, limit=400)
    with figures.each("forget one frame of 400", 400):
        safe.forgetting.forget(ids=[frame.id for frame in frames])


def _comparing(figures: Figures, number: int) -> None:
    """Vectors around 4,000 topics, 384 dimensions, as MiniLM's."""
    chance = np.random.default_rng(4)
    centres = chance.normal(size=(4000, 384)).astype(np.float32)
    raw = centres[chance.integers(0, 4000, number)] + 0.7 * chance.normal(size=(number, 384)).astype(
        np.float32
    )
    unit = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    ids = [UUID(int=n + 1) for n in range(number)]
    index = FlatIndex()
    with figures.each("flat: take in a vector", number):
        for start in range(0, number, 2000):
            index.upsert("frame", ids[start : start + 2000], unit[start : start + 2000])
    figures.spread("flat: the ten nearest", lambda n: index.search(unit[n], 10), 100)
    found = 0
    for query in unit[:100]:
        truth = {ids[row] for row in np.argpartition(-(unit @ query), 10)[:10]}
        found += len(truth & {id for id, _ in index.search(query, 10)})
    figures.found["flat: recall at 10"] = found / 1000


if __name__ == "__main__":
    main()
