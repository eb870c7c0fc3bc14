"""Changes that wait for the user's word: counted, not strengthened, by repetition; gone with what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from storage import refusals
from storage.errors import NotFound, WrongUse
from storage.model import (
    Add,
    Author,
    Change,
    Extend,
    MemoryId,
    Observation,
    Origin,
    Proposal,
    Refusal,
    Retire,
    Revise,
    Secret,
)
from storage.proposals import SOURCES, Limits, Waiting
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_frame, a_note, a_safe, a_source, kept, remembered, reopened
from tests.fakes.clock import WoundClock

WAITS = ""
AS_EVER = Limits()
TOWN = {"name": "Home town", "summary": "Ana lives in Porto."}


def _offered(
    safe: Safe, *proposals: Proposal, limits: Limits = AS_EVER, changes: Sequence[Change] = ()
) -> list[str]:
    """Lets proposals wait in the transaction of a digest; why each does not."""
    told: list[str] = []
    safe.memories.apply(
        changes, beside=lambda connection: told.extend(safe.proposals.put(connection, proposals, limits))
    )
    return told


def _moves(memory: MemoryId, seen: Observation, **fields: Any) -> Proposal:
    source = a_source(seen, "Ana lives in Porto")
    change = Revise(memory, {**TOWN, **fields}, (source,), NOON, "a screen defines it", confidence=0.6)
    return Proposal(change, "semantic", Origin.SCREEN, "a screen says otherwise", (source,), "home town")


def _one(safe: Safe) -> Waiting:
    (waiting,) = safe.proposals.list()
    return waiting


def _known(safe: Safe) -> tuple[MemoryId, Observation]:
    """A memory that rests on a note, and a screen that was seen since."""
    note, frame = a_note("Ana lives in Lisbon"), a_frame("Ana lives in Porto")
    kept(safe, note, frame)
    (fact,) = remembered(safe, a_fact("Home town", "Ana lives in Lisbon.", a_source(note)))
    return fact, frame


def test_a_change_that_waits_changes_nothing_and_shows_both_sides(safe: Safe, clock: WoundClock) -> None:
    fact, frame = _known(safe)

    assert _offered(safe, _moves(fact, frame)) == [WAITS]

    waiting = _one(safe)
    assert safe.memories.get(fact).body["summary"] == "Ana lives in Lisbon."
    assert waiting.old is not None
    assert waiting.new is not None
    assert (waiting.old["summary"], waiting.new["summary"]) == ("Ana lives in Lisbon.", "Ana lives in Porto.")
    assert (waiting.effect, waiting.memory, waiting.origin, waiting.times) == ("revise", fact, "screen", 1)
    assert [(s.observation, s.quote) for s in waiting.sources] == [(frame.id, "Ana lives in Porto")]
    assert waiting.expires == clock.now + timedelta(days=30)


def test_an_accepted_change_is_the_users_keeps_history_and_is_undone_as_any(safe: Safe) -> None:
    fact, frame = _known(safe)
    _offered(safe, _moves(fact, frame))

    new = safe.memories.get(safe.proposals.accept(_one(safe).id))

    assert (new.author, new.confidence, new.replaces) == (Author.USER, 1.0, (fact,))
    assert new.reason == "accepted by you: a screen defines it"
    assert [source.observation for source in new.sources] == [frame.id]
    assert safe.proposals.list() == []
    assert safe.memories.undo(new.id).id == fact
    assert safe.memories.get(fact).current


def test_each_effect_can_be_accepted(safe: Safe) -> None:
    fact, frame = _known(safe)
    source = a_source(frame)
    changes: tuple[Change, ...] = (
        Add("semantic", {"name": "Cat", "summary": "Ana has a cat."}, (source,), NOON, "said"),
        Extend(fact, {"name": "Home town", "summary": "Ana lives in Lisbon, in Graça."}, (source,), "said"),
        Retire(fact, NOON, "said"),
    )
    for change in changes:
        _offered(safe, Proposal(change, "semantic", Origin.PERSON, "another person says it", (source,)))
        assert _one(safe).change.reason == "said"
        safe.proposals.accept(_one(safe).id)

    assert [memory.title for memory in safe.memories.list("semantic")] == ["Cat"]
    assert safe.memories.get(fact).body["summary"].endswith("Graça.")


def test_what_is_edited_is_kept_as_the_user_wrote_it_if_it_fits_its_kind(safe: Safe) -> None:
    fact, frame = _known(safe)
    _offered(safe, _moves(fact, frame))
    id = _one(safe).id

    with pytest.raises(WrongUse):
        safe.proposals.accept(id, {"nonsense": 1})
    assert len(safe.proposals.list()) == 1
    new = safe.proposals.accept(id, {"name": "Home town", "summary": "Ana lives in Braga."})

    assert safe.memories.get(new).body["summary"] == "Ana lives in Braga."
    with pytest.raises(NotFound, match="answered before"):
        safe.proposals.accept(id)


def test_the_same_again_only_counts_up_and_is_no_stronger(safe: Safe, clock: WoundClock) -> None:
    fact, frame = _known(safe)
    _offered(safe, _moves(fact, frame))
    before = _one(safe)
    for minute in range(1, 20):
        clock.wind(minutes=1)
        again = a_frame("Ana lives in Porto!", NOON + timedelta(minutes=minute))
        kept(safe, again)
        assert _offered(safe, _moves(fact, again, summary="ana lives  in PORTO.")) == [WAITS]

    after = _one(safe)
    assert (after.times, len(after.sources)) == (20, SOURCES)
    assert isinstance(after.change, Revise)
    assert isinstance(before.change, Revise)
    assert after.change.confidence == before.change.confidence
    assert (after.expires, after.seen) == (before.expires, clock.now)
    assert safe.memories.get(fact).current


def test_one_that_was_rejected_does_not_come_again_after_a_restart_either(
    tmp_path: Path, clock: WoundClock
) -> None:
    with a_safe(tmp_path, clock) as safe:
        fact, frame = _known(safe)
        _offered(safe, _moves(fact, frame))
        safe.proposals.reject(_one(safe).id)
    with reopened(tmp_path, clock) as safe:
        assert _offered(safe, _moves(fact, frame)) == ["it was turned down before"]
        assert safe.proposals.list() == []
        # The twin: another claim about it may wait.
        assert _offered(safe, _moves(fact, frame, summary="Ana lives in Faro.")) == [WAITS]
        assert all(
            b"Porto" not in bytes(row[0])
            for row in safe._database.rows("SELECT digest FROM proposal_rejected")
        )


def test_of_one_thing_only_so_many_come_on_a_day_however_they_are_answered(
    safe: Safe, clock: WoundClock
) -> None:
    fact, frame = _known(safe)
    for number in range(3):
        assert _offered(safe, _moves(fact, frame, summary=f"Ana lives at number {number}.")) == [WAITS]
        safe.proposals.reject(_one(safe).id)

    flood = _moves(fact, frame, summary="Ana lives at number 9.")
    assert _offered(safe, flood) == ["more about it came today than may wait"]
    clock.wind(days=1)
    assert _offered(safe, flood) == [WAITS]
    many = Limits(most=1)
    other = Proposal(a_fact(), "semantic", Origin.SCREEN, "why", (a_source(frame),), "other")
    assert _offered(safe, other, limits=many) == ["too much waits for you already"]


def test_what_nobody_answers_goes_after_its_days(safe: Safe, clock: WoundClock) -> None:
    fact, frame = _known(safe)
    _offered(safe, _moves(fact, frame), limits=Limits(days=2))
    id = _one(safe).id
    clock.wind(days=2)

    assert safe.proposals.list() == []
    with pytest.raises(NotFound):
        safe.proposals.accept(id)
    assert safe.proposals.sweep() == 1
    assert safe._database.rows("SELECT count(*) FROM proposal_source") == [(0,)]
    assert safe._database.rows("SELECT count(*) FROM proposal_day") == [(0,)]


def test_forgetting_a_source_takes_what_rests_on_it_along(safe: Safe) -> None:
    fact, frame = _known(safe)
    other = a_frame("Ana lives in Porto", NOON + timedelta(minutes=3))
    kept(safe, other)
    _offered(safe, _moves(fact, frame), _moves(fact, other))
    assert _one(safe).times == 2

    safe.forgetting.forget(ids=[other.id])

    assert safe.proposals.list() == []
    assert _everywhere(safe, "Porto") == ["observation"]


def test_forgetting_what_a_memory_rests_on_takes_along_what_would_change_it(safe: Safe) -> None:
    note, second, frame = (
        a_note("Ana lives in Lisbon"),
        a_note("Ana keeps bees"),
        a_frame("Ana lives in Porto"),
    )
    kept(safe, note, second, frame)
    (fact,) = remembered(
        safe, a_fact("Ana", "Ana lives in Lisbon. Ana keeps bees.", a_source(note), a_source(second))
    )
    _offered(safe, _moves(fact, frame, summary="Ana lives in Porto. Ana keeps bees."))

    safe.forgetting.forget(ids=[second.id])

    assert safe.proposals.list() == []
    assert _everywhere(safe, "bees") == []


def _everywhere(safe: Safe, word: str) -> list[str]:
    """The tables that hold a word, the words index aside."""
    tables = [name for (name,) in safe._database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [
        name
        for name in tables
        if "_words" not in name
        and any(word in str(value) for row in safe._database.rows(f"SELECT * FROM {name}") for value in row)  # noqa: S608 - our own tables
    ]


def test_what_would_change_something_that_holds_no_longer_waits_unseen(safe: Safe) -> None:
    fact, frame = _known(safe)
    _offered(safe, _moves(fact, frame))
    id = _one(safe).id
    safe.memories.apply([Retire(fact, NOON, "over", Author.USER)])

    assert safe.proposals.list() == []
    with pytest.raises(NotFound):
        safe.proposals.accept(id)
    safe.memories.undo(fact)
    assert _one(safe).id == id


def test_a_secret_is_never_proposed_and_what_is_gone_is_not_either(safe: Safe) -> None:
    fact, frame = _known(safe)
    source = a_source(frame)
    sealed = Add("vault", {"caption": "Card"}, (source,), NOON, "seen", secret=Secret("4929 1234 5678 9011"))
    safe.forgetting.forget(ids=[fact])

    told = _offered(safe, Proposal(sealed, "vault", Origin.SCREEN, "why", (source,)), _moves(fact, frame))

    assert told == ["it holds a secret", "what it would change is gone"]
    assert safe.proposals.list() == []


def test_a_standing_answer_is_listed_replaced_and_revoked(safe: Safe) -> None:
    first = safe.proposals.always("semantic", Origin.SCREEN, accepts=True)
    safe.proposals.always("semantic", None, accepts=False)
    again = safe.proposals.always("semantic", Origin.SCREEN, accepts=False)

    assert {(one.origin, one.accepts) for one in safe.proposals.answers()} == {
        ("screen", False),
        (None, False),
    }
    safe.proposals.revoke(again.id)
    assert [one.origin for one in safe.proposals.answers()] == [None]
    with pytest.raises(NotFound):
        safe.proposals.revoke(first.id)


@pytest.mark.parametrize("kind", ["core", "vault"])
def test_what_is_always_in_mind_or_sealed_is_never_accepted_unseen(safe: Safe, kind: str) -> None:
    for origin in (None, Origin.SCREEN, Origin.PERSON, Origin.ASSISTANT):
        with pytest.raises(WrongUse, match="never changed unseen"):
            safe.proposals.always(kind, origin, accepts=True)
        safe.proposals.always(kind, origin, accepts=False)
    assert safe.proposals.always(kind, Origin.DREAM, accepts=True).accepts


def test_refusals_are_counted_by_reason_name_their_source_and_go_with_it(safe: Safe) -> None:
    first, second = a_frame("one"), a_frame("two", NOON + timedelta(minutes=5))
    kept(safe, first, second)
    refused = [
        Refusal("it holds a secret", "semantic", first.id),
        Refusal("no support", "core", second.id),
    ] * 2
    safe.memories.apply([], beside=lambda connection: safe.refusals.put(connection, refused))

    assert safe.refusals.counts() == {"it holds a secret": 2, "no support": 2}
    assert [(one.reason, one.observation) for one in safe.refusals.list(1)] == [("no support", second.id)]
    safe.forgetting.forget(ids=[second.id])
    assert safe.refusals.counts() == {"it holds a secret": 2}


def test_only_the_latest_refusals_are_kept(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "MOST", 3)
    frame = a_frame("one")
    kept(safe, frame)

    for number in range(5):
        one = [Refusal(f"reason {number}", "core", frame.id)]
        safe.memories.apply([], beside=lambda connection, one=one: safe.refusals.put(connection, one))

    assert [one.reason for one in safe.refusals.list()] == ["reason 4", "reason 3", "reason 2"]


def test_a_backup_carries_what_waits(tmp_path: Path, clock: WoundClock) -> None:
    with a_safe(tmp_path / "home", clock) as safe:
        fact, frame = _known(safe)
        _offered(safe, _moves(fact, frame))
        safe.backup(tmp_path / "copy")
        waiting = _one(safe)
    Safe.restore(tmp_path / "copy", tmp_path / "again")
    with reopened(tmp_path / "again", clock) as safe:
        assert _one(safe) == waiting
