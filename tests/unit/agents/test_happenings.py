"""Who asks when a happening is is not told of another one, nor of somebody else's."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents import happenings, question
from tests.fakes.reading import at

NOW = at("2026-05-20T12:00")


def is_another(asked: str, text: str) -> bool:
    return happenings.is_another(question.parse(asked, NOW, ZoneInfo("UTC")), text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("When is Marek's wedding?", "Meeting with Marek about the bridge is on 27 May at 10:00."),
        ("When is Marek's wedding?", "Marek has a dentist appointment on 22 May."),
        ("When's the funeral?", "The concert is on Friday at 8."),
        ("When is Lena's exam?", "My exam in statistics is on 10 June."),
        ("Where is the graduation?", "The party is at Da Gino."),
        ("When is my driving test?", "My exam in statistics is on 10 June at 9:00."),
        ("When is the kayak tour?", "The dentist appointment is on 3 June."),
        ("Wann ist die Hochzeit von Marek?", "Das Treffen mit Marek ist am 27. Mai."),
        ("Quando è il matrimonio di Marek?", "La riunione con Marek è il 27 maggio."),
    ],
)
def test_another_happening_is_known_as_another(asked: str, text: str) -> None:
    assert is_another(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("When is Lena's wedding?", "Lena's wedding is on 12 September in Verona."),
        ("When is Lena's wedding?", "Lena gets married on 12 September."),
        ("When is Lena's wedding?", "Lena and Tom tie the knot on 12 September."),
        ("When is my exam?", "Exam in statistics on Wednesday 10 June 2026 at 9:00"),
        ("When is my exam?", "The statistics test is on 10 June."),
        ("When is my next exam?", "The statistics test is on 10 June."),
        ("When is my flight to Rome?", "I fly to Rome on 3 June at 7."),
        ("Where is the summer house?", "On Sunday we go to Glindow on holiday, to the cabin."),
        ("Where is the user's home?", "User lives in Suzhou, near his parents."),
        ("When is the launch?", "We go live on Monday."),
        ("When is the meeting with Marek?", "I have an appointment with Marek on 27 May."),
        ("When is my flight?", "I fly to Rome on 3 June at 7."),
        ("When is the dentist appointment?", "I am at the dentist on Tuesday."),
        ("When is the call with the bank?", "Meeting with the bank on Friday."),
        ("When is the bridge inspection?", "The meeting about the bridge is on 27 May."),
        ("When did I meet Marek?", "I saw Marek at the concert on 3 May."),
        ("When is Lena's exam?", "Lena's exam is on 10 June, mine is on 12 June."),
        ("Wann ist die Hochzeit?", "Lena heiratet am 12. September."),
        ("Who comes to the wedding?", "Marek comes to the meeting."),
    ],
)
def test_what_may_be_the_same_is_left(asked: str, text: str) -> None:
    assert not is_another(asked, text)
