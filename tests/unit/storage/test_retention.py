"""What is kept for a time only: foretold, not before a day has passed, once a day, in pieces with receipts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import retention
from storage.errors import NotFound, WrongUse
from storage.model import Cause, Kept
from storage.retention import Aged, Forecast
from storage.safe import Safe
from tests.factories import a_fact, a_frame, a_source, a_turn, kept, remembered
from tests.fakes.clock import WoundClock

DAY = timedelta(days=1)


def _days_of_frames(safe: Safe, clock: WoundClock, number: int, app: str = "Editor") -> None:
    now = clock()
    for n in range(number):
        frame = a_frame(f"day {n}", now - (n + 0.5) * DAY, app=app)
        safe.observations.keep([Kept(frame, b"picture", b"small")])


def _act(safe: Safe) -> int:
    pieces = 0
    while safe.retention.act() is not None:
        pieces += 1
    return pieces


def test_a_rule_waits_a_day_then_takes_what_is_over_its_time(safe: Safe, clock: WoundClock) -> None:
    _days_of_frames(safe, clock, 6)
    _days_of_frames(safe, clock, 6, "Mail")
    rule = safe.retention.add(Aged.FRAMES, "editor", 3)
    assert rule.starts == clock() + DAY
    assert safe.retention.forecast(Aged.FRAMES, "editor", 3) == Forecast(3, 3)

    assert _act(safe) == 0
    clock.wind(seconds=86_400)
    assert _act(safe) == 1

    left = safe.observations.frames(None, None)
    assert sum(frame.app == "Editor" for frame in left) == 2
    assert sum(frame.app == "Mail" for frame in left) == 6
    (receipt,) = safe.receipts.all()
    assert (receipt.cause, receipt.by, receipt.observations) == (Cause.RETENTION, ("frames", "age"), 4)
    assert safe.receipts.verify() == []


def test_it_acts_once_a_day(safe: Safe, clock: WoundClock) -> None:
    _days_of_frames(safe, clock, 2)
    safe.retention.add(Aged.FRAMES, "", 1)
    clock.wind(seconds=86_400)
    assert _act(safe) == 1
    kept(safe, a_frame("late arrival", clock() - 9 * DAY))

    assert _act(safe) == 0
    clock.wind(seconds=86_400)
    assert _act(safe) == 1


def test_it_works_in_pieces(safe: Safe, clock: WoundClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "PIECE", 2)
    _days_of_frames(safe, clock, 5)
    safe.retention.add(Aged.FRAMES, "", 1)
    clock.wind(seconds=86_400)

    assert _act(safe) == 3
    assert [receipt.observations for receipt in safe.receipts.all()] == [1, 2, 2]


def test_pictures_alone_go_and_the_text_stays(safe: Safe, clock: WoundClock) -> None:
    _days_of_frames(safe, clock, 4)
    safe.retention.add(Aged.PICTURES, "", 2)
    clock.wind(seconds=86_400)

    assert safe.retention.forecast(Aged.PICTURES, "", 2) == Forecast(pictures=3)
    assert _act(safe) == 1

    frames = safe.observations.frames(None, None)
    assert len(frames) == 4
    assert [frame.has_picture for frame in frames] == [False, False, False, True]
    assert safe.observations.thumbnail(frames[0].id) is None
    assert safe.observations.thumbnail(frames[3].id) is not None
    (receipt,) = safe.receipts.all()
    assert (receipt.pictures, receipt.observations, len(receipt.stripped)) == (3, 0, 3)
    assert len(list((safe.home / "pictures").glob("*/*"))) == 1
    assert safe.verify() == []


def test_memories_of_a_kind_go_by_their_age_but_not_pinned_ones(safe: Safe, clock: WoundClock) -> None:
    old = clock() - 40 * DAY
    gone, pinned, young = remembered(
        safe, a_fact("a", "b", time=old), a_fact("c", "d", time=old), a_fact("e", "f", time=clock())
    )
    safe.memories.pin(pinned, True)
    assert safe.retention.forecast(Aged.MEMORIES, "semantic", 30) == Forecast(memories=1)
    safe.retention.add(Aged.MEMORIES, "semantic", 30)
    clock.wind(seconds=86_400)

    assert _act(safe) == 1
    assert {memory.id for memory in safe.memories.list()} == {pinned, young}
    assert safe.receipts.all()[0].ids == (gone,)


def test_the_forecast_counts_memories_that_would_lose_sources(safe: Safe, clock: WoundClock) -> None:
    turn = a_turn("said", clock() - 5 * DAY)
    kept(safe, turn)
    remembered(safe, a_fact("a", "b", a_source(turn)))

    assert safe.retention.forecast(Aged.TURNS, "", 3) == Forecast(1, 0, 0, 1)


def test_a_rule_is_replaced_and_removed(safe: Safe) -> None:
    first = safe.retention.add(Aged.FRAMES, "Mail", 9)
    assert safe.retention.add(Aged.FRAMES, "Mail", 5).id == first.id
    assert [rule.days for rule in safe.retention.rules()] == [5]

    safe.retention.remove(first.id)

    assert safe.retention.rules() == []
    with pytest.raises(NotFound):
        safe.retention.remove(first.id)


@pytest.mark.parametrize(
    ("what", "name", "days"),
    [(Aged.FRAMES, "", 0), (Aged.MEMORIES, "nonsense", 5), (Aged.TURNS, "chat", 5), (Aged.FRAMES, "", 10**6)],
)
def test_a_rule_that_makes_no_sense_is_refused(safe: Safe, what: Aged, name: str, days: int) -> None:
    with pytest.raises(WrongUse):
        safe.retention.add(what, name, days)
