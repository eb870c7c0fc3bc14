"""What happened is rewritten by no other happening; amounts change where words say that the same thing did."""

from __future__ import annotations

import pytest

from tests.unit.agents.test_patches import digested, known, library_of, revised, said

# What is known, its name, and another happening or thing that shares a unit or a verb with it.
OTHERS = [
    ("Groceries", "Spent 60 euros on groceries", "I spent 120 euros on new running shoes"),
    ("Groceries", "User paid 60 euros for groceries", "we paid 120 euros for a new chair and groceries"),
    ("Gym", "Gym costs 30 euros a month", "the new shoes cost 120 euros"),
    ("Run", "User ran 8 km on Monday", "I ran 12 km today in my new running shoes"),
    ("Running", "User runs 8 km along the canal", "I ran 12 km today in my new running shoes"),
    ("Meditation", "User meditates 20 minutes in the morning", "I meditated 45 minutes with my new teacher"),
    ("Book goal", "Goal: read 30 pages of the book a day", "I read 50 pages of the new book again"),
    ("Team", "The team has 8 people", "we met 12 people from the new team"),
    ("Weight", "User weighs 75 kg", "I lost 3 kg with my new diet"),
    ("Savings", "User saves 10 percent of the salary", "I gave 20 percent of the salary to the new shelter"),
    ("Flour", "Bought 2 kg of flour for the bread", "bought 5 kg of flour for new bread recipes"),
    ("Einkauf", "60 Euro für Lebensmittel ausgegeben", "habe 120 Euro für neue Laufschuhe ausgegeben"),
    ("Laufen", "Läuft 8 km am Kanal", "ich bin heute 12 km am Kanal gelaufen, mit neuen Schuhen"),
    ("Spesa", "Speso 60 euro per la spesa", "ho speso 120 euro per le scarpe nuove"),
    ("Scarpe", "Budget scarpe 60 euro", "ho speso 120 euro per le scarpe nuove"),
    ("跑鞋", "跑鞋预算 60元", "我花了120元买新的跑鞋"),
]


@pytest.mark.parametrize(("name", "summary", "text"), OTHERS)
@pytest.mark.parametrize("kind", ["semantic", "episodic", "core"])
def test_another_happening_rewrites_no_amount(kind: str, name: str, summary: str, text: str) -> None:
    body = {
        "semantic": {"name": name, "summary": summary},
        "episodic": {"summary": summary, "event_type": "event", "occurred_at": "2026-10-10T00:00:00+00:00"},
        "core": {"value": summary},
    }[kind]
    memory = known(kind, body)

    assert revised(digested(library_of(memory), said(text)), memory) == ""


CHANGED = [
    ("Gym", "Gym costs 30 euros a month", "the gym went up, it's 45 euros now", "45 euros"),
    ("Team", "The team has 8 people", "the team is 12 people now", "12 people"),
    ("Miete", "Miete 640 Euro im Monat", "Die Miete kostet jetzt 700 Euro", "700 Euro"),
    ("Affitto", "Affitto 640 euro al mese", "il mio affitto adesso costa 700 euro", "700 euro"),
    ("Running", "User runs 8 km along the canal", "I now run 12 km along the canal", "12 km"),
    ("Meditation", "Meditation for 20 minutes", "meditation is 30 minutes from now on", "30 minutes"),
    ("Gym", "Gym costs 30 euros a month", "I paid 45 euros at the gym, they raised it", "45 euros"),
    ("Groceries", "Spent 60 euros on groceries", "no, groceries were 70 euros, not 60 euros", "70"),
    ("Battery", "Battery limit is 60%", "changed the battery limit to 80%", "80%"),
    ("房租", "房租 3000元", "房租现在 3500元", "3500"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "summary", "text", "held"), CHANGED)
def test_an_amount_that_changed_or_was_wrong_is_exchanged(
    name: str, summary: str, text: str, held: str
) -> None:
    memory = known("semantic", {"name": name, "summary": summary})

    now = revised(digested(library_of(memory), said(text)), memory)

    assert held in now.partition("Said: ")[0]


def test_an_hour_alone_moves_a_plan_to_no_other_day() -> None:
    memory = known(
        "episodic",
        {
            "summary": "Call with Sakura Foods, Thursday 19 November 2026 at 10:00",
            "event_type": "meeting",
            "occurred_at": "2026-11-19T10:00:00+00:00",
        },
    )

    now = revised(
        digested(library_of(memory), said("the Sakura Foods call is now at half past eleven")), memory
    )

    assert "Thursday 19 November 2026 at 11:30" in now
    assert "2026-11-19T11:30:00" in now
