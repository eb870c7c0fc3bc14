"""What a safe costs as it grows: the same work encrypted and as plain SQLite, in one run, as figures and ratios.

`python -m tests.bench.bench_scale [--rows N ...] [--folder DIR]` prints one JSON document; rows are 1,000 and 100,000
unless said otherwise (`--rows 1000000` takes about half an hour and 6 GB of disk). A tenth as many memories
stand beside the rows, and everything has a vector. Figures are CPU of this process, all threads; wall where it says so.
Set OMP_NUM_THREADS=1: so does the keeper for the process that holds the vectors.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from sqlcipher3 import dbapi2 as sqlcipher

from agents.recall import Wanted
from agents.safe_shelf import SafeShelf
from agents.verbatim import Verbatim
from storage import words
from storage.flat import FlatIndex
from storage.keys import KdfCost
from storage.model import Filter, Kept
from storage.packs import of_rows
from storage.safe import Safe
from storage.vectors import Vectors
from tests.factories import NOON, PASSPHRASE, a_fact, a_safe, a_source, a_turn, reopened

MODEL = "made-up"
DIMENSIONS = 384
QUESTIONS = 60


class Figures(dict[str, float]):
    """Named figures, in the order they were measured; each is told at once, for whoever watches a long run."""

    def __setitem__(self, name: str, value: float) -> None:
        sys.stderr.write(f"{name}: {value}\n")
        sys.stderr.flush()
        super().__setitem__(name, value)


class _Plain(sqlcipher.Connection):  # type: ignore[misc]  # the library ships no types
    """A connection that is given a key and does not use it: SQLite as it is without encryption."""

    def set_key(self, key: str) -> None:
        """Leaves the file in clear."""


@contextmanager
def _unencrypted() -> Iterator[None]:
    connect = sqlcipher.connect
    sqlcipher.connect = functools.partial(connect, factory=_Plain)
    try:
        yield
    finally:
        sqlcipher.connect = connect


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    # What is loaded once belongs to no figure.
    _measured(100, given.folder, nullcontext)
    compared: dict[str, object] = {str(rows): _compared(rows, given.folder) for rows in given.rows}
    compared["argon2id"] = {"guess of the default cost, cpu s": _guess()}
    json.dump(compared, sys.stdout, indent=1)
    sys.stdout.write("\n")


def _compared(rows: int, folder: Path | None) -> dict[str, dict[str, float]]:
    encrypted = _measured(rows, folder, nullcontext)
    plain = _measured(rows, folder, _unencrypted)
    ratios = {name: round(encrypted[name] / plain[name], 2) for name in plain if plain[name]}
    return {"encrypted": encrypted, "plain": plain, "ratio": ratios}


def _measured(rows: int, folder: Path | None, manner: Callable[[], object]) -> Figures:
    found = Figures()
    with manner(), tempfile.TemporaryDirectory(dir=folder) as made:  # type: ignore[attr-defined]
        home = Path(made) / "home"
        with a_safe(home) as safe:
            _insert(found, safe, rows)
            _commit(found, safe)
            _embed(found, safe)
            with _each(found, "bring the words together, s", 1000):
                while safe.search.merge_some():
                    pass
        in_clear = _begins(home / "main.db") == b"SQLite"
        assert in_clear is (manner is _unencrypted), "the wrong database was measured"
        _unlock(found, home)
        with reopened(home) as safe:
            _by_words(found, safe)
            _at_every_key(found, safe)
            _by_meaning(found, safe)
            _forget(found, safe)
            _back_up(found, safe, Path(made) / "backup")
            found["bytes on disk"] = safe.counts().bytes_on_disk
    return found


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(6)


def _insert(found: Figures, safe: Safe, rows: int) -> None:
    text = made_texts(random.Random(1))
    turn = a_turn("the one all facts rest on")
    safe.observations.keep([Kept(turn)], digest=False)
    with _each(found, "insert a turn of 20 words, 100 at a time, ms", rows):
        for start in range(0, rows, 100):
            part = [a_turn(text(20), NOON + timedelta(seconds=start + n)) for n in range(100)]
            safe.observations.keep([Kept(one) for one in part], digest=False)
    memories = rows // 10
    with _each(found, "insert a memory of 20 words, 50 at a time, ms", memories):
        for start in range(0, memories, 50):
            facts = [a_fact(f"fact {start + n}", text(20), a_source(turn)) for n in range(50)]
            safe.memories.apply(facts)


def _commit(found: Figures, safe: Safe) -> None:
    text = made_texts(random.Random(2))
    wall = time.perf_counter()
    with _each(found, "keep one turn and commit, ms", 200):
        for n in range(200):
            safe.observations.keep(
                [Kept(a_turn(text(20), NOON + timedelta(days=400, seconds=n)))], digest=False
            )
    found["keep one turn and commit, wall ms"] = round(5 * (time.perf_counter() - wall), 3)


def _embed(found: Figures, safe: Safe) -> None:
    """Vectors around 4,000 topics, made as they are wanted."""
    chance, cost, number = np.random.default_rng(4), 0.0, 0
    centres = chance.normal(size=(4000, DIMENSIONS)).astype(np.float32)
    while missing := safe.vectors.missing(MODEL, 2000):
        made = _topical(chance, centres, len(missing))
        start = time.process_time()
        safe.vectors.put(MODEL, [owner for owner, _, _ in missing], [group for _, group, _ in missing], made)
        cost, number = cost + time.process_time() - start, number + len(missing)
    found["keep a vector, 2,000 at a time, ms"] = round(1000 * cost / max(1, number), 4)


def _unlock(found: Figures, home: Path) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    with reopened(home) as safe:
        safe.search.memories(["ba17"], Filter())
        found["unlock and first words, without Argon2id, ms"] = round(1000 * (time.process_time() - cpu), 2)
        found["unlock and first words, without Argon2id, wall ms"] = round(
            1000 * (time.perf_counter() - wall), 2
        )


def _by_words(found: Figures, safe: Safe) -> None:
    text, names = made_texts(random.Random(3)), made_words()
    asked: dict[str, Callable[[int], Sequence[str]]] = {
        "six words": lambda n: words.terms(text(6)),
        "one rare word": lambda n: [names[20_000 + n]],
        "one middling word": lambda n: [names[700 + n]],
        "one very common word": lambda n: [names[n % 5]],
        "a common and a rare word": lambda n: [names[n % 5], names[9000 + n]],
    }
    for name, question in asked.items():
        terms = [question(n) for n in range(QUESTIONS)]
        _spread(found, f"words, {name}", lambda n, terms=terms: safe.search.observations(terms[n], Filter()))
        stopped = sum(not safe.search.observations(one, Filter()).complete for one in terms)
        found[f"words, {name}, stopped of {QUESTIONS}"] = stopped
    day = Filter(since=NOON, until=NOON + timedelta(hours=2))
    terms = [words.terms(text(6)) for _ in range(QUESTIONS)]
    _spread(found, "words, six of two hours", lambda n: safe.search.observations(terms[n], day))
    _spread(found, "words, six in memories", lambda n: safe.search.memories(terms[n], Filter()))


def _at_every_key(found: Figures, safe: Safe) -> None:
    """Searches that are being typed, asked anew at each of their keys, as the recall overlay does."""
    text, chance = made_texts(random.Random(5)), random.Random(6)
    searching = Verbatim(SafeShelf(safe, FlatIndex()), safe.kinds, ZoneInfo("UTC"))
    keys = [asked[:length] for asked in (text(3) for _ in range(12)) for length in range(1, len(asked) + 1)]
    typed = chance.sample(keys, QUESTIONS)
    _spread(found, "at a key", lambda n: searching.search(Wanted(typed[n]), NOON))


def _by_meaning(found: Figures, safe: Safe) -> None:
    index = FlatIndex()
    with _each(found, "meaning: load all, s", 1000):
        for group, number in safe.vectors.counts(MODEL).items():
            index.reserve(group, number, DIMENSIONS)
        for part in safe.vectors.load(MODEL):
            index.load(part)
    arrays = [array for group in index._groups.values() for array in group._arrays()]
    found["meaning: memory, MB"] = round(sum(array.nbytes for array in arrays) / 1e6, 1)
    chance = np.random.default_rng(5)
    queries, truth = _truth(safe, chance)
    _spread(found, "meaning, ten nearest", lambda n: index.search(queries[n], 10))
    _spread(found, "meaning, two hundred nearest", lambda n: index.search(queries[n], 200))
    right = sum(
        len(exact & {id for id, _ in index.search(query, 10)})
        for query, exact in zip(queries, truth, strict=True)
    )
    found["meaning: recall at 10"] = round(right / (10 * QUESTIONS), 4)


def _truth(safe: Safe, chance: np.random.Generator) -> tuple[Vectors, list[set[UUID]]]:
    """Questions near vectors that are there, and the ten truly nearest by the rows of the table."""
    centres = np.random.default_rng(4).normal(size=(4000, DIMENSIONS)).astype(np.float32)
    queries = _topical(chance, centres, QUESTIONS)
    scores, ids = np.full((QUESTIONS, 10), -2.0, np.float32), np.empty((QUESTIONS, 10), object)
    model = safe._database.rows("SELECT id FROM model WHERE name = ?", (MODEL,))[0][0]
    after = 0
    while rows := safe._database.rows(
        "SELECT seq, owner, value FROM vector WHERE seq > ? AND model = ? ORDER BY seq LIMIT 20000",
        (after, model),
    ):
        after = rows[-1][0]
        (part,) = of_rows("", [(row[1], row[2]) for row in rows], DIMENSIONS)
        both = np.concatenate([scores, queries @ part.rows().T], axis=1)
        names = np.concatenate(
            [ids, np.tile(np.array([row[1] for row in rows], object), (QUESTIONS, 1))], axis=1
        )
        best = np.argpartition(-both, 10, axis=1)[:, :10]
        scores, ids = np.take_along_axis(both, best, 1), np.take_along_axis(names, best, 1)
    return queries, [{UUID(bytes=id) for id in row} for row in ids]


def _forget(found: Figures, safe: Safe) -> None:
    hits = safe.search.observations([made_words()[3]], Filter(), 500)
    with _each(found, "forget one turn, ms", 5):
        for hit in hits[:5]:
            safe.forgetting.forget(ids=[hit.id])
    some = [hit.id for hit in hits[5:105]]
    with _each(found, "forget a turn, 100 at once, ms", max(1, len(some))):
        safe.forgetting.forget(ids=some)


def _back_up(found: Figures, safe: Safe, target: Path) -> None:
    with _each(found, "back up, s", 1000):
        safe.backup(target)


def _guess() -> float:
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        safe, _ = Safe.create(home, PASSPHRASE, kinds={}, clock=lambda: NOON, cost=KdfCost())
        safe.close()
    return round(time.process_time() - start, 3)


def _topical(chance: np.random.Generator, centres: Vectors, number: int) -> Vectors:
    noise = 0.7 * chance.normal(size=(number, DIMENSIONS)).astype(np.float32)
    raw = centres[chance.integers(0, len(centres), number)] + noise
    return np.asarray(raw / np.linalg.norm(raw, axis=1, keepdims=True), dtype=np.float32)


@functools.cache
def made_words() -> list[str]:
    """Words that no language has, each of its own."""
    return [f"{first}{second}" for second in range(8000) for first in ("ba", "ce", "di", "fo", "gu")]


def made_texts(chance: random.Random) -> Callable[[int], str]:
    """Texts of words as often as in a language (Zipf): some in every text, most seldom."""
    names = made_words()
    total, cumulative = 0.0, []
    for rank in range(len(names)):
        total += 1 / (rank + 3)
        cumulative.append(total)
    return lambda number: " ".join(chance.choices(names, cum_weights=cumulative, k=number))


@contextmanager
def _each(found: Figures, name: str, number: int) -> Iterator[None]:
    """Milliseconds of CPU for each of `number` things done inside."""
    start = time.process_time()
    yield
    found[name] = round(1000 * (time.process_time() - start) / max(1, number), 4)


def _spread(found: Figures, name: str, work: Callable[[int], object]) -> None:
    """Median and 95th percentile of the questions, in milliseconds of CPU."""
    costs = []
    for place in range(QUESTIONS):
        start = time.process_time()
        work(place)
        costs.append(1000 * (time.process_time() - start))
    found[f"{name}, p50 ms"] = round(float(np.percentile(costs, 50)), 3)
    found[f"{name}, p95 ms"] = round(float(np.percentile(costs, 95)), 3)


if __name__ == "__main__":
    main()
