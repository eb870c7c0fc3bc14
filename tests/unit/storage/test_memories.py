"""One store for memories of every kind: changes, history, undo, sealed values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from storage import ids
from storage.errors import NotFound, WrongPassphrase, WrongUse
from storage.ids import JobId, MemoryId
from storage.model import (
    Author,
    Box,
    Extend,
    Filter,
    JobKind,
    Memory,
    ObservationType,
    Retire,
    Revise,
    Secret,
    Source,
)
from storage.safe import Safe
from tests.factories import (
    NOON,
    PASSPHRASE,
    a_fact,
    a_frame,
    a_secret_entry,
    a_source,
    a_turn,
    kept,
    remembered,
)  # fmt: skip
from tests.fakes.clock import WoundClock

DAY = timedelta(days=1)


def _town(summary: str) -> dict[str, str]:
    return {"name": "Home town", "summary": summary}


def _revised(memory: MemoryId, summary: str, *sources: Source) -> Revise:
    return Revise(memory, _town(summary), sources, NOON + DAY, "moved")


def test_a_memory_comes_back_with_its_body_sources_and_times(safe: Safe, clock: WoundClock) -> None:
    turn = a_turn(external_id="event-9")
    kept(safe, turn)
    source = Source(turn.id, ObservationType.TURN, "moved to Lisbon", Box(1, 2, 3, 4))

    (id,) = remembered(
        safe, a_fact("Home town", "Ana lives in Lisbon.", source, external_id="m1", confidence=0.7)
    )

    memory = safe.memories.get(id)
    assert (memory.kind, memory.title, memory.current) == ("semantic", "Home town", True)
    assert memory.body["summary"] == "Ana lives in Lisbon."
    assert "Lisbon" in memory.text
    assert memory.sources == (
        Source(turn.id, ObservationType.TURN, "moved to Lisbon", Box(1, 2, 3, 4), "event-9"),
    )
    assert (memory.valid_from, memory.created, memory.revised) == (NOON, clock.now, clock.now)
    assert (memory.confidence, memory.external_id, memory.author) == (0.7, "m1", Author.AGENT)
    assert safe.memories.by_external_id("m1") == memory
    assert safe.memories.by_external_id("") is None


def test_a_body_that_is_not_of_its_kind_is_refused_in_words_without_its_values(safe: Safe) -> None:
    change = a_fact()

    with pytest.raises(WrongUse, match="colour") as refusal:
        remembered(safe, replace(change, body={"name": "x", "colour": "ultramarine"}))
    with pytest.raises(WrongUse, match="There is no kind"):
        remembered(safe, replace(change, kind="dreams"))

    assert "ultramarine" not in refusal.value.message
    assert safe.memories.list() == []


def test_one_bad_change_undoes_the_whole_batch(safe: Safe) -> None:
    job = safe.jobs.add(JobKind.DIGEST, [])

    with pytest.raises(NotFound):
        safe.memories.apply(
            [a_fact(), Retire(MemoryId(ids.new(NOON)), NOON, "gone")], closes=[job], then=[(JobKind.WORD, ())]
        )

    assert safe.memories.list() == []
    assert safe.jobs.pending() == {JobKind.DIGEST: 1}


def test_changes_close_their_job_and_add_what_follows_in_one_step(safe: Safe) -> None:
    job = safe.jobs.add(JobKind.DIGEST, [])

    (id,) = safe.memories.apply([a_fact()], closes=[job], then=[(JobKind.WORD, (ids.new(NOON),))])

    assert safe.jobs.pending() == {JobKind.EMBED: 1, JobKind.WORD: 1}
    assert safe.jobs.next([JobKind.EMBED])[0].subjects == (id,)


def test_a_job_is_done_once_even_if_two_try(safe: Safe) -> None:
    job = safe.jobs.add(JobKind.DIGEST, [])
    safe.memories.apply([a_fact()], closes=[job])

    with pytest.raises(NotFound, match="done already"):
        safe.memories.apply([a_fact()], closes=[job])
    with pytest.raises(NotFound):
        safe.memories.apply([], closes=[JobId(ids.new(NOON))])

    assert len(safe.memories.list()) == 1


def test_a_memory_cannot_rest_on_what_is_not_there(safe: Safe) -> None:
    with pytest.raises(NotFound, match="forgotten"):
        remembered(safe, a_fact("a", "b", a_source(a_turn())))


def test_a_revision_takes_the_place_of_the_old_and_keeps_it_as_history(safe: Safe, clock: WoundClock) -> None:
    (old,) = remembered(safe, a_fact(summary="Ana lives in Lisbon."))
    safe.memories.pin(old, True)
    clock.wind(days=1)

    (new,) = safe.memories.apply([_revised(old, "Ana lives in Porto.")])

    assert [memory.id for memory in safe.memories.list("semantic")] == [new]
    assert [memory.id for memory in safe.memories.list("semantic", include_past=True)] == [new, old]
    past = safe.memories.get(old)
    assert (past.current, past.valid_to, past.superseded_by) == (False, NOON + DAY, new)
    assert safe.memories.get(new).pinned
    (version,) = safe.memories.history(new)
    assert (version.memory, version.reason, version.at) == (old, "moved", clock.now)
    assert version.body["summary"] == "Ana lives in Lisbon."


def test_an_extension_keeps_the_id_and_adds_sources_without_repeating_them(safe: Safe) -> None:
    one, two = a_turn("first"), a_turn("second")
    kept(safe, one, two)
    (id,) = remembered(safe, a_fact("Home town", "Lisbon", a_source(one)))

    safe.memories.apply([Extend(id, _town("Lisbon, Alfama"), (a_source(one), a_source(two)), "more of it")])

    memory = safe.memories.get(id)
    assert memory.body["summary"] == "Lisbon, Alfama"
    assert [source.observation for source in memory.sources] == [one.id, two.id]
    assert [version.body["summary"] for version in safe.memories.history(id)] == ["Lisbon"]
    assert safe.search.memories(["alfama"], Filter())[0].id == id


def test_changes_of_one_list_may_name_the_memory_an_earlier_one_made(safe: Safe) -> None:
    wanted, newer = MemoryId(ids.new(NOON)), MemoryId(ids.new(NOON))

    done = safe.memories.apply(
        [
            replace(a_fact(summary="Lisbon"), id=wanted),
            Extend(wanted, _town("Lisbon, Alfama"), (), "more"),
            replace(_revised(wanted, "Porto"), id=newer),
        ]
    )

    assert done == [wanted, wanted, newer]
    assert safe.memories.get(wanted).superseded_by == newer
    assert [version.body["summary"] for version in safe.memories.history(newer)] == [
        "Lisbon",
        "Lisbon, Alfama",
    ]


def test_a_list_that_names_a_secret_kept_already_means_the_memory_that_holds_it(safe: Safe) -> None:
    (held,) = remembered(safe, a_secret_entry("hunter2"))
    wanted = MemoryId(ids.new(NOON))

    done = safe.memories.apply(
        [
            replace(a_secret_entry("hunter2"), id=wanted),
            Extend(wanted, {"caption": "Mailbox"}, (), "renamed"),
        ]
    )

    assert done == [held, held]
    assert safe.memories.get(held).title == "Mailbox"


def test_a_retired_memory_is_past_and_not_found_by_words(safe: Safe) -> None:
    (id,) = remembered(safe, a_fact())

    safe.memories.apply([Retire(id, NOON + DAY, "no longer so", Author.DREAM)])

    assert safe.memories.list() == []
    assert safe.memories.get(id).valid_to == NOON + DAY
    assert safe.search.memories(["lisbon"], Filter()) == []
    assert safe.memories.history(id)[0].author == Author.DREAM


def test_undoing_an_extension_brings_the_former_body_back_and_undoing_again_the_later(safe: Safe) -> None:
    (id,) = remembered(safe, a_fact(summary="Lisbon"))
    safe.memories.apply([Extend(id, _town("Porto"), (), "edited", Author.USER)])

    assert safe.memories.undo(id).body["summary"] == "Lisbon"
    assert safe.search.memories(["porto"], Filter()) == []
    assert safe.memories.undo(id).body["summary"] == "Porto"
    assert [version.reason for version in safe.memories.history(id)] == ["edited", "undone", "undone"]


def test_undoing_a_retirement_makes_the_memory_current_again(safe: Safe) -> None:
    (id,) = remembered(safe, a_fact())
    safe.memories.apply([Retire(id, NOON, "wrongly")])

    assert safe.memories.undo(id).current
    assert [hit.id for hit in safe.search.memories(["lisbon"], Filter())] == [id]


def test_undoing_a_revision_gives_the_place_back(safe: Safe) -> None:
    (old,) = remembered(safe, a_fact(summary="Lisbon"))
    (new,) = safe.memories.apply([_revised(old, "Porto")])

    restored = safe.memories.undo(new)

    assert (restored.id, restored.current, restored.superseded_by) == (old, True, None)
    assert [memory.id for memory in safe.memories.list("semantic")] == [old]
    assert not safe.memories.get(new).current


def test_there_is_nothing_to_undo_in_a_fresh_memory(safe: Safe) -> None:
    (id,) = remembered(safe, a_fact())

    with pytest.raises(WrongUse, match="nothing to undo"):
        safe.memories.undo(id)


def test_memories_are_listed_newest_first_by_kind_and_time_a_page_at_a_time(safe: Safe) -> None:
    facts = [a_fact(f"fact {n}", time=NOON + n * DAY) for n in (1, 0, 3, 2)]
    remembered(safe, *facts, a_secret_entry("hunter2"))

    assert _titles(safe.memories.list("semantic")) == ["fact 3", "fact 2", "fact 1", "fact 0"]
    assert _titles(safe.memories.list("semantic", limit=2, offset=1)) == ["fact 2", "fact 1"]
    assert _titles(safe.memories.list("semantic", since=NOON + DAY, until=NOON + 3 * DAY)) == [
        "fact 2",
        "fact 1",
    ]
    assert len(safe.memories.list()) == 5
    with pytest.raises(WrongUse):
        safe.memories.list("dreams")


def test_memories_about_the_same_thing_are_found_by_their_key(safe: Safe) -> None:
    (id,) = remembered(safe, a_fact("Home  Town"))

    assert [memory.id for memory in safe.memories.by_key("semantic", "home town")] == [id]
    assert safe.memories.by_key("core", "home town") == []
    assert safe.memories.by_key("semantic", "") == []


def test_of_very_many_of_one_key_those_of_one_value_are_found_and_some_of_the_others(safe: Safe) -> None:
    changes = [a_fact("Inbox", f"page {n}", time=NOON + n * DAY, external_id=str(n)) for n in (5, *range(40))]
    remembered(safe, *changes, a_fact("Inbox", "", time=NOON - DAY), a_fact("Outbox", "page 5"))

    found = safe.memories.by_key("semantic", "inbox", "summary", "page 5", others=3)

    assert [memory.body["summary"] for memory in found] == [
        "page 39", "page 38", "page 37", "page 5", "page 5", "",
    ]  # fmt: skip


def test_memories_are_found_by_what_they_rest_on(safe: Safe) -> None:
    turn, frame = a_turn(), a_frame()
    kept(safe, turn, frame)
    one, two = remembered(safe, a_fact("a", "b", a_source(turn)), a_fact("c", "d", a_source(turn)))

    assert safe.memories.of_source([turn.id, frame.id]) == {turn.id: [one, two]}


def test_a_link_is_seen_from_both_ends_and_linking_again_changes_its_weight(safe: Safe) -> None:
    one, two = remembered(safe, a_fact("a"), a_fact("b"))

    safe.memories.link(one, two, "same person", 0.4)
    safe.memories.link(one, two, "same person", 0.9)

    assert [(link.to, link.why, link.weight) for link in safe.memories.get(one).links] == [
        (two, "same person", 0.9)
    ]
    assert [link.to for link in safe.memories.get(two).links] == [one]
    with pytest.raises(NotFound):
        safe.memories.link(one, MemoryId(ids.new(NOON)), "nobody")


def test_a_secret_is_sealed_whether_given_apart_or_in_the_body(safe: Safe) -> None:
    apart = a_secret_entry("hunter2")
    inside = replace(apart, secret=None, body={"caption": "Bank", "secret_value": "1234"})

    one, two = remembered(safe, apart, inside)

    for id, value in ((one, "hunter2"), (two, "1234")):
        memory = safe.memories.get(id)
        assert memory.has_secret
        assert "secret_value" not in memory.body
        assert value not in memory.text
        assert safe.memories.reveal(id, PASSPHRASE).reveal() == value


def test_revealing_needs_the_passphrase_and_is_logged(safe: Safe, clock: WoundClock) -> None:
    (id,) = remembered(safe, a_secret_entry("hunter2"))

    with pytest.raises(WrongPassphrase):
        safe.memories.reveal(id, Secret("guess"))
    assert safe.vault_log.entries() == []

    clock.wind(minutes=3)
    safe.memories.reveal(id, PASSPHRASE)

    (entry,) = safe.vault_log.entries()
    assert (entry.memory, entry.at, entry.what) == (id, clock.now, "revealed")


def test_a_memory_without_a_secret_reveals_nothing(safe: Safe) -> None:
    (id,) = remembered(safe, a_fact())

    with pytest.raises(NotFound):
        safe.memories.reveal(id, PASSPHRASE)


def test_a_secret_kept_already_only_gains_a_source(safe: Safe) -> None:
    turn = a_turn()
    kept(safe, turn)
    first, second = remembered(safe, a_secret_entry("hunter2"), a_secret_entry("hunter2", a_source(turn)))

    assert first == second
    assert len(safe.memories.list("vault")) == 1
    assert [source.observation for source in safe.memories.get(first).sources] == [turn.id]


def test_a_revised_entry_keeps_its_secret_unless_it_gets_a_new_one_and_history_keeps_the_old(
    safe: Safe,
) -> None:
    (first,) = remembered(safe, a_secret_entry("old one"))
    (second,) = safe.memories.apply([Revise(first, {"caption": "Mail"}, (), NOON, "renamed")])
    change = Revise(second, {"caption": "Mail"}, (), NOON, "changed", secret=Secret("new one"))
    (third,) = safe.memories.apply([change])

    shown = [safe.memories.reveal(id, PASSPHRASE).reveal() for id in (first, second, third)]

    assert shown == ["old one", "old one", "new one"]


def test_undoing_an_edited_secret_brings_the_old_one_back(safe: Safe) -> None:
    (id,) = remembered(safe, a_secret_entry("old one"))
    safe.memories.apply([Extend(id, {"caption": "Mail password", "secret_value": "new one"}, (), "edited")])
    assert safe.memories.reveal(id, PASSPHRASE).reveal() == "new one"

    safe.memories.undo(id)

    assert safe.memories.reveal(id, PASSPHRASE).reveal() == "old one"


def _titles(memories: list[Memory]) -> list[str]:
    return [memory.title for memory in memories]


def _steps(safe: Safe, work: Callable[[], object]) -> int:
    """How often ten steps SQLite takes for what is read on this thread."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1

    safe._database.read(lambda connection: connection.set_progress_handler(count, 10))
    work()
    safe._database.read(lambda connection: connection.set_progress_handler(None, 0))
    return counted


def test_what_holds_is_read_without_its_history(safe: Safe) -> None:
    (id,) = remembered(safe, a_fact())
    memory = safe.memories.get(id)
    key = safe.kinds[memory.kind].key_of(memory.body)
    reads: tuple[Callable[[], object], ...] = (
        lambda: safe.memories.list(memory.kind),
        lambda: safe.memories.by_key(memory.kind, key),
    )
    before = [_steps(safe, read) for read in reads]

    for number in range(40):
        revise = Revise(id, dict(memory.body), (), NOON + number * DAY, "said again")
        (id,) = safe.memories.apply([revise])

    after = [_steps(safe, read) for read in reads]
    assert all(now <= then + 5 for now, then in zip(after, before, strict=True))
    assert [found.id for found in safe.memories.by_key(memory.kind, key)] == [id]
    assert _steps(safe, lambda: safe.memories.list(memory.kind, include_past=True)) > 2 * max(after)
