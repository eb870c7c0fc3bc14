"""What answers a question changes what is spoken of; a weekday of a lasting note gives way to a weekday."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import ids
from storage.model import BodyFields, ObservationId, Revise, Role, Turn
from tests.unit.agents.test_patches import NOW, digested, known, library_of

YOGA: BodyFields = {
    "name": "Yoga beginners",
    "summary": "Yoga for beginners, Monday at 18:00, 12 euros a lesson, upper studio",
}
RUDERN: BodyFields = {
    "name": "Rudern",
    "summary": "Rudern für Anfänger, Mittwoch um 17:30, 30 Euro im Monat, Bootshaus Süd",
}
NUOTO: BodyFields = {
    "name": "Nuoto bambini",
    "summary": "Nuoto per bambini, venerdì alle 16:30, 38 euro al mese, vasca piccola",
}


def told(body: BodyFields, *lines: str) -> str:
    """What a note tells in the end, of lines that user and assistant say in turn."""
    library = library_of(known("semantic", body))
    turns = [
        Turn(ObservationId(ids.new(at)), at, text, "chat", "", Role.ASSISTANT if number % 2 else Role.USER)
        for number, text in enumerate(lines)
        for at in [NOW + timedelta(minutes=number)]
    ]
    outcome = digested(library, *turns)
    changes = [one for one in outcome.changes if isinstance(one, Revise)]
    return str(changes[-1].body.get("summary")) if changes else str(body["summary"])


@pytest.mark.parametrize(
    ("body", "words", "anew"),
    [
        (YOGA, "yoga for beginners moves to Thursday at 18:45, I need Monday free", "Thursday at 18:45"),
        (YOGA, "yoga for beginners is on Tuesday now", "Tuesday at 18:00"),
        (RUDERN, "Rudern für Anfänger wechselt auf Freitag um 18:15, der Mittwoch bleibt frei", "Freitag um 18:15"),
        (NUOTO, "il nuoto dei bambini passa al sabato alle 10:15, il venerdì mi serve libero", "sabato alle 10:15"),
    ],
)  # fmt: skip
def test_a_weekday_takes_a_weekdays_place_and_no_date(body: BodyFields, words: str, anew: str) -> None:
    summary = str(body["summary"])
    head, tail = summary.split(", ", maxsplit=1)[0], summary.split(", ", 2)[2]

    assert told(body, words) == f"{head}, {anew}, {tail}"


@pytest.mark.parametrize(
    ("body", "lines", "is_in"),
    [
        (YOGA, ("yoga for beginners moves to Thursday", "Noted. And the price?",
                "we'll take 14 euros a lesson from now on"), "14 euros"),
        (YOGA, ("yoga for beginners moves to Thursday", "What does it cost now? Others ask 18.", "15"), "15 euros"),
        (YOGA, ("yoga for beginners moves to Thursday", "Is the time still the same?", "no, 19:15"),
         "Thursday at 19:15"),
        (RUDERN, ("Rudern für Anfänger wechselt auf Freitag", "Und der Preis?", "34 Euro im Monat, mehr zahlt keiner"),
         "34 Euro"),
        (NUOTO, ("il nuoto dei bambini passa al sabato", "E l'orario?", "facciamo alle 10:15"), "sabato alle 10:15"),
        (NUOTO, ("il nuoto dei bambini passa al sabato", "E il prezzo? Altrove chiedono 50 euro.",
                 "50 sono troppi. mettiamo 41 euro al mese"), "41 euro"),
    ],
)  # fmt: skip
def test_an_answer_is_of_what_is_spoken_of(body: BodyFields, lines: tuple[str, ...], is_in: str) -> None:
    assert is_in in told(body, *lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("yoga for beginners moves to Thursday", "And the deposit?", "14 euros"),
        ("yoga for beginners moves to Thursday", "And the price?", "maybe 14 euros, I don't know"),
        ("yoga for beginners moves to Thursday", "And the price?", "the mats cost 14 euros now"),
        ("yoga for beginners moves to Thursday", "Noted.", "my lunch was 14 euros"),
    ],
)
def test_what_is_of_something_else_or_open_answers_nothing(lines: tuple[str, ...]) -> None:
    assert "12 euros" in told(YOGA, *lines)
