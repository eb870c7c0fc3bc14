"""The past of memories: steps and days taken back, and back again; what was so, and what was known, at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage import ids, migrations
from storage.connection import connect
from storage.errors import NotFound, WrongUse
from storage.ids import MemoryId
from storage.migrations import s001_first
from storage.model import Author, Effect, Extend, Filter, Retire, Revise, Undone
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_safe, a_secret_entry, a_source, a_turn, kept, remembered, reopened
from tests.fakes.clock import WoundClock

DAY = timedelta(days=1)
MARCH_4 = datetime(2026, 3, 4, tzinfo=NOON.tzinfo)


def _town(summary: str) -> dict[str, str]:
    return {"name": "Home town", "summary": summary}


def _moved(memory: MemoryId, summary: str, at: datetime = NOON + DAY, **fields: object) -> Revise:
    return replace(Revise(memory, _town(summary), (), at, "moved"), **fields)  # type: ignore[arg-type]


def _current(safe: Safe) -> dict[str, str]:
    return {memory.title: memory.body["summary"] for memory in safe.memories.list("semantic")}


def _day_undone(safe: Safe, *, dry_run: bool = False) -> Undone:
    return safe.memories.undo_between(MARCH_4, MARCH_4 + DAY, dry_run=dry_run)


def test_every_way_of_changing_leaves_its_author_and_its_reason(safe: Safe, clock: WoundClock) -> None:
    (first,) = remembered(safe, a_fact(summary="Lisbon", author=Author.IMPORT))
    clock.wind(minutes=1)
    safe.memories.apply([Extend(first, _town("Lisbon, Alfama"), (), "more of it", Author.USER)])
    clock.wind(minutes=1)
    (second,) = safe.memories.apply([_moved(first, "Porto")])
    clock.wind(minutes=1)
    safe.memories.apply([Retire(second, NOON + 9 * DAY, "no longer so", Author.DREAM)])

    steps = [(step.author, step.reason, step.body["summary"]) for step in safe.memories.history(second)]

    assert (safe.memories.get(first).author, safe.memories.get(first).reason) == (Author.IMPORT, "said so")
    assert safe.memories.get(second).reason == "moved"
    assert steps == [
        (Author.USER, "more of it", "Lisbon"),
        (Author.AGENT, "moved", "Lisbon, Alfama"),
        (Author.DREAM, "no longer so", "Porto"),
    ]


def test_links_of_a_revision_are_seen_from_both_ends(safe: Safe) -> None:
    (old,) = remembered(safe, a_fact(summary="Lisbon"))
    (new,) = safe.memories.apply([_moved(old, "Porto")])

    assert safe.memories.get(old).superseded_by == new
    assert safe.memories.get(new).replaces == (old,)
    assert safe.memories.get(old).replaces == ()


def test_what_is_retired_for_a_memory_made_beside_it_is_taken_back_with_it(safe: Safe) -> None:
    one, two = remembered(safe, a_fact(summary="Lisbon"), a_fact("Town", summary="Lissabon"))
    made = MemoryId(ids.new(NOON))

    safe.memories.apply([_moved(one, "Porto", id=made), Retire(two, NOON + DAY, "moved", by=made)])
    assert safe.memories.get(two).superseded_by == made
    assert _current(safe) == {"Home town": "Porto"}

    assert safe.memories.undo(made).id == one
    assert _current(safe) == {"Home town": "Lisbon", "Town": "Lissabon"}


def test_undoing_a_revision_twice_brings_the_newer_one_back(safe: Safe) -> None:
    (old,) = remembered(safe, a_fact(summary="Lisbon"))
    (new,) = safe.memories.apply([_moved(old, "Porto")])

    for _ in range(2):
        assert safe.memories.undo(new).id == old
        assert _current(safe) == {"Home town": "Lisbon"}
        assert safe.search.memories(["porto"], Filter()) == []
        assert safe.memories.undo(old).id == new
        assert _current(safe) == {"Home town": "Porto"}
        assert safe.memories.get(old).superseded_by == new
        assert safe.memories.get(old).valid_to == NOON + DAY


def test_undoing_takes_along_what_was_built_on_it(safe: Safe) -> None:
    (old,) = remembered(safe, a_fact(summary="Lisbon"))
    (new,) = safe.memories.apply([_moved(old, "Porto")])
    (newest,) = safe.memories.apply([_moved(new, "Faro", NOON + 2 * DAY)])

    assert safe.memories.undo(old).id == old
    assert _current(safe) == {"Home town": "Lisbon"}

    assert safe.memories.undo(old).id == newest
    assert _current(safe) == {"Home town": "Faro"}


def test_a_version_says_whether_it_was_taken_back(safe: Safe) -> None:
    (id,) = remembered(safe, a_fact(summary="Lisbon"))
    safe.memories.apply([Extend(id, _town("Porto"), (), "edited")])
    safe.memories.undo(id)

    assert [(step.reason, step.undone) for step in safe.memories.history(id)] == [
        ("edited", True),
        ("undone", False),
    ]
    safe.memories.undo(id)
    assert [step.undone for step in safe.memories.history(id)] == [False, True, False]


def test_a_day_of_the_agents_is_taken_back_and_a_dry_run_tells_the_same(
    safe: Safe, clock: WoundClock
) -> None:
    before = remembered(safe, a_fact("a", "a1"), a_fact("b", "b1", author=Author.USER))
    clock.now = MARCH_4 + DAY / 2
    safe.memories.apply(
        [
            Extend(before[0], {"name": "a", "summary": "a2"}, (), "more"),
            Extend(before[0], {"name": "a", "summary": "a3"}, (), "more", Author.DREAM),
            a_fact("c", "c1"),
            a_fact("d", "d1", author=Author.USER),
            Retire(before[1], NOON, "gone"),
        ]
    )
    clock.now = MARCH_4 + 3 * DAY
    meant = _day_undone(safe, dry_run=True)
    assert _current(safe) == {"a": "a3", "c": "c1", "d": "d1"}

    done = _day_undone(safe)

    # What was made on the day before noon belongs to it as well: the clock stood at nine.
    assert {(one.title, one.effect) for one in done.changed} == {
        ("a", Effect.LEAVES),
        ("b", Effect.RETURNS),
        ("c", Effect.LEAVES),
    }
    assert (meant.changed, meant.kept, meant.dry_run, meant.batch) == (done.changed, done.kept, True, None)
    assert done.kept == ()
    assert _current(safe) == {"b": "b1", "d": "d1"}
    assert {hit.id for hit in safe.search.memories(["b1"], Filter())} == {before[1]}


def test_another_day_is_left_alone(safe: Safe, clock: WoundClock) -> None:
    (fact,) = remembered(safe, a_fact("a", "a1"))
    clock.now = MARCH_4 + DAY
    safe.memories.apply([Extend(fact, {"name": "a", "summary": "a2"}, (), "more", Author.DREAM)])

    done = safe.memories.undo_between(MARCH_4 + DAY, MARCH_4 + 2 * DAY)

    assert [(one.title, one.effect) for one in done.changed] == [("a", Effect.REVERTS)]
    assert _current(safe) == {"a": "a1"}
    assert safe.memories.undo_between(MARCH_4 + 5 * DAY, MARCH_4 + 6 * DAY).batch is None


def test_what_the_user_changed_since_stays_and_is_named(safe: Safe, clock: WoundClock) -> None:
    mine, _ = remembered(safe, a_fact("mine", "m1"), a_fact("theirs", "t1"))
    clock.now = MARCH_4 + 2 * DAY
    safe.memories.apply([Extend(mine, {"name": "mine", "summary": "m2"}, (), "put right", Author.USER)])

    done = _day_undone(safe)

    assert [one.title for one in done.changed] == ["theirs"]
    assert [(one.memory, one.title, one.author, one.at) for one in done.kept] == [
        (mine, "mine", Author.USER, clock.now)
    ]
    assert _current(safe) == {"mine": "m2"}


def test_what_hangs_together_with_a_kept_memory_stays_too(safe: Safe, clock: WoundClock) -> None:
    clock.now = MARCH_4 - DAY
    (old,) = remembered(safe, a_fact(summary="Lisbon"))
    clock.now = MARCH_4
    (new,) = safe.memories.apply([_moved(old, "Porto")])
    clock.now = MARCH_4 + DAY
    safe.memories.apply([Extend(new, _town("Porto, Ribeira"), (), "put right", Author.USER)])

    done = _day_undone(safe)

    assert done.changed == ()
    assert {(one.memory, one.author) for one in done.kept} == {(new, Author.USER), (old, None)}
    assert _current(safe) == {"Home town": "Porto, Ribeira"}


def test_what_an_agent_built_on_it_another_day_stays_and_is_named_until_that_is_undone(
    safe: Safe, clock: WoundClock
) -> None:
    (fact,) = remembered(safe, a_fact("a", "a1"))
    clock.now = MARCH_4 + DAY
    safe.memories.apply([Extend(fact, {"name": "a", "summary": "a2"}, (), "more")])

    assert [one.author for one in _day_undone(safe).kept] == [Author.AGENT]

    safe.memories.undo_between(MARCH_4 + DAY, MARCH_4 + 2 * DAY)
    assert [one.title for one in _day_undone(safe).changed] == ["a"]
    assert _current(safe) == {}


def test_an_undone_day_comes_back_whole_by_its_name(safe: Safe, clock: WoundClock) -> None:
    (old,) = remembered(safe, a_fact(summary="Lisbon"))
    (new,) = safe.memories.apply([_moved(old, "Porto")])
    (other,) = remembered(safe, a_fact("other", "kept"))
    clock.now = MARCH_4 + 2 * DAY
    done = _day_undone(safe)
    assert _current(safe) == {}
    assert done.batch is not None

    back = safe.memories.undo_batch(done.batch)

    assert _current(safe) == {"Home town": "Porto", "other": "kept"}
    assert {one.memory for one in back.changed} == {old, new, other}
    with pytest.raises(NotFound, match="taken back before"):
        safe.memories.undo_batch(done.batch)
    assert {one.title for one in _day_undone(safe).changed} == {"Home town", "other"}


def test_one_memory_of_an_undone_day_may_come_back_alone(safe: Safe, clock: WoundClock) -> None:
    one, _ = remembered(safe, a_fact("one", "1"), a_fact("two", "2"))
    clock.now = MARCH_4 + 2 * DAY
    done = _day_undone(safe)

    assert safe.memories.undo(one).current
    assert _current(safe) == {"one": "1"}
    assert done.batch is not None
    assert [change.title for change in safe.memories.undo_batch(done.batch).changed] == ["two"]
    assert _current(safe) == {"one": "1", "two": "2"}


def test_what_was_undone_by_hand_is_no_conflict(safe: Safe, clock: WoundClock) -> None:
    (fact,) = remembered(safe, a_fact("a", "a1"))
    safe.memories.apply([Extend(fact, {"name": "a", "summary": "a2"}, (), "more")])
    clock.now = MARCH_4 + 2 * DAY
    safe.memories.undo(fact)

    done = _day_undone(safe)

    assert [one.title for one in done.changed] == ["a"]
    assert done.kept == ()


def test_nothing_says_what_a_forgotten_history_was(safe: Safe, clock: WoundClock) -> None:
    """The older memory lost its history with one of its sources; the newer one, which took its place, stays."""
    one, two = a_turn("one"), a_turn("two")
    kept(safe, one, two)
    clock.now = MARCH_4 - DAY
    (old,) = remembered(safe, a_fact("Home town", "Lisbon", a_source(one), a_source(two)))
    clock.now = MARCH_4
    (new,) = safe.memories.apply([_moved(old, "Porto")])
    safe._database.execute(
        "DELETE FROM memory_version WHERE memory = (SELECT seq FROM memory WHERE id = ?)", (old.bytes,)
    )

    done = _day_undone(safe)

    assert (done.changed, [change.memory for change in done.kept]) == ((), [new])
    assert _current(safe) == {"Home town": "Porto"}
    with pytest.raises(WrongUse):
        safe.memories.undo(new)


def test_what_was_so_then_and_what_was_known_then(safe: Safe, clock: WoundClock) -> None:
    clock.now = NOON
    (lisbon,) = remembered(safe, a_fact(summary="Lisbon", time=NOON - 10 * DAY))
    clock.now = NOON + 30 * DAY  # said late: moved three weeks before
    (porto,) = safe.memories.apply([_moved(lisbon, "Porto", NOON + 9 * DAY)])

    def at(time: datetime) -> list[tuple[MemoryId, bool, bool]]:
        return [(one.memory.id, one.held, one.known) for one in safe.memories.as_of(time, "semantic")]

    assert at(NOON - 20 * DAY) == []
    assert at(NOON - 5 * DAY) == [(lisbon, True, False)]
    assert at(NOON + DAY) == [(lisbon, True, True)]
    assert at(NOON + 20 * DAY) == [(porto, True, False), (lisbon, False, True)]
    assert at(NOON + 40 * DAY) == [(porto, True, True)]
    assert safe.memories.as_of(NOON + 40 * DAY, "episodic") == []
    with pytest.raises(WrongUse):
        safe.memories.as_of(NOON, "dreams")


def test_a_memory_at_a_time_has_the_words_it_had_then(safe: Safe, clock: WoundClock) -> None:
    clock.now = NOON
    (id,) = remembered(safe, a_fact(summary="Lisbon"))
    clock.now = NOON + 2 * DAY
    safe.memories.apply([Extend(id, _town("Lisbon, Alfama"), (), "more")])

    (early,) = safe.memories.as_of(NOON + DAY)
    (late,) = safe.memories.as_of(NOON + 3 * DAY)

    assert (early.body or {})["summary"] == "Lisbon"
    assert (late.body or {})["summary"] == "Lisbon, Alfama"
    assert early.memory.body["summary"] == "Lisbon, Alfama"


def test_what_was_undone_was_never_so_but_was_known(safe: Safe, clock: WoundClock) -> None:
    clock.now = NOON
    (lisbon,) = remembered(safe, a_fact(summary="Lisbon"))
    clock.now = NOON + 2 * DAY
    (porto,) = safe.memories.apply([_moved(lisbon, "Porto", NOON + DAY)])
    clock.now = NOON + 4 * DAY
    safe.memories.undo(porto)

    then = {one.memory.id: (one.held, one.known) for one in safe.memories.as_of(NOON + 3 * DAY)}
    now = {one.memory.id: (one.held, one.known) for one in safe.memories.as_of(NOON + 5 * DAY)}

    assert then == {lisbon: (True, False), porto: (False, True)}
    assert now == {lisbon: (True, True)}


def test_secrets_stay_out_of_the_past_too(safe: Safe, clock: WoundClock) -> None:
    (id,) = remembered(safe, a_secret_entry("hunter2"))
    clock.wind(days=1)
    safe.memories.apply([Extend(id, {"caption": "Mail", "secret_value": "hunter3"}, (), "changed")])

    then = safe.memories.as_of(clock.now - timedelta(hours=1))
    told = repr(then) + repr(safe.memories.history(id)) + repr(_day_undone(safe, dry_run=True))

    assert "Mail" in told
    assert "hunter" not in told


def test_a_safe_of_the_first_shape_keeps_its_history_and_can_undo(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        key = bytes(safe._keys.database())
    (tmp_path / "main.db").unlink()
    connection = connect(tmp_path, key, new=True)
    migrations.bring_up(connection, [s001_first.step])
    insert = (
        "INSERT INTO memory(seq, id, kind, body, title, text, grams, context, key, created, revised, valid_from, "
        "valid_to, superseded_by, confidence, importance, author) "
        "VALUES (?, ?, 'semantic', ?, 'Home town', 'x', '', '', '', 5, 5, 5, ?, ?, 1, 1, 'agent')"
    )
    names = [MemoryId(ids.new(NOON)) for _ in range(3)]
    old, new = '{"name": "Home town", "summary": "Lisbon"}', '{"name": "Home town", "summary": "Porto"}'
    connection.execute(insert, (2, names[1].bytes, new, None, None))
    connection.execute(insert, (1, names[0].bytes, old, 9, 2))
    connection.execute(insert, (3, names[2].bytes, old, None, None))
    version = "INSERT INTO memory_version(memory, number, at, author, reason, body) VALUES (?, ?, ?, 'agent', 'x', ?)"
    connection.execute(version, (1, 1, 7, new))
    connection.execute(version, (1, 2, 9, old))
    connection.execute(version, (3, 1, 8, new))
    connection.close()
    _forget_the_count(tmp_path)

    with reopened(tmp_path) as safe:
        assert [step.at.microsecond for step in safe.memories.history(names[1])] == [7, 9]
        assert safe.memories.undo(names[1]).id == names[0]
        assert safe.memories.get(names[0]).body["summary"] == "Lisbon"
        assert safe.memories.undo(names[2]).body["summary"] == "Porto"
        assert safe.memories.undo(names[0]).id == names[1]
        (fresh,) = remembered(safe, a_fact("fresh"))
        with pytest.raises(WrongUse, match="nothing to undo"):
            safe.memories.undo(fresh)
        assert safe.verify() == []


def _forget_the_count(home: Path) -> None:
    """The database was made anew beside its counter."""
    for counter in home.glob("commits*"):
        counter.unlink()
