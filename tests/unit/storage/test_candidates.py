"""Secrets found on screens wait, sealed, for the user's word: kept, turned down for good, or gone after a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from storage import ids
from storage.candidates import Candidate
from storage.errors import NotFound
from storage.ids import MemoryId
from storage.model import (
    Add,
    Author,
    BodyFields,
    Kept,
    Observation,
    ObservationType,
    Retire,
    Secret,
    Source,
    VaultCandidate,
)
from storage.safe import Safe
from tests.factories import NOON, PASSPHRASE, a_frame, a_note, a_safe, a_secret_entry, remembered, reopened
from tests.fakes.clock import WoundClock

CARD = "4929 1234 5678 9011"
WEEK = timedelta(days=7)


def _found(value: str = CARD, caption: str = "Card number") -> VaultCandidate:
    return VaultCandidate("card", caption, "Firefox", "high", Secret(value))


def _held(value: str = "Marzipan-Otter-77") -> VaultCandidate:
    return VaultCandidate(
        "credential", "Passphrase (Router)", "Firefox", "high", Secret(value), offered=False
    )


def _seen(safe: Safe, *found: VaultCandidate, on: Observation | None = None) -> Observation:
    seen = on or a_frame("Card number [card hidden]")
    safe.observations.keep([Kept(seen, candidates=found)])
    return seen


def _waiting(safe: Safe) -> Candidate:
    (candidate,) = safe.candidates.list()
    return candidate


def test_a_secret_on_a_screen_waits_and_is_no_memory_yet(safe: Safe, clock: WoundClock) -> None:
    frame = _seen(safe, _found())

    waiting = _waiting(safe)

    assert safe.memories.list("vault") == []
    assert (waiting.caption, waiting.entry_type, waiting.source) == ("Card number", "card", "Firefox")
    assert (waiting.found, waiting.expires) == (NOON, clock.now + WEEK)
    assert waiting.observation == frame.id
    assert CARD not in repr(waiting)
    assert CARD.encode() not in waiting.sealed.box


def test_an_accepted_one_is_a_memory_of_the_users_with_its_value_and_its_source(safe: Safe) -> None:
    frame = _seen(safe, _found())

    id = safe.candidates.accept(_waiting(safe).id, "Visa of the house")

    memory = safe.memories.get(id)
    assert (memory.title, memory.author, memory.reason) == (
        "Visa of the house",
        Author.USER,
        "accepted by you",
    )
    assert [source.observation for source in memory.sources] == [frame.id]
    assert safe.memories.reveal(id, PASSPHRASE).reveal() == CARD
    assert safe.candidates.list() == []
    with pytest.raises(NotFound, match="answered before"):
        safe.candidates.accept(_waiting_id(frame))


def _waiting_id(frame: Observation) -> UUID:
    return ids.new(frame.time)


def test_the_same_secret_twice_waits_once(safe: Safe) -> None:
    _seen(safe, _found())
    _seen(safe, _found(caption="Again"), _found("GB33BUKB20201555555555", "IBAN"))

    assert {candidate.caption for candidate in safe.candidates.list()} == {"Card number", "IBAN"}


def test_one_that_was_turned_down_is_not_offered_again_in_this_safe(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home") as safe:
        _seen(safe, _found())
        safe.candidates.reject(_waiting(safe).id)
        assert safe.candidates.list() == []
    with reopened(tmp_path / "home") as safe:
        _seen(safe, _found(), _found("another value"))
        assert [safe.candidates.list()[0].caption, len(safe.candidates.list())] == ["Card number", 1]
        boxes = safe._database.rows("SELECT count(*) FROM candidate")
        assert boxes == [(1,)]
    with a_safe(tmp_path / "other") as other:
        _seen(other, _found())
        assert len(other.candidates.list()) == 1


def test_what_nobody_wanted_is_gone_after_a_week_and_may_be_found_again(
    safe: Safe, clock: WoundClock
) -> None:
    _seen(safe, _found())
    clock.wind(WEEK - timedelta(seconds=1))
    assert safe.candidates.sweep() == 0
    assert len(safe.candidates.list()) == 1

    clock.wind(seconds=1)

    assert safe.candidates.list() == []
    assert safe.candidates.sweep() == 1
    assert safe._database.rows("SELECT count(*) FROM candidate") == [(0,)]
    _seen(safe, _found())
    assert len(safe.candidates.list()) == 1


def test_an_expired_one_goes_at_the_next_unlock(tmp_path: Path) -> None:
    clock = WoundClock()
    with a_safe(tmp_path, clock) as safe:
        _seen(safe, _found())
    clock.wind(WEEK)

    with reopened(tmp_path, clock) as safe:
        assert safe._database.rows("SELECT count(*) FROM candidate") == [(0,)]


def test_what_the_vault_holds_already_is_not_offered_but_gains_a_source(safe: Safe) -> None:
    (held,) = remembered(safe, a_secret_entry(CARD))

    frame = _seen(safe, _found())

    assert safe.candidates.list() == []
    assert [source.observation for source in safe.memories.get(held).sources] == [frame.id]


def test_what_the_user_wrote_themselves_is_kept_at_once(safe: Safe) -> None:
    note = _seen(safe, _found(), on=a_note("My card is [card hidden]"))

    (memory,) = safe.memories.list("vault")

    assert [source.observation for source in memory.sources] == [note.id]
    assert safe.candidates.list() == []


def test_a_candidate_goes_with_the_screen_it_was_found_on(safe: Safe) -> None:
    frame = _seen(safe, _found())

    safe.forgetting.forget(ids=[frame.id])

    assert safe.candidates.list() == []
    assert safe._database.rows("SELECT count(*) FROM candidate") == [(0,)]


def test_one_that_is_only_held_is_not_offered_and_goes_after_three_days(
    safe: Safe, clock: WoundClock
) -> None:
    frame = _seen(safe, _held())

    (held,) = safe.candidates.held()

    assert safe.candidates.list() == []
    assert (held.caption, held.observation) == ("Passphrase (Router)", frame.id)
    clock.wind(timedelta(days=2))
    _seen(safe, _held(), on=a_frame("Router [password hidden]"))
    clock.wind(timedelta(days=2))
    assert len(safe.candidates.held()) == 1  # Seen again meanwhile.
    clock.wind(timedelta(days=1))
    assert list(safe.candidates.held()) == []
    assert safe.candidates.sweep() == 1


def test_one_that_was_held_and_is_offered_now_waits_once(safe: Safe) -> None:
    _seen(safe, _held())

    _seen(safe, replace(_held(), offered=True), on=a_frame("Router [password hidden]"))

    assert len(safe.candidates.list()) == len(safe.candidates.held()) == 1


def test_what_is_taken_of_those_held_takes_the_place_of_an_entry_and_is_taken_back_as_one(safe: Safe) -> None:
    (old,) = remembered(safe, a_secret_entry("old-Otter-11"))
    frame = _seen(safe, _held())
    (held,) = safe.candidates.held()
    new = MemoryId(ids.new(NOON))
    body: BodyFields = {"caption": "Wi-Fi", "entry_type": "credential", "source": "", "sensitivity": "high"}
    added = Add("vault", body, (Source(frame.id, ObservationType.FRAME),), NOON, "told", id=new, held=held.id)

    safe.memories.apply([added, Retire(old, NOON, "told", by=new)])

    assert [memory.id for memory in safe.memories.list("vault")] == [new]
    assert safe.memories.reveal(new, PASSPHRASE).reveal() == "Marzipan-Otter-77"
    assert list(safe.candidates.held()) == []
    safe.memories.undo(new)
    assert [memory.id for memory in safe.memories.list("vault")] == [old]


def test_what_no_longer_waits_is_not_taken(safe: Safe) -> None:
    _seen(safe, _held())
    (held,) = safe.candidates.held()
    safe.candidates.reject(held.id)
    body: BodyFields = {"caption": "Wi-Fi", "entry_type": "credential", "source": "", "sensitivity": "high"}

    with pytest.raises(NotFound):
        safe.memories.apply([Add("vault", body, (), NOON, "told", held=held.id)])

    assert safe.memories.list("vault") == []


def test_unknown_ones_are_not_found(safe: Safe) -> None:
    with pytest.raises(NotFound):
        safe.candidates.reject(ids.new(NOON))
    with pytest.raises(NotFound):
        safe.candidates.accept(ids.new(NOON))
