"""Who asks what there is at a time is told what is set for it, or what was said then; nothing of another time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import build
from app.bus import Bus
from app.interfaces import Answer, Question
from app.services.house import House
from storage.model import Role, Turn
from tests import factories
from tests.factories import a_turn, kept
from tests.fakes.clock import WoundClock

NOW = datetime(2026, 5, 18, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.expects_log("Search goes by words alone")


def said(day: int, speaker: str, text: str) -> Turn:
    at = datetime(2026, 5, day, 9, 0, tzinfo=UTC)
    return a_turn(text, at, speaker=speaker, role=Role.PARTICIPANT, thread=f"{speaker} {day}")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A load test that was moved to the 19th, a dentist on the 21st, a teacher from August on."""
    clock = WoundClock(NOW)
    safe = factories.a_safe(tmp_path / "home", clock)
    kept(
        safe,
        said(5, "Tobias", "The car needs a new clutch, the garage wants 1,340 euros."),
        said(7, "Marek", "The load test of the Veddel bridge is on Monday 18 May at 9:00."),
        a_turn(
            "My dentist appointment is on Thursday 21 May at 14:00.", datetime(2026, 5, 10, 9, tzinfo=UTC)
        ),
        said(12, "Marek", "Moved: Veddel bridge load test now Tuesday 19 May at 13:30."),
        said(13, "Tobias", "Greta gets a new teacher in August."),
    )
    made = build.house(safe, tmp_path / "cache", Bus(), clock)
    while made.digest(60.0, "none", NOW).pending:
        continue
    yield made
    made.close()


def ask(house: House, question: str) -> Answer:
    return house.ask(Question(question, model="none", now=NOW))


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("What will happen tomorrow?", "13:30", "dentist"),
        ("What do I have on Thursday?", "14:00", "Veddel"),
        ("我明天有什么安排？", "13:30", "dentist"),
        ("What did Tobias say on 5 May?", "1,340 euros", "teacher"),
        ("What did Marek say on 12 May?", "Tuesday 19 May", "Monday 18 May"),
    ],
)
def test_what_there_is_at_a_time_is_told(house: House, question: str, told: str, not_told: str) -> None:
    answer = ask(house, question)

    assert told in answer.answer
    assert not_told not in answer.answer


def test_what_was_set_for_a_time_and_moved_is_not_told_of_it(house: House) -> None:
    answer = ask(house, "What will happen today?")

    assert answer.abstained
    assert "Veddel" not in answer.answer
