"""What a long life costs the whole program: unlocking, searching and asking through a real keeper and its children.

`python -m tests.bench.bench_house [--frames N] [--memories N] [--folder DIR]` prints one JSON document. A safe found in
DIR is used again, and measured in a copy; making one of 500,000 frames and 100,000 memories takes a quarter of an hour.
Wall is what the caller waits; CPU is that of the keeper and its children together. "Beside" are the same searches while
the keeper digests what was just kept and a moment a second is kept by another client.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import psutil

from agents.kinds import all_kinds
from agents.models import catalog
from agents.recall import Recall, Wanted
from agents.safe_shelf import SafeShelf
from app import client
from app.interfaces import Incoming, IncomingFrame, Query, Question, Reverie
from storage.clock import system_clock
from storage.flat import FlatIndex
from storage.safe import Safe
from tests.bench.made_life import Life
from tests.factories import PASSPHRASE

ASKED = 60
UNLOCKS = 3
# What is kept for the digest to have work to the end of the searches beside it, how many at a time, and how long these
# go on for at least: what was digested meanwhile shows in steps of 200 moments.
TO_DIGEST, AT_ONCE = 1500, 100
BESIDE_SECONDS = 20.0
Figures = dict[str, float]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=20_000)
    parser.add_argument("--memories", type=int, default=5_000)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    life = Life(catalog.cache_folder())
    with tempfile.TemporaryDirectory() as folder:
        home = (given.folder or Path(folder)) / "home"
        if not Safe.exists(home):
            _make(home, life, given.frames, given.memories)
        _be_alone(Path(folder))
        copy = Path(folder) / "copy"
        shutil.copytree(home, copy)
        found = _measured(copy, life)
    json.dump(found, sys.stdout, indent=1)
    sys.stdout.write("\n")


def _make(home: Path, life: Life, frames: int, memories: int) -> None:
    """With the key derivation of a real safe, and nothing that works by itself."""
    home.parent.mkdir(parents=True, exist_ok=True)
    safe, _ = Safe.create(home, PASSPHRASE, kinds=all_kinds(), clock=system_clock)
    with safe:
        life.keep(safe, frames, memories)
        safe.settings.set("digest.language_model", value=False)
        safe.settings.set("capture.at_start", value=False)


def _be_alone(folder: Path) -> None:
    """No display, and sockets and logs of our own."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "REVERIE_PASSPHRASE_FILE"):
        os.environ.pop(name, None)
    for name in ("XDG_RUNTIME_DIR", "XDG_STATE_HOME"):
        made = folder / name.lower()
        made.mkdir(mode=0o700)
        os.environ[name] = str(made)


def _measured(home: Path, life: Life) -> Figures:
    found: Figures = {}
    with Safe.unlock(home, PASSPHRASE, kinds=all_kinds(), clock=system_clock) as safe:
        counts = safe.counts()
        found |= {"frames": counts.frames, "memories": sum(counts.memories.values())}
        found |= {"vectors": counts.vectors, "bytes on disk": counts.bytes_on_disk}
        _by_words(found, safe, life)
    for number in range(UNLOCKS):
        _unlock(found, home, life, number)
    return found


def _by_words(found: Figures, safe: Safe, life: Life) -> None:
    """What a search finds before the meaning host is there."""
    recall = Recall(SafeShelf(safe, FlatIndex()), None, safe.kinds, ZoneInfo("UTC"))
    questions = _questions(life)
    costs = [_timed(lambda text=text: recall.search(Wanted(text, limit=20))) for text in questions]
    _spread(found, "words alone, in this process, wall ms", [wall for wall, _ in costs])


class _Keeper:
    """A keeper of its own process, with its children; the figures are theirs."""

    def __init__(self, home: Path) -> None:
        self.link = client.Link(home, start=True)
        self.reverie: Reverie = self.link.reverie()
        self._process = psutil.Process(self.reverie.status().pid)

    def cpu(self) -> float:
        """Seconds of CPU of all of them so far."""
        times = [one.cpu_times() for one in self._all()]
        return float(sum(one.user + one.system for one in times))

    def resident(self) -> dict[str, float]:
        """Megabytes by process."""
        return {
            one.cmdline()[-1 if one is self._process else 5]: one.memory_info().rss / 1e6
            for one in self._all()
        }

    def close(self) -> None:
        """Locks, and waits until all have gone."""
        self.reverie.lock()
        self.link.wait_until_gone()
        self.link.close()

    def _all(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)]


def _unlock(found: Figures, home: Path, life: Life, number: int) -> None:
    keeper = _Keeper(home)
    begun, cpu = time.perf_counter(), keeper.cpu()

    def note(name: str) -> None:
        found[f"{name}, wall s, {number}"] = round(time.perf_counter() - begun, 3)
        found[f"{name}, cpu s, {number}"] = round(keeper.cpu() - cpu, 3)

    try:
        keeper.reverie.unlock(PASSPHRASE.reveal())
        note("unlock to its answer")
        keeper.reverie.search(Query(life.question(random.Random(5))))
        note("unlock to the first words")
        _until(lambda: _has_meaning(keeper.reverie, life))
        note("unlock to the first by meaning")
        _until(lambda: keeper.reverie.status().meaning_ready)
        note("unlock to all by meaning")
        if number == 0:
            _ask(found, keeper, life)
            _beside(found, keeper, home, life)
    finally:
        keeper.close()


def _ask(found: Figures, keeper: _Keeper, life: Life) -> None:
    questions = _questions(life)
    asked: dict[str, Callable[[str], object]] = {
        "search": lambda text: keeper.reverie.search(Query(text)),
        "ask": lambda text: keeper.reverie.ask(Question(text, model="none")),
        "status": lambda text: keeper.reverie.status(),
    }
    for name, work in asked.items():
        cpu = keeper.cpu()
        walls = [_timed(lambda text=text, work=work: work(text))[0] for text in questions]
        found[f"{name}, cpu ms"] = round(1000 * (keeper.cpu() - cpu) / len(questions), 1)
        _spread(found, f"{name}, wall ms", walls)
    cut = sum(bool(keeper.reverie.search(Query(text)).notes) for text in questions)
    found[f"searches cut short, of {ASKED}"] = cut
    found |= {f"resident, {name}, MB": round(size, 1) for name, size in keeper.resident().items()}


def _beside(found: Figures, keeper: _Keeper, home: Path, life: Life) -> None:
    """Searches with nothing else going on, and at once the same ones beside a digest and another client's keeping."""
    questions, chance = _questions(life), random.Random(10)

    def search(name: str, seconds: float = 0.0) -> None:
        walls, until = list[float](), time.monotonic() + seconds
        while not walls or time.monotonic() < until:
            walls += [_timed(partial(keeper.reverie.search, Query(text)))[0] for text in questions]
        _spread(found, f"search {name}, wall ms", walls)

    search("alone")
    for _ in range(0, TO_DIGEST, AT_ONCE):
        keeper.reverie.keep([_moment(life, chance) for _ in range(AT_ONCE)])
    memories, cpu, begun = _memories(keeper.reverie), keeper.cpu(), time.monotonic()
    with _keeping(home, life):
        search("beside", BESIDE_SECONDS)
    minutes = (time.monotonic() - begun) / 60
    made, worked = _memories(keeper.reverie) - memories, keeper.cpu() - cpu
    found["memories made beside, a minute"] = round(made / minutes, 1)
    found["cpu of all beside, s a minute"] = round(worked / minutes, 1)
    found["jobs after the searches beside"] = keeper.reverie.status().pending_jobs
    for part in ("p50", "p95"):
        ratio = found[f"search beside, wall ms, {part}"] / found[f"search alone, wall ms, {part}"]
        found[f"search beside to alone, {part}"] = round(ratio, 2)


@contextmanager
def _keeping(home: Path, life: Life) -> Iterator[None]:
    """Another client keeps a moment a second meanwhile."""
    over, chance, link = threading.Event(), random.Random(11), client.Link(home, start=False)

    def keep() -> None:
        while not over.wait(1):
            link.reverie().keep([_moment(life, chance)])

    keeping = threading.Thread(target=keep)
    keeping.start()
    try:
        yield
    finally:
        over.set()
        keeping.join()
        link.close()


def _memories(reverie: Reverie) -> int:
    return sum(kind.memories for kind in reverie.kinds())


def _moment(life: Life, chance: random.Random) -> Incoming:
    """A screen of now, of five lines."""
    at = system_clock() - timedelta(seconds=chance.uniform(0, 3600))
    text = "\n".join(life.question(chance) for _ in range(5))
    return Incoming(frame=IncomingFrame(at, text=text, app="Writer", window_title=life.question(chance)))


def _questions(life: Life) -> list[str]:
    chance = random.Random(9)
    return [life.question(chance) for _ in range(ASKED)]


def _has_meaning(reverie: Reverie, life: Life) -> bool:
    hits = reverie.search(Query(life.question(random.Random(6)))).hits
    return any("meaning" in hit.why for hit in hits)


def _until(true: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError("The meaning host did not get ready.")
        time.sleep(0.02)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds on the clock, and of this process's CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


def _spread(found: Figures, name: str, costs: Sequence[float]) -> None:
    found[f"{name}, p50"] = round(float(np.percentile(costs, 50)), 1)
    found[f"{name}, p95"] = round(float(np.percentile(costs, 95)), 1)


if __name__ == "__main__":
    main()
