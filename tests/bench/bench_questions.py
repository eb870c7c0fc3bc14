"""What a search costs that is a question in words, in a safe of many screens: milliseconds of CPU, all threads.

`python -m tests.bench.bench_questions [--frames N] [--folder DIR]` prints one JSON document; 10,000 frames unless said
otherwise (`--frames 500000` is the full size). A fifth as many memories rest on them, and everything has a vector.
Screens are of appointments that are moved, goods and orders of them, and much else; the vectors are made of words, so
that the embedder, which has a process of its own, costs next to nothing here.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from zlib import crc32
from zoneinfo import ZoneInfo

import numpy as np

from agents.answer import Answerer
from agents.ports import Embedder, Vectors
from agents.recall import Recall, Wanted
from agents.safe_shelf import SafeShelf
from storage.flat import FlatIndex
from storage.model import Frame, Kept
from storage.safe import Safe
from tests.bench.bench_scale import made_texts, made_words
from tests.factories import NOON, a_fact, a_frame, a_safe, a_source, reopened

ZONE = ZoneInfo("UTC")
# So many things of each sort are looked at on so many screens, and asked about.
THINGS, SCREENS, ASKED = 60, 4, 20
LINES, WORDS = 18, 5
LIMIT = 50
AT_ONCE = 200


class WordVectors(Embedder):
    """The sum of a vector for each word: texts with the same words are near each other."""

    name = "made-up"
    dimensions = 384

    def __init__(self) -> None:
        self._table = np.random.default_rng(7).normal(size=(8192, self.dimensions)).astype(np.float32)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A unit vector of each."""
        places = ([crc32(word.encode()) % len(self._table) for word in text.split()] for text in texts)
        rows = np.stack([self._table[row or [0]].sum(axis=0) for row in places])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as made:
        home, embedder = Path(made) / "home", WordVectors()
        with a_safe(home) as safe:
            _fill(safe, given.frames, embedder)
        with reopened(home) as safe:
            figures = _measured(safe, embedder)
    json.dump({str(given.frames): figures}, sys.stdout, indent=1)
    sys.stdout.write("\n")


def _fill(safe: Safe, number: int, embedder: Embedder) -> None:
    chance = random.Random(1)
    screens = [*_of_things(chance)]
    text = made_texts(chance)
    while len(screens) < number:
        screens.append(("Writer", text(3), _page(text, [f"{text(2)} 14:{chance.randint(10, 59)}"])))
    chance.shuffle(screens)
    for start in range(0, number, AT_ONCE):
        frames = [_frame(at, *screens[at]) for at in range(start, min(number, start + AT_ONCE))]
        safe.observations.keep([Kept(one) for one in frames], digest=False)
        facts = [a_fact(one.window_title, text(20), a_source(one), time=one.time) for one in frames[::5]]
        safe.memories.apply(facts)
    while safe.search.merge_some():
        pass
    while missing := safe.vectors.missing(embedder.name, 2000):
        vectors = embedder.embed([of for _, _, of in missing])
        safe.vectors.put(
            embedder.name, [owner for owner, _, _ in missing], [group for _, group, _ in missing], vectors
        )


def _frame(at: int, app: str, title: str, text: str) -> Frame:
    return a_frame(text, NOON + timedelta(minutes=at), app=app, window_title=title, words=())


def _of_things(chance: random.Random) -> list[tuple[str, str, str]]:
    """The app, title and text of screens that set things to a time, and of goods, their prices and orders."""
    text, found = made_texts(chance), list[tuple[str, str, str]]()
    for at in range(THINGS):
        for again in range(SCREENS):
            verb, day = "now" if again else "set for", f"Monday {again + 10} May"
            said = f"The {_plan(at)} is {verb} {day} at 9:{at % 50 + 10}, room Teal."
            found.append(("Mail", f"Re: {_plan(at)}", _page(text, [said])))
            price = f"{at + 12}.50 EUR"
            found.append(("Browser", f"{_goods(at)} - Loom Street", _page(text, [_goods(at), price])))
        told = ["Thank you, your order is confirmed", f"{_goods(at)} x 1", f"Total {price}"]
        found.append(("Browser", "Order confirmed - Loom Street", _page(text, told)))
    return found


def _page(text: Callable[[int], str], said: Sequence[str]) -> str:
    return "\n".join(
        [*(text(WORDS) for _ in range(LINES // 2)), *said, *(text(WORDS) for _ in range(LINES // 2))]
    )


def _plan(at: int) -> str:
    names = made_words()
    return f"{names[900 + at]} {names[1100 + at]} {('meeting', 'survey', 'count', 'talk')[at % 4]}"


def _goods(at: int) -> str:
    names = made_words()
    return f"{names[1300 + at]} {names[1500 + at]}"


def _measured(safe: Safe, embedder: Embedder) -> dict[str, float]:
    index = FlatIndex()
    for part in safe.vectors.load(embedder.name):
        index.load(part)
    recall = Recall(SafeShelf(safe, index), embedder, safe.kinds, ZONE)
    searching = Answerer(recall, safe.kinds, ZONE)
    now = NOON + timedelta(days=400)

    def cost(asked: str) -> float:
        start = time.process_time()
        searching.search(Wanted(asked, limit=LIMIT, now=now), recall.understand(asked, now), now)
        return 1000 * (time.process_time() - start)

    cost("Where is the first of all meetings that nobody held?")
    sorts = {
        "when or where something is": [f"Where do we meet for the {_plan(at)}?" for at in range(ASKED)],
        "what was paid": [f"How much did I pay for the {_goods(at)}?" for at in range(ASKED)],
        "anything else": [f"Which colour does the {_goods(at)} have?" for at in range(ASKED, 2 * ASKED)],
    }
    costs = {sort: [cost(one) for one in asked] for sort, asked in sorts.items()}
    typed = {"words that are no question": [cost(f"{_plan(at)} {_goods(at)}") for at in range(ASKED)]}
    together = {"every question": [one for each in costs.values() for one in each]}
    return {
        f"{sort}, p{percent} ms": round(float(np.percentile(each, percent)), 1)
        for sort, each in (together | costs | typed).items()
        for percent in (50, 95)
    }


if __name__ == "__main__":
    main()
