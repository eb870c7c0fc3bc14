"""What every VectorIndex does, whichever stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import numpy as np
import pytest

from storage.chroma_index import ChromaIndex
from storage.flat import FlatIndex
from storage.routed import RoutedIndex
from storage.vectors import VectorIndex, Vectors

DIMENSIONS = 96


def _routed_and_filled() -> RoutedIndex:
    return _FillsItself(FlatIndex(), ChromaIndex())


class _FillsItself(RoutedIndex):
    """A host that fills the second index after every write, so that it is the one that answers."""

    def upsert(self, group: str, ids: list[UUID], vectors: Vectors) -> None:  # type: ignore[override]
        super().upsert(group, ids, vectors)
        while self.fill(500):
            pass


INDEXES: dict[str, Callable[[], VectorIndex]] = {
    "flat, exact": FlatIndex,
    "flat, packed": lambda: FlatIndex(exact_below=10),
    "chroma": ChromaIndex,
    "routed, not filled": lambda: RoutedIndex(FlatIndex(), ChromaIndex()),
    "routed, filled": _routed_and_filled,
}


@pytest.fixture(params=INDEXES, ids=lambda name: name.replace(", ", "-").replace(" ", "-"))
def index(request: pytest.FixtureRequest) -> VectorIndex:
    return INDEXES[request.param]()


def _ids(number: int, first: int = 0) -> list[UUID]:
    return [UUID(int=first + place + 1) for place in range(number)]


def _topics(number: int, seed: int = 7) -> Vectors:
    """Unit vectors around some topics, as texts are."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(max(1, number // 20), DIMENSIONS))
    raw = centres[random.integers(0, len(centres), number)] + 0.7 * random.normal(size=(number, DIMENSIONS))
    return np.asarray(raw / np.linalg.norm(raw, axis=1, keepdims=True), dtype=np.float32)


def test_an_empty_index_finds_nothing(index: VectorIndex) -> None:
    assert index.search(_topics(1)[0], 5) == []
    assert index.search(_topics(1)[0], 5, ["turn"]) == []
    assert index.held("turn") == 0


def test_nearly_all_of_the_true_nearest_are_found(index: VectorIndex) -> None:
    vectors, ids = _topics(1500), _ids(1500)
    index.upsert("turn", ids, vectors)

    found = exact = 0
    for query in vectors[:50]:
        truth = {ids[row] for row in np.argsort(-(vectors @ query))[:10]}
        found += len(truth & {id for id, _ in index.search(query, 10, ["turn"])})
        exact += len(truth)

    assert found / exact >= 0.95


def test_scores_are_cosines_best_first_and_do_not_depend_on_length(index: VectorIndex) -> None:
    vectors, ids = _topics(60), _ids(60)
    index.upsert("turn", ids, vectors)
    index.upsert("note", _ids(60, 1000), vectors * 7)

    hits = index.search(vectors[3] * 5, 60, ["turn"])
    scaled = index.search(vectors[3], 60, ["note"])

    assert hits[0][0] == ids[3]
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    truth = {id: float(vectors[row] @ vectors[3]) for row, id in enumerate(ids)}
    assert all(score == pytest.approx(truth[id], abs=0.01) for id, score in hits)
    assert [score for _, score in scaled] == pytest.approx([score for _, score in hits], abs=0.01)


def test_a_search_keeps_to_its_groups(index: VectorIndex) -> None:
    vectors = _topics(40)
    index.upsert("turn", _ids(20), vectors[:20])
    index.upsert("semantic", _ids(20, 100), vectors[20:])

    only = {id for id, _ in index.search(vectors[0], 50, ["semantic"])}
    every = {id for id, _ in index.search(vectors[0], 50)}

    assert only == set(_ids(20, 100))
    assert every == set(_ids(20)) | set(_ids(20, 100))
    assert index.search(vectors[0], 5, ["nothing"]) == []
    assert (index.held("turn"), index.held("semantic")) == (20, 20)


def test_what_is_deleted_is_not_found_from_then_on(index: VectorIndex) -> None:
    vectors, ids = _topics(300), _ids(300)
    index.upsert("turn", ids, vectors)
    gone = ids[::3]

    index.delete([*gone, UUID(int=999_999)])

    left = {id for id, _ in index.search(vectors[0], 300, ["turn"])}
    assert left == set(ids) - set(gone)
    assert index.held("turn") == len(left)


def test_upserting_again_puts_the_new_vector_in_place_of_the_old_one(index: VectorIndex) -> None:
    vectors, ids = _topics(30), _ids(30)
    index.upsert("turn", ids, vectors)

    index.upsert("turn", [ids[4]], -vectors[4:5])

    assert index.held("turn") == 30
    ((id, score),) = index.search(-vectors[4], 1, ["turn"])
    assert id == ids[4]
    assert score == pytest.approx(1.0, abs=0.01)


def test_rows_written_one_by_one_and_all_at_once_answer_alike(index: VectorIndex) -> None:
    vectors, ids = _topics(80), _ids(80)
    for id, vector in zip(ids[:40], vectors[:40], strict=True):
        index.upsert("turn", [id], vector.reshape(1, -1))
    index.upsert("turn", ids[40:], vectors[40:])

    assert {id for id, _ in index.search(vectors[9], 80, ["turn"])} == set(ids)
    assert index.search(vectors[9], 1)[0][0] == ids[9]


def test_a_cleared_index_holds_nothing_and_can_be_used_again(index: VectorIndex) -> None:
    vectors, ids = _topics(10), _ids(10)
    index.upsert("turn", ids, vectors)

    index.clear()

    assert index.search(vectors[0], 5) == []
    assert index.held("turn") == 0
    index.upsert("turn", ids, vectors)
    assert index.search(vectors[0], 1)[0][0] == ids[0]


def test_two_chroma_indexes_of_one_process_do_not_see_each_other() -> None:
    one, other = ChromaIndex(), ChromaIndex()

    one.upsert("turn", _ids(5), _topics(5))

    assert other.search(_topics(5)[0], 5) == []
    assert other.held("turn") == 0


def test_chroma_takes_no_more_than_its_cap() -> None:
    index = ChromaIndex(cap=10)

    index.upsert("turn", _ids(25), _topics(25))

    assert index.held("turn") == 10
