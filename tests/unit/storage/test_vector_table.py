"""Vectors in the database: who still needs one, and who has lost the right to one."""

from __future__ import annotations

from uuid import UUID

import numpy as np
import pytest

from storage import ids
from storage.errors import WrongUse
from storage.flat import FlatIndex
from storage.model import Extend, Retire, Revise
from storage.safe import Safe
from storage.vectors import Vectors
from tests.factories import NOON, a_fact, a_frame, a_note, a_secret_entry, a_turn, kept, remembered

MODEL = "minilm"


def _owners(safe: Safe, model: str = MODEL) -> set[UUID]:
    return {owner for owner, _, _ in safe.vectors.missing(model, 1000)}


def _embed_all(safe: Safe, model: str = MODEL) -> None:
    missing = safe.vectors.missing(model, 1000)
    vectors = np.random.default_rng(3).normal(size=(len(missing), 16)).astype(np.float32)
    safe.vectors.put(model, [owner for owner, _, _ in missing], [group for _, group, _ in missing], vectors)


def test_everything_there_is_needs_a_vector_of_a_new_model(safe: Safe) -> None:
    frame, turn, note = a_frame("report", app="Editor"), a_turn("hello", speaker="Ana"), a_note("pot")
    kept(safe, frame, turn, note)
    fact, secret = remembered(safe, a_fact("Home", "Lisbon"), a_secret_entry("hunter2"))

    missing = {owner: (group, text) for owner, group, text in safe.vectors.missing(MODEL, 100)}

    assert missing == {
        frame.id: ("frame", "Editor report.odt\nreport"),
        turn.id: ("turn", "Ana on 4 March 2026: hello"),
        note.id: ("note", "4 March 2026: pot"),
        fact: ("semantic", "Home\nLisbon"),
        secret: ("vault", "Mail password"),
    }


def test_what_comes_later_is_missing_for_every_model(safe: Safe) -> None:
    safe.vectors.missing("one", 1)
    safe.vectors.missing("two", 1)
    turn = a_turn()
    kept(safe, turn)
    (fact,) = remembered(safe, a_fact())

    assert _owners(safe, "one") == _owners(safe, "two") == {turn.id, fact}
    assert safe.vectors.names() == ["one", "two"]

    _embed_all(safe, "one")

    assert _owners(safe, "one") == set()
    assert safe.vectors.missing_count("two") == 2


def test_vectors_come_back_by_group_to_a_250th_of_their_largest_part(safe: Safe) -> None:
    turns, note = [a_turn(f"line {n}") for n in range(7)], a_note()
    kept(safe, *turns, note)
    owners = [turn.id for turn in turns]
    vectors = np.random.default_rng(1).normal(size=(8, 16)).astype(np.float32)
    safe.vectors.put(MODEL, [*owners, note.id], ["turn"] * 7 + ["note"], vectors)

    found: dict[UUID, Vectors] = {}
    for part in safe.vectors.load(MODEL):
        assert part.group == ("note" if note.id in part.ids() else "turn")
        found.update(zip(part.ids(), part.rows(), strict=True))

    for owner, vector in zip([*owners, note.id], vectors, strict=True):
        assert found[owner] == pytest.approx(vector, abs=np.abs(vector).max() / 250)
    assert safe.vectors.counts(MODEL) == {"turn": 7, "note": 1}
    assert safe.vectors.of(MODEL, owners[:1])[owners[0]] == pytest.approx(
        vectors[0], abs=np.abs(vectors[0]).max() / 250
    )
    assert list(safe.vectors.load("unknown")) == []


def test_an_index_filled_from_the_table_finds_the_owners(safe: Safe) -> None:
    turns = [a_turn(f"line {n}") for n in range(40)]
    kept(safe, *turns)
    _embed_all(safe)
    index = FlatIndex()

    for part in safe.vectors.load(MODEL):
        index.load(part)

    owner = turns[11].id
    assert index.search(safe.vectors.of(MODEL, [owner])[owner], 1)[0][0] == owner


def test_a_changed_memory_needs_a_new_vector_and_a_past_one_none(safe: Safe) -> None:
    edited, revised, retired = remembered(safe, a_fact("a"), a_fact("b"), a_fact("c"))
    _embed_all(safe)
    body = {"name": "x", "summary": "y"}

    _, new, _ = safe.memories.apply(
        [
            Extend(edited, body, (), "more"),
            Revise(revised, body, (), NOON, "newer"),
            Retire(retired, NOON, "over"),
        ]
    )

    assert _owners(safe) == {edited, new}
    assert safe.vectors.counts(MODEL) == {"semantic": 1}  # the edited one's old vector serves meanwhile


def test_a_memory_changed_while_it_was_embedded_stays_on_the_list(safe: Safe) -> None:
    (fact,) = remembered(safe, a_fact("a"))
    (missing,) = safe.vectors.missing(MODEL, 10)
    safe.memories.apply([Extend(fact, {"name": "b", "summary": "newer"}, (), "edited meanwhile")])

    safe.vectors.put(MODEL, [missing[0]], [missing[1]], np.ones((1, 8), np.float32))

    assert [text for _, _, text in safe.vectors.missing(MODEL, 10)] == ["b\nnewer"]


def test_a_vector_that_comes_after_its_owner_was_forgotten_is_not_kept(safe: Safe) -> None:
    turn = a_turn()
    kept(safe, turn)
    safe.vectors.missing(MODEL, 10)
    safe.forgetting.forget(ids=[turn.id])

    safe.vectors.put(MODEL, [turn.id], ["turn"], np.ones((1, 8), np.float32))

    assert safe.vectors.counts(MODEL) == {}
    assert _owners(safe) == set()


def test_vectors_without_owners_are_refused(safe: Safe) -> None:
    with pytest.raises(WrongUse):
        safe.vectors.put(MODEL, [ids.new(NOON)], ["turn"], np.ones((2, 8), np.float32))
