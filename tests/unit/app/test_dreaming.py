"""When a dream begins by itself, how it gives way and goes on, and that it is taken back as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agents import dream
from agents.dream import View, Wishes
from agents.kinds import rules
from app import settings
from app.services.dreaming import REST, Dreaming
from storage.errors import ChangedMeanwhile, ForgottenMeanwhile, LeaseLost, NotFound, WrongUse
from storage.model import Add, Author, Extend, JobKind, Retire, Tie
from storage.safe import Safe
from tests.bench import bench_dream
from tests.factories import NOON, a_fact, a_safe, a_source, a_turn, kept, remembered, reopened
from tests.fakes.clock import WoundClock

ZONE = ZoneInfo("UTC")


class World:
    """A real safe with a dreaming over it, and a computer whose use the test decides."""

    def __init__(self, home: Path) -> None:
        self.clock = WoundClock(NOON + timedelta(days=3))
        self.home = home
        self.idle: Iterator[float] | float = 600.0
        self.battery = False
        self.open(a_safe(home, self.clock))

    def open(self, safe: Safe) -> None:
        self.safe = safe
        self.dreaming = Dreaming(
            safe,
            rules(),
            ZONE,
            lambda: "",
            lambda ids: None,
            clock=self.clock,
            idle=self._idle,
            on_battery=lambda: self.battery,
        )

    def _idle(self) -> float:
        return self.idle if isinstance(self.idle, float) else next(self.idle, 0.0)

    def keep_twice(self, number: int) -> None:
        """So many facts, each kept twice in the same words."""
        facts = [a_fact(f"thing {n}", f"thing {n} stands on shelf {n} of the cellar") for n in range(number)]
        remembered(self.safe, *facts, *facts)

    def state(self) -> list[tuple[object, ...]]:
        """All that the memories say, past ones too, and what they are tied to."""
        return [
            (m.id, m.body, m.text, m.valid_from, m.valid_to, m.superseded_by, m.sources, m.links, m.importance)
            for m in self.safe.memories.list(include_past=True)
        ]  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "home")
    yield made
    made.safe.close()


def _whole(world: World, *only: str) -> Any:
    report = world.dreaming.dream(only, 60.0, None)
    assert not report.more
    return report


# -- when ------------------------------------------------------------------------------------------------------------


def test_a_dream_begins_after_three_minutes_without_input(world: World) -> None:
    world.idle = 179.0
    assert not world.dreaming.may()

    world.idle = 181.0
    assert world.dreaming.may()


@pytest.mark.parametrize("why", ["battery", "switched off", "no budget", "work is waiting"])
def test_a_dream_does_not_begin(world: World, why: str) -> None:
    assert world.dreaming.may()

    if why == "battery":
        world.battery = True
    elif why == "switched off":
        settings.change(world.safe, "dream.by_itself", "off")
    elif why == "no budget":
        settings.change(world.safe, "dream.minutes_a_day", 0)
    else:
        kept(world.safe, a_turn("the digest has not read this"))

    assert not world.dreaming.may()


def test_after_a_dream_comes_a_rest(world: World) -> None:
    world.dreaming.work()
    assert world.safe.dreams.latest()[0].ended is not None
    assert not world.dreaming.may()

    world.clock.wind(REST)
    assert world.dreaming.may()


def test_what_was_spent_by_itself_counts_against_the_day_s_budget(world: World) -> None:
    settings.change(world.safe, "dream.minutes_a_day", 1)
    world.dreaming.work()
    world.clock.wind(REST)
    world.safe.dreams.spend(world.safe.dreams.latest()[0].id, 61.0)
    assert not world.dreaming.may()

    world.clock.wind(days=1)
    assert world.dreaming.may()


# -- giving way ------------------------------------------------------------------------------------------------------


def test_a_dream_stops_when_somebody_comes_back_and_goes_on_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.dreaming.WATCH_SECONDS", 0.0)
    monkeypatch.setattr("app.services.dreaming.AT_ONCE", 5)
    world.keep_twice(40)
    world.idle = iter([300.0 + number for number in range(26)])

    world.dreaming.work()
    (cut,) = world.safe.dreams.latest()
    done = sum(not memory.current for memory in world.safe.memories.list(include_past=True))
    world.idle = 900.0
    world.dreaming.work()
    (over,) = world.safe.dreams.latest()

    assert cut.ended is None
    assert 0 < done < 40
    assert (over.id, over.ended is not None) == (cut.id, True)
    assert len(world.safe.memories.list()) == 40
    assert over.tasks[0].changes == 40


def test_a_dream_that_was_cut_off_by_a_kill_goes_on_after_the_next_unlock(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.dreaming.AT_ONCE", 5)
    world.keep_twice(12)
    begun = world.safe.dreams.begin(["merge", "links"], asked=True)
    (job,) = world.safe.jobs.claim([JobKind.DREAM])
    first, second = world.safe.memories.list(limit=2)
    tied = Tie(first.id, second.id, "for once")
    world.safe.dreams.apply(job, [], [tied])
    world.safe.close()

    world.open(reopened(world.home, world.clock))
    report = _whole(world)

    assert report.run == begun.id
    assert len(world.safe.memories.list()) == 12
    assert [task.done for task in world.safe.dreams.get(begun.id).tasks] == [True, True]


# -- taking back -------------------------------------------------------------------------------------------------------


def test_a_dream_taken_back_leaves_everything_as_it_was_and_is_not_dreamt_again(world: World) -> None:
    world.keep_twice(6)
    turn = a_turn("Mirela Duarte came for lunch")
    kept(world.safe, turn)
    remembered(
        world.safe,
        a_fact("Mirela Duarte", "Mirela Duarte is a vet in Braga", a_source(turn)),
        a_fact("Lunch", "User had lunch with Mirela Duarte at the harbour", a_source(turn)),
    )
    before = world.state()

    report = _whole(world)
    after = world.state()
    undone = world.dreaming.undo(None)

    assert after != before
    assert len(undone.changed) == 6
    assert world.state() == before
    with pytest.raises(NotFound):
        world.dreaming.undo(report.run)
    again = _whole(world)
    assert all((task.changes, task.links) == (0, 0) for task in again.tasks)
    assert world.state() == before


def test_a_second_dream_changes_nothing(world: World) -> None:
    world.keep_twice(6)
    _whole(world)
    before = world.state()

    report = _whole(world)

    assert all((task.changes, task.links, task.lines) == (0, 0, ()) for task in report.tasks)
    assert world.state() == before


def test_what_the_user_changed_since_stays_when_a_dream_is_taken_back(world: World) -> None:
    world.keep_twice(1)
    _whole(world)
    (stays,) = world.safe.memories.list()
    body = stays.body | {"summary": "thing 0 was sold"}
    world.safe.memories.apply([Extend(stays.id, body, (), "edited", Author.USER)])

    world.dreaming.undo(None)

    assert sorted(memory.body["summary"] for memory in world.safe.memories.list()) == [
        "thing 0 stands on shelf 0 of the cellar",
        "thing 0 was sold",
    ]


def test_every_change_of_a_dream_has_its_author_its_reason_and_one_run(world: World) -> None:
    world.keep_twice(3)
    report = _whole(world)

    steps = [
        version
        for memory in world.safe.memories.list(include_past=True)
        for version in world.safe.memories.history(memory.id)
        if memory.current
    ]

    assert {(version.author, bool(version.reason)) for version in steps} == {(Author.DREAM, True)}
    rows = world.safe._database.rows("SELECT DISTINCT batch FROM step WHERE author = 'dream'")
    assert rows == [(report.run.bytes,)]


def test_foretelling_changes_nothing(world: World) -> None:
    world.keep_twice(3)
    before = world.state()

    report = world.dreaming.foretell(())

    assert (report.run, report.tasks[0].changes) == (None, 3)
    assert world.state() == before
    assert world.safe.dreams.latest() == []
    with pytest.raises(WrongUse):
        world.dreaming.foretell(("nonsense",))


# -- what goes on meanwhile --------------------------------------------------------------------------------------------


def test_a_memory_that_was_changed_meanwhile_is_left_alone(world: World) -> None:
    (fact,) = remembered(world.safe, a_fact())
    read = world.safe.memories.get(fact)
    world.safe.dreams.begin(["merge"], asked=True)
    (job,) = world.safe.jobs.claim([JobKind.DREAM])
    gone = Retire(fact, world.clock(), "thought of before", Author.DREAM)

    for change in (lambda: world.safe.memories.pin(fact, True), lambda: _edited(world, fact)):
        change()
        with pytest.raises(ChangedMeanwhile):
            world.safe.dreams.apply(job, [gone], [], read=[read])
        world.safe.memories.pin(fact, False)

    assert world.safe.memories.get(fact).current


def _edited(world: World, fact: Any) -> None:
    world.clock.wind(seconds=1)
    body = {"name": "Home town", "summary": "Ana lives in Porto."}
    world.safe.memories.apply([Extend(fact, body, (), "edited", Author.USER)])


def test_nothing_is_written_after_a_forgetting_or_by_who_lost_the_task(world: World) -> None:
    (fact,) = remembered(world.safe, a_fact())
    world.safe.dreams.begin(["merge"], asked=True)
    (job,) = world.safe.jobs.claim([JobKind.DREAM])
    gone = Retire(fact, world.clock(), "thought of before", Author.DREAM)
    mark = world.safe.receipts.mark()
    turn = a_turn("a secret plan")
    kept(world.safe, turn)
    world.safe.forgetting.forget(ids=[turn.id])

    with pytest.raises(ForgottenMeanwhile):
        world.safe.dreams.apply(job, [gone], [], read_at=mark)
    with pytest.raises(LeaseLost):
        world.safe.dreams.apply(replace(job, lease="another"), [gone], [])
    assert world.safe.memories.get(fact).current


@pytest.mark.expects_log("a task of a dream failed")
def test_a_task_that_fails_does_not_end_the_others(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_view: View) -> Wishes:
        raise ValueError("no such thing")
        yield None

    world.keep_twice(2)
    broken = dream.Task("refresh", "fails", fails)
    monkeypatch.setattr(dream, "TASKS", {**dream.TASKS, "refresh": broken})

    report = world.dreaming.dream((), 60.0, None)

    assert len(world.safe.memories.list()) == 2
    assert not report.more
    assert [job.error for job in world.safe.jobs.resting()] == ["ValueError"]


def test_what_contradicts_the_profile_waits_in_the_inbox_and_is_not_asked_twice(world: World) -> None:
    turn = a_turn("I live in Vik now")
    kept(world.safe, turn)
    home = {"label": "human", "topic": "home", "value": "User lives in Moss"}
    moved = {"occurred_at": NOON.isoformat(), "summary": "User lives in Vik now", "event_type": "told"}
    world.safe.memories.apply(
        [
            Add("core", home, (), NOON - timedelta(days=30), "said so"),
            Add("episodic", moved, (a_source(turn),), NOON, "told with a date"),
        ]
    )

    first, second = _whole(world, "profile"), _whole(world, "profile")
    (held,) = world.safe.proposals.list()

    assert "Moss" in first.tasks[0].look[0]
    assert second.tasks[0].look == ()
    assert (held.effect, held.times) == ("revise", 1)
    assert world.safe.memories.list("core")[0].body["value"] == "User lives in Moss"
    world.safe.proposals.accept(held.id)
    assert world.safe.memories.list("core")[0].body["value"] == "User lives in Vik now"


# -- forgetting --------------------------------------------------------------------------------------------------------


def _events(world: World, texts: Sequence[str]) -> list[Any]:
    turns = [a_turn(text, NOON + timedelta(minutes=number)) for number, text in enumerate(texts)]
    kept(world.safe, *turns)
    for turn in turns:
        body = {"occurred_at": turn.time.isoformat(), "summary": turn.text, "event_type": "told"}
        world.safe.memories.apply(
            [Add("episodic", body, (a_source(turn, turn.text),), turn.time, "told with a date")]
        )
    return turns


def _every_word(world: World) -> str:
    """All that memories say or said, with their history, reasons, quotes and ties."""
    held = world.safe.memories.list(include_past=True)
    past = [world.safe.memories.history(memory.id) for memory in held]
    rows = world.safe._database.rows("SELECT why FROM memory_link")
    return "\n".join([*map(str, held), *map(str, past), *(why for (why,) in rows)])


def test_no_word_of_what_was_forgotten_stays_in_a_sum_or_a_tie(world: World) -> None:
    turns = _events(
        world, ["User bred zebrafish with Mirela Duarte", "User met Mirela Duarte", "User sold the kiln"]
    )
    world.clock.now = datetime(2026, 4, 2, tzinfo=UTC)
    _whole(world)
    said = _every_word(world)
    assert said.count("zebrafish") > 3
    assert "day 2026-03-04" in said

    world.safe.forgetting.forget(ids=[turns[0].id])

    assert "zebrafish" not in _every_word(world)
    _whole(world)
    again = _every_word(world)
    assert "zebrafish" not in again
    assert "day 2026-03-04" in again
    assert "kiln" in again


def test_a_sum_goes_with_a_memory_that_was_forgotten_by_itself(world: World) -> None:
    _events(world, ["User bred zebrafish", "User sold the kiln"])
    _whole(world)
    (fish,) = (memory for memory in world.safe.memories.list() if memory.title == "User bred zebrafish")

    world.safe.forgetting.forget(ids=[fish.id])

    assert "zebrafish" not in _every_word(world)


def test_a_safe_with_dreams_verifies(world: World) -> None:
    _events(world, ["User met Mirela Duarte", "User sold the kiln"])
    _whole(world)
    world.safe.dreams.begin(["merge"], asked=True)

    assert world.safe.verify() == []


def test_a_long_life_is_dreamt_over_in_bounded_time_and_a_second_time_without_a_change(
    tmp_path: Path,
) -> None:
    number = 5000 if os.environ.get("PROVE") else 600
    clock = WoundClock(bench_dream.START + timedelta(minutes=9 * number, days=3))
    with a_safe(tmp_path / "life", clock) as safe:
        bench_dream.fill(safe, number)
        made = bench_dream.dreaming(safe, clock)
        first = made.dream((), 3600.0, None)
        spent = safe.dreams.latest()[0].spent
        second = made.dream((), 3600.0, None)
        left = [(memory.kind, memory.body["summary"]) for memory in safe.memories.list("semantic")]

    assert first.tasks[0].changes > 0
    assert all((task.changes, task.links) == (0, 0) for task in second.tasks)
    assert len(set(left)) == len(left)
    assert spent < 30.0 * number / 5000 + 3.0
