"""Whatever was changed, and whatever of it is taken back: taking that back once more leaves everything as it was."""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.errors import WrongUse
from storage.ids import MemoryId
from storage.model import Author, Change, Extend, Retire, Revise
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_safe
from tests.fakes.clock import WoundClock

DAY = timedelta(days=1)
# What is done, to which of the memories there are, by whom.
DEED = st.tuples(
    st.sampled_from(["add", "extend", "revise", "retire", "undo"]),
    st.integers(0, 7),
    st.sampled_from([Author.AGENT, Author.USER]),
)


def _state(safe: Safe) -> dict[MemoryId, tuple[object, ...]]:
    return {
        memory.id: (memory.body["summary"], memory.valid_to, memory.superseded_by, memory.current)
        for memory in safe.memories.list(include_past=True)
    }


def _change(what: str, memory: MemoryId, number: int, author: Author) -> Change:
    body = {"name": "x", "summary": f"words {number}"}
    if what == "extend":
        return Extend(memory, body, (), "more", author)
    if what == "revise":
        return Revise(memory, body, (), NOON + number * DAY, "newer", author=author)
    return Retire(memory, NOON + number * DAY, "over", author)


def _live(safe: Safe, clock: WoundClock, deeds: list[tuple[str, int, Author]]) -> None:
    for number, (what, which, author) in enumerate(deeds):
        clock.wind(hours=9)
        held = [memory.id for memory in safe.memories.list(include_past=True)]
        if what == "add" or not held:
            safe.memories.apply([a_fact("x", f"words {number}", author=author)])
        elif what == "undo":
            _undone(safe, held[which % len(held)])
        else:
            safe.memories.apply([_change(what, held[which % len(held)], number, author)])


def _undone(safe: Safe, id: MemoryId) -> MemoryId | None:
    try:
        return safe.memories.undo(id).id
    except WrongUse:
        return None


@settings(
    max_examples=200 if os.environ.get("PROVE") else 20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(DEED, min_size=1, max_size=14), st.integers(0, 7), st.integers(0, 5))
def test_undone_twice_everything_is_as_it_was(
    deeds: list[tuple[str, int, Author]], which: int, day: int
) -> None:
    clock = WoundClock(NOON)
    with tempfile.TemporaryDirectory() as folder, a_safe(Path(folder, "home"), clock) as safe:
        _live(safe, clock, deeds)
        before = _state(safe)
        chosen = sorted(before)[which % len(before)]

        held = _undone(safe, chosen)
        if held is not None:
            safe.memories.undo(held)
        assert _state(safe) == before

        since = NOON + day * DAY
        meant = safe.memories.undo_between(since, since + 2 * DAY, dry_run=True)
        assert _state(safe) == before
        done = safe.memories.undo_between(since, since + 2 * DAY)
        assert (done.changed, done.kept) == (meant.changed, meant.kept)
        untouched = {change.memory for change in done.kept}
        assert {id: was for id, was in _state(safe).items() if id in untouched} == {
            id: was for id, was in before.items() if id in untouched
        }
        if done.batch is not None:
            assert safe.memories.undo_batch(done.batch).kept == ()
        assert _state(safe) == before
        assert safe.verify() == []
