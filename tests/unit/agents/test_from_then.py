"""What is asked of from some day on is the newest that is known; what bears a day, or was so then, is of that day."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents.question import parse

NOW = datetime(2026, 9, 22, 20, tzinfo=UTC)


def limited_to(question: str) -> str:
    """The time that limits what answers a question, as it is written; empty where none does."""
    span = parse(question, NOW, ZoneInfo("UTC")).span
    return span.text if span else ""


@pytest.mark.parametrize(
    "question",
    [
        "What does the garage cost a month from November?",
        "Where do we practise from 3 October?",
        "From 1 October, who has the key?",
        "what am I earning as of next month?",
        "Wie hoch ist der Beitrag ab Oktober?",
        "quanto costa il corso da ottobre?",
        "Dal 1 ottobre chi tiene le chiavi?",
        "从10月起停车费多少？",
        "10月起在哪里排练？",
    ],
)
def test_what_is_so_from_some_day_on_is_limited_by_no_time(question: str) -> None:
    assert limited_to(question) == ""


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("which mails did I get from March?", "March"),
        ("which mail from Monday names the rent?", "Monday"),
        ("emails from March", "March"),
        ("what did the garage cost from November?", "November"),
        ("what was the fee from October?", "October"),
        ("how many hours do I work from 3 to 9 October?", "3 to 9 October"),
        ("What is open from Monday to Friday?", "from Monday to Friday"),
        ("Was stand in der Mail vom Montag?", "vom Montag"),
        ("what is on the calendar from 3 October?", "3 October"),
        ("What happened on Tuesday?", "on Tuesday"),
    ],
)
def test_what_bears_a_day_was_so_or_lasts_from_then_to_then_is_limited_by_it(
    question: str, time: str
) -> None:
    assert limited_to(question) == time
