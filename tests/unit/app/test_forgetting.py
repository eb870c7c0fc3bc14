"""What the safe forgets by age leaves the windows too: the chore of an open house."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agents import glosses
from app import build
from app.bus import Bus
from app.events import Event, Forgotten
from app.interfaces import Forget, Incoming, IncomingFrame, IncomingTurn, Query
from tests.factories import a_safe
from tests.fakes.clock import WoundClock

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.mark.expects_log("Search goes by words alone")
def test_a_day_after_a_rule_was_made_the_chore_forgets_and_tells(tmp_path: Path) -> None:
    clock, bus, news = WoundClock(), Bus(), list[Event]()
    bus.subscribe(news.append)
    house = build.house(a_safe(tmp_path / "home", clock), tmp_path / "cache", bus, clock)
    try:
        now = clock()
        old, young = house.keep(
            [Incoming(frame=IncomingFrame(now - n * DAY, text=f"day {n}", app="Slack")) for n in (9, 1)]
        ).ids
        house.retain("frames", "slack", 5)
        chores = house._rooms.chores

        chores.do_all()
        assert house.receipts() == []
        clock.wind(DAY)
        chores.do_all()

        (receipt,) = house.receipts()
        assert (receipt.cause, receipt.by, receipt.observations) == ("retention", ("frames", "age"), 1)
        assert [event.ids for event in news if isinstance(event, Forgotten)] == [(old,)]
        assert [frame.id for frame in house.frames(now - 99 * DAY, now + DAY)] == [young]
        assert house.retention()[0].acted == clock()
    finally:
        house.close()


@pytest.mark.expects_log("Search goes by words alone")
def test_a_memory_of_two_turns_is_told_by_the_one_that_is_left(tmp_path: Path) -> None:
    clock = WoundClock()
    house = build.house(a_safe(tmp_path / "home", clock), tmp_path / "cache", Bus(), clock)
    told = (
        "My sister Mirela Duarte works as a nurse in Faro.",
        "My sister Mirela Duarte is allergic to strawberries.",
    )
    try:
        items = [
            Incoming(turn=IncomingTurn(clock() + n * MINUTE, text, "lake", "Ana"))
            for n, text in enumerate(told)
        ]
        _, second = house.keep(items).ids
        while house.digest(60, "none").pending:
            pass
        house.search(Query("Mirela strawberries"))
        assert glosses.terms.cache_info().currsize
        before = [memory for memory in house.memories("semantic") if "nurse" in str(memory.body)]
        assert any("strawberries" in str(memory.body) for memory in before)

        foretold = house.forget(Forget(match="strawberries", dry_run=True))
        receipt = house.forget(Forget(match="strawberries"))

        assert glosses.terms.cache_info().currsize == 0
        assert second in receipt.ids
        assert (receipt.rewritten, receipt.memories) == (foretold.rewritten, foretold.memories)
        assert receipt.rewritten >= 1
        left = house.memories("semantic", past=True)
        assert any("nurse" in str(memory.body) for memory in left)
        assert not any("strawberries" in str(memory.body) for memory in left)
        assert not any(
            "strawberries" in hit.snippet for hit in house.search(Query("Mirela strawberries")).hits
        )
    finally:
        house.close()
