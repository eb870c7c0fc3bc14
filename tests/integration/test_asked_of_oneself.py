"""Who asks of themselves is answered by their own newest words: not by others', not by a page's, not by what was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app import build
from app.bus import Bus
from app.interfaces import Answer, Question
from app.services.house import House
from storage.model import Frame, Role, Turn
from tests import factories
from tests.factories import a_frame, a_turn, kept
from tests.fakes.clock import WoundClock

NOW = datetime(2026, 5, 18, 9, 0, tzinfo=UTC)
PAGE = {"app": "Browser", "window_title": "PeopleFinder", "url": "https://people.example/nora"}
pytestmark = pytest.mark.expects_log("Search goes by words alone")


def day(number: int) -> datetime:
    return datetime(2026, 5, number, 9, 0, tzinfo=UTC)


def said(number: int, text: str, **fields: Any) -> Turn:
    return a_turn(text, day(number), **{"speaker": "Nora", "thread": f"day {number}", **fields})


def among_friends(number: int, speaker: str, text: str) -> Turn:
    return said(number, text, speaker=speaker, role=Role.PARTICIPANT, thread="friends")


LIFE: tuple[Turn | Frame, ...] = (
    said(4, "I live in Altona, at Bahrenfelder Straße 118."),
    said(5, "My phone number is 0151 2278 4410."),
    said(6, "If I ever won the lottery I would move to Lisbon."),
    a_frame("Nora Lindqvist lives in Düsseldorf. Her emergency contact is Bernd Kallweit.", day(7), **PAGE),
    among_friends(8, "Sanna", "I live in Bergedorf these days."),
    said(9, "Ich helfe dir beim Umzug!"),
    said(10, "I changed my number. The new one is 0176 9034 5521."),
    among_friends(13, "Nora", "My dentist is Doctor Petrov."),
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """What Nora, whose name is known, said and saw in May."""
    clock = WoundClock(NOW)
    safe = factories.a_safe(tmp_path / "home", clock)
    kept(safe, *LIFE)
    made = build.house(safe, tmp_path / "cache", Bus(), clock)
    made.core_set("human", "Nora Lindqvist")
    while made.digest(60.0, "none", NOW).pending:
        continue
    yield made
    made.close()


def ask(house: House, question: str) -> Answer:
    return house.ask(Question(question, model="none", now=NOW))


def test_another_who_says_where_they_live_does_not_say_where_the_user_lives(house: House) -> None:
    assert ask(house, "Where do I live?").short == "Altona"


def test_helping_with_a_move_is_no_move_of_the_users(house: House) -> None:
    homes = [one.body["value"] for one in house.memories("core") if one.body["topic"] == "home"]

    assert homes == ["User lives in Altona, at Bahrenfelder Straße 118"]


def test_a_changed_number_answers_before_the_words_that_gave_the_old_one(house: House) -> None:
    assert ask(house, "What is my phone number?").short == "0176 9034 5521"


def test_what_only_a_page_says_of_the_user_is_told_as_its_claim(house: House) -> None:
    answer = ask(house, "Who is my emergency contact?")

    assert answer.answer.startswith("A page claimed this; you never said so.")
    assert answer.reason == "claimed"


def test_what_would_be_if_is_not_so(house: House) -> None:
    assert ask(house, "Did I move to Lisbon?").abstained
    assert ask(house, "Am I living in Lisbon now?").abstained
    # Where the user does live may be told instead.
    assert "Lisbon" not in ask(house, "Do I live in Lisbon?").answer


def test_the_user_is_known_by_name_among_others(house: House) -> None:
    assert ask(house, "Who is my dentist?").short == "Doctor Petrov"
