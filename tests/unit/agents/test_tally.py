"""What is computed from rows: for how long, how often, the first and the last, how many."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agents.answer import AnswerDraft, Answerer
from agents.recall import Recall
from storage.model import Frame, Turn
from tests.fakes import reading
from tests.fakes.reading import at, frame, turn
from tests.fakes.shelf import MemoryShelf

BERLIN = ZoneInfo("Europe/Berlin")
NOW = at("2026-03-20T12:00")  # a Friday
DAY = "2026-03-17"  # a Tuesday


def shown(app: str, title: str, start: str, minutes: int) -> list[Frame]:
    """A window that is looked at every minute, from `start` (UTC) for so long."""
    first = at(start)
    return [
        frame(f"{title} text {n}", f"{first + timedelta(minutes=n):%Y-%m-%dT%H:%M}", title, app)
        for n in range(minutes + 1)
    ]


WEEK = [
    *shown("Code", "lantern.py - lantern", f"{DAY}T08:00", 90),
    *shown("Firefox", "Porto - Wikipedia", f"{DAY}T09:31", 20),
    *shown("Code", "lantern.py - lantern", f"{DAY}T10:30", 65),
    *shown("Code", "notes.md - lantern", "2026-03-18T08:00", 10),
    *shown("Blender", "lamp.blend", "2026-02-03T14:00", 30),
]
TALK = [turn("Ana", f"Message {n}", f"{DAY}T10:0{n}") for n in range(4)] + [
    turn("Ben", "Hello", f"{DAY}T10:05")
]


def ask(question: str, *things: Frame | Turn) -> AnswerDraft:
    recall = Recall(MemoryShelf(list(things) or [*WEEK, *TALK]), None, reading.kinds(), BERLIN)
    return Answerer(recall, reading.kinds(), BERLIN).answer(question, now=NOW)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many hours did I spend in the editor on Tuesday?", "2 h 36 min"),
        ("How long was I in Code on Tuesday?", "2 h 36 min"),
        ("How much time have I spent in Code this week?", "2 h 46 min"),
        ("Wie lange war ich am Dienstag in Code?", "2 Std. 36 Min."),
        ("How long did I work on notes.md?", "10 min"),
        ("How many minutes did I look at Wikipedia on Tuesday?", "20 min"),
        ("How long was I at the computer on Tuesday?", "2 h 56 min"),
        ("Which app did I use most on Tuesday?", "Code"),
        ("Which program did I use the most in February?", "Blender"),
        ("How often did I open Code on Tuesday?", "2"),
        ("When did I last use Blender?", "Tuesday 3 February 2026"),
        ("When did I first open Firefox?", "Tuesday 17 March 2026"),
        ("How many messages did Ana send on Tuesday?", "4"),
        ("我星期二用了Code多久？", "2 小时 36 分钟"),
    ],
)
def test_what_is_asked_is_computed_from_all_rows(question: str, short: str) -> None:
    draft = ask(question)

    assert draft.short == short
    assert not draft.abstained
    assert draft.citations
    assert draft.answer.endswith(f"[{len(draft.citations)}]")


def test_a_sum_names_how_often_from_when_to_when_and_its_moments() -> None:
    draft = ask("How many hours did I spend in the editor on Tuesday?")

    assert (
        draft.answer == "2 h 36 min in Code: 2 times, between Tuesday 17 March 2026 09:00 and 12:35. [1] [2]"
    )
    starts: list[datetime] = [cited.found.time for cited in draft.citations]
    assert starts == [at(f"{DAY}T08:00"), at(f"{DAY}T10:30")]


def test_two_monitors_at_once_count_once() -> None:
    one = shown("Code", "a", f"{DAY}T08:00", 30)
    other = [
        Frame(
            id=reading.frame("x", f"{seen.time:%Y-%m-%dT%H:%M}").id, time=seen.time, text="x", app="Code",
            window_title="b", monitor=1,
        )
        for seen in one
    ]  # fmt: skip

    assert ask("How long was I in Code on Tuesday?", *one, *other).short == "30 min"


def test_what_nobody_saw_between_two_looks_is_not_counted() -> None:
    early, late = shown("Code", "a", f"{DAY}T08:00", 10), shown("Code", "a", f"{DAY}T11:00", 10)

    assert ask("How long was I in Code on Tuesday?", *early, *late).short == "20 min"


@pytest.mark.parametrize(
    "question",
    [
        "How long did I work at the lantern museum?",
        "How long have I lived in Porto?",
        "How long did I stay in Porto on Tuesday?",
        "How many times did I visit Porto?",
        "When did I last visit Porto?",
        "How long was I in Krita on Tuesday?",
        "How long was I in Blender on Tuesday?",
        "How many messages did Zoe send?",
        "How long does the train take?",
        "How often does Ana use the car?",
        "What app does Ana like most?",
    ],
)
def test_what_screens_cannot_tell_is_left_to_the_evidence(question: str) -> None:
    recall = Recall(MemoryShelf([*WEEK, *TALK]), None, reading.kinds(), BERLIN)

    assert recall.computed(recall.understand(question, NOW)) is None
