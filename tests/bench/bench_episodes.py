"""How well days are cut into episodes: `python -m tests.bench.bench_episodes`, with MiniLM where it is in the cache."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from agents import episodes, stretches
from agents.models import catalog
from agents.models.onnx_embedder import OnnxEmbedder
from agents.topics import Topics
from storage.model import Frame, Observation
from tests import factories_days as days

TUNED, UNTUNED = range(20), range(100, 120)
Cut = Callable[[Sequence[Frame]], Sequence[Sequence[Observation]]]


def scored(cut: Cut, drawn: Sequence[days.Day]) -> tuple[days.Score, float]:
    """The score of a way to cut, and its CPU milliseconds a frame."""
    score, began = days.Score(), time.process_time()
    for day in drawn:
        score.add(day, ([one.id for one in episode] for episode in cut(day.frames)))
    return score, 1000 * (time.process_time() - began) / sum(len(day.frames) for day in drawn)


def main() -> None:
    """Prints a row for each way and each set of days."""
    name = catalog.MINILM
    embedder = OnnxEmbedder(catalog.folder(catalog.cache_folder(), name), name)
    ways: dict[str, Cut] = {
        "at each app or title": stretches.cut,
        "by words": lambda frames: episodes.cut(frames, Topics()),
        "by words and MiniLM": lambda frames: episodes.cut(frames, Topics(embedder)),
    }
    sets = {
        "tuned": [days.day(seed) for seed in TUNED],
        "untuned": [days.day(seed, days.UNTUNED, days.UNTUNED_LOOKS) for seed in UNTUNED],
    }
    for of, drawn in sets.items():
        for way, cut in ways.items():
            score, cost = scored(cut, drawn)
            sys.stdout.write(
                f"{of:8} {way:22} F1 {score.f1:.3f} P {score.hits / score.found:.3f} R {score.hits / score.true:.3f} "
                f"WindowDiff {score.window_diff:.3f} {cost:.2f} ms a frame\n"
            )


if __name__ == "__main__":
    main()
