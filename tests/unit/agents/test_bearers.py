"""Which firm, work or house it is must be named where it is asked."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents import bearers, question
from tests.fakes.reading import at

ZONE = ZoneInfo("UTC")


def untold(asked: str, text: str) -> bool:
    return bearers.untold(question.parse(asked, at("2026-03-09T10:00"), ZONE), text)


@pytest.mark.parametrize(
    ("asked", "without", "naming"),
    [
        ("What make is the dishwasher?", "the dishwasher leaks again, third time", "it's a Velk dishwasher"),
        (
            "Which firm is laying the carpet?",
            "On Monday the carpet people come at nine.",
            "On Monday Harlow & Finch lay the carpet.",
        ),
        (
            "Which chemist had the drops?",
            "Mr Aldous got me the drops in Whitby.",
            "Got the drops at Penrose Pharmacy.",
        ),
        (
            "Which book is the reading circle on?",
            "the circle meets on Thursday",
            "we're on “the salt path” now",
        ),
        (
            "In which hall is the concert?",
            "the concert is at seven, bring stands",
            "the concert is in Aldersey Hall",
        ),
        ("Che marca è la lavatrice?", "La lavatrice perde acqua.", "La lavatrice è una Brenta."),
    ],
)
def test_a_name_is_needed(asked: str, without: str, naming: str) -> None:
    assert untold(asked, without)
    assert not untold(asked, naming)


@pytest.mark.parametrize(
    "asked", ["Which animal do I keep?", "On which school day is chess?", "What is the firm's phone number?"]
)
def test_what_is_told_without_a_name_needs_none(asked: str) -> None:
    assert not untold(asked, "there is a tortoise in the garage")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Who should get the minutes?", "the minutes are too long, half a page from now on"),
        ("Who leads the walk?", "The walk is on Thursdays at 9 in Glen Tarbet"),
        ("Chi guida la gita?", "La gita parte alle 9"),
    ],
)
def test_where_nobody_is_told_of_who_is_not_answered(asked: str, text: str) -> None:
    parsed = question.parse(asked, at("2026-03-09T10:00"), ZONE)

    assert bearers.nobody(parsed, text, shown=False)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("my neighbour leads it", False),
        ("Jorunn leads the walk", False),
        ("the ranger leads it", False),
        ("the fee goes to Aldersey Walks", False),
        ("Walk leader: Ivo Marsh", True),
        ("User leads the walk", False),
    ],
)
def test_somebody_is_told_of_by_name_or_by_what_they_are(text: str, shown: bool) -> None:
    parsed = question.parse("Who goes in front?", at("2026-03-09T10:00"), ZONE)

    assert not bearers.nobody(parsed, text, shown=shown)


def test_the_first_word_of_a_line_on_a_screen_is_nobody() -> None:
    parsed = question.parse("Who goes in front?", at("2026-03-09T10:00"), ZONE)

    assert bearers.nobody(parsed, "Checkout 2 x 14.00", shown=True)
