"""What the user said since puts right what a page, a calendar or a note shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agents.answer import AnswerDraft
from storage.model import Frame, Memory, Role, Turn
from tests.fakes.answering import answerer
from tests.fakes.reading import at, frame, turn

NOW = at("2026-05-20T12:00")
PAGE = frame(
    "Home Prices Contact\nOpening hours Tuesday to Saturday\nHaircut and beard 26 euros\nWe close at 18:30",
    "2026-05-20T08:00",
    "Barber Lennart - prices",
)


def ask(question: str, *things: Turn | Frame | Memory) -> AnswerDraft:
    return answerer(*things).answer(question, now=NOW)


def said(text: str, time: str = "2026-05-20T09:00") -> Turn:
    return replace(turn("user", text, time), role=Role.USER)


@pytest.mark.parametrize(
    ("question", "told", "shown"),
    [
        ("What does a haircut with beard cost?", "31", "26"),
        ("At what time does the barber close?", "19:45", "18:30"),
    ],
)
def test_a_page_is_behind_what_the_user_said_of_it(question: str, told: str, shown: str) -> None:
    own = said("Lennart's site is out of date. Haircut and beard costs 31 euros now, and we close at 19:45.")

    draft = ask(question, PAGE, own)

    assert told in draft.answer
    assert shown not in draft.answer


def test_a_calendar_that_the_user_called_wrong_stays_wrong_when_it_is_seen_again() -> None:
    calendar = frame("Tue 26 May\n10:00 Physio, Aldgate Clinic", "2026-05-20T11:00", "Calendar - May")
    own = said("the calendar's wrong about the physio: Aldgate Clinic rang, it's Thursday 28 May at 11:20")

    assert "11:20" in ask("At what time is the physio?", calendar, own).answer


def test_what_a_page_says_is_told_where_that_is_asked() -> None:
    own = said("haircut and beard at Lennart's went up, it's 31 euros now.")
    asked = "Which price for haircut and beard is on the barber's page?"

    assert "26" in ask(asked, PAGE, own).answer
    assert "31" in ask(asked.replace(" page", ""), PAGE, own).answer


def test_another_matter_puts_nothing_right() -> None:
    own = said("The dentist has moved me to Friday 29 May at 8:15 now.")

    assert "18:30" in ask("At what time does the barber close?", PAGE, own).answer
