"""What is put right in the same breath is told once, as it is put right; what only sounds like it is left alone."""

from __future__ import annotations

import pytest

from agents import slips
from storage.model import Add, BodyFields, Retire
from tests.unit.agents.test_patches import digested, known, library_of, revised, said

RIGHTED = [
    ("the garage is 310 a month. wait no. 290", "the garage is 290 a month"),
    ("boarding's at 7, sorry, 8", "boarding's at 8"),
    ("her unit is 3C, I mean 8C", "her unit is 8C"),
    ("pickup on 2 June, no wait, 12 June.", "pickup on 12 June."),
    ("pickup on 2 June, no wait, the 12th.", "pickup on 12th June."),
    ("The tiles cost £40 (no wait, £45) a box", "The tiles cost £45 a box"),
    ("I ordered 6, no, I ordered 9 of them", "I ordered 9 of them"),
    ("we row on Monday at 6. scratch that, Thursday", "we row on Thursday at 6"),
    ("The vet has us down for Friday at 9:10. Correction: 9:40.", "The vet has us down for Friday at 9:40."),
    ("her cousin lives in Cork, I mean Galway.", "her cousin lives in Galway."),
    ("his mobile is 07700 900123, sorry, 07700 900124", "his mobile is 07700 900124"),
    ("My size is 41. Oops, 42.", "My size is 42."),
    ("Der Ofen kostet 820 Euro, nein, Quatsch, 780", "Der Ofen kostet 780 Euro"),
    ("Die Führung ist um 14 Uhr. Ach nein, um 15.", "Die Führung ist um 15 Uhr."),
    ("Treffen am 3. Mai, nein, am 5. Mai", "Treffen am 5. Mai"),
    ("il treno parte alle 8, anzi alle 9", "il treno parte alle 9"),
    ("sono 12 persone, no aspetta, 14", "sono 14 persone"),
    ("车位每月300元，不对，是320元", "车位每月320元"),
    ("明天三点，哦不，四点开会", "明天四点开会"),
]
LEFT = [
    "no wait, is the ferry still on Tuesday?",
    "I said no. 3 parcels came on Friday.",
    "The train is at 16:20. Sorry, 5 minutes late.",
    "I have 2 goats, no sheep. I'm 41.",
    "The flat has 3 rooms, sorry I can't host 5 people",
    "Flat 4, No. 5 Elm Road",
    "Went with Tom. Sorry, Ana, I forgot",
    "1: no, 2: no, 3: yes",
    "I love Rome. I mean, Italy has it all",
    "It rained on Monday. No, Tuesday was fine",
    "Is it at 4? No, 5.",
    "The course costs 300, no wait, that was last year",
    "The bus takes 40 minutes. wait no, 3 people were sick",
    "I have 3 cats, wait no, 4 dogs",
    "the offer ends on 4 May. actually, 12 people asked me about it",
    "房租3000元，不对外出租",
]


@pytest.mark.parametrize(("text", "meant"), RIGHTED)
def test_a_value_that_is_put_right_is_told_once(text: str, meant: str) -> None:
    assert slips.righted(text) == meant
    assert slips.is_righted(text)


@pytest.mark.parametrize("text", LEFT)
def test_what_only_sounds_like_a_slip_is_left_alone(text: str) -> None:
    assert slips.righted(text) == text


def test_what_was_pasted_is_left_as_it_is() -> None:
    text = "what does this say?\n- 4 May, sorry, 5 May\n- 3 eggs"

    assert slips.righted(text) == text


@pytest.mark.parametrize(
    ("body", "text", "held", "gone"),
    [
        ({"name": "Garage", "summary": "The garage on Pier Road costs 280 a month"},
         "the garage on Pier Road is up to 310 a month. wait no. 290", "costs 290 a month", "310"),
        ({"name": "Ofenholz", "summary": "Das Ofenholz kostet 90 Euro"},
         "Das Ofenholz kostet jetzt 110 Euro, nein, Quatsch, 105", "kostet 105 Euro", "110"),
        ({"name": "Piscina", "summary": "La piscina costa 50 euro al mese"},
         "la piscina ora costa 62 euro, anzi 58", "costa 58 euro", "62"),
        ({"name": "车位", "summary": "车位每月280元"}, "车位现在每月300元，不对，是320元", "320元", "300"),
        ({"name": "Locker", "summary": "User's locker is number 12"}, "my locker is number 17. Sorry, 71.",
         "71", "17."),
    ],
)  # fmt: skip
def test_a_note_takes_the_value_that_is_put_right(body: BodyFields, text: str, held: str, gone: str) -> None:
    memory = known("semantic", body)

    outcome = digested(library_of(memory), said(text))

    anew = revised(outcome, memory)
    assert held in anew
    assert gone not in anew
    kept = [str(one.body) for one in outcome.changes if isinstance(one, Add)]
    assert not any(gone in one for one in kept)


def test_an_hour_in_a_bare_number_moves_the_plan_within_its_half_of_the_day() -> None:
    at = "2026-09-24T15:00:00+00:00"
    body: BodyFields = {"summary": "Fitting at Lund's tailor shop on 24 September 2026 at 15:00", "event_type": "plan",
                        "occurred_at": at}  # fmt: skip
    memory = known("episodic", body)

    anew = revised(digested(library_of(memory), said("Lund's fitting moved, it's at 4, sorry, 5")), memory)

    assert "24 September 2026 at 17:00" in anew
    assert "2026-09-24T17:00" in anew


def test_what_was_put_right_is_quoted_as_it_was_typed() -> None:
    rent = known("semantic", {"name": "Garage", "summary": "The garage costs 280 euros a month"})
    text = "the garage costs 310 euros now. wait no. 290 euros"

    outcome = digested(library_of(rent), said(text))

    assert "290 euros" in revised(outcome, rent)
    quotes = [
        source.quote
        for change in outcome.changes
        if not isinstance(change, Retire)
        for source in change.sources
    ]
    assert quotes
    assert all(quote in text for quote in quotes)
