"""What people say happened to a thing that a note names, in words that do not say that it changed."""

from __future__ import annotations

import pytest

from storage.model import BodyFields, Revise
from tests.unit.agents.test_patches import digested, known, library_of, revised, said

RAMIPRIL: BodyFields = {"value": "User takes ramipril 5 mg in the morning"}
STATIN: BodyFields = {"value": "User takes atorvastatin 20 mg in the evening"}

DOSES = [
    ("She has halved the ramipril to 2.5 mg and I'm to take it at bedtime from now on. The statin stays the same.",
     "User takes ramipril 2.5 mg at bedtime"),
    ("Doctor halved my ramipril.", "User takes ramipril 2.5 mg in the morning"),
    ("the ramipril goes down to 2.5 mg from tomorrow", "User takes ramipril 2.5 mg in the morning"),
    ("The GP doubled the ramipril to 10 mg.", "User takes ramipril 10 mg in the morning"),
    ("ramipril is 10 mg now, still in the morning", "User takes ramipril 10 mg in the morning"),
    ("They upped my ramipril to 7.5 mg at night.", "User takes ramipril 7.5 mg at night"),
    ("My ramipril has been cut to 2.5 mg.", "User takes ramipril 2.5 mg in the morning"),
    ("Ramipril ist jetzt nur noch 2,5 mg, abends.", "User takes ramipril 2,5 mg abends"),
    ("Il dottore mi ha dimezzato il ramipril, ora 2.5 mg.", "User takes ramipril 2.5 mg in the morning"),
    ("I'm down to 2.5 mg of ramipril.", "User takes ramipril 2.5 mg in the morning"),
    ("Doctor says I can take the ramipril at night from now on.", "User takes ramipril 5 mg at night"),
    ("The doctor has stopped the ramipril.", "The doctor has stopped the ramipril"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "held"), DOSES, ids=range(len(DOSES)))
def test_a_dose_changes_for_what_is_named_and_for_nothing_beside(text: str, held: str) -> None:
    ramipril, statin = known("core", RAMIPRIL), known("core", STATIN)

    outcome = digested(library_of(ramipril, statin), said(text))

    assert held in revised(outcome, ramipril).splitlines()
    assert not revised(outcome, statin)


@pytest.mark.parametrize(
    "text",
    [
        "My sister's doctor halved her ramipril to 2.5 mg.",
        "If it stays high she will double the ramipril to 10 mg.",
        "I took 10 mg of ramipril today by mistake.",
        "I was on 10 mg of ramipril years ago.",
        "She has started me on metformin 500 mg now.",
        "The vet halved the dog's tablets to 2.5 mg.",
        "I forgot the ramipril again, it's 5 mg after all.",
        "She wants to raise the ramipril to 10 mg.",
        "There are 10 tablets of ramipril left now.",
        "The doctor may halve the ramipril to 2.5 mg.",
    ],
)
def test_a_dose_of_once_of_another_or_not_decided_changes_none(text: str) -> None:
    ramipril, statin = known("core", RAMIPRIL), known("core", STATIN)

    outcome = digested(library_of(ramipril, statin), said(text))

    assert not revised(outcome, ramipril)
    assert not revised(outcome, statin)


BLEND: BodyFields = {"name": "House blend", "summary": "House blend coffee sells at 7.80 per 250 g bag"}
DECAF: BodyFields = {"name": "Decaf", "summary": "Decaf coffee sells at 8.40 per 250 g bag"}
GYM: BodyFields = {"name": "Gym", "summary": "Membership at Kraftwerk is 45 a month"}
PARKING: BodyFields = {"name": "Parking", "summary": "The parking space costs €60 a month"}
LANDLORD: BodyFields = {"name": "Landlord", "summary": "User's landlord is Mr Hasan Dogan, rent 780 a month"}
PRICES = [
    (BLEND, "house blend goes up to 8.60 a bag from today, beans have got so dear. decaf stays as it "
     "is.", "at 8.60 per 250 g"),
    (BLEND, "House blend is now 8.60.", "at 8.60 per 250 g"),
    (DECAF, "The decaf went up to 9.10 last week.", "at 9.10 per 250 g"),
    (BLEND, "We raised the house blend to 8.60.", "at 8.60 per 250 g"),
    (DECAF, "the price of the decaf is down to 7.90", "at 7.90 per 250 g"),
    (GYM, "Kraftwerk put the membership up to 52.", "is 52 a month"),
    (GYM, "My gym membership is 52 now.", "is 52 a month"),
    (PARKING, "The parking space is going up to €75 from January.", "costs €75 a month"),
    (PARKING, "Parking's now 75 a month", "costs €75 a month"),
    (LANDLORD, "The landlord put the rent up to 835.", "Hasan Dogan, rent 835 a month"),
    (LANDLORD, "Rent's gone up, 835 now", "Hasan Dogan, rent 835 a month"),
    (LANDLORD, "We pay 835 in rent these days.", "Hasan Dogan, rent 835 a month"),
    (LANDLORD, "The new landlady is Mrs Teodora Vance and the rent is 835.", "Mrs Teodora Vance, rent 835 a month"),
    (LANDLORD, "Landlady is Mrs Teodora Vance, rent is 835.", "Mrs Teodora Vance, rent 835 a month"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "held"), PRICES, ids=range(len(PRICES)))
def test_a_price_changes_for_what_is_named_and_for_nothing_beside(
    body: BodyFields, text: str, held: str
) -> None:
    all_ = [known("semantic", one) for one in (BLEND, DECAF, GYM, PARKING, LANDLORD)]

    outcome = digested(library_of(*all_), said(text))

    changed = [one for one in all_ if revised(outcome, one)]
    assert [one.title for one in changed] == [body["name"]]
    assert held in revised(outcome, changed[0])


@pytest.mark.parametrize(
    "text",
    [
        "I bought a bag of house blend for 9.20 at the station.",
        "House blend was 6.90 back then.",
        "if house blend goes up to 9 nobody will buy it",
        "My sister's gym membership went up to 60.",
        "There are 9 bags of house blend left now",
        "decaf delivery is now at 9 on Mondays",
        "the house blend tasting is up to 12 people now",
        "Sofia's landlord put her rent up to 835.",
        "We looked at 3 Almond Court, rent is 835, too dear",
        "If Mr Dogan puts the rent up to 835 I'm leaving.",
        "The landlord said no to the cat.",
    ],
)
def test_a_price_of_once_of_another_or_not_decided_changes_none(text: str) -> None:
    all_ = [known("semantic", one) for one in (BLEND, DECAF, GYM, PARKING, LANDLORD)]

    outcome = digested(library_of(*all_), said(text))

    assert not [change for change in outcome.changes if isinstance(change, Revise)]


JOB: BodyFields = {"value": "User is a site engineer at Hallbeck Bridges"}
HOME: BodyFields = {"value": "User lives at 14 Pellet Street, Bristow"}
SETTLED = [
    (JOB, "day three at Quellmark Rail and still no laptop. but the badge says lead structural engineer so there's "
     "that. "
     "do not miss the Hallbeck canteen one bit", ["Quellmark", "lead structural engineer"]),
    (JOB, "week two at Quellmark Rail, they made me a lead engineer already", ["Quellmark"]),
    (JOB, "Handed in my notice at Hallbeck. Quellmark Rail it is.", ["Quellmark"]),
    (JOB, "I'm with Quellmark Rail now, Hallbeck is history.", ["Quellmark"]),
    (JOB, "Hallbeck let me go, and Quellmark took me on.", ["Quellmark"]),
    (JOB, "Erste Woche bei Quellmark geschafft, Hallbeck vermisse ich nicht.", ["Quellmark"]),
    (JOB, "Tag drei bei Quellmark Rail, Hallbeck vermisse ich nicht.", ["Quellmark"]),
    (HOME, "keys are mine!! 3 Almond Court, fifth floor, no lift. Handed Pellet Street back "
     "yesterday", ["3 Almond Court"]),
    (HOME, "handed back the keys for Pellet Street, we are at 3 Almond Court now", ["3 Almond Court"]),
    (HOME, "given up Pellet Street. 3 Almond Court from now on", ["3 Almond Court"]),
    (HOME, "We've swapped Pellet Street for 3 Almond Court.", ["3 Almond Court"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "held"), SETTLED, ids=range(len(SETTLED)))
def test_a_job_or_a_home_that_is_told_in_passing_takes_the_place_of_the_old_one(
    body: BodyFields, text: str, held: list[str]
) -> None:
    memory = known("core", body)

    outcome = digested(library_of(memory), said(text))

    now = revised(outcome, memory)
    assert all(one in now for one in held), now


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (JOB, "i am not the apprentice type"),
        (JOB, "I'm not a nurse"),
        (JOB, "day three at the conference and still no wifi"),
        (JOB, "day two at Hallbeck's Leeds site, still raining"),
        (JOB, "My brother is on day three at Quellmark Rail."),
        (JOB, "If I worked at Quellmark Rail I'd have a laptop by now."),
        (JOB, "day three of the training at Quellmark Rail, back to Hallbeck on Thursday"),
        (JOB, "The badge says visitor, so there's that."),
        (JOB, "the badge of the speaker says lead structural engineer at Quellmark"),
        (HOME, "I walked down Pellet Street and picked up a parcel at 3 Almond Court"),
        (HOME, "Staying at 3 Almond Court for two weeks while they paint."),
    ],
)
def test_a_job_or_a_home_that_is_only_spoken_of_stays(body: BodyFields, text: str) -> None:
    memory = known("core", body)

    assert not revised(digested(library_of(memory), said(text)), memory)


STEPS = [
    "count the till",
    "put the cash in the safe",
    "switch off the oven",
    "pull down the shutters",
    "set the alarm",
]
CLOSING: BodyFields = {
    "name": "Closing routine of the shop",
    "summary": "Closing routine of the shop",
    "steps": STEPS,
}


def steps_after(text: str) -> list[str]:
    memory = known("procedural", CLOSING)
    found = [one for one in digested(library_of(memory), said(text)).changes if isinstance(one, Revise)]
    steps = found[0].body["steps"] if found else STEPS
    return list(map(str, steps if isinstance(steps, list) else []))


@pytest.mark.parametrize(
    ("text", "at", "step"),
    [
        ("closing routine changes from tonight: the cash does not go in the safe any more, Idris collects it at "
         "18:30. And "
         "check the back window before the shutters come down. Rest as before", 1, "Idris collects the cash at 18:30"),
        ("closing routine changes from tonight: the cash does not go in the safe any more, Idris collects it at "
         "18:30. And "
         "check the back window before the shutters come down. Rest as before", 3, "Check the back window"),
        ("We don't put the cash in the safe any more, Idris picks it up.", 1, "Idris picks the cash up"),
        ("instead of putting the cash in the safe, hand it to Idris", 1, "Hand the cash to Idris"),
        ("The cash no longer goes in the safe, it goes to the bank box.", 1, "put the cash in the bank box"),
        ("closing: set the alarm before the shutters from now on", 3, "set the alarm"),
        ("from now on we count the till twice when closing", 0, "Count the till twice when closing"),
    ],
)  # fmt: skip
def test_a_step_is_done_otherwise_or_elsewhere(text: str, at: int, step: str) -> None:
    assert steps_after(text)[at] == step


@pytest.mark.parametrize(
    "text",
    [
        "yesterday I forgot to put the cash in the safe",
        "Idris forgot to set the alarm again",
        "the cash in the safe was 300 short today",
        "did you put the cash in the safe?",
        "I hope we can stop putting the cash in the safe some day",
    ],
)
def test_what_was_forgotten_or_wished_once_leaves_the_steps(text: str) -> None:
    assert steps_after(text) == STEPS


ENGLISH: BodyFields = {"value": "User prefers answers in English"}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "D'ora in poi rispondimi in italiano per favore. L'inglese solo per i contratti.",
            "Italian; L'inglese solo",
        ),
        ("From now on please answer me in German.", "in German"),
        ("Answer in Italian from today, please.", "in Italian"),
        ("I'd rather have your answers in Spanish from now on.", "in Spanish"),
        ("Antworte mir bitte ab jetzt auf Deutsch.", "in German"),
        ("please reply in Dutch from here on", "in Dutch"),
        ("以后请用中文回答我", "in Chinese"),
        ("No more English please, only Italian from now on.", "in Italian"),
        ("Can you write to me in Italian from now on?", "in Italian"),
    ],
)
def test_the_language_of_answers_is_another_from_now_on(text: str, held: str) -> None:
    language, prices = known("core", ENGLISH), known("core", {"value": "User prefers prices in euros"})

    outcome = digested(library_of(language, prices), said(text))

    assert held in revised(outcome, language)
    assert not revised(outcome, prices)


@pytest.mark.parametrize(
    "text",
    [
        "Answer this one in Italian, please.",
        "Reply to Marta in Italian.",
        "Translate this into Italian.",
        "My teacher answers only in Italian.",
        "How do you say that in Italian?",
        "I wish I could read answers in Italian.",
        "From now on I'm learning Italian.",
    ],
)
def test_a_language_of_once_or_of_another_leaves_that_of_answers(text: str) -> None:
    language = known("core", ENGLISH)

    assert not revised(digested(library_of(language), said(text)), language)


def test_a_namesake_beside_an_hour_is_no_place() -> None:
    neighbour = known(
        "semantic", {"name": "Hedwig Sommer", "summary": "Nachbarin im Erdgeschoss, gießt die Blumen"}
    )
    text = (
        "Meine neue Physiotherapeutin heißt auch Sommer, Friederike Sommer, Praxis am Rathausplatz. Da bin ich jetzt "
        "montags um 9. Die Nachbarin hat sehr gelacht."
    )

    assert not revised(digested(library_of(neighbour), said(text)), neighbour)


@pytest.mark.parametrize(
    "text",
    [
        "I started at Kröll today.",
        "first day at Kröll done",
        "First week at Kröll behind me.",
        "I work at Kröll now.",
    ],
)
def test_what_was_told_as_coming_takes_the_place_once_it_began(text: str) -> None:
    line = "User works as a carpenter at Moll & Sons; from 1 September 2026 User works at Kröll in Basel"
    memory = known("core", {"value": line})

    now = revised(digested(library_of(memory), said(text)), memory)

    assert "Moll" not in now
    assert "works at Kröll in Basel" in now


def test_anothers_first_day_there_leaves_the_line_as_it_was() -> None:
    line = "User works as a carpenter at Moll & Sons; from 1 September 2026 User works at Kröll in Basel"
    memory = known("core", {"value": line})

    assert not revised(digested(library_of(memory), said("My brother had his first day at Kröll.")), memory)


DENTIST: BodyFields = {
    "summary": "Dentist at Bains Dental, Tuesday 13 October 2026 at 11:15",
    "event_type": "appointment",
    "occurred_at": "2026-10-13T11:15:00+00:00",
}
BOILER: BodyFields = {
    "summary": "Boiler service",
    "details": "Tuesday 20 October 2026 at 9:00",
    "event_type": "appointment",
    "occurred_at": "2026-10-20T09:00:00+00:00",
}


@pytest.mark.parametrize(
    ("body", "text", "held", "at"),
    [
        (DENTIST, "the dentist pushed me back a week", "20 October 2026 at 11:15", "2026-10-20T11:15"),
        (DENTIST, "Bains Dental called, they pushed it back a week", "20 October 2026", "2026-10-20T11:15"),
        (DENTIST, "the dentist appointment is a day later", "Wednesday 14 October 2026", "2026-10-14T11:15"),
        (DENTIST, "the dentist has been postponed by two weeks", "27 October 2026", "2026-10-27T11:15"),
        (DENTIST, "dentist was moved back two days", "15 October 2026", "2026-10-15T11:15"),
        (
            BOILER,
            "They brought the boiler service forward by a day.",
            "19 October 2026 at 9:00",
            "2026-10-19T09:00",
        ),
        (BOILER, "The boiler service is half an hour later.", "20 October 2026 at 9:30", "2026-10-20T09:30"),
        (BOILER, "the boiler service starts an hour earlier", "20 October 2026 at 8:00", "2026-10-20T08:00"),
        (BOILER, "Der Boiler service wurde um eine Woche verschoben.", "27 October 2026", "2026-10-27T09:00"),
        (
            BOILER,
            "Il boiler service è stato rinviato di una settimana.",
            "27 October 2026",
            "2026-10-27T09:00",
        ),
    ],
)
def test_a_plan_is_put_off_or_brought_forward_by_so_much(
    body: BodyFields, text: str, held: str, at: str
) -> None:
    dentist, boiler = known("episodic", DENTIST), known("episodic", BOILER)
    meant, other = (dentist, boiler) if body is DENTIST else (boiler, dentist)

    outcome = digested(library_of(dentist, boiler), said(text))

    now = revised(outcome, meant)
    assert held in now
    assert at in now
    assert not revised(outcome, other)


@pytest.mark.parametrize(
    "text",
    [
        "can we push the dentist back a week?",
        "I want to push the dentist back a week",
        "the dentist called me a week later",
        "if they push the dentist back a week I'm in Rome",
        "my sister's dentist was moved back a week",
        "last year the dentist was pushed back a week",
        "I nearly pushed the dentist back a week",
        "the train was delayed by an hour",
        "The dentist pushed back on the price.",
        "the dentist moved to Leeds a week later",
    ],
)
def test_what_is_wished_or_another_thing_moves_no_plan_by_so_much(text: str) -> None:
    dentist, boiler = known("episodic", DENTIST), known("episodic", BOILER)

    outcome = digested(library_of(dentist, boiler), said(text))

    assert not revised(outcome, dentist)
    assert not revised(outcome, boiler)
