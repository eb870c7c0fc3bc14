"""Hours of work and of opening that are given anew, within the note; and those of something else, which change none."""

from __future__ import annotations

import pytest

from storage.model import BodyFields
from tests.unit.agents.test_patches import digested, known, library_of, revised, said

NURSE: BodyFields = {"value": "User works 08:00 to 16:00 as a dental nurse at Orchard House"}
COOK: BodyFields = {"value": "Nutzerin arbeitet von 6 bis 14 Uhr in der Kantine Möwe"}
CLERK: BodyFields = {"value": "L'utente lavora dalle 8 alle 14 all'anagrafe di Chieti"}
GUARD: BodyFields = {"value": "用户在南湖小区当保安，每天7:00到15:00上班"}
KIOSK: BodyFields = {"name": "Kiosk hours", "summary": "Pier Kiosk is open 9:00 to 17:00, closed on Tuesday"}
TEA: BodyFields = {"name": "茶馆营业时间", "summary": "每天 10:00 开门,22:00 关门"}


@pytest.mark.parametrize(
    ("kind", "body", "text", "anew"),
    [
        ("core", NURSE, "I'm on lates from Monday, 12:00 to 20:00", "12:00 to 20:00 as a dental nurse at Orchard"),
        ("core", NURSE, "swapped my shift with Inés, it's 11 to 7 for good", "11:00 to 19:00 as a dental nurse"),
        ("core", NURSE, "I start at 9:30 these days", "09:30 to 16:00 as a dental nurse"),
        ("core", COOK, "Meine Schicht geht ab sofort von 10 bis 18 Uhr", "von 10 bis 18 Uhr in der Kantine Möwe"),
        ("core", CLERK, "da giovedì faccio 9-15", "dalle 9 alle 15 all'anagrafe di Chieti"),
        ("core", GUARD, "我换班了，以后15:00到23:00", "15:00到23:00上班"),
        ("semantic", KIOSK, "we shut at 18:30 from this week", "9:00 to 18:30, closed on Tuesday"),
        ("semantic", TEA, "从下周起店里 9:00 开门，21:30 关门", "9:00 开门,21:30 关门"),
    ],
)  # fmt: skip
def test_new_hours_take_the_place_of_the_old_ones_and_the_rest_stays(
    kind: str, body: BodyFields, text: str, anew: str
) -> None:
    memory = known(kind, body)

    now = revised(digested(library_of(memory), said(text)), memory)

    assert anew in now


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("core", NURSE, "Tomorrow I'm covering the desk, 12:00 to 20:00"),
        ("core", NURSE, "My brother works 12:00 to 20:00 now"),
        ("core", NURSE, "the pool is open 12:00 to 20:00 now"),
        ("core", NURSE, "they wanted me on 12:00 to 20:00 from now on"),
        ("core", NURSE, "I used to work 12:00 to 20:00"),
        ("semantic", KIOSK, "The ferry office shuts at 18:30 now"),
        ("semantic", KIOSK, "we shut at 18:30 today"),
    ],
)
def test_hours_of_something_else_or_of_one_day_change_none(kind: str, body: BodyFields, text: str) -> None:
    memory = known(kind, body)

    assert not revised(digested(library_of(memory), said(text)), memory)
