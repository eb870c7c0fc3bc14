"""Plain words that change one known thing, each beside look-alikes that change nothing."""

from __future__ import annotations

import pytest

from storage import ids
from storage.model import BodyFields, Frame, Memory, ObservationId, Revise
from tests.unit.agents.test_patches import NOW, digested, known, library_of, revised, said

RATE: BodyFields = {"value": "User's hourly rate is 65 euros"}
REPORT: BodyFields = {"name": "Interim report AQ-7", "summary": "Owner is Tobias Rehm, due 30 June 2027"}
MORNING: BodyFields = {"value": "User prefers meetings in the morning"}
MATTINO: BodyFields = {"value": "L'utente preferisce le riunioni al mattino"}
DOSE: BodyFields = {"name": "Dad's furosemide", "summary": "Dad takes furosemide 40 mg in the morning"}
NOOR: BodyFields = {"name": "Noor", "summary": "User's cousin, is engaged to Elias Brandt"}
GESINE: BodyFields = {"name": "Gesine", "summary": "Schwester der Nutzerin, wohnt in Fulda"}
WORK: BodyFields = {"value": "User is office manager at Bellweather Logistics"}
NAME = "Workshop Oral History Methods"
WORKSHOP: BodyFields = {
    "event_type": "plan", "summary": "Workshop Oral History Methods, Aarhus, 14 and 15 October 2026",
    "details": "User gives the second session on 15 October", "occurred_at": "2026-10-14T00:00:00+00:00",
}  # fmt: skip
EXPORT: BodyFields = {
    "summary": "Weekly trial data export", "entry_type": "workflow",
    "steps": ["Export from REDCap as CSV", "Run clean.R", "Upload to the N: drive", "Mail Gudrun"],
}  # fmt: skip


def told(kind: str, body: BodyFields, text: str) -> str:
    memory = known(kind, body)
    return revised(digested(library_of(memory), said(text)), memory)


@pytest.mark.parametrize(
    ("kind", "body", "text", "held", "gone"),
    [
        *(
            ("core", RATE, text, "hourly rate is 72", "65")
            for text in (
                "put my prices up at last: 72 an hour from today, for everyone. Brigid took it well.",
                "I've raised my hourly rate to 72",
                "from January I charge 72 euros per hour",
                "my rate is now 72 an hour",
                "ab heute nehme ich 72 die Stunde",
                "Mein Stundensatz ist jetzt 72 Euro pro Stunde",
                "da oggi chiedo 72 all'ora",
                "我现在收费72元每小时",
            )
        ),
        *(
            ("semantic", REPORT, text, "Owner is Yewande", "Owner is Tobias")
            for text in (
                "Yewande takes AQ-7 over from Monday, the date stays",
                "AQ-7 is now with Yewande",
                "Tobias is handing AQ-7 over to Yewande Balogun",
                "Yewande now owns the interim report",
                "Yewande leads AQ-7 from now on",
                "Yewande übernimmt AQ-7",
                "AQ-7 geht an Yewande",
                "Yewande prende in mano AQ-7",
            )
        ),
        ("core", MORNING, "from now on meetings only in the afternoon", "meetings only in the afternoon", "morning"),
        ("core", MORNING, "put my meetings only after 14:30 until further notice", "only after 14:30", "morning"),
        ("core", MORNING, "no meetings before 11:00 any more", "not before 11:00", "morning"),
        ("core", MORNING, "Besprechungen bitte nur noch nachmittags", "nachmittags", "morning"),
        ("core", MATTINO, "quindi le riunioni mettimele solo dopo le 14:30. Fino a nuovo ordine!", "14:30", "mattino"),
        ("core", MATTINO, "d'ora in poi le riunioni solo nel pomeriggio", "nel pomeriggio", "mattino"),
        ("semantic", NOOR, "Noor has called the wedding off. she's at my mum's for now", "wedding off", "engaged"),
        ("semantic", NOOR, "Noor and Elias have split up", "split up", "engaged"),
        ("core", WORK, "first week at Calder Foods survived! Operations lead sounds grand. can't say I miss "
         "Bellweather",
         "Calder Foods survived! Operations lead", "office manager"),
    ],
)  # fmt: skip
def test_plain_words_change_what_they_name(
    kind: str, body: BodyFields, text: str, held: str, gone: str
) -> None:
    anew = told(kind, body, text)

    assert held in anew
    assert gone not in anew.split("Said:")[0]


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        *(
            ("core", RATE, text)
            for text in (
                "the plumber charges 72 an hour now",
                "I'm thinking of putting my prices up to 72 an hour from May",
                "I pay 72 an hour for the studio now",
                "Brigid puts her prices up: 72 an hour from today",
                "my rates are not going up to 72 an hour now",
                "if I charged 72 an hour from now on I'd lose them",
                "should I charge 72 an hour from now on?",
                "my prices are up: 90 a day now",
            )
        ),
        *(
            ("semantic", REPORT, text)
            for text in (
                "Yewande takes AQ-8 over",
                "Yewande takes AQ-7 over for a week",
                "Yewande takes AQ-7 over, but just this week",
                "Yewande might take over AQ-7",
                "Yewande will not take over AQ-7",
                "nobody told me whether Yewande takes AQ-7 over",
                "I mailed AQ-7 to Yewande",
                "AQ-7 goes to Berlin now",
                "Yewande runs the annual report now",
            )
        ),
        *(
            ("core", MORNING, text)
            for text in (
                "tomorrow meetings only in the afternoon",
                "Brigid wants meetings only in the afternoon",
                "meetings were always in the afternoon there",
                "just this week meetings only after 14:30",
                "calls only in the afternoon from now on",
                "her meetings are always in the afternoon",
                "I'd love meetings only in the afternoon",
                "three meetings this afternoon, always the same",
            )
        ),
        ("semantic", DOSE, "Len next door was put on furosemide 80 by his doctor now"),
        (
            "semantic",
            DOSE,
            "Dad thinks he needs furosemide 80 now. I rang Dr Amoah, Dad stays on what he has",
        ),
        ("semantic", DOSE, "Marta takes furosemide 80 now"),
        ("semantic", NOOR, "Noor and Elias split up the chores now"),
        ("semantic", NOOR, "Elias's parents have divorced"),
        ("semantic", NOOR, "Noor and Elias nearly split up"),
        ("semantic", GESINE, "Seit Samstag wohne ich in Göttingen. Gesine hat Kisten geschleppt."),
        ("semantic", GESINE, "I live in Göttingen now, Gesine helped me move"),
        ("core", WORK, "first week at the new gym survived! can't say I miss Bellweather Road"),
    ],
)
def test_a_wish_a_while_anothers_and_another_thing_change_nothing(
    kind: str, body: BodyFields, text: str
) -> None:
    assert told(kind, body, text) in ("", *_unharmed(body, told(kind, body, text)))


def _unharmed(body: BodyFields, anew: str) -> tuple[str, ...]:
    """What may stand beside all that was known: nothing of it is lost."""
    kept = str(body.get("summary") or body["value"])
    return (anew,) if all(part in anew for part in kept.split(", ")) else ()


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "the weekly export changed: after clean.R it goes to the Seafile library, N: is read-only now. "
            "and nobody mails Gudrun any more, just tick the row in the sheet",
            [
                "Export from REDCap as CSV", "Run clean.R", "Upload to the Seafile library",
                "Just tick the row in the sheet",
            ],
        ),
        (
            "the weekly export goes to Seafile now instead of the N: drive",
            ["Export from REDCap as CSV", "Run clean.R", "Upload to Seafile", "Mail Gudrun"],
        ),
        ("yesterday the weekly export went to Seafile, N: was full", None),
        ("the weekly export changed", None),
        ("if N: is full the weekly export goes to Seafile", None),
    ],
)  # fmt: skip
def test_a_step_goes_elsewhere_only_where_its_own_place_is_gone(text: str, steps: list[str] | None) -> None:
    memory = known("procedural", EXPORT)

    outcome = digested(library_of(memory), said(text))

    found = [change.body["steps"] for change in outcome.changes if isinstance(change, Revise)]
    assert found == ([steps] if steps else [])


@pytest.mark.parametrize(
    ("title", "text", "off"),
    [
        (f"{NAME}: cancelled", "I am very sorry: the workshop on 14-15 October has to be cancelled.", True),
        (NAME, "Unfortunately the workshop on 14 October will not take place.", True),
        (f"{NAME} abgesagt", "Der Workshop am 14. Oktober muss leider abgesagt werden.", True),
        (f"Annullato: {NAME}", "Cari tutti, il workshop è stato annullato.", True),
        (NAME, "The workshop dinner on 14 October is cancelled.", False),
        (NAME, "If fewer than ten come the workshop on 14 October will be cancelled.", False),
        ("Workshop Glass Painting: cancelled", "Dear all, the workshop is cancelled.", False),
        (NAME, "The workshop on 3 March was cancelled last year.", False),
        ("Aarhus", "Only nine names for Aarhus so I'm afraid the workshop on the 15th is off.", True),
        ("Aarhus", "Only nine names for Aarhus so I'm afraid the workshop on the 21st is off.", False),
        ("Aarhus", "Only nine names for Aarhus so I'm afraid the dinner on the 15th is off.", False),
    ],
)  # fmt: skip
def test_a_letter_calls_off_the_plan_that_it_names(title: str, text: str, off: bool) -> None:
    anew = _mailed(title, text)

    assert ("cancelled" in anew.split("\n")) is off


def _mailed(title: str, text: str) -> str:
    memory: Memory = known("episodic", WORKSHOP)
    body = f"From: Birthe Kjær\nDate: Tue 22 Sep 2026 08:47\nDear all,\n{text}"
    mail = Frame(ObservationId(ids.new(NOW)), NOW, body, "Mail", title)
    return revised(digested(library_of(memory), mail), memory)


ASSEMBLY: BodyFields = {
    "event_type": "appointment", "summary": "Assembly of the Hollow Lane plots on Thursday 1 October 2026 at 19:00",
    "occurred_at": "2026-10-01T19:00:00+00:00",
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "I printed the Hollow Lane posters. From now on Bo keeps the shed keys, he fetches them on 12 October.",
        "The Hollow Lane poster was wrong. New gardeners: Bo and Ines, they fetch the shed keys on 12 October now.",
        "Das Plakat von Hollow Lane war falsch. Neue Pächter: Bo und Ines, sie holen jetzt Schlüssel am 12. Oktober.",
        "Il manifesto di Hollow Lane era sbagliato. Nuovi soci: Bo e Ines, ora ritirano le chiavi il 12 ottobre.",
    ],
)
def test_a_day_of_another_matter_moves_no_plan(text: str) -> None:
    assert told("episodic", ASSEMBLY, text) == ""


def test_what_a_plan_is_moved_to_stands_in_a_sentence_of_its_own() -> None:
    assert "12 October 2026" in told(
        "episodic", ASSEMBLY, "Hollow Lane has a new day. We meet on 12 October now."
    )


def test_a_sentence_that_moved_a_plan_is_not_what_the_plan_is_called() -> None:
    moved = ASSEMBLY | {
        "details": "Said: the assembly is on 1 October now, and I'm sick of printing posters for the hut"
    }

    assert told("episodic", moved, "Wrong hut, bin the posters. The new stove comes on 12 October now.") == ""


LINE: BodyFields = {"name": "Line manager", "summary": "User's line manager is Philippa Oakes"}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("My boss is Kofi Mensah from now on, brings his own kettle.", "Kofi Mensah"),
        ("First day on the new desk. My boss is Kofi Mensah now, a quiet one.", "Kofi Mensah"),
        ("Meine Chefin heißt jetzt Ute Brandes", "Ute Brandes"),
        ("La mia capo ora è Rita Salvi", "Rita Salvi"),
    ],
)
def test_who_holds_a_role_goes_on_the_card_of_that_role(text: str, holder: str) -> None:
    assert told("semantic", LINE, text).startswith(f"Line manager\nUser's line manager is {holder}\n")


@pytest.mark.parametrize("text", ["Bo's boss is Kofi Mensah now.", "my old boss was Kofi Mensah"])
def test_whoever_holds_it_for_somebody_else_or_did_so_once_does_not(text: str) -> None:
    assert told("semantic", LINE, text) == ""


def test_a_card_of_somebody_is_not_given_to_who_holds_their_role_now() -> None:
    card = {"name": "Philippa Oakes", "summary": "User's manager is Philippa Oakes"}

    assert "Philippa Oakes\nUser's manager is Kofi" not in told(
        "semantic", card, "My boss is Kofi Mensah now."
    )


def test_who_goes_on_a_day_to_come_is_what_they_are_until_then() -> None:
    text = "Philippa retires in November and is off to Skye, she's bought a croft"

    assert "line manager is Philippa Oakes; Philippa retires in November (November 2026)" in told(
        "semantic", LINE, text
    )
