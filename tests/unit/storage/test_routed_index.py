"""The second index answers for a group only once it holds all of it."""

from __future__ import annotations

import os
from uuid import UUID

import numpy as np

from storage import chroma_index
from storage.chroma_index import ChromaIndex
from storage.flat import FlatIndex
from storage.packs import packed
from storage.routed import CAP, RoutedIndex
from storage.vectors import Vectors

VECTORS = np.eye(8, dtype=np.float32)
IDS = [UUID(int=number + 1) for number in range(8)]

# Where Flat takes over; filling Chroma up to there takes a while.
BORDER = CAP if os.environ.get("PROVE") else 1000


class CountingIndex(FlatIndex):
    """An index that says how often it was asked."""

    asked = 0

    def search(self, vector, k, groups=()):  # type: ignore[no-untyped-def]
        self.asked += 1
        return super().search(vector, k, groups)


def _routed(cap: int = 100) -> tuple[RoutedIndex, CountingIndex]:
    second = CountingIndex()
    return RoutedIndex(FlatIndex(), second, cap), second


def test_flat_answers_until_the_second_index_is_filled() -> None:
    index, second = _routed()
    index.upsert("turn", IDS, VECTORS)

    before = index.search(VECTORS[2], 1, ["turn"])
    assert (before[0][0], second.asked) == (IDS[2], 0)

    assert index.fill(5) is True
    assert index.search(VECTORS[2], 1, ["turn"])[0][0] == IDS[2]
    assert second.asked == 0

    assert index.fill(5) is False
    assert index.search(VECTORS[2], 1, ["turn"])[0][0] == IDS[2]
    assert second.asked == 1


def test_a_new_row_sends_questions_back_to_flat_until_it_is_filled_in() -> None:
    index, second = _routed()
    index.upsert("turn", IDS[:7], VECTORS[:7])
    while index.fill():
        pass

    index.upsert("turn", IDS[7:], VECTORS[7:])

    assert index.search(VECTORS[7], 1, ["turn"])[0][0] == IDS[7]
    assert second.asked == 0


def test_each_group_is_answered_by_the_index_that_holds_all_of_it() -> None:
    index, second = _routed()
    index.upsert("semantic", IDS[:3], VECTORS[:3])
    while index.fill():
        pass
    index.upsert("turn", IDS[3:], VECTORS[3:])

    found = index.search(VECTORS[0] + VECTORS[4], 2, ["semantic", "turn"])

    assert {id for id, _ in found} == {IDS[0], IDS[4]}
    assert second.asked == 1
    assert not index.complete("turn")


def test_groups_that_are_flat_only_are_never_given_to_the_second_index() -> None:
    second = CountingIndex()
    index = RoutedIndex(FlatIndex(), second, flat_only=frozenset({"turn"}))
    index.upsert("turn", IDS, VECTORS)

    filled = index.fill()
    found = index.search(VECTORS[2], 1, ["turn"])

    assert not filled
    assert found[0][0] == IDS[2]
    assert (second.held("turn"), second.asked) == (0, 0)


def test_a_group_beyond_the_cap_stays_with_flat() -> None:
    index, second = _routed(cap=5)
    index.upsert("frame", IDS, VECTORS)

    assert index.fill() is False
    assert not index.complete("frame")
    assert index.search(VECTORS[1], 1, ["frame"])[0][0] == IDS[1]
    assert second.asked == 0


def test_a_row_deleted_while_it_waits_is_never_filled_in() -> None:
    index, second = _routed()
    index.upsert("turn", IDS, VECTORS)

    index.delete(IDS[:2])
    while index.fill():
        pass

    assert second.held("turn") == index.held("turn") == 6
    assert IDS[0] not in {id for id, _ in index.search(VECTORS[0], 8)}


def _many(number: int) -> tuple[list[UUID], Vectors]:
    made = np.random.default_rng(3).normal(size=(number, 16)).astype(np.float32)
    return [UUID(int=place + 1) for place in range(number)], made


def _counted_chroma(cap: int) -> tuple[ChromaIndex, list[str]]:
    """A real Chroma, and the groups it was asked about."""
    chroma, asked = ChromaIndex(cap), list[str]()
    search = chroma.search

    def noted(vector: Vectors, k: int, groups: tuple[str, ...] = ()) -> list[tuple[UUID, float]]:
        asked.extend(groups)
        return search(vector, k, groups)

    chroma.search = noted  # type: ignore[method-assign,assignment]
    return chroma, asked


def test_flat_takes_over_where_the_documents_say() -> None:
    assert CAP == chroma_index.CAP == 20_000


def test_at_the_border_chroma_answers_and_one_beyond_it_flat_does() -> None:
    chroma, asked = _counted_chroma(BORDER)
    index = RoutedIndex(FlatIndex(), chroma, BORDER)
    ids, vectors = _many(BORDER + 1)
    index.upsert("semantic", ids[:BORDER], vectors[:BORDER])
    while index.fill(500):
        pass

    at_the_border = index.search(vectors[7], 1, ["semantic"])
    assert (index.complete("semantic"), at_the_border[0][0], asked) == (True, ids[7], ["semantic"])

    index.upsert("semantic", ids[BORDER:], vectors[BORDER:])
    while index.fill(500):
        pass
    asked.clear()

    beyond = index.search(vectors[BORDER], 1, ["semantic"])
    assert (index.complete("semantic"), beyond[0][0], asked) == (False, ids[BORDER], [])
    assert index.held("semantic") == BORDER + 1


def test_a_kind_beyond_the_border_at_the_unlock_is_never_given_to_chroma() -> None:
    chroma, asked = _counted_chroma(BORDER)
    index = RoutedIndex(FlatIndex(), chroma, BORDER)
    ids, vectors = _many(BORDER + 1)
    index.reserve("semantic", BORDER + 1, 16)
    index.reserve("episodic", BORDER, 16)
    index.load(packed("semantic", [id.bytes for id in ids], vectors))
    index.load(packed("episodic", [id.bytes for id in ids[:10]], vectors[:10]))
    while index.fill(500):
        pass

    assert (chroma.held("semantic"), chroma.held("episodic")) == (0, 10)
    index.search(vectors[3], 1, ["semantic", "episodic"])
    assert asked == ["episodic"]
