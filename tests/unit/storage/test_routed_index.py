"""The second index answers for a group only once it holds all of it."""

from __future__ import annotations

from uuid import UUID

import numpy as np

from storage.flat import FlatIndex
from storage.routed import RoutedIndex

VECTORS = np.eye(8, dtype=np.float32)
IDS = [UUID(int=number + 1) for number in range(8)]


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
