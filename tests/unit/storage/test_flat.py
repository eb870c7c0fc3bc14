"""The flat index at size: packed rows, rows that go, bulk loading, and finding rows without a dictionary."""

from __future__ import annotations

from uuid import UUID

import numpy as np
import pytest

from storage.errors import WrongUse
from storage.flat import FlatIndex
from storage.packs import Packed, halves, joined, of_rows, packed, quantised
from storage.row_finder import RowFinder
from storage.vectors import Vectors

DIMENSIONS = 128


def _ids(number: int, first: int = 0) -> list[UUID]:
    return [UUID(int=(7 << 100) + first + place + 1) for place in range(number)]


def _topics(number: int, seed: int = 11) -> Vectors:
    random = np.random.default_rng(seed)
    centres = random.normal(size=(max(1, number // 25), DIMENSIONS))
    raw = centres[random.integers(0, len(centres), number)] + 0.7 * random.normal(size=(number, DIMENSIONS))
    return np.asarray(raw / np.linalg.norm(raw, axis=1, keepdims=True), dtype=np.float32)


def _part(group: str, ids: list[UUID], vectors: Vectors) -> Packed:
    return packed(group, [id.bytes for id in ids], vectors)


def _recall(index: FlatIndex, vectors: Vectors, ids: list[UUID], left: set[UUID]) -> float:
    found = exact = 0
    for query in vectors[:60]:
        order = [ids[row] for row in np.argsort(-(vectors @ query)) if ids[row] in left][:10]
        found += len(set(order) & {id for id, _ in index.search(query, 10)})
        exact += len(order)
    return found / exact


def test_a_large_group_finds_nearly_all_of_the_true_nearest_while_rows_come_and_go() -> None:
    vectors, ids = _topics(9000), _ids(9000)
    index = FlatIndex(exact_below=2000)
    index.upsert("turn", ids[:1000], vectors[:1000])
    index.load(_part("turn", ids[1000:8000], vectors[1000:8000]))
    index.upsert("turn", ids[8000:], vectors[8000:])
    assert _recall(index, vectors, ids, set(ids)) >= 0.97

    gone = ids[::2]  # more than a fourth: the rows that are left are put together anew
    index.delete(gone)
    assert index.held("turn") == 4500
    assert _recall(index, vectors, ids, set(ids) - set(gone)) >= 0.97

    index.upsert("turn", gone[:50], vectors[::2][:50])
    assert index.held("turn") == 4550
    assert index.search(vectors[0], 1)[0][0] == ids[0]


@pytest.mark.parametrize("exact_below", [10, 5000])
def test_what_is_deleted_leaves_no_byte_in_the_arrays(exact_below: int) -> None:
    vectors, ids = _topics(300), _ids(300)
    index = FlatIndex(exact_below=exact_below)
    index.upsert("turn", ids, vectors)
    unit, (codes, _) = vectors[7].tobytes(), quantised(vectors[7:8])

    def bytes_held() -> bytes:
        return b"".join(array.tobytes() for array in index._groups["turn"]._arrays())

    marker = codes.tobytes() if exact_below == 10 else unit
    assert marker in bytes_held()
    index.delete([ids[7]])
    assert marker not in bytes_held()


def test_the_last_vector_counts_of_an_id_that_comes_twice() -> None:
    vectors, (one, two) = _topics(3), _ids(2)
    index = FlatIndex()
    index.upsert("turn", [one, two, one], vectors)

    assert index.held("turn") == 2
    ((id, score),) = index.search(vectors[2], 1)
    assert (id, score) == (one, pytest.approx(1.0, abs=1e-5))


def test_an_id_that_changes_its_group_is_in_the_new_one_only() -> None:
    vectors, ids = _topics(5), _ids(5)
    index = FlatIndex()
    index.upsert("turn", ids, vectors)
    index.upsert("semantic", ids[:1], vectors[:1])

    assert (index.held("turn"), index.held("semantic")) == (4, 1)


def test_vectors_of_another_length_are_neither_held_nor_compared() -> None:
    index = FlatIndex()
    index.upsert("turn", _ids(3), np.eye(3, 8, dtype=np.float32))
    index.upsert("turn", _ids(1, 50), np.eye(1, 16, dtype=np.float32))

    assert index.held("turn") == 3
    assert index.search(np.eye(1, 16, dtype=np.float32)[0], 3) == []
    index.delete(_ids(3))
    index.upsert("turn", _ids(1, 50), np.eye(1, 16, dtype=np.float32))
    assert index.search(np.eye(1, 16, dtype=np.float32)[0], 3) != []


def test_what_was_changed_meanwhile_is_not_brought_back_by_loading() -> None:
    vectors, ids = _topics(40), _ids(40)
    for exact_below in (10, 5000):
        index = FlatIndex(exact_below)
        index.upsert("turn", ids[:1], -vectors[:1])
        index.load(_part("turn", ids, vectors), skip=frozenset(ids[:2]))

        assert index.held("turn") == 39
        assert index.search(-vectors[0], 1)[0][1] == pytest.approx(1.0, abs=0.01)
        assert ids[1] not in {id for id, _ in index.search(vectors[1], 40)}


def test_room_made_ahead_changes_no_answer() -> None:
    vectors, ids = _topics(600), _ids(600)
    plain, ahead = FlatIndex(exact_below=200), FlatIndex(exact_below=200)
    ahead.reserve("turn", 600, DIMENSIONS)
    for index in (plain, ahead):
        for start in range(0, 600, 100):
            index.load(_part("turn", ids[start : start + 100], vectors[start : start + 100]))

    assert ahead.held("turn") == 600
    assert {id for id, _ in plain.search(vectors[3], 9)} == {id for id, _ in ahead.search(vectors[3], 9)}


def test_rows_are_found_by_their_ids_whatever_their_keys() -> None:
    finder, held = RowFinder(), halves(_ids(40_000))
    held = np.concatenate([held, held[:5] + np.uint64(0)])
    held[:5] = 0  # five ids were let go of, and came again
    some = held[[5, 39_999, 40_002, 20_000]]

    assert finder.find(some, held).tolist() == [5, 39_999, 40_002, 20_000]
    assert finder.find(halves([UUID(int=5)]), held).tolist() == [-1]

    more = np.concatenate([held, halves(_ids(10, 1_000_000))])
    assert finder.find(more[-3:], more).tolist() == [40_012, 40_013, 40_014]


def test_ids_with_one_key_are_told_apart() -> None:
    mixed = np.uint64(0x9E3779B97F4A7C15)
    with np.errstate(over="ignore"):
        same = np.array([[n, np.uint64(n) * mixed ^ np.uint64(77)] for n in range(1, 6)], dtype=np.uint64)

    assert RowFinder().find(same, same).tolist() == [0, 1, 2, 3, 4]


def test_parts_are_joined_by_group_and_form_and_hold_what_they_held() -> None:
    vectors, ids = _topics(60), _ids(60)
    raw = [id.bytes for id in ids]
    halfs = [row.astype(np.float16).tobytes() for row in vectors]
    parts = [
        *(_part("turn", ids[at : at + 10], vectors[at : at + 10]) for at in (0, 10, 20)),
        *of_rows("turn", [*zip(raw[30:40], halfs[30:40], strict=True)], vectors.shape[1]),
        *(_part("note", ids[at : at + 10], vectors[at : at + 10]) for at in (40, 50)),
    ]

    fewer = list(joined(parts, 2000))

    assert [(part.group, len(part)) for part in fewer] == [
        ("turn", 20),
        ("turn", 10),
        ("turn", 10),
        ("note", 20),
    ]
    assert [id for part in fewer for id in part.ids()] == ids
    assert np.concatenate([part.rows() for part in fewer]) == pytest.approx(vectors, abs=4e-3)


@pytest.mark.parametrize(
    "awry",
    [
        Packed("turn", bytes(15), bytes(4), bytes(8)),
        Packed("turn", bytes(32), bytes(4), bytes(16)),
        Packed("turn", bytes(32), bytes(8), bytes(15)),
        Packed("turn", bytes(32), b"", bytes(30)),
    ],
)
def test_parts_that_do_not_have_the_size_they_claim_are_refused(awry: Packed) -> None:
    with pytest.raises((WrongUse, ValueError)):
        FlatIndex().load(awry)
