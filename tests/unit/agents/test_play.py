"""A role-play in a conversation leaves nothing behind but what was said beside it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agents import play
from agents.finding import Utterance, Voice
from storage import ids
from storage.model import ObservationId, Role, Turn

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def said(*texts: str, every: timedelta = timedelta(minutes=1)) -> list[str]:
    """What is left of what the user says."""
    turns = (
        Turn(ObservationId(ids.new(NOW)), NOW + at * every, text, "chat", "", Role.USER)
        for at, text in enumerate(texts)
    )
    return [one.text for one in play.without_play(Utterance(turn, turn.text, Voice.USER) for turn in turns)]


@pytest.mark.parametrize(
    "start",
    [
        "ready? you're the harbour master of Saltmere, i'm Vex, half-elf smuggler",
        "Let's role-play: you sell me a horse.",
        "Pretend you are my doctor.",
        "Du bist der Kapitän, ich bin der Schiffskoch.",
    ],
)
def test_from_its_beginning_nothing_is_true(start: str) -> None:
    assert said(start, "My sister waits in the tower.", "I live in Saltmere.")[1:] == ["", ""]


def test_what_is_said_beside_it_stays() -> None:
    told = said(
        "Let's role-play.", "I climb. (ooc: I start at the bakery at 3:30 tomorrow)", "ooc: back at 5"
    )

    assert told == ["", "I start at the bakery at 3:30 tomorrow", "back at 5"]


def test_what_came_before_and_comes_after_is_true() -> None:
    told = said(
        "I live in Ghent.",
        "I work in Aalst. Let's role-play.",
        "I am a smuggler.",
        "Stop the game. I am tired.",
    )

    assert told == ["I live in Ghent.", "I work in Aalst.", "", "Stop the game. I am tired."]


def test_a_long_pause_ends_it() -> None:
    assert said("Let's role-play.", "I moved to Ghent.", every=timedelta(hours=3))[1] == "I moved to Ghent."


@pytest.mark.parametrize(
    "text",
    ["You are a star, I am so glad.", "you're the best, I'm off to bed", "You are right and I am wrong."],
)
def test_praise_begins_none(text: str) -> None:
    assert said(text) == [text]
