"""What words exchange by name: a subject, a floor, who does something, who somebody is to the user; and a new job."""

from __future__ import annotations

import pytest

from storage.model import BodyFields
from tests.unit.agents.test_patches import digested, known, library_of, revised, said

NIECE: BodyFields = {"name": "Shanice", "summary": "User's niece, studies nursing at Mona in Kingston"}
PHYSIO: BodyFields = {
    "name": "Ilaria Conti",
    "summary": "User's physiotherapist, 5 Rue Castellane, ground floor",
}
NIKO: BodyFields = {"name": "Niko", "summary": "User's boyfriend, does stage lighting in Tartu"}
VENDORS: BodyFields = {
    "name": "Vendor relations",
    "summary": "Priyanka Sood is in charge of vendor relations",
}
GRANT: BodyFields = {
    "name": "Halden Fund",
    "summary": "Application deadline is 15 May 2026, referee is Prof Nakagawa",
}
WIFE: BodyFields = {"name": "Priyanka", "summary": "User's wife, dental hygienist at Bright Smile in Derby"}
WELDER: BodyFields = {"label": "human", "value": "User is a welder at the Rande shipyard in Vigo"}
CLOSING: BodyFields = {
    "summary": "Closing the bakery in the evening",
    "steps": [
        "switch off both ovens",
        "wipe down the slicer",
        "put the cash in the safe",
        "lock the yard door",
    ],
}
PARCELS: BodyFields = {"name": "Parcels", "summary": "Callum takes in parcels for the house"}

TOLD: list[tuple[str, BodyFields, str, list[str], list[str]]] = [
    ("semantic", NIECE, "Shanice has switched from nursing to midwifery, same campus", ["midwifery", "Mona"], []),
    ("semantic", NIECE, "Shanice changed courses from nursing to marine biology in the spring",
     ["studies marine biology at"], []),
    ("semantic", PHYSIO, "Ilaria has gone up to the second floor, with MY knee", ["second floor", "Castellane"],
     ["ground floor, s"]),
    ("semantic", {"name": "Lukas", "summary": "Sohn des Nutzers, geht in die dritte Klasse"},
     "Lukas ist jetzt in der vierten Klasse", ["vierten Klasse"], ["dritte Klasse\n"]),
    ("semantic", NIKO, "Niko and I got married yesterday, registry office", ["User's husband", "Tartu"], []),
    ("semantic", NIKO, "Niko popped the question on the ferry and we're engaged!", ["User's fiancé,"], []),
    ("semantic", {"name": "Leonie", "summary": "Freundin des Nutzers, Lehrerin in Kiel"},
     "Leonie und ich haben am Freitag geheiratet", ["Ehefrau des Nutzers"], []),
    ("semantic", VENDORS, "Effective today Tobias Renner picks up vendor relations so that Priyanka has time",
     ["Tobias Renner is in charge"], ["Priyanka Sood is"]),
    ("semantic", PARCELS, "Ana takes in parcels from now on, Callum moved out", ["Ana takes in parcels"], []),
    ("semantic", GRANT, "Nakagawa's on sabbatical and can't do my reference for Halden, Prof Ostrowska will",
     ["referee is Prof Ostrowska", "15 May"], []),
    ("semantic", WIFE,
     "Priyanka's three days in as lab tech at the college. no more weekends at Bright Smile. me, still on the 12",
     ["User's wife", "lab tech", "college"], ["still on the 12"]),
    ("semantic", NIKO, "so. Niko and I split up on sunday. he keeps the flat", ["ex-boyfriend", "stage lighting"], []),
    ("procedural", CLOSING,
     "from now on when we close the bakery: after the slicer and before the cash, write the fridge temperatures down",
     ["'wipe down the slicer', 'Write the fridge temperatures down', 'put the cash in the safe'"], []),
    ("procedural", CLOSING, "new rule for closing the bakery: before step 4 you have to check the back windows",
     ["'Check the back windows', 'lock the yard door'"], []),
    ("procedural", CLOSING, "put it in the bakery's closing list: switch off the mixer, right before the yard door",
     ["'Switch off the mixer', 'lock the yard door'"], []),
    ("core", WELDER, "first week at the cable car done! maintenance fitter, days only. don't miss the shipyard",
     ["cable car", "maintenance fitter"], []),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "text", "now", "gone"), TOLD)
def test_the_words_exchange_what_they_name(
    kind: str, body: BodyFields, text: str, now: list[str], gone: list[str]
) -> None:
    memory = known(kind, body)

    anew = revised(digested(library_of(memory), said(text)), memory)

    assert all(word in anew for word in now), anew
    assert not any(word in f"{anew}\n" for word in gone), anew


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("semantic", NIKO, "Niko and I are getting married in June!"),
        ("semantic", NIKO, "my sister got married yesterday, Niko was the best man"),
        ("semantic", NIKO, "if Niko and I got married we'd move to Riga"),
        ("semantic", NIECE, "should Shanice switch from nursing to midwifery? hard to say"),
        ("semantic", PHYSIO, "we had cake on the second floor of the museum"),
        ("semantic", PARCELS, "Ana takes in washing from now on"),
        ("semantic", NIKO, "my parents split up on sunday, Niko drove me there"),
        ("procedural", CLOSING, "after closing the bakery we went for a beer with the neighbours yesterday"),
        ("core", WELDER, "first day at the pool was great, I miss the sun"),
    ],
)  # fmt: skip
def test_what_is_ahead_of_others_or_elsewhere_exchanges_nothing(
    kind: str, body: BodyFields, text: str
) -> None:
    memory = known(kind, body)

    assert not revised(digested(library_of(memory), said(text)), memory)


def test_a_tour_that_is_off_ends_the_flight_it_is_known_by() -> None:
    flight = known(
        "episodic",
        {"summary": "User flies to Da Nang with the choir on 6 October 2026", "event_type": "plan",
         "occurred_at": "2026-10-06T08:00:00+00:00"},
    )  # fmt: skip

    assert "cancelled" in revised(digested(library_of(flight), said("choir tour's off, no money")), flight)


def test_what_is_off_by_name_is_kept_as_an_event_too() -> None:
    trip = known("semantic", {"name": "Porto trip", "summary": "User flies to Porto on 12 October 2026"})

    outcome = digested(library_of(trip), said("Porto's off. Hanneke broke her ankle"))

    kept = [str(change.body) for change in outcome.changes if getattr(change, "kind", "") == "episodic"]
    assert any("Porto's off" in text for text in kept)
