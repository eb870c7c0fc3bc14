"""A question about a time in the past is answered from what was so then, not from what is so now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import build
from app.bus import Bus
from app.interfaces import Question
from app.services.house import House
from storage.model import Revise
from tests import factories
from tests.factories import a_fact, a_source, a_turn, kept, remembered
from tests.fakes.clock import WoundClock

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.expects_log("Search goes by words alone")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Ana lived in Lisbon from January on, in Porto from June on, in Faro since September."""
    clock = WoundClock(NOW)
    safe = factories.a_safe(tmp_path / "home", clock)
    told = [
        a_turn(f"I live in {town} now.", datetime(2026, month, 3, 9, tzinfo=UTC))
        for town, month in (("Lisbon", 1), ("Porto", 6), ("Faro", 9))
    ]
    kept(safe, *told)
    (id,) = remembered(
        safe, a_fact("Home town", "Ana lives in Lisbon.", a_source(told[0], told[0].text), time=told[0].time)
    )
    for town, turn in zip(("Porto", "Faro"), told[1:], strict=True):
        body = {"name": "Home town", "summary": f"Ana lives in {town}."}
        (id,) = safe.memories.apply([Revise(id, body, (a_source(turn, turn.text),), turn.time, "moved")])
    made = build.house(safe, tmp_path / "cache", Bus(), clock)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("question", "town"),
    [
        ("Where did Ana live in March?", "Lisbon"),
        ("Where did Ana live in July 2026?", "Porto"),
        ("Where did Ana live in October?", "Faro"),
        ("Where does Ana live now?", "Faro"),
        ("Where did Ana live originally?", "Lisbon"),
        ("Where did Ana live first?", "Lisbon"),
    ],
)
def test_the_fact_that_held_then_answers(house: House, question: str, town: str) -> None:
    answer = house.ask(Question(question, model="none", now=NOW))

    assert not answer.abstained
    assert town in answer.answer
    assert answer.short == town


def test_what_no_longer_holds_answers_where_it_is_asked_what_was_before(tmp_path: Path) -> None:
    clock = WoundClock(NOW)
    safe = factories.a_safe(tmp_path / "home", clock)
    card = a_turn("Here is the plumber's card.", datetime(2026, 1, 3, 9, tzinfo=UTC))
    kept(safe, card)
    quote = a_source(card, card.text)
    (id,) = remembered(safe, a_fact("Plumber", "The call-out is 60 pounds.", quote, time=card.time))
    body = {"name": "Plumber", "summary": "The call-out is 75 pounds."}
    safe.memories.apply([Revise(id, body, (quote,), datetime(2026, 6, 3, 9, tzinfo=UTC), "dearer")])
    made = build.house(safe, tmp_path / "cache", Bus(), clock)

    before = made.ask(Question("What was the plumber's call-out before it went up?", model="none", now=NOW))
    today = made.ask(Question("What is the plumber's call-out?", model="none", now=NOW))
    made.close()

    assert "60 pounds" in before.answer
    assert "75 pounds" in today.answer
