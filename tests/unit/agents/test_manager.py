from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from agents.drafts import Drafts
from agents.finding import Effect, Finding, Voice
from agents.kinds import all_kinds, rules
from agents.manager import MemoryManager, Refused, Verdict
from storage import ids
from storage.model import (
    Add,
    Decision,
    Extend,
    ObservationId,
    ObservationType,
    Origin,
    Proposal,
    Retire,
    Revise,
    Source,
)
from tests.fakes.memory_library import MemoryLibrary

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def found(
    kind: str, key: str = "", slots: tuple[str, ...] = (), by: Voice = Voice.USER, days: int = 0,
    effect: Effect = Effect.STATES, **body: object,
) -> Finding:  # fmt: skip
    at = NOW + timedelta(days=days)
    source = Source(ObservationId(ids.new(at)), ObservationType.TURN, "said")
    return Finding(kind, body, (source,), at, "a rule", by, key=key, slots=frozenset(slots), effect=effect)


def propose(finding: Finding, library: MemoryLibrary) -> Verdict:
    return MemoryManager(rules()[finding.kind]).propose(finding, Drafts(library, all_kinds()))


def test_something_new_is_added_under_an_id_that_can_be_named() -> None:
    verdict = propose(
        found("core", "home", ("home",), value="User lives in Moss", label="human"), MemoryLibrary()
    )

    assert isinstance(verdict, list)
    (change,) = verdict
    assert isinstance(change, Add)
    assert change.id is not None


def test_what_is_known_is_proposed_no_second_time() -> None:
    library = MemoryLibrary()
    library.holds("core", {"label": "human", "topic": "home", "value": "User lives in Moss"})

    assert propose(found("core", "home", ("home",), value="User lives in Moss", label="human"), library) == []


def test_a_newer_value_revises_from_the_day_it_was_said() -> None:
    library = MemoryLibrary()
    old = library.holds("core", {"label": "human", "value": "User lives in Moss"})

    verdict = propose(found("core", "home", ("home",), value="User lives in Vik", label="human"), library)

    assert isinstance(verdict, list)
    (change,) = verdict
    assert isinstance(change, Revise)
    assert (change.memory, change.valid_from) == (old.id, NOW)


def test_an_older_value_becomes_history() -> None:
    library = MemoryLibrary()
    library.holds("core", {"label": "human", "value": "User lives in Moss"}, since="2026-03-09")

    verdict = propose(
        found("core", "home", ("home",), days=-30, value="User lives in Vik", label="human"), library
    )

    assert isinstance(verdict, list)
    assert [type(change) for change in verdict] == [Add, Retire]


def test_one_statement_that_settles_two_matters_ends_both_old_ones() -> None:
    library = MemoryLibrary()
    library.holds("core", {"label": "human", "value": "User lives in Moss"})
    library.holds("core", {"label": "human", "value": "User works as a baker"})

    finding = found(
        "core", "home", ("home", "job"), label="human", value="User moved to Vik, works as a pilot"
    )
    verdict = propose(finding, library)

    assert isinstance(verdict, list)
    assert sorted(type(change).__name__ for change in verdict) == ["Retire", "Revise"]


def test_more_of_a_document_extends_it() -> None:
    library = MemoryLibrary()
    library.holds("resource", {"title": "Plan", "content": "a\nb", "location": "x"})

    verdict = propose(found("resource", "plan", title="Plan", content="b\nc", location="x"), library)

    assert isinstance(verdict, list)
    (change,) = verdict
    assert isinstance(change, Extend)
    assert change.body["content"] == "a\nb\nc"


def test_a_document_of_the_same_title_elsewhere_is_another_one() -> None:
    library = MemoryLibrary()
    library.holds("resource", {"title": "Plan", "content": "a", "location": "x"})

    verdict = propose(found("resource", "plan", title="Plan", content="b", location="y"), library)

    assert isinstance(verdict, list)
    assert [type(change) for change in verdict] == [Add]


def test_steps_seen_again_are_counted_and_changed_steps_are_a_new_version() -> None:
    library = MemoryLibrary()
    library.holds("procedural", {"name": "Release", "steps": ["test", "tag"], "times_seen": 1})

    again = propose(found("procedural", "release", name="Release", steps=["test", "tag"]), library)
    changed = propose(found("procedural", "release", name="Release", steps=["test", "sign", "tag"]), library)

    assert isinstance(again, list)
    assert isinstance(changed, list)
    assert [(type(c), c.body["times_seen"]) for c in again if isinstance(c, Extend)] == [(Extend, 2)]
    assert [type(change) for change in changed] == [Revise]


def test_a_screen_does_not_overrule_the_user() -> None:
    library = MemoryLibrary()
    held = library.holds(
        "semantic", {"name": "Release manager", "summary": "The release manager is Ida Falk"}
    )
    finding = found(
        "semantic", "release manager", by=Voice.SCREEN, name="Release manager",
        summary="The release manager is Tomas Brandt",
    )  # fmt: skip

    verdict = propose(finding, library)

    assert isinstance(verdict, Proposal)
    assert isinstance(verdict.change, Revise)
    assert (verdict.change.memory, verdict.origin, verdict.sources) == (
        held.id,
        Origin.SCREEN,
        finding.sources,
    )
    assert verdict.change.body["summary"] == "The release manager is Tomas Brandt"
    assert isinstance(propose(replace(finding, at=NOW - timedelta(days=900)), library), Refused)


@pytest.mark.parametrize("by", [Voice.OTHER, Voice.SCREEN, Voice.ASSISTANT])
def test_what_is_always_in_mind_changes_by_no_words_but_the_users(by: Voice) -> None:
    library = MemoryLibrary()
    library.holds("core", {"label": "human", "value": "User lives in Moss"})

    again = propose(
        found("core", "home", ("home",), by=by, value="User lives in Vik", label="human"), library
    )
    new = propose(
        found("core", "diet", ("diet",), by=by, value="User is vegan", label="human"), MemoryLibrary()
    )

    assert isinstance(again, Proposal)
    assert isinstance(new, Proposal)
    assert isinstance(again.change, Revise)
    assert isinstance(new.change, Add)


def test_a_person_replaces_what_they_said_themselves_and_not_what_the_user_said() -> None:
    def said(summary: str, by: Voice, speaker: str) -> Finding:
        finding = found("semantic", "mirela", ("home",), by=by, name="Mirela", summary=summary)
        return replace(finding, decision=Decision("rule", by, speaker))

    def after(first: Finding, second: Finding) -> Verdict:
        library = MemoryLibrary()
        verdict = propose(first, library)
        assert isinstance(verdict, list)
        library.apply(verdict)
        return propose(second, library)

    theirs = said("Mirela lives in Bari", Voice.OTHER, "Mirela")
    users = said("Mirela lives in Bari", Voice.USER, "")
    moved = said("Mirela lives in Turin", Voice.OTHER, "Mirela")
    gossip = said("Mirela lives in Turin", Voice.OTHER, "Bob")

    assert isinstance(after(theirs, moved), list)
    assert isinstance(after(theirs, gossip), Proposal)
    assert isinstance(after(users, moved), Proposal)
    assert isinstance(after(theirs, replace(moved, by=Voice.USER)), list)


def test_an_ending_retires_what_bears_its_key() -> None:
    library = MemoryLibrary()
    review = library.holds(
        "episodic",
        {"occurred_at": "2026-03-12T09:00:00+00:00", "summary": "Budget review", "subject": "budget review"},
    )

    verdict = propose(
        found(
            "episodic", "budget review", effect=Effect.ENDS, subject="budget review", summary="Budget review"
        ),
        library,
    )

    assert verdict == [Retire(review.id, NOW, "a rule")]


def test_a_first_name_that_two_people_bear_touches_neither_card() -> None:
    library = MemoryLibrary()
    library.holds("semantic", {"name": "Ida Lund", "summary": "lives in Arendal"})
    library.holds("semantic", {"name": "Ida Moss", "summary": "owns a boat"})

    verdict = propose(found("semantic", "ida", name="Ida", summary="Ida plays the tuba"), library)

    assert isinstance(verdict, list)
    assert [type(change) for change in verdict] == [Add]


def test_what_is_told_of_several_goes_on_the_card_of_none_of_them() -> None:
    library = MemoryLibrary()
    library.holds("semantic", {"name": "Birch Stout", "summary": "Birch Stout takes 4 kg of oats"})
    told = "the lot of Simcoe came back weaker"

    verdict = propose(
        found("semantic", "birch stout and simcoe", name="Birch Stout and Simcoe", summary=told), library
    )

    assert isinstance(verdict, list)
    assert [type(change) for change in verdict] == [Add]
