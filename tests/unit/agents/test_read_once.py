"""What the searches of one question read, they read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from agents.answer import Answerer
from agents.library import Around
from agents.read_once import ReadOnce
from agents.recall import Recall, Wanted
from storage import ids
from storage.model import Memory, Observation, ObservationId
from tests.fakes import reading
from tests.fakes.reading import HashEmbedder, memory, turn
from tests.fakes.shelf import MemoryShelf
from tests.unit.agents.test_comparing import NOW, ZONE, meeting

HERON = turn("Ragna", "The heron came back to the weir.", "2026-05-11T09:00")
OTTER = turn("Ragna", "An otter sleeps under the jetty.", "2026-05-11T09:01")
NOTED = memory("Birds at the weir", "Ragna saw a heron at the weir.", HERON)


class CountingShelf(MemoryShelf):
    """A shelf that notes which ids it was asked for."""

    def __init__(self, observations: Sequence[Observation] = (), memories: Sequence[Memory] = ()) -> None:
        super().__init__(observations, memories)
        self.asked: dict[str, list[UUID]] = {"observations": [], "memories": [], "vectors": [], "around": []}

    def observations(self, ids: Sequence[UUID]) -> Sequence[Observation]:
        self.asked["observations"] += ids
        return super().observations(ids)

    def memories(self, ids: Sequence[UUID]) -> Sequence[Memory]:
        self.asked["memories"] += ids
        return super().memories(ids)

    def vectors_of(self, model: str, ids: Sequence[UUID]) -> Mapping[UUID, NDArray[np.float32]]:
        self.asked["vectors"] += ids
        return super().vectors_of(model, ids)

    def around(self, ids: Sequence[ObservationId], number: int) -> Mapping[ObservationId, Around]:
        self.asked["around"] += ids
        return super().around(ids, number)


def test_what_was_read_is_given_again_in_the_order_that_is_asked_for() -> None:
    shelf = CountingShelf([HERON, OTTER], [NOTED])
    once = ReadOnce(shelf)

    assert list(once.observations([HERON.id])) == [HERON]
    assert list(once.observations([OTTER.id, HERON.id])) == [OTTER, HERON]
    assert list(once.memories([NOTED.id, HERON.id])) == [NOTED]
    assert list(once.memories([NOTED.id])) == [NOTED]
    assert once.around([HERON.id], 1) == once.around([HERON.id], 1) == {HERON.id: ([], [OTTER])}
    assert shelf.asked["observations"] == [HERON.id, OTTER.id]
    assert shelf.asked["memories"] == [NOTED.id, HERON.id]
    assert shelf.asked["around"] == [HERON.id]


def test_neighbours_of_another_number_and_vectors_of_another_model_are_read_anew() -> None:
    shelf = CountingShelf([HERON, OTTER])
    shelf.vectors[HERON.id] = ("turn", np.ones(2, dtype=np.float32))
    once = ReadOnce(shelf)

    for number, model in ((1, "a"), (2, "a"), (2, "b")):
        once.around([HERON.id], number)
        once.vectors_of(model, [HERON.id, OTTER.id])

    assert shelf.asked["around"] == [HERON.id] * 2
    assert shelf.asked["vectors"] == [HERON.id, OTTER.id] * 2


def test_what_is_not_there_is_looked_for_once() -> None:
    shelf, nobody = CountingShelf([HERON]), ids.new(NOW)
    once = ReadOnce(shelf)

    assert list(once.observations([nobody])) == list(once.observations([nobody])) == []
    assert shelf.asked["observations"] == [nobody]


def _house(shelf: CountingShelf) -> Recall:
    embedder = HashEmbedder({"insects": "moth", "tally": "count"})
    for id, one in shelf.rows.items():
        shelf.vectors[id] = ("frame", embedder.embed([one.text])[0])
    return Recall(shelf, embedder, reading.kinds(), ZONE)


def test_a_question_that_is_searched_for_by_name_too_reads_no_screen_twice_and_the_next_question_reads_anew() -> (
    None
):
    shelf = CountingShelf(
        [
            meeting(f"{what} of the fen", f"2026-05-1{at}T09:00",
                    f"The {what.lower()} of the fen is set for Monday 18 May at {at + 9}:15, room Teal.")
            for at, what in enumerate(("Moth count", "Hay sale", "Fence day", "Ditch survey"))
        ]
    )  # fmt: skip
    recall, asked = _house(shelf), "Where do we meet for the insects tally of the fen?"
    searching, query = Answerer(recall, reading.kinds(), ZONE), Wanted(asked, now=NOW)
    parsed = recall.understand(asked, NOW)

    searching.search(query, parsed, NOW)
    read = {what: list(ids) for what, ids in shelf.asked.items()}
    searching.search(query, parsed, NOW)

    assert set(read["observations"]) >= set(shelf.rows)
    assert all(len(ids) == len(set(ids)) for ids in read.values())
    assert shelf.asked["observations"] == read["observations"] * 2
