"""What the user's words change of something known, and what they leave alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agents.digest import Digest, Outcome
from agents.kinds import all_kinds
from storage import ids
from storage.model import (
    BodyFields,
    Frame,
    Memory,
    MemoryId,
    Observation,
    ObservationId,
    Retire,
    Revise,
    Role,
    Turn,
)
from tests.fakes.memory_library import MemoryLibrary

NOW = datetime(2026, 9, 22, 17, 38, tzinfo=UTC)  # a Tuesday
BEFORE = NOW - timedelta(days=200)
PILATES: BodyFields = {"name": "Pilates class", "summary": "Every Tuesday at 18:30 in studio 2, by Ilse"}


def library_of(*memories: Memory) -> MemoryLibrary:
    library = MemoryLibrary()
    library.rows |= {memory.id: memory for memory in memories}
    return library


def known(kind: str, body: BodyFields) -> Memory:
    """A memory that was there before."""
    declared = all_kinds()[kind]
    body = declared.completed(body, BEFORE)
    id = MemoryId(ids.new(BEFORE))
    return Memory(id, kind, body, declared.title_of(body), declared.search_text(body), BEFORE, BEFORE, BEFORE)


def said(text: str, role: Role = Role.USER) -> Turn:
    return Turn(ObservationId(ids.new(NOW)), NOW, text, "chat", "", role)


def digested(library: MemoryLibrary, *observations: Observation) -> Outcome:
    return Digest(all_kinds(), None, ZoneInfo("UTC")).digest(observations, library)


def revised(outcome: Outcome, memory: Memory) -> str:
    """The words of what took the memory's place, or an empty text."""
    found = [
        change for change in outcome.changes if isinstance(change, Revise) and change.memory == memory.id
    ]
    return "\n".join(str(value) for change in found for value in change.body.values())


CHANGED = [
    (
        "semantic",
        {"name": "Pilates class", "summary": "Every Tuesday at 18:30 in studio 2, taught by Ilse"},
        "pilates is in studio 5 from today, water came through the ceiling. rest as before",
        ["studio 5", "18:30", "Ilse"],
        ["studio 2"],
    ),
    (
        "episodic",
        {"summary": "Call with Sakura Foods, Thursday 19 November 2026 at 10:00 on Zoom", "event_type": "meeting",
         "occurred_at": "2026-11-19T10:00:00+00:00"},
        "Sakura Foods: same day, same link, but half past eleven rather than ten.",
        ["11:30", "19 November", "Zoom"],
        ["10:00 on"],
    ),
    (
        "semantic",
        {"name": "Rent", "summary": "Rent is 640 euro a month, heating not included"},
        "can you redo my budget, since the 1st we pay 695 for the flat not 640. heating still extra.",
        ["695 euro", "heating not included"],
        ["Rent is 640"],
    ),
    (
        "semantic",
        {"name": "Heron", "summary": "The project is called Heron; warehouse app; release on 30 September 2026"},
        "legal came back, Heron is taken. from today our thing is called Kingfisher",
        ["called Kingfisher", "30 September 2026"],
        ["called Heron"],
    ),
    ("core", {"value": "User is vegetarian"}, "i'm not vegetarian anymore, since easter", ["not vegetarian"], []),
    ("core", {"value": "User is engaged to Thandeka"}, "Thandeka and i broke it off.", ["broke it off"], ["engaged"]),
    ("semantic", {"name": "Moro", "summary": "User's black cat"}, "We had to let Moro go.", ["let Moro go"], []),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "text", "held", "gone"), CHANGED)
def test_only_what_changed_is_changed(
    kind: str, body: BodyFields, text: str, held: list[str], gone: list[str]
) -> None:
    memory = known(kind, body)

    now = revised(digested(library_of(memory), said(text)), memory)

    told = now.partition("Said: ")[0]
    assert all(word in told for word in held)
    assert not any(word in told for word in gone)


UNCHANGED = [
    "the studio 5 gym closed, did you know?",
    "just this week pilates is in studio 5, exceptionally",
    "if pilates were in studio 5 now I would be late",
    'they wrote: "pilates is now in studio 5 for good"',
    "we had dinner in studio 5 now and then",
]


@pytest.mark.parametrize("text", UNCHANGED)
def test_what_passes_is_asked_supposed_or_quoted_changes_nothing(text: str) -> None:
    memory = known(
        "semantic", {"name": "Pilates class", "summary": "Every Tuesday at 18:30 in studio 2, by Ilse"}
    )

    outcome = digested(library_of(memory), said(text))

    assert revised(outcome, memory) == ""


@pytest.mark.parametrize("text", ["we left Braga on Sunday for a trip", "Braga was cold, I stopped at noon"])
def test_a_trip_ends_no_home(text: str) -> None:
    memory = known("core", {"value": "User lives in Braga"})

    outcome = digested(library_of(memory), said(text))

    assert revised(outcome, memory) == ""


def test_an_assistant_and_a_screen_change_nothing() -> None:
    memory = known(
        "semantic", {"name": "Pilates class", "summary": "Every Tuesday at 18:30 in studio 2, by Ilse"}
    )
    text = "pilates is in studio 5 from today"
    page = Frame(ObservationId(ids.new(NOW)), NOW, text, "Firefox", "News")
    shown = Turn(ObservationId(ids.new(NOW)), NOW, text, "chat", "", Role.USER, frame=page.id)

    outcome = digested(library_of(memory), said(text, Role.ASSISTANT), page, shown)

    assert not [change for change in outcome.changes if isinstance(change, Revise | Retire)]


def test_two_that_fit_alike_are_both_left_alone() -> None:
    library = library_of(
        *(
            known("semantic", {"name": "Pilates class", "summary": f"At 18:30 in studio 2, by {who}"})
            for who in ("Ilse", "Jo")
        )
    )

    outcome = digested(library, said("pilates is in studio 5 from today"))

    assert not [change for change in outcome.changes if isinstance(change, Revise)]
