"""The bare value in a line."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents import question, values
from agents.values import Said
from tests.fakes.reading import at

ZONE = ZoneInfo("UTC")
SAID = at("2026-03-09T10:00")


@pytest.mark.parametrize(
    ("asked", "line", "value"),
    [
        ("When did you go?", "We went three days ago.", "6 March 2026"),
        ("At what time is the call?", "The call is on Tuesday 10 March at 11:15, room Cedar.", "11:15"),
        ("In which room is the call?", "Tuesday 10 March at 11:15, room Cedar.", "Cedar"),
        ("From which platform does it leave?", "Platform 9", "9"),
        ("Where did he move?", "In the end he moved to Oslo Centre last May.", "Oslo Centre"),
        ("Who won the race?", "In the end it was Priya Mwangi who won.", "Priya Mwangi"),
        ("How much was the lamp?", "Lamp 2, rated 4.5: 360.90 EUR", "360.90 EUR"),
        ("How many tests failed?", "3 failed, 40 passed", "3"),
        ("How long have they been friends?", "We have been friends for 4 years now.", "4 years"),
        ("What is Radek's phone number?", "my new one is +44 7700 900568 from Friday", "+44 7700 900568"),
        ("What is the caption of the chart?", "Caption: Rainfall by month", "Rainfall by month"),
    ],
)
def test_the_value_of_the_asked_shape_is_found(asked: str, line: str, value: str) -> None:
    parsed = question.parse(asked, SAID, ZONE)

    assert values.value(Said(line, SAID, "Anna"), parsed, ZONE) == value


def test_a_number_of_the_question_is_no_answer_to_it() -> None:
    parsed = question.parse("How much did the Norrland 45 cost?", SAID, ZONE)

    assert values.value(Said("Norrland 45", SAID), parsed, ZONE) == ""


def test_a_short_answer_has_at_most_twelve_words() -> None:
    parsed = question.parse("What did she say?", SAID, ZONE)

    assert len(values.value(Said("word " * 40, SAID), parsed, ZONE).split()) <= 12
