"""What a search and an answer without a model cost, in CPU milliseconds a question, over made-up talk and screens.

`python -m tests.bench.bench_recall [--turns N] [--frames N]` prints one JSON document. The plain shelf in memory, which
reads every text for every question, is part of the figures; the database is not.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from agents.answer import Answerer
from agents.recall import Recall, Wanted
from storage.model import Observation, type_of
from tests.fakes import reading
from tests.fakes.reading import HashEmbedder, at, frame, turn
from tests.fakes.shelf import MemoryShelf

WORDS = [
    f"{first}{last}"
    for first in ("kil", "bo", "har", "lam", "ten", "mar", "pol")
    for last in "abcdefghijklmnop"
]
ASKED = 50


def main(arguments: list[str]) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=3000)
    parser.add_argument("--frames", type=int, default=1000)
    sizes = parser.parse_args(arguments)
    recall = _recall(sizes.turns, sizes.frames)
    answerer = Answerer(recall, reading.kinds(), ZoneInfo("UTC"))
    now = at("2026-06-01T12:00")
    figures = {
        "turns": sizes.turns,
        "frames": sizes.frames,
        "search_ms": _each(lambda text: recall.search(Wanted(text, limit=50, now=now))),
        "answer_ms": _each(lambda text: answerer.answer(text, now=now)),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


def _recall(turns: int, frames: int) -> Recall:
    dice = random.Random(5)
    start = at("2026-01-01T08:00")
    times = [(start + timedelta(minutes=n)).strftime("%Y-%m-%dT%H:%M") for n in range(max(turns, frames))]
    things: list[Observation] = [
        turn(dice.choice(["Anna", "Ben"]), _text(dice, 18), times[n], thread=f"t{n // 40}")
        for n in range(turns)
    ]
    things += [
        frame("\n".join(_text(dice, 6) for _ in range(40)), times[n], f"Page {n}") for n in range(frames)
    ]
    shelf, embedder = MemoryShelf(things), HashEmbedder()
    for thing in things:
        shelf.vectors[thing.id] = (type_of(thing).value, embedder.embed([thing.text])[0])
    return Recall(shelf, embedder, reading.kinds(), ZoneInfo("UTC"))


def _text(dice: random.Random, length: int) -> str:
    return " ".join(dice.choices(WORDS, k=length))


def _each(work: Callable[[str], object]) -> float:
    """CPU milliseconds a question, on average over ASKED made-up ones."""
    dice = random.Random(6)
    questions = [f"When did Anna see the {_text(dice, 4)}?" for _ in range(ASKED)]
    begun = time.process_time()
    for text in questions:
        work(text)
    return round((time.process_time() - begun) / ASKED * 1000, 1)


if __name__ == "__main__":
    main(sys.argv[1:])
