"""What ends when the user says that a name it rests on is closed, left, given back or sold; and what does not."""

from __future__ import annotations

import pytest

from storage.model import BodyFields
from tests.unit.agents.test_patches import digested, known, library_of, revised, said

DENTAL: BodyFields = {"name": "Dentist", "summary": "User is a patient at Marlow Dental"}
ENDED: list[tuple[str, BodyFields, str, str]] = [
    (
        "semantic",
        DENTAL,
        "Marlow Dental went bankrupt over the summer. I'm with Ferry Lane Dentists since May",
        "Ferry Lane",
    ),
    (
        "semantic",
        {"name": "Allotment treasurer", "summary": "Treasurer of the allotments is Konrad Wiese"},
        "At the meeting Wiese stepped down; Ida Moss counts the money from here on",
        "Ida Moss",
    ),
    (
        "semantic",
        {"name": "Augenarzt", "summary": "Augenarzt des Users ist Dr. Kranz am Markt"},
        "Dr. Kranz hat im Mai aufgehört, jetzt gehe ich zu Frau Dr. Lund",
        "Lund",
    ),
    (
        "semantic",
        {"name": "Rad", "summary": "Der Nutzer fährt ein Brompton"},
        "Das Brompton hab ich gestern verkauft, jetzt geh ich zu Fuß",
        "zu Fuß",
    ),
    (
        "semantic",
        {"name": "Palestra", "summary": "L'utente è iscritto alla Virtus Nomentana"},
        "la Virtus Nomentana ha chiuso a fine mese",
        "chiuso",
    ),
    ("core", {"value": "用户在蓝海书店做店长"}, "我在蓝海书店的工作辞了，下周休息", "辞了"),
    (
        "core",
        {"value": "User lives in Perrott Street, Halden"},
        "we gave the keys back to the landlord on Sunday",
        "keys",
    ),
    ("core", {"value": "User is a cook at Brasserie Lindt"}, "I handed in my apron last night", "apron"),
]


@pytest.mark.parametrize(("kind", "body", "text", "held"), ENDED)
def test_what_rests_on_a_name_that_is_over_ends_and_the_words_take_its_place(
    kind: str, body: BodyFields, text: str, held: str
) -> None:
    memory = known(kind, body)

    now = revised(digested(library_of(memory), said(text)), memory)

    assert held in now
    assert str(body.get("summary") or body["value"]) not in now


@pytest.mark.parametrize(
    "text",
    [
        "Marlow Dental hasn't closed down, that was a rumour",
        "if Marlow Dental went bankrupt I'd have to look around",
        "Marlow Dental is closed on Mondays",
        "Marlow Dental sold me a toothbrush",
        "the bakery beside it closed down, and Marlow Dental was as full as ever",
        "did Marlow Dental go bankrupt?",
    ],
)
def test_what_is_denied_supposed_or_about_something_else_ends_nothing(text: str) -> None:
    memory = known("semantic", DENTAL)

    assert not revised(digested(library_of(memory), said(text)), memory)


def test_of_two_that_rest_on_one_name_the_one_that_is_spoken_of_ends() -> None:
    phone = known(
        "semantic", {"name": "Mobile", "summary": "User has a mobile contract with Brillo at 20 pounds"}
    )
    net = known("semantic", {"name": "Broadband", "summary": "User's broadband is with Brillo at 31 pounds"})

    outcome = digested(library_of(phone, net), said("the mobile contract with Brillo lapsed on Monday"))

    assert revised(outcome, phone)
    assert not revised(outcome, net)


def test_other_parts_of_what_is_known_stay() -> None:
    memory = known(
        "semantic", {"name": "Band", "summary": "Singer is Maud Pell; practice is on Fridays in the barn"}
    )

    now = revised(digested(library_of(memory), said("Pell quit the band for good")), memory)

    assert "practice is on Fridays in the barn" in now
    assert "Singer is Maud Pell" not in now


@pytest.mark.parametrize(
    ("summary", "text", "held"),
    [
        (
            "Singing lessons with Mrs Ekberg cost 30 pounds",
            "Mrs Ekberg wants 35 for singing now",
            "35 pounds",
        ),
        (
            "Il parcheggio di via Sella costa 60 euro",
            "per il parcheggio di via Sella il nuovo padrone chiede 75",
            "75 euro",
        ),
        (
            "Rowing is on Tuesdays at the Old Lock",
            "rowing at the Old Lock moved, Tuesdays are taken, it's Fridays now",
            "Fridays",
        ),
        (
            "Fencing at the Salle Dumas starts at 18:00",
            "fencing at Salle Dumas starts at half seven now",
            "19:30",
        ),
    ],
)
def test_a_bare_price_a_day_beside_the_old_one_and_an_hour_without_its_half_are_given_anew(
    summary: str, text: str, held: str
) -> None:
    memory = known("semantic", {"name": summary.split(maxsplit=1)[0], "summary": summary})

    assert held in revised(digested(library_of(memory), said(text)), memory)


def test_a_number_told_before_somebody_is_named_is_not_theirs() -> None:
    memory = known("semantic", {"name": "Mum", "summary": "User's mother, phone number 07700 900118"})

    outcome = digested(
        library_of(memory), said("New number for me, call 07700 900764 from now on. My mother keeps hers.")
    )

    assert not revised(outcome, memory)
