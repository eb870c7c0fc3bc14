"""Memories changed by hand, of the fake and of the real one over a safe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.interfaces import IncomingMemory, Listing, Reverie
from tests.contract.test_reverie import MAKERS, NO_EMBEDDER, NOON, REFUSALS


@pytest.fixture(params=["fake", pytest.param("house", marks=NO_EMBEDDER)])
def reverie(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reverie]:
    """An unlocked Reverie that knows nothing yet."""
    with MAKERS[request.param](tmp_path) as made:
        yield made


def a_fact(reverie: Reverie, name: str, summary: str) -> UUID:
    """Keeps a fact."""
    item = IncomingMemory("semantic", {"name": name, "summary": summary}, valid_from=NOON)
    return reverie.import_memories([item]).ids[0]


def listed(reverie: Reverie) -> set[UUID]:
    """The facts that hold."""
    return {row.id for row in reverie.list_memories(Listing("semantic")).rows}


def test_a_field_is_written_anew_and_what_stood_there_is_history(reverie: Reverie) -> None:
    id = a_fact(reverie, "Ferry", "Leaves from pier 6")

    edited = reverie.edit_memory(id, {"summary": "Leaves from pier 9"})

    assert edited.id == id
    assert (edited.body["name"], edited.body["summary"]) == ("Ferry", "Leaves from pier 9")
    (step,) = reverie.history(id)
    assert (step.author, step.body["summary"]) == ("user", "Leaves from pier 6")
    assert reverie.undo(id).body["summary"] == "Leaves from pier 6"


def test_an_edit_that_changes_nothing_is_no_step(reverie: Reverie) -> None:
    id = a_fact(reverie, "Ferry", "Leaves from pier 6")

    reverie.edit_memory(id, {"summary": "Leaves from pier 6"})

    assert reverie.history(id) == []


def test_a_new_name_is_found_in_lists(reverie: Reverie) -> None:
    id = a_fact(reverie, "Fery", "Leaves from pier 6")

    reverie.edit_memory(id, {"name": "Ferry"})

    (row,) = reverie.list_memories(Listing("semantic", words="ferry")).rows
    assert row.title == "Ferry"


@pytest.mark.parametrize("body", [{"no_such": "x"}, {"summary": "My password: hunter2-Zebra!"}])
def test_what_is_not_of_the_kind_or_is_secret_is_refused(reverie: Reverie, body: dict[str, str]) -> None:
    id = a_fact(reverie, "Ferry", "Leaves from pier 6")

    with pytest.raises(REFUSALS):
        reverie.edit_memory(id, body)

    assert reverie.memory(id).body["summary"] == "Leaves from pier 6"


def test_a_sealed_value_stays_when_its_title_is_written_anew(reverie: Reverie) -> None:
    item = IncomingMemory("vault", {"caption": "Door", "secret_value": "4471-Zx9#"})
    id = reverie.import_memories([item]).ids[0]

    edited = reverie.edit_memory(id, {"caption": "Office door"})

    assert edited.has_secret
    assert edited.title == "Office door"
    with pytest.raises(REFUSALS):
        reverie.edit_memory(id, {"secret_value": "other"})


def test_history_is_not_edited(reverie: Reverie) -> None:
    before = reverie.core_set("town", "Lisbon")
    reverie.core_set("town", "Porto")

    with pytest.raises(REFUSALS):
        reverie.edit_memory(before.id, {"value": "Madrid"})


def test_a_pin_is_set_and_taken_off(reverie: Reverie) -> None:
    id = a_fact(reverie, "Ferry", "Leaves from pier 6")

    assert reverie.pin(id, True).pinned
    assert [row.id for row in reverie.list_memories(Listing("semantic", pinned=True)).rows] == [id]
    assert not reverie.pin(id, False).pinned


def test_two_memories_become_one_after_a_look_and_part_again_when_undone(reverie: Reverie) -> None:
    one = a_fact(reverie, "Ferry", "Leaves from pier 6")
    other = a_fact(reverie, "The ferry", "Costs 4 euros")
    reverie.pin(other, True)

    looked = reverie.merge_memories((one, other), dry_run=True)
    assert looked.memory is None
    assert looked.body["name"] == "Ferry"
    assert looked.body["summary"] == "Leaves from pier 6\nCosts 4 euros"
    assert listed(reverie) == {one, other}

    merged = reverie.merge_memories((one, other), {"summary": "Leaves from pier 6, costs 4 euros"}).memory
    assert merged is not None
    assert listed(reverie) == {merged.id}
    assert merged.body["summary"] == "Leaves from pier 6, costs 4 euros"
    assert merged.pinned
    assert set(merged.replaces) == {one, other}

    reverie.undo(merged.id)
    assert listed(reverie) == {one, other}


def test_what_does_not_go_together_is_refused(reverie: Reverie) -> None:
    one = a_fact(reverie, "Ferry", "Leaves from pier 6")
    kinds = [
        ("core", {"label": "town", "value": "Porto"}),
        ("vault", {"caption": "Door", "secret_value": "4471-Zx9#"}),
    ]
    others = reverie.import_memories([IncomingMemory(kind, body) for kind, body in kinds]).ids

    for ids in ((one,), (one, one), (one, others[0]), (one, others[1])):
        with pytest.raises(REFUSALS):
            reverie.merge_memories(ids)

    assert listed(reverie) == {one}


def test_a_change_is_told_word_by_word(reverie: Reverie) -> None:
    id = a_fact(reverie, "Ferry", "Leaves from pier 6 at noon")

    reverie.edit_memory(id, {"summary": "Leaves from pier 9 at noon"})
    reverie.edit_memory(id, {"name": "The ferry"})

    (latest, first) = reverie.changes(id)
    assert (first.author, first.reason, first.memory) == ("user", "edited by you", id)
    (field,) = first.fields
    assert field.name == "summary"
    assert [(piece.how, piece.text.strip()) for piece in field.pieces] == [
        ("same", "Leaves from pier"), ("removed", "6"), ("added", "9"), ("same", "at noon"),
    ]  # fmt: skip
    assert [one.name for one in latest.fields] == ["name"]
    assert reverie.changes(id, 1) == [latest]
