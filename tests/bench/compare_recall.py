"""Recall beside other ways to search the same dialogues: one run, the same texts, the same embedder.

`python -m tests.bench.compare_recall DIALOGUES [--homes DIR]` prints a table of evidence recall over the turns of
questions of categories 1-4. The other ways:

- Chroma with MiniLM: a plain collection of the turns as "speaker: text", nearest by cosine;
- BM25 over the same turns (stems, stop words left out, speaker and date in the text);
- both by reciprocal rank fusion (Cormack et al. 2009, k = 60), and both scores scaled to 0..1 and added;
- MIRIX's way: the ten best memories of each kind by BM25, here over our memories, in
  turns from kind to kind; a memory counts as its sources.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from uuid import UUID

import chromadb
import numpy as np

from agents import fusion
from storage.model import Filter, Memory, Turn
from tests.bench import dialogues
from tests.bench.dialogues import Asked, Place
from tests.eval import evaluate
from tests.fakes.shelf import MemoryShelf

# How far each arm goes.
REACH = 50
RANKS = 60
# MIRIX asks each of its memory types for so many.
OF_EACH_KIND = 10
_TELLING = ("r@1", "r@5", "r@10", "r@20", "ndcg@10")

Scores = Mapping[str, float]
Way = Callable[[Asked], Sequence[str]]


def main(arguments: list[str]) -> None:
    """Asks every question in every way, and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dialogues", type=Path)
    parser.add_argument("--homes", type=Path)
    given = parser.parse_args(arguments)
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary:
        homes = given.homes or Path(temporary)
        for name in dialogues.names(given.dialogues):
            place = dialogues.opened(dialogues.dialogue(given.dialogues, name, homes))
            asked = [
                one
                for one in dialogues.of_dialogue(place, given.dialogues)
                if one.category != dialogues.ADVERSARIAL
            ]
            for way, ranked in ways(place).items():
                rows[way] += [dialogues.of_ranking(one, ranked(one)) for one in asked]
            place.safe.close()
    for line in _lines(rows):
        sys.stdout.write(line + "\n")


def ways(place: Place) -> dict[str, Way]:
    """Each way to search a digested dialogue, by its name."""
    turns = [
        turn
        for thread, *_ in place.safe.observations.threads()
        for turn in place.safe.observations.turns(thread)
    ]
    near, words = _by_chroma(place, turns), _by_words(turns)
    return {
        "Chroma with MiniLM": lambda asked: _best(near(asked)),
        "BM25": lambda asked: _best(words(asked)),
        "both, reciprocal rank fusion": lambda asked: _best(_by_ranks(near(asked), words(asked))),
        "both, scaled and added": lambda asked: _best(_added(near(asked), words(asked))),
        "MIRIX's way over our memories": _by_kinds(place),
        "Reverie, untrained": _by_recall(place, fusion.UNTRAINED),
        "Reverie, shipped": _by_recall(place, fusion.SHIPPED),
    }


def _by_recall(place: Place, name: str) -> Way:
    recall = place.recall(lambda: fusion.weights(name))
    return lambda asked: dialogues.observed(recall.best(asked.wanted, asked.items, asked.parsed))


def _by_chroma(place: Place, turns: Sequence[Turn]) -> Callable[[Asked], Scores]:
    client = chromadb.EphemeralClient()
    held = client.get_or_create_collection(
        place.name, metadata={"hnsw:space": "cosine"}, embedding_function=None
    )
    vectors = place.embedder.embed([f"{turn.speaker}: {turn.text}" for turn in turns])
    held.add(ids=[turn.external_id for turn in turns], embeddings=[np.asarray(row) for row in vectors])

    def near(asked: Asked) -> Scores:
        found = held.query(query_embeddings=list(place.embedder.embed([asked.parsed.text])), n_results=REACH)
        return {id: 1.0 - far for id, far in zip(found["ids"][0], found["distances"][0], strict=True)}

    return near


def _by_words(turns: Sequence[Turn]) -> Callable[[Asked], Scores]:
    shelf = MemoryShelf(turns)

    def words(asked: Asked) -> Scores:
        hits = shelf.words_in_observations(asked.parsed.text, Filter(), REACH)
        return {shelf.rows[hit.id].external_id: hit.score for hit in hits}

    return words


def _by_kinds(place: Place) -> Way:
    """The ten best of each kind, each in turn; a memory shows its sources."""
    kept = [memory for kind in place.safe.kinds for memory in place.safe.memories.list(kind)]
    shelf = MemoryShelf((), kept)

    def ranked(asked: Asked) -> Sequence[str]:
        columns = [
            [
                hit.id
                for hit in shelf.words_in_memories(asked.parsed.text, Filter(kinds=(kind,)), OF_EACH_KIND)
            ]
            for kind in place.safe.kinds
        ]
        return list(chain.from_iterable(_sources(shelf.kept, id) for id in _in_turns(columns)))

    return ranked


def _in_turns(columns: Sequence[Sequence[UUID]]) -> Iterator[UUID]:
    return (id for row in zip_longest(*columns) for id in row if id is not None)


def _sources(kept: Mapping[UUID, Memory], id: UUID) -> list[str]:
    return [source.external_id for source in kept[id].sources]


def _by_ranks(*arms: Scores) -> Scores:
    total: dict[str, float] = defaultdict(float)
    for arm in arms:
        for rank, id in enumerate(_best(arm), start=1):
            total[id] += 1 / (RANKS + rank)
    return total


def _added(*arms: Scores) -> Scores:
    total: dict[str, float] = defaultdict(float)
    for arm in arms:
        least, most = min(arm.values(), default=0.0), max(arm.values(), default=0.0)
        for id, score in arm.items():
            total[id] += (score - least) / (most - least) if most > least else 1.0
    return total


def _best(scores: Scores) -> list[str]:
    return sorted(scores, key=lambda id: -scores[id])


def _lines(rows: Mapping[str, list[dict[str, float]]]) -> Iterator[str]:
    yield "| way | n | R@1 | R@5 | R@10 | R@20 | nDCG@10 |\n|---|---|---|---|---|---|---|"
    for way, scored in rows.items():
        mean = evaluate.mean(scored)
        yield (
            f"| {way} | {len(scored)} | " + " | ".join(f"{100 * mean[name]:.1f}" for name in _TELLING) + " |"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
